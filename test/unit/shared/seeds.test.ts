import { describe, expect, it } from 'vitest'
import { readFileSync } from 'node:fs'
import {
  bookingSchema,
  customerSchema,
  type Booking,
  type Customer,
} from '../../../src/shared/recras/schemas.ts'

const fixture = (name: string): unknown =>
  JSON.parse(readFileSync(new URL(`../../fixtures/seeds/${name}.json`, import.meta.url), 'utf8'))

/** Every field of the example stands in what was read; "" counts as no value. */
function expectKept(read: unknown, example: unknown, path = ''): void {
  if (Array.isArray(example)) {
    expect(Array.isArray(read) && read.length, path).toBe(example.length)
    example.forEach((one, index) => expectKept((read as unknown[])[index], one, `${path}.${index}`))
  } else if (typeof example === 'object' && example !== null) {
    for (const [name, value] of Object.entries(example))
      expectKept((read as Record<string, unknown>)[name], value, `${path}.${name}`)
  } else {
    expect(read === null ? '' : read, path).toBe(example === null ? '' : example)
  }
}

describe('the documented examples parse with every field', () => {
  it.each(['boeking-created', 'boeking-25'])('booking %s', (name) => {
    const example = fixture(name)
    const booking: Booking = bookingSchema.parse(example)
    expectKept(booking, example)
    expect(booking.boekingsregels).toHaveLength(3)
    expect(booking.kosten?.regels[0]).toMatchObject({ type: 'groep', regels: [{}, {}, {}] })
  })

  it('the list of bookings', () => {
    const examples = fixture('boekingen-list') as unknown[]
    const read = examples.map((one) => bookingSchema.parse(one))
    expectKept(read, examples)
    expect(read.map((one) => one.id)).toEqual([75, 1])
    expect(read[0]?.boekingsregels).toBeUndefined()
    expect(read[0]?._links).toEqual({})
  })

  it('the embedded customer with its main contact', () => {
    const { Klant } = bookingSchema.parse(fixture('boeking-25'))
    expect(Klant).toMatchObject({ id: 46, displaynaam: 'Restaurant de Dinkel', adres: null })
    expect(Klant?.Hoofdcontact).toMatchObject({ voornaam: 'Fiona', hoofdcontact: true })
  })

  it.each(['klant-created', 'klant-17'])('customer %s', (name) => {
    const example = fixture(name)
    expectKept(customerSchema.parse(example), example)
  })

  it('the list of customers', () => {
    const examples = fixture('klanten-list') as unknown[]
    const read: Customer[] = examples.map((one) => customerSchema.parse(one))
    expectKept(read, examples)
  })

  it.each(['boeking-create-request', 'klant-create-request'])('request %s is JSON', (name) => {
    expect(fixture(name)).toBeTypeOf('object')
  })
})
