import { failure, refusal } from '../../http/errors.ts'
import { pageOf, pagingReaders } from '../../http/paging.ts'
import { integer, readQuery } from '../../http/query.ts'
import { wireCustomer } from '../../http/wire.ts'
import { json, notFound, type Asked, type Desk } from '../resource.ts'

/** `GET /klanten`, from `id>` on. */
export function list({ url }: Asked, desk: Desk): Response {
  const { venue, switches, renderedCustomers } = desk
  if (!switches.readable.klanten) return failure(403, 'Forbidden', switches)
  const { query, complaints } = readQuery(url.searchParams, {
    ...pagingReaders(switches),
    'id>': integer(),
  })
  if (complaints.length > 0) return refusal(406, complaints, switches)
  const from = query['id>']
  const lowest = from === undefined ? 0 : from + (switches.idFrom === 'inclusive' ? 0 : 1)
  const found = renderedCustomers.matching(`${lowest} ${venue.customersRevision}`, () =>
    venue.allCustomers().filter((customer) => customer.id >= lowest),
  )
  const render = renderedCustomers.by('', (customer) => wireCustomer(customer, false))
  return pageOf(found, query, url, switches, render)
}

/** `GET /klanten/{id}`. */
export function one({ id, url }: Asked, desk: Desk): Response {
  const { venue, switches } = desk
  if (!switches.readable.klanten) return failure(403, 'Forbidden', switches)
  const { complaints } = readQuery(url.searchParams, {})
  if (complaints.length > 0) return refusal(406, complaints, switches)
  const found = venue.customer(id)
  return found ? json(wireCustomer(found, true)) : notFound(desk, 'Klant')
}
