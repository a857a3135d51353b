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
  const stayed = placed.filter(({ row }) => !changed.has(row.id) && !gone.has(row.id))
  const next: Placed[] = []
  let at = 0
  // Few come and many stay, as a rule: each looks for its place by halving what is left.
  for (const one of placeRows(changed.values(), day)) {
    let end = stayed.length
    for (let low = at; low < end;) {
      const middle = (low + end) >> 1
      const other = stayed[middle]
      if (other && inOrder(other, one) < 0) low = middle + 1
      else end = middle
    }
    for (; at < end; at++) next.push(stayed[at] as Placed)
    next.push(one)
  }
  for (; at < stayed.length; at++) next.push(stayed[at] as Placed)
  return next
}

const startOf = (one: Placed): number => one.span.start ?? Number.MAX_SAFE_INTEGER

/** Before (negative) or after, on the board. */
export const inOrder = (a: Placed, b: Placed): number =>
  startOf(a) - startOf(b) || a.row.id - b.row.id
