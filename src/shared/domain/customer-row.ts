import type { Customer } from '../recras/schemas.ts'
import { fold } from './fold.ts'

/** What the list of customers and the search over it need of one customer. */
export interface CustomerRow {
  id: number
  /** Changes when the customer does. */
  hash: string
  /** As shown: `displaynaam`, else `naam`; `null` for one who was made anonymous. */
  name: string | null
  plaats: string | null
  adres: string | null
  soort_klant: string | null
  bedrijf_id: number | null
  /** Main contact's, where contacts were read (`GET /klanten` does not list them). */
  contact: string | null
  phone: string | null
  email: string | null
  /** All of it folded, for the search. */
  text: string
}

/** Projects a customer to its row. Never throws, whatever the customer holds. */
export function toCustomerRow(customer: Customer, hash: string): CustomerRow {
  const people = [
    ...(customer.Hoofdcontact ? [customer.Hoofdcontact] : []),
    ...customer.contactpersonen,
  ]
  const main = people.find((one) => one.hoofdcontact) ?? people[0] ?? null
  const nameOf = (one: (typeof people)[number]): string =>
    [one.voornaam, one.achternaam].filter(Boolean).join(' ')
  const name = customer.displaynaam ?? customer.naam
  const words = [
    String(customer.id),
    name,
    customer.naam === name ? null : customer.naam,
    customer.adres,
    customer.postcode,
    customer.plaats,
    customer.afdeling,
    ...people.flatMap((one) => [
      nameOf(one),
      ...spellings(one.telefoon1),
      ...spellings(one.telefoon2),
      one.email1,
      one.email2,
    ]),
  ]
  return {
    id: customer.id,
    hash,
    name,
    plaats: customer.plaats,
    adres: customer.adres,
    soort_klant: customer.soort_klant,
    bedrijf_id: customer.bedrijf_id,
    contact: main && (nameOf(main) || null),
    phone: main?.telefoon1 ?? main?.telefoon2 ?? null,
    email: main?.email1 ?? main?.email2 ?? null,
    text: fold(words.filter(Boolean).join(' ')),
  }
}

/** A telephone number as it is written and as it is dialled: both are searched for. */
function spellings(number: string | null): (string | null)[] {
  const dialled = number?.replace(/[\s()./-]/g, '') ?? null
  return dialled === number ? [number] : [number, dialled]
}
