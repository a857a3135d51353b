import { dayOf, instantOf, wallTime } from '../../shared/domain/time.ts'
import { countOf } from '../demo/build.ts'
import type { CostItem, Line, Part, StoredBooking } from '../venue/model.ts'
import type { Venue } from '../venue/venue.ts'
import { totalOf, type CostRule } from './costs.ts'

/** What a client asks for (seeds/boekingen, "Create"), checked. */
export interface BookingRequest {
  klant_id: number
  /** Instant. */
  begin: number
  personen: number
  status: string
  arrangement: string | null
  boeking_id: number | null
  arrangement_id: number | null
  book_process_id: number | null
  product_id: number | null
  status_vervaldatum: string | null
  bijzonderheden: string
}

const MINUTE = 60_000

type Content = Pick<StoredBooking, 'arrangement' | 'arrangement_id' | 'boekingsregels'> & {
  regels: CostRule[]
}

/** Makes the booking with what it is based on: a copy, an arrangement, a product or nothing. */
export function composeBooking(
  request: BookingRequest,
  id: number,
  visit: number,
  venue: Venue,
): StoredBooking {
  const { klant_id, begin, personen } = request
  const source = request.boeking_id === null ? null : venue.booking(request.boeking_id)
  const content = source ? copied(source, request, venue) : programme(request, venue)
  return {
    id,
    klant_id,
    referentie: `${klant_id}-${visit}`,
    datum: dayOf(begin, venue.zone),
    status: request.status,
    arrangement: request.arrangement ?? content.arrangement,
    personen,
    status_updated_at: venue.moment(),
    arrangement_id: content.arrangement_id,
    online_boeking: false,
    status_vervaldatum: request.status_vervaldatum,
    bijzonderheden: request.bijzonderheden,
    conceptfactuur_na_dagen: null,
    created_at: venue.moment(),
    boekingsregels: content.boekingsregels,
    kosten: {
      klant_id,
      opmerking: null,
      betaaltermijn: 14,
      referentie_klant: null,
      calculated_totaalbedrag_inclusief_btw: totalOf(content.regels, venue.switches.btwInPrices),
      bedrijf_id: venue.customer(klant_id)?.bedrijf_id ?? 1,
      boeking_id: id,
      regels: content.regels,
    },
    gefactureerd_bedrag: 0,
    facturen: [],
  }
}

/** Lines and costs of an arrangement, or of the one that a book process ends in, and of a product. */
function programme(request: BookingRequest, venue: Venue): Content {
  const { arrangements, bookProcesses } = venue.offer
  const process = bookProcesses.find((one) => one.id === request.book_process_id)
  const arrangementId = request.arrangement_id ?? process?.arrangement_id ?? null
  const arrangement = arrangements.find((one) => one.id === arrangementId)
  const lines: Line[] = []
  let at = request.begin
  for (const part of arrangement?.parts ?? []) {
    lines.push(lineOf(part, part.places[0], at, request.personen, venue))
    at += part.minutes * MINUTE
  }
  const own = arrangement ? [group(arrangement.naam, lines, venue)] : []
  const product = venue.offer.products.find((one) => one.id === request.product_id)
  const facts = product && venue.offer.facts.get(product.id)
  if (!product || !facts)
    return {
      arrangement: arrangement?.naam ?? null,
      arrangement_id: arrangementId,
      boekingsregels: lines,
      regels: own,
    }
  const part = { ...facts, product: product.id }
  const line = lineOf(part, facts.places[0] ?? null, request.begin, request.personen, venue)
  return {
    arrangement: arrangement?.naam ?? product.naam,
    arrangement_id: arrangementId,
    boekingsregels: [...lines, line],
    regels: [...own, itemOf(line, venue)],
  }
}

function lineOf(
  part: Pick<Part, 'product' | 'minutes' | 'per'> & { text: string | null },
  place: number | null,
  at: number,
  people: number,
  venue: Venue,
): Line {
  return {
    id: venue.nextPart(),
    locatie_id: place,
    aantal: countOf(part, people),
    begin: wallTime(at, venue.zone),
    eind: wallTime(at + part.minutes * MINUTE, venue.zone),
    minimum_aantal: minimumOf(part.product, venue),
    beschrijving: part.text,
    opmerking: null,
    betaald_bedrag: null,
    betaal_datum: null,
    betaal_opmerking: null,
    herinnering_leverancier: null,
    product_id: part.product,
  }
}

/** `minimum_aantal` of a line follows its product. */
export const minimumOf = (product: number, venue: Venue): number =>
  venue.offer.products.find((one) => one.id === product)?.minimum_aantal ?? 0

/** The item that Recras makes for a line by itself. */
export function itemOf(line: Line, venue: Venue): CostItem {
  const product = venue.offer.products.find((one) => one.id === line.product_id)
  return {
    id: venue.nextPart(),
    naam: product?.naam ?? '',
    type: 'item',
    kortingspercentage: 0,
    kortingomschrijving: null,
    aantal: line.aantal,
    bedrag: product?.verkoop ?? 0,
    btw_percentage: venue.offer.facts.get(line.product_id)?.btw ?? 0,
    product_id: line.product_id,
    boekingsregel_id: line.id,
  }
}

const group = (naam: string, lines: readonly Line[], venue: Venue): CostRule => ({
  id: venue.nextPart(),
  naam,
  type: 'groep',
  kortingspercentage: 0,
  kortingomschrijving: null,
  children_visible: false,
  regels: lines.map((line) => itemOf(line, venue)),
})

/** Lines and costs of another booking: moved to the new begin, as many as the new group takes. */
function copied(source: StoredBooking, request: BookingRequest, venue: Venue): Content {
  const begins = source.boekingsregels.flatMap((line) => instantOf(line.begin) ?? [])
  const shift = request.begin - Math.min(...begins)
  const scale = (count: number): number =>
    source.personen > 0 && count > 0
      ? Math.max(1, Math.round((count * request.personen) / source.personen))
      : count
  const moved = (text: string): string => wallTime((instantOf(text) ?? 0) + shift, venue.zone)
  const ids = new Map<number | null, Line>()
  const lines = source.boekingsregels.map((line): Line => {
    const copy = {
      ...line,
      id: venue.nextPart(),
      aantal: scale(line.aantal),
      begin: moved(line.begin),
      eind: moved(line.eind),
      betaald_bedrag: null,
      betaal_datum: null,
      betaal_opmerking: null,
      herinnering_leverancier: null,
    }
    ids.set(line.id, copy)
    return copy
  })
  const copyOf = (rule: CostRule): CostRule => {
    const id = venue.nextPart()
    if (rule.type === 'groep') return { ...rule, id, regels: rule.regels.map(copyOf) }
    const line = ids.get(rule.boekingsregel_id)
    return { ...rule, id, aantal: line?.aantal ?? rule.aantal, boekingsregel_id: line?.id ?? null }
  }
  return {
    arrangement: source.arrangement,
    arrangement_id: source.arrangement_id,
    boekingsregels: lines,
    regels: source.kosten.regels.map(copyOf),
  }
}
