import { readFields } from '../../http/body.ts'
import { failure, refusal } from '../../http/errors.ts'
import { wireCustomer } from '../../http/wire.ts'
import type { ContactPerson, StoredCustomer } from '../../venue/model.ts'
import type { Venue } from '../../venue/venue.ts'
import { json, locationOf, withBody, type Asked, type Desk } from '../resource.ts'
import { contactsOf, sharers } from './contacts.ts'
import { customerReaders, mainContact, named, withFields } from './fields.ts'

const EMPTY: Omit<StoredCustomer, 'id' | 'contactpersonen'> = {
  displaynaam: null,
  naam: null,
  adres: null,
  postcode: null,
  plaats: null,
  provinciecode: null,
  website: null,
  bedrijf_id: 1,
  soort_klant: null,
  afdeling: null,
  factuur_adressering: null,
}

/** `POST /klanten` (seeds/klanten, "Create"): 201, or 200 with the customer that it already is. */
export function create(asked: Asked, desk: Desk): Response {
  const { venue, switches } = desk
  if (!switches.readable.klanten) return failure(403, 'Forbidden', switches)
  return withBody(asked, desk, (body) => {
    const { fields, complaints } = readFields(body, customerReaders(venue), {
      required: ['contactpersonen'],
    })
    const sent = fields.contactpersonen
    const all = [...complaints, ...(sent ? mainContact(sent) : [])]
    if (all.length > 0 || sent === undefined) return refusal(406, all, switches)
    const contactpersonen = contactsOf(sent, venue)
    const same = switches.matchCustomers
      ? lookalike(fields.naam ?? null, contactpersonen, venue)
      : null
    if (same) return json(wireCustomer(same, false))
    const customer = venue.addCustomer((id) =>
      named(withFields({ id, ...EMPTY, contactpersonen }, fields, venue)),
    )
    const shared = sharers(customer, venue)
    if (shared.length > 0) venue.changeCustomers(shared)
    const Location = locationOf(`/klanten/${customer.id}`, asked, desk)
    return json(wireCustomer(customer, false), 201, { Location })
  })
}

/** The customer with the same name and an e-mail in common. */
function lookalike(
  naam: string | null,
  contacts: readonly ContactPerson[],
  venue: Venue,
): StoredCustomer | null {
  const plain = (text: string | null): string => (text ?? '').trim().toLowerCase()
  const mails = (people: readonly ContactPerson[]): string[] =>
    people.flatMap((one) => [plain(one.email1), plain(one.email2)]).filter((mail) => mail !== '')
  const wanted = new Set(mails(contacts))
  if (plain(naam) === '' || wanted.size === 0) return null
  return (
    venue
      .allCustomers()
      .find(
        (one) =>
          plain(one.naam) === plain(naam) &&
          mails(one.contactpersonen).some((mail) => wanted.has(mail)),
      ) ?? null
  )
}
