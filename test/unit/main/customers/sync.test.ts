import { describe, expect, it } from 'vitest'
import { openCustomers } from './desk.ts'

const range = (from: number, to: number): number[] =>
  Array.from({ length: to - from + 1 }, (_, index) => from + index)

describe('the whole list', () => {
  it('comes over once, in large messages, with progress', async () => {
    const { customers, deltas, sent } = await openCustomers(1730)
    const read = await customers.sync({ page: 1 })
    expect(read).toEqual({ ok: true, value: { total: 1730, unreadable: 0 } })
    expect(sent()).toEqual(range(1, 1730))
    expect(deltas.length).toBeLessThan(18)
    expect(deltas.at(-1)?.progress).toEqual({ fetched: 1730, total: 1730, nextPage: 19 })
    const next = deltas.map((delta) => delta.progress?.nextPage ?? 0)
    expect(next).toEqual([...next].sort((a, b) => a - b))
    expect(customers.highestCustomer()).toBe(1730)
    const { row, json } = deltas[0]?.upserts[0] ?? {}
    expect(row).toMatchObject({ id: 1, name: 'Klant 1', hash: expect.any(String) as string })
    expect(JSON.parse(json ?? '')).toMatchObject({ id: 1, naam: 'Klant 1', contactpersonen: [] })
  })

  it('in messages of 500 customers and 256 KB at most, whatever is in them', async () => {
    const { customers, deltas, sent } = await openCustomers(400, { opmerking: 'x'.repeat(3000) })
    await customers.sync({ page: 1 })
    expect(sent()).toEqual(range(1, 400))
    for (const delta of deltas) {
      expect(delta.upserts.length).toBeLessThanOrEqual(500)
      expect(JSON.stringify(delta).length).toBeLessThanOrEqual(256 * 1024)
    }
    const small = await openCustomers(1730)
    await small.customers.sync({ page: 1 })
    for (const delta of small.deltas) expect(delta.upserts.length).toBeLessThanOrEqual(500)
  })

  it('counts a page as sent only with its last customer', async () => {
    const { customers, deltas } = await openCustomers(300, { opmerking: 'x'.repeat(6000) })
    await customers.sync({ page: 1 })
    expect(deltas.length).toBeGreaterThan(5)
    let seen = 0
    for (const { upserts, progress } of deltas) {
      seen += upserts.length
      expect(seen).toBeGreaterThanOrEqual(((progress?.nextPage ?? 1) - 1) * 100)
    }
  })

  it('goes on where it was cut off, one page back, and tells how far it is of all', async () => {
    const { customers, deltas, sent, pagesAsked } = await openCustomers(950)
    await customers.sync({ page: 6 })
    expect(pagesAsked()[0]).toBe(5)
    expect(new Set(pagesAsked())).toEqual(new Set(range(5, 10)))
    expect(sent()).toEqual(range(401, 950))
    expect(deltas.at(-1)?.progress).toEqual({ fetched: 950, total: 950, nextPage: 11 })
    expect(Math.min(...deltas.map((delta) => delta.progress?.nextPage ?? 0))).toBeGreaterThan(5)
  })

  it('shows progress while it is slow', async () => {
    const { customers, venue, clock, deltas } = await openCustomers(300)
    venue.fault = () => {
      void clock.advance(250)
      return false
    }
    await customers.sync({ page: 1 })
    expect(deltas.map((delta) => delta.progress?.nextPage)).toContain(2)
  })

  it('says what it has when a page fails, and where to go on', async () => {
    const { customers, venue, deltas, sent } = await openCustomers(900)
    venue.fault = ({ url }, response) => {
      if (!url.includes('page=4')) return false
      response.writeHead(500).end()
      return true
    }
    expect(await customers.sync({ page: 1 })).toMatchObject({ error: { kind: 'server' } })
    expect(sent()).toEqual(range(1, 300))
    expect(deltas.at(-1)?.progress).toMatchObject({ nextPage: 4, fetched: 300, total: 900 })
  })

  it('rests as long as Recras asks for, and goes on by itself', async () => {
    const { customers, venue, clock, server, sent } = await openCustomers(600)
    let refused = 0
    venue.fault = ({ url }, response) => {
      if (!url.includes('page=4') || refused++ > 0) return false
      response.writeHead(429, { 'retry-after': '7' }).end()
      return true
    }
    const read = customers.sync({ page: 1 })
    await expect.poll(() => clock.pending.includes(7000)).toBe(true)
    const asked = server.requests.length
    await clock.advance(6999)
    expect(server.requests.length).toBe(asked)
    await clock.advance(1)
    expect(await read).toEqual({ ok: true, value: { total: 600, unreadable: 0 } })
    expect([...new Set(sent())].sort((a, b) => a - b)).toEqual(range(1, 600))
  })

  it('does not rest for ever', async () => {
    const { customers, venue, clock, log } = await openCustomers(600)
    venue.fault = (_, response) => {
      response.writeHead(429).end()
      return true
    }
    const read = customers.sync({ page: 1 })
    for (let waits = 1; waits <= 5; waits++) {
      await expect.poll(() => log.lines.length).toBe(waits)
      await clock.advance(5000)
    }
    expect(await read).toMatchObject({ error: { kind: 'rate-limited' } })
  })
})

describe('stopping', () => {
  it('ends the read at once, and nothing more of it is sent', async () => {
    const { customers, venue, deltas, server } = await openCustomers(900)
    venue.fault = ({ url }) => url.includes('page=')
    const read = customers.sync({ page: 1 })
    await expect.poll(() => server.requests.length).toBeGreaterThan(1)
    const before = deltas.length
    customers.stop()
    expect(await read).toMatchObject({ error: { kind: 'not-now', message: 'stopped' } })
    expect(deltas.length).toBe(before)
  })

  it('ends it in the middle of a page too', async () => {
    const { customers, deltas } = await openCustomers(300, { opmerking: 'x'.repeat(6000) })
    deltas.push = (...given) => {
      customers.stop()
      return Array.prototype.push.apply(deltas, given)
    }
    expect(await customers.sync({ page: 1 })).toMatchObject({ error: { kind: 'not-now' } })
    expect(deltas).toHaveLength(1)
  })

  it('ends a rest too, and another read can begin', async () => {
    const { customers, venue, clock } = await openCustomers(150)
    venue.fault = (_, response) => {
      response.writeHead(429, { 'retry-after': '600' }).end()
      return true
    }
    const read = customers.sync({ page: 1 })
    await expect.poll(() => clock.pending.includes(600_000)).toBe(true)
    customers.stop()
    const again = customers.sync({ page: 1 })
    expect(await read).toMatchObject({ error: { kind: 'not-now' } })
    customers.stop()
    venue.fault = () => false
    await clock.advance(600_000)
    await again
    expect(await customers.sync({ page: 1 })).toMatchObject({ ok: true, value: { total: 150 } })
  })

  it('for good: nothing is asked', async () => {
    const { customers, server } = await openCustomers(150)
    customers.end()
    expect(await customers.sync({ page: 1 })).toMatchObject({ error: { kind: 'not-now' } })
    expect(server.requests).toEqual([])
  })
})

describe('what is new', () => {
  it('is asked for from an id on, without progress', async () => {
    const { customers, deltas, sent, server } = await openCustomers(1200)
    expect(await customers.sync({ from: 1195 })).toMatchObject({ ok: true, value: { total: 6 } })
    expect(sent()).toEqual(range(1195, 1200))
    expect(deltas).toHaveLength(1)
    expect(deltas[0]?.progress).toBeNull()
    expect(server.requests.map(({ url }) => url)).toEqual(['/api2/klanten?id%3E=1195'])
    expect(customers.highestCustomer()).toBe(1200)
  })

  it('is nothing to send when there is nothing', async () => {
    const { customers, deltas } = await openCustomers(10)
    expect(await customers.sync({ from: 11 })).toMatchObject({ ok: true, value: { total: 0 } })
    expect(deltas).toEqual([])
    expect(customers.highestCustomer()).toBeNull()
  })

  it('is read once for all who ask at the same time', async () => {
    const { customers, server } = await openCustomers(250)
    const all = [
      customers.sync({ page: 1 }),
      customers.sync({ page: 1 }),
      customers.sync({ from: 200 }),
    ]
    for (const read of await Promise.all(all)) expect(read).toMatchObject({ value: { total: 250 } })
    expect(server.requests).toHaveLength(3)
  })

  it('does not take the place of the whole list', async () => {
    const { customers, sent } = await openCustomers(250)
    const some = customers.sync({ from: 249 })
    const all = customers.sync({ page: 1 })
    await some
    await all
    expect(sent()).toEqual([249, 250, ...range(1, 250)])
  })
})

describe('one customer', () => {
  it('is read with contacts and goes to the cache too', async () => {
    const { customers, deltas } = await openCustomers(3)
    expect(await customers.readOne(2)).toMatchObject({ ok: true, value: { naam: 'Klant 2' } })
    expect(deltas).toMatchObject([
      { upserts: [{ row: { id: 2, contact: 'Fiona' } }], removed: [], progress: null },
    ])
    expect(customers.highestCustomer()).toBe(2)
  })

  it('that is gone leaves the cache', async () => {
    const { customers, deltas } = await openCustomers(3)
    expect(await customers.readOne(7)).toMatchObject({ error: { kind: 'not-found' } })
    expect(deltas).toEqual([{ upserts: [], removed: [7], progress: null }])
  })

  it('that could not be read stays as it is', async () => {
    const { customers, deltas, venue } = await openCustomers(3)
    for (const [status, body] of [
      [500, ''],
      [403, '{}'],
      [404, '<html>'],
      [200, '{"id":9}'],
    ] as const) {
      venue.fault = (_, response) => {
        response.writeHead(status).end(body)
        return true
      }
      expect(await customers.readOne(2)).toMatchObject({ ok: false })
    }
    expect(deltas).toEqual([])
  })
})
