import { addDays, dayOf, instantOf, offsetMinutes, startOfDay } from '../../shared/domain/time.ts'

/** From (included) until; epoch ms. */
export interface Period {
  from: number
  until: number
}

const DURATION =
  /^P(?!$)(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)W)?(?:(\d+)D)?(?:T(?!$)(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?)?$/

/**
 * Reads an ISO 8601 interval: begin and end, one of them with a duration, or a duration alone,
 * which hangs on `bare`. Datetimes need their offset. `null` when it is none, or ends before it begins.
 */
export function readPeriod(text: string, bare: number, zone: string): Period | null {
  const parts = text.split('/')
  if (parts.length > 2) return null
  const [first = '', second] = parts
  if (second === undefined) {
    const until = plus(bare, first, 1, zone)
    return until === null ? null : { from: bare, until }
  }
  const begin = instantOf(first)
  const end = instantOf(second)
  const from = begin ?? (end === null ? null : plus(end, first, -1, zone))
  const until = end ?? (begin === null ? null : plus(begin, second, 1, zone))
  return from === null || until === null || until < from ? null : { from, until }
}

/** What a bare duration hangs on. */
export const hook = (kind: 'today' | 'now', now: number, zone: string): number =>
  kind === 'now' ? now : startOfDay(dayOf(now, zone), zone)

/** An instant and a duration: years to days by the venue's calendar, the rest by the clock. */
function plus(at: number, duration: string, sign: 1 | -1, zone: string): number | null {
  const match = DURATION.exec(duration)
  if (!match) return null
  const [years, months, weeks, days, hours, minutes, seconds] = match
    .slice(1)
    .map((part) => sign * Number(part ?? 0)) as [
    number,
    number,
    number,
    number,
    number,
    number,
    number,
  ]
  const day = dayOf(at, zone)
  const sinceMidnight = at + offsetMinutes(zone, at) * 60_000 - Date.parse(`${day}T00:00:00Z`)
  const calendar = new Date(`${day}T00:00:00Z`)
  calendar.setUTCFullYear(calendar.getUTCFullYear() + years, calendar.getUTCMonth() + months)
  const target = addDays(calendar.toISOString().slice(0, 10), weeks * 7 + days)
  const wall = Date.parse(`${target}T00:00:00Z`) + sinceMidnight
  const guess = wall - offsetMinutes(zone, wall) * 60_000
  const moved = wall - offsetMinutes(zone, guess) * 60_000
  const result = moved + ((hours * 60 + minutes) * 60 + seconds) * 1000
  return Number.isFinite(result) ? result : null
}
