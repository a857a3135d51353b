import {
  idOf,
  isObject,
  listOf,
  object,
  orNull,
  readFields,
  string,
  whole,
  type Body,
} from '../http/body.ts'
import { complaint, type Complaint } from '../http/errors.ts'
import type { Costs, StoredBooking } from '../venue/model.ts'
import type { Venue } from '../venue/venue.ts'
import { itemOf } from './compose.ts'
import { itemsOf, totalOf, type CostRule } from './costs.ts'
import type { LinesRead } from './edit-lines.ts'
import { RuleReader } from './edit-rules.ts'
import { withoutReadOnly } from './read-only.ts'

const READ_ONLY = ['klant_id', 'calculated_totaalbedrag_inclusief_btw', 'boeking_id'] as const

/**
 * Reads the costs of a PUT (seeds/boekingen, "Kosten-structuur") beside the lines that it comes
 * with. The tree that is sent is the tree; every line that there was and still is needs an item in
 * it, and new lines that have none get one.
 */
export function readCosts(
  sent: Body,
  { lines, byRef }: LinesRead,
  booking: StoredBooking,
  venue: Venue,
): { costs: Costs; complaints: Complaint[] } {
  const { kosten } = booking
  const { body, refused } = withoutReadOnly(sent, READ_ONLY, kosten, venue.switches, 'kosten.')
  const { fields, complaints } = readFields(
    body,
    {
      opmerking: orNull(string),
      betaaltermijn: whole(0),
      referentie_klant: orNull(string),
      bedrijf_id: idOf('Bedrijf', (id) => venue.offer.companies.some((one) => one.id === id)),
      regels: listOf(object),
    },
    { path: 'kosten.' },
  )
  const rules = new RuleReader(booking, lines, byRef, venue)
  const tree: CostRule[] = isReadable(body['regels'])
    ? rules.read(fields.regels ?? rules.untouched(kosten.regels), 'kosten.regels')
    : kosten.regels
  const linked = new Set(itemsOf(tree).map((item) => item.boekingsregel_id))
  const isNew = (id: number): boolean => !booking.boekingsregels.some((line) => line.id === id)
  const forgotten = lines.filter((line) => !isNew(line.id) && !linked.has(line.id))
  const own = lines.filter((line) => isNew(line.id) && !linked.has(line.id))
  const regels = [...tree, ...own.map((line) => itemOf(line, venue))]
  return {
    costs: {
      ...kosten,
      opmerking: fields.opmerking === undefined ? kosten.opmerking : fields.opmerking,
      betaaltermijn: fields.betaaltermijn ?? kosten.betaaltermijn,
      referentie_klant:
        fields.referentie_klant === undefined ? kosten.referentie_klant : fields.referentie_klant,
      bedrijf_id: fields.bedrijf_id ?? kosten.bedrijf_id,
      calculated_totaalbedrag_inclusief_btw: totalOf(regels, venue.switches.btwInPrices),
      regels,
    },
    complaints: [
      ...refused,
      ...complaints,
      ...rules.complaints,
      ...forgotten.map((line) =>
        complaint('kosten.regels', `Boekingsregel ${line.id} heeft geen kostenregel`),
      ),
    ],
  }
}

const isReadable = (regels: unknown): boolean =>
  regels === undefined || (Array.isArray(regels) && regels.every(isObject))
