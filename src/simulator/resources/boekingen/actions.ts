import { statusAfter } from '../../../shared/recras/status.ts'
import { complaint, failure, refusal } from '../../http/errors.ts'
import { offersIn } from '../../switches.ts'
import type { Asked, Desk } from '../resource.ts'
import { withBooking } from './look.ts'
import { keptBecause } from './read.ts'

const done = (): Response => new Response(null, { status: 204 })

/** `recras:booking:set_status:*`. */
export function setStatus(asked: Asked, desk: Desk): Response {
  const { venue, switches } = desk
  return withBooking(asked, desk, (booking) => {
    const wanted = asked.params['status'] ?? ''
    const offered = offersIn(booking.status, switches).map(statusAfter)
    if (!offered.some((status) => status === wanted))
      return refuseMove(
        `Status kan niet van ${booking.status} naar ${wanted} gewijzigd worden`,
        desk,
      )
    if (booking.status === 'voltooid' && wanted === 'gaande' && !asked.may('saveOverbooking'))
      return failure(403, 'saveOverbooking permission required', switches)
    venue.setStatus(booking.id, wanted, 'api')
    return done()
  })
}

/** `recras:send_boekingsvoorstel`. */
export function sendProposal(asked: Asked, desk: Desk): Response {
  const { venue, switches } = desk
  return withBooking(asked, desk, (booking) => {
    if (!switches.proposalIn.some((status) => status === booking.status))
      return refuseMove(`Een boeking met status ${booking.status} krijgt geen voorstel`, desk)
    venue.sendProposal(booking.id)
    return done()
  })
}

/** `DELETE /boekingen/{id}`: 200, and the booking is gone. */
export function remove(asked: Asked, desk: Desk): Response {
  const { venue, switches } = desk
  return withBooking(asked, desk, (booking) => {
    if (!asked.may('deleteBoeking'))
      return failure(403, 'deleteBoeking permission required', switches)
    const reason = keptBecause(booking)
    if (reason !== null) return refusal(406, [complaint('id', reason)], switches)
    venue.remove(booking.id)
    return new Response(null, { status: 200 })
  })
}

function refuseMove(message: string, { switches }: Desk): Response {
  return switches.refusedMove === 406
    ? refusal(406, [complaint('status', message)], switches)
    : failure(switches.refusedMove, message, switches)
}
