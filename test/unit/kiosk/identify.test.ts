import { describe, expect, it } from 'vitest'
import { proves, readReference, sameName } from '../../../src/shared/kiosk/identify.ts'
import { bookingSchema, type Booking } from '../../../src/shared/recras/schemas.ts'

const booking = (main: object | null, customer: object = {}): Booking =>
  bookingSchema.parse({
    id: 75,
    referentie: '67-1',
    Klant: { id: 67, displaynaam: 'Familie Jansen', Hoofdcontact: main, ...customer },
  })

it.each([
  ['67-1', '67-1'],
  [' 67-1 ', '67-1'],
  ['123456789-123456', '123456789-123456'],
  ['67', null],
  ['67-', null],
  ['-1', null],
  ['67-1-2', null],
  ['B:67-1', null],
  ['', null],
])('reads %j as the reference %j', (typed, expected) => {
  expect(readReference(typed)).toBe(expected)
})

describe('a last name', () => {
  it.each([
    ['Jansen', 'jansen'],
    ['Jansen', 'JANSEN'],
    ['van der Berg', 'berg'],
    ['van der Berg', 'van der berg'],
    ['van der Berg', 'vanderberg'],
    ['Berg, van der', 'vd berg'.replace('vd ', 'van der ')],
    ['Berg', 'van den berg'],
    ["in 't Veld", 'veld'],
    ["in 't Veld", "in't veld"],
    ['Müller', 'muller'],
    ['Müller', 'Mueller'],
    ['Mueller', 'müller'],
    ['Weiß', 'weiss'],
    ['Çelik', 'celik'],
    ['Østergård', 'ostergard'],
    ['Jansen-de Vries', 'jansen de vries'],
    ['Jansen-de Vries', 'vries'],
    ['Jansen-de Vries', 'jansen'],
    ['Jansen - Smit', 'jansensmit'],
    ["O'Brien", 'obrien'],
    ["O'Brien", "o'brien"],
    ['Dĳkstra', 'dijkstra'],
    ['van', 'van'],
    ['  De  Groot ', 'groot'],
  ])('%j is proven by %j', (known, typed) => {
    expect(sameName(known, typed)).toBe(true)
  })

  it.each([
    ['Jansen', 'Janse'],
    ['Jansen', 'Jansens'],
    ['Jansen', ''],
    ['Jansen', ' '],
    ['Jansen', '-'],
    ['van der Berg', 'van der'],
    ['van der Berg', 'van'],
    ['', ''],
    ['', 'van'],
    ['-', '-'],
    ['Jansen', 'Pietersen'],
    ['Jansen', 'jansen jansen'],
  ])('%j is not proven by %j', (known, typed) => {
    expect(sameName(known, typed)).toBe(false)
  })
})

describe('a proof', () => {
  const sanne = booking({
    achternaam: 'van der Berg',
    telefoon1: '06-1234 5678',
    telefoon2: '+31 (0)20 555 01 23',
  })

  it.each([
    ['phone', '5678', true],
    ['phone', '0123', true],
    ['phone', '4567', false],
    ['phone', '678', false],
    ['phone', '45678', false],
    ['phone', '', false],
    ['phone', '567a', false],
    ['name', 'berg', true],
    ['name', 'jansen', false],
    ['name', '', false],
  ] as const)('by %s with %j: %s', (kind, typed, expected) => {
    expect(proves(sanne, kind, typed)).toBe(expected)
  })

  it('takes the number of the customer where Recras sends one', () => {
    expect(proves(booking(null, { telefoon1: '020 555 9999' }), 'phone', '9999')).toBe(true)
  })

  it.each(['123', '1', '', '---'])('never fits the number %j, which is too short', (telefoon1) => {
    for (const typed of ['0123', '123', '1', ''])
      expect(proves(booking({ telefoon1 }), 'phone', typed)).toBe(false)
  })

  it('finds the main contact among the others, and takes nobody else', () => {
    const contactpersonen = [
      { achternaam: 'Smit', telefoon1: '0600001111' },
      { achternaam: 'Bakker', telefoon1: '0600002222', hoofdcontact: true },
    ]
    const several = booking(null, { contactpersonen })
    expect(proves(several, 'name', 'bakker')).toBe(true)
    expect(proves(several, 'phone', '2222')).toBe(true)
    expect(proves(several, 'name', 'smit')).toBe(false)
    expect(proves(several, 'phone', '1111')).toBe(false)
  })

  it('never fits an anonymised customer, a customer without a contact, or none', () => {
    const gone = booking(
      { achternaam: 'Jansen', telefoon1: '0612345678' },
      { displaynaam: null, naam: null },
    )
    const nobody = bookingSchema.parse({ id: 1 })
    for (const one of [gone, booking(null), booking({}), nobody])
      for (const kind of ['name', 'phone'] as const)
        for (const typed of ['', 'jansen', '5678', 'null', 'undefined'])
          expect(proves(one, kind, typed)).toBe(false)
  })
})
