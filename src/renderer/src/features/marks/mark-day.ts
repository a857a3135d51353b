import type { BookingRow } from '../../../../shared/domain/booking-row.ts'
import { addDays } from '../../../../shared/domain/time.ts'
import { nearest } from '../../db/row-index.ts'

/**
 * The day whose marks a booking's page shows: the one in the list when the booking is on it, else the
 * one nearest to today. `null` without a day, and for days so long past that marks of them are not kept.
 */
export function markDayOf(
  row: BookingRow,
  listed: string,
  today: string,
  retentionDays: number,
): string | null {
  const day = row.days.includes(listed) ? listed : (nearest(row, today)?.day ?? null)
  return day !== null && day >= addDays(today, -retentionDays) ? day : null
}
