import { toRow, type BookingRow } from '../../../../src/shared/domain/booking-row.ts'
import {
  display,
  isCaughtUp,
  type Displayed,
  type ShownEntry,
} from '../../../../src/shared/domain/displayed.ts'
import { enqueue } from '../../../../src/shared/outbox/enqueue.ts'
import type { OutboxEntry, ServerView } from '../../../../src/shared/outbox/entry.ts'
import type { OutboxEvent } from '../../../../src/shared/outbox/events.ts'
import {
  afterError,
  conclude,
  decide,
  serverViewOf,
  type ServerState,
} from '../../../../src/shared/outbox/replay.ts'
import {
  apply,
  applyRecord,
  EMPTY,
  heads,
  isRecord,
  snapshot,
  type OutboxState,
} from '../../../../src/shared/outbox/state.ts'
import { bookingSchema } from '../../../../src/shared/recras/schemas.ts'
import { statusAfter, type StatusAction } from '../../../../src/shared/recras/status.ts'
import type { AppError, Result } from '../../../../src/shared/result.ts'
import type { Recras, Request } from './recras.ts'

/** What becomes of one step of a delivery on the line. `late`: it arrives after nobody waits for it. */
export type Luck = 'well' | 'lost-before' | 'lost-after' | 'late'

/** How far the delivery of a booking's longest waiting move has come. */
type Flight = { entry: string } & (
  | { at: 'read'; server: ServerState; readAt: number }
  | { at: 'sent'; request: Request; before: ServerView }
  | { at: 'answered'; before: ServerView; answer: Result<null> }
)

/** What is kept of a promise to judge it by in the end. */
export interface Wish {
  id: string
  booking: number
  wanted: string
  /** The status that was looked at when it was asked for, or tried again. */
  looked: string
  /** How many changes there had been. */
  promisedAt: number
  settledAt: number | null
  retries: number
  /** It was listed as needing a person, who then gave it up. */
  given: boolean
}

const LOST: AppError = { kind: 'unreachable' }
let entries = 0

/**
 * One installation: its journal and the state folded from it, its cache, its line, and the person at
 * it. All decisions are the app's own; only the timers, the disk and the wire are left to a schedule.
 */
export class ModelDesk {
  readonly number: number
  up = true
  /** Device clock less Recras' clock, ms. */
  skewMs = 0
  state: OutboxState = EMPTY
  /** What was promised, the last wish of each booking last; those taken back are not in it. */
  wishes: Wish[] = []
  private readonly recras: Recras
  /** Whether what was read gets into the cache later, and in any order. */
  private readonly lags: boolean
  private journal: string[] = []
  private readonly cache = new Map<number, BookingRow>()
  /** Read already, and not yet in the cache. */
  private arriving: BookingRow[] = []
  private delivered: ShownEntry[] = []
  private readonly learned: Partial<Record<string, StatusAction[]>> = {}
  private readonly flights = new Map<number, Flight>()

  constructor(number: number, recras: Recras, lags: boolean) {
    this.number = number
    this.lags = lags
    this.recras = recras
    for (const id of recras.ids) this.cache.set(id, this.rowOf(id))
  }

  /** What the person sees of a booking. */
  shown(booking: number): Displayed {
    return display(this.row(booking), [...this.delivered, ...this.state.entries], this.learned)
  }

  get listed(): OutboxEntry[] {
    return this.state.entries.filter((entry) => entry.state === 'attention')
  }

  get waits(): boolean {
    return this.flights.size > 0 || this.state.entries.some((entry) => entry.state === 'waiting')
  }

  /** The person taps one of the moves on offer, once or twice. */
  tap(booking: number, pick: number, twice: boolean): void {
    const { status, actions } = this.shown(booking)
    const action = actions[pick % Math.max(1, actions.length)]
    if (!action) return
    for (let count = 0; count < (twice ? 2 : 1); count += 1) this.ask(booking, action, status)
  }

  private ask(booking: number, action: StatusAction, looked: string): void {
    const wanted = statusAfter(action)
    const { referentie, statusUpdatedAt } = this.row(booking)
    const answer = enqueue(
      this.state,
      { bookingId: booking, referentie, wanted, seen: { status: looked, statusUpdatedAt } },
      {
        id: `${this.number}-${(entries += 1)}`,
        at: this.now(),
        serverOffsetMs: -this.skewMs,
        desk: `Balie ${this.number}`,
        by: null,
      },
    )
    if (answer.kind === 'same') return
    this.write(answer.event)
    const { id } = answer.entry
    if (answer.kind === 'undone') this.wishes = this.wishes.filter((wish) => wish.id !== id)
    else
      this.wishes.push({
        id,
        booking,
        wanted,
        looked,
        promisedAt: this.recras.changes.length,
        settledAt: null,
        retries: 0,
        given: false,
      })
  }

  /** The person has looked at both versions of what is listed, and wants it all the same. */
  retry(pick: number): void {
    const entry = this.listed[pick % Math.max(1, this.listed.length)]
    const wish = this.wishes.find(({ id }) => id === entry?.id)
    if (!entry || !wish) return
    const { status, statusUpdatedAt } = entry.server ?? entry.seen
    this.write({ type: 'retried', id: entry.id, seen: { status, statusUpdatedAt } })
    wish.looked = status
    wish.retries += 1
    this.wishes = [...this.wishes.filter((one) => one !== wish), wish]
  }

  /** The person gives up something that is listed. */
  drop(pick: number): void {
    const entry = this.listed[pick % Math.max(1, this.listed.length)]
    const wish = this.wishes.find(({ id }) => id === entry?.id)
    if (!entry || !wish) return
    this.write({ type: 'settled', id: entry.id, outcome: 'dropped', at: this.now() })
    wish.given = true
  }

  /** The day is read again. */
  refresh(booking: number): void {
    if (this.up) this.publish(booking)
  }

  private publish(booking: number): void {
    this.arriving.push(this.rowOf(booking))
    if (!this.lags) this.settleCache()
  }

  /** What was read gets into the cache, not always in the order it was read in. */
  catchUp(pick: number): void {
    const [row] = this.arriving.splice(pick % Math.max(1, this.arriving.length), 1)
    if (!row) return
    this.cache.set(row.id, row)
    this.learned[row.status] = row.actions
    this.delivered = this.delivered.filter(
      (entry) => entry.bookingId !== row.id || !isCaughtUp(row, entry),
    )
  }

  /** All that was read is in the cache, in whatever order. */
  settleCache(): void {
    while (this.arriving.length > 0) this.catchUp(0)
  }

  /** The page shows what was delivered for a while only, whether or not the cache has it. */
  forgetDelivered(): void {
    this.delivered = []
  }

  /** `kill -9`: what is left is the journal, the cache, and what is under way. */
  kill(): void {
    for (const flight of this.flights.values())
      if (flight.at === 'sent') this.recras.strays.push(flight.request)
    this.flights.clear()
    this.arriving = []
    this.delivered = []
    this.state = this.journal
      .map((line): unknown => JSON.parse(line))
      .reduce<OutboxState>(applyRecord, EMPTY)
  }

  compact(): void {
    this.journal = snapshot(this.state).map((record) => JSON.stringify(record))
  }

  /**
   * Goes one step further with the move of a booking that waits longest: reads, decides and writes it
   * down, has the request arrive, reads again and concludes. Between any two of them anything may
   * happen.
   *
   * @param luck of the line in this step; without a line there is none
   * @param stray what becomes of an earlier request that is still under way: Recras deals with
   *   the requests of one desk in the order in which they were sent, or one is lost
   */
  deliver(booking: number, luck: Luck, stray: 'arrives' | 'is lost'): void {
    const flight = this.flights.get(booking)
    if (!flight) this.begin(booking, luck, stray)
    else if (flight.at === 'read') this.decide(booking, flight)
    else if (flight.at === 'sent') this.send(booking, flight, luck)
    else this.conclude(booking, flight, luck)
  }

  private begin(booking: number, luck: Luck, stray: 'arrives' | 'is lost'): void {
    const head = heads(this.state).find((one) => !isRecord(one) && one.bookingId === booking)
    if (!head) return
    if (!this.up || luck !== 'well') return this.failed(booking, head.id)
    this.endStrays(booking, stray)
    const server = this.look(booking)
    const readAt = this.recras.changes.length
    this.flights.set(booking, { at: 'read', entry: head.id, server, readAt })
  }

  private decide(booking: number, flight: Flight & { at: 'read' }): void {
    this.flights.delete(booking)
    const entry = this.waiting(flight.entry)
    if (!entry) return
    const { id } = entry
    const server = serverViewOf(flight.server)
    const decision = decide(entry, flight.server)
    if (decision.kind === 'done') return this.settle(id)
    if (decision.kind === 'attention')
      return this.write({ type: 'needs-person', id, reason: decision.reason, server })
    this.write({ type: 'sent', id, server })
    const request: Request = {
      desk: this.number,
      entry: id,
      booking,
      to: entry.wanted,
      readAt: flight.readAt,
      looked: this.wish(id).looked,
    }
    this.flights.set(booking, { at: 'sent', entry: id, request, before: server })
  }

  private send(booking: number, flight: Flight & { at: 'sent' }, luck: Luck): void {
    const { entry, request, before } = flight
    if (luck === 'well' && this.up) {
      const answer = this.recras.serve(request)
      this.flights.set(booking, { at: 'answered', entry, before, answer })
      return
    }
    if (luck === 'lost-after') this.recras.serve(request)
    if (luck === 'late') this.recras.strays.push(request)
    this.failed(booking, entry)
  }

  private conclude(booking: number, flight: Flight & { at: 'answered' }, luck: Luck): void {
    const { entry: id, before, answer } = flight
    if (!this.up || luck !== 'well') return this.failed(booking, id)
    const now = serverViewOf(this.look(booking))
    this.flights.delete(booking)
    const entry = this.waiting(id)
    if (!entry) return
    const came = conclude(entry, before, answer, now)
    if (came.kind === 'done') return this.settle(id)
    if (came.kind === 'attention')
      return this.write({ type: 'needs-person', id, reason: came.reason, server: came.server })
    const { error, server } = came
    if (afterError(error, entry.attempts + 1, 0.5).kind !== 'attention')
      return this.failed(booking, id)
    this.write({ type: 'needs-person', id, reason: { kind: 'refused', error }, server })
  }

  /** Ends what this desk has under way for a booking without waiting for it. */
  endStrays(booking: number, end: 'arrives' | 'is lost'): void {
    const { strays } = this.recras
    const own = strays.filter((one) => one.desk === this.number && one.booking === booking)
    for (const request of own) {
      strays.splice(strays.indexOf(request), 1)
      if (end === 'arrives') this.recras.serve(request)
    }
  }

  wish(id: string): Wish {
    const wish = this.wishes.find((one) => one.id === id)
    if (!wish) throw new Error(`nobody asked for ${id}`)
    return wish
  }

  private failed(booking: number, id: string): void {
    this.flights.delete(booking)
    this.state = apply(this.state, { type: 'attempted', id, error: LOST, nextTryAt: null })
  }

  private settle(id: string): void {
    const entry = this.waiting(id)
    this.write({ type: 'settled', id, outcome: 'done', at: this.now() })
    this.wish(id).settledAt = this.recras.changes.length
    if (entry) this.delivered.push({ ...entry, delivered: true })
  }

  /** An event counts when the journal has it. */
  private write(event: OutboxEvent): void {
    const line = JSON.stringify(event)
    this.journal.push(line)
    this.state = applyRecord(this.state, JSON.parse(line))
  }

  private waiting(id: string): OutboxEntry | undefined {
    return this.state.entries.find((entry) => entry.id === id && entry.state === 'waiting')
  }

  private look(booking: number): ServerState {
    this.publish(booking)
    return this.recras.read(booking)
  }

  private row(booking: number): BookingRow {
    return this.cache.get(booking) ?? this.rowOf(booking)
  }

  private rowOf(id: number): BookingRow {
    const { status, statusUpdatedAt, offers } = this.recras.read(id)
    const actions = offers as StatusAction[]
    return { ...ROW, id, referentie: `${id}-1`, status, statusUpdatedAt, actions }
  }

  private now(): string {
    return new Date(Date.parse('2026-11-21T09:00:00Z') + this.skewMs).toISOString()
  }
}

const ROW = toRow(bookingSchema.parse({ id: 0 }), '', 'Europe/Amsterdam')
