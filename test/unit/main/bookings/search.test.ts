import { describe, expect, it } from 'vitest'
import type { BookingSearch } from '../../../../src/shared/ipc/record-calls.ts'
import { openBookings, stored } from './desk.ts'

const many = (count: number) => Array.from({ length: count }, (_, index) => stored(index + 1))

describe('searching bookings at Recras', () => {
  it('sends what is found page by page, as the page keeps it', async () => {
    const { bookings, found } = await openBookings(many(250))
    const run = await bookings.searches.run({ search: 4, query: { status: ['optie'] } })
    expect(run).toEqual({ ok: true, value: { total: 250, unreadable: 0 } })
    expect(found.map(({ search, fetched, total }) => [search, fetched, total])).toEqual([
      [4, 100, 250],
      [4, 200, 250],
      [4, 250, 250],
    ])
    const first = found[0]?.bookings[0]
    expect(first?.row).toMatchObject({ id: 1, referentie: '67-1', days: ['2026-06-15'] })
    expect(JSON.parse(first?.json ?? '')).toMatchObject({ id: 1, onbekend: { a: 1 } })
  })

  it('in messages of a hundred, however large the pages are', async () => {
    const { bookings, found } = await openBookings(many(250))
    await bookings.searches.run({ search: 1, query: { page_size: 250 } })
    expect(found.map((page) => page.bookings.length)).toEqual([100, 100, 50])
  })

  it('says that nothing was found', async () => {
    const { bookings, found } = await openBookings([])
    const run = await bookings.searches.run({ search: 1, query: { klant_id: 9 } })
    expect(run).toEqual({ ok: true, value: { total: 0, unreadable: 0 } })
    expect(found).toEqual([{ search: 1, bookings: [], fetched: 0, total: 0 }])
  })

  it.each([
    ['2026-03-28', '2026-03-29', '2026-03-28T00:00:00+01:00/2026-03-30T00:00:00+02:00'],
    ['2026-10-25', '2026-10-25', '2026-10-25T00:00:00+02:00/2026-10-26T00:00:00+01:00'],
    ['2026-06-15', '2026-12-31', '2026-06-15T00:00:00+02:00/2027-01-01T00:00:00+01:00'],
  ])('asks for days from midnight to midnight: %s to %s', async (from, to, periode) => {
    const { bookings, server } = await openBookings([])
    await bookings.searches.run({
      search: 1,
      query: { days: { from, to }, referentiedatum: 'startdatum', los_op_planning: true },
    })
    const { searchParams } = new URL(server.requests[0]?.url ?? '', 'http://x')
    expect(searchParams.get('periode')).toBe(periode)
    expect(searchParams.get('referentiedatum')).toBe('startdatum')
    expect(searchParams.get('los_op_planning')).toBe('true')
    expect(searchParams.get('embed')).toContain('boekingsregels')
    expect(server.requests[0]?.url).not.toMatch(/[?&]days/)
    expect(server.requests[0]?.url).not.toContain('T00:00:00+')
  })

  it.each<BookingSearch['days']>([
    { from: '2026-06-16', to: '2026-06-15' },
    { from: '9999-12-31', to: '9999-12-31' },
    { from: '0000-01-01', to: '2026-06-15' },
  ])('does not ask for %j', async (days) => {
    const { bookings, server } = await openBookings([])
    expect(await bookings.searches.run({ search: 1, query: { days } })).toMatchObject({
      error: { kind: 'invalid', fields: [{ field: 'days' }] },
    })
    expect(server.requests).toEqual([])
  })

  it('keeps what Recras says of a filter, without asking again', async () => {
    const { bookings, venue, server } = await openBookings(many(3))
    venue.fault = (_, response) => {
      response.writeHead(406, { 'content-type': 'application/json' })
      response.end('[{"field":"locatie","message":"Onbekende locatie"}]')
      return true
    }
    expect(await bookings.searches.run({ search: 1, query: { locatie: [99] } })).toMatchObject({
      error: { kind: 'refused', fields: [{ field: 'locatie', message: 'Onbekende locatie' }] },
    })
    expect(server.requests).toHaveLength(1)
  })

  it('ends with the failure of a page, after those before it', async () => {
    const { bookings, venue, found } = await openBookings(many(250))
    venue.fault = ({ url }, response) => {
      if (!url.includes('page=3')) return false
      response.writeHead(502).end()
      return true
    }
    const run = await bookings.searches.run({ search: 1, query: {} })
    expect(run).toMatchObject({ error: { kind: 'server' } })
    expect(found.at(-1)).toMatchObject({ fetched: 200, total: 250 })
  })

  it('stops when it is told to, and sends nothing more', async () => {
    const { bookings, venue, found, server } = await openBookings(many(250))
    venue.fault = ({ url }) => url.includes('page=2')
    const run = bookings.searches.run({ search: 7, query: {} })
    await expect.poll(() => server.requests.length).toBe(2)
    bookings.searches.stop(6)
    await new Promise((resolve) => setImmediate(resolve))
    bookings.searches.stop(7)
    expect(await run).toMatchObject({ error: { kind: 'not-now', message: 'stopped' } })
    expect(found).toHaveLength(1)
    expect(server.requests).toHaveLength(2)
  })

  it('gives way to a new search', async () => {
    const { bookings, venue, found, server } = await openBookings(many(150))
    venue.fault = ({ url }) => url.includes('klant_id=1&')
    const first = bookings.searches.run({ search: 1, query: { klant_id: 1 } })
    await expect.poll(() => server.requests.length).toBe(1)
    const second = bookings.searches.run({ search: 2, query: { klant_id: 2 } })
    expect(await first).toMatchObject({ error: { kind: 'not-now' } })
    expect(await second).toMatchObject({ ok: true, value: { total: 150 } })
    expect(new Set(found.map((page) => page.search))).toEqual(new Set([2]))
    bookings.searches.stop(2)
    expect(await bookings.searches.run({ search: 3, query: {} })).toMatchObject({ ok: true })
  })
})
