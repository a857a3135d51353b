import type { Clock } from '../../../../src/main/services/ports.ts'

/** A clock that only goes when told: timers run in order of time, with everything they set off. */
export class VirtualClock implements Clock {
  #now: number
  #timers: { at: number; run: () => void }[] = []

  constructor(now = Date.parse('2026-11-21T09:00:00Z')) {
    this.#now = now
  }

  now(): number {
    return this.#now
  }

  after(ms: number, run: () => void): () => void {
    const timer = { at: this.#now + ms, run }
    this.#timers.push(timer)
    return () => {
      this.#timers = this.#timers.filter((one) => one !== timer)
    }
  }

  wait(ms: number): Promise<void> {
    return new Promise((done) => void this.after(ms, done))
  }

  /** Forgets all timers, as the end of a process does. */
  forget(): void {
    this.#timers = []
  }

  /** Lets `ms` pass. */
  async pass(ms: number): Promise<void> {
    const end = this.#now + ms
    await settle()
    for (;;) {
      const next = this.#timers.toSorted((a, b) => a.at - b.at)[0]
      if (!next || next.at > end) break
      this.#timers = this.#timers.filter((one) => one !== next)
      this.#now = Math.max(this.#now, next.at)
      next.run()
      await settle()
    }
    this.#now = end
  }

  /** Jumps the wall clock without letting time pass: somebody sets it. */
  set(now: number): void {
    const shift = now - this.#now
    this.#now = now
    for (const timer of this.#timers) timer.at += shift
  }
}

/** Lets everything run that waits for nothing but the event loop. */
export const settle = (): Promise<void> => new Promise((done) => void setImmediate(done))
