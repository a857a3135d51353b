import { readFields } from '../../http/body.ts'
import { failure, refusal } from '../../http/errors.ts'
import { wireCustomer } from '../../http/wire.ts'
import { json, notFound, withBody, type Asked, type Desk } from '../resource.ts'
import { contactsOf, sharers } from './contacts.ts'
import { customerReaders, mainContact, named, withFields } from './fields.ts'

/**
 * `PUT /klanten/{id}`: what is sent changes, the rest stays. `contactpersonen` is "exact de lijst
 * contactpersonen zoals die in Recras moet staan".
 */
export function update(asked: Asked, desk: Desk): Response {
  const { venue, switches } = desk
  if (!switches.readable.klanten) return failure(403, 'Forbidden', switches)
  const before = venue.customer(asked.id)
  if (!before) return notFound(desk, 'Klant')
  return withBody(asked, desk, (body) => {
    const { fields, complaints } = readFields(body, customerReaders(venue))
    const sent = fields.contactpersonen
    const all = [...complaints, ...(sent ? mainContact(sent) : [])]
    if (all.length > 0) return refusal(406, all, switches)
    const contactpersonen = sent ? contactsOf(sent, venue) : before.contactpersonen
    const customer = named(withFields({ ...before, contactpersonen }, fields, venue))
    venue.changeCustomers([customer, ...(sent ? sharers(customer, venue) : [])])
    return json(wireCustomer(customer, false))
  })
}
