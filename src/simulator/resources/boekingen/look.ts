import { listOf, oneOf } from '../../http/query.ts'
import { EMBEDS, wireBooking, type Embed, type Look } from '../../http/wire.ts'
import type { StoredBooking } from '../../venue/model.ts'
import { notFound, type Asked, type Desk } from '../resource.ts'

export const embedReader = listOf(oneOf(EMBEDS, (text) => `"${text}" is not embeddable`))

/** How bookings are written in an answer. */
export const look = (
  { venue, switches }: Desk,
  url: URL,
  embed: ReadonlySet<Embed>,
  inList: boolean,
): Look => ({ venue, switches, origin: url.origin, embed, inList })

/** A booking as `POST` and `PUT` answer it: with its lines and costs. */
export const wholeBooking = (booking: StoredBooking, { url }: Asked, desk: Desk) =>
  wireBooking(booking, look(desk, url, new Set<Embed>(['boekingsregels', 'kosten']), false))

/** Answers with a booking, or that there is none. */
export function withBooking(
  { id }: Asked,
  desk: Desk,
  answer: (booking: StoredBooking) => Response,
): Response {
  const booking = desk.venue.booking(id)
  return booking ? answer(booking) : notFound(desk, 'Boeking')
}
