import { createPinia, setActivePinia, disposePinia, type Pinia } from 'pinia'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { useDayStore } from '../../../src/renderer/src/stores/day.ts'
import { useOutboxStore } from '../../../src/renderer/src/stores/outbox.ts'
import { useSearchStore } from '../../../src/renderer/src/stores/search.ts'
import { useVenueStore } from '../../../src/renderer/src/stores/venue.ts'
import { Cache } from '../../../src/renderer/src/db/cache.ts'
import { booking, delta, fakeMain, freshVenue, KEY, upsert } from './support.ts'

const DAY = '2026-06-13'
const NEXT = '2026-06-14'
const ok = (value: unknown) => ({ ok: true, value })
let pinia: Pinia
let venueName: string

beforeEach(() => {
  setActivePinia((pinia = createPinia()))
  venueName = freshVenue()
})
afterEach(async () => {
  vi.restoreAllMocks()
  await useVenueStore().close()
  disposePinia(pinia)
  await new Cache(venueName, KEY).destroy()
})

/** A desk on a day, with this in its cache before it opened. */
async function deskOn(day: string, ...cached: ReturnType<typeof booking>[]) {
  const main = fakeMain({
    'sync:watch': () => ok({ syncedAt: '2026-06-13T12:00:00Z' }),
    'bookings:find': () => ok([{ booking: booking(77, DAY), hash: 'x' }]),
    'outbox:enqueue': (wish) =>
      ok({ ...(wish as object), id: 'e1', at: '2026-06-13T12:00:00Z', state: 'waiting' }),
  })
  const before = new Cache(venueName, KEY)
  if (cached.length > 0) await before.apply(upsert(...cached))
  before.close()
  const venue = useVenueStore()
  venue.day = day
  const store = useDayStore()
  await venue.open(venueName)
  await vi.waitFor(() => expect(store.loaded).toBe(day))
  return { main, venue, store }
}
const ids = (store: ReturnType<typeof useDayStore>): number[] =>
  store.placed.map(({ row }) => row.id)

describe('the rows of the day on screen', () => {
  it('come from the cache at once and follow what is written, without reading the day again', async () => {
    const { main, venue, store } = await deskOn(DAY, booking(1, DAY), booking(2, DAY))
    expect(ids(store)).toEqual([1, 2])
    const read = vi.spyOn(Cache.prototype, 'rowsOfDay')
    const first = store.rowOf(2)
    main.send('sync:delta', upsert(booking(1, DAY, { status: 'gaande' }), booking(3, DAY)))
    await vi.waitFor(() => expect(ids(store)).toEqual([1, 2, 3]))
    expect(store.rowOf(1)?.status).toBe('gaande')
    expect(store.rowOf(2)).toBe(first)
    expect(read).not.toHaveBeenCalled()
    read.mockRestore()
    expect(venue.cacheError).toBeNull()
  })

  it('lose what left the day or exists no more', async () => {
    const { main, store } = await deskOn(DAY, booking(1, DAY), booking(2, DAY), booking(3, DAY))
    main.send('sync:delta', upsert(booking(1, NEXT)))
    main.send('sync:delta', delta({ removed: [2] }))
    await vi.waitFor(() => expect(ids(store)).toEqual([3]))
  })

  it('are those of the day that was asked for last', async () => {
    const { venue, store } = await deskOn(DAY, booking(1, DAY), booking(2, NEXT))
    void venue.show(NEXT)
    void venue.show(DAY)
    void venue.show(NEXT)
    await vi.waitFor(() => expect(store.loaded).toBe(NEXT))
    expect(ids(store)).toEqual([2])
  })

  it('miss nothing that is written while the day is being read', async () => {
    const { main, venue, store } = await deskOn(DAY, booking(1, NEXT))
    const real = Cache.prototype.rowsOfDay
    const reads: Promise<unknown>[] = []
    const slow = vi.spyOn(Cache.prototype, 'rowsOfDay').mockImplementation(function (
      this: Cache,
      day: string,
    ) {
      const id = 9 + reads.length
      const read = real.call(this, day).then(async (rows) => {
        // What was read is already old when it arrives.
        main.send('sync:delta', upsert(booking(id, NEXT)))
        await vi.waitFor(async () => expect(await this.row(id)).toBeDefined())
        return rows
      })
      reads.push(read)
      return read
    })
    void venue.show(NEXT)
    await vi.waitFor(() => expect(store.loaded).toBe(NEXT))
    await Promise.all(reads)
    await vi.waitFor(() => expect(ids(store)).toEqual([1, ...reads.map((_, index) => 9 + index)]))
    slow.mockRestore()
  })

  it('know when the day was read and what could not be', async () => {
    const { main, store } = await deskOn(DAY)
    expect(store.state).toBeNull()
    const day = { day: DAY, syncedAt: '2026-06-13T12:00:00Z', total: 3, unreadable: 1 }
    main.send('sync:delta', delta({ day: { ...day, day: NEXT } }))
    main.send('sync:delta', delta({ day }))
    await vi.waitFor(() => expect(store.state).toEqual(day))
  })

  it('are shown with what was promised here, before Recras knows it', async () => {
    const { main, store } = await deskOn(DAY, booking(1, DAY), booking(2, DAY))
    const outbox = useOutboxStore()
    await outbox.start()
    const row = store.rowOf(1)
    if (!row) throw new Error('no row')
    const entry = await outbox.act(row, 'ongoing')
    if (!entry.ok) throw new Error(entry.error.kind)
    main.send('outbox:changed', { ...outbox.view, entries: [entry.value] })
    expect(outbox.displayed(row)).toMatchObject({ status: 'gaande', sync: 'waiting' })
    expect(row.status).toBe('definitief')
    const other = store.rowOf(2)
    expect(other && outbox.displayed(other)).toMatchObject({ status: 'definitief', sync: 'done' })
  })

  it.each([
    ['for a moment', '2026-06-13T11:00:00+02:00', '2026-06-13T14:00:01+02:00', 'gaande'],
    ['not where Recras says no times', null, null, 'definitief'],
  ])('of before a move that the cache has are told of it, %s', async (_, was, is, told) => {
    const { main, store } = await deskOn(DAY, booking(1, DAY, { status_updated_at: was }))
    const outbox = useOutboxStore()
    await outbox.start()
    const before = store.rowOf(1)
    if (!before) throw new Error('no row')
    const entry = await outbox.act(before, 'ongoing')
    if (!entry.ok) throw new Error(entry.error.kind)
    main.send('outbox:changed', { ...outbox.view, entries: [entry.value] })
    const settled = { ...entry.value, outcome: 'done', settledAt: '2026-06-13T12:00:01Z' }
    main.send('outbox:changed', { ...outbox.view, entries: [], history: [settled] })
    main.send('sync:delta', upsert(booking(1, DAY, { status: 'gaande', status_updated_at: is })))
    await vi.waitFor(() => expect(store.rowOf(1)?.status).toBe('gaande'))
    expect(outbox.displayed(before)).toMatchObject({ status: told, sync: 'done' })
    await vi.waitFor(() => expect(outbox.byBooking.get(1)).toBeUndefined(), 3_000)
  })
})

describe('search', () => {
  it('covers what was cached before, and follows what is written', async () => {
    const many = Array.from({ length: 700 }, (_, id) => booking(id, DAY))
    const { main } = await deskOn(DAY, ...many)
    const search = useSearchStore()
    await vi.waitFor(() => expect(search.complete).toBe(true), 10_000)
    search.query = 'groep 699'
    expect(search.results.map(({ row }) => row.id)).toEqual([699])
    main.send('sync:delta', upsert(booking(699, DAY, { Klant: { id: 1, displaynaam: 'Anders' } })))
    main.send('sync:delta', upsert(booking(1699, DAY)))
    await vi.waitFor(() => expect(search.results.map(({ row }) => row.id)).toEqual([1699]))
    main.send('sync:delta', delta({ removed: [1699] }))
    await vi.waitFor(() => expect(search.results).toEqual([]))
  })

  it('goes on at Recras for a reference, and puts its answer first', async () => {
    const { main } = await deskOn(DAY, booking(1, DAY, { referentie: '177-1' }))
    const search = useSearchStore()
    await vi.waitFor(() => expect(search.complete).toBe(true))
    search.query = '77-1'
    expect(search.results.map(({ row }) => row.id)).toEqual([1])
    await search.askRecras()
    expect(main.calls.find(({ name }) => name === 'bookings:find')?.request).toEqual({
      referentie: '77-1',
    })
    expect(search.results.map(({ row }) => row.id)).toEqual([77, 1])
    search.query = 'iets anders'
    expect(search.results).toEqual([])
  })
})
