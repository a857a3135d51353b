import type { Displayed } from '../../../../shared/domain/displayed.ts'
import { instantOf } from '../../../../shared/domain/time.ts'
import type { Placed } from '../../stores/placed.ts'
import { isClosed, isExpected, type Moment, type RowFacts } from './facts.ts'

/*
 * From the rows of a day to what stands on the board: counted, chosen, grouped by start and laid
 * out. Heights are those of the tokens, so that the place of every row is known without drawing it.
 */

export const ROW_HEIGHT = 54
const FOLD_HEIGHT = 48
const NOW_HEIGHT = 22
/** The line under a slot. */
const SLOT_LINE = 1
/** What was finished less long ago stays where it was; folding it under somebody's finger would be a jump. */
const REST = 15 * 60_000

/** A row as it is on screen. */
export interface BoardRow extends Placed {
  shown: Displayed
  facts: RowFacts
}

export const TABS = ['expected', 'here', 'done', 'all'] as const
export type Tab = (typeof TABS)[number]

/** What the person at the desk chose to see. */
export interface Choice {
  tab: Tab
  late: boolean
  over: boolean
  /** Empty: all. */
  statuses: readonly string[]
  places: readonly number[]
  /** What is over is unfolded. */
  unfolded: boolean
}

export const EVERYTHING: Choice = {
  tab: 'all',
  late: false,
  over: false,
  statuses: [],
  places: [],
  unfolded: false,
}

export interface Counts {
  expected: number
  here: number
  done: number
  all: number
  late: number
  over: number
  people: number
  peopleHere: number
}

export interface Slot {
  start: number | null
  top: number
  height: number
  /** Rows in it. */
  count: number
  beforeNow: boolean
}

export type BoardItem =
  | { kind: 'fold'; key: string; top: number; height: number }
  | { kind: 'now'; key: string; top: number; height: number }
  | {
      kind: 'row'
      key: number
      top: number
      height: number
      slot: number
      /** Place in its slot, from 0. */
      place: number
      item: BoardRow
    }

export interface Board {
  counts: Counts
  items: BoardItem[]
  slots: Slot[]
  height: number
  /** What stands behind the fold; `null` when there is none. */
  folded: { done: number; cancelled: number } | null
  /** Rows that the choice shows, folded ones among them. */
  chosen: number
}

/** Lays out a day. `rows` are in the order of `placeRows`. */
export function layOut(
  rows: readonly BoardRow[],
  choice: Choice,
  day: string,
  moment: Moment,
): Board {
  const counts = { ...NOTHING }
  const chosen: BoardRow[] = []
  for (const one of rows) {
    count(counts, one)
    if (isChosen(one, choice)) chosen.push(one)
  }
  const foldable = day === moment.today && isPlain(choice)
  return { counts, chosen: chosen.length, ...arrange(chosen, choice, foldable, day, moment) }
}

const NOTHING: Counts = {
  expected: 0,
  here: 0,
  done: 0,
  all: 0,
  late: 0,
  over: 0,
  people: 0,
  peopleHere: 0,
}

function count(counts: Counts, { row, shown, facts }: BoardRow): void {
  // A number that cannot be of people is shown with its row, and counted nowhere.
  const people = row.flags.includes('bad-people') ? 0 : (row.personen ?? 0)
  counts.all++
  if (facts.late) counts.late++
  if (facts.over) counts.over++
  if (shown.status !== 'geannuleerd') counts.people += people
  if (isExpected(shown.status)) counts.expected++
  else if (shown.status === 'voltooid') counts.done++
  else if (shown.status === 'gaande') {
    counts.here++
    counts.peopleHere += people
  }
}

/** Whether the choice leaves nothing out. */
export const isPlain = (choice: Choice): boolean =>
  choice.tab === 'all' && !choice.late && !choice.over && !isNarrowed(choice)

/** Whether statuses or places are chosen. */
export const isNarrowed = (choice: Choice): boolean =>
  choice.statuses.length > 0 || choice.places.length > 0

function isChosen({ row, span, shown, facts }: BoardRow, choice: Choice): boolean {
  if (choice.tab === 'expected' && !isExpected(shown.status)) return false
  if (choice.tab === 'here' && shown.status !== 'gaande') return false
  if (choice.tab === 'done' && shown.status !== 'voltooid') return false
  // Both at once means either: they exclude each other.
  if ((choice.late || choice.over) && !(choice.late && facts.late) && !(choice.over && facts.over))
    return false
  if (choice.statuses.length > 0 && !choice.statuses.includes(shown.status)) return false
  return (
    choice.places.length === 0 ||
    span.places.some((place) => choice.places.includes(place)) ||
    (span.places.length === 0 && row.flags.length > 0)
  )
}

interface Group {
  start: number | null
  rows: BoardRow[]
}

function arrange(
  rows: readonly BoardRow[],
  choice: Choice,
  foldable: boolean,
  day: string,
  moment: Moment,
): Pick<Board, 'items' | 'slots' | 'height' | 'folded'> {
  const groups = groupByStart(rows)
  const folded = foldable ? groups.filter((group) => isRested(group, moment.now)) : []
  const hidden = new Set(choice.unfolded ? [] : folded)
  const items: BoardItem[] = []
  const slots: Slot[] = []
  let top = 0
  if (folded.length > 0) {
    items.push({ kind: 'fold', key: 'fold', top, height: FOLD_HEIGHT })
    top += FOLD_HEIGHT
  }
  const showNow = day === moment.today && rows.length > 0
  let nowPut = !showNow
  const putNow = (): void => {
    items.push({ kind: 'now', key: 'now', top, height: NOW_HEIGHT })
    top += NOW_HEIGHT
    nowPut = true
  }
  for (const [index, group] of groups.entries()) {
    const isPast = (one: Group | undefined): boolean =>
      one !== undefined && one.start !== null && one.start <= moment.now
    if (!nowPut && !isPast(group)) putNow()
    if (hidden.has(group)) continue
    const beforeNow = !nowPut && !isPast(groups[index + 1])
    const height = group.rows.length * ROW_HEIGHT + (beforeNow ? 0 : SLOT_LINE)
    const slot = slots.length
    slots.push({ start: group.start, top, height, count: group.rows.length, beforeNow })
    for (const [place, item] of group.rows.entries()) {
      items.push({
        kind: 'row',
        key: item.row.id,
        top: top + place * ROW_HEIGHT,
        height: ROW_HEIGHT + (place === group.rows.length - 1 && !beforeNow ? SLOT_LINE : 0),
        slot,
        place,
        item,
      })
    }
    top += height
  }
  if (!nowPut) putNow()
  const over = folded.flatMap((group) => group.rows)
  const cancelled = over.filter((one) => one.shown.status === 'geannuleerd').length
  return {
    items,
    slots,
    height: top,
    folded: over.length > 0 ? { done: over.length - cancelled, cancelled } : null,
  }
}

function groupByStart(rows: readonly BoardRow[]): Group[] {
  const groups: Group[] = []
  for (const row of rows) {
    const last = groups.at(-1)
    if (last && last.start === row.span.start) last.rows.push(row)
    else groups.push({ start: row.span.start, rows: [row] })
  }
  return groups
}

/** A start time of which everything is over, known at Recras, and not only just. */
const isRested = (group: Group, now: number): boolean =>
  group.start !== null &&
  group.start <= now &&
  group.rows.every(
    ({ row, shown }) =>
      isClosed(shown.status) &&
      shown.sync === 'done' &&
      now - (instantOf(row.statusUpdatedAt) ?? 0) >= REST,
  )
