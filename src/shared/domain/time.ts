import { tzOffset } from '@date-fns/tz'

/*
 * Everything about the venue's clock. Instants are epoch milliseconds; days are `YYYY-MM-DD` in the
 * venue's time zone. Datetimes from Recras carry an offset and are compared as instants only
 * (recras-api "Dates, numbers, empties").
 */

const QUARTER = 15 * 60_000
const DAY = /^(\d{4})-(\d{2})-(\d{2})$/
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
  const match = DAY.exec(text)
  if (!match) return false
  const at = Date.parse(`${text}T00:00:00Z`)
  return !Number.isNaN(at) && new Date(at).toISOString().startsWith(text)
}

/** The venue's day at an instant. */
export function dayOf(at: number, zone: string): string {
  return new Date(at + offsetMinutes(zone, at) * 60_000).toISOString().slice(0, 10)
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

/** The `periode` of a day: `<local midnight>/<next local midnight>`, each with its own offset. */
export const periodOfDay = (day: string, zone: string): string =>
  `${wallTime(startOfDay(day, zone), zone)}/${wallTime(startOfDay(addDays(day, 1), zone), zone)}`
