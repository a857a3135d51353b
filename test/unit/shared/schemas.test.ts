import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { actionsOf, methodOf, readLinks } from '../../../src/shared/recras/links.ts'
import { bookingSchema, customerSchema } from '../../../src/shared/recras/schemas.ts'

const read = (fields: object) => bookingSchema.parse({ id: 75, ...fields })

describe('a booking is read leniently', () => {
  it('takes numbers as text, also with a comma', () => {
    const booking = read({
      personen: '15',
      klant_id: '49',
      kosten: { calculated_totaalbedrag_inclusief_btw: '643,95', regels: [] },
      boekingsregels: [{ id: '1', aantal: '3', locatie_id: '2' }],
    })
    expect(booking).toMatchObject({ personen: 15, klant_id: 49 })
    expect(booking.kosten?.calculated_totaalbedrag_inclusief_btw).toBe(643.95)
    expect(booking.boekingsregels?.[0]).toMatchObject({ id: 1, aantal: 3, locatie_id: 2 })
    expect(bookingSchema.parse({ id: '75' }).id).toBe(75)
  })

  it('reads "", null and absence alike', () => {
    for (const nothing of ['', null, undefined]) {
      const booking = read({ bijzonderheden: nothing, personen: nothing, status: nothing })
      expect([booking.bijzonderheden, booking.personen, booking.status]).toEqual([null, null, null])
    }
    const bare = bookingSchema.parse({ id: 1 })
    expect([bare.referentie, bare.personen, bare.datum]).toEqual([null, null, null])
    expect(bare.boekingsregels).toBeUndefined()
    expect(bare._links).toEqual({})
  })

  it('keeps unknown fields and unknown statuses', () => {
    const booking = read({ status: 'verhuisd', nieuw_veld: { a: [1] }, Creator: { id: 5 } })
    expect(booking).toMatchObject({
      status: 'verhuisd',
      nieuw_veld: { a: [1] },
      Creator: { id: 5 },
    })
  })

  it('empties a field of rubbish instead of losing the booking', () => {
    const booking = read({
      personen: 'veel',
      arrangement: { naam: 'x' },
      boekingsregels: 'morgen',
      kosten: 'gratis',
      Klant: [],
      _links: 7,
    })
    expect(booking).toMatchObject({ personen: null, arrangement: null, boekingsregels: [] })
    expect(booking.kosten ?? null).toBeNull()
    expect(booking.Klant ?? null).toBeNull()
    expect(booking._links).toEqual({})
  })

  it('leaves lines and cost rules out that are none, and keeps the others at any depth', () => {
    const booking = read({
      boekingsregels: [null, { id: 1 }, 'x'],
      kosten: {
        regels: [
          { type: 'anders' },
          { type: 'groep', naam: 'A', regels: [{ type: 'groep', regels: [{ type: 'item' }] }, 5] },
        ],
      },
    })
    expect(booking.boekingsregels).toHaveLength(1)
    expect(booking.kosten?.regels).toMatchObject([
      { type: 'groep', naam: 'A', regels: [{ type: 'groep', regels: [{ type: 'item' }] }] },
    ])
  })

  it.each([null, [], 'x', {}, { id: null }, { id: 'x' }, { id: -1 }, { id: 1.5 }])(
    'refuses what has no number to be known by: %j',
    (rubbish) => {
      expect(bookingSchema.safeParse(rubbish).success).toBe(false)
    },
  )

  it('never throws, whatever an answer holds', () => {
    fc.assert(
      fc.property(
        fc.jsonValue(),
        fc.dictionary(fc.constantFrom(...FIELDS), fc.jsonValue()),
        (any, fields) => {
          bookingSchema.safeParse(any)
          customerSchema.safeParse(any)
          expect(bookingSchema.safeParse({ ...fields, id: 1 }).success).toBe(true)
          expect(customerSchema.safeParse({ ...fields, id: 1 }).success).toBe(true)
        },
      ),
    )
  })
})

const FIELDS = [
  ...['klant_id', 'referentie', 'datum', 'status', 'personen', 'boekingsregels', 'kosten'],
  ...['Klant', 'Facturen', '_links', 'naam', 'Hoofdcontact', 'contactpersonen', 'online_boeking'],
] as const

describe('links', () => {
  const rel = 'recras:booking:set_status:ongoing'

  it('may be one object or a list, with the method in any case or absent', () => {
    const links = readLinks({
      curies: [{ name: 'recras', href: '/x/{rel}', templated: true }],
      self: { href: '/api2/boekingen/1' },
      [rel]: [{ href: 'https://demo.recras.nl/a', method: 'post' }, { href: '' }, null],
      leeg: {},
      'recras:booking:set_status:finished': { href: '/b' },
    })
    expect(Object.keys(links)).toEqual(['self', rel, 'recras:booking:set_status:finished'])
    expect(links[rel]).toEqual([
      { href: 'https://demo.recras.nl/a', method: 'POST', templated: false },
    ])
    expect(actionsOf(links)).toEqual(['ongoing', 'finished'])
  })

  it('without a method are POST for status moves and GET otherwise', () => {
    const link = { href: '/x', method: null, templated: false }
    expect(methodOf(rel, link)).toBe('POST')
    expect(methodOf('recras:booking:qr', link)).toBe('GET')
    expect(methodOf(rel, { ...link, method: 'PUT' })).toBe('PUT')
  })

  it.each([null, undefined, 7, 'x', [], [{ href: '/x' }]])('are none in %j', (raw) => {
    expect(readLinks(raw)).toEqual({})
  })

  it('named after parts of the language are relations like any other', () => {
    const links = readLinks(JSON.parse('{"__proto__": {"href": "/x"}}'))
    expect(Object.getPrototypeOf(links)).toBe(Object.prototype)
    expect(Object.keys(links)).toEqual(['__proto__'])
  })
})
