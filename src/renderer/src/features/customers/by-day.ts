import type { BookingRow } from '../../../../shared/domain/booking-row.ts'
import { nearest } from '../../db/row-index.ts'

export interface Groups {
  /** Today and later, the first to come first. */
  coming: BookingRow[]
  /** Before today, the last one first; after them those of no known day. */
  past: BookingRow[]
}

/** Bookings by when they are. A booking of several days counts by the one that is nearest to today. */
export function byDay(rows: readonly BookingRow[], today: string): Groups {
  const placed = rows.map((row) => {
    const span = nearest(row, today)
    return { row, day: span?.day ?? '', at: span?.start ?? 0 }
  })
  const order = (a: (typeof placed)[number], b: (typeof placed)[number]): number =>
    a.day === b.day ? a.at - b.at || a.row.id - b.row.id : a.day < b.day ? -1 : 1
  placed.sort(order)
  return {
    coming: placed.filter(({ day }) => day >= today).map(({ row }) => row),
    past: placed
      .filter(({ day }) => day < today)
      .map(({ row }) => row)
      .reverse(),
  }
}
