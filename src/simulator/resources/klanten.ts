import { failure, refusal } from '../http/errors.ts'
import { pageOf, pagingReaders } from '../http/paging.ts'
import { integer, readQuery } from '../http/query.ts'
import { STAFF, wireCustomer } from '../http/wire.ts'
import { json, notFound, resource, type Api, type Asked, type Desk } from './resource.ts'

/** `klanten` and one of them, with its contact people. */
export function klanten(api: Api, desk: Desk): void {
  resource(api, '/klanten', { GET: (asked) => list(asked, desk) }, desk)
  resource(api, '/klanten/:id{[0-9]+}', { GET: (asked) => customer(asked, desk) }, desk)
}

/** `contacten/{id}`: customers are contacts too, and so is the staff. */
export function contacten(api: Api, desk: Desk): void {
  resource(
    api,
    '/contacten/:id{[0-9]+}',
    { GET: (asked) => (asked.id === STAFF.id ? json(STAFF) : customer(asked, desk)) },
    desk,
  )
}

function list({ url }: Asked, desk: Desk): Response {
  const { venue, switches } = desk
  if (!switches.readable.klanten) return failure(403, 'Forbidden', switches)
  const { query, complaints } = readQuery(url.searchParams, {
    ...pagingReaders(switches),
    'id>': integer(),
  })
  if (complaints.length > 0) return refusal(406, complaints, switches)
  const from = query['id>']
  const lowest = from === undefined ? 0 : from + (switches.idFrom === 'inclusive' ? 0 : 1)
  const found = venue.allCustomers().filter((one) => one.id >= lowest)
  return pageOf(found, query, url, switches, (one) => JSON.stringify(wireCustomer(one, false)))
}

function customer({ id, url }: Asked, desk: Desk): Response {
  const { venue, switches } = desk
  if (!switches.readable.klanten) return failure(403, 'Forbidden', switches)
  const { complaints } = readQuery(url.searchParams, {})
  if (complaints.length > 0) return refusal(406, complaints, switches)
  const found = venue.customer(id)
  return found ? json(wireCustomer(found, true)) : notFound(desk, 'Klant')
}
