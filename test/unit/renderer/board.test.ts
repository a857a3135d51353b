import { describe, expect, it } from 'vitest'
import { BoardMemory, type Pending } from '../../../src/renderer/src/features/day/board-memory.ts'
import {
  EVERYTHING,
  layOut,
  regroup,
  ROW_HEIGHT,
  rowAt,
  rowFrom,
  rowOf,
  type Choice,
} from '../../../src/renderer/src/features/day/board.ts'
import { placeRows, replaceRows } from '../../../src/renderer/src/stores/placed.ts'
import type { BookingRow } from '../../../src/shared/domain/booking-row.ts'
import type { OutboxEntry } from '../../../src/shared/outbox/entry.ts'
import { DAY, line, row, ZONE } from './booking-of.ts'

const now = Date.parse(`${DAY}T14:08:00+02:00`)
const moment = { now, today: DAY, zone: ZONE }
const one = (id: number, status: string, begin: string, fields: Record<string, unknown> = {}) =>
  row({
    id,
    status,
    status_updated_at: `${DAY}T10:00:00+02:00`,
    boekingsregels: [line(begin, '23:00')],
    ...fields,
  })
const NO_OFFERS = {}
const pendingOf = (entries: OutboxEntry[]): Pending => ({
  byBooking: Map.groupBy(entries, (entry) => entry.bookingId),
  offers: NO_OFFERS,
  noShows: new Set(),
})
const board = (
  rows: BookingRow[],
  choice: Partial<Choice> = {},
  day = DAY,
  entries: OutboxEntry[] = [],
) =>
  layOut(
    regroup(new BoardMemory().recall(placeRows(rows, day), pendingOf(entries), moment)),
    { ...EVERYTHING, ...choice },
    day,
    moment,
  )
/** What stands on the board from top to bottom: ids of rows, the fold, the line now. */
const kinds = (of: ReturnType<typeof board>) => {
  const items: { top: number; what: number | string }[] = of.slots.flatMap(({ top, rows }) =>
    rows.map((one, place) => ({ top: top + place * ROW_HEIGHT, what: one.row.id })),
  )
  if (of.nowTop !== null) items.push({ top: of.nowTop, what: 'now' })
  if (of.folded) items.push({ top: 0, what: 'fold' })
  return items.sort((a, b) => a.top - b.top).map(({ what }) => what)
}

describe('rows that change', () => {
  const rows = [
    one(1, 'definitief', '09:00'),
    one(2, 'definitief', '14:00'),
    one(3, 'definitief', '15:00'),
  ]

  it('are put where they belong, as if all were placed anew', () => {
    const moved = one(3, 'definitief', '08:00')
    const added = one(4, 'definitief', '14:00')
    const changed = new Map([moved, added].map((row) => [row.id, row]))
    const next = replaceRows(placeRows(rows, DAY), changed, new Set([1]), DAY)
    expect(next).toEqual(placeRows([moved, added, rows[1] as BookingRow], DAY))
    expect(next.map(({ row }) => row.id)).toEqual([3, 2, 4])
  })
})

describe('the memory of the board', () => {
  const waiting = (bookingId: number): OutboxEntry => ({
    id: `entry-${bookingId}`,
    bookingId,
    referentie: `${bookingId}-1`,
    wanted: 'gaande',
    seen: { status: 'definitief', statusUpdatedAt: null },
    at: `${DAY}T12:00:00Z`,
    serverOffsetMs: null,
    desk: 'Balie',
    by: null,
    state: 'waiting',
    sent: false,
    attempts: 0,
    lastError: null,
    nextTryAt: null,
    reason: null,
    server: null,
  })

  it('a change of one booking makes one row anew, and what ends is forgotten', () => {
    const placed = placeRows([one(1, 'definitief', '14:00'), one(2, 'definitief', '14:30')], DAY)
    const memory = new BoardMemory()
    const before = memory.recall(placed, pendingOf([]), moment)
    const during = memory.recall(placed, pendingOf([waiting(1)]), moment)
    expect(during[0]?.shown).toMatchObject({ status: 'gaande', sync: 'waiting' })
    expect(during[1]).toBe(before[1])
    const after = memory.recall(placed, pendingOf([]), moment)
    expect(after[0]?.shown).toMatchObject({ status: 'definitief', sync: 'done' })
    expect(after[1]).toBe(before[1])
  })

  it('nobody is waited for who did not come, until that is taken back', () => {
    const placed = placeRows([one(1, 'definitief', '09:00'), one(2, 'definitief', '09:00')], DAY)
    const memory = new BoardMemory()
    const before = memory.recall(placed, pendingOf([]), moment)
    expect(before.map(({ facts }) => facts.late)).toEqual([true, true])
    const noted = memory.recall(placed, { ...pendingOf([]), noShows: new Set([1]) }, moment)
    expect(noted[0]?.facts).toMatchObject({ late: false, due: false, time: { kind: 'none' } })
    expect(noted[1]).toBe(before[1])
    const after = memory.recall(placed, pendingOf([]), moment)
    expect(after.map(({ facts }) => facts.late)).toEqual([true, true])
  })

  it('what waits is seen at once with other offers, and a minute changes nothing of what is over', () => {
    const placed = placeRows([one(1, 'definitief', '14:00'), one(2, 'voltooid', '14:00')], DAY)
    const memory = new BoardMemory()
    const pending = pendingOf([waiting(1)])
    const before = memory.recall(placed, pending, moment)
    expect(before[0]?.shown.actions).toEqual(['confirmed'])
    const learned = { ...pending, offers: { gaande: ['finished' as const] } }
    const after = memory.recall(placed, learned, moment)
    expect(after[0]?.shown.actions).toEqual(['finished', 'confirmed'])
    const later = memory.recall(placed, learned, { ...moment, now: now + 60_000 })
    expect(later[0]?.shown).toBe(after[0]?.shown)
    expect(later[0]).not.toBe(after[0])
    expect(later[1]).toBe(before[1])
    const tomorrow = memory.recall(placed, learned, { ...moment, today: '2026-06-14' })
    expect(tomorrow[1]?.facts.time).toEqual({ kind: 'none' })
  })

  it('another row of the same booking and another minute are seen', () => {
    const memory = new BoardMemory()
    const before = memory.recall(
      placeRows([one(1, 'definitief', '14:00')], DAY),
      pendingOf([]),
      moment,
    )
    const moved = memory.recall(placeRows([one(1, 'gaande', '14:00')], DAY), pendingOf([]), moment)
    expect(moved[0]?.shown.status).toBe('gaande')
    const later = { ...moment, now: now + 60_000 }
    const placed = placeRows([one(1, 'definitief', '14:00')], DAY)
    const [first] = memory.recall(placed, pendingOf([]), moment)
    expect(memory.recall(placed, pendingOf([]), later)[0]).not.toBe(first)
    expect(before[0]?.facts.time).toMatchObject({ kind: 'started', minutes: 8 })
  })
})

describe('groups', () => {
  it('are the same objects while their rows are, whatever changed in others', () => {
    const day = [
      one(1, 'definitief', '09:00'),
      one(2, 'definitief', '09:00'),
      one(3, 'definitief', '10:00'),
      one(4, 'definitief', '11:00'),
    ]
    const memory = new BoardMemory()
    const grouped = (rows: BookingRow[], before?: ReturnType<typeof regroup>) =>
      regroup(memory.recall(placed(rows), pendingOf([]), moment), before)
    const known = new Map<BookingRow, ReturnType<typeof placeRows>[number]>()
    // As `replaceRows` does: what did not change is the same object.
    const placed = (rows: BookingRow[]) =>
      placeRows(rows, DAY).map((of) => known.get(of.row) ?? (known.set(of.row, of), of))
    const before = grouped(day)
    expect(before.map(({ rows }) => rows.length)).toEqual([2, 1, 1])
    expect(grouped(day, before).every((group, index) => group === before[index])).toBe(true)
    const here = one(2, 'gaande', '09:00')
    const changed = grouped([...day.filter(({ id }) => id !== 2), here], before)
    expect(changed[0]?.counts).toMatchObject({ expected: 1, here: 1, all: 2 })
    expect(changed[0]?.rows[0]).toBe(before[0]?.rows[0])
    expect(changed.slice(1)).toEqual(before.slice(1))
    expect(changed[1]).toBe(before[1])
    // One joins the end of a group, one leaves, and one moves to another.
    const moved = grouped(
      [day[0] as BookingRow, one(5, 'definitief', '09:00'), one(3, 'definitief', '11:00')],
      changed,
    )
    expect(moved.map(({ rows }) => rows.map(({ row: { id } }) => id))).toEqual([[1, 5], [3]])
  })
})

describe('the order of the board', () => {
  it('goes by start on that day, then by id, with what has no time at the end', () => {
    const rows = [
      one(3, 'definitief', '15:00'),
      row({ id: 9, boekingsregels: [] }),
      one(2, 'definitief', '15:00'),
      one(5, 'definitief', '14:30', {
        boekingsregels: [line('18:00', '19:00'), line('14:30', '15:00')],
      }),
      one(7, 'definitief', '09:00', {
        boekingsregels: [line('09:00', '10:00', 1, '2026-06-12'), line('16:00', '17:00')],
      }),
    ]
    expect(placeRows(rows, DAY).map(({ row: { id } }) => id)).toEqual([5, 2, 3, 7, 9])
  })

  it('runs the line "now" between what began and what is to come', () => {
    const rows = [one(1, 'gaande', '14:00'), one(2, 'definitief', '14:30')]
    expect(kinds(board(rows))).toEqual([1, 'now', 2])
    expect(kinds(board(rows.slice(1)))).toEqual(['now', 2])
    expect(kinds(board(rows.slice(0, 1)))).toEqual([1, 'now'])
    expect(kinds(board([]))).toEqual([])
    expect(kinds(board(rows, {}, '2026-06-12'))).toEqual([])
  })

  it('places every row under the one before it, without a gap', () => {
    const rows = Array.from({ length: 40 }, (_, index) =>
      one(index, 'definitief', `${String(9 + (index % 12)).padStart(2, '0')}:00`),
    )
    const laid = board(rows)
    let bottom = 0
    let count = 0
    for (const slot of laid.slots) {
      if (laid.nowTop === bottom) bottom += 22
      expect(slot).toMatchObject({ top: bottom, first: count })
      bottom += slot.height
      count += slot.rows.length
    }
    expect(laid).toMatchObject({ height: bottom, count: 40 })
    expect(laid.slots).toHaveLength(12)
    expect(laid.slots[0]).toMatchObject({ top: 0, height: 4 * ROW_HEIGHT + 1 })
    expect(laid.slots[0]?.rows).toHaveLength(4)
  })

  it('finds a row by its number, its booking and its height', () => {
    const laid = board([
      one(1, 'definitief', '09:00'),
      one(2, 'definitief', '09:00'),
      one(3, 'definitief', '15:00'),
    ])
    const third = laid.slots[1]?.top ?? 0
    for (const [index, id, top] of [
      [0, 1, 0],
      [1, 2, ROW_HEIGHT],
      [2, 3, third],
    ] as const) {
      const place = { index, top, item: { row: { id } } }
      expect(rowAt(laid, index)).toMatchObject(place)
      expect(rowOf(laid, id)).toMatchObject(place)
      expect(rowFrom(laid, top)).toMatchObject(place)
      expect(rowFrom(laid, top + 1)?.index).toBe(index < 2 ? index + 1 : undefined)
    }
    expect(rowAt(laid, 3)).toBeNull()
    expect(rowAt(laid, -1)).toBeNull()
    expect(rowOf(laid, 4)).toBeNull()
    expect(rowAt(board([]), 0)).toBeNull()
  })
})

describe('what is over', () => {
  const rows = [
    one(1, 'voltooid', '09:00'),
    one(2, 'geannuleerd', '09:00'),
    one(3, 'voltooid', '10:00'),
    one(4, 'voltooid', '11:00'),
    one(5, 'gaande', '11:00'),
    one(6, 'geannuleerd', '16:00'),
  ]

  it('folds start times of which everything is over, never what is still to come', () => {
    const laid = board(rows)
    expect(laid.folded).toEqual({ done: 2, cancelled: 1 })
    expect(kinds(laid)).toEqual(['fold', 4, 5, 'now', 6])
    expect(kinds(board(rows, { unfolded: true }))).toEqual(['fold', 1, 2, 3, 4, 5, 'now', 6])
  })

  it('folds nothing of another day, nor of a choice', () => {
    expect(board(rows, { tab: 'done' }).folded).toBeNull()
    const yesterday = rows.map((of) => ({
      ...of,
      spans: of.spans.map((span) => ({ ...span, day: '2026-06-12' })),
    }))
    expect(board(yesterday, {}, '2026-06-12').folded).toBeNull()
  })

  it('leaves what was finished only just, or is not yet at Recras, where it was', () => {
    const fresh = one(1, 'voltooid', '09:00', { status_updated_at: `${DAY}T14:00:00+02:00` })
    expect(board([fresh]).folded).toBeNull()
    const waiting = one(2, 'gaande', '09:00')
    const entry = {
      bookingId: 2,
      wanted: 'voltooid',
      state: 'waiting',
      at: `${DAY}T10:00:00Z`,
      seen: { status: 'gaande', statusUpdatedAt: null },
    } as OutboxEntry
    expect(board([waiting], {}, DAY, [entry]).folded).toBeNull()
  })
})

describe('what is counted and chosen', () => {
  const rows = [
    one(1, 'definitief', '13:30', { personen: 10 }),
    one(2, 'gaande', '09:00', { personen: 20, boekingsregels: [line('09:00', '11:00', 2)] }),
    one(3, 'gaande', '14:00', { personen: 5 }),
    one(4, 'voltooid', '09:00', { personen: 7 }),
    one(5, 'geannuleerd', '15:00', { personen: 100 }),
    one(6, 'optie', '15:00', { personen: -3 }),
    one(7, 'zomaar', '15:00', { personen: null }),
  ]

  it('counts as displayed; cancelled and impossible people are nobody', () => {
    expect(board(rows).counts).toEqual({
      expected: 3,
      here: 2,
      done: 1,
      all: 7,
      late: 1,
      over: 1,
      people: 42,
      peopleHere: 25,
    })
  })

  it('counts the same whatever is chosen', () => {
    expect(board(rows, { tab: 'here', late: true }).counts).toEqual(board(rows).counts)
  })

  it('shows what is chosen', () => {
    const ids = (choice: Partial<Choice>) =>
      board(rows, choice).slots.flatMap((slot) => slot.rows.map((of) => of.row.id))
    expect(ids({ tab: 'expected' })).toEqual([1, 6, 7])
    expect(ids({ tab: 'here' })).toEqual([2, 3])
    expect(ids({ tab: 'done' })).toEqual([4])
    expect(ids({ late: true })).toEqual([1])
    expect(ids({ over: true })).toEqual([2])
    expect(ids({ late: true, over: true })).toEqual([2, 1])
    expect(ids({ statuses: ['optie', 'geannuleerd'] })).toEqual([5, 6])
    expect(ids({ places: [2] })).toEqual([2])
    expect(board(rows, { tab: 'here', late: true }).chosen).toBe(0)
  })

  it('keeps a broken booking in view when places are chosen: nobody knows where it is', () => {
    const broken = row({ id: 8, boekingsregels: [] })
    expect(board([broken], { places: [1] }).chosen).toBe(1)
  })
})

describe('the people of a day', () => {
  it('are counted without rows whose number cannot be of people', () => {
    const { counts } = board([
      one(1, 'gaande', '14:00', { personen: 4 }),
      one(2, 'gaande', '14:00', { personen: 2.5 }),
      one(3, 'definitief', '15:00', { personen: -3 }),
      one(4, 'definitief', '15:00', { personen: null }),
    ])
    expect(counts).toMatchObject({ all: 4, people: 4, peopleHere: 4 })
  })
})
