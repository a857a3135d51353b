import { STATUSES } from '../../../shared/recras/status.ts'
import { composeBooking } from '../../booking/compose.ts'
import {
  choice,
  day,
  idOf,
  moment,
  orNull,
  readFields,
  string,
  whole,
  type Body,
} from '../../http/body.ts'
import { complaint, failure, refusal, type Complaint } from '../../http/errors.ts'
import { EXPIRING, type Venue } from '../../venue/venue.ts'
import { json, locationOf, withBody, type Asked, type Desk } from '../resource.ts'
import { wholeBooking } from './look.ts'

const readersFor = (venue: Venue) => {
  const { arrangements, bookProcesses, products } = venue.offer
  const oneOf = (list: readonly { id: number }[], what: string) =>
    orNull(idOf(what, (id) => list.some((one) => one.id === id)))
  return {
    klant_id: idOf('Klant', (id) => venue.customer(id) !== null),
    begin: moment,
    personen: whole(1),
    status: choice(STATUSES),
    arrangement: orNull(string),
    boeking_id: orNull(idOf('Boeking', (id) => venue.booking(id) !== null)),
    arrangement_id: oneOf(arrangements, 'Arrangement'),
    book_process_id: oneOf(bookProcesses, 'Boekproces'),
    product_id: oneOf(products, 'Product'),
    status_vervaldatum: orNull(day),
    bijzonderheden: orNull(string),
  }
}

/** What a booking can be based on besides another booking. */
const OTHER_BASES = ['arrangement_id', 'book_process_id', 'product_id'] as const

/** `POST /boekingen` (seeds/boekingen, "Create"). */
export function create(asked: Asked, desk: Desk): Response {
  const { venue, switches } = desk
  if (!asked.may('createBoeking'))
    return failure(403, 'createBoeking permission required', switches)
  return withBody(asked, desk, (body) => {
    const { fields, complaints } = readFields(body, readersFor(venue), {
      required: ['klant_id', 'begin', 'personen'],
    })
    const { klant_id, begin, personen } = fields
    const status = fields.status ?? 'informatie'
    const all = [...complaints, ...contradictions(body, status, fields.status_vervaldatum)]
    if (all.length > 0 || klant_id === undefined || begin === undefined || personen === undefined)
      return refusal(406, all, switches)
    const booking = venue.addBooking(klant_id, (id, visit) =>
      composeBooking(
        {
          klant_id,
          begin,
          personen,
          status,
          arrangement: fields.arrangement ?? null,
          boeking_id: fields.boeking_id ?? null,
          arrangement_id: fields.arrangement_id ?? null,
          book_process_id: fields.book_process_id ?? null,
          product_id: fields.product_id ?? null,
          status_vervaldatum: fields.status_vervaldatum ?? null,
          bijzonderheden: fields.bijzonderheden ?? '',
        },
        id,
        visit,
        venue,
      ),
    )
    const Location = locationOf(`/boekingen/${booking.id}`, asked, desk)
    return json(wholeBooking(booking, asked, desk), 201, { Location })
  })
}

/** What cannot go together. `status_vervaldatum` is about four statuses only. */
function contradictions(
  body: Body,
  status: string,
  expires: string | null | undefined,
): Complaint[] {
  const given = (name: string): boolean => body[name] !== undefined && body[name] !== null
  const others = OTHER_BASES.filter(given)
  return [
    ...(given('boeking_id') && others.length > 0
      ? [complaint('boeking_id', `Kan niet in combinatie met ${others.join(', ')} gestuurd worden`)]
      : []),
    ...expiryOf(status, expires),
  ]
}

/** The complaint about an expiry that a status does not have. */
export const expiryOf = (status: string, expires: string | null | undefined): Complaint[] =>
  expires !== null && expires !== undefined && !EXPIRING.includes(status)
    ? [complaint('status_vervaldatum', `Alleen geldig bij ${EXPIRING.join(', ')}`)]
    : []
