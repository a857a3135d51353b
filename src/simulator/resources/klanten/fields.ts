import {
  choice,
  idOf,
  orNull,
  string,
  wrong,
  type FieldReader,
  type FieldsOf,
} from '../../http/body.ts'
import { complaint, type Complaint } from '../../http/errors.ts'
import type { StoredCustomer } from '../../venue/model.ts'
import type { Venue } from '../../venue/venue.ts'
import { contactsReader, type ContactSent } from './contacts.ts'
import { extraFields } from './extra-fields.ts'

/** The sorts of customer that this venue's companies have (seeds/klanten, `soort_klant`). */
const KINDS = ['Familie', 'School', 'Zakelijk', 'Vereniging', 'Overheid'] as const
const PROVINCE = /^[A-Z]{2}-[A-Z0-9]{1,3}$/

const text = orNull(string)

const province: FieldReader<string> = (value, field) =>
  typeof value === 'string' && (value === '' || PROVINCE.test(value))
    ? { value }
    : wrong(field, 'Moet een ISO 3166-2-code zijn, zoals NL-GE')

const kind = (venue: Venue): FieldReader<string> =>
  venue.switches.soortKlant === 'any' ? string : choice(['', ...KINDS])

/** Every field of a customer that can be sent (seeds/klanten, "JSON Parameters"). */
export const customerReaders = (venue: Venue) => ({
  naam: text,
  adres: text,
  postcode: text,
  plaats: text,
  provinciecode: orNull(province),
  website: text,
  bedrijf_id: orNull(
    idOf('Bedrijf', (id) => venue.offer.companies.some((company) => company.id === id)),
  ),
  soort_klant: orNull(kind(venue)),
  afdeling: text,
  factuur_adressering: text,
  contactpersonen: contactsReader(venue),
  extra_fields: extraFields,
})

export type CustomerFields = FieldsOf<ReturnType<typeof customerReaders>>

const PLAIN = [
  'naam',
  'adres',
  'postcode',
  'plaats',
  'provinciecode',
  'website',
  'soort_klant',
  'afdeling',
  'factuur_adressering',
] as const

/** A customer with the fields that were sent in place of its own. */
export function withFields(
  before: StoredCustomer,
  fields: CustomerFields,
  venue: Venue,
): StoredCustomer {
  const next = { ...before }
  for (const name of PLAIN) {
    const sent = fields[name]
    if (sent !== undefined) next[name] = sent
  }
  // "Het standaardbedrijf wordt ingevuld als dit veld leeggelaten is."
  if (fields.bedrijf_id !== undefined)
    next.bedrijf_id = fields.bedrijf_id ?? venue.offer.companies[0]?.id ?? before.bedrijf_id
  if (fields.extra_fields) {
    const sent = new Set(fields.extra_fields.map((one) => one.name))
    const kept = (before.extra_fields ?? []).filter((one) => !sent.has(one.name))
    next.extra_fields = [...kept, ...fields.extra_fields]
  }
  return next
}

/** A customer is called by its name; without one by its main contact's. */
export function named(customer: StoredCustomer): StoredCustomer {
  const [main] = customer.contactpersonen
  const person = [main?.voornaam, main?.achternaam].filter(Boolean).join(' ')
  return { ...customer, displaynaam: customer.naam || person }
}

/** "Er kan slechts 1 hoofdcontactpersoon per klant zijn", and somebody must be it. */
export function mainContact(contacts: readonly ContactSent[]): Complaint[] {
  const count = contacts.filter((one) => one.hoofdcontact).length
  return count === 1
    ? []
    : [complaint('contactpersonen', `Er moet precies één hoofdcontact zijn, niet ${count}`)]
}
