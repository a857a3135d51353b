import { describe, expect, it } from 'vitest'
import { alikeOf, digitsOf } from '../../../../src/renderer/src/features/customers/alike.ts'
import { byDay } from '../../../../src/renderer/src/features/customers/by-day.ts'
import { conflictLines } from '../../../../src/renderer/src/features/customers/conflict-words.ts'
import {
  createErrors,
  editDraftOf,
  readCustomerDraft,
  readEditDraft,
  resolved,
} from '../../../../src/renderer/src/features/customers/draft.ts'
import { placeOf, textAt } from '../../../../src/renderer/src/features/customers/field-place.ts'
import { knownContacts } from '../../../../src/renderer/src/features/customers/known-contacts.ts'
import {
  COUNTRIES,
  isKnownProvince,
  provinceName,
  provincesOf,
} from '../../../../src/renderer/src/features/customers/provinces.ts'
import { toRow } from '../../../../src/shared/domain/booking-row.ts'
import { toCustomerRow } from '../../../../src/shared/domain/customer-row.ts'
import { bookingSchema, customerSchema } from '../../../../src/shared/recras/schemas.ts'
import { customerCreateSchema } from '../../../../src/shared/recras/write/customer.ts'
import {
  customerChangesOf,
  emptyContact,
  emptyCustomerDraft,
  emptyExtra,
  linkedContact,
} from '../../../../src/shared/recras/write/customer-draft.ts'

const row = (id: number, fields: Record<string, unknown> = {}) =>
  toCustomerRow(customerSchema.parse({ id, displaynaam: `Groep ${id}`, ...fields }), 'h')

describe('customers who may be the one that is made', () => {
  const piet = row(1, {
    displaynaam: 'Café Jansen',
    contactpersonen: [{ voornaam: 'Piet', achternaam: 'Jansen', telefoon1: '06 11 22 33 44' }],
  })
  const other = row(2, { displaynaam: 'Jansen Jansen en Café' })
  const known = {
    search: () => [piet, other],
    withPhone: (digits: string) => (digits === '0512345678' ? [other] : []),
  }
  const draft = (naam: string, person: Partial<ReturnType<typeof emptyContact>> = {}) => ({
    ...emptyCustomerDraft(),
    naam,
    contactpersonen: [{ ...emptyContact('0', true), ...person }],
  })
  const ids = (made: ReturnType<typeof draft>) => alikeOf(made, known).map(({ id }) => id)

  it('have the same name, however it is written, and not just some of its words', () => {
    expect(ids(draft(' cafe JANSEN '))).toEqual([1])
    expect(ids(draft('Café'))).toEqual([])
    expect(ids(draft(''))).toEqual([])
  })

  it('have a contact of that name', () => {
    expect(ids(draft('', { voornaam: 'Piet', achternaam: 'Jansen' }))).toEqual([1])
  })

  it('have the same phone, however it is written, also where only a booking tells', () => {
    expect(ids(draft('', { telefoon1: '+31 6 1122 3344' }))).toEqual([1])
    expect(ids(draft('', { telefoon2: '0512-345678' }))).toEqual([2])
    expect(ids(draft('', { telefoon1: '06' }))).toEqual([])
  })

  it('are not looked for by somebody whom Recras has already', () => {
    const contactpersonen = [{ ...linkedContact('0', '15', true), telefoon1: '0611223344' }]
    expect(alikeOf({ ...emptyCustomerDraft(), contactpersonen }, known)).toEqual([])
  })

  it.each([
    ['+31 6 11', '0611'],
    ['0031611', '0611'],
    ['06-11', '0611'],
    ['+49 170 1', '01701'],
    [null, ''],
  ])('dial %s as %s', (written, dialled) => expect(digitsOf(written)).toBe(dialled))
})

describe('contact people who were seen here', () => {
  const people = customerSchema.parse({
    id: 1,
    contactpersonen: [
      { id: 15, voornaam: 'Janny', achternaam: 'Jansen', telefoon1: '06 11' },
      { id: 16, voornaam: 'Jan', email1: 'jan@x.example' },
      { voornaam: 'Jan zonder nummer' },
    ],
  }).contactpersonen
  const look = (text: string, most = 9) =>
    knownContacts([[1, people]], () => 'Groep', text, most).map(({ id }) => id)

  it('are found by name, phone and e-mail, when Recras has a number for them', () => {
    expect(look('jan')).toEqual([15, 16])
    expect(look('jan', 1)).toEqual([15])
    expect(look('06 11')).toEqual([15])
    expect(look('x.example')).toEqual([16])
    expect(look('')).toEqual([])
    expect(knownContacts([[1, people]], () => 'Groep', 'janny', 1)).toEqual([
      { id: 15, name: 'Janny Jansen', details: 'Groep, 06 11' },
    ])
  })
})

describe('bookings of a customer', () => {
  const at = (id: number, ...days: string[]) =>
    toRow(
      bookingSchema.parse({
        id,
        boekingsregels: days.map((day) => ({ begin: `${day}T14:00:00+02:00` })),
      }),
      'h',
      'Europe/Amsterdam',
    )

  it('are those to come, the first one first, and those before, the last one first', () => {
    const rows = [
      at(1, '2026-06-01'),
      at(2, '2026-07-01'),
      at(3, '2026-06-13'),
      at(4, '2026-05-01'),
      at(5),
      at(6, '2026-06-10', '2026-06-14'),
    ]
    const { coming, past } = byDay(rows, '2026-06-13')
    expect(coming.map(({ id }) => id)).toEqual([3, 6, 2])
    expect(past.map(({ id }) => id)).toEqual([1, 4, 5])
  })
})

describe('a new customer', () => {
  it('has a name, or a contact who has one or whom Recras has', () => {
    const draft = emptyCustomerDraft()
    expect(createErrors(draft)).toEqual([{ field: 'naam', code: 'required' }])
    expect(createErrors({ ...draft, naam: 'X' })).toEqual([])
    const person = { ...emptyContact('0', true), achternaam: 'Jansen' }
    expect(createErrors({ ...draft, contactpersonen: [person] })).toEqual([])
    expect(createErrors({ ...draft, contactpersonen: [linkedContact('0', '15', true)] })).toEqual(
      [],
    )
  })

  it('says at their fields what else is wrong', () => {
    const person = { ...emptyContact('0', true), email1: 'geen adres' }
    const extra = { ...emptyExtra('0'), name: 'Maat', type: 'number', value: '4,5' }
    const draft = {
      ...emptyCustomerDraft(),
      naam: 'X',
      provinciecode: 'gelderland',
      contactpersonen: [person],
      extra_fields: [extra],
    }
    expect(createErrors(draft)).toEqual(
      expect.arrayContaining([
        { field: 'provinciecode', code: 'not-a-province' },
        { field: 'contactpersonen.0.email1', code: 'not-email' },
        { field: 'extra_fields.0.value', code: 'not-whole' },
      ]),
    )
  })
})

describe('where in the form something is said', () => {
  const draft = { ...emptyCustomerDraft(), extra_fields: [emptyExtra('0')] }

  it.each([
    ['naam', 'naam'],
    ['bedrijf_id', 'bedrijf_id'],
    ['contactpersonen', 'contactpersonen'],
    ['contactpersonen.0.email1', 'contactpersonen.0.email1'],
    ['contactpersonen.0.hoofdcontact', 'contactpersonen'],
    ['contactpersonen.7.email1', 'contactpersonen'],
    ['extra_fields.0.value.3', 'extra_fields.0.value'],
    ['extra_fields.2.value', 'extra_fields'],
    ['landcode', null],
  ])('of %s: %s', (field, place) => expect(placeOf(draft, field)).toBe(place))

  it('is no more said when something else stands there', () => {
    const before = textAt(draft, 'contactpersonen.0.email1')
    const person = { ...emptyContact('0', true), email1: 'a@b.nl' }
    expect(textAt({ ...draft, contactpersonen: [person] }, 'contactpersonen.0.email1')).not.toBe(
      before,
    )
    expect(textAt(draft, 'contactpersonen.4.email1')).toBe('')
  })
})

describe('what was kept of a form', () => {
  it('is taken up as it was, and nothing else is', () => {
    const draft = { ...emptyCustomerDraft(), naam: 'Half' }
    expect(readCustomerDraft(JSON.parse(JSON.stringify(draft)))).toEqual(draft)
    for (const rubbish of [
      null,
      7,
      'x',
      {},
      { ...draft, naam: 3 },
      { ...draft, contactpersonen: {} },
    ])
      expect(readCustomerDraft(rubbish)).toBeNull()
    expect(readEditDraft({ base: draft, now: draft })).toBeNull()
  })
})

describe('a change that others crossed', () => {
  const content = {
    kind: 'customer-edit' as const,
    klantId: 17,
    base: { naam: 'A', plaats: 'Assen', website: null },
    changes: { naam: 'B', plaats: 'Emmen' },
  }
  const conflicts = [
    { field: 'naam', base: 'A', mine: 'B', theirs: 'C' },
    { field: 'plaats', base: 'Assen', mine: 'Emmen', theirs: 'Meppel' },
  ]

  it('starts from theirs, and changes only what stays mine', () => {
    expect(resolved(content, conflicts, { naam: 'mine', plaats: 'theirs' })).toEqual({
      ...content,
      base: { naam: 'C', plaats: 'Meppel', website: null },
      changes: { naam: 'B' },
    })
    expect(resolved(content, conflicts, {}).changes).toEqual({})
  })

  it('is in the form again with what is still to be changed', () => {
    const { base, now, known } = editDraftOf(content)
    expect(customerChangesOf(base, now)).toMatchObject({ changes: content.changes })
    expect(known).toEqual({ contacts: false, extras: false })
  })

  it('is read in words', () => {
    const t = (key: string, named?: Record<string, unknown>) =>
      named ? `${key} ${JSON.stringify(named)}` : key
    const lines = conflictLines(
      [
        {
          field: 'contactpersonen',
          base: [],
          mine: [
            { voornaam: 'Jan', hoofdcontact: true },
            { id: 15, hoofdcontact: false },
          ],
          theirs: null,
        },
        {
          field: 'extra_fields',
          base: null,
          mine: [{ name: 'Kleur', type: 'multiplechoice', value: ['rood', 'wit'] }],
          theirs: [{ name: 'Maat', type: 'number', value: 42 }],
        },
        { field: 'provinciecode', base: null, mine: 'NL-GE', theirs: null },
      ],
      t,
    )
    expect(lines.map(({ mine, theirs }) => [mine, theirs])).toEqual([
      ['Jan (customers.main), customers.contactNumber {"id":"15"}', ''],
      ['Kleur: rood / wit', 'Maat: 42'],
      ['Gelderland (NL-GE)', ''],
    ])
  })
})

describe('provinces', () => {
  it('are codes that may be sent', () => {
    const codes = COUNTRIES.flatMap((country) => provincesOf(country)).map(({ value }) => value)
    expect(codes).toHaveLength(12 + 11 + 16)
    for (const provinciecode of codes) {
      expect(isKnownProvince(provinciecode)).toBe(true)
      const body = { provinciecode, contactpersonen: [{ id: 1, hoofdcontact: true }] }
      expect(customerCreateSchema.safeParse(body).success).toBe(true)
    }
    expect(provinceName('FR-59')).toBe('FR-59')
  })
})
