import type { Clock } from '../ports.ts'
import type { Ask } from './api.ts'

/** Recras says nothing about limits; a desk stays under two requests a second on average. */
const PER_SECOND = 2
const BURST = 10
/** What people ask for may overdraw the budget by this much, so that the rest waits 5 s at most. */
const OVERDRAFT = 10

interface Waiting {
  go: () => void
}

/**
 * The request budget: a token bucket that background work waits for and people do not, and the
 * pause that Recras asked for with `Retry-After`, which holds for everybody.
 */
export class Pace {
  private tokens = BURST
  private filledAt: number
  private held = { from: 0, until: 0 }
  private readonly queue: Waiting[] = []
  private cancelTimer: (() => void) | null = null
  private readonly clock: Clock

  constructor(clock: Clock) {
    this.clock = clock
    this.filledAt = clock.now()
  }

  /** How much longer nothing may be sent, ms; 0 when it may. */
  get holdMs(): number {
    const now = this.clock.now()
    // Before the pause began: the clock was set back, and would stretch it by as much.
    return now < this.held.from ? 0 : Math.max(0, this.held.until - now)
  }

  hold(ms: number): void {
    if (ms <= this.holdMs) return
    const now = this.clock.now()
    this.held = { from: now, until: now + ms }
  }

  /** Resolves when the request may go; at once for what a person asked for, or gave up. */
  async turn(ask: Ask): Promise<void> {
    this.fill()
    const urgent = (): boolean =>
      ask.gentle !== true || ask.hurry?.aborted === true || ask.signal?.aborted === true
    if (!urgent() && (this.tokens < 1 || this.queue.length > 0)) await this.wait(ask)
    this.tokens = Math.max(this.tokens - 1, -OVERDRAFT)
  }

  private wait(ask: Ask): Promise<void> {
    return new Promise((resolve) => {
      const waiting: Waiting = {
        go: () => {
          ask.hurry?.removeEventListener('abort', leave)
          ask.signal?.removeEventListener('abort', leave)
          resolve()
        },
      }
      const leave = (): void => {
        this.queue.splice(this.queue.indexOf(waiting), 1)
        waiting.go()
      }
      ask.hurry?.addEventListener('abort', leave)
      ask.signal?.addEventListener('abort', leave)
      this.queue.push(waiting)
      this.plan()
    })
  }

  private plan(): void {
    if (this.cancelTimer !== null || this.queue.length === 0) return
    const ms = Math.max(1, Math.ceil(((1 - this.tokens) / PER_SECOND) * 1000))
    this.cancelTimer = this.clock.after(ms, () => {
      this.cancelTimer = null
      this.fill()
      // One at a time: whoever goes takes its token when its own turn resumes.
      if (this.tokens >= 1) this.queue.shift()?.go()
      this.plan()
    })
  }

  private fill(): void {
    const now = this.clock.now()
    // A clock that was set back gives nothing, and takes nothing away.
    const passed = Math.max(0, now - this.filledAt)
    this.filledAt = now
    this.tokens = Math.min(BURST, this.tokens + (passed / 1000) * PER_SECOND)
  }
}
