import { instantOf, wallTime } from '../../shared/domain/time.ts'
import { Chance } from '../demo/random.ts'
import { SERVED } from '../demo/facts.ts'
import type { Line, StoredBooking } from '../venue/model.ts'
import type { Venue } from '../venue/venue.ts'

/**
 * A shift as it goes over the wire. The documentation names the list and nothing of what is in it:
 * these names are guessed after those of the rest of the API.
 */
export interface Shift {
  id: number
  boeking_id: number
  begin: string
  eind: string
  functie: string
  /** `null`: nobody has it yet. */
  medewerker: { id: number; displaynaam: string } | null
  locatie_id: number | null
  locatie: string | null
  status: 'open' | 'ingepland' | 'bevestigd'
}

const STAFF = [
  'Sanne Wolters',
  'Youssef Amrani',
  'Lotte te Brake',
  'Daan Heijink',
  'Marit Rosendaal',
  'Tijn Gerritsen',
  'Femke Oonk',
  'Ruben Wassink',
] as const

const MINUTE = 60_000
const BEFORE = 15 * MINUTE
const AFTER = 15 * MINUTE
/** How many guests one person looks after. */
const GUESTS_EACH = 15
const MOST = 4

/** Who works for a booking: for every activity as many as its group needs. The same every time. */
export function shiftsOf(booking: StoredBooking, venue: Venue): Shift[] {
  if (booking.status === 'geannuleerd') return []
  return booking.boekingsregels.flatMap((line) => {
    const count = Math.min(MOST, Math.max(1, Math.ceil(line.aantal / GUESTS_EACH)))
    return Array.from({ length: count }, (_, index) => shift(booking, line, index, venue))
  })
}

function shift(booking: StoredBooking, line: Line, index: number, venue: Venue): Shift {
  const chance = new Chance('shift', line.id, index)
  const taken = chance.happens(0.85)
  const person = chance.int(0, STAFF.length - 1)
  const begin = (instantOf(line.begin) ?? 0) - BEFORE
  const end = (instantOf(line.eind) ?? 0) + AFTER
  return {
    id: line.id * MOST + index,
    boeking_id: booking.id,
    begin: wallTime(begin, venue.zone),
    eind: wallTime(end, venue.zone),
    functie: SERVED.has(line.product_id) ? 'Horeca' : 'Instructeur',
    medewerker: taken ? { id: 500 + person, displaynaam: STAFF[person] ?? STAFF[0] } : null,
    locatie_id: line.locatie_id,
    locatie: venue.offer.places.find((one) => one.id === line.locatie_id)?.naam ?? null,
    status: !taken ? 'open' : chance.happens(0.7) ? 'bevestigd' : 'ingepland',
  }
}
