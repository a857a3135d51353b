import type { Clock, Log } from '../ports.ts'
import { errorNameIn, placesIn, redact, type Scrub } from './redact.ts'

export interface LogSink {
  append(line: string): void
}

type Level = 'info' | 'warn' | 'error'

/** JSON lines: `at`, `level`, `event`, and the part of the detail that may be written (`redact.ts`). */
export class JsonLog implements Log {
  private readonly sink: LogSink
  private readonly clock: Clock
  private readonly scrub: Scrub

  constructor(given: { sink: LogSink; clock: Clock; scrub: Scrub }) {
    this.sink = given.sink
    this.clock = given.clock
    this.scrub = given.scrub
  }

  info(event: string, detail?: Record<string, unknown>): void {
    this.line('info', event, detail)
  }

  warn(event: string, detail?: Record<string, unknown>): void {
    this.line('warn', event, detail)
  }

  error(event: string, detail?: Record<string, unknown>): void {
    this.line('error', event, detail)
  }

  private line(level: Level, event: string, detail: Record<string, unknown> = {}): void {
    try {
      const at = new Date(this.clock.now()).toISOString()
      const said = redact(detail, this.scrub)
      this.sink.append(JSON.stringify({ at, level, event: eventName(event), ...said }))
    } catch {
      // A detail that cannot even be looked at. Work goes on.
    }
  }
}

const eventName = (event: string): string =>
  /^[a-z][a-z\d:. -]{0,79}$/.test(event) ? event : 'unnamed'

/**
 * What is kept of a failure that the page reports: which class of error, and where in the app's own
 * files. The words stay out, because they quote whatever was on screen.
 */
export const pageFailure = (detail: string): Record<string, unknown> => ({
  kind: errorNameIn(detail),
  places: placesIn(detail),
})
