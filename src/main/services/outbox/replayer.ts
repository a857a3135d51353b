import type { BookingRecord } from '../../../shared/ipc/contract.ts'
import type { OutboxEntry, ServerView } from '../../../shared/outbox/entry.ts'
import type { OutboxEvent } from '../../../shared/outbox/events.ts'
import {
  afterError,
  decide,
  serverStateOf,
  serverViewOf,
  untouched,
  type Decision,
  type ServerState,
} from '../../../shared/outbox/replay.ts'
import { heads } from '../../../shared/outbox/state.ts'
import { isTransient, ok, type AppError, type Result } from '../../../shared/result.ts'
import type { Clock, Log, Random } from '../ports.ts'
import { BOOKING_EMBED, type RecrasApi } from '../recras/api.ts'
import type { Ledger } from './ledger.ts'

export interface ReplayerOptions {
  ledger: Ledger
  api: Pick<RecrasApi, 'booking' | 'follow'>
  /** Gives the page's cache what was just read, before anything is settled by it. */
  publish(record: BookingRecord): void
  clock: Clock
  random: Random
  log: Log
}

/**
 * Deliveries that may start at once; after these one each `DELIVERY_EVERY_MS`. Each asks up to three
 * times, so a long outage's worth goes out at some four requests a second.
 */
const BURST = 10
const DELIVERY_EVERY_MS = 750
/** Bookings that are dealt with at the same time. */
const PARALLEL = 3

/**
 * Delivers what was promised. Of each booking only the longest waiting entry is tried, several
 * bookings at a time. It waits by timers and never by comparing clocks, so that a clock set back
 * keeps nothing from being delivered.
 */
export class Replayer {
  private readonly options: ReplayerOptions
  /** Bookings that are being dealt with, with the number of the key they are asked with. */
  private readonly busy = new Map<number, number>()
  /** Entries in their back-off, with what ends it early. */
  private readonly resting = new Map<string, () => void>()
  private hold: { cancel: () => void; firm: boolean } | null = null
  private running = false
  /** Deliveries that may start now. */
  private free = BURST
  private filling: (() => void) | null = null
  private paused = false
  private key = 0

  constructor(options: ReplayerOptions) {
    this.options = options
  }

  start(): void {
    this.running = true
    this.pump()
  }

  stop(): void {
    this.running = false
    this.wakeAll()
    this.hold?.cancel()
    this.hold = null
    this.filling?.()
    this.filling = null
  }

  /** Starts what is due and may be started. */
  pump(): void {
    if (!this.running || this.paused || this.hold) return
    for (const entry of heads(this.options.ledger.state)) {
      if (this.busy.size >= PARALLEL || this.free === 0) return
      if (this.busy.has(entry.bookingId) || this.resting.has(entry.id)) continue
      this.busy.set(entry.bookingId, this.key)
      this.free -= 1
      this.fill()
      void this.deliver(entry)
    }
  }

  private fill(): void {
    this.filling ??= this.options.clock.after(DELIVERY_EVERY_MS, () => {
      this.filling = null
      this.free += 1
      if (this.free < BURST) this.fill()
      this.pump()
    })
  }

  /** Ends the back-off of one entry. */
  wake(id: string): void {
    this.resting.get(id)?.()
    this.resting.delete(id)
    this.pump()
  }

  /** Ends every back-off but one that Recras asked for. */
  hurry(): void {
    this.wakeAll()
    if (this.hold && !this.hold.firm) {
      this.hold.cancel()
      this.hold = null
    }
    this.options.ledger.note({ type: 'due' })
    this.pump()
  }

  /** The key is accepted (again). */
  resume(): void {
    this.paused = false
    this.key += 1
    this.hurry()
  }

  private wakeAll(): void {
    for (const cancel of this.resting.values()) cancel()
    this.resting.clear()
  }

  private async deliver(entry: OutboxEntry): Promise<void> {
    try {
      await this.attempt(entry)
    } catch (error) {
      this.options.log.error('outbox-bug', { error })
      await this.failed(entry, { kind: 'unexpected-answer' }, null)
    } finally {
      this.busy.delete(entry.bookingId)
      this.pump()
    }
  }

  private async attempt(entry: OutboxEntry): Promise<void> {
    const before = await this.read(entry.bookingId)
    if (!before.ok) return this.failed(entry, before.error, null)
    const decided = await this.decide(entry, before.value)
    if (!decided.ok) return this.failed(entry, decided.error, null)
    if (decided.value?.kind !== 'follow' || !this.running) return
    const answer = await this.options.api.follow(decided.value.rel, decided.value.link)
    if (!answer.ok && mends(answer.error)) return this.failed(entry, answer.error, null)
    return this.conclude(entry, before.value, answer)
  }

  /**
   * Decides over the entry as it is by now (it may have been undone or dropped while the booking
   * was read) and has the disk say so: that it is settled, that it needs a person, or that a
   * request leaves, before it does. `null`: the entry waits no longer.
   */
  private decide(
    { id, bookingId }: OutboxEntry,
    server: ServerState,
  ): Promise<Result<Decision | null>> {
    const { ledger } = this.options
    return ledger.exclusively(bookingId, async () => {
      const entry = ledger.entry(id)
      if (entry?.state !== 'waiting') return ok(null)
      const decision = decide(entry, server)
      const written = await ledger.commit([this.eventOf(decision, id, serverViewOf(server))])
      return written.ok ? ok(decision) : written
    })
  }

  private eventOf(decision: Decision, id: string, server: ServerView): OutboxEvent {
    switch (decision.kind) {
      case 'done':
        return { type: 'settled', id, outcome: 'done', at: this.now() }
      case 'attention':
        return { type: 'needs-person', id, reason: decision.reason, server }
      case 'follow':
        return { type: 'sent', id, server }
    }
  }

  /**
   * After Recras said yes or no: the booking is read once more, for the page, and because a yes
   * may come from something else in Recras' place and a no may answer a move that was made already.
   */
  private async conclude(
    entry: OutboxEntry,
    before: ServerView,
    answer: Result<unknown>,
  ): Promise<void> {
    const again = await this.read(entry.bookingId)
    if (!again.ok && mends(again.error)) return this.failed(entry, again.error, null)
    if (again.ok && again.value.status === entry.wanted) return this.settle(entry)
    if (!answer.ok) {
      const server = again.ok ? serverViewOf(again.value) : null
      // The booking is there, only its link leads nowhere: it must not be called gone.
      if (server && answer.error.kind === 'not-found') return this.notOffered(entry, server)
      return this.failed(entry, answer.error, server)
    }
    if (again.ok && untouched(before, again.value))
      return this.failed(entry, { kind: 'unexpected-answer', message: 'nothing changed' }, null)
    return this.settle(entry)
  }

  private notOffered(entry: OutboxEntry, server: ServerView): Promise<void> {
    const reason = { kind: 'not-offered' } as const
    return this.write(entry, { type: 'needs-person', id: entry.id, reason, server })
  }

  private async read(id: number): Promise<Result<ServerState>> {
    const { api, publish } = this.options
    const read = await api.booking(id, BOOKING_EMBED)
    if (read.ok) {
      publish(read.value)
      return ok(serverStateOf(read.value.booking))
    }
    if (read.error.kind !== 'forbidden' && read.error.kind !== 'refused') return read
    // Maybe this key may not see what comes along; that must not stand in the way of a promise.
    const bare = await api.booking(id, [])
    return bare.ok ? ok(serverStateOf(bare.value.booking)) : bare
  }

  private settle(entry: OutboxEntry): Promise<void> {
    return this.write(entry, {
      type: 'settled',
      id: entry.id,
      outcome: 'done',
      at: this.now(),
    })
  }

  /** Writes how an attempt ended; when the disk does not take it, the attempt is made again later. */
  private async write(entry: OutboxEntry, event: OutboxEvent): Promise<void> {
    const { ledger } = this.options
    const written = await ledger.exclusively(entry.bookingId, async () =>
      ledger.entry(entry.id)?.state === 'waiting' ? ledger.commit([event]) : ok(undefined),
    )
    if (!written.ok) this.rest(entry, written.error)
  }

  private async failed(
    entry: OutboxEntry,
    error: AppError,
    server: ServerView | null,
  ): Promise<void> {
    if (this.rest(entry, error)) return
    const reason = { kind: 'refused', error } as const
    await this.write(entry, { type: 'needs-person', id: entry.id, reason, server })
  }

  /** Puts the entry, the queue or everything on hold, as the failure asks; `false` when it never mends. */
  private rest(entry: OutboxEntry, error: AppError): boolean {
    const { ledger, clock, random } = this.options
    const attempts = (ledger.entry(entry.id)?.attempts ?? 0) + 1
    const consequence = afterError(error, attempts, random())
    if (consequence.kind === 'attention') return false
    const delay = consequence.kind === 'retry' ? consequence.delayMs : null
    const nextTryAt = delay === null ? null : clock.now() + delay
    ledger.note({ type: 'attempted', id: entry.id, error, nextTryAt })
    if (!this.running) return true
    if (consequence.kind === 'pause') {
      // A refusal of the key before this one says nothing.
      if (this.busy.get(entry.bookingId) === this.key) this.paused = true
    } else if (consequence.queue) this.holdAll(consequence.delayMs, consequence.firm)
    else {
      const end = clock.after(consequence.delayMs, () => {
        this.resting.delete(entry.id)
        this.pump()
      })
      this.resting.set(entry.id, end)
    }
    return true
  }

  private now(): string {
    return new Date(this.options.clock.now()).toISOString()
  }

  private holdAll(delayMs: number, firm: boolean): void {
    if (this.hold?.firm && !firm) return
    this.hold?.cancel()
    const cancel = this.options.clock.after(delayMs, () => {
      this.hold = null
      this.pump()
    })
    this.hold = { cancel, firm }
  }
}

/** Failures after which the same is tried again; the others are an answer. */
const mends = (error: AppError): boolean => isTransient(error) || error.kind === 'unauthorized'
