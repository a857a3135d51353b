import { failure, refusal } from '../../http/errors.ts'
import { readQuery } from '../../http/query.ts'
import { wireBooking, wireInvoice } from '../../http/wire.ts'
import { shiftsOf } from '../../booking/shifts.ts'
import type { StoredBooking } from '../../venue/model.ts'
import { json, notFound, type Asked, type Desk } from '../resource.ts'
import { embedReader, look, withBooking } from './look.ts'

/** `GET /boekingen/{id}`. */
export function one(asked: Asked, desk: Desk): Response {
  const { query, complaints } = readQuery(asked.url.searchParams, { embed: embedReader })
  if (complaints.length > 0) return refusal(406, complaints, desk.switches)
  return withBooking(asked, desk, (booking) =>
    json(wireBooking(booking, look(desk, asked.url, new Set(query.embed), false))),
  )
}

/** `recras:booking:qr`. */
export function qr(asked: Asked, desk: Desk): Response {
  const { venue, switches } = desk
  return withBooking(asked, desk, (booking) => {
    if (!switches.qrLink) return notFound(desk, 'QR')
    const text = venue.codeOf(booking)
    if (switches.qrBody === 'text')
      return new Response(text, { headers: { 'Content-Type': 'text/plain; charset=utf-8' } })
    return json(switches.qrBody === 'object' ? { qr_code: text } : text)
  })
}

/** `recras:diensten_bij_boeking`. */
export const shifts = (asked: Asked, desk: Desk): Response =>
  withBooking(asked, desk, (booking) => json(shiftsOf(booking, desk.venue)))

/** `recras:invoices`. */
export const invoices = (asked: Asked, desk: Desk): Response =>
  withBooking(asked, desk, ({ facturen }) =>
    json(facturen.map((invoice) => wireInvoice(invoice, true, desk.switches))),
  )

/** Why a booking cannot be deleted; `null` when it can. Which can is not documented. */
export function keptBecause({ status, facturen }: StoredBooking): string | null {
  if (facturen.length > 0) return 'Deze boeking heeft facturen'
  return status === 'gaande' || status === 'voltooid'
    ? `Een boeking met status ${status} kan niet verwijderd worden`
    : null
}

/** `GET /boekingen/{id}/deletable`, in the shape that is switched on: none is documented. */
export function deletable(asked: Asked, desk: Desk): Response {
  const { deletableBody } = desk.switches
  return withBooking(asked, desk, (booking) => {
    const can = asked.may('deleteBoeking') && keptBecause(booking) === null
    if (deletableBody === 'boolean') return json(can)
    if (deletableBody === 'object') return json({ deletable: can })
    return can
      ? new Response(null, { status: 200 })
      : failure(409, 'Boeking kan niet verwijderd worden', desk.switches)
  })
}
