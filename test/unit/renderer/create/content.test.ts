import { describe, expect, it } from 'vitest'
import {
  bodyOf,
  customerBodyOf,
} from '../../../../src/renderer/src/features/booking-create/content.ts'
import {
  BASES,
  beginOf,
  emptyForm,
  emptyPerson,
  formOf,
  isNow,
  nameOfPerson,
  personFrom,
  quartersFrom,
  readForm,
  type CreateForm,
} from '../../../../src/renderer/src/features/booking-create/form.ts'
import messages from '../../../../src/renderer/src/features/booking-create/messages.ts'
import { mostUsedFirst } from '../../../../src/renderer/src/features/booking-create/most-used.ts'
import { instantAt } from '../../../../src/shared/domain/time.ts'
import { bookingCreateBodySchema } from '../../../../src/shared/recras/write/booking.ts'
import { missingIn } from '../messages.ts'
import { creating, record } from './records.ts'

const ZONE = 'Europe/Amsterdam'
const NOW = Date.parse('2026-06-13T12:08:00Z')
const filled = (fields: Partial<CreateForm> = {}): CreateForm => ({
  ...emptyForm(),
  who: { kind: 'known', id: 17, name: 'Groep' },
  personen: '12',
  ...fields,
})
const sent = (fields: Partial<CreateForm> = {}, status = filled(fields).status) =>
  bodyOf(filled(fields), status, NOW, ZONE)

describe('what is sent of a new booking', () => {
  it('is the coming quarter, the people and the status, and nothing that was left empty', () => {
    expect(sent()).toEqual({
      ok: true,
      value: { begin: '2026-06-13T14:15:00+02:00', personen: 12, status: 'definitief' },
    })
  })

  it('has the offset of the day that was chosen', () => {
    expect(sent({ begin: '2026-12-24T09:30' })).toMatchObject({
      value: { begin: '2026-12-24T09:30:00+01:00' },
    })
  })

  it('is based on one thing, whatever else is still filled in', () => {
    const all: Partial<CreateForm> = {
      arrangement_id: 2,
      product_id: 5,
      book_process_id: '7',
      boeking: '47-2',
      boeking_id: 34,
    }
    const ids = BASES.map((basis) => {
      const body = sent({ ...all, basis })
      if (!body.ok) throw new Error(JSON.stringify(body.error))
      return Object.keys(body.value).filter((name) => name.endsWith('_id'))
    })
    expect(ids).toEqual([
      ['arrangement_id'],
      ['product_id'],
      ['book_process_id'],
      ['boeking_id'],
      [],
    ])
  })

  it('has a day on which it lapses only with a status that can', () => {
    const status_vervaldatum = '2026-06-20'
    expect(sent({ status: 'optie', status_vervaldatum })).toMatchObject({
      value: { status_vervaldatum },
    })
    const firm = sent({ status: 'definitief', status_vervaldatum })
    expect(firm.ok && 'status_vervaldatum' in firm.value).toBe(false)
    // Checked in at once: whatever the form's status can.
    const here = sent({ status: 'optie', status_vervaldatum }, 'gaande')
    expect(here).toMatchObject({ value: { status: 'gaande' } })
    expect(here.ok && 'status_vervaldatum' in here.value).toBe(false)
  })

  it.each([
    ['personen', 'required', { personen: '' }],
    ['personen', 'too-small', { personen: '0' }],
    ['begin', 'required', { begin: 'T' }],
    ['arrangement_id', 'required', { basis: 'arrangement' }],
    ['product_id', 'required', { basis: 'product' }],
    ['book_process_id', 'required', { basis: 'process' }],
    ['book_process_id', 'not-whole', { basis: 'process', book_process_id: 'x' }],
    ['boeking_id', 'required', { basis: 'booking' }],
    ['boeking_id', 'no-booking', { basis: 'booking', boeking: '47-9' }],
  ] as const)('says that %s is %s', (field, code, fields) => {
    expect(sent(fields)).toEqual({ ok: false, error: [{ field, code }] })
  })

  it('comes back into the form as it was', () => {
    const form = filled({
      begin: '2026-06-20T10:00',
      basis: 'arrangement',
      arrangement_id: 2,
      arrangement: 'Klimmen en barbecue',
      status: 'optie',
      status_vervaldatum: '2026-06-18',
      bijzonderheden: 'Taart',
    })
    const body = bodyOf(form, form.status, NOW, ZONE)
    if (!body.ok) throw new Error('refused')
    const entry = record(creating({}, { body: body.value, customerName: 'Groep' }))
    expect(formOf(entry, undefined, ZONE)).toEqual(form)
  })
})

describe('the new customer', () => {
  const person = { ...emptyPerson(), voornaam: ' Marieke ', achternaam: 'Witteveen' }

  it('has the name of the contact, unless he has one of his own', () => {
    expect(nameOfPerson(person)).toBe('Marieke Witteveen')
    expect(customerBodyOf(person, null)).toEqual({
      ok: true,
      value: {
        naam: 'Marieke Witteveen',
        contactpersonen: [{ hoofdcontact: true, voornaam: 'Marieke', achternaam: 'Witteveen' }],
      },
    })
    expect(customerBodyOf({ ...person, naam: 'De Buren' }, null)).toMatchObject({
      value: { naam: 'De Buren' },
    })
  })

  it('keeps what another form gave him, and loses what was emptied', () => {
    const before = {
      naam: 'De Buren',
      plaats: 'Assen',
      contactpersonen: [
        { hoofdcontact: false, voornaam: 'Jan' },
        {
          hoofdcontact: true,
          voornaam: 'Els',
          telefoon1: '0612345678',
          geslacht: 'vrouw' as const,
        },
      ],
    }
    expect(customerBodyOf({ ...person, naam: 'De Buren' }, before)).toEqual({
      ok: true,
      value: {
        naam: 'De Buren',
        plaats: 'Assen',
        contactpersonen: [
          { hoofdcontact: false, voornaam: 'Jan' },
          {
            hoofdcontact: true,
            voornaam: 'Marieke',
            achternaam: 'Witteveen',
            telefoon1: null,
            email1: null,
            geslacht: 'vrouw',
          },
        ],
      },
    })
  })

  it('needs a name, and an address that can be one', () => {
    expect(customerBodyOf(emptyPerson(), null)).toMatchObject({
      error: [{ field: 'contactpersonen.0.voornaam', code: 'required' }],
    })
    expect(customerBodyOf({ ...person, email1: 'nee' }, null)).toMatchObject({
      error: [{ field: 'contactpersonen.0.email1', code: 'not-email' }],
    })
  })

  it('begins with what was searched for', () => {
    expect(personFrom('Jan  van Dijk')).toMatchObject({ voornaam: 'Jan', achternaam: 'van Dijk' })
    expect(personFrom('06 1234 5678')).toMatchObject({ telefoon1: '06 1234 5678', voornaam: '' })
    expect(personFrom('a@b.nl')).toMatchObject({ email1: 'a@b.nl', voornaam: '' })
  })

  it('who waits himself is in the form with his booking; one who was given up is not', () => {
    const customer = record({
      kind: 'customer-create',
      body: { naam: 'De Buren', contactpersonen: [{ hoofdcontact: true, voornaam: 'Els' }] },
    })
    const content = creating({}, { customer: { entry: customer.id } })
    const waiting = record(content, { waitsFor: customer.id })
    expect(formOf(waiting, customer, ZONE)).toMatchObject({
      who: { kind: 'new', entry: customer.id },
      person: { naam: 'De Buren', voornaam: 'Els' },
    })
    const gone = record(content, { state: 'attention', reason: { kind: 'customer-gone' } })
    expect(formOf(gone, undefined, ZONE).who).toEqual({ kind: 'nobody' })
    const served = record(content, { klantId: 83 })
    expect(formOf(served, undefined, ZONE).who).toMatchObject({ kind: 'known', id: 83 })
  })
})

describe('the time', () => {
  const at = (text: string) => Date.parse(text)

  it('is the coming quarter of an hour, over midnight too', () => {
    expect(quartersFrom(at('2026-06-13T21:50:00Z'), 2)).toEqual([
      at('2026-06-13T22:00:00Z'),
      at('2026-06-13T22:15:00Z'),
    ])
    expect(quartersFrom(at('2026-06-13T21:45:00Z'), 1)).toEqual([at('2026-06-13T21:45:00Z')])
    expect(beginOf({ begin: null }, at('2026-06-13T21:50:00Z'), ZONE)).toBe(
      at('2026-06-13T22:00:00Z'),
    )
  })

  it('is on the venue’s clock, also when that is changed', () => {
    expect(instantAt('2026-10-25', '02:30', ZONE)).toBe(at('2026-10-25T00:30:00Z'))
    expect(instantAt('2026-03-29', '02:30', ZONE)).toBe(at('2026-03-29T01:30:00Z'))
    expect(instantAt('2026-03-29', '03:30', ZONE)).toBe(at('2026-03-29T01:30:00Z'))
    expect(instantAt('2026-02-30', '10:00', ZONE)).toBeNull()
    expect(instantAt('2026-02-28', '24:00', ZONE)).toBeNull()
  })

  it('is now within the hour', () => {
    expect(isNow(NOW + 59 * 60_000, NOW)).toBe(true)
    expect(isNow(NOW - 59 * 60_000, NOW)).toBe(true)
    expect(isNow(NOW + 61 * 60_000, NOW)).toBe(false)
    expect(isNow(null, NOW)).toBe(false)
  })
})

it('a draft that this version does not understand is none', () => {
  expect(readForm(JSON.parse(JSON.stringify(filled())))).toEqual(filled())
  expect(readForm({ ...filled(), basis: 'other' })).toBeNull()
  expect(readForm('x')).toBeNull()
})

it('what is booked most stands first, the rest as Recras has it', () => {
  const choices = ['a', 'b', 'c'].map((naam, id) => ({ id, naam }))
  const used = new Map([['c', 3]])
  expect(mostUsedFirst(choices, used).map(({ naam }) => naam)).toEqual(['c', 'a', 'b'])
})

it('has words for whatever can be missing', () => {
  const read = bookingCreateBodySchema.safeParse({ boeking_id: null })
  expect(read.success).toBe(false)
  for (const field of ['klant_id', 'personen', 'begin', 'boeking_id', 'contactpersonen-0-voornaam'])
    expect(missingIn(messages, `missing.${field}`)).toEqual([])
  for (const reason of ['doubtful', 'changed', 'customer-gone', 'unreadable'])
    expect(missingIn(messages, `reason.${reason}`)).toEqual([])
})
