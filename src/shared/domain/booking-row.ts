import { actionsOf } from '../recras/links.ts'
import type { Booking, ContactPerson } from '../recras/schemas.ts'
import type { StatusAction } from '../recras/status.ts'
import { fold } from './fold.ts'
import { moneyOpen } from './money.ts'
import { dayOf, instantOf, isDay, startOfDay, addDays } from './time.ts'

/** What is wrong with a booking as Recras sent it; shown as a mark on the row and said in the panel. */
export type RowFlag = 'no-lines' | 'bad-date' | 'bad-people'

/** What happens on one of the venue's days: first begin and last end (epoch ms), places in order of time. */
export interface DaySpan {
  day: string
  start: number | null
  end: number | null
  places: number[]
  /** What it begins with: the words of its first line, and the product that has a better name for it. */
  first: string | null
  firstProduct: number | null
}

/** A day of which nothing more is known. */
export const emptySpan = (day: string): DaySpan => ({
  day,
  start: null,
  end: null,
  places: [],
  first: null,
  firstProduct: null,
})

/**
 * Counts the shapes that rows have had, and the ways in which they are kept: one up whenever `toRow`
 * makes something else of a booking, or the cache's tables change.
 */
export const ROW_VERSION = 5

/** What lists, search and scans need of a booking: small, flat, derived from it and nothing else. */
export interface BookingRow {
  id: number
  hash: string
  referentie: string
  klantId: number | null
  /** `displaynaam`, or `null` for an anonymised customer (then show the reference). */
  name: string | null
  contact: string | null
  arrangement: string | null
  personen: number | null
  /** Recras' word; not always one of the nine. */
  status: string
  statusUpdatedAt: string | null
  /** `status_vervaldatum`: the day until which a status that is not yet firm holds. */
  expires: string | null
  /** The venue's days on which it has a line, in order; the index that the day board reads. */
  days: string[]
  spans: DaySpan[]
  note: boolean
  /** `bijzonderheden`: what the desk must know when the group stands there. */
  bijzonderheden: string | null
  /** Euros still to pay, `null` when Recras does not say what was paid. */
  open: number | null
  actions: StatusAction[]
  /** Whether Recras told the links at all; lists may come without them (recras-api "Links"). */
  linksKnown: boolean
  flags: RowFlag[]
  /** Folded text that search runs over. */
  hay: string
}

/** Projects a booking to its row. Never throws, whatever the booking holds. */
export function toRow(booking: Booking, hash: string, zone: string): BookingRow {
  const flags = new Set<RowFlag>()
  const spans = spansOf(booking, zone, flags)
  const personen = booking.personen
  if (personen !== null && (personen < 0 || !Number.isInteger(personen))) flags.add('bad-people')
  const main = booking.Klant?.Hoofdcontact ?? null
  const name = booking.Klant?.displaynaam ?? booking.Klant?.naam ?? null
  const contact = main ? [main.voornaam, main.achternaam].filter(Boolean).join(' ') || null : null
  const referentie = booking.referentie ?? `#${booking.id}`
  return {
    id: booking.id,
    hash,
    referentie,
    klantId: booking.klant_id,
    name,
    contact,
    arrangement: booking.arrangement,
    personen,
    status: booking.status ?? '',
    statusUpdatedAt: booking.status_updated_at,
    expires: booking.status_vervaldatum,
    days: spans.map((span) => span.day),
    spans,
    bijzonderheden: booking.bijzonderheden,
    note:
      Boolean(booking.bijzonderheden) ||
      (booking.boekingsregels ?? []).some((line) => line.opmerking),
    open: moneyOpen(booking),
    actions: actionsOf(booking._links),
    linksKnown: Object.keys(booking._links).length > 0,
    flags: [...flags],
    hay: fold(
      [referentie, name, contact, booking.arrangement, ...reachable(main)]
        .filter(Boolean)
        .join(' '),
    ),
  }
}

/** The venue's days that a booking is found under: those of its lines, else its own. */
export const daysOf = (booking: Booking, zone: string): string[] =>
  spansOf(booking, zone, new Set()).map((span) => span.day)

/** Phone numbers as written and as bare digits, and e-mail addresses. */
function reachable(person: ContactPerson | null): string[] {
  if (!person) return []
  const phones = [person.telefoon1, person.telefoon2].filter((phone) => phone !== null)
  return [
    ...phones,
    ...phones.map((phone) => phone.replace(/\D/g, '')),
    person.email1 ?? '',
    person.email2 ?? '',
  ]
}

const LONGEST_STAY = 60

function spansOf(booking: Booking, zone: string, flags: Set<RowFlag>): DaySpan[] {
  const spans = new Map<string, DaySpan>()
  const lines = (booking.boekingsregels ?? [])
    .map((line) => {
      const begin = instantOf(line.begin)
      const end = instantOf(line.eind) ?? begin
      const rest = {
        place: line.locatie_id,
        first: line.beschrijving?.trim() || null,
        firstProduct: line.product_id,
      }
      if (begin === null || (line.eind !== null && instantOf(line.eind) === null))
        flags.add('bad-date')
      if (begin !== null && end !== null && end < begin) {
        flags.add('bad-date')
        return { ...rest, begin, end: begin }
      }
      return { ...rest, begin, end }
    })
    .filter((line): line is typeof line & { begin: number; end: number } => line.begin !== null)
    .sort((a, b) => a.begin - b.begin)
  if ((booking.boekingsregels ?? []).length === 0) flags.add('no-lines')

  for (const line of lines) {
    let day = dayOf(line.begin, zone)
    // A line that ends exactly at midnight does not reach into the next day.
    const last = dayOf(Math.max(line.begin, line.end - 1), zone)
    for (let count = 0; day <= last && count < LONGEST_STAY; count++, day = addDays(day, 1)) {
      // Nearly every line begins and ends on one day, and midnights are dear for ten thousand of them.
      const whole = count === 0 && day === last
      const start = whole ? line.begin : Math.max(line.begin, startOfDay(day, zone))
      const end = whole ? line.end : Math.min(line.end, startOfDay(addDays(day, 1), zone))
      const { first, firstProduct } = line
      const span = spans.get(day) ?? { day, start, end, places: [], first, firstProduct }
      span.start = Math.min(span.start ?? start, start)
      span.end = Math.max(span.end ?? end, end)
      if (line.place !== null && !span.places.includes(line.place)) span.places.push(line.place)
      spans.set(day, span)
    }
  }
  if (spans.size === 0 && booking.datum !== null) {
    if (isDay(booking.datum)) spans.set(booking.datum, emptySpan(booking.datum))
    else flags.add('bad-date')
  }
  return [...spans.values()].sort((a, b) => (a.day < b.day ? -1 : 1))
}
