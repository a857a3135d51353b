import { toCustomerRow } from '../../../shared/domain/customer-row.ts'
import type { CachedCustomer } from '../../../shared/ipc/record-calls.ts'
import type { ContactPerson, Customer } from '../../../shared/recras/schemas.ts'

/** What only a customer who was read by himself says (seeds/klanten "Read"). */
export interface More {
  contactpersonen: ContactPerson[]
  extra_fields: unknown
  /** The day on which that was read. */
  read: string
}

export const moreOf = ({ contactpersonen, extra_fields = null }: Customer, read: string): More => ({
  contactpersonen,
  extra_fields,
  read,
})

/** A customer as a list has him, with what is known besides. */
export function withMore({ row, json }: CachedCustomer, more: More): CachedCustomer {
  const listed = JSON.parse(json) as Customer
  const { contactpersonen, extra_fields } = more
  return cached(
    { ...listed, contactpersonen, extra_fields: listed['extra_fields'] ?? extra_fields },
    row.hash,
  )
}

/** What a list says of a customer (seeds/klanten `GET /klanten`); anything else is more than that. */
const LISTED = [
  'id',
  'type',
  'displaynaam',
  'naam',
  'adres',
  'postcode',
  'plaats',
  'provinciecode',
  'website',
  'bedrijf_id',
  'soort_klant',
  'afdeling',
  'factuur_adressering',
  '_links',
]

/** The same customer with no more than a list says. */
export function asListed(customer: Customer, hash: string): CachedCustomer {
  const listed = Object.fromEntries(LISTED.map((field) => [field, customer[field]]))
  return cached({ ...(listed as Customer), Hoofdcontact: null, contactpersonen: [] }, hash)
}

const cached = (customer: Customer, hash: string): CachedCustomer => ({
  row: toCustomerRow(customer, hash),
  json: JSON.stringify(customer),
})
