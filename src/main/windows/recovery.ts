import type { RenderProcessGoneDetails } from 'electron'
import { isWithin } from '../services/elapsed.ts'

/** What to do about a page whose process is gone. */
export type Recovery =
  /** `again`: it crashed a moment ago too. */
  | { kind: 'reload'; afterMs: number; again: boolean }
  /** A still page in its place; it is tried again. */
  | { kind: 'rest'; afterMs: number }
  /** A still page in its place, until a person opens it again. */
  | { kind: 'give-up' }

const WITHIN_MS = 60_000
const MOST = 5
const FIRST_DELAY_MS = 100
const REST_MS = 30_000

/** Ended from outside, by a person or the operating system: says nothing against the page. */
const FROM_OUTSIDE = new Set<RenderProcessGoneDetails['reason']>(['killed', 'memory-eviction'])

/**
 * A page that died comes back. One that was ended from outside always does so at once. One that
 * crashed comes back later each time, and after five times in a minute no more, because then
 * something is wrong that reloading only hides. Where nobody is there to open it again (a kiosk) it
 * rests then, and is tried for ever.
 */
export class RecoveryPlan {
  private crashes: number[] = []
  private readonly forever: boolean

  constructor({ forever = false }: { forever?: boolean } = {}) {
    this.forever = forever
  }

  /** The page's process is gone, at epoch ms `now`. */
  gone(now: number, reason: RenderProcessGoneDetails['reason']): Recovery {
    if (FROM_OUTSIDE.has(reason)) return { kind: 'reload', afterMs: FIRST_DELAY_MS, again: false }
    this.crashes = [...this.crashes.filter((at) => isWithin(at, WITHIN_MS, now)), now]
    const count = this.crashes.length
    if (count > MOST) return this.forever ? { kind: 'rest', afterMs: REST_MS } : { kind: 'give-up' }
    return { kind: 'reload', afterMs: FIRST_DELAY_MS * 4 ** (count - 1), again: count > 1 }
  }
}
