import { instantOf, wallTime } from '../../shared/domain/time.ts'
import {
  day,
  decimal,
  idOf,
  moment,
  orNull,
  readFields,
  REQUIRED,
  string,
  whole,
  wrong,
  type Body,
  type FieldsOf,
} from '../http/body.ts'
import { complaint, type Complaint } from '../http/errors.ts'
import type { Line, StoredBooking } from '../venue/model.ts'
import type { Venue } from '../venue/venue.ts'
import { minimumOf } from './compose.ts'
import { withoutReadOnly } from './read-only.ts'

const READ_ONLY = ['minimum_aantal', 'herinnering_leverancier'] as const
const MINUTE = 60_000
/** What Recras calls it when a product cannot be sold without a place. */
export const NEEDS_LOCATION = 'ERR_PRODUCT_REQUIRES_LOCATION'

const readersFor = (venue: Venue) => {
  const { places, products } = venue.offer
  return {
    id: whole(),
    ref: string,
    locatie_id: orNull(idOf('Locatie', (id) => places.some((one) => one.id === id))),
    aantal: whole(0),
    begin: moment,
    eind: moment,
    beschrijving: orNull(string),
    opmerking: orNull(string),
    betaald_bedrag: orNull(decimal()),
    betaal_datum: orNull(day),
    betaal_opmerking: orNull(string),
    product_id: idOf('Product', (id) => products.some((one) => one.id === id)),
  }
}

type Fields = FieldsOf<ReturnType<typeof readersFor>>

/** The list that is to be, with what new lines call themselves. */
export interface LinesRead {
  lines: Line[]
  /** New lines by their `ref`. */
  byRef: Map<string, Line>
  complaints: Complaint[]
}

/**
 * Reads the list of lines of a PUT (seeds/boekingen, "Boekingsregels"): it is the list from then on.
 * An entry with an id changes that line, one without is new, and lines that are missing are gone.
 */
export function readLines(
  entries: readonly Body[],
  booking: StoredBooking,
  venue: Venue,
): LinesRead {
  const known = new Map(booking.boekingsregels.map((line) => [line.id, line]))
  const result: LinesRead = { lines: [], byRef: new Map(), complaints: [] }
  const { complaints, byRef } = result
  const seen = new Set<number>()
  entries.forEach((entry, index) => {
    const path = `boekingsregels.${index}.`
    const before = typeof entry['id'] === 'number' ? known.get(entry['id']) : undefined
    const { body, refused } = withoutReadOnly(entry, READ_ONLY, before, venue.switches, path)
    const { fields, complaints: own } = readFields(body, readersFor(venue), { path })
    complaints.push(...refused, ...own)
    const isNew = entry['id'] === undefined
    if (!isNew && !before) {
      if (fields.id !== undefined)
        complaints.push(
          complaint(`${path}id`, `Boekingsregel ${fields.id} is niet van deze boeking`),
        )
      return
    }
    if (before && seen.has(before.id))
      complaints.push(complaint(`${path}id`, `Boekingsregel ${before.id} staat er twee keer in`))
    if (before) seen.add(before.id)
    if (isNew) complaints.push(...lacking(entry, path, venue))
    if (fields.ref !== undefined && byRef.has(fields.ref))
      complaints.push(
        complaint(`${path}ref`, `De referentie "${fields.ref}" staat er twee keer in`),
      )
    const line = before ? changed(before, fields, venue) : added(fields, booking, venue)
    complaints.push(...misfits(line, before, path, venue))
    result.lines.push(line)
    if (isNew && fields.ref !== undefined) byRef.set(fields.ref, line)
  })
  return result
}

/** What a new line cannot do without. */
function lacking(entry: Body, path: string, venue: Venue): Complaint[] {
  const needed = ['aantal', 'product_id', ...(venue.switches.newLineNeedsRef ? ['ref'] : [])]
  return needed
    .filter((name) => entry[name] === undefined)
    .map((name) => complaint(path + name, REQUIRED))
}

function changed(before: Line, fields: Fields, venue: Venue): Line {
  const { begin, eind } = fields
  const product = fields.product_id ?? before.product_id
  return {
    id: before.id,
    locatie_id: fields.locatie_id === undefined ? before.locatie_id : fields.locatie_id,
    aantal: fields.aantal ?? before.aantal,
    begin: begin === undefined ? before.begin : wallTime(begin, venue.zone),
    eind: eind === undefined ? before.eind : wallTime(eind, venue.zone),
    // "Dit veld aanpassen past ook minimum_aantal aan."
    minimum_aantal:
      product === before.product_id ? before.minimum_aantal : minimumOf(product, venue),
    beschrijving: fields.beschrijving === undefined ? before.beschrijving : fields.beschrijving,
    opmerking: fields.opmerking === undefined ? before.opmerking : fields.opmerking,
    betaald_bedrag:
      fields.betaald_bedrag === undefined ? before.betaald_bedrag : fields.betaald_bedrag,
    betaal_datum: fields.betaal_datum === undefined ? before.betaal_datum : fields.betaal_datum,
    betaal_opmerking:
      fields.betaal_opmerking === undefined ? before.betaal_opmerking : fields.betaal_opmerking,
    herinnering_leverancier: before.herinnering_leverancier,
    product_id: product,
  }
}

/** A new line; without times it begins with the booking and takes as long as its product does. */
function added(fields: Fields, booking: StoredBooking, venue: Venue): Line {
  const product = fields.product_id ?? 0
  const facts = venue.offer.facts.get(product)
  const begins = booking.boekingsregels.flatMap((line) => instantOf(line.begin) ?? [])
  const noon = instantOf(`${booking.datum}T12:00:00Z`) ?? 0
  const begin = fields.begin ?? (begins.length > 0 ? Math.min(...begins) : noon)
  const end = fields.eind ?? begin + (facts?.minutes ?? 0) * MINUTE
  return {
    id: venue.nextPart(),
    locatie_id: fields.locatie_id ?? null,
    aantal: fields.aantal ?? 0,
    begin: wallTime(begin, venue.zone),
    eind: wallTime(end, venue.zone),
    minimum_aantal: minimumOf(product, venue),
    beschrijving: fields.beschrijving === undefined ? (facts?.text ?? null) : fields.beschrijving,
    opmerking: fields.opmerking ?? null,
    betaald_bedrag: fields.betaald_bedrag ?? null,
    betaal_datum: fields.betaal_datum ?? null,
    betaal_opmerking: fields.betaal_opmerking ?? null,
    herinnering_leverancier: null,
    product_id: product,
  }
}

/** What does not go together in a line: its times, and its product with its place. */
function misfits(line: Line, before: Line | undefined, path: string, venue: Venue): Complaint[] {
  const complaints: Complaint[] = []
  if ((instantOf(line.begin) ?? 0) > (instantOf(line.eind) ?? 0))
    complaints.push(...wrong(`${path}begin`, 'Begin moet voor of op eind liggen').complaints)
  const facts = venue.offer.facts.get(line.product_id)
  const same = before?.product_id === line.product_id && before.locatie_id === line.locatie_id
  if (!facts || same) return complaints
  if (line.locatie_id === null) {
    if (facts.needsPlace)
      complaints.push({
        ...complaint(`${path}locatie_id`, NEEDS_LOCATION),
        parameters: [line.product_id],
      })
  } else if (!facts.places.includes(line.locatie_id))
    complaints.push(
      complaint(
        `${path}locatie_id`,
        `Product ${line.product_id} kan niet plaatsvinden op locatie ${line.locatie_id}`,
      ),
    )
  return complaints
}
