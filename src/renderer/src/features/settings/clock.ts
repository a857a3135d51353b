/** A clock that is further off than this is worth a warning: times on screen no longer make sense. */
const TOLERATED_MS = 2 * 60_000

export interface ClockDifference {
  /** Whole minutes from two minutes on, else seconds with one decimal. */
  unit: 'seconds' | 'minutes' | 'hours'
  value: number
  /** This machine against Recras. */
  side: 'behind' | 'ahead'
  warn: boolean
}

/** Puts the server's clock minus ours into a figure that a person can use. */
export function clockDifference(offsetMs: number): ClockDifference {
  const size = Math.abs(offsetMs)
  const common = {
    side: offsetMs > 0 ? ('behind' as const) : ('ahead' as const),
    warn: size > TOLERATED_MS,
  }
  if (size < TOLERATED_MS) return { ...common, unit: 'seconds', value: Math.round(size / 100) / 10 }
  if (size < 100 * 60_000) return { ...common, unit: 'minutes', value: Math.round(size / 60_000) }
  return { ...common, unit: 'hours', value: Math.round(size / 360_000) / 10 }
}
