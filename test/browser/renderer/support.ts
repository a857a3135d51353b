import { importKey } from '../../../src/renderer/src/db/cache-key.ts'
import { forPage } from '../../../src/shared/domain/page-delta.ts'
import type { PageDelta } from '../../../src/shared/ipc/contract.ts'
import { bookingSchema, type Booking } from '../../../src/shared/recras/schemas.ts'
import type { CallName, EventName } from '../../../src/shared/ipc/names.ts'

export const ZONE = 'Europe/Amsterdam'

/** What main answers to `cache:key`, and what a cache that a test looks into is opened with. */
export const GIVEN_KEY = {
  id: 'test',
  key: btoa('32 bytes that are not a secret..'),
  durable: true,
}
export const KEY = await importKey(GIVEN_KEY)

let counter = 0
/** A venue of its own for each test: its database is nobody else's. */
export const freshVenue = (): string => `test-${Date.now()}-${counter++}.example`

export function booking(id: number, day: string, fields: Record<string, unknown> = {}): Booking {
  return bookingSchema.parse({
    id,
    referentie: `${id}-1`,
    klant_id: id,
    datum: day,
    status: 'definitief',
    personen: 4,
    boekingsregels: [
      { id, locatie_id: 1, begin: `${day}T14:00:00+02:00`, eind: `${day}T15:00:00+02:00` },
    ],
    Klant: { id, displaynaam: `Groep ${id}` },
    ...fields,
  })
}

export const delta = (fields: Partial<PageDelta>): PageDelta => ({
  upserts: [],
  removed: [],
  codes: [],
  day: null,
  names: null,
  ...fields,
})

export const upsert = (...bookings: Booking[]): PageDelta => {
  const upserts = bookings.map((one) => ({ booking: one, hash: `h${one.id}` }))
  return forPage({ upserts, removed: [], codes: [], day: null, names: null }, ZONE)
}

type Answer = (request: unknown) => unknown

/** A main process to talk to: answers the calls that it is given, and sends events. */
export function fakeMain(given: Partial<Record<CallName, Answer>> = {}) {
  const answers = { 'cache:key': () => ({ ok: true, value: GIVEN_KEY }), ...given }
  const listeners = new Map<string, Set<(payload: unknown) => void>>()
  const calls: { name: string; request: unknown }[] = []
  const balie = {
    calls: new Proxy(
      {},
      {
        get: (_target, name: string) => async (request: unknown) => {
          calls.push({ name, request })
          const answer: Answer | undefined = answers[name as keyof typeof answers]
          return answer
            ? await answer(request)
            : { ok: false, error: { kind: 'not-now', message: name } }
        },
      },
    ),
    events: new Proxy(
      {},
      {
        get: (_target, name: string) => (listener: (payload: unknown) => void) => {
          const all = listeners.get(name) ?? new Set()
          listeners.set(name, all.add(listener))
          return () => all.delete(listener)
        },
      },
    ),
  }
  Object.defineProperty(window, 'balie', { value: balie, configurable: true })
  return {
    calls,
    /** Answers a call in another way from now on. */
    answer: (name: CallName, answer: Answer): void => void (answers[name] = answer),
    send: (name: EventName, payload: unknown): void => {
      for (const listener of listeners.get(name) ?? []) listener(payload)
    },
  }
}
