import { describe, expect, it } from 'vitest'
import { chosenOf, NOBODY, peopleOf } from '../../../src/renderer/src/features/day-log/groups.ts'
import { markDayOf } from '../../../src/renderer/src/features/marks/mark-day.ts'
import type { BookingRow } from '../../../src/shared/domain/booking-row.ts'
import { canBeNoShow } from '../../../src/shared/domain/local-marks.ts'
import type { DayLogKind, DayLogLine } from '../../../src/shared/day-log.ts'
import type { Actor } from '../../../src/shared/staff.ts'

const FM = { id: 's1', initials: 'FM' }
const JW = { id: 's2', initials: 'JW' }

const line = (
  kind: DayLogKind,
  second: number,
  by: Actor | null = FM,
  more: Partial<DayLogLine> = {},
): DayLogLine => ({
  at: new Date(Date.parse('2026-06-15T08:00:00Z') + second * 1000).toISOString(),
  kind,
  by,
  desk: 'Balie',
  bookingId: 75,
  referentie: '67-1',
  detail: null,
  ...more,
})
const EVERYTHING = { group: null, who: null }

describe('the day’s log on screen', () => {
  it('is the latest first, of what and whom was chosen', () => {
    const lines = [
      line('promised', 0),
      line('line-lost', 1, null),
      line('locked', 2, JW),
      line('done', 3),
    ]
    const kinds = (choice: Parameters<typeof chosenOf>[1]) =>
      chosenOf(lines, choice).map(({ kind }) => kind)
    expect(kinds(EVERYTHING)).toEqual(['done', 'locked', 'line-lost', 'promised'])
    expect(kinds({ group: 'bookings', who: null })).toEqual(['done', 'promised'])
    expect(kinds({ group: null, who: 's2' })).toEqual(['locked'])
    expect(kinds({ group: null, who: NOBODY })).toEqual(['line-lost'])
    expect(kinds({ group: 'kiosk', who: 's1' })).toEqual([])
    expect(peopleOf([...lines, line('done', 4, JW)])).toEqual([FM, JW])
  })

  it('tells a count once that one person pressed together', () => {
    const arrived = (second: number, count: number, more: Partial<DayLogLine> = {}) =>
      line('arrived', second, FM, { detail: String(count), ...more })
    const shown = chosenOf(
      [
        arrived(0, 1),
        arrived(1, 2),
        arrived(2, 3),
        arrived(3, 1, { bookingId: 76 }),
        arrived(4, 4),
        arrived(400, 5),
        { ...arrived(401, 6), by: JW },
        line('done', 402),
        arrived(403, 7),
      ],
      EVERYTHING,
    )
    expect(shown.map(({ bookingId, detail }) => [bookingId, detail])).toEqual([
      [75, '7'],
      [75, null],
      [75, '6'],
      [75, '5'],
      [75, '4'],
      [76, '1'],
      [75, '3'],
    ])
  })
})

const START = Date.parse('2026-06-15T10:00:00Z')
const row = {
  days: ['2026-06-14', '2026-06-15'],
  spans: [
    { day: '2026-06-14', start: null, end: null, places: [] },
    { day: '2026-06-15', start: START, end: null, places: [] },
  ],
} as unknown as BookingRow

describe('that nobody came', () => {
  it.each([
    ['a minute before the start', '2026-06-15', START - 60_000, false],
    ['at the start', '2026-06-15', START, true],
    ['the day after', '2026-06-15', START + 86_400_000, true],
    ['on a day without a time', '2026-06-14', START, false],
    ['on a day that is not the booking’s', '2026-06-16', START, false],
  ])('%s: %s', (_, day, now, may) => {
    expect(canBeNoShow(row, day, now)).toBe(may)
  })
})

describe('the day of the marks on a booking’s page', () => {
  it.each([
    ['is the one in the list', '2026-06-14', '2026-06-15', '2026-06-14'],
    [
      'is the nearest to today when the list shows another',
      '2026-07-01',
      '2026-06-15',
      '2026-06-15',
    ],
    ['is none when it is so long past that none are kept', '2026-07-01', '2026-06-30', null],
  ])('%s', (_, listed, today, day) => {
    expect(markDayOf(row, listed, today, 3)).toBe(day)
  })
})
