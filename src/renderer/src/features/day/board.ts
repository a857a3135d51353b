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

/** What begins at one time; made anew only when one of its rows is another. */
export interface Group {
  start: number | null
  rows: readonly BoardRow[]
  counts: Counts
  /** Since when all of it is over and known at Recras, epoch ms; `Infinity` while it is not. */
  overAt: number
}

/** A group as it stands on the board, with the rows of it that were chosen. */
export interface Slot {
  start: number | null
  top: number
  height: number
  rows: readonly BoardRow[]
  /** Which row of the board its first one is, from 0. */
  first: number
  beforeNow: boolean
}

export interface Board {
  counts: Counts
  slots: Slot[]
  /** Where the line "now" is; `null` when there is none. */
  nowTop: number | null
  height: number
  /** What stands behind the fold at the top; `null` when there is none. */
  folded: { done: number; cancelled: number } | null
  /** Rows on the board. */
  count: number
  /** Rows that the choice shows, folded ones among them. */
  chosen: number
}

/**
 * Groups rows, which are in the order of `placeRows`, by their start. `before` is the last answer:
 * groups of which every row is still the same object are taken from it as they are.
 */
export function regroup(rows: readonly BoardRow[], before: readonly Group[] = []): Group[] {
  const known = new Map(before.map((group) => [group.start, group]))
  const groups: Group[] = []
  for (let from = 0; from < rows.length;) {
    const start = rows[from]?.span.start ?? null
    const same = known.get(start)
    let to = from
    if (same) while (to - from < same.rows.length && rows[to] === same.rows[to - from]) to++
    const whole = same !== undefined && to - from === same.rows.length
    const reused = whole && (to === rows.length || (rows[to]?.span.start ?? null) !== start)
    while (!reused && to < rows.length && (rows[to]?.span.start ?? null) === start) to++
    groups.push(reused ? same : groupOf(start, rows.slice(from, to)))
    from = to
  }
  return groups
}

function groupOf(start: number | null, rows: readonly BoardRow[]): Group {
  const counts = { ...NOTHING }
  for (const one of rows) count(counts, one)
  return { start, rows, counts, overAt: overAt(rows) }
}

function overAt(rows: readonly BoardRow[]): number {
  let last = 0
  for (const { row, shown } of rows) {
    if (!isClosed(shown.status) || shown.sync !== 'done') return Infinity
    last = Math.max(last, instantOf(row.statusUpdatedAt) ?? 0)
  }
  return last
}

/** Lays out a day. What it costs goes by the number of groups, unless the choice leaves rows out. */
export function layOut(
  groups: readonly Group[],
  choice: Choice,
  day: string,
  moment: Moment,
): Board {
  const counts = { ...NOTHING }
  for (const group of groups)
    for (const key of Object.keys(counts) as (keyof Counts)[]) counts[key] += group.counts[key]
  const plain = isPlain(choice)
  const chosen = plain
    ? groups
    : groups
        .map((group) => ({ ...group, rows: group.rows.filter((one) => isChosen(one, choice)) }))
        .filter((group) => group.rows.length > 0)
  return {
    counts,
    chosen: chosen.reduce((sum, group) => sum + group.rows.length, 0),
    ...arrange(chosen, choice, plain && day === moment.today, day, moment),
  }
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

function arrange(
  groups: readonly Group[],
  choice: Choice,
  foldable: boolean,
  day: string,
  moment: Moment,
): Pick<Board, 'slots' | 'nowTop' | 'height' | 'folded' | 'count'> {
  const folded = foldable ? groups.filter((group) => isRested(group, moment.now)) : []
  const hidden = new Set(choice.unfolded ? [] : folded)
  const slots: Slot[] = []
  let top = folded.length > 0 ? FOLD_HEIGHT : 0
  let count = 0
  let nowTop: number | null = null
  const showNow = day === moment.today && groups.length > 0
  const putNow = (): void => {
    nowTop = top
    top += NOW_HEIGHT
  }
  const isPast = (one: Group | undefined): boolean =>
    one !== undefined && one.start !== null && one.start <= moment.now
  for (const [index, group] of groups.entries()) {
    if (showNow && nowTop === null && !isPast(group)) putNow()
    if (hidden.has(group)) continue
    const { start, rows } = group
    const beforeNow = showNow && nowTop === null && !isPast(groups[index + 1])
    const height = rows.length * ROW_HEIGHT + (beforeNow ? 0 : SLOT_LINE)
    slots.push({ start, top, height, rows, first: count, beforeNow })
    count += rows.length
    top += height
  }
  if (showNow && nowTop === null) putNow()
  const all = folded.reduce((sum, group) => sum + group.counts.all, 0)
  const done = folded.reduce((sum, group) => sum + group.counts.done, 0)
  return {
    slots,
    nowTop,
    height: top,
    folded: all > 0 ? { done, cancelled: all - done } : null,
    count,
  }
}

/** A start time of which everything is over, known at Recras, and not only just. */
const isRested = ({ start, overAt }: Group, now: number): boolean =>
  start !== null && start <= now && now - overAt >= REST

/** A row's place on the board. */
export interface RowPlace {
  slot: Slot
  /** Place in its slot, from 0. */
  place: number
  /** Which row of the board it is, from 0. */
  index: number
  item: BoardRow
  top: number
}

/** The row that is so many rows from the first. */
export function rowAt(board: Board, index: number): RowPlace | null {
  const slot = board.slots[firstWhere(board.slots, (one) => one.first > index) - 1]
  const place = index - (slot?.first ?? 0)
  const item = slot?.rows[place]
  return slot && item ? { slot, place, index, item, top: slot.top + place * ROW_HEIGHT } : null
}

/** The row of a booking. */
export function rowOf(board: Board, id: number): RowPlace | null {
  for (const slot of board.slots) {
    const place = slot.rows.findIndex(({ row }) => row.id === id)
    if (place >= 0) return rowAt(board, slot.first + place)
  }
  return null
}

/** The first row that begins at or below a height; past the last one `null`. */
export function rowFrom(board: Board, top: number): RowPlace | null {
  const slot = board.slots[slotAt(board, top)]
  if (!slot) return null
  const place = Math.max(0, Math.ceil((top - slot.top) / ROW_HEIGHT))
  return rowAt(board, slot.first + place)
}

/** Which slot is the first that reaches below a height. */
export const slotAt = (board: Board, top: number): number =>
  firstWhere(board.slots, (slot) => slot.top + slot.height > top)

/** The index of the first of which it is so, when it is so of all after it too; else the length. */
function firstWhere<T>(list: readonly T[], isSo: (one: T) => boolean): number {
  let low = 0
  let high = list.length
  while (low < high) {
    const middle = (low + high) >> 1
    if (isSo(list[middle] as T)) high = middle
    else low = middle + 1
  }
  return low
}
