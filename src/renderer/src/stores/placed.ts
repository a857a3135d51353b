import type { BookingRow, DaySpan } from '../../../shared/domain/booking-row.ts'

/** A row with its part of the day on screen. */
export interface Placed {
  row: BookingRow
  span: DaySpan
}

/** Rows of a day in the order of the board: by start, those without a time last, then by id. */
export function placeRows(rows: Iterable<BookingRow>, day: string): Placed[] {
  const placed: Placed[] = []
  for (const row of rows) {
    const span = row.spans.find((one) => one.day === day)
    if (span) placed.push({ row, span })
  }
  return placed.sort(inOrder)
}

/**
 * The same after some rows changed or left, in one walk: `changed` are the rows as they are now,
 * `gone` the ids that are not of this day any more.
 */
export function replaceRows(
  placed: readonly Placed[],
  changed: ReadonlyMap<number, BookingRow>,
  gone: ReadonlySet<number>,
  day: string,
): Placed[] {
  const next: Placed[] = []
  const added = placeRows(changed.values(), day)
  let at = 0
  for (const one of placed) {
    if (changed.has(one.row.id) || gone.has(one.row.id)) continue
    for (let other = added[at]; other && inOrder(other, one) < 0; other = added[++at])
      next.push(other)
    next.push(one)
  }
  return next.concat(added.slice(at))
}

const startOf = (one: Placed): number => one.span.start ?? Number.MAX_SAFE_INTEGER

const inOrder = (a: Placed, b: Placed): number => startOf(a) - startOf(b) || a.row.id - b.row.id
