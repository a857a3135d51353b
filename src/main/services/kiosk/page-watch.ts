import type { Clock, Log } from '../ports.ts'

/** How the page is: what the heartbeat tells of it. */
export type PageHealth = 'loading' | 'ok' | 'hung' | 'gone'

export interface PageWatchOptions {
  /** Whether the page has to say that it lives: a kiosk's does, as nobody is there to see that it hangs. */
  strict: () => boolean
  /** Ends the page's process; what brings a dead page back does the rest. */
  restart: () => void
  clock: Clock
  log: Log
}

/** A page that was just loaded may first open its cache. */
const FIRST_WORD_MS = 60_000
/** The page says that it lives every few seconds. */
const SILENCE_MS = 30_000
/** Chromium calls a page unresponsive when an input was not handled for some time. */
const HUNG_MS = 10_000

/**
 * Watches that a kiosk's page lives. One that hangs is ended: nobody else is there who would do that.
 */
export class PageWatch {
  health: PageHealth = 'loading'
  private cancel: () => void = () => undefined
  private cancelHung: () => void = () => undefined
  private readonly options: PageWatchOptions

  constructor(options: PageWatchOptions) {
    this.options = options
  }

  /** A document of the app was loaded. */
  loaded(): void {
    this.cancelHung()
    this.health = 'ok'
    this.expect(FIRST_WORD_MS)
  }

  /** The page said that it lives. */
  alive(): void {
    if (this.health === 'gone') return
    this.expect(SILENCE_MS)
  }

  /** There is no page that could say anything; another one is on its way, or a sign in its place. */
  gone(health: 'gone' | 'loading' = 'gone'): void {
    this.stop()
    this.health = health
  }

  /** Chromium's word: an input was not handled in time. */
  unresponsive(): void {
    this.health = 'hung'
    this.cancelHung()
    this.cancelHung = this.options.clock.after(HUNG_MS, () => this.end('unresponsive'))
  }

  responsive(): void {
    this.cancelHung()
    if (this.health === 'hung') this.health = 'ok'
  }

  /** Waits for nothing any more. */
  stop(): void {
    this.cancel()
    this.cancelHung()
  }

  private expect(ms: number): void {
    this.cancel()
    this.cancel = this.options.clock.after(ms, () => this.end('silent'))
  }

  private end(why: 'silent' | 'unresponsive'): void {
    const { strict, restart, log } = this.options
    if (!strict()) return
    this.health = 'hung'
    log.error('page-hung', { type: why })
    this.stop()
    restart()
  }
}
