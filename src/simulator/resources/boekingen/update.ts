import { dayOf, instantOf } from '../../../shared/domain/time.ts'
import { STATUSES } from '../../../shared/recras/status.ts'
import { readCosts } from '../../booking/edit-costs.ts'
import { readLines } from '../../booking/edit-lines.ts'
import { withoutReadOnly } from '../../booking/read-only.ts'
import {
  choice,
  day,
  listOf,
  object,
  orNull,
  readFields,
  string,
  whole,
  type FieldsOf,
} from '../../http/body.ts'
import { complaint, failure, refusal, type Complaint } from '../../http/errors.ts'
import type { StoredBooking } from '../../venue/model.ts'
import type { Venue } from '../../venue/venue.ts'
import { json, withBody, type Asked, type Desk } from '../resource.ts'
import { expiryOf } from './create.ts'
import { wholeBooking, withBooking } from './look.ts'

/** "Kan niet aangepast worden" (seeds/boekingen, "Update"). */
const READ_ONLY = [
  'id',
  'klant_id',
  'datum',
  'status_updated_at',
  'arrangement_id',
  'online_boeking',
  'referentie',
] as const

const READERS = {
  status: choice(STATUSES),
  arrangement: orNull(string),
  personen: whole(1),
  status_vervaldatum: orNull(day),
  bijzonderheden: orNull(string),
  conceptfactuur_na_dagen: orNull(whole()),
  boekingsregels: listOf(object),
  kosten: object,
}

type Fields = FieldsOf<typeof READERS>

/** `PUT /boekingen/{id}`: what is sent changes, the rest stays. */
export function update(asked: Asked, desk: Desk): Response {
  const { venue, switches } = desk
  return withBooking(asked, desk, (booking) => {
    if (!asked.may('editBoeking')) return failure(403, 'editBoeking permission required', switches)
    return withBody(asked, desk, (sent) => {
      const { body, refused } = withoutReadOnly(sent, READ_ONLY, booking, switches)
      const { fields, complaints } = readFields(body, READERS)
      const programme = programmeOf(fields, booking, venue)
      const status = fields.status ?? booking.status
      const all = [
        ...refused,
        ...complaints,
        ...expiryOf(status, fields.status_vervaldatum),
        ...partners(Object.hasOwn(body, 'boekingsregels'), Object.hasOwn(body, 'kosten')),
        ...programme.complaints,
      ]
      if (all.length > 0) return refusal(406, all, switches)
      if (booking.status === 'voltooid' && status === 'gaande' && !asked.may('saveOverbooking'))
        return failure(403, 'saveOverbooking permission required', switches)
      const patch = { ...plain(fields), ...programme.patch }
      const next =
        status === booking.status
          ? venue.update(booking.id, patch)
          : venue.setStatus(booking.id, status, 'api', patch)
      return switches.putAnswer === 'empty'
        ? new Response(null, { status: 200 })
        : json(wholeBooking(next, asked, desk))
    })
  })
}

/** Lines and costs go together, always. */
function partners(lines: boolean, costs: boolean): Complaint[] {
  if (lines === costs) return []
  const [missing, given] = lines ? ['kosten', 'boekingsregels'] : ['boekingsregels', 'kosten']
  return [complaint(missing, `Moet tegelijk met ${given} aangepast worden`)]
}

/** The fields that are no more than a value. */
function plain(fields: Fields): Partial<StoredBooking> {
  const { arrangement, personen, status_vervaldatum, bijzonderheden } = fields
  const { conceptfactuur_na_dagen } = fields
  return {
    ...(arrangement === undefined ? {} : { arrangement }),
    ...(personen === undefined ? {} : { personen }),
    ...(status_vervaldatum === undefined ? {} : { status_vervaldatum }),
    ...(bijzonderheden === undefined ? {} : { bijzonderheden }),
    ...(conceptfactuur_na_dagen === undefined ? {} : { conceptfactuur_na_dagen }),
  }
}

/** Lines and costs as they are to be; the booking's day goes with its first line. */
function programmeOf(
  { boekingsregels, kosten }: Fields,
  booking: StoredBooking,
  venue: Venue,
): { patch: Partial<StoredBooking>; complaints: Complaint[] } {
  if (boekingsregels === undefined || kosten === undefined) return { patch: {}, complaints: [] }
  const read = readLines(boekingsregels, booking, venue)
  // What is wrong with lines would only be said again about their costs.
  if (read.complaints.length > 0) return { patch: {}, complaints: read.complaints }
  const { costs, complaints } = readCosts(kosten, read, booking, venue)
  const begins = read.lines.flatMap((line) => instantOf(line.begin) ?? [])
  const datum = begins.length > 0 ? dayOf(Math.min(...begins), venue.zone) : booking.datum
  return { patch: { boekingsregels: read.lines, kosten: costs, datum }, complaints }
}
