import { describe, expect, it } from 'vitest'
import {
  customerBodyOf,
  customerChangesOf,
  customerDraftOf,
  draftOfBody,
  emptyContact,
  emptyCustomerDraft,
  emptyExtra,
  linkedContact,
  type CustomerDraft,
  type ExtraDraft,
} from '../../../src/shared/recras/write/customer-draft.ts'
import { customerSchema } from '../../../src/shared/recras/schemas.ts'

const appingedam = customerSchema.parse({
  id: 17,
  type: 'klant',
  displaynaam: 'Gemeente Appingedam',
  naam: 'Gemeente Appingedam',
  adres: 'Testraat 23',
  plaats: 'Assen',
  provinciecode: 'NL-DR',
  website: '',
  bedrijf_id: 2,
  contactpersonen: [
    { id: 15, voornaam: 'Janny', achternaam: 'Jansen', geslacht: 'man', hoofdcontact: true },
    { id: 16, voornaam: 'Piet', telefoon1: '06 11', hoofdcontact: false },
  ],
  extra_fields: [{ name: 'Shoe size', type: 'number', value: 42 }],
})

/** A new customer with one named contact person, and what else is typed. */
function typed(fields: Partial<CustomerDraft> = {}): CustomerDraft {
  const person = { ...emptyContact('0', true), voornaam: 'Test' }
  return { ...emptyCustomerDraft(), contactpersonen: [person], ...fields }
}
const extra = (fields: Partial<ExtraDraft>): ExtraDraft => ({
  ...emptyExtra('0'),
  name: 'Veld',
  ...fields,
})
const bodyOf = (draft: CustomerDraft) => {
  const made = customerBodyOf(draft)
  if ('errors' in made) throw new Error(JSON.stringify(made.errors))
  return made.body
}
const errorsOf = (draft: CustomerDraft) => {
  const made = customerBodyOf(draft)
  return 'errors' in made ? made.errors : []
}

describe('a new customer as it is typed', () => {
  it('is sent without what is around a text, and with nothing for what is empty', () => {
    const body = bodyOf(typed({ naam: '  Voorbeeldgroep ', plaats: ' ' }))
    expect(body).toMatchObject({ naam: 'Voorbeeldgroep', plaats: null })
    expect(body.contactpersonen).toMatchObject([
      { voornaam: 'Test', achternaam: null, geslacht: 'onbekend', hoofdcontact: true },
    ])
  })

  it('leaves the standard company to Recras', () => {
    expect(bodyOf(typed())).not.toHaveProperty('bedrijf_id')
    expect(bodyOf(typed({ bedrijf_id: '2' })).bedrijf_id).toBe(2)
  })

  it('says nothing of somebody who is linked by his number but what was typed', () => {
    const people = [emptyContact('0', true), linkedContact('1', '15', false)]
    expect(bodyOf(typed({ contactpersonen: people })).contactpersonen[1]).toEqual({
      id: 15,
      hoofdcontact: false,
    })
  })

  it.each([
    ['text', { value: ' blauw ' }, 'blauw'],
    ['number', { value: '42' }, 42],
    ['date', { value: '2026-06-13' }, '2026-06-13'],
    ['singlechoice', { value: 'Buiten' }, 'Buiten'],
    ['multiplechoice', { values: ['noten', ' ', 'melk '] }, ['noten', 'melk']],
    ['number', { value: '' }, null],
  ])('sends an extra field of type %s as %j', (type, given, value) => {
    const body = bodyOf(typed({ extra_fields: [extra({ type, ...given })] }))
    expect(body.extra_fields).toEqual([{ name: 'Veld', type, value }])
  })

  it.each([
    [
      'a number that is none',
      { extra_fields: [extra({ type: 'number', value: 'veel' })] },
      'extra_fields.0.value',
    ],
    [
      'a number that is not whole',
      { extra_fields: [extra({ type: 'number', value: '4,2' })] },
      'extra_fields.0.value',
    ],
    [
      'a date that is none',
      { extra_fields: [extra({ type: 'date', value: '31-2-2026' })] },
      'extra_fields.0.value',
    ],
    [
      'a field without a name',
      { extra_fields: [extra({ name: ' ', value: 'x' })] },
      'extra_fields.0.name',
    ],
    ['a province that is none', { provinciecode: 'Gelderland' }, 'provinciecode'],
    ['a company that is none', { bedrijf_id: 'twee' }, 'bedrijf_id'],
    ['nobody', { contactpersonen: [] }, 'contactpersonen'],
    [
      'two main contacts',
      { contactpersonen: [emptyContact('0', true), emptyContact('1', true)] },
      'contactpersonen',
    ],
    [
      'an address that is none',
      { contactpersonen: [{ ...emptyContact('0', true), email1: 'bos' }] },
      'contactpersonen.0.email1',
    ],
  ])('refuses %s at its field', (_what, fields, field) => {
    expect(errorsOf(typed(fields)).map((one) => one.field)).toEqual([field])
  })

  it('comes back from what was promised as it was typed', () => {
    const draft = typed({
      naam: 'Groep',
      bedrijf_id: '1',
      extra_fields: [extra({ type: 'multiplechoice', values: ['a', 'b'] })],
    })
    expect(bodyOf(draftOfBody(bodyOf(draft)))).toEqual(bodyOf(draft))
  })
})

describe('a changed customer', () => {
  const before = customerDraftOf(appingedam)
  const changes = (draft: CustomerDraft) => {
    const made = customerChangesOf(before, draft)
    if ('errors' in made) throw new Error(JSON.stringify(made.errors))
    return made.changes
  }

  it('says nothing when nothing changed', () => {
    expect(changes(structuredClone(before))).toEqual({})
  })

  it('says only what changed, and that it is empty now', () => {
    expect(changes({ ...before, plaats: 'Groningen', adres: '' })).toEqual({
      plaats: 'Groningen',
      adres: null,
    })
  })

  it('names where the person started from', () => {
    const made = customerChangesOf(before, { ...before, plaats: 'Groningen' })
    expect('base' in made && made.base).toMatchObject({
      plaats: 'Assen',
      website: null,
      bedrijf_id: 2,
      contactpersonen: [{ id: 15 }, { id: 16 }],
    })
  })

  it('gives the whole list of contact people when one of them changed', () => {
    const [janny, piet] = structuredClone(before.contactpersonen)
    if (!janny || !piet) throw new Error('nobody')
    const draft = { ...before, contactpersonen: [janny, { ...piet, telefoon1: '' }] }
    expect(changes(draft).contactpersonen).toMatchObject([
      { id: 15, voornaam: 'Janny', geslacht: 'man', hoofdcontact: true },
      { id: 16, voornaam: 'Piet', telefoon1: null, hoofdcontact: false },
    ])
  })

  it('empties nothing of somebody who is added by his number', () => {
    const people = [...before.contactpersonen, linkedContact('2', '99', false)]
    expect(changes({ ...before, contactpersonen: people }).contactpersonen?.[2]).toEqual({
      id: 99,
      hoofdcontact: false,
    })
  })

  it('can lose its last extra field', () => {
    expect(changes({ ...before, extra_fields: [] })).toEqual({ extra_fields: [] })
  })

  it('need not be right where nobody touched it', () => {
    const odd = customerDraftOf(customerSchema.parse({ ...appingedam, provinciecode: 'Drenthe' }))
    expect(customerChangesOf(odd, { ...odd, plaats: 'Emmen' })).toMatchObject({
      changes: { plaats: 'Emmen' },
    })
    expect(customerChangesOf(odd, { ...odd, provinciecode: 'Drente' })).toEqual({
      errors: [{ field: 'provinciecode', code: 'not-a-province' }],
    })
  })
})
