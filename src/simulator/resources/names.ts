import { failure, refusal } from '../http/errors.ts'
import { pageOf, pagingReaders } from '../http/paging.ts'
import { readQuery } from '../http/query.ts'
import { STAFF } from '../venue/staff.ts'
import type { Readable } from '../switches.ts'
import { json, resource, type Api, type Asked, type Desk } from './resource.ts'

type Named = Exclude<Readable, 'klanten'>

/** `locaties`, `producten`, `arrangementen`, `bedrijven`: what the numbers in bookings are called. */
export function names(api: Api, desk: Desk): void {
  const of = (resourceName: Named, items: () => readonly object[]): void =>
    resource(
      api,
      `/${resourceName}`,
      { GET: (asked) => list(asked, desk, resourceName, items()) },
      desk,
    )
  of('locaties', () => desk.venue.offer.places)
  of('producten', () => desk.venue.offer.products)
  of('arrangementen', () =>
    desk.venue.offer.arrangements.map(({ id, naam }) => ({ id, naam, weergavenaam: naam })),
  )
  of('bedrijven', () => desk.venue.offer.companies)
}

/** `personeel/me`: whose key it is. */
export function personeel(api: Api, desk: Desk): void {
  resource(api, '/personeel/me', { GET: () => json(STAFF) }, desk)
}

function list({ url }: Asked, { switches }: Desk, name: Named, items: readonly object[]): Response {
  if (!switches.readable[name]) return failure(403, 'Forbidden', switches)
  const { query, complaints } = readQuery(url.searchParams, pagingReaders(switches))
  if (complaints.length > 0) return refusal(406, complaints, switches)
  return pageOf(items, query, url, switches, (one) => JSON.stringify(one))
}
