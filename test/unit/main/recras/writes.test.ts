import { describe, expect, it } from 'vitest'
import { json, serve, type Handler } from './http-server.ts'
import { newClient } from './new-client.ts'

const NEW_BOOKING = { klant_id: 47, begin: '2026-06-15T15:00:00+02:00', personen: 15 }
const NEW_CUSTOMER = {
  naam: 'Dinkel',
  contactpersonen: [{ voornaam: 'Fiona', hoofdcontact: true }],
}
const ME = { id: 3, displaynaam: 'Sanne', bedrijf_id: 1 }

/** A client at a server that answers everything but "who am I" like this. */
async function at(handler: Handler, options: Parameters<typeof newClient>[1] = {}) {
  const server = await serve((request, response) => {
    if (request.url === '/api2/personeel/me') return json(response, ME)
    return handler(request, response)
  })
  return { server, ...newClient(server.origin, options) }
}

/** The same answer to everything. */
const answering =
  (status: number, body: string, headers: Record<string, string> = {}): Handler =>
  (_, response) => {
    response.writeHead(status, { 'content-type': 'application/json', ...headers })
    response.end(status === 204 ? undefined : body)
  }

describe('a change leaves', () => {
  it('as JSON, by its own method, with the key', async () => {
    const { server, client } = await at(answering(201, '{"id":34}'))
    await client.createBooking(NEW_BOOKING)
    await client.updateBooking(34, { personen: 12 })
    await client.createCustomer(NEW_CUSTOMER)
    await client.updateCustomer(34, { naam: 'Dinkel & Co €' })
    await client.deleteBooking(34)
    const sent = server.requests.map(({ method, url, body }) => [
      method,
      url,
      body === '' ? null : (JSON.parse(body) as unknown),
    ])
    expect(sent).toEqual([
      ['POST', '/api2/boekingen', NEW_BOOKING],
      ['PUT', '/api2/boekingen/34', { personen: 12 }],
      ['POST', '/api2/klanten', NEW_CUSTOMER],
      ['PUT', '/api2/klanten/34', { naam: 'Dinkel & Co €' }],
      ['DELETE', '/api2/boekingen/34', null],
    ])
    for (const { headers, body } of server.requests) {
      expect(headers.authorization).toBe('Bearer geheim')
      expect(headers['content-type']).toBe(body === '' ? undefined : 'application/json')
    }
  })

  it.each<[string, unknown, string]>([
    ['a field that is not documented', { ...NEW_BOOKING, korting: 5 }, 'korting'],
    ['a field of the wrong type', { ...NEW_BOOKING, personen: 'veel' }, 'personen'],
    ['a field too few', { klant_id: 1, personen: 2 }, 'begin'],
  ])('not at all with %s', async (_what, body, field) => {
    const { server, client } = await at(answering(201, '{"id":34}'))
    const made = await client.createBooking(body as never)
    expect(made).toMatchObject({ ok: false, error: { kind: 'invalid' } })
    expect(
      !made.ok && 'fields' in made.error && made.error.fields.map((one) => one.field),
    ).toContain(field)
    expect(server.requests).toEqual([])
  })

  it('not with a read-only field either', async () => {
    const { server, client } = await at(answering(200, ''))
    expect(await client.updateBooking(1, { referentie: '1-1' } as never)).toMatchObject({
      error: { kind: 'invalid', fields: [{ field: 'referentie' }] },
    })
    const contact = { hoofdcontact: true, leeftijd: 7 }
    expect(await client.updateCustomer(1, { contactpersonen: [contact] } as never)).toMatchObject({
      error: { kind: 'invalid' },
    })
    expect(server.requests).toEqual([])
  })
})

describe('the id of what was made', () => {
  it.each<[string, number, string, Record<string, string>, number | string]>([
    ['a relative Location', 201, '', { location: '/api2/boekingen/34' }, 34],
    ['an absolute one', 201, '{}', { location: 'https://demo.recras.nl/api2/boekingen/34' }, 34],
    ['an old one', 201, '', { location: '/api2.php/boekingen/34/' }, 34],
    ['one without a path before it', 201, '', { location: 'boekingen/34?x=1#y' }, 34],
    ['Location, whatever the body is', 201, 'gemaakt', { location: '/api2/boekingen/34' }, 34],
    ['the body', 201, '{"id":34}', {}, 34],
    ['the body, as text', 201, '{"id":"34"}', {}, 34],
    ['both', 201, '{"id":34}', { location: '/api2/boekingen/34' }, 34],
    ['both, unlike each other', 201, '{"id":35}', { location: '/api2/boekingen/34' }, 'two ids'],
    ['neither', 201, '{}', {}, 'no id'],
    ['nothing at all', 204, '', {}, 'no id'],
    ['a Location of something else', 201, '', { location: '/api2/klanten/34' }, 'no id'],
    ['a Location without a number', 201, '', { location: '/api2/boekingen/nieuw' }, 'no id'],
    ['a Location that is none', 201, '', { location: 'http://' }, 'no id'],
    ['a negative id', 201, '{"id":-3}', {}, 'no id'],
    ['an id beyond counting', 201, '{"id":9007199254740993}', {}, 'no id'],
    ['a list', 201, '[{"id":34}]', {}, 'no id'],
    ['half a body', 201, '{"id":34,"kl', {}, 'no id'],
    ['a web page', 200, '<!doctype html>Gratis wifi', { location: '/api2/boekingen/34' }, 'HTML'],
  ])('out of %s', async (_what, status, body, headers, expected) => {
    const { client } = await at(answering(status, body, headers))
    expect(await client.createBooking(NEW_BOOKING)).toEqual(
      typeof expected === 'number'
        ? { ok: true, value: { id: expected } }
        : { ok: false, error: { kind: 'unexpected-answer', message: expected } },
    )
  })

  it.each<[number, string, Record<string, string>, { id: number; existed: boolean }]>([
    [201, '{"id":83}', {}, { id: 83, existed: false }],
    [200, '{"id":17}', {}, { id: 17, existed: true }],
    [201, '', { location: '/api2/klanten/83' }, { id: 83, existed: false }],
    [201, '', { location: '/api2/contacten/83' }, { id: 83, existed: false }],
  ])('of a customer: %i %s %j', async (status, body, headers, value) => {
    const { client } = await at(answering(status, body, headers))
    expect(await client.createCustomer(NEW_CUSTOMER)).toEqual({ ok: true, value })
  })
})

describe('a change that was made', () => {
  it.each<[number, string, boolean]>([
    [200, '', true],
    [204, '', true],
    [200, '{"id":34,"personen":12}', true],
    [200, '{"id":35}', false],
    [200, '{"ok":true}', true],
    [200, '<html>Gratis wifi', false],
    [200, '{"id":34,', false],
  ])('%i %s', async (status, body, done) => {
    const { client } = await at(answering(status, body))
    const unexpected = { ok: false, error: { kind: 'unexpected-answer' } }
    for (const answer of [
      await client.updateBooking(34, { personen: 12 }),
      await client.updateCustomer(34, { naam: 'x' }),
      await client.deleteBooking(34),
    ])
      expect(answer).toMatchObject(done ? { ok: true, value: null } : unexpected)
  })

  it('keeps what Recras says of nested fields, by one kind of path', async () => {
    const said = [
      { field: 'contactpersonen[0].voornaam', message: 'Verplicht', parameters: [] },
      { field: 'contactpersonen.1.email1', message: 'Ongeldig' },
      { field: '/contactpersonen/2/geslacht', message: 'Onbekend' },
      { field: ['contactpersonen', 3, 'plaats'], message: 'Te lang' },
      { field: '', message: 'Nee' },
    ]
    const { client } = await at(answering(406, JSON.stringify(said)))
    expect(await client.createCustomer(NEW_CUSTOMER)).toMatchObject({
      error: {
        kind: 'refused',
        fields: [
          { field: 'contactpersonen.0.voornaam', message: 'Verplicht' },
          { field: 'contactpersonen.1.email1', message: 'Ongeldig' },
          { field: 'contactpersonen.2.geslacht', message: 'Onbekend' },
          { field: 'contactpersonen.3.plaats', message: 'Te lang' },
          { field: null, message: 'Nee' },
        ],
      },
    })
  })

  it('may take longer than a question', async () => {
    const slow: Handler = (_, response) => void setTimeout(() => response.end('{"id":34}'), 200)
    const { client } = await at(slow, { timeoutMs: 50, writeTimeoutMs: 4000 })
    expect(await client.createBooking(NEW_BOOKING)).toMatchObject({ ok: true })
    expect(await client.bookingText(34, [])).toEqual({ ok: false, error: { kind: 'timeout' } })
    const hasty = await at(slow, { writeTimeoutMs: 50 })
    expect(await hasty.client.createBooking(NEW_BOOKING)).toEqual({
      ok: false,
      error: { kind: 'timeout' },
    })
  })

  it('is not sent while Recras asked for rest', async () => {
    const { server, client } = await at(answering(429, '', { 'retry-after': '60' }))
    const first = await client.createBooking(NEW_BOOKING)
    expect(first).toMatchObject({ error: { kind: 'rate-limited', retryAfterMs: 60_000 } })
    expect(await client.createBooking(NEW_BOOKING)).toMatchObject({
      error: { kind: 'rate-limited' },
    })
    expect(server.requests).toHaveLength(1)
  })
})

describe('whether a booking can be deleted', () => {
  it.each<[number, string, boolean | null, reason?: string | null]>([
    [200, 'true', true],
    [200, 'false', false],
    [200, '{"deletable":true}', true],
    [200, '{"deletable":false,"reason":"facturen"}', false],
    [200, '{"a":true,"b":false}', null],
    [200, '{}', null],
    [200, '"ja"', null],
    [200, '1', null],
    [200, 'null', null],
    [200, '[true]', null],
    [200, '', true],
    [204, '', true],
    [409, '{"message":"Er zijn facturen"}', false, 'Er zijn facturen'],
    [409, '', false],
    [403, '{"message":"Geen recht"}', false, 'Geen recht'],
    [406, '[{"field":"x","message":"Nee"}]', null],
  ])('%i %s', async (status, body, deletable, reason = null) => {
    const { client, server } = await at(answering(status, body))
    expect(await client.deletable(75)).toEqual({ ok: true, value: { deletable, reason } })
    expect(server.requests[0]).toMatchObject({ method: 'GET', url: '/api2/boekingen/75/deletable' })
  })

  it.each<[number, string, string]>([
    [200, '<html>Gratis wifi', 'unexpected-answer'],
    [200, '{"deletable":tr', 'unexpected-answer'],
    [500, '', 'server'],
    [404, '{}', 'not-found'],
    [401, '', 'unauthorized'],
  ])('not out of %i %s', async (status, body, kind) => {
    const { client } = await at(answering(status, body))
    expect(await client.deletable(75)).toMatchObject({ ok: false, error: { kind } })
  })
})

describe('a booking as text', () => {
  it('is exactly what Recras sent', async () => {
    const text = '{ "id" : 75,\n "onbekend": [1.0, "é"], "kosten": {"regels": [{"type":"iets"}]} }'
    const { client, server } = await at(answering(200, text))
    const read = await client.bookingText(75, ['Klant', 'Diensten', 'gefactureerd_bedrag'])
    expect(read).toEqual({ ok: true, value: text })
    expect(server.requests[0]?.url).toBe(
      '/api2/boekingen/75?embed=Klant,Diensten,gefactureerd_bedrag',
    )
  })

  it.each(['{"id":76}', '[]', 'null', '{"id":75', '<html>', ''])('is not %s', async (body) => {
    const { client } = await at(answering(200, body))
    const refused = { ok: false, error: { kind: 'unexpected-answer' } }
    expect(await client.bookingText(75, [])).toMatchObject(refused)
  })

  it('is not read to its end when it is too large', async () => {
    const body = `{"id":75,"x":"${'x'.repeat(300_000)}"}`
    const { client } = await at(answering(200, body), { maxBytes: 100_000 })
    expect(await client.bookingText(75, [])).toEqual({
      ok: false,
      error: { kind: 'unexpected-answer', message: 'too large' },
    })
  })

  it('comes without the one embed that Recras refuses, and only that one is not asked for again', async () => {
    const asked: string[] = []
    const { client, server } = await at(({ url }, response) => {
      const embed = new URL(url, 'http://x').searchParams.get('embed') ?? ''
      asked.push(embed)
      if (!embed.split(',').includes('Diensten')) return json(response, { id: 75 })
      return json(response, [{ field: 'embed', message: '"Diensten" is not embeddable' }], {}, 406)
    })
    const embeds = ['Klant', 'Creator', 'Diensten', 'gefactureerd_bedrag'] as const
    expect(await client.bookingText(75, embeds)).toMatchObject({ ok: true })
    expect(asked.at(-1)).toBe('Klant,Creator,gefactureerd_bedrag')
    const before = server.requests.length
    expect(await client.bookingText(75, embeds)).toMatchObject({ ok: true })
    expect(asked.slice(before)).toEqual(['Klant,Creator,gefactureerd_bedrag'])
  })

  it('comes without several embeds that Recras refuses', async () => {
    const refused = ['Creator', 'Diensten', 'gefactureerd_bedrag']
    const { client } = await at(({ url }, response) => {
      const embed = new URL(url, 'http://x').searchParams.get('embed') ?? ''
      if (!embed.split(',').some((one) => refused.includes(one))) json(response, { id: 75, embed })
      else json(response, [{ message: 'nee' }], {}, 406)
    })
    const read = await client.bookingText(75, [
      'Klant',
      'Creator',
      'Diensten',
      'gefactureerd_bedrag',
    ])
    expect(read).toEqual({ ok: true, value: '{"id":75,"embed":"Klant"}' })
  })

  it('is refused at once when the refusal is about something else', async () => {
    const { client, server } = await at(answering(406, '[{"field":"id","message":"Nee"}]'))
    expect(await client.bookingText(75, ['Klant'])).toMatchObject({ error: { kind: 'refused' } })
    expect(server.requests).toHaveLength(1)
  })
})

describe('what can be chosen from', () => {
  it('products with what they cost and last, by any page', async () => {
    const products = [
      { id: 5, naam: 'BBQ', weergavenaam: 'Barbecue', duur: 'PT2H', minimum_aantal: '8', verkoop: '23,50' },
      { id: 6, naam: 'Klimmen', duur: 90, verkoop: 15 },
      { id: 7 },
      { naam: 'zonder id' },
    ] // prettier-ignore
    const { client } = await at((_, response) => json(response, products))
    expect(await client.products()).toEqual({
      ok: true,
      value: [
        { id: 5, naam: 'Barbecue', duur: 'PT2H', minimum_aantal: 8, verkoop: 23.5 },
        { id: 6, naam: 'Klimmen', duur: '90', minimum_aantal: null, verkoop: 15 },
        { id: 7, naam: '#7', duur: null, minimum_aantal: null, verkoop: null },
      ],
    })
  })

  it('arrangements', async () => {
    const { client, server } = await at((_, response) => json(response, [{ id: 2, naam: 'K' }]))
    expect(await client.names('arrangementen')).toMatchObject({ value: [{ id: 2, naam: 'K' }] })
    expect(server.requests[0]?.url).toBe('/api2/arrangementen')
  })
})
