import { offersIn, createSwitches, type Switches } from '../../../../src/simulator/switches.ts'
import {
  SET_STATUS_PREFIX,
  statusAfter,
  type BookingStatus,
} from '../../../../src/shared/recras/status.ts'
import type { ServerState } from '../../../../src/shared/outbox/replay.ts'
import { fail, ok, type Result } from '../../../../src/shared/result.ts'

/** A request to move a booking, as it is under way. */
export interface Request {
  /** Who sent it: a desk by its number, for an entry. */
  desk: number
  entry: string
  booking: number
  to: BookingStatus
  /** How many changes there had been when the desk read the booking and decided to send this. */
  readAt: number
  /** The status that the person at the desk was looking at when they asked for it. */
  looked: string
}

/** A status that was set. `by`: the request, or nobody's but Recras' own people (`null`). */
export interface Change {
  booking: number
  from: string
  to: string
  by: Request | null
}

const START = Date.parse('2026-11-21T09:00:00Z')

/**
 * Recras as far as moves go: offers by the simulator's rules, a log of what was set, and a moment
 * that each booking's status was set at, to the second. No two changes fall in one second: that is
 * less than anybody needs to see the one and ask for the other.
 */
export class Recras {
  readonly changes: Change[] = []
  /** Requests that left a desk whose answer is no longer waited for, and that may still arrive. */
  readonly strays: Request[] = []
  private readonly switches: Switches
  private readonly bookings = new Map<number, { status: string; second: number }>()

  constructor(statuses: readonly string[], cancelLink: boolean) {
    this.switches = createSwitches({ cancelLink })
    for (const [id, status] of statuses.entries()) this.bookings.set(id, { status, second: -60 })
  }

  get ids(): number[] {
    return [...this.bookings.keys()]
  }

  status(id: number): string {
    return this.known(id).status
  }

  /** What was set since so many changes, of one booking. */
  since(count: number, id: number): Change[] {
    return this.changes.slice(count).filter((change) => change.booking === id)
  }

  read(id: number): ServerState {
    const { status, second } = this.known(id)
    const offers = offersIn(status, this.switches)
    const links = offers.map((action) => [
      SET_STATUS_PREFIX + action,
      [
        {
          href: `/api2/boekingen/${id}/set_status/${statusAfter(action)}`,
          method: 'POST',
          templated: false,
        },
      ],
    ])
    return {
      status,
      statusUpdatedAt: new Date(START + second * 1000).toISOString(),
      offers,
      links: Object.fromEntries(links) as ServerState['links'],
    }
  }

  /** A request arrives. */
  serve(request: Request): Result<null> {
    const offered = offersIn(this.status(request.booking), this.switches).map(statusAfter)
    if (!offered.includes(request.to)) return fail({ kind: 'refused', fields: [] })
    this.set(request.booking, request.to, request)
    return ok(null)
  }

  /** Somebody at Recras itself sets a status, looking at the one there is. */
  set(id: number, to: string, by: Request | null = null): void {
    const known = this.known(id)
    this.changes.push({ booking: id, from: known.status, to, by })
    known.status = to
    known.second = this.changes.length
  }

  private known(id: number): { status: string; second: number } {
    const known = this.bookings.get(id)
    if (!known) throw new Error(`no booking ${id}`)
    return known
  }
}
