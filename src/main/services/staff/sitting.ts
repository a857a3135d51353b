import type { Clock } from '../ports.ts'

const MINUTE_MS = 60_000

/**
 * Who is at the desk, until that ends by itself: after so many minutes without a sign of somebody.
 * Measured by a clock that nobody can set.
 */
export class Sitting {
  private present: string | null = null
  private activeAt = 0
  private cancel: () => void = () => undefined
  private readonly options: {
    clock: Clock
    elapsed: () => number
    /** 0: never. Asked again at each sign and each time it could be over. */
    lockMinutes: () => number
    /** It was `id`'s until now. */
    ended: (id: string) => void
  }

  constructor(options: Sitting['options']) {
    this.options = options
  }

  /** The member's id, or `null` when nobody said who they are. */
  get id(): string | null {
    return this.present
  }

  begin(id: string): void {
    this.present = id
    this.active()
  }

  end(): void {
    this.present = null
    this.cancel()
  }

  /** A sign of somebody at work. */
  active(): void {
    this.activeAt = this.options.elapsed()
    this.watch()
  }

  /** Looks anew how long it lasts: now, because the setting changed. */
  watch(): void {
    this.cancel()
    const { clock, elapsed, lockMinutes } = this.options
    const minutes = lockMinutes()
    if (this.present === null || minutes === 0) return
    const left = minutes * MINUTE_MS - (elapsed() - this.activeAt)
    if (left > 0) {
      this.cancel = clock.after(left, () => this.watch())
      return
    }
    const id = this.present
    this.end()
    this.options.ended(id)
  }
}
