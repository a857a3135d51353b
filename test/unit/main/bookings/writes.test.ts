import { describe, expect, it } from 'vitest'
import { sameContent } from '../../../../src/main/services/bookings/same-content.ts'
import { act, cutting, losing, openBookings, stored, type Stored } from './desk.ts'

const BODY = { personen: 20 }

/** A desk, and what it was shown of booking 75. */
async function started(given: Parameters<typeof openBookings>[1] = {}) {
  const desk = await openBookings([stored(75)], given)
  const read = await desk.bookings.detail(75, ['Diensten'])
  if (!read.ok) throw new Error(read.error.kind)
  return { ...desk, base: read.value.json }
}

const puts = (asked: string[]): number => asked.filter((one) => one.startsWith('PUT')).length

describe('the whole of a booking', () => {
  it('is what Recras sent, with the details that were asked for', async () => {
    const { base, server, deltas } = await started()
    expect(JSON.parse(base)).toEqual(stored(75))
    expect(server.requests[0]?.url).toBe(
      '/api2/boekingen/75?embed=Klant,Klant.Hoofdcontact,boekingsregels,kosten,Facturen._betaald_bedrag,Diensten',
    )
    expect(deltas).toEqual([])
  })

  it('that is gone leaves the cache', async () => {
    const { bookings, removed } = await openBookings([])
    expect(await bookings.detail(75, [])).toMatchObject({ error: { kind: 'not-found' } })
    expect(removed()).toEqual([75])
  })
})

describe('saving', () => {
  it('writes what is still as it was, and says what it is now', async () => {
    const { bookings, venue, base, asked, published } = await started()
    const saved = await bookings.writes.save({ id: 75, base, body: BODY })
    expect(saved).toMatchObject({ ok: true, value: { kind: 'saved' } })
    expect(saved.ok && JSON.parse(saved.value.json ?? '')).toMatchObject({ id: 75, personen: 20 })
    expect(venue.bookings.get(75)).toMatchObject({ personen: 20 })
    expect(puts(asked())).toBe(1)
    expect(published()).toEqual([[75, 20]])
  })

  it.each<[string, (booking: Stored) => Stored]>([
    ['a field', (one) => ({ ...one, bijzonderheden: 'Taart' })],
    ['the status', (one) => ({ ...one, status: 'definitief' })],
    ['a field that nobody knows', (one) => ({ ...one, onbekend: { a: 2 } })],
    ['a line more', (one) => ({ ...one, boekingsregels: [...lines(one), { id: 3 }] })],
    ['a line less', (one) => ({ ...one, boekingsregels: lines(one).slice(1) })],
    ['a price', (one) => ({ ...one, kosten: { regels: [{ id: 11, type: 'item', bedrag: 5 }] } })],
  ])('writes nothing when somebody changed it meanwhile: %s', async (_what, change) => {
    const { bookings, venue, base, asked } = await started()
    const theirs = change(stored(75))
    venue.bookings.set(75, theirs)
    const saved = await bookings.writes.save({ id: 75, base, body: BODY })
    expect(saved).toMatchObject({ ok: true, value: { kind: 'changed' } })
    expect(saved.ok && JSON.parse(saved.value.json ?? '')).toEqual(theirs)
    expect(puts(asked())).toBe(0)
  })

  it('takes a booking that is told in another order, or by another clock, for the same', async () => {
    const { bookings, venue, base } = await started()
    const one = stored(75)
    venue.bookings.set(75, {
      ...Object.fromEntries(Object.entries(one).reverse()),
      id: 75,
      _links: {},
      bijzonderheden: null,
      status_updated_at: '2026-06-15T12:00:00+02:00',
      boekingsregels: lines(one)
        .map((line) => ({ ...line, begin: new Date(String(line['begin'])).toISOString() }))
        .reverse(),
      Diensten: [{ id: 4 }],
    })
    const saved = await bookings.writes.save({ id: 75, base, body: BODY })
    expect(saved).toMatchObject({ ok: true, value: { kind: 'saved' } })
  })

  it('says what Recras refuses', async () => {
    const { bookings, venue, base } = await started()
    venue.fault = ({ method }, response) => {
      if (method !== 'PUT') return false
      response.writeHead(406, { 'content-type': 'application/json' })
      response.end('[{"field":"boekingsregels[1].aantal","message":"Te veel"}]')
      return true
    }
    expect(await bookings.writes.save({ id: 75, base, body: BODY })).toMatchObject({
      error: { kind: 'refused', fields: [{ field: 'boekingsregels.1.aantal' }] },
    })
  })

  it('sends what is documented, and a rule that it does not know as it came', async () => {
    const { bookings, venue, base, asked } = await started()
    const bodies: unknown[] = []
    venue.fault = ({ method, body }) => {
      if (method === 'PUT') bodies.push(JSON.parse(body))
      return false
    }
    const pakket = { type: 'pakket', id: 13, inhoud: [1] }
    const rule = { type: 'item' as const, id: 11, boekingsregel_id: 1 }
    const body = {
      boekingsregels: [{ id: 1, aantal: 15, kleur: 'rood', _links: {} }],
      kosten: { grootboek: 8000, regels: [{ ...rule, volgorde: 2 }, pakket as never] },
    }
    const saved = await bookings.writes.save({ id: 75, base, body })
    expect(saved).toMatchObject({ ok: true, value: { kind: 'saved' } })
    expect(puts(asked())).toBe(1)
    expect(bodies).toEqual([
      { boekingsregels: [{ id: 1, aantal: 15 }], kosten: { regels: [rule, pakket] } },
    ])
  })

  it('without an answer: unsure when the booking is not what it was', async () => {
    const { bookings, venue, base, asked, published } = await started()
    venue.fault = losing(venue, 'PUT')
    const saved = await bookings.writes.save({ id: 75, base, body: BODY })
    expect(saved).toMatchObject({ ok: true, value: { kind: 'unsure' } })
    expect(saved.ok && JSON.parse(saved.value.json ?? '')).toMatchObject({ personen: 20 })
    expect(puts(asked())).toBe(1)
    expect(published()).toEqual([[75, 20]])
  })

  it('without an answer: the failure when the booking is what it was', async () => {
    const { bookings, venue, base, asked } = await started()
    venue.fault = cutting('PUT')
    const saved = await bookings.writes.save({ id: 75, base, body: BODY })
    expect(saved).toMatchObject({ error: { kind: 'unreachable' } })
    expect(puts(asked())).toBe(1)
    expect(asked().at(-1)).toBe('GET /api2/boekingen/75')
  })

  it.each([
    ['a page of a proxy', 200, '<html>Even geduld'],
    ['half an answer', 200, '{"id":75,'],
    ['another booking', 200, '{"id":76}'],
    ['a failure after all was done', 500, ''],
  ])('looks for itself after %s', async (_what, status, body) => {
    const { bookings, venue, base } = await started()
    venue.fault = (request, response) => {
      if (request.method !== 'PUT') return false
      venue.bookings.set(75, { ...stored(75), personen: 20 })
      response.writeHead(status).end(body)
      return true
    }
    const saved = await bookings.writes.save({ id: 75, base, body: BODY })
    expect(saved).toMatchObject({ ok: true, value: { kind: 'unsure' } })
  })

  it('without an answer and without a line: the failure', async () => {
    const { bookings, venue, base } = await started()
    let cut = false
    venue.fault = (request, response) => {
      cut ||= request.method === 'PUT'
      if (cut) response.destroy()
      return cut
    }
    const saved = await bookings.writes.save({ id: 75, base, body: BODY })
    expect(saved).toMatchObject({ error: { kind: 'unreachable' } })
  })

  it('that took too long is looked for as well', async () => {
    const { bookings, venue, base } = await started({ timeoutMs: 300 })
    venue.fault = ({ method }) => {
      if (method !== 'PUT') return false
      venue.bookings.set(75, { ...stored(75), personen: 20 })
      return true
    }
    const saved = await bookings.writes.save({ id: 75, base, body: BODY })
    expect(saved).toMatchObject({ ok: true, value: { kind: 'unsure' } })
  })

  it('is saved even when it cannot be read again', async () => {
    const { bookings, venue, base } = await started()
    let written = false
    venue.fault = (request, response) => {
      if (written) response.destroy()
      else if (request.method === 'PUT') {
        written = true
        return false
      }
      return written
    }
    const saved = await bookings.writes.save({ id: 75, base, body: BODY })
    expect(saved).toEqual({ ok: true, value: { kind: 'saved', json: null } })
  })

  it.each(['{"id":76}', 'x', '[]', 'null', ''])(
    'not from a base that is none: %s',
    async (base) => {
      const { bookings, asked } = await openBookings()
      expect(await bookings.writes.save({ id: 75, base, body: BODY })).toMatchObject({
        error: { kind: 'invalid', fields: [{ field: 'base' }] },
      })
      expect(asked()).toEqual([])
    },
  )

  it('of a booking that is gone says so, and it leaves the cache', async () => {
    const { bookings, venue, base, removed, asked } = await started()
    venue.bookings.clear()
    expect(await bookings.writes.save({ id: 75, base, body: BODY })).toMatchObject({
      error: { kind: 'not-found' },
    })
    expect(removed()).toEqual([75])
    expect(puts(asked())).toBe(0)
  })

  it('one after another: the second from the same base finds it changed', async () => {
    const { bookings, base, asked } = await started()
    const both = await Promise.all([
      bookings.writes.save({ id: 75, base, body: { personen: 20 } }),
      bookings.writes.save({ id: 75, base, body: { personen: 21 } }),
    ])
    expect(both.map((one) => one.ok && one.value.kind)).toEqual(['saved', 'changed'])
    expect(puts(asked())).toBe(1)
  })
})

describe('deleting', () => {
  it('takes it out of the cache', async () => {
    const { bookings, removed, asked } = await openBookings()
    expect(await bookings.writes.deletable(75)).toEqual({
      ok: true,
      value: { deletable: true, reason: null },
    })
    expect(await bookings.writes.delete(75)).toEqual({ ok: true, value: null })
    expect(removed()).toEqual([75])
    expect(asked()).toEqual(['GET /api2/boekingen/75/deletable', 'DELETE /api2/boekingen/75'])
  })

  it('that lost its answer is found to be done', async () => {
    const { bookings, venue, removed, asked } = await openBookings()
    venue.fault = losing(venue, 'DELETE')
    expect(await bookings.writes.delete(75)).toEqual({ ok: true, value: null })
    expect(removed()).toEqual([75])
    expect(asked()).toEqual(['DELETE /api2/boekingen/75', 'GET /api2/boekingen/75'])
  })

  it('that never arrived is a failure, and the booking stays', async () => {
    const { bookings, venue, removed } = await openBookings()
    venue.fault = cutting('DELETE')
    expect(await bookings.writes.delete(75)).toMatchObject({ error: { kind: 'unreachable' } })
    expect(removed()).toEqual([])
  })

  it.each([
    [403, '{"message":"Geen recht"}', 'forbidden'],
    [409, '{"message":"Er zijn facturen"}', 'conflict'],
    [406, '[{"message":"Nee"}]', 'refused'],
  ])('that is refused is not asked about (%i)', async (status, body, kind) => {
    const { bookings, venue, removed, asked } = await openBookings()
    venue.fault = ({ method }, response) => {
      if (method !== 'DELETE') return false
      response.writeHead(status).end(body)
      return true
    }
    expect(await bookings.writes.delete(75)).toMatchObject({ error: { kind } })
    expect(removed()).toEqual([])
    expect(asked()).toHaveLength(1)
  })

  it('what somebody else deleted says so, and leaves the cache', async () => {
    const { bookings, removed } = await openBookings([])
    expect(await bookings.writes.delete(75)).toMatchObject({ error: { kind: 'not-found' } })
    expect(removed()).toEqual([75])
  })

  it('that is answered as not found while the booking is there leaves it in the cache', async () => {
    const { bookings, venue, base, removed } = await started()
    venue.fault = ({ method }, response) => {
      if (method === 'GET') return false
      response.writeHead(404, { 'content-type': 'application/json' }).end('{}')
      return true
    }
    expect(await bookings.writes.delete(75)).toMatchObject({ error: { kind: 'not-found' } })
    expect(await bookings.writes.save({ id: 75, base, body: BODY })).toMatchObject({
      error: { kind: 'not-found' },
    })
    expect(removed()).toEqual([])
  })

  it('tells a question that is not known from a booking that is gone', async () => {
    const { bookings, venue, removed } = await openBookings()
    venue.fault = ({ url }, response) => {
      if (!url.endsWith('/deletable')) return false
      response.writeHead(404, { 'content-type': 'application/json' }).end('{}')
      return true
    }
    expect(await bookings.writes.deletable(75)).toEqual({
      ok: true,
      value: { deletable: null, reason: null },
    })
    expect(removed()).toEqual([])
    venue.bookings.clear()
    expect(await bookings.writes.deletable(75)).toMatchObject({ error: { kind: 'not-found' } })
    expect(removed()).toEqual([75])
  })
})

describe('following a relation', () => {
  it('that is a GET answers with what is there', async () => {
    const { bookings, published } = await openBookings()
    expect(await bookings.follow(75, 'recras:invoices')).toEqual({
      ok: true,
      value: { body: [{ id: 5, nummer: 'F-1' }] },
    })
    expect(published()).toEqual([[75, 15]])
  })

  it.each([
    ['recras:booking:set_status:ongoing', 'invalid'],
    ['recras:send_boekingsvoorstel', 'invalid'],
    ['recras:templated', 'invalid'],
    ['recras:away', 'invalid'],
    ['recras:nothing', 'not-now'],
    ['__proto__', 'not-now'],
    ['constructor', 'not-now'],
  ])('not %s', async (rel, kind) => {
    const { bookings, asked, venue } = await openBookings()
    expect(await bookings.follow(75, rel)).toMatchObject({ error: { kind } })
    expect(asked().filter((one) => one !== 'GET /api2/boekingen/75')).toEqual([])
    expect(venue.proposals).toEqual([])
  })

  it('not the proposal, not even when its link is a GET', async () => {
    const href = { href: '/api2/boekingen/75/voorstel' }
    const { bookings, venue } = await openBookings([
      { ...stored(75), _links: { 'recras:send_boekingsvoorstel': href } },
    ])
    expect(await bookings.follow(75, 'recras:send_boekingsvoorstel')).toMatchObject({
      error: { kind: 'invalid' },
    })
    expect(venue.proposals).toEqual([])
  })

  it('of a booking that is gone says so, and it leaves the cache', async () => {
    const { bookings, removed } = await openBookings([])
    expect(await bookings.follow(75, 'recras:invoices')).toMatchObject({
      error: { kind: 'not-found' },
    })
    expect(removed()).toEqual([75])
  })

  it.each([
    [200, '<html>Gratis wifi'],
    [500, ''],
  ] as const)('nothing out of %i %s', async (status, body) => {
    const { bookings, venue } = await openBookings()
    venue.fault = (request, response) => {
      if (request.url.startsWith('/api2/boekingen')) return false
      if (request.url === '/api2/personeel/me') act(venue, request, response)
      else response.writeHead(status).end(body)
      return true
    }
    expect(await bookings.follow(75, 'recras:invoices')).toMatchObject({ ok: false })
  })
})

describe('the same content', () => {
  const one = stored(75)
  it.each<[string, unknown, boolean]>([
    ['itself', structuredClone(one), true],
    ['without an empty field', { ...one, bijzonderheden: undefined }, true],
    ['other links', { ...one, _links: {} }, true],
    ['another number', { ...one, personen: 16 }, false],
    ['a number as text', { ...one, personen: '15' }, false],
    ['one of two equal lines', { ...one, boekingsregels: [lines(one)[0]] }, false],
    ['nothing', null, false],
  ])('%s: %j', (_what, other, same) => {
    expect(sameContent(one, other)).toBe(same)
    expect(sameContent(other, one)).toBe(same)
  })
})

function lines(booking: Stored): Record<string, unknown>[] {
  return booking['boekingsregels'] as Record<string, unknown>[]
}
