import { describe, expect, it } from 'vitest'
import { readFileSync } from 'node:fs'
import {
  bookingCreateSchema,
  bookingUpdateSchema,
  plainBookingSchema,
  PLAIN_FIELDS,
} from '../../../../src/shared/recras/write/booking.ts'
import {
  customerCreateSchema,
  customerUpdateSchema,
} from '../../../../src/shared/recras/write/customer.ts'
import { fieldErrors } from '../../../../src/shared/recras/write/issues.ts'

const request = (name: string): Record<string, unknown> =>
  JSON.parse(readFileSync(`test/fixtures/seeds/${name}.json`, 'utf8')) as Record<string, unknown>
type Schema = Parameters<typeof fieldErrors>[0]
const said = (schema: Schema, value: unknown): Record<string, string> =>
  Object.fromEntries(fieldErrors(schema, value).map(({ field, code }) => [field, code]))

describe('a booking to make', () => {
  const create = request('boeking-create-request')
  const errors = (fields: object) => said(bookingCreateSchema, { ...create, ...fields })

  it('is the one of the documentation', () => {
    expect(bookingCreateSchema.parse(create)).toEqual(create)
  })

  it('needs a customer, a begin and persons', () => {
    expect(said(bookingCreateSchema, {})).toEqual({
      klant_id: 'required',
      begin: 'required',
      personen: 'required',
    })
    expect(errors({ klant_id: 'x', begin: '2026-06-20', personen: 0 })).toEqual({
      klant_id: 'not-whole',
      begin: 'not-a-moment',
      personen: 'too-small',
    })
    expect(errors({ personen: 2.5 })).toEqual({ personen: 'not-whole' })
    expect(errors({ personen: 1e6 })).toEqual({ personen: 'too-large' })
    expect(errors({ begin: '2026-06-20T10:00:00' })).toEqual({ begin: 'not-a-moment' })
  })

  it('is based on a booking, or on something else', () => {
    expect(said(bookingCreateSchema, { ...create, boeking_id: 3 })).toEqual({
      boeking_id: 'not-together',
    })
    const bare = { klant_id: 47, begin: create['begin'], personen: 15 }
    expect(said(bookingCreateSchema, { ...bare, boeking_id: 3 })).toEqual({})
    for (const name of ['book_process_id', 'product_id', 'arrangement_id'])
      expect(said(bookingCreateSchema, { ...bare, boeking_id: 3, [name]: 4 })).toEqual({
        boeking_id: 'not-together',
      })
    expect(errors({ book_process_id: 4, product_id: 5 })).toEqual({})
  })

  it('expires in four statuses only', () => {
    const status_vervaldatum = '2026-06-19'
    expect(errors({ status_vervaldatum })).toEqual({})
    for (const status of ['informatie', 'interesse', 'optie', 'reservering'])
      expect(errors({ status, status_vervaldatum })).toEqual({})
    for (const status of ['pending_online', 'definitief', 'gaande', 'voltooid', 'geannuleerd']) {
      const wrong = { status_vervaldatum: 'not-for-this-status' }
      expect(errors({ status, status_vervaldatum })).toEqual(wrong)
      expect(errors({ status, status_vervaldatum: null })).toEqual({})
    }
    expect(errors({ status_vervaldatum: '2026-02-30' })).toEqual({
      status_vervaldatum: 'not-a-date',
    })
  })

  it('says nothing that is not documented', () => {
    expect(errors({ referentie: 'x', aantal: 3, status: 'weg' })).toEqual({
      status: 'required',
      referentie: 'unknown-field',
      aantal: 'unknown-field',
    })
  })
})

describe('a booking to change', () => {
  it('has six plain fields, and none that cannot be changed', () => {
    expect(PLAIN_FIELDS).toEqual([
      'status',
      'arrangement',
      'personen',
      'status_vervaldatum',
      'bijzonderheden',
      'conceptfactuur_na_dagen',
    ])
    const fixed = ['id', 'klant_id', 'datum', 'status_updated_at', 'arrangement_id']
    for (const name of [...fixed, 'online_boeking', 'referentie'])
      expect(said(plainBookingSchema, { [name]: 1 })).toEqual({ [name]: 'unknown-field' })
    expect(said(plainBookingSchema, { conceptfactuur_na_dagen: -3, bijzonderheden: null })).toEqual(
      {},
    )
    expect(said(plainBookingSchema, { boekingsregels: [] })).toEqual({
      boekingsregels: 'unknown-field',
    })
  })

  it('has lines and costs together or not at all', () => {
    expect(said(bookingUpdateSchema, { personen: 3 })).toEqual({})
    expect(said(bookingUpdateSchema, { boekingsregels: [] })).toEqual({ kosten: 'not-together' })
    expect(said(bookingUpdateSchema, { kosten: { regels: [] } })).toEqual({
      boekingsregels: 'not-together',
    })
  })

  const lines = (...boekingsregels: unknown[]) =>
    said(bookingUpdateSchema, { boekingsregels, kosten: { regels: [] } })

  it('has lines that end after they begin; new ones say how many', () => {
    expect(lines({ ref: 'a', product_id: 2 }, { id: 3 }, { ref: 'b', aantal: 0 })).toEqual({
      'boekingsregels.0.aantal': 'required',
    })
    const [ten, noon] = ['2026-06-20T10:00:00+02:00', '2026-06-20T12:00:00+02:00']
    expect(lines({ id: 1, begin: ten, eind: ten }, { id: 2, begin: noon, eind: ten })).toEqual({
      'boekingsregels.1.eind': 'end-before-begin',
    })
    // 10:00 in Amsterdam is before 09:00 in London.
    expect(lines({ id: 1, begin: ten, eind: '2026-06-20T09:00:00Z' })).toEqual({})
    expect(lines({ id: 1, iets: { nieuws: 1 } }, 'regel')).toEqual({ 'boekingsregels.1': 'wrong' })
  })

  const rules = (...regels: unknown[]) =>
    said(bookingUpdateSchema, { boekingsregels: [], kosten: { regels } })

  it('has a tree of groups and items, each with its path', () => {
    const deep = { type: 'groep', regels: [{ type: 'item', kortingspercentage: 101 }] }
    expect(rules({ type: 'groep', regels: [deep] })).toEqual({
      'kosten.regels.0.regels.0.regels.0.kortingspercentage': 'too-large',
    })
    expect(rules({ type: 'groep', children_visible: 1, regels: [] }, { type: 'groep' })).toEqual({
      'kosten.regels.0.children_visible': 'wrong',
      'kosten.regels.1.regels': 'wrong',
    })
    expect(rules({ naam: 'x' }, 'regel', null)).toEqual({
      'kosten.regels.0.type': 'required',
      'kosten.regels.1': 'wrong',
      'kosten.regels.2': 'wrong',
    })
    expect(rules({ type: 'item', btw_percentage: -1, bedrag: 'x', product_id: null })).toEqual({
      'kosten.regels.0.btw_percentage': 'too-small',
      'kosten.regels.0.bedrag': 'not-a-number',
    })
  })

  it('refers to a new line by its ref alone', () => {
    const path = 'kosten.regels.0.boekingsregel_ref'
    expect(rules({ type: 'item', boekingsregel_ref: 'a' })).toEqual({})
    expect(rules({ type: 'item', boekingsregel_ref: 'a', id: 3 })).toEqual({
      [path]: 'not-together',
    })
    expect(rules({ type: 'item', boekingsregel_ref: 'a', boekingsregel_id: 3 })).toEqual({
      [path]: 'not-together',
    })
  })

  it('gives back what Recras made, also when that is not documented', () => {
    const regels = [
      { id: 4, type: 'korting', regels: 'geen lijst', aantal: '3' },
      { type: 'toeslag' },
      { id: 5 },
      { id: 6, type: 'item', marge: { van: 3 } },
    ]
    const body = { boekingsregels: [{ id: 1, x: [1] }], kosten: { regels, y: null } }
    expect(bookingUpdateSchema.parse(body)).toEqual(body)
  })
})

describe('a customer', () => {
  const create = request('klant-create-request')
  const errors = (fields: object) => said(customerCreateSchema, { ...create, ...fields })
  const person = (fields: object = {}) => ({ voornaam: 'Jan', hoofdcontact: true, ...fields })

  it('is the one of the documentation', () => {
    expect(customerCreateSchema.parse(create)).toEqual(create)
  })

  it('has contacts, and exactly one main one', () => {
    expect(said(customerCreateSchema, {})).toEqual({
      contactpersonen: expect.any(String) as string,
    })
    expect(errors({ contactpersonen: [] })).toEqual({ contactpersonen: 'no-contact' })
    const others = person({ hoofdcontact: false })
    for (const contactpersonen of [[others], [person(), person()]])
      expect(errors({ contactpersonen })).toEqual({ contactpersonen: 'one-main-contact' })
    expect(errors({ contactpersonen: [others, person({ id: 3 })] })).toEqual({})
    expect(errors({ contactpersonen: [{ voornaam: 'Jan' }] })).toMatchObject({
      'contactpersonen.0.hoofdcontact': 'required',
    })
    expect(said(customerUpdateSchema, { naam: null })).toEqual({})
    expect(said(customerUpdateSchema, { contactpersonen: [] })).toEqual({
      contactpersonen: 'no-contact',
    })
  })

  it('has people with a gender of three and an e-mail with an @', () => {
    for (const geslacht of ['man', 'vrouw', 'onbekend'])
      expect(errors({ contactpersonen: [person({ geslacht })] })).toEqual({})
    expect(
      errors({
        contactpersonen: [person({ geslacht: 'x', email1: 'jan', email2: 'a@b', oud: 1 })],
      }),
    ).toEqual({
      'contactpersonen.0.geslacht': 'wrong',
      'contactpersonen.0.email1': 'not-email',
      'contactpersonen.0.oud': 'unknown-field',
    })
    expect(errors({ contactpersonen: [person({ email1: null, email2: '' })] })).toEqual({})
  })

  it('lives in a province of ISO 3166-2', () => {
    for (const provinciecode of ['NL-GE', 'BE-VAN', 'DE-NW', null])
      expect(errors({ provinciecode })).toEqual({})
    for (const provinciecode of ['Gelderland', 'nl-ge', 'NL', 'NL-'])
      expect(errors({ provinciecode })).toEqual({ provinciecode: 'not-a-province' })
  })

  it('has extra fields of five types, each with its own kind of value', () => {
    const right = [
      { name: 'a', type: 'text', value: 'x' },
      { name: 'b', type: 'number', value: 3 },
      { name: 'c', type: 'date', value: '2026-06-20' },
      { name: 'd', type: 'singlechoice', value: 'rood' },
      { name: 'e', type: 'multiplechoice', value: ['rood', 'geel'] },
    ]
    expect(errors({ extra_fields: right })).toEqual({})
    const empty = right.map((one) => ({ ...one, value: one.type === 'multiplechoice' ? [] : null }))
    expect(errors({ extra_fields: empty })).toEqual({})
    const wrong = right.map((one) => ({ ...one, value: { x: 1 } }))
    expect(errors({ extra_fields: wrong })).toEqual({
      'extra_fields.0.value': 'wrong',
      'extra_fields.1.value': 'not-whole',
      'extra_fields.2.value': 'not-a-date',
      'extra_fields.3.value': 'wrong',
      'extra_fields.4.value': 'wrong',
    })
    expect(errors({ extra_fields: [{ name: '', type: 'text', value: '' }] })).toEqual({
      'extra_fields.0.name': 'required',
    })
    expect(errors({ extra_fields: [{ name: 'x', type: 'kleur', value: '' }] })).toEqual({
      'extra_fields.0.type': 'required',
    })
  })

  it('says nothing that is not documented, and nothing without end', () => {
    expect(errors({ id: 3, displaynaam: 'x', naam: 'x'.repeat(501) })).toEqual({
      naam: 'too-long',
      id: 'unknown-field',
      displaynaam: 'unknown-field',
    })
  })
})
