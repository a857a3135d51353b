import Dexie from 'dexie'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { importKey, type CacheKey } from '../../../src/renderer/src/db/cache-key.ts'
import { Cache, type CacheChange } from '../../../src/renderer/src/db/cache.ts'
import { CustomerCache } from '../../../src/renderer/src/db/customers.ts'
import { toCustomerRow } from '../../../src/shared/domain/customer-row.ts'
import type { CachedCustomer } from '../../../src/shared/ipc/record-calls.ts'
import { customerSchema } from '../../../src/shared/recras/schemas.ts'
import { booking, delta, freshVenue, KEY, upsert } from './support.ts'

const DAY = '2026-06-13'
const opened: (Cache | CustomerCache)[] = []
function open(venue = freshVenue(), key = KEY): Cache {
  const cache = new Cache(venue, key)
  opened.push(cache)
  return cache
}
function openCustomers(venue = freshVenue(), key = KEY): CustomerCache {
  const cache = new CustomerCache(venue, key)
  opened.push(cache)
  return cache
}
afterEach(async () => {
  vi.restoreAllMocks()
  await Promise.all(opened.splice(0).map((cache) => cache.destroy()))
})

/** Another key, by default with another name. */
const keyOf = (fill: string, id = fill, durable = true): Promise<CacheKey> =>
  importKey({ id, key: btoa(fill.repeat(32)), durable })

const guest = (id: number, day = DAY) =>
  booking(id, day, {
    bijzonderheden: 'Zeldenrust is slecht ter been',
    Klant: {
      id,
      displaynaam: 'Familie Zeldenrust',
      Hoofdcontact: {
        id,
        voornaam: 'Noor',
        achternaam: 'Zeldenrust',
        telefoon1: '06 12345678',
        email1: 'noor@zeldenrust.example',
      },
    },
  })
function customer(id: number, people = true): CachedCustomer {
  const read = customerSchema.parse({
    id,
    displaynaam: 'Familie Zeldenrust',
    plaats: 'Assen',
    ...(people
      ? {
          contactpersonen: [{ id, voornaam: 'Noor', telefoon1: '06 12345678', hoofdcontact: true }],
          extra_fields: [{ name: 'Dieet', type: 'text', value: 'noten' }],
          notitie: 'belt vaak',
        }
      : {}),
  })
  return { row: toCustomerRow(read, `h${id}`), json: JSON.stringify(read) }
}
async function put(cache: CustomerCache, ...upserts: CachedCustomer[]): Promise<void> {
  await cache.apply([cache.complete({ upserts, removed: [], progress: null })])
}

/** Every record of a venue's databases as it lies there, with its bytes as text. */
async function raw(venue: string): Promise<string> {
  const found: string[] = []
  for (const name of await Dexie.getDatabaseNames()) {
    if (!name.includes(venue)) continue
    const db = await new Dexie(name).open()
    for (const table of db.tables)
      await table.each((record: Record<string, unknown>) => {
        const bytes = Object.values(record).filter((value) => value instanceof ArrayBuffer)
        found.push(
          JSON.stringify(record),
          ...bytes.map((one) => new TextDecoder('latin1').decode(one)),
        )
      })
    db.close()
  }
  return found.join('\n')
}
const namesOf = async (venue: string): Promise<string[]> =>
  (await Dexie.getDatabaseNames()).filter((name) => name.includes(venue))

describe('what lies in the database', () => {
  it('says nothing of a guest, and the cache says all of it', async () => {
    const venue = freshVenue()
    const [cache, customers] = [open(venue), openCustomers(venue)]
    await cache.apply({ ...upsert(guest(1)), codes: [[1, 'B:1-1']] })
    await put(customers, customer(1))
    const lies = await raw(venue)
    expect(lies).toContain('1-1')
    for (const word of ['Zeldenrust', 'zeldenrust', 'Noor', '12345678', 'noten', 'Assen'])
      expect(lies).not.toContain(word)
    expect((await cache.rowByCode('B:1-1'))?.name).toBe('Familie Zeldenrust')
    expect((await cache.booking(1))?.Klant?.Hoofdcontact?.telefoon1).toBe('06 12345678')
    expect((await customers.customer(1))?.contactpersonen[0]?.voornaam).toBe('Noor')
  })

  it('is sealed anew every time', async () => {
    const venue = freshVenue()
    const cache = open(venue)
    await cache.apply(upsert(guest(1)))
    const first = await raw(venue)
    await cache.apply(upsert(guest(1)))
    expect(await raw(venue)).not.toBe(first)
  })

  it('comes back as it was, whatever signs and sizes there are', async () => {
    const cache = open()
    const long = 'Ŝ✓🎳"\\\n'.repeat(60_000)
    await cache.apply(upsert(guest(1), booking(2, DAY, { bijzonderheden: long }), guest(3)))
    expect((await cache.row(2))?.bijzonderheden).toBe(long)
    expect((await cache.booking(2))?.bijzonderheden).toBe(long)
    expect((await cache.rowsOfDay(DAY)).map(({ id }) => id)).toEqual([1, 2, 3])
  })

  it('cannot be read out of the key', async () => {
    await expect(crypto.subtle.exportKey('raw', KEY.key)).rejects.toThrow()
  })
})

describe('another key', () => {
  it('opens nothing: what another one sealed is not even looked at, and goes', async () => {
    const venue = freshVenue()
    const [before, customersBefore] = [open(venue), openCustomers(venue)]
    await before.apply(upsert(guest(1)))
    await put(customersBefore, customer(1))
    before.close()
    customersBefore.close()
    const other = await keyOf('o')
    const [cache, customers] = [open(venue, other), openCustomers(venue, other)]
    expect([await cache.count(), await customers.customer(1)]).toEqual([0, undefined])
    await vi.waitFor(async () => expect(await namesOf(venue)).toHaveLength(2))
  })

  it('under the same name shows nobody, removes what it cannot open and asks for it again', async () => {
    const venue = freshVenue()
    const before = open(venue)
    await before.apply(upsert(guest(1), guest(2)))
    before.close()
    const cache = open(venue, await keyOf('x', KEY.id))
    const spoilt = vi.fn()
    cache.onSpoilt = spoilt
    expect(await cache.rowsOfDay(DAY)).toEqual([])
    expect(await cache.booking(1)).toBeUndefined()
    expect([spoilt.mock.calls.length > 0, await cache.known(DAY)]).toEqual([true, []])
  })

  it('of a session leaves the kept cache for a day on which its key is there again', async () => {
    const venue = freshVenue()
    const kept = open(venue)
    await kept.apply(upsert(guest(1)))
    kept.close()
    const earlier = open(venue, await keyOf('e', 'earlier', false))
    await earlier.apply(upsert(guest(2)))
    earlier.close()
    const session = open(venue, await keyOf('s', 'session', false))
    expect(await session.count()).toBe(0)
    await vi.waitFor(async () =>
      expect((await namesOf(venue)).map((name) => name.slice(name.indexOf('.', -40) + 1))).toEqual(
        expect.not.arrayContaining([expect.stringContaining('earlier')]),
      ),
    )
    session.close()
    const again = open(venue)
    expect((await again.rowsOfDay(DAY)).map(({ id }) => id)).toEqual([1])
    await vi.waitFor(async () => expect(await namesOf(venue)).toHaveLength(1))
  })
})

describe('one spoilt record', () => {
  it('costs that record and no other', async () => {
    const venue = freshVenue()
    const cache = open(venue)
    await cache.apply(upsert(guest(1), guest(2)))
    const [name = ''] = await namesOf(venue)
    const db = await new Dexie(name).open()
    const record = (await db.table('bookings').get(1)) as { sealed: ArrayBuffer }
    new Uint8Array(record.sealed).fill(0, 40, 41)
    new Uint8Array(record.sealed).fill(255, 41, 42)
    await db.table('bookings').put(record)
    db.close()
    expect((await cache.rowsOfDay(DAY)).map(({ id }) => id)).toEqual([2])
    expect((await cache.known(DAY)).map(([id]) => id)).toEqual([2])
  })
})

it('writes in the order in which it was asked, however long sealing takes', async () => {
  const cache = open()
  const many = Array.from({ length: 400 }, (_, index) => guest(index + 1))
  const big = cache.apply(upsert(...many))
  const small = cache.apply(upsert(booking(1, DAY, { status: 'gaande' })))
  await Promise.all([big, small])
  expect((await cache.row(1))?.status).toBe('gaande')
})

it('writes nothing of what could not be sealed, and goes on with the next', async () => {
  const cache = open()
  vi.spyOn(crypto.subtle, 'encrypt').mockRejectedValueOnce(new Error('no'))
  await expect(cache.apply(upsert(guest(1), guest(2)))).rejects.toThrow('no')
  await cache.apply(upsert(guest(3)))
  expect((await cache.rowsOfDay(DAY)).map(({ id }) => id)).toEqual([3])
})

describe('days that are over', () => {
  const now = (): Promise<void> => Promise.resolve()
  const nobody = (): boolean => false
  const state = (day: string) => ({
    day,
    syncedAt: '2026-06-13T12:00:00Z',
    total: 1,
    unreadable: 0,
  })
  const idsOf = async (cache: Cache): Promise<number[]> => {
    const ids: number[] = []
    await cache.eachBatch(50, (rows) => Boolean(ids.push(...rows.map(({ id }) => id))))
    return ids
  }
  const lines = (...days: string[]) => ({
    boekingsregels: days.map((day, id) => ({
      id,
      begin: `${day}T10:00:00+02:00`,
      eind: `${day}T11:00:00+02:00`,
    })),
  })

  it('leave with their bookings, codes and all, by the last day of each', async () => {
    const cache = open()
    const told: CacheChange[] = []
    await cache.apply({
      ...upsert(
        guest(1, '2026-06-09'),
        guest(2, '2026-06-10'),
        booking(3, '2026-06-08', lines('2026-06-08', '2026-06-10')),
        booking(4, '2026-06-08', lines('2026-06-07', '2026-06-09')),
        guest(5, DAY),
      ),
      codes: [1, 2, 3, 4, 5].map((id) => [id, `B:${id}-1`]),
      day: state('2026-06-09'),
    })
    await cache.apply(delta({ day: state('2026-06-10') }))
    cache.onChange((change) => told.push(change))
    await cache.retire('2026-06-10', nobody, now)
    expect(await idsOf(cache)).toEqual([2, 3, 5])
    expect((await cache.allCodes()).map(([id]) => id).sort()).toEqual([2, 3, 5])
    expect([await cache.dayState('2026-06-09'), await cache.rowsOfDay('2026-06-09')]).toEqual([
      undefined,
      [],
    ])
    expect(await cache.dayState('2026-06-10')).toBeDefined()
    expect(told.map(({ retired, removed }) => [retired.sort(), removed])).toEqual([[[1, 4], []]])
  })

  it('leave those for whom somebody still waits', async () => {
    const cache = open()
    await cache.apply(upsert(guest(1, '2026-06-01'), guest(2, '2026-06-01')))
    await cache.retire('2026-06-10', (id) => id === 1, now)
    expect(await idsOf(cache)).toEqual([1])
  })

  it('leave in small steps, and what was written anew in between stays', async () => {
    const cache = open()
    await cache.apply(
      upsert(...Array.from({ length: 250 }, (_, id) => guest(id + 1, '2026-06-01'))),
    )
    let steps = 0
    await cache.retire('2026-06-10', nobody, async () => {
      if (++steps === 3) await cache.apply(upsert(guest(250, DAY)))
    })
    expect(steps).toBe(4)
    expect(await idsOf(cache)).toEqual([250])
  })

  it('take bookings without any day along that were read before', async () => {
    const cache = open()
    vi.useFakeTimers({ toFake: ['Date'] })
    try {
      vi.setSystemTime('2026-06-05T12:00:00Z')
      await cache.apply(upsert(booking(1, '', { datum: null, boekingsregels: [] })))
      vi.setSystemTime('2026-06-12T12:00:00Z')
      await cache.apply(upsert(booking(2, '', { datum: null, boekingsregels: [] })))
    } finally {
      vi.useRealTimers()
    }
    await cache.retire('2026-06-10', nobody, now)
    expect(await idsOf(cache)).toEqual([2])
  })
})

describe('a customer who was opened', () => {
  const later = '2999-01-01'
  const now = (): Promise<void> => Promise.resolve()
  const nobody = (): boolean => false

  it('is cut back to what the list says, for good', async () => {
    const venue = freshVenue()
    const cache = openCustomers(venue)
    await put(cache, customer(1), customer(2), customer(3, false))
    const shorter = await cache.retire(later, (id) => id === 2, now)
    expect(shorter).toMatchObject([{ id: 1, name: 'Familie Zeldenrust', contact: null }])
    const one = JSON.stringify(await cache.customer(1))
    for (const word of ['Noor', '12345678', 'noten', 'belt vaak']) expect(one).not.toContain(word)
    expect(one).toContain('Assen')
    expect((await cache.customer(2))?.contactpersonen).toHaveLength(1)
    cache.close()
    const again = openCustomers(venue)
    await again.open()
    expect([...again.contacts()].map(([id]) => id)).toEqual([2])
    await put(again, customer(1, false))
    expect((await again.customer(1))?.contactpersonen).toEqual([])
  })

  it('stays whole when that was read a day ago and days are kept', async () => {
    const cache = openCustomers()
    await put(cache, customer(1))
    expect(await cache.retire('2026-06-10', nobody, now)).toEqual([])
    expect((await cache.customer(1))?.contactpersonen).toHaveLength(1)
  })

  it('who is read again while he is cut back stays as he was read', async () => {
    const cache = openCustomers()
    await put(cache, customer(1))
    const real = crypto.subtle.encrypt.bind(crypto.subtle)
    vi.spyOn(crypto.subtle, 'encrypt').mockImplementationOnce(async (...asked) => {
      await put(cache, { ...customer(1), row: { ...customer(1).row, hash: 'h-new' } })
      return real(...asked)
    })
    expect(await cache.retire(later, nobody, now)).toEqual([])
    const rows: string[] = []
    await cache.eachBatch(10, (all) => Boolean(rows.push(...all.map(({ hash }) => hash))))
    expect(rows).toEqual(['h-new'])
    expect((await cache.customer(1))?.contactpersonen).toHaveLength(1)
  })
})
