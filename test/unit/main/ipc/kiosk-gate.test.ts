import { beforeEach, describe, expect, it } from 'vitest'
import type { Handlers } from '../../../../src/main/ipc/answer.ts'
import {
  gateKiosk,
  KIOSK_HEARS,
  KIOSK_MAY,
  kioskSend,
} from '../../../../src/main/ipc/kiosk-gate.ts'
import { CALL_NAMES, EVENT_NAMES, type CallName } from '../../../../src/shared/ipc/names.ts'
import type { OutboxView } from '../../../../src/shared/outbox/entry.ts'
import { fail, ok, type Result } from '../../../../src/shared/result.ts'
import type { StaffView } from '../../../../src/shared/staff.ts'
import { MemoryLog } from '../manual-clock.ts'

/** All that a kiosk's page may call, written out once more: who adds a call decides about it here. */
const ALLOWED: readonly CallName[] = [
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
]

const outbox = {
  entries: [{ id: 'e1', wanted: 'gaande', by: { id: 'd', initials: 'CD' } }],
  records: [{ id: 'r1', name: 'Jan de Vries' }],
  parked: [{ id: 'p1', text: 'Jan de Vries' }],
  history: Array.from({ length: 500 }, (_, index) => ({ id: `m${index}`, by: { id: 'd' } })),
  recordHistory: [{ id: 'h2' }],
  marks: [{ note: 'Jan de Vries' }],
  damage: null,
  blocked: null,
} as unknown as OutboxView

const NOTHING = {
  records: [],
  parked: [],
  recordHistory: [],
  marks: [],
  damage: null,
  blocked: null,
}

/** What is left of it. */
const moves = {
  entries: [{ id: 'e1', wanted: 'gaande', by: null }],
  history: Array.from({ length: 20 }, (_, index) => ({ id: `m${index}`, by: null })),
}

const staff: StaffView = {
  staff: [
    { id: 'l', name: 'Anna Bakker', initials: 'AB', role: 'lead' },
    { id: 'd', name: 'Cees Dekker', initials: 'CD', role: 'desk' },
  ],
  session: { state: 'locked' },
  triesBlockedUntil: 5,
  blockedUntil: { l: 7, d: 9 },
  damaged: false,
  resettable: true,
}

let kiosk: boolean
let log: MemoryLog
let called: string[]
let handlers: Handlers

beforeEach(() => {
  kiosk = true
  log = new MemoryLog()
  called = []
  const answers: Partial<Record<CallName, unknown>> = { 'outbox:get': outbox, 'staff:get': staff }
  const plain = Object.fromEntries(
    CALL_NAMES.map((name) => [
      name,
      () => {
        called.push(name)
        return ok(answers[name] ?? name)
      },
    ]),
  )
  handlers = gateKiosk(plain as unknown as Handlers, () => kiosk, log)
})

const ask = (name: CallName, request?: unknown): Promise<Result<unknown>> =>
  Promise.resolve((handlers[name] as (request: unknown) => Result<unknown>)(request))

const wish = (wanted: string) => ({
  bookingId: 75,
  referentie: '67-1',
  wanted,
  seen: { status: 'definitief', statusUpdatedAt: null },
})

describe('what the page of a kiosk may call', () => {
  it('is this list, and nothing that is added elsewhere', () =>
    expect([...KIOSK_MAY].sort()).toEqual([...ALLOWED].sort()))

  it.each(CALL_NAMES)('%s', async (name) => {
    const answer = await ask(name, wish('gaande'))
    if (ALLOWED.includes(name)) {
      expect(answer.ok).toBe(true)
      expect(called).toEqual([name])
    } else {
      expect(answer).toEqual(fail({ kind: 'forbidden' }))
      expect(called).toEqual([])
      expect(log.lines).toEqual([
        { level: 'warn', event: 'call-refused-in-kiosk', detail: { call: name } },
      ])
    }
    // The same page, when the kiosk was left: everything is as ever.
    kiosk = false
    expect((await ask(name, wish('voltooid'))).ok).toBe(true)
  })

  it.each(['informatie', 'optie', 'definitief', 'voltooid', 'geannuleerd'])(
    'no move to %s',
    async (wanted) => {
      expect(await ask('outbox:enqueue', wish(wanted))).toEqual(fail({ kind: 'forbidden' }))
      expect(called).toEqual([])
    },
  )

  it('of the outbox gets the moves alone', async () => {
    const answer = await ask('outbox:get')
    expect(answer).toEqual(ok({ ...NOTHING, ...moves }))
  })

  it('of the staff gets the initials of leads', async () => {
    const answer = await ask('staff:get')
    expect(answer).toEqual(
      ok({
        ...staff,
        staff: [{ id: 'l', name: 'AB', initials: 'AB', role: 'lead' }],
        blockedUntil: { l: 7 },
        resettable: false,
      }),
    )
  })
})

describe('what the page of a kiosk is told', () => {
  const sent: [string, unknown][] = []
  const send = kioskSend(
    (name, payload) => void sent.push([name, payload]),
    () => kiosk,
  )
  beforeEach(() => void (sent.length = 0))

  it.each(EVENT_NAMES)('%s', (name) => {
    const payload = name === 'outbox:changed' ? outbox : 'Jan de Vries'
    send(name, payload as never)
    expect(sent.map(([told]) => told)).toEqual(KIOSK_HEARS.has(name) ? [name] : [])
    kiosk = false
    send(name, payload as never)
    expect(sent.at(-1)).toEqual([name, payload])
  })

  it('is this', () =>
    expect([...KIOSK_HEARS].sort()).toEqual([
      'app:changed',
      'connection:changed',
      'outbox:changed',
      'settings:changed',
      'sync:delta',
    ]))

  it('is the moves of the outbox alone', () => {
    send('outbox:changed', outbox)
    expect(sent).toEqual([['outbox:changed', { ...NOTHING, ...moves }]])
  })
})
