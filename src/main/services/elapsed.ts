/**
 * Whether `now` is less than `ms` after `since` (epoch ms). A moment before `since` is not: the clock was
 * set back meanwhile, and nothing may be put off by as much.
 */
export const isWithin = (since: number, ms: number, now: number): boolean =>
  now >= since && now - since < ms
