import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { creationWindow, matchBooking, matchCustomer } from '../../../../src/shared/outbox/match.ts'
import { bookingSchema, customerSchema } from '../../../../src/shared/recras/schemas.ts'
import type { BookingCreate } from '../../../../src/shared/recras/write/booking.ts'
import type { CustomerCreate } from '../../../../src/shared/recras/write/customer.ts'

const customer = (id: number, fields: object = {}) =>
  customerSchema.parse({
    id,
    displaynaam: 'Restaurant de Dinkel',
    naam: 'Restaurant de Dinkel',
    contactpersonen: [
      {
        id: id * 10,
        voornaam: 'Fiona',
        achternaam: 'Teggartz',
        email1: 'fiona@dinkel.nl',
        telefoon1: '0573-123456',
        hoofdcontact: true,
      },
    ],
    ...fields,
  })
const wanted = (contact: object = {}, fields: object = {}): CustomerCreate => ({
  naam: 'Restaurant de Dinkel',
  contactpersonen: [
    {
      voornaam: 'Fiona',
      achternaam: 'Teggartz',
      hoofdcontact: true,
      email1: 'fiona@dinkel.nl',
      ...contact,
    },
  ],
  ...fields,
})

describe('a customer that may have been made', () => {
  it('is surely the one whose name, e-mail and phone agree', () => {
    expect(matchCustomer(wanted(), [customer(7)])).toEqual({ kind: 'one', id: 7 })
    expect(
      matchCustomer(wanted({ email1: 'FIONA@dinkel.nl ', telefoon1: '+31 573 12 34 56' }), [
        customer(7),
      ]),
    ).toEqual({ kind: 'one', id: 7 })
    expect(matchCustomer(wanted({}, { naam: 'restaurant DE  dinkel' }), [customer(7)])).toEqual({
      kind: 'one',
      id: 7,
    })
  })

  it('knows a person without a company by the name of the contact', () => {
    const found = customer(7, { naam: null, displaynaam: 'Fiona Teggartz' })
    expect(matchCustomer(wanted({}, { naam: null }), [found])).toEqual({ kind: 'one', id: 7 })
    expect(matchCustomer(wanted({}, { naam: '' }), [found])).toEqual({ kind: 'one', id: 7 })
  })

  it('is the main contact also where only that was read', () => {
    const { contactpersonen, ...rest } = customer(7)
    const found = customerSchema.parse({ ...rest, Hoofdcontact: contactpersonen[0] })
    expect(matchCustomer(wanted(), [found])).toEqual({ kind: 'one', id: 7 })
  })

  it('writes phone numbers in any way that dials the same', () => {
    const ways = [
      '0573123456',
      '+31573123456',
      '0031 573-123456',
      '+31 (0)573 123 456',
      '(0573) 123456',
    ]
    for (const one of ways)
      for (const other of ways) {
        const found = customer(7, {
          contactpersonen: [{ id: 70, telefoon2: other, hoofdcontact: true }],
        })
        expect(matchCustomer(wanted({ email1: null, telefoon1: one }), [found])).toEqual({
          kind: 'one',
          id: 7,
        })
      }
  })

  it('is a doubt by its name alone, or when something else differs', () => {
    const doubt = { kind: 'doubtful', ids: [7] }
    expect(matchCustomer(wanted({ email1: '' }), [customer(7)])).toEqual(doubt)
    expect(matchCustomer(wanted({ email1: 'ander@dinkel.nl' }), [customer(7)])).toEqual(doubt)
    expect(matchCustomer(wanted({ telefoon1: '0600000000' }), [customer(7)])).toEqual(doubt)
    expect(matchCustomer(wanted(), [customer(7, { contactpersonen: [] })])).toEqual(doubt)
  })

  it('is a doubt when there are two', () => {
    expect(matchCustomer(wanted(), [customer(7), customer(8)])).toEqual({
      kind: 'doubtful',
      ids: [7, 8],
    })
  })

  it('is the one that agrees in everything, before one that is only like it', () => {
    expect(matchCustomer(wanted(), [customer(7, { contactpersonen: [] }), customer(8)])).toEqual({
      kind: 'one',
      id: 8,
    })
  })

  it('is not there under another name, whatever the e-mail', () => {
    const other = { naam: 'Iemand anders', displaynaam: 'Iemand anders', contactpersonen: [] }
    expect(matchCustomer(wanted(), [customer(7, other)])).toEqual({ kind: 'none' })
    expect(matchCustomer(wanted(), [])).toEqual({ kind: 'none' })
    expect(matchCustomer(wanted(), [customer(6, other), customer(7)])).toEqual({
      kind: 'one',
      id: 7,
    })
  })
})

const group: BookingCreate = {
  klant_id: 46,
  begin: '2026-06-20T10:00:00+02:00',
  personen: 12,
}
const booking = (id: number, fields: object = {}) =>
  bookingSchema.parse({
    id,
    klant_id: 46,
    personen: 12,
    datum: '2026-06-20',
    boekingsregels: [
      { id: 2, begin: '2026-06-20T11:00:00+02:00' },
      { id: 1, begin: '2026-06-20T08:00:00Z' },
    ],
    ...fields,
  })

describe('a booking that may have been made', () => {
  it('is the one of the customer with the same begin and persons', () => {
    expect(matchBooking(group, [booking(7)])).toEqual({ kind: 'one', id: 7 })
    for (const other of [
      { klant_id: 47 },
      { personen: 13 },
      { boekingsregels: [{ id: 1, begin: '2026-06-20T20:00:00Z' }] },
    ])
      expect(matchBooking(group, [booking(7, other)])).toEqual({ kind: 'none' })
  })

  it('is a doubt when Recras does not say whose it is, or for how many', () => {
    for (const other of [{ klant_id: null }, { personen: null }])
      expect(matchBooking(group, [booking(7, other)])).toEqual({ kind: 'doubtful', ids: [7] })
  })

  it('is a doubt when its first activity begins at another time of that day', () => {
    for (const begin of ['2026-06-20T10:30:00+02:00', '2026-06-20T09:00:00+02:00'])
      expect(matchBooking(group, [booking(7, { boekingsregels: [{ id: 1, begin }] })])).toEqual({
        kind: 'doubtful',
        ids: [7],
      })
  })

  it('goes by the day and the name when it has no lines', () => {
    const bare = { boekingsregels: [], arrangement: 'Klimmen' }
    expect(matchBooking(group, [booking(7, bare)])).toEqual({ kind: 'one', id: 7 })
    expect(matchBooking(group, [booking(7, { ...bare, datum: '2026-06-21' })])).toEqual({
      kind: 'none',
    })
    const named = { ...group, arrangement: 'klimmen' }
    expect(matchBooking(named, [booking(7, bare)])).toEqual({ kind: 'one', id: 7 })
    expect(matchBooking({ ...group, arrangement: 'BBQ' }, [booking(7, bare)])).toEqual({
      kind: 'doubtful',
      ids: [7],
    })
  })

  it('is a doubt when there are two', () => {
    expect(matchBooking(group, [booking(7), booking(9)])).toEqual({
      kind: 'doubtful',
      ids: [7, 9],
    })
  })
})

describe('whatever there is', () => {
  const person = fc.record({
    voornaam: fc.constantFrom('Fiona', 'Jan', null),
    achternaam: fc.constantFrom('Teggartz', null),
    email1: fc.constantFrom('a@b.nl', 'c@d.nl', '', null),
    telefoon1: fc.constantFrom('0612345678', '+31612345678', '0687654321', null),
  })
  const asked: fc.Arbitrary<CustomerCreate> = fc.record({
    naam: fc.constantFrom('De Dinkel', null),
    contactpersonen: person.map((one) => [{ ...one, hoofdcontact: true }]),
  })
  const found = fc
    .array(
      fc.record({
        naam: fc.constantFrom('De Dinkel', 'Ander', null),
        contactpersonen: person.map((one) => [{ id: 1, hoofdcontact: true, ...one }]),
      }),
      { maxLength: 4 },
    )
    .map((list) => list.map((one, id) => customerSchema.parse({ id, ...one })))

  it('says the same in any order, and adopts only one that nothing equals', () => {
    fc.assert(
      fc.property(asked, found, (body, list) => {
        const match = matchCustomer(body, list)
        const turned = matchCustomer(body, [...list].reverse())
        const idsOf = (one: typeof match): number[] =>
          one.kind === 'none' ? [] : one.kind === 'one' ? [one.id] : [...one.ids].sort()
        expect([turned.kind, idsOf(turned)]).toEqual([match.kind, idsOf(match)])
        if (match.kind === 'one') {
          const rest = list.filter(({ id }) => id !== match.id)
          expect(matchCustomer(body, rest).kind).not.toBe('one')
        }
      }),
    )
  })

  it('never overlooks what it made itself', () => {
    fc.assert(
      fc.property(asked, found, (body, list) => {
        const own = customerSchema.parse({ ...body, id: 99 })
        const match = matchCustomer(body, [...list, own])
        expect(match.kind === 'one' ? [match.id] : idsIn(match)).toContain(99)
      }),
    )
  })
})

const idsIn = (match: ReturnType<typeof matchCustomer>): number[] =>
  match.kind === 'doubtful' ? match.ids : []

it('looks in a window around the time of sending, for clocks that differ', () => {
  expect(creationWindow('2026-06-20T10:00:00Z', '2026-06-20T12:30:00+02:00')).toBe(
    '2026-06-20T09:50:00Z/2026-06-20T10:40:00Z',
  )
})
