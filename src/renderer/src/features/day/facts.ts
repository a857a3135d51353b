import type { BookingRow, DaySpan } from '../../../../shared/domain/booking-row.ts'
import type { Displayed } from '../../../../shared/domain/displayed.ts'
import { dayOf, instantOf, isDay } from '../../../../shared/domain/time.ts'

/*
 * What the clock says about a booking on a day. Instants are epoch ms, so that nothing here minds
 * the days on which the clock is changed.
 */

const MINUTE = 60_000
/** From so long before the start the group is due: its button is solid. */
export const DUE_BEFORE = 15 * MINUTE
/** From so long after the start a group that is not here is late. */
export const LATE_AFTER = 15 * MINUTE

/** Statuses in which a group is on its way. An inquiry or an interest promises nothing. */
const COMING = new Set(['optie', 'pending_online', 'reservering', 'definitief'])
/** Statuses that Recras lets expire (`status_vervaldatum`). */
const EXPIRING = new Set(['informatie', 'interesse', 'optie', 'reservering'])
const CLOSED = new Set(['voltooid', 'geannuleerd'])

/** Over: done or cancelled. */
export const isClosed = (status: string): boolean => CLOSED.has(status)
/** Still to come: neither here nor over. */
export const isExpected = (status: string): boolean => status !== 'gaande' && !isClosed(status)

/** The one thing about time that matters now; minutes are whole and positive. */
export type TimeFact =
  | { kind: 'none' }
  | { kind: 'late'; minutes: number }
  | { kind: 'over'; minutes: number }
  | { kind: 'started'; minutes: number }
  | { kind: 'coming'; minutes: number }
  /** Here since, or over at; epoch ms. */
  | { kind: 'since'; at: number }
  | { kind: 'at'; at: number }
  | { kind: 'paying' }
  | { kind: 'until'; day: string }
  | { kind: 'expired'; day: string }
  /** A day that is past, and they never came. */
  | { kind: 'missed' }

export interface RowFacts {
  late: boolean
  over: boolean
  /** The group is due now: what can be done about it is the loudest thing on screen. */
  due: boolean
  time: TimeFact
}

/** When it is, for facts: the venue's day and zone, and this machine's clock. */
export interface Moment {
  now: number
  today: string
  zone: string
}

/**
 * What matters about a row on a day. `span` is the row's part of that day, when it has one; `noShow`:
 * this desk noted that nobody came, so nobody is waited for.
 */
export function factsOf(
  row: BookingRow,
  span: Pick<DaySpan, 'day' | 'start'> | null,
  shown: Displayed,
  moment: Moment,
  noShow = false,
): RowFacts {
  const { status } = shown
  const plain = { late: false, over: false, due: false }
  if (noShow && isExpected(status)) return { ...plain, time: { kind: 'none' } }
  if (status === 'gaande') return here(row, shown, moment)
  if (isClosed(status)) {
    const at = status === 'voltooid' ? changedToday(row, shown, moment) : null
    return { ...plain, time: at === null ? { kind: 'none' } : { kind: 'at', at } }
  }
  const expired = row.expires !== null && EXPIRING.has(status) && isDay(row.expires)
  const expiry: TimeFact | null =
    expired && row.expires !== null
      ? { kind: row.expires < moment.today ? 'expired' : 'until', day: row.expires }
      : null
  const start = span?.start ?? null
  if (span === null || start === null || span.day !== moment.today) {
    const missed = span !== null && span.day < moment.today && COMING.has(status)
    return { ...plain, time: expiry ?? { kind: missed ? 'missed' : 'none' } }
  }
  const since = moment.now - start
  const late = since >= LATE_AFTER && COMING.has(status)
  const time: TimeFact = late
    ? { kind: 'late', minutes: minutesOf(since) }
    : (expiry ??
      (status === 'pending_online'
        ? { kind: 'paying' }
        : since >= 0
          ? { kind: 'started', minutes: minutesOf(since) }
          : { kind: 'coming', minutes: Math.ceil(-since / MINUTE) }))
  return { late, over: false, due: since >= -DUE_BEFORE, time }
}

function here(row: BookingRow, shown: Displayed, moment: Moment): RowFacts {
  const end = lastEnd(row)
  const over = end !== null && moment.now - end >= MINUTE
  if (over)
    return {
      late: false,
      over,
      due: false,
      time: { kind: 'over', minutes: minutesOf(moment.now - end) },
    }
  const at = changedToday(row, shown, moment)
  return {
    late: false,
    over: false,
    due: false,
    time: at === null ? { kind: 'none' } : { kind: 'since', at },
  }
}

/** The end of its last line, over all its days. */
export function lastEnd(row: BookingRow): number | null {
  let last: number | null = null
  for (const span of row.spans) if (span.end !== null && span.end > (last ?? 0)) last = span.end
  return last
}

/** When the displayed status began, when that was today. */
function changedToday(row: BookingRow, shown: Displayed, moment: Moment): number | null {
  const at = shown.since ?? (shown.status === row.status ? instantOf(row.statusUpdatedAt) : null)
  return at !== null && dayOf(at, moment.zone) === moment.today ? at : null
}

const minutesOf = (ms: number): number => Math.floor(ms / MINUTE)
