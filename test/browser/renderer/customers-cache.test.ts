import { afterEach, describe, expect, it } from 'vitest'
import { CustomerCache } from '../../../src/renderer/src/db/customers.ts'
import { toCustomerRow, type CustomerRow } from '../../../src/shared/domain/customer-row.ts'
import type { CachedCustomer, CustomersDelta } from '../../../src/shared/ipc/record-calls.ts'
import { customerSchema } from '../../../src/shared/recras/schemas.ts'
import { freshVenue, KEY } from './support.ts'

const opened: CustomerCache[] = []
async function open(venue = freshVenue()): Promise<CustomerCache> {
  const cache = new CustomerCache(venue, KEY)
  opened.push(cache)
  await cache.open()
  return cache
}
afterEach(async () => {
  const all = opened.splice(0)
  for (const cache of all) cache.close()
  for (const cache of all) await cache.destroy()
})

function customer(id: number, fields: Record<string, unknown> = {}): CachedCustomer {
  const read = customerSchema.parse({
    id,
    displaynaam: `Klant ${id}`,
    naam: `Klant ${id}`,
    plaats: 'Assen',
    ...fields,
  })
  return { row: toCustomerRow(read, `h${id}`), json: JSON.stringify(read) }
}
const delta = (fields: Partial<CustomersDelta>): CustomersDelta => ({
  upserts: [],
  removed: [],
  progress: null,
  ...fields,
})
const people = {
  contactpersonen: [
    { id: 15, voornaam: 'Janny', achternaam: 'Jansen', telefoon1: '06 11', hoofdcontact: true },
  ],
  extra_fields: [{ name: 'Dieet', type: 'text', value: 'geen noten' }],
}
async function put(cache: CustomerCache, ...upserts: CachedCustomer[]): Promise<void> {
  await cache.apply([cache.complete(delta({ upserts }))])
}
async function rowsOf(cache: CustomerCache): Promise<CustomerRow[]> {
  const all: CustomerRow[] = []
  await cache.eachBatch(2, (rows) => {
    all.push(...rows)
    return true
  })
  return all
}

describe('the cache of customers', () => {
  it('hands out every row once, in batches, and stops when it is told to', async () => {
    const cache = await open()
    await put(cache, ...[5, 1, 4, 2, 3].map((id) => customer(id)))
    expect((await rowsOf(cache)).map(({ id }) => id)).toEqual([1, 2, 3, 4, 5])
    let batches = 0
    await cache.eachBatch(2, () => ++batches < 2)
    expect(batches).toBe(2)
  })

  it('has the last of what several messages say of one', async () => {
    const cache = await open()
    await cache.apply([
      delta({ upserts: [customer(1), customer(2)] }),
      delta({ upserts: [customer(1, { plaats: 'Emmen' })], removed: [2] }),
    ])
    expect(await rowsOf(cache)).toMatchObject([{ id: 1, plaats: 'Emmen' }])
    expect(await cache.customer(2)).toBeUndefined()
    await cache.apply([delta({ removed: [1] }), delta({ upserts: [customer(1)] })])
    expect(await rowsOf(cache)).toMatchObject([{ id: 1, plaats: 'Assen' }])
  })

  it('keeps the contact people that a list does not say, after a restart too', async () => {
    const venue = freshVenue()
    const first = await open(venue)
    await put(first, customer(1, people))
    first.close()
    const cache = await open(venue)
    await put(cache, customer(1, { plaats: 'Emmen' }))
    expect(await rowsOf(cache)).toMatchObject([
      { plaats: 'Emmen', contact: 'Janny Jansen', phone: '06 11' },
    ])
    expect((await rowsOf(cache))[0]?.text).toContain('janny')
    expect(await cache.customer(1)).toMatchObject({ plaats: 'Emmen', ...people })
    expect([...cache.contacts()]).toMatchObject([[1, [{ id: 15 }]]])
  })

  it('takes over who they are by now', async () => {
    const cache = await open()
    await put(cache, customer(1, people))
    const piet = { contactpersonen: [{ id: 16, voornaam: 'Piet', hoofdcontact: true }] }
    await put(cache, customer(1, piet))
    await put(cache, customer(1))
    expect(await rowsOf(cache)).toMatchObject([{ contact: 'Piet', phone: null }])
  })

  it('keeps nobody of a customer who was made anonymous', async () => {
    const venue = freshVenue()
    const first = await open(venue)
    await put(first, customer(1, people))
    await put(first, customer(1, { displaynaam: null, naam: null, plaats: null }))
    expect(await rowsOf(first)).toMatchObject([{ name: null, contact: null, phone: null }])
    first.close()
    const cache = await open(venue)
    expect([...cache.contacts()]).toEqual([])
    expect(JSON.stringify(await cache.customer(1))).not.toContain('Janny')
  })

  it('forgets whom Recras has no more', async () => {
    const cache = await open()
    await put(cache, customer(1, people))
    await cache.apply([cache.complete(delta({ removed: [1] }))])
    expect(await rowsOf(cache)).toEqual([])
    expect([...cache.contacts()]).toEqual([])
    await put(cache, customer(1))
    expect(await rowsOf(cache)).toMatchObject([{ contact: null }])
  })
})

describe('how far the list is', () => {
  const progress = { fetched: 200, total: 500, nextPage: 3 }

  it('is written with the rows, so that a restart goes on there', async () => {
    const venue = freshVenue()
    const first = await open(venue)
    expect(await first.list()).toMatchObject({ nextPage: 1, wholeAt: null })
    await first.apply([
      delta({ upserts: [customer(1)], progress: { ...progress, nextPage: 2 } }),
      delta({ upserts: [customer(2)], progress }),
    ])
    first.close()
    const cache = await open(venue)
    expect(await cache.list()).toMatchObject(progress)
    expect(await rowsOf(cache)).toHaveLength(2)
  })

  it('is not moved by rows that cannot be written', async () => {
    const cache = await open()
    const bad = { ...customer(1), row: { ...customer(1).row, id: (() => 1) as never } }
    await expect(cache.apply([delta({ upserts: [bad], progress })])).rejects.toThrow()
    expect(await cache.list()).toMatchObject({ nextPage: 1, fetched: 0 })
  })

  it('is over at the end, and begins anew when it is wanted so', async () => {
    const cache = await open()
    const at = '2026-06-13T12:00:00.000Z'
    await cache.apply([delta({ progress })])
    expect(await cache.finished(at, true)).toMatchObject({
      nextPage: null,
      wholeAt: at,
      freshAt: at,
    })
    const later = '2026-06-14T12:00:00.000Z'
    expect(await cache.finished(later, false)).toMatchObject({ wholeAt: at, freshAt: later })
    expect(await cache.restart()).toMatchObject({ nextPage: 1, fetched: 0, wholeAt: at })
    expect(await cache.list()).toMatchObject({ nextPage: 1 })
  })
})
