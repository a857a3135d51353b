import type { Clock, Log } from '../../../src/main/services/ports.ts'

/** A clock that stands still until it is moved; timers fire in order while it moves. */
export class ManualClock implements Clock {
  private time: number
  private timers: { at: number; run: () => void }[] = []

  constructor(start = Date.parse('2026-06-15T08:00:00Z')) {
    this.time = start
  }

  now(): number {
    return this.time
  }

  after(ms: number, run: () => void): () => void {
    const timer = { at: this.time + ms, run }
    this.timers.push(timer)
    return () => void (this.timers = this.timers.filter((one) => one !== timer))
  }

  /** Moves time on, firing what becomes due, and lets promises settle after each. */
  async advance(ms: number): Promise<void> {
    const end = this.time + ms
    await settle()
    for (;;) {
      const next = this.timers.filter((one) => one.at <= end).sort((a, b) => a.at - b.at)[0]
      if (!next) break
      this.timers = this.timers.filter((one) => one !== next)
      this.time = Math.max(this.time, next.at)
      next.run()
      await settle()
    }
    this.time = end
  }

  get pending(): number[] {
    return this.timers.map((one) => one.at - this.time)
  }
}

export async function settle(): Promise<void> {
  for (let turn = 0; turn < 20; turn++) await Promise.resolve()
}

export interface Line {
  level: 'info' | 'warn' | 'error'
  event: string
  detail: Record<string, unknown> | undefined
}

/** A log that remembers, to look at what was said. */
export class MemoryLog implements Log {
  readonly lines: Line[] = []
  info = (event: string, detail?: Record<string, unknown>): void =>
    void this.lines.push({ level: 'info', event, detail })
  warn = (event: string, detail?: Record<string, unknown>): void =>
    void this.lines.push({ level: 'warn', event, detail })
  error = (event: string, detail?: Record<string, unknown>): void =>
    void this.lines.push({ level: 'error', event, detail })
}
