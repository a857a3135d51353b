import {
  choice,
  isObject,
  listOf,
  orNull,
  readFields,
  string,
  truth,
  whole,
  wrong,
  type FieldReader,
} from '../../http/body.ts'
import { complaint } from '../../http/errors.ts'
import type { ContactPerson, StoredCustomer } from '../../venue/model.ts'
import type { Venue } from '../../venue/venue.ts'

/** A contact person as it was sent: one that exists, with what changes of it, or a new one. */
export type ContactSent = { id?: number; hoofdcontact: boolean } & Partial<ContactPerson>

const text = orNull(string)

const READERS = {
  id: whole(),
  hoofdcontact: truth,
  voornaam: text,
  achternaam: text,
  geslacht: choice(['man', 'vrouw', 'onbekend']),
  aanhef: text,
  adres: text,
  postcode: text,
  plaats: text,
  telefoon1: text,
  telefoon2: text,
  email1: text,
  email2: text,
}

const NOBODY: Omit<ContactPerson, 'id' | 'hoofdcontact'> = {
  voornaam: null,
  achternaam: null,
  geslacht: 'onbekend',
  aanhef: null,
  adres: null,
  postcode: null,
  plaats: null,
  telefoon1: null,
  telefoon2: null,
  email1: null,
  email2: null,
}

/** `contactpersonen`: one or more, each saying whether it is the main one, nobody twice. */
export const contactsReader =
  (venue: Venue): FieldReader<ContactSent[]> =>
  (value, field) => {
    const read = listOf(contactReader(venue))(value, field)
    if ('complaints' in read) return read
    if (read.value.length === 0) return wrong(field, 'Minstens één contactpersoon is verplicht')
    const ids = read.value.flatMap((one) => one.id ?? [])
    const twice = ids.find((id, index) => ids.indexOf(id) !== index)
    return twice === undefined
      ? read
      : wrong(field, `Contactpersoon ${twice} staat er twee keer in`)
  }

const contactReader =
  (venue: Venue): FieldReader<ContactSent> =>
  (entry, field) => {
    if (!isObject(entry)) return wrong(field, 'Moet een object zijn')
    const { fields, complaints } = readFields(entry, READERS, {
      path: `${field}.`,
      required: ['hoofdcontact'],
    })
    if (fields.id !== undefined && !contactOf(fields.id, venue))
      complaints.push(complaint(`${field}.id`, `Contactpersoon ${fields.id} bestaat niet`))
    // What was read is what was sent, field by field.
    return complaints.length > 0 ? { complaints } : { value: entry as unknown as ContactSent }
  }

function contactOf(id: number, venue: Venue): ContactPerson | null {
  for (const customer of venue.allCustomers())
    for (const contact of customer.contactpersonen) if (contact.id === id) return contact
  return null
}

/** The contact people that were sent, the main one first. */
export function contactsOf(sent: readonly ContactSent[], venue: Venue): ContactPerson[] {
  const contacts = sent.map((one): ContactPerson => {
    const known = one.id === undefined ? null : contactOf(one.id, venue)
    return { ...NOBODY, ...known, ...one, id: known?.id ?? venue.nextPart() }
  })
  return contacts.sort((a, b) => Number(b.hoofdcontact) - Number(a.hoofdcontact))
}

/** Other customers that share a contact person with one, with that person as it is now. */
export function sharers(customer: StoredCustomer, venue: Venue): StoredCustomer[] {
  const own = new Map(customer.contactpersonen.map((one) => [one.id, one]))
  return venue
    .allCustomers()
    .filter((one) => one.id !== customer.id && one.contactpersonen.some(({ id }) => own.has(id)))
    .map((one) => ({
      ...one,
      contactpersonen: one.contactpersonen.map((contact) => ({
        ...contact,
        ...own.get(contact.id),
        hoofdcontact: contact.hoofdcontact,
      })),
    }))
}
