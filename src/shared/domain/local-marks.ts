import type { BookingRow } from './booking-row.ts'

/**
 * Whether it can be said of a booking that nobody came: only after it has begun on that day. Without
 * a time nobody can be late. `now` is epoch ms.
 */
export function canBeNoShow(row: Pick<BookingRow, 'spans'>, day: string, now: number): boolean {
  const start = row.spans.find((span) => span.day === day)?.start ?? null
  return start !== null && start <= now
}
