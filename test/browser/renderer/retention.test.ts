import Dexie from 'dexie'
import { createPinia, disposePinia, setActivePinia, type Pinia } from 'pinia'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { effectScope, ref, type EffectScope } from 'vue'
import { useRetention } from '../../../src/renderer/src/composables/use-retention.ts'
import { Cache } from '../../../src/renderer/src/db/cache.ts'
import { CustomerCache } from '../../../src/renderer/src/db/customers.ts'
import { useAppStore } from '../../../src/renderer/src/stores/app.ts'
import { useCustomersStore } from '../../../src/renderer/src/stores/customers.ts'
import { useDayStore } from '../../../src/renderer/src/stores/day.ts'
import { useMemoryStore } from '../../../src/renderer/src/stores/memory.ts'
import { useOutboxStore } from '../../../src/renderer/src/stores/outbox.ts'
import { useVenueStore } from '../../../src/renderer/src/stores/venue.ts'
import { toCustomerRow } from '../../../src/shared/domain/customer-row.ts'
import { addDays, dayOf } from '../../../src/shared/domain/time.ts'
import { customerSchema } from '../../../src/shared/recras/schemas.ts'
import { DEFAULT_SETTINGS } from '../../../src/shared/settings.ts'
import { booking, fakeMain, freshVenue, KEY, upsert, ZONE } from './support.ts'

const DAY_MS = 86_400_000
const TODAY = dayOf(Date.now(), ZONE)
const back = (days: number): string => addDays(TODAY, -days)
const ok = (value: unknown) => ({ ok: true, value })
let pinia: Pinia
let scope: EffectScope
let host: string

beforeEach(() => {
  setActivePinia((pinia = createPinia()))
  scope = effectScope()
  host = freshVenue()
})
afterEach(async () => {
  vi.restoreAllMocks()
  scope.stop()
  await Promise.all([useVenueStore().close(), useCustomersStore().close()])
  disposePinia(pinia)
  await Promise.all([new Cache(host, KEY).destroy(), new CustomerCache(host, KEY).destroy()])
})

/** A customer who was read by himself so many days ago. */
async function readBefore(days: number, ...ids: number[]): Promise<void> {
  const cache = new CustomerCache(host, KEY)
  vi.useFakeTimers({ toFake: ['Date'], now: Date.now() - days * DAY_MS })
  const upserts = ids.map((id) => {
    const read = customerSchema.parse({
      id,
      displaynaam: `Groep ${id}`,
      contactpersonen: [{ id, voornaam: 'Noor', telefoon1: '06 11', hoofdcontact: true }],
    })
    return { row: toCustomerRow(read, `h${id}`), json: JSON.stringify(read) }
  })
  const whole = cache.complete({ upserts, removed: [], progress: null })
  vi.useRealTimers()
  await cache.apply([whole])
  await cache.finished(new Date().toISOString(), true)
  cache.close()
}

/** A desk that started with this in its cache. */
async function desk(
  cached: ReturnType<typeof booking>[],
  connection: { status?: string; clockOffsetMs?: number } = {},
) {
  const main = fakeMain({
    'sync:watch': () => ok({ syncedAt: new Date().toISOString() }),
    'customers:stop': () => ok(null),
  })
  const app = useAppStore()
  app.settings = { ...DEFAULT_SETTINGS }
  app.info = { mode: 'desk', host } as never
  app.connection = { status: 'online', clockOffsetMs: 0, ...connection } as never
  const before = new Cache(host, KEY)
  for (const one of cached)
    await before.apply({
      ...upsert(one),
      codes: [[one.id, `B:${one.referentie}`]],
      day: { day: one.datum ?? '', syncedAt: '2026-06-13T12:00:00Z', total: 1, unreadable: 0 },
    })
  before.close()
  const venue = useVenueStore()
  const memory = useMemoryStore()
  await venue.open(host)
  await vi.waitFor(() => expect(memory.complete).toBe(true))
  const retired: number[] = []
  venue.cache?.onChange((change) => void retired.push(...change.retired))
  const keep = (): void => scope.run(() => useRetention(ref(true)))
  const ids = async (): Promise<number[]> => {
    const all: number[] = []
    await venue.cache?.eachBatch(50, (rows) => Boolean(all.push(...rows.map(({ id }) => id))))
    return all
  }
  return { main, app, venue, memory, retired, keep, ids }
}
/** Long enough for something that shall not happen. */
const aWhile = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 400))

describe('bookings of days that are over', () => {
  const four = () => [
    booking(1, back(9)),
    booking(2, back(4)),
    booking(3, back(3)),
    booking(4, TODAY),
  ]

  it('leave cache, search and scans once the desk has started, and no others', async () => {
    const { keep, ids, memory, retired, venue } = await desk(four())
    keep()
    await vi.waitFor(async () => expect(await ids()).toEqual([3, 4]))
    expect(retired).toEqual([1, 2])
    expect([1, 2, 3, 4].filter((id) => memory.index.get(id))).toEqual([3, 4])
    expect([memory.recall('B:1-1', '1-1'), memory.recall('B:3-1', null)?.id]).toEqual([null, 3])
    expect(await venue.cache?.dayState(back(4))).toBeUndefined()
    expect(await venue.cache?.dayState(back(3))).toBeDefined()
  })

  it('go by the setting, as soon as it changes', async () => {
    const { app, keep, ids } = await desk(four())
    app.settings = { ...DEFAULT_SETTINGS, retentionDays: 7 }
    keep()
    await vi.waitFor(async () => expect(await ids()).toEqual([2, 3, 4]))
    app.settings = { ...DEFAULT_SETTINGS, retentionDays: 0 }
    await vi.waitFor(async () => expect(await ids()).toEqual([4]))
  })

  it('stay without a line, as nobody can say which day it is, and leave when it is back', async () => {
    const { app, keep, ids } = await desk(four(), { status: 'offline' })
    keep()
    await aWhile()
    expect(await ids()).toEqual([1, 2, 3, 4])
    // Taken to be there, and not yet heard of.
    app.connection = { status: 'online', clockOffsetMs: null } as never
    await aWhile()
    expect(await ids()).toEqual([1, 2, 3, 4])
    app.connection = { status: 'online', clockOffsetMs: 0 } as never
    await vi.waitFor(async () => expect(await ids()).toEqual([3, 4]))
  })

  it('are counted by the clock of Recras: one that jumped ahead empties nothing', async () => {
    const { keep, ids } = await desk(four(), { clockOffsetMs: -5 * DAY_MS })
    keep()
    await vi.waitFor(async () => expect(await ids()).toEqual([2, 3, 4]))
    await aWhile()
    expect(await ids()).toEqual([2, 3, 4])
  })

  it('stay as long as something of them waits or needs a person', async () => {
    const { keep, ids, retired } = await desk(four())
    const outbox = useOutboxStore()
    outbox.view = {
      ...outbox.view,
      entries: [{ bookingId: 1, state: 'attention' }],
      parked: [{ bookingId: null, state: 'waiting' }],
    } as never
    keep()
    await vi.waitFor(async () => expect(await ids()).toEqual([1, 3, 4]))
    expect(retired).toEqual([2])
  })

  it('are read again when their day is looked at, and do not vanish from under who looks', async () => {
    const { app, keep, ids, main, venue } = await desk(four())
    const day = useDayStore()
    await venue.show(back(4))
    await vi.waitFor(() => expect(day.loaded).toBe(back(4)))
    const asked = (): unknown[] =>
      main.calls.flatMap(({ name, request }) =>
        name === 'sync:watch' && (request as { day: string }).day === back(4) ? [request] : [],
      )
    keep()
    await vi.waitFor(async () => expect(await ids()).toEqual([3, 4]))
    await vi.waitFor(() => expect(asked().at(-1)).toEqual({ day: back(4), known: [] }))
    expect(day.placed.map(({ row }) => row.id)).toEqual([2])
    expect(app.connection?.status).toBe('online')
  })
})

describe('customers who were opened', () => {
  it('are cut back to the list, unless a booking that stays is theirs or it was just now', async () => {
    await readBefore(9, 1, 4)
    await readBefore(1, 7)
    const { keep } = await desk([booking(1, back(9)), booking(4, TODAY)])
    const customers = useCustomersStore()
    keep()
    void customers.open(host)
    await vi.waitFor(() => expect(customers.row(1)?.contact).toBeNull())
    expect(customers.row(1)?.name).toBe('Groep 1')
    expect([customers.row(4)?.contact, customers.row(7)?.contact]).toEqual(['Noor', 'Noor'])
    expect((await customers.customer(1))?.contactpersonen).toEqual([])
    expect(customers.search('noor').map(({ id }) => id)).toEqual([4, 7])
  })
})

it('what was kept of other venues goes', async () => {
  const other = freshVenue()
  const [cache, customers] = [new Cache(other, KEY), new CustomerCache(other, KEY)]
  await cache.apply(upsert(booking(1, TODAY)))
  await customers.open()
  cache.close()
  customers.close()
  const { keep, ids } = await desk([booking(4, TODAY)])
  keep()
  await vi.waitFor(async () => {
    const names = await Dexie.getDatabaseNames()
    expect(names.filter((name) => name.includes(other))).toEqual([])
  })
  expect(await ids()).toEqual([4])
})
