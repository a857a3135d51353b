import { STATUSES, statusAfter } from '../../shared/recras/status.ts'
import { complaint, failure, refusal } from '../http/errors.ts'
import { pageOf, pagingReaders } from '../http/paging.ts'
import { hook, readPeriod, type Period } from '../http/period.ts'
import {
  anything,
  boolean,
  integer,
  listOf,
  oneOf,
  readQuery,
  type QueryOf,
  type Reader,
} from '../http/query.ts'
import { EMBEDS, wireBooking, type Embed } from '../http/wire.ts'
import { offersIn } from '../switches.ts'
import type { StoredBooking } from '../venue/model.ts'
import { inPeriod } from '../venue/when.ts'
import { json, notFound, resource, type Api, type Asked, type Desk } from './resource.ts'

const embedReader = listOf(oneOf(EMBEDS, (text) => `"${text}" is not embeddable`))

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

/** `boekingen`: the list, one booking, its status moves, its QR text and what else it links to. */
export function boekingen(api: Api, desk: Desk): void {
  resource(api, '/boekingen', { GET: (asked) => list(asked, desk) }, desk)
  resource(api, '/boekingen/:id{[0-9]+}', { GET: (asked) => one(asked, desk) }, desk)
  resource(
    api,
    '/boekingen/:id{[0-9]+}/set_status/:status{definitief|gaande|voltooid|geannuleerd}',
    { POST: (asked) => setStatus(asked, desk) },
    desk,
  )
  resource(api, '/boekingen/:id{[0-9]+}/qr', { GET: (asked) => qr(asked, desk) }, desk)
  resource(
    api,
    '/boekingen/:id{[0-9]+}/diensten',
    { GET: ({ id }) => withBooking(id, desk, () => json([])) },
    desk,
  )
  resource(
    api,
    '/boekingen/:id{[0-9]+}/facturen',
    {
      GET: ({ id, url }) =>
        withBooking(id, desk, (booking) => {
          const embed = new Set<Embed>(['Facturen._betaald_bedrag'])
          return json(wireBooking(booking, look(desk, url, embed, false))['Facturen'])
        }),
    },
    desk,
  )
  resource(
    api,
    '/boekingen/:id{[0-9]+}/boekingsvoorstel',
    { POST: ({ id }) => withBooking(id, desk, () => new Response(null, { status: 204 })) },
    desk,
  )
}

const look = ({ venue, switches }: Desk, url: URL, embed: ReadonlySet<Embed>, inList: boolean) => ({
  venue,
  switches,
  origin: url.origin,
  embed,
  inList,
})

function withBooking(
  id: number,
  desk: Desk,
  answer: (booking: StoredBooking) => Response,
): Response {
  const booking = desk.venue.booking(id)
  return booking ? answer(booking) : notFound(desk, 'Boeking')
}

function list({ url }: Asked, desk: Desk): Response {
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
  const render = desk.rendered.by(
    JSON.stringify([[...embed].sort(), url.origin, state]),
    look(desk, url, embed, true),
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
  return loose === undefined || containsProduct(booking, venue.loose) === loose
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

function one({ id, url }: Asked, desk: Desk): Response {
  const { query, complaints } = readQuery(url.searchParams, { embed: embedReader })
  if (complaints.length > 0) return refusal(406, complaints, desk.switches)
  return withBooking(id, desk, (booking) =>
    json(wireBooking(booking, look(desk, url, new Set(query.embed), false))),
  )
}

function setStatus({ id, params }: Asked, desk: Desk): Response {
  const { venue, switches } = desk
  return withBooking(id, desk, (booking) => {
    const wanted = params['status'] ?? ''
    const offered = offersIn(booking.status, switches).map(statusAfter)
    if (!offered.some((status) => status === wanted)) {
      const message = `Status kan niet van ${booking.status} naar ${wanted} gewijzigd worden`
      return switches.refusedMove === 406
        ? refusal(406, [complaint('status', message)], switches)
        : failure(switches.refusedMove, message, switches)
    }
    if (booking.status === 'voltooid' && wanted === 'gaande' && !switches.saveOverbooking)
      return failure(403, 'saveOverbooking permission required', switches)
    venue.setStatus(id, wanted, 'api')
    return new Response(null, { status: 204 })
  })
}

function qr({ id }: Asked, desk: Desk): Response {
  const { venue, switches } = desk
  return withBooking(id, desk, (booking) => {
    if (!switches.qrLink) return notFound(desk, 'QR')
    const text = venue.codeOf(booking)
    if (switches.qrBody === 'text')
      return new Response(text, { headers: { 'Content-Type': 'text/plain; charset=utf-8' } })
    return json(switches.qrBody === 'object' ? { qr_code: text } : text)
  })
}
