import { instantOf, startOfDay, addDays } from '../../shared/domain/time.ts'
import type { Switches } from '../switches.ts'
import type { Period } from '../http/period.ts'
import type { Line, StoredBooking } from './model.ts'

type Rules = Pick<Switches, 'periodMatch' | 'periodEnd' | 'undatedByDatum'>

/** Lines are replaced, never changed, so their instants are read once. */
const known = new WeakMap<Line[], Period[]>()

function spansOf(lines: Line[]): Period[] {
  let spans = known.get(lines)
  if (!spans) {
    spans = lines.flatMap((line) => {
      const from = instantOf(line.begin)
      return from === null ? [] : [{ from, until: instantOf(line.eind) ?? from }]
    })
    known.set(lines, spans)
  }
  return spans
}

/** Whether a booking is of a period, by its lines, its start or its making. */
export function inPeriod(
  booking: StoredBooking,
  period: Period,
  by: 'boekingsregel' | 'startdatum' | 'created_at',
  zone: string,
  rules: Rules,
): boolean {
  const within = (at: number): boolean =>
    at >= period.from &&
    (at < period.until || (rules.periodEnd === 'inclusive' && at === period.until))
  if (by === 'created_at') return within(instantOf(booking.created_at) ?? NaN)
  const spans = spansOf(booking.boekingsregels)
  if (spans.length === 0) return rules.undatedByDatum && ofDay(booking.datum, period, zone)
  if (by === 'startdatum') return within(Math.min(...spans.map((span) => span.from)))
  return spans.some(
    (span) =>
      within(span.from) ||
      (rules.periodMatch === 'overlap' && span.from < period.from && span.until > period.from),
  )
}

function ofDay(day: string, period: Period, zone: string): boolean {
  const from = startOfDay(day, zone)
  return from < period.until && startOfDay(addDays(day, 1), zone) > period.from
}
