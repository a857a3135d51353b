import type { Clock, Log, Random } from '../ports.ts'

export interface PollerOptions {
  clock: Clock
  random: Random
  log: Log
  seconds: number
  /**
   * One round. `urgent`: it was brought forward and somebody waits for it. The signal gives it up.
   */
  round: (urgent: boolean, signal: AbortSignal) => Promise<void>
}

/**
 * The rhythm of polling: every `seconds`, give or take a tenth so that desks do not march in step,
 * one round at a time, none while the machine sleeps, one at once when it wakes.
 */
export class Poller {
  private state: 'new' | 'running' | 'asleep' | 'stopped' = 'new'
  private life = new AbortController()
  private busy = false
  private cancelTimer: (() => void) | null = null
  private readonly options: PollerOptions

  constructor(options: PollerOptions) {
    this.options = options
  }

  /** Aborts when the machine goes to sleep, and for good when polling is stopped. */
  get signal(): AbortSignal {
    return this.life.signal
  }

  /** The first round comes after a whole interval. */
  start(): void {
    if (this.state !== 'new') return
    this.state = 'running'
    this.plan()
  }

  stop(): void {
    this.state = 'stopped'
    this.quiet()
  }

  /** What is under way would hang over a sleep, and is given up. */
  pause(): void {
    if (this.state !== 'running') return
    this.state = 'asleep'
    this.quiet()
  }

  resume(): void {
    if (this.state !== 'asleep') return
    this.state = 'running'
    this.life = new AbortController()
    void this.round(true)
  }

  /** A round at once; while one is under way, that one will do. */
  now(): void {
    if (this.state === 'running') void this.round(true)
  }

  private quiet(): void {
    this.cancelTimer?.()
    this.cancelTimer = null
    this.life.abort()
  }

  private plan(): void {
    if (this.state !== 'running') return
    const { clock, random, seconds } = this.options
    this.cancelTimer = clock.after(seconds * 1000 * (0.9 + 0.2 * random()), () => {
      void this.round(false)
    })
  }

  private async round(urgent: boolean): Promise<void> {
    if (this.busy) return
    this.busy = true
    this.cancelTimer?.()
    this.cancelTimer = null
    const { life } = this
    try {
      await this.options.round(urgent, life.signal)
    } catch (error) {
      // A bug of ours; the rhythm goes on all the same.
      this.options.log.error('poll-failed', { error })
    } finally {
      this.busy = false
    }
    // Slept and woke meanwhile: what was given up is due.
    if (life !== this.life) return this.round(true)
    this.plan()
  }
}
