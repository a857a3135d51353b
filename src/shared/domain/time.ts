import { tzOffset } from '@date-fns/tz'

/*
 * Everything about the venue's clock. Instants are epoch milliseconds; days are `YYYY-MM-DD` in the
 * venue's time zone. Datetimes from Recras carry an offset and are compared as instants only
 * (recras-api "Dates, numbers, empties").
 */

const QUARTER = 15 * 60_000
const DAY_MS = 86_400_000
const DAY = /^\d{4}-\d{2}-\d{2}$/
const LENGTHS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
const DATETIME = /^\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:?\d{2})$/i

const offsets = new Map<string, Map<number, number>>()

/** Minutes east of UTC in the zone at an instant. Zones shift on quarter hours only, so it caches per quarter. */
export function offsetMinutes(zone: string, at: number): number {
  const quarter = Math.floor(at / QUARTER)
  let known = offsets.get(zone)
  if (!known) offsets.set(zone, (known = new Map()))
  let offset = known.get(quarter)
  if (offset === undefined) {
    offset = tzOffset(zone, new Date(at))
    if (known.size > 20_000) known.clear()
    known.set(quarter, offset)
  }
  return offset
}

/** Whether the runtime knows the zone. */
export const isZone = (zone: string): boolean => {
  try {
    new Intl.DateTimeFormat('en', { timeZone: zone })
    return true
  } catch {
    return false
  }
}

/**
 * The instant of a datetime with an offset, or `null` when it is not one: 30 February and the years
 * at the ends of the calendar are none either.
 */
export function instantOf(text: string | null | undefined): number | null {
  if (!text || !DATETIME.test(text) || !isDay(text.slice(0, 10))) return null
  if (text < '1900' || text >= '9999') return null
  const at = Date.parse(text)
  return Number.isNaN(at) ? null : at
}

/** Whether the text is a day that exists. */
export function isDay(text: string): boolean {
  if (!DAY.test(text)) return false
  const month = Number(text.slice(5, 7))
  const day = Number(text.slice(8))
  if (day <= 28) return day > 0 && month > 0 && month <= 12
  return day <= daysIn(Number(text.slice(0, 4)), month)
}

/** Days of a month; 0 for a month that does not exist. */
function daysIn(year: number, month: number): number {
  const isLeap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0
  return month === 2 && isLeap ? 29 : (LENGTHS[month - 1] ?? 0)
}

/** Texts of days by their number since 1970: the same few are asked for all the time. */
const days = new Map<number, string>()

/** The venue's day at an instant. */
export function dayOf(at: number, zone: string): string {
  const count = Math.floor((at + offsetMinutes(zone, at) * 60_000) / DAY_MS)
  let day = days.get(count)
  if (day === undefined) {
    day = new Date(count * DAY_MS).toISOString().slice(0, 10)
    if (days.size > 2000) days.clear()
    days.set(count, day)
  }
  return day
}

/** The day `count` days after (before, when negative) a day. */
export function addDays(day: string, count: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + count * 86_400_000).toISOString().slice(0, 10)
}

/**
 * The instant at which a day begins in the zone: right on both DST days (23 and 25 hours long), and
 * where the clock is changed at midnight itself (the first moment that is of the day).
 */
export function startOfDay(day: string, zone: string): number {
  const utc = Date.parse(`${day}T00:00:00Z`)
  const before = utc - offsetMinutes(zone, utc - 86_400_000) * 60_000
  const after = utc - offsetMinutes(zone, utc + 86_400_000) * 60_000
  if (before === after) return before
  const [first, second] = before < after ? [before, after] : [after, before]
  return dayOf(first, zone) === day ? first : second
}

/** An instant as the venue's wall time with its offset, without milliseconds: what Recras is sent. */
export function wallTime(at: number, zone: string): string {
  const offset = offsetMinutes(zone, at)
  const sign = offset < 0 ? '-' : '+'
  const hours = String(Math.floor(Math.abs(offset) / 60)).padStart(2, '0')
  const minutes = String(Math.abs(offset) % 60).padStart(2, '0')
  return `${new Date(at + offset * 60_000).toISOString().slice(0, 19)}${sign}${hours}:${minutes}`
}

/**
 * The instant at which the venue's clock shows a time (`HH:MM`) on a day; `null` when either is none.
 * A time that is there twice means the first of them; one that is skipped, as much later as the
 * clock was put forward.
 */
export function instantAt(day: string, time: string, zone: string): number | null {
  if (!isDay(day) || !/^([01]\d|2[0-3]):[0-5]\d$/.test(time)) return null
  const utc = Date.parse(`${day}T${time}:00Z`)
  const before = utc - offsetMinutes(zone, utc - 86_400_000) * 60_000
  const after = utc - offsetMinutes(zone, utc + 86_400_000) * 60_000
  const shows = (at: number): boolean => wallTime(at, zone).startsWith(`${day}T${time}`)
  return shows(before) || !shows(after) ? before : after
}

/** The `periode` of whole days, the last included: `<local midnight>/<local midnight>`, each with its own offset. */
export const periodOfDays = (from: string, to: string, zone: string): string =>
  `${wallTime(startOfDay(from, zone), zone)}/${wallTime(startOfDay(addDays(to, 1), zone), zone)}`

export const periodOfDay = (day: string, zone: string): string => periodOfDays(day, day, zone)
