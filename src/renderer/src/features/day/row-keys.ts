import { ROW_HEIGHT } from './board.ts'

/*
 * What the lists of bookings have in common: how keys go from row to row.
 */

const MOVES: Partial<Record<string, (index: number, page: number) => number>> = {
  ArrowDown: (index) => index + 1,
  ArrowUp: (index) => index - 1,
  Home: () => 0,
  End: () => Number.MAX_SAFE_INTEGER,
  PageDown: (index, page) => index + page,
  PageUp: (index, page) => index - page,
}

/** Where a key takes the focus from row `index` of `count`; `null` when that key means nothing here. */
export function movedTo(
  event: Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'altKey' | 'metaKey'>,
  index: number,
  count: number,
  scroller: { clientHeight: number } | null,
): number | null {
  const move = MOVES[event.key]
  if (!move || count === 0 || event.ctrlKey || event.altKey || event.metaKey) return null
  const page = Math.max(1, Math.floor((scroller?.clientHeight ?? 540) / ROW_HEIGHT) - 1)
  return Math.min(count - 1, Math.max(0, move(index, page)))
}
