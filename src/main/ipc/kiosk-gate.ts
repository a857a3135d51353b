import type { EventName } from '../../shared/ipc/names.ts'
import type { OutboxView } from '../../shared/outbox/entry.ts'
import { fail, ok, type AppError, type Result } from '../../shared/result.ts'
import type { StaffView } from '../../shared/staff.ts'
import type { Log, Send } from '../services/ports.ts'
import type { Handlers } from './answer.ts'

/*
 * What the page may call, and is told, while the app is a kiosk. Guests stand at it: should anybody
 * make its page run what it should not, there is still no search, no list, no setting and no other
 * booking's change behind it.
 */

const MAY = [
  'app:info',
  'settings:get',
  'connection:get',
  'sync:watch',
  'sync:now',
  'cache:key',
  'booking:read',
  'bookings:find',
  'outbox:get',
  'outbox:enqueue',
  'staff:get',
  'kiosk:alive',
  'kiosk:note',
  'kiosk:tries',
  'kiosk:try',
  'kiosk:proved',
  'kiosk:leave',
  'log:page',
] as const satisfies readonly (keyof Handlers)[]

/** Every call that a kiosk's page may make; all others are `forbidden`. */
export const KIOSK_MAY: ReadonlySet<keyof Handlers> = new Set(MAY)

/** Every event that a kiosk's page is told of. */
export const KIOSK_HEARS: ReadonlySet<EventName> = new Set([
  'sync:delta',
  'connection:changed',
  'outbox:changed',
  'settings:changed',
  'app:changed',
])

/** What the cache may not have yet of what was delivered: enough to know a code that comes again. */
const LAST_MOVES = 20

/**
 * Of the outbox: moves that wait or need a person, which say what a booking is to become, and those
 * that were just delivered. Nobody's name is in them.
 */
const movesOf = ({ entries, history, damage, blocked }: OutboxView): OutboxView => ({
  entries: entries.map((entry) => ({ ...entry, by: null })),
  records: [],
  parked: [],
  history: history.slice(0, LAST_MOVES).map((entry) => ({ ...entry, by: null })),
  recordHistory: [],
  marks: [],
  damage,
  blocked,
})

/** Of the staff: who can end the kiosk, by initials. */
const leadsOf = ({ staff, blockedUntil, ...view }: StaffView): StaffView => {
  const leads = staff.filter(({ role }) => role === 'lead')
  const waits = leads.flatMap(({ id }) => {
    const until = blockedUntil[id]
    return until === undefined ? [] : [[id, until] as const]
  })
  return {
    ...view,
    staff: leads.map(({ id, initials, role }) => ({ id, initials, role, name: initials })),
    blockedUntil: Object.fromEntries(waits),
    // Nobody sets a PIN anew at a kiosk.
    resettable: false,
  }
}

type Given = (request: never) => Promise<Result<unknown>> | Result<unknown>

/** The handlers as the kiosk's page has them while `on()`, and as they are while not. */
export function gateKiosk(handlers: Handlers, on: () => boolean, log: Log): Handlers {
  const refuse = (name: string): { ok: false; error: AppError } => {
    log.warn('call-refused-in-kiosk', { call: name })
    return fail({ kind: 'forbidden' })
  }
  const narrowed: Partial<Handlers> = {
    'outbox:get': async () => {
      const view = await handlers['outbox:get']()
      return view.ok ? ok(movesOf(view.value)) : view
    },
    'staff:get': async () => {
      const view = await handlers['staff:get']()
      return view.ok ? ok(leadsOf(view.value)) : view
    },
    // A guest comes in, and nothing else; the desk does the rest.
    'outbox:enqueue': (wish) =>
      wish.wanted === 'gaande' ? handlers['outbox:enqueue'](wish) : refuse('outbox:enqueue'),
  }
  const gated = Object.entries(handlers).map(([name, handler]) => {
    const call = name as keyof Handlers
    const inKiosk = (narrowed[call] ?? handler) as Given
    const asEver = handler as Given
    return [
      name,
      (request: never) =>
        !on() ? asEver(request) : KIOSK_MAY.has(call) ? inKiosk(request) : refuse(name),
    ]
  })
  return Object.fromEntries(gated) as Handlers
}

/** Tells the page what it may hear while it is a kiosk's. */
export const kioskSend =
  (send: Send, on: () => boolean): Send =>
  (name, payload) => {
    if (!on()) return send(name, payload)
    if (!KIOSK_HEARS.has(name)) return
    send(name, name === 'outbox:changed' ? (movesOf(payload as OutboxView) as never) : payload)
  }
