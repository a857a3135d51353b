import Dexie from 'dexie'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { Cache, type CacheChange } from '../../../src/renderer/src/db/cache.ts'
import { booking, delta, freshVenue, KEY, upsert } from './support.ts'

const DAY = '2026-06-13'
const NEXT = '2026-06-14'
const opened: Cache[] = []
function open(venue = freshVenue()): Cache {
  const cache = new Cache(venue, KEY)
  opened.push(cache)
  return cache
}
const idsOf = async (cache: Cache, day: string): Promise<number[]> =>
  (await cache.rowsOfDay(day)).map((row) => row.id).sort((a, b) => a - b)

afterEach(async () => {
  await Promise.all(opened.splice(0).map((cache) => cache.destroy()))
})

describe('the cache', () => {
  it('has a booking under every day on which it has a line', async () => {
    const cache = open()
    const long = booking(1, DAY, {
      boekingsregels: [
        { id: 1, begin: `${DAY}T22:00:00+02:00`, eind: `${NEXT}T01:00:00+02:00` },
        { id: 2, begin: '2026-06-16T09:00:00+02:00', eind: '2026-06-16T10:00:00+02:00' },
      ],
    })
    await cache.apply(upsert(long, booking(2, DAY)))
    expect(await idsOf(cache, DAY)).toEqual([1, 2])
    expect(await idsOf(cache, NEXT)).toEqual([1])
    expect(await idsOf(cache, '2026-06-15')).toEqual([])
    expect(await idsOf(cache, '2026-06-16')).toEqual([1])
    expect((await cache.booking(1))?.boekingsregels).toHaveLength(2)
  })

  it('hands out rows without the text of their booking', async () => {
    const cache = open()
    await cache.apply(upsert(booking(1, DAY)))
    const { row } = upsert(booking(1, DAY)).upserts[0] ?? {}
    expect(await cache.rowsOfDay(DAY)).toEqual([row])
    expect(await cache.row(1)).toEqual(row)
    expect(await cache.rowByReference('1-1')).toEqual(row)
    await cache.eachBatch(10, (rows) => {
      expect(rows).toEqual([row])
      return true
    })
  })

  it('moves a booking that moved, whole', async () => {
    const cache = open()
    await cache.apply(upsert(booking(1, DAY)))
    await cache.apply(upsert(booking(1, NEXT)))
    expect(await idsOf(cache, DAY)).toEqual([])
    expect(await idsOf(cache, NEXT)).toEqual([1])
    expect(await cache.count()).toBe(1)
  })

  it('forgets a removed booking with its codes', async () => {
    const cache = open()
    await cache.apply(upsert(booking(1, DAY), booking(2, DAY)))
    await cache.apply(
      delta({
        codes: [
          [1, 'B:1-1'],
          [2, 'B:2-1'],
        ],
      }),
    )
    expect((await cache.rowByCode('B:1-1'))?.id).toBe(1)
    await cache.apply(delta({ removed: [1] }))
    expect(await cache.row(1)).toBeUndefined()
    expect(await cache.booking(1)).toBeUndefined()
    expect(await cache.rowByCode('B:1-1')).toBeUndefined()
    expect(await cache.codeOf(1)).toBeUndefined()
    expect((await cache.rowByCode('B:2-1'))?.id).toBe(2)
  })

  it('tells what it has of a day, so that only the rest is sent', async () => {
    const cache = open()
    await cache.apply(upsert(booking(1, DAY), booking(2, DAY), booking(3, NEXT)))
    await cache.apply(delta({ codes: [[2, 'B:2-1']] }))
    expect((await cache.known(DAY)).sort()).toEqual([
      [1, 'h1', false],
      [2, 'h2', true],
    ])
  })

  it('writes a delta whole or not at all, and tells only of what was written', async () => {
    const cache = open()
    const told: CacheChange[] = []
    cache.onChange((change) => told.push(change))
    // A function cannot be stored: the second booking fails, and with it the first.
    const broken = upsert(booking(1, DAY), booking(2, DAY))
    Object.assign(broken.upserts[1]?.row ?? {}, { hash: () => 1 })
    await expect(cache.apply(broken)).rejects.toThrow()
    expect(await cache.count()).toBe(0)
    expect(await cache.booking(1)).toBeUndefined()
    expect(told).toEqual([])
    await cache.apply(upsert(booking(1, DAY)))
    expect(told.map((change) => change.rows.map((row) => row.id))).toEqual([[1]])
  })

  it('survives being closed and opened again', async () => {
    const venue = freshVenue()
    const before = open(venue)
    await before.apply({
      ...upsert(booking(1, DAY)),
      day: { day: DAY, syncedAt: '2026-06-13T12:00:00Z', total: 1, unreadable: 2 },
      names: { locaties: { 1: 'Noord' }, producten: {} },
    })
    before.close()
    const after = open(venue)
    expect(await idsOf(after, DAY)).toEqual([1])
    expect(await after.dayState(DAY)).toMatchObject({ total: 1, unreadable: 2 })
    expect((await after.names())?.locaties[1]).toBe('Noord')
  })

  it('keeps venues apart', async () => {
    const [one, other] = [open(), open()]
    await one.apply(upsert(booking(1, DAY)))
    expect(await other.count()).toBe(0)
  })

  it('hands out every row once, in batches, until it is told to stop', async () => {
    const cache = open()
    await cache.apply(upsert(...Array.from({ length: 23 }, (_, id) => booking(id, DAY))))
    const seen: number[] = []
    await cache.eachBatch(10, (rows) => {
      seen.push(...rows.map((row) => row.id))
      return true
    })
    expect(seen).toEqual(Array.from({ length: 23 }, (_, id) => id))
    let batches = 0
    await cache.eachBatch(10, () => ++batches < 2)
    expect(batches).toBe(2)
  })

  it('knows the next day with a booking and its first start, cancelled ones aside', async () => {
    const cache = open()
    const early = [{ id: 1, begin: `${NEXT}T10:00:00+02:00`, eind: `${NEXT}T11:00:00+02:00` }]
    await cache.apply(
      upsert(
        booking(1, NEXT),
        booking(2, NEXT, { boekingsregels: early }),
        booking(3, '2026-06-13', { status: 'geannuleerd' }),
        booking(4, '2026-07-01'),
      ),
    )
    expect(await cache.nextSpan('2026-06-12')).toMatchObject({
      day: NEXT,
      start: Date.parse(`${NEXT}T10:00:00+02:00`),
    })
    expect((await cache.nextSpan(NEXT))?.day).toBe('2026-07-01')
    expect(await cache.nextSpan('2026-07-01')).toBeNull()
  })

  it('of a venue is not mixed with rows of another shape, which go; another venue keeps its own', async () => {
    const venue = freshVenue()
    const old = [`balie:${venue}`, `balie:${venue}#0`]
    const foreign = `balie:${venue}:8080#0`
    for (const name of [...old, foreign]) {
      const db = new Dexie(name)
      db.version(1).stores({ rows: 'id' })
      await db.table('rows').put({ id: 1, shape: 'old' })
      db.close()
    }
    const cache = open(venue)
    expect(await cache.count()).toBe(0)
    await cache.apply(upsert(booking(2, DAY)))
    await vi.waitFor(async () => {
      const names = await Dexie.getDatabaseNames()
      expect(names.filter((name) => old.includes(name))).toEqual([])
      expect(names).toContain(foreign)
    })
    expect(await cache.count()).toBe(1)
    await Dexie.delete(foreign)
  })
})
