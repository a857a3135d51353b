import type { RecrasApi } from '../../../../src/main/services/recras/api.ts'
import type { BookingRecord } from '../../../../src/shared/ipc/contract.ts'
import { bookingSchema } from '../../../../src/shared/recras/schemas.ts'
import {
  isStatus,
  SET_STATUS_PREFIX,
  statusAfter,
  type BookingStatus,
  type StatusAction,
} from '../../../../src/shared/recras/status.ts'
import { fail, ok, type AppError, type Result } from '../../../../src/shared/result.ts'
import type { VirtualClock } from './virtual-clock.ts'

/** Which moves are offered in a status: what the simulator takes as its default. */
const OFFERS: Partial<Record<string, StatusAction[]>> = {
  informatie: ['confirmed'],
  optie: ['confirmed'],
  reservering: ['confirmed'],
  definitief: ['ongoing'],
  gaande: ['finished', 'confirmed'],
  voltooid: ['ongoing'],
}

export interface Fault {
  error: AppError
  /** Only the answer fails: a change was made. */
  after: boolean
}

export interface Move {
  bookingId: number
  by: 'us' | 'other'
  from: string
  to: string
}

interface Kept {
  status: string
  updatedAt: number
  offers: StatusAction[] | null
}

/** Recras as little as the outbox sees of it: strict about moves, unreliable on demand. */
export class ModelServer implements Pick<RecrasApi, 'booking' | 'follow'> {
  /** Every move that took effect, in order. */
  readonly moves: Move[] = []
  /** Every request to move that arrived, with the status that it met. */
  readonly posts: { bookingId: number; to: BookingStatus; met: string }[] = []
  /** How many moves there had been when a booking was last looked at. */
  readonly movesAtRead = new Map<number, number>()
  reads = 0
  latencyMs = 10
  /** Decides over each request; `null` lets it through. */
  fault: (kind: 'read' | 'follow', bookingId: number) => Fault | null = () => null
  readonly #clock: VirtualClock
  readonly #bookings = new Map<number, Kept>()
  /** Requests of a process that was killed are answered to nobody. */
  #connection = 0

  constructor(clock: VirtualClock, statuses: Record<number, string>) {
    this.#clock = clock
    for (const [id, status] of Object.entries(statuses))
      this.#bookings.set(Number(id), { status, updatedAt: clock.now() - 1000, offers: null })
  }

  status(id: number): string | undefined {
    return this.#bookings.get(id)?.status
  }

  /** Another desk moves a booking, or Recras by itself. */
  otherDesk(id: number, to: string): void {
    this.#move(id, to, 'other')
  }

  /** Offers these moves from now on, whatever the status. */
  offer(id: number, offers: StatusAction[] | null): void {
    const kept = this.#bookings.get(id)
    if (kept) kept.offers = offers
  }

  remove(id: number): void {
    this.#bookings.delete(id)
  }

  /** The process behind all open requests is gone. */
  hangUp(): void {
    this.#connection += 1
  }

  async booking(id: number): Promise<Result<BookingRecord>> {
    this.reads += 1
    return this.#answer('read', id, () => {
      const kept = this.#bookings.get(id)
      this.movesAtRead.set(id, this.moves.length)
      return kept ? ok(this.record(id, kept)) : fail<AppError>({ kind: 'not-found' })
    })
  }

  async follow(rel: string, link: { href: string }): Promise<Result<unknown>> {
    const id = Number(/(\d+)\/set_status/.exec(link.href)?.[1])
    const action = rel.slice(SET_STATUS_PREFIX.length) as StatusAction
    return this.#answer('follow', id, () => {
      const kept = this.#bookings.get(id)
      if (!kept) return fail<AppError>({ kind: 'not-found' })
      const to = statusAfter(action)
      this.posts.push({ bookingId: id, to, met: kept.status })
      if (!this.#offers(kept).includes(action)) return fail<AppError>({ kind: 'forbidden' })
      this.#move(id, to, 'us')
      return ok(null)
    })
  }

  record(id: number, kept: Kept): BookingRecord {
    const links = this.#offers(kept).map((action) => [
      SET_STATUS_PREFIX + action,
      { href: `/api2/boekingen/${id}/set_status/${statusAfter(action)}`, method: 'POST' },
    ])
    const booking = bookingSchema.parse({
      id,
      referentie: `${id}-1`,
      status: kept.status,
      status_updated_at: new Date(kept.updatedAt).toISOString(),
      _links: Object.fromEntries(links) as unknown,
    })
    return { hash: `${kept.status}@${kept.updatedAt}`, booking }
  }

  async #answer<T>(
    kind: 'read' | 'follow',
    id: number,
    serve: () => Result<T>,
  ): Promise<Result<T>> {
    const connection = this.#connection
    const fault = this.fault(kind, id)
    await this.#wait(connection)
    if (fault && !fault.after) return fail(fault.error)
    const answer = serve()
    await this.#wait(connection)
    return fault ? fail(fault.error) : answer
  }

  async #wait(connection: number): Promise<void> {
    await this.#clock.wait(this.latencyMs)
    // A dead process goes no further.
    if (connection !== this.#connection) await new Promise(() => undefined)
  }

  #offers(kept: Kept): StatusAction[] {
    return kept.offers ?? OFFERS[kept.status] ?? []
  }

  #move(bookingId: number, to: string, by: Move['by']): void {
    const kept = this.#bookings.get(bookingId)
    if (!kept || !isStatus(to)) return
    this.moves.push({ bookingId, by, from: kept.status, to })
    kept.status = to
    // As with Recras' seconds, but never the same moment twice: that it cannot tell apart.
    kept.updatedAt = Math.max(kept.updatedAt + 1, this.#clock.now())
  }
}
