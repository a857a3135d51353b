/** Which requests faults are for: those with a method, and with a text somewhere in path and query. */
export interface Concerned {
  method?: string | undefined
  path?: string | undefined
}

/** What can be wrong between a client and Recras. All of it concerns `/api2` only. */
export interface FaultValues {
  /** Before a request is looked at. */
  latencyMs: number
  /** Requests are taken in and neither done nor answered. */
  silent: boolean
  /** The line is down: connections break, those under way too. */
  closed: boolean
  /** The key is refused. */
  revoked: boolean
  /** The requests that everything but `closed` is for; `null`: all of them. */
  only: Concerned | null
  /** How many changes are asked for on a line that breaks before they are made. */
  loseRequestBeforeChange: number
  /** How many changes are made whose answer then never arrives. */
  loseAnswerAfterChange: number
  /** How many requests are answered with 429; `retryAfter` as in the header (seconds or a date). */
  status429: { count: number; retryAfter?: number | string | undefined } | null
  /** How many requests are answered with 503. */
  status5xx: number
  /** A page of somebody else (a captive portal) answers in Recras' place, with 200. */
  html: boolean
  /** Bodies end half way. */
  truncate: boolean
  /** Every page of bookings begins with an entry that is none. */
  rubbishBooking: boolean
}

const NONE: FaultValues = {
  latencyMs: 0,
  silent: false,
  closed: false,
  revoked: false,
  only: null,
  loseRequestBeforeChange: 0,
  loseAnswerAfterChange: 0,
  status429: null,
  status5xx: 0,
  html: false,
  truncate: false,
  rubbishBooking: false,
}

/** Faults on demand: set a field, and the next request has it. */
export class Faults implements FaultValues {
  latencyMs = NONE.latencyMs
  silent = NONE.silent
  revoked = NONE.revoked
  only: FaultValues['only'] = NONE.only
  loseRequestBeforeChange = NONE.loseRequestBeforeChange
  loseAnswerAfterChange = NONE.loseAnswerAfterChange
  status429: FaultValues['status429'] = NONE.status429
  status5xx = NONE.status5xx
  html = NONE.html
  truncate = NONE.truncate
  rubbishBooking = NONE.rubbishBooking
  private down = false
  private readonly cut: () => void

  /** @param cut breaks the connections of the requests under way */
  constructor(cut: () => void) {
    this.cut = cut
  }

  get closed(): boolean {
    return this.down
  }

  set closed(closed: boolean) {
    this.down = closed
    if (closed) this.cut()
  }

  set(patch: Partial<FaultValues>): void {
    Object.assign(this, patch)
  }

  /** Nothing is wrong any more. */
  clear(): void {
    this.set(NONE)
  }

  /** Whether a request is one of those that faults are for. */
  concern(method: string, path: string): boolean {
    const { only } = this
    if (only === null) return true
    return (
      (only.method === undefined || only.method === method) &&
      (only.path === undefined || path.includes(only.path))
    )
  }

  /** All of them as they are now. */
  values(): FaultValues {
    const { latencyMs, silent, closed, revoked, only } = this
    const { loseRequestBeforeChange, loseAnswerAfterChange } = this
    const { status429, status5xx, html, truncate, rubbishBooking } = this
    return {
      latencyMs,
      silent,
      closed,
      revoked,
      only,
      loseRequestBeforeChange,
      loseAnswerAfterChange,
      status429,
      status5xx,
      html,
      truncate,
      rubbishBooking,
    }
  }
}
