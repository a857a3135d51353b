import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readFileSync } from 'node:fs'
import { daysOf, toRow } from '../../../src/shared/domain/booking-row.ts'
import { bookingSchema } from '../../../src/shared/recras/schemas.ts'

const ZONE = 'Europe/Amsterdam'
const row = (raw: object) => toRow(bookingSchema.parse({ id: 7, ...raw }), 'hash', ZONE)
const line = (begin: unknown, eind: unknown, locatie_id = 1) => ({ begin, eind, locatie_id })
const example = JSON.parse(
  readFileSync(new URL('../../fixtures/seeds/boeking-25.json', import.meta.url), 'utf8'),
) as object

describe('a row', () => {
  it('says what lists need of a documented booking', () => {
    expect(row(example)).toMatchObject({
      id: 25,
      referentie: '46-1',
      klantId: 46,
      name: 'Restaurant de Dinkel',
      contact: 'Fiona Teggartz',
      personen: 23,
      status: 'optie',
      expires: '2014-10-13',
      days: ['2014-11-15'],
      spans: [
        {
          day: '2014-11-15',
          start: Date.parse('2014-11-15T09:00:00+01:00'),
          end: Date.parse('2014-11-15T14:00:00+01:00'),
          places: [2, 1],
          first: 'Ontvangst met koffie,thee op het Klimbos terras',
          firstProduct: 3,
        },
      ],
      note: false,
      bijzonderheden: null,
      linksKnown: false,
      open: null,
      flags: [],
      hay: '46-1 restaurant de dinkel fiona teggartz klimmen en bbq',
    })
  })

  it('offers what its links offer', () => {
    const _links = { 'recras:booking:set_status:ongoing': { href: '/x' } }
    expect(row({ _links })).toMatchObject({ actions: ['ongoing'], linksKnown: true })
    // No links told is not the same as no move possible.
    expect(row({})).toMatchObject({ actions: [], linksKnown: false })
    const self = { self: { href: '/api2/boekingen/7' } }
    expect(row({ _links: self })).toMatchObject({ actions: [], linksKnown: true })
  })

  it('falls back on the reference, then on the number', () => {
    const Klant = { id: 9, displaynaam: '', naam: null }
    expect(row({ Klant, referentie: '9-1' })).toMatchObject({ name: null, referentie: '9-1' })
    expect(row({})).toMatchObject({ name: null, referentie: '#7', klantId: null })
  })

  it('is found by phone, however it is typed', () => {
    const Hoofdcontact = { voornaam: 'A', telefoon1: '06-00 01 23', email1: 'A@Example.nl' }
    const { hay } = row({ Klant: { id: 9, Hoofdcontact } })
    expect(hay).toContain('06000123')
    expect(hay).toContain('a@example.nl')
  })

  it('has a note when the booking or one of its lines has one', () => {
    expect(row({ bijzonderheden: 'Rolstoel' }).note).toBe(true)
    expect(row({ boekingsregels: [{ opmerking: 'Tafel 3' }] }).note).toBe(true)
    expect(row({ bijzonderheden: '', boekingsregels: [{ opmerking: '' }] }).note).toBe(false)
  })
})

describe('the days of a booking', () => {
  it('are those of its lines, each with its own part', () => {
    const camp = row({
      boekingsregels: [
        {
          ...line('2026-06-13T19:30:00+02:00', '2026-06-14T08:30:00+02:00', 5),
          beschrijving: ' ',
          product_id: 9,
        },
        {
          ...line('2026-06-13T17:30:00+02:00', '2026-06-13T19:30:00+02:00', 2),
          beschrijving: ' Barbecue ',
          product_id: 8,
        },
      ],
    })
    const midnight = Date.parse('2026-06-14T00:00:00+02:00')
    expect(camp.spans).toEqual([
      {
        day: '2026-06-13',
        start: Date.parse('2026-06-13T17:30:00+02:00'),
        end: midnight,
        places: [2, 5],
        first: 'Barbecue',
        firstProduct: 8,
      },
      {
        day: '2026-06-14',
        start: midnight,
        end: Date.parse('2026-06-14T08:30:00+02:00'),
        places: [5],
        first: null,
        firstProduct: 9,
      },
    ])
  })

  it('do not include the day that begins when it ends', () => {
    const evening = [line('2026-06-13T21:00:00+02:00', '2026-06-14T00:00:00+02:00')]
    expect(row({ boekingsregels: evening }).days).toEqual(['2026-06-13'])
  })

  it('go by the venue’s clock, not by the offset that was written', () => {
    const lines = [line('2026-06-13T22:30:00Z', '2026-06-13T23:30:00Z')]
    expect(row({ boekingsregels: lines }).days).toEqual(['2026-06-14'])
    const booking = bookingSchema.parse({ id: 1, boekingsregels: lines })
    expect(daysOf(booking, 'America/New_York')).toEqual(['2026-06-13'])
  })

  it('are its own date when no line says anything', () => {
    expect(row({ datum: '2026-06-13', boekingsregels: [] })).toMatchObject({
      days: ['2026-06-13'],
      flags: ['no-lines'],
      spans: [{ start: null, end: null }],
    })
    expect(row({ datum: '2026-06-31' })).toMatchObject({
      days: [],
      flags: ['no-lines', 'bad-date'],
    })
  })
})

describe('what is wrong is marked, and nothing is lost', () => {
  it.each([
    ['a begin that is none', [line('gisteren', '2026-99-99')], ['bad-date']],
    ['an end that is none', [line('2026-06-13T10:00:00Z', 'later')], ['bad-date']],
    [
      'an end before the begin',
      [line('2026-06-13T10:00:00Z', '2026-06-13T09:00:00Z')],
      ['bad-date'],
    ],
  ])('%s', (_what, boekingsregels, flags) => {
    const marked = row({ datum: '2026-06-13', boekingsregels })
    expect(marked.flags).toEqual(flags)
    expect(marked.days).toEqual(['2026-06-13'])
    const [span] = marked.spans
    expect((span?.end ?? 0) >= (span?.start ?? 0)).toBe(true)
  })

  it.each([-5, 2.5])('%d people', (personen) => {
    expect(row({ personen, boekingsregels: [line('2026-06-13T10:00:00Z', null)] }).flags).toEqual([
      'bad-people',
    ])
  })

  it('a line of a thousand years fills no more than sixty days', () => {
    const lines = [line('2026-06-13T10:00:00Z', '2926-06-13T10:00:00Z')]
    expect(row({ boekingsregels: lines }).days).toHaveLength(60)
  })

  it('never throws, whatever the booking holds', () => {
    const times = fc.oneof(
      fc.jsonValue(),
      fc
        .date()
        .filter((date) => !Number.isNaN(date.getTime()))
        .map((date) => date.toISOString()),
      fc.constantFrom('0001-01-01T00:00:00+02:00', '9998-12-31T23:59:59-12:00'),
    )
    const lines = fc.array(fc.record({ begin: times, eind: times, locatie_id: fc.jsonValue() }))
    fc.assert(
      fc.property(lines, times, fc.jsonValue(), (boekingsregels, datum, any) => {
        row({ boekingsregels, datum, personen: any, Klant: any, Facturen: any, kosten: any })
      }),
      { numRuns: 300 },
    )
  })
})
