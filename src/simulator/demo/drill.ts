import type { DrillRecord, DrillTask, DrillTaskKind } from '../../shared/domain/drill.ts'
import type { StoredBooking } from '../venue/model.ts'
import type { Venue } from '../venue/venue.ts'
import type { Chance } from './random.ts'

/** Who comes to the desk in a busy hour; from the first again when it is through. */
const HOUR: readonly DrillTaskKind[] = [
  'check-in',
  'check-in',
  'finish',
  'check-in',
  'unknown',
  'check-in',
  'finish',
  'check-in',
  'walk-in',
  'check-in',
]
/** These come once: a second time they teach nothing. */
const ONCE: readonly DrillTaskKind[] = ['unknown', 'walk-in']
const STATUS = { 'check-in': 'definitief', finish: 'gaande' } as const

/**
 * What groups of today want, one after another. Where too few of them have come so far, others are
 * set to where they can: back from what is over, and early in the day forward to being here.
 */
export function drillTasks(venue: Venue, count: number, chance: Chance): DrillTask[] {
  const groups = new Map(
    Object.values(STATUS).map((status) => [
      status,
      chance.shuffled(venue.todays(status).filter(isWhole)),
    ]),
  )
  const spare = chance.shuffled(venue.todays('voltooid').filter(isWhole))

  function groupIn(status: 'definitief' | 'gaande'): StoredBooking | null {
    const ready = groups.get(status)?.pop()
    if (ready) return ready
    const other = spare.pop() ?? groups.get('definitief')?.pop()
    return other ? venue.setStatus(other.id, status, 'recras') : null
  }

  const tasks: DrillTask[] = []
  for (let turn = 0; tasks.length < count && turn < count * 3; turn++) {
    const kind = HOUR[turn % HOUR.length] ?? 'check-in'
    if (turn >= HOUR.length && ONCE.includes(kind)) continue
    const id = tasks.length
    if (kind === 'unknown') tasks.push(unknown(id, venue, chance))
    else if (kind === 'walk-in') tasks.push({ ...NOBODY, id, kind, people: 4, optional: true })
    else {
      const booking = groupIn(STATUS[kind])
      if (booking) tasks.push(known(id, kind, booking, venue))
    }
  }
  return tasks
}

/** Counts what happens at the venue from now on. */
export function watchVenue(venue: Venue): () => DrillRecord {
  const before = venue.changes.length
  const there = new Set(venue.all().map(({ id }) => id))
  return () => ({
    changes: venue.changes
      .slice(before)
      .map(({ booking, to, by }) => ({ booking, to, ours: by === 'api' })),
    made: venue.all().filter(({ id }) => !there.has(id)).length,
  })
}

const NOBODY = {
  bookingId: null,
  referentie: null,
  name: null,
  people: null,
  code: null,
  optional: false,
} as const

const isWhole = (booking: StoredBooking): boolean =>
  booking.boekingsregels.length > 0 && booking.raw === undefined

const known = (
  id: number,
  kind: DrillTaskKind,
  booking: StoredBooking,
  venue: Venue,
): DrillTask => ({
  ...NOBODY,
  id,
  kind,
  bookingId: booking.id,
  referentie: booking.referentie,
  name: venue.customer(booking.klant_id)?.displaynaam ?? null,
  people: booking.personen,
  code: venue.codeOf(booking),
})

/** Looks like a code of the venue's own; no booking has it. */
function unknown(id: number, venue: Venue, chance: Chance): DrillTask {
  const taken = new Set(venue.all().map(({ referentie }) => referentie))
  for (;;) {
    const referentie = `${chance.int(90_000, 99_999)}-${chance.int(1, 9)}`
    if (!taken.has(referentie))
      return { ...NOBODY, id, kind: 'unknown', referentie, code: `B:${referentie}` }
  }
}
