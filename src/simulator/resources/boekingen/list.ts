import { STATUSES } from '../../../shared/recras/status.ts'
import { refusal } from '../../http/errors.ts'
import { pageOf, pagingReaders } from '../../http/paging.ts'
import { hook, readPeriod, type Period } from '../../http/period.ts'
import {
  anything,
  boolean,
  integer,
  listOf,
  oneOf,
  readQuery,
  type QueryOf,
  type Reader,
} from '../../http/query.ts'
import { wireBooking, type Embed } from '../../http/wire.ts'
import type { StoredBooking } from '../../venue/model.ts'
import { inPeriod } from '../../venue/when.ts'
import type { Asked, Desk } from '../resource.ts'
import { embedReader, look } from './look.ts'

function listReaders({ venue, switches }: Desk) {
  const periode: Reader<Period> = (text) => {
    const bare = hook(switches.barePeriod, venue.now(), venue.zone)
    const value = readPeriod(text, bare, venue.zone)
    return value === null ? { wrong: `"${text}" is not a valid period` } : { value }
  }
  return {
    ...pagingReaders(switches),
    locatie: listOf(integer()),
    periode,
    referentiedatum: oneOf(
      ['boekingsregel', 'startdatum', 'created_at'],
      (text) => `"${text}" is not a valid reference date`,
    ),
    status: listOf(oneOf(STATUSES, (text) => `"${text}" is not a valid status`)),
    los_op_planning: boolean,
    embed: embedReader,
    klant_id: integer(),
    'Klant.soort_klant': listOf(anything),
    bedrijf_id: listOf(integer()),
    bevat_product_id: listOf(integer()),
  }
}

type ListQuery = QueryOf<ReturnType<typeof listReaders>>

/** `GET /boekingen`: what matches, a page at a time. */
export function list({ url }: Asked, desk: Desk): Response {
  const { venue, switches } = desk
  const { query, complaints } = readQuery(url.searchParams, listReaders(desk))
  if (complaints.length > 0) return refusal(406, complaints, switches)
  const embed = new Set<Embed>(query.embed)
  if (query['Klant.soort_klant'] || query.bedrijf_id) embed.add('Klant')
  const { page, page_size, ...asked } = query
  const state = [switches, venue.customersRevision]
  const found = desk.rendered.matching(JSON.stringify([asked, state, venue.revision]), () => {
    const all = venue.all().filter((booking) => matches(booking, query, desk))
    return switches.order === 'descending' ? all.reverse() : all
  })
  const shown = look(desk, url, embed, true)
  const render = desk.rendered.by(
    JSON.stringify([[...embed].sort(), url.origin, state]),
    (booking) => wireBooking(booking, shown),
  )
  return pageOf(found, { page, page_size }, url, switches, render, desk.rubbish())
}

function matches(booking: StoredBooking, query: ListQuery, desk: Desk): boolean {
  const { venue, switches } = desk
  const lines = booking.boekingsregels
  if (query.klant_id !== undefined && booking.klant_id !== query.klant_id) return false
  if (query.status && !query.status.some((status) => status === booking.status)) return false
  if (
    query.periode &&
    !inPeriod(
      booking,
      query.periode,
      query.referentiedatum ?? 'boekingsregel',
      venue.zone,
      switches,
    )
  )
    return false
  if (query.locatie && !lines.some((line) => query.locatie?.includes(line.locatie_id ?? -1)))
    return false
  if (query.bevat_product_id?.some((id) => !lines.some((line) => line.product_id === id)))
    return false
  if (query.bedrijf_id && !query.bedrijf_id.includes(booking.kosten.bedrijf_id)) return false
  const kinds = query['Klant.soort_klant']
  if (kinds && !kinds.includes(venue.customer(booking.klant_id)?.soort_klant ?? '')) return false
  const loose = query.los_op_planning
  return loose === undefined || containsProduct(booking, venue.offer.loose) === loose
}

function containsProduct(booking: StoredBooking, ids: ReadonlySet<number>): boolean {
  const within = (rules: StoredBooking['kosten']['regels']): boolean =>
    rules.some((rule) =>
      rule.type === 'groep' ? within(rule.regels) : ids.has(rule.product_id ?? -1),
    )
  return (
    booking.boekingsregels.some((line) => ids.has(line.product_id)) || within(booking.kosten.regels)
  )
}
