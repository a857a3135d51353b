import { addDays, dayOf, offsetMinutes, wallTime } from '../../shared/domain/time.ts'
import { cents, totalOf } from '../booking/costs.ts'
import type {
  Arrangement,
  CostGroup,
  CostItem,
  Invoice,
  Line,
  Part,
  StoredBooking,
} from '../venue/model.ts'
import { PRODUCTS } from './catalogue.ts'
import { btwOf, SERVED } from './facts.ts'
import type { Standing } from './course.ts'
import { LINE_NOTES } from './guests.ts'
import type { Chance } from './random.ts'

const MINUTE = 60_000
/** Groups above this size climb in two places at once. */
const ONE_PLACE = 24
const FIRM = new Set(['definitief', 'gaande', 'voltooid'])

/** The instant of a wall time on a day, right on the days on which the clock is changed. */
export function wallInstant(day: string, minutes: number, zone: string): number {
  const wall = Date.parse(`${day}T00:00:00Z`) + minutes * MINUTE
  const guess = wall - offsetMinutes(zone, wall) * MINUTE
  return wall - offsetMinutes(zone, guess) * MINUTE
}

/** What a booking is made from; everything else follows. */
export interface Plan {
  id: number
  klant: number
  referentie: string
  day: string
  /** Minutes of the day. */
  start: number
  people: number
  arrangement: Arrangement
  place?: number | undefined
  note: string | null
  paid: number | null
  online: boolean
  /** Whether a school's or a club's discount is given. */
  discount: number
}

/** Its lines in order of time. */
export function linesOf(plan: Plan, chance: Chance, zone: string): Line[] {
  const lines: Line[] = []
  let minute = plan.start
  for (const part of plan.arrangement.parts) {
    for (const [place, people] of spread(plan, part, chance)) {
      lines.push({
        id: plan.id * 10 + lines.length,
        locatie_id: place,
        aantal: countOf(part, people),
        begin: wallTime(wallInstant(plan.day, minute, zone), zone),
        eind: wallTime(wallInstant(plan.day, minute + part.minutes, zone), zone),
        minimum_aantal: productOf(part.product).minimum_aantal,
        beschrijving: part.text,
        opmerking: chance.happens(0.06) ? chance.pick(LINE_NOTES) : null,
        betaald_bedrag: null,
        betaal_datum: null,
        betaal_opmerking: null,
        herinnering_leverancier: null,
        product_id: part.product,
      })
    }
    minute += part.minutes
  }
  return lines
}

function spread(plan: Plan, part: Part, chance: Chance): [place: number, people: number][] {
  const [one, two] = chance.happens(0.5) ? part.places : [...part.places].reverse()
  const first = plan.place ?? one ?? part.places[0]
  if (two === undefined || !part.divided || plan.people <= ONE_PLACE) return [[first, plan.people]]
  const half = Math.ceil(plan.people / 2)
  return [
    [first, half],
    [two, plan.people - half],
  ]
}

/** How many of it a group takes. */
export function countOf(part: Pick<Part, 'per'>, people: number): number {
  if (part.per === 'room') return 1
  return part.per === 'lane' ? Math.ceil(people / 6) : people
}

const products = new Map(PRODUCTS.map((product) => [product.id, product]))

function productOf(id: number): { naam: string; verkoop: number; minimum_aantal: number } {
  const product = products.get(id)
  if (!product) throw new Error(`no product ${id}`)
  return product
}

/** The booking, with its costs and invoices. */
export function buildBooking(
  plan: Plan,
  lines: Line[],
  created: number,
  standing: Standing,
  expires: string | null,
  chance: Chance,
  zone: string,
): StoredBooking {
  const { id, klant, people, arrangement } = plan
  const regels = costsOf(plan, lines, chance)
  const total = totalOf(regels, true)
  // What is not firm is not invoiced, and what was cancelled no longer is.
  const invoices = FIRM.has(standing.status) ? invoicesOf(plan, total) : []
  return {
    id,
    klant_id: klant,
    referentie: plan.referentie,
    datum: plan.day,
    status: standing.status,
    arrangement: arrangement.naam,
    personen: people,
    status_updated_at: wallTime(standing.since, zone),
    arrangement_id: arrangement.id,
    online_boeking: plan.online,
    status_vervaldatum: expires,
    bijzonderheden: plan.note ?? (chance.happens(0.5) ? '' : null),
    conceptfactuur_na_dagen: chance.happens(0.3) ? 1 : null,
    created_at: wallTime(created, zone),
    boekingsregels: chance.shuffled(lines),
    kosten: {
      klant_id: klant,
      opmerking: null,
      betaaltermijn: 14,
      referentie_klant: chance.happens(0.08) ? `PO-${chance.int(1000, 9999)}` : null,
      calculated_totaalbedrag_inclusief_btw: total,
      bedrijf_id: 1,
      boeking_id: id,
      regels,
    },
    gefactureerd_bedrag: invoices.reduce((sum, invoice) => cents(sum + invoice.totaalbedrag), 0),
    facturen: invoices,
  }
}

function costsOf(plan: Plan, lines: Line[], chance: Chance): (CostGroup | CostItem)[] {
  let next = plan.id * 20
  const item = (product: number, aantal: number, line: number | null): CostItem => ({
    id: (next += 1),
    naam: productOf(product).naam,
    type: 'item',
    kortingspercentage: 0,
    kortingomschrijving: null,
    aantal,
    bedrag: productOf(product).verkoop,
    btw_percentage: btwOf(product),
    product_id: product,
    boekingsregel_id: line,
  })
  const group = (naam: string, korting: number, regels: CostGroup['regels']): CostGroup => ({
    id: (next += 1),
    naam,
    type: 'groep',
    kortingspercentage: korting,
    kortingomschrijving: korting > 0 ? 'Groepskorting' : null,
    children_visible: korting > 0,
    regels,
  })
  const items = lines.map((line) => item(line.product_id, line.aantal, line.id))
  const served = items.filter((one) => SERVED.has(one.product_id ?? 0))
  // Larger programmes have what is eaten and drunk in a group of its own within the group.
  const nested = items.length >= 5 && served.length >= 2
  const own = nested
    ? [...items.filter((one) => !served.includes(one)), group('Eten en drinken', 0, served)]
    : items
  const main = group(plan.arrangement.naam, plan.discount, own)
  const photo = chance.happens(0.07) ? [item(20, 1, null)] : []
  return [main, ...photo]
}

function invoicesOf(plan: Plan, total: number): Invoice[] {
  if (plan.paid === null) return []
  const year = plan.day.slice(0, 4)
  const invoice = (index: number, totaalbedrag: number, betaald: number): Invoice => ({
    id: plan.id * 3 + index,
    factuurnummer: `${year}-${String((plan.id * 3 + index) % 100_000).padStart(5, '0')}`,
    datum: addDays(plan.day, -7),
    totaalbedrag: cents(totaalbedrag),
    betaald: cents(betaald),
  })
  // Half paid is a deposit with an invoice of its own.
  return plan.paid === 0.5
    ? [invoice(0, total / 2, total / 2), invoice(1, total - cents(total / 2), 0)]
    : [invoice(0, total, total * plan.paid)]
}

/** The first and last moment of the lines; epoch ms. */
export function spanOf(lines: readonly Line[]): { start: number; end: number } {
  return {
    start: Math.min(...lines.map((line) => Date.parse(line.begin))),
    end: Math.max(...lines.map((line) => Date.parse(line.eind))),
  }
}

/** Until when a status that is not yet firm holds. */
export const expiryOf = (
  status: string,
  start: number,
  chance: Chance,
  zone: string,
): string | null =>
  ['optie', 'reservering'].includes(status) ||
  (['informatie', 'interesse'].includes(status) && chance.happens(0.5))
    ? addDays(dayOf(start, zone), -chance.int(0, 2))
    : null
