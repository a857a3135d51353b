import { createPinia, disposePinia, setActivePinia, type Pinia } from 'pinia'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { WRONG_AFTER } from '../../../src/renderer/src/features/kiosk/lookup.ts'
import { useKioskStore } from '../../../src/renderer/src/features/kiosk/store.ts'
import { useAppStore } from '../../../src/renderer/src/stores/app.ts'
import { useOutboxStore } from '../../../src/renderer/src/stores/outbox.ts'
import { useVenueStore } from '../../../src/renderer/src/stores/venue.ts'
import { dayOf } from '../../../src/shared/domain/time.ts'
import type { ConnectionState } from '../../../src/shared/ipc/contract.ts'
import { DEFAULT_SETTINGS } from '../../../src/shared/settings.ts'
import { booking, fakeMain, freshVenue, upsert, ZONE } from '../renderer/support.ts'

/* What the kiosk does with a code and with a number, from a real cache, with main answered for. */

const TODAY = dayOf(Date.now(), ZONE)
const ok = (value: unknown) => ({ ok: true, value })
const FIRM = {
  _links: { 'recras:booking:set_status:ongoing': { href: '/ongoing' } },
  boekingsregels: [],
  Klant: {
    id: 1,
    displaynaam: 'Familie Jansen',
    Hoofdcontact: { achternaam: 'van der Berg', telefoon1: '06-12345678' },
  },
}
let main: ReturnType<typeof fakeMain>
let pinia: Pinia
let host: string
let stop: () => void

beforeEach(async () => {
  setActivePinia((pinia = createPinia()))
  host = freshVenue()
  main = fakeMain({
    'sync:watch': () => ok({ syncedAt: '2026-06-13T12:00:00Z' }),
    'outbox:enqueue': (wish) => ok({ ...(wish as object), id: 'e1', at: new Date().toISOString() }),
    'bookings:find': () => ok([]),
    'booking:read': () => ({ ok: false, error: { kind: 'unreachable' } }),
    'kiosk:try': () => ok({ allowed: true, left: 2, waitMs: 0 }),
    'kiosk:proved': () => ok(null),
    'kiosk:note': () => ok(null),
  })
  await useOutboxStore().start()
  useAppStore().settings = { ...DEFAULT_SETTINGS, kioskEarlyMinutes: 1440 }
  online(true)
  await useVenueStore().open(host)
  const { cache } = useVenueStore()
  await cache?.apply(
    upsert(booking(1, TODAY, FIRM), booking(2, TODAY, { ...FIRM, status: 'optie', _links: {} })),
  )
  stop = useKioskStore().start()
})
afterEach(async () => {
  stop()
  const { cache } = useVenueStore()
  await cache?.destroy()
  await useVenueStore().close()
  disposePinia(pinia)
})

function online(is: boolean): void {
  useAppStore().connection = { status: is ? 'online' : 'offline' } as ConnectionState
}
const state = () => useKioskStore().name
const becomes = (name: string) => vi.waitFor(() => expect(state()).toBe(name), { timeout: 9000 })
const asked = (name: string) => main.calls.filter((one) => one.name === name)
const noted = () => asked('kiosk:note').map((one) => one.request)
const scan = (text: string): void => useKioskStore().scan(text, 'scanner')

it('says welcome after the promise is on disk, and not before', async () => {
  const kept = Promise.withResolvers<unknown>()
  main.answer('outbox:enqueue', () => kept.promise)
  scan('B:1-1')
  await vi.waitFor(() => expect(asked('outbox:enqueue')).toHaveLength(1))
  expect(state()).toBe('looking')
  kept.resolve(ok({ id: 'e1' }))
  await becomes('welcome')
  expect(asked('outbox:enqueue')[0]?.request).toMatchObject({
    bookingId: 1,
    referentie: '1-1',
    wanted: 'gaande',
  })
})

it('sends to the desk when the promise could not be made', async () => {
  main.answer('outbox:enqueue', () => ({ ok: false, error: { kind: 'storage' } }))
  scan('B:1-1')
  await becomes('ask-staff')
  expect(noted()).toEqual([
    { kind: 'kiosk-ask-staff', bookingId: 1, referentie: '1-1', detail: 'not-kept' },
  ])
})

it('takes a welcome back when Recras does not take what was promised', async () => {
  scan('B:1-1')
  await becomes('welcome')
  main.send('outbox:changed', {
    ...useOutboxStore().view,
    entries: [{ id: 'e1', bookingId: 1, state: 'attention', wanted: 'gaande', seen: {} }],
  })
  await becomes('ask-staff')
  expect(noted().at(-1)).toMatchObject({ kind: 'kiosk-ask-staff', detail: 'declined' })
})

it('asks Recras about a booking that the cache would send to the desk: it may have changed', async () => {
  const confirmed = booking(2, TODAY, FIRM)
  main.answer('booking:read', () => ok({ hash: 'new', booking: confirmed }))
  scan('B:2-1')
  await becomes('welcome')
})

it('finds at Recras what the cache does not know', async () => {
  const later = booking(7, TODAY, FIRM)
  main.answer('bookings:find', () => ok([{ hash: 'h', booking: later }]))
  scan('B:7-1')
  await becomes('welcome')
})

it.each([
  ['nobody has it', 'B:9-9', () => ok([]), 'unknown'],
  ['Recras fails', 'B:9-9', () => ({ ok: false, error: { kind: 'server' } }), 'unknown'],
  ['it is an address', 'https://example.com', () => ok([]), 'address'],
  ['it is endless', 'B'.repeat(3000), () => ok([]), 'too-long'],
  ['it is endless and begins as a code', `B:1-1 ${'x'.repeat(3000)}`, () => ok([]), 'too-long'],
  ['it is no code', 'hallo', () => ok([]), 'unknown'],
] as const)('sends to the desk when %s', async (_name, text, answer, detail) => {
  main.answer('bookings:find', answer)
  scan(text)
  await becomes('ask-staff')
  expect(noted()).toEqual([expect.objectContaining({ kind: 'kiosk-ask-staff', detail })])
})

it('answers from the cache without a line, and asks nobody', async () => {
  online(false)
  scan('B:1-1')
  await becomes('welcome')
  scan('B:9-9')
  await becomes('ask-staff')
  expect(asked('bookings:find')).toHaveLength(0)
})

it('does not wait for a Recras that never answers', async () => {
  main.answer('bookings:find', () => new Promise(() => undefined))
  scan('B:9-9')
  await becomes('ask-staff')
  expect(noted()).toEqual([expect.objectContaining({ detail: 'slow', referentie: '9-9' })])
}, 15_000)

it('looks up every code that is held up while another is looked up', async () => {
  scan('B:1-1')
  scan('B:2-1')
  await becomes('welcome')
  await becomes('ask-staff')
  expect(noted().map((one) => (one as { referentie: string }).referentie)).toEqual(['1-1', '2-1'])
}, 15_000)

describe('a number and a proof', () => {
  const prove = (reference: string, typed: string, name = false): void => {
    const { send } = useKioskStore()
    for (const key of reference) send({ type: 'key', key })
    send({ type: 'submit' })
    if (name) send({ type: 'other-proof' })
    for (const key of typed) send({ type: 'key', key })
    send({ type: 'submit' })
  }

  it.each([
    ['the phone', '5678', false],
    ['the name', 'berg', true],
  ])('is let in by %s', async (_name, typed, name) => {
    prove('1-1', typed, name)
    await becomes('welcome')
    expect(asked('kiosk:proved')).toHaveLength(1)
  })

  it.each([
    ['a booking that exists', '1-1'],
    ['one that does not', '9-9'],
  ])(
    'is wrong for %s after the same time, in the same words, having asked the same',
    async (_name, reference) => {
      const from = performance.now()
      prove(reference, '0000')
      await vi.waitFor(
        () =>
          expect(useKioskStore().state.place).toMatchObject({ key: 'proof', wrong: true, left: 2 }),
        { timeout: 5000 },
      )
      const took = performance.now() - from
      expect(took).toBeGreaterThanOrEqual(WRONG_AFTER - 20)
      expect(took).toBeLessThan(WRONG_AFTER * 1.6)
      expect(main.calls.map((one) => one.name).filter((one) => /kiosk|find/.test(one))).toEqual([
        'bookings:find',
        'kiosk:try',
      ])
    },
  )

  it('compares nothing before a try was given, nor when none is left', async () => {
    main.answer('kiosk:try', () => ok({ allowed: false, left: 0, waitMs: 60_000 }))
    prove('1-1', '5678')
    await becomes('ask-staff')
    expect(asked('kiosk:proved')).toHaveLength(0)
    expect(asked('outbox:enqueue')).toHaveLength(0)
    expect(noted()).toEqual([expect.objectContaining({ detail: 'tries', referentie: '1-1' })])
  })

  it('says the same of both when Recras fails, and counts nobody wrong for it', async () => {
    main.answer('bookings:find', () => ({ ok: false, error: { kind: 'server' } }))
    for (const reference of ['1-1', '9-9']) {
      prove(reference, '0000')
      await becomes('ask-staff')
      useKioskStore().send({ type: 'done' })
    }
    expect(noted().map((one) => (one as { detail: string }).detail)).toEqual(['slow', 'slow'])
  }, 15_000)
})
