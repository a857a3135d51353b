import type { Chance } from './random.ts'

/*
 * What has become of a group by now. Everything in it hangs on the booking's own chance and on the
 * clock, so that the same moment always shows the same day.
 */

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR
const PAYING = 7 * MINUTE

/** A booking's status with the moment it got it. */
export interface Standing {
  status: string
  since: number
}

/** When a group books, is confirmed, arrives and leaves; epoch ms. */
export interface Course {
  created: number
  /** The status until it is firm, `null` when it was firm at once. */
  before: 'informatie' | 'interesse' | 'optie' | 'pending_online' | 'reservering' | null
  /** `null`: never. */
  confirmed: number | null
  cancelled: number | null
  arrives: number | null
  leaves: number
}

/** Draws how it goes with a group. `own`: what its role says it stays. */
export function drawCourse(
  chance: Chance,
  start: number,
  end: number,
  own: string | undefined,
): Course {
  // Before the week that is shown, so that nothing was booked in the future.
  const created = start - chance.int(9, 70) * DAY - chance.int(0, 9 * 60) * MINUTE
  const late = chance.next()
  const arrives =
    late < 0.02 ? null : start + (late < 0.08 ? chance.int(20, 45) : chance.int(-14, 9)) * MINUTE
  const leaves = end + (chance.happens(0.06) ? chance.int(20, 45) : chance.int(-6, 8)) * MINUTE
  const course: Course = {
    created,
    before: null,
    confirmed: created,
    cancelled: null,
    arrives,
    leaves,
  }

  const fate = chance.next()
  if (own === 'geannuleerd') return { ...course, cancelled: start - chance.int(30, 60) * HOUR }
  if (own === undefined && fate < 0.06)
    return { ...course, cancelled: start - chance.int(4, 60) * HOUR }
  if (own !== undefined) {
    return own === 'pending_online'
      ? { ...course, before: own, confirmed: null, cancelled: start }
      : { ...course, before: own as Course['before'], confirmed: null }
  }
  if (fate < 0.12) return { ...course, before: 'optie', confirmed: firmAt(chance, start, 0.8) }
  if (fate < 0.19)
    return { ...course, before: 'reservering', confirmed: firmAt(chance, start, 0.9) }
  if (fate < 0.23) return { ...course, before: 'informatie', confirmed: firmAt(chance, start, 0.5) }
  if (fate < 0.26) return { ...course, before: 'interesse', confirmed: firmAt(chance, start, 0.5) }
  return course
}

const firmAt = (chance: Chance, start: number, probability: number): number | null =>
  chance.happens(probability) ? start - chance.int(2, 40) * HOUR : null

/** Where a group stands at a moment. */
export function standingAt(course: Course, now: number): Standing {
  const { created, before, confirmed, cancelled, arrives, leaves } = course
  if (cancelled !== null && now >= cancelled) return { status: 'geannuleerd', since: cancelled }
  if (confirmed === null || now < confirmed) {
    // A payment that is running has only just begun.
    const since = before === 'pending_online' ? Math.max(created, now - PAYING) : created
    return { status: before ?? 'definitief', since }
  }
  if (arrives === null || now < arrives) return { status: 'definitief', since: confirmed }
  if (now < leaves) return { status: 'gaande', since: arrives }
  return { status: 'voltooid', since: leaves }
}

/** A group on the day, for `tellApart`. */
export interface Present {
  start: number
  end: number
  course: Course
  standing: Standing
}

const LATE_FROM = 17 * MINUTE
const LATE_UNTIL = 80 * MINUTE
const ENOUGH_LATE = 2

/**
 * Sees to it that a day under way has what a desk must learn to see: two groups that are late and
 * one that is still there past its end, when there are groups that it could be.
 */
export function tellApart(groups: readonly Present[], now: number): void {
  const since = (at: number): boolean => now - at >= LATE_FROM && now - at <= LATE_UNTIL
  const due = groups.filter((one) => since(one.start))
  let late = due.filter((one) => one.standing.status === 'definitief').length
  for (const one of due) {
    if (late >= ENOUGH_LATE) break
    if (one.standing.status !== 'gaande') continue
    one.standing = { status: 'definitief', since: one.course.confirmed ?? one.course.created }
    late++
  }
  const over = groups.filter((one) => since(one.end) && one.course.arrives !== null)
  if (over.some((one) => one.standing.status === 'gaande')) return
  const left = over.find((one) => one.standing.status === 'voltooid')
  if (left) left.standing = { status: 'gaande', since: left.course.arrives ?? left.start }
}
