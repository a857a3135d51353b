import type { OutboxEntry, ServerView } from '../../../shared/outbox/entry.ts'
import type { OutboxEvent } from '../../../shared/outbox/events.ts'
import {
  conclude,
  decide,
  serverStateOf,
  serverViewOf,
  type Decision,
  type ServerState,
} from '../../../shared/outbox/replay.ts'
import { ok, type AppError, type Result } from '../../../shared/result.ts'
import type { Clock } from '../ports.ts'
import type { RecrasApi } from '../recras/api.ts'
import { lookAtBooking, type BookingLook } from './booking-look.ts'
import { mends, written, type Delivery, type Left } from './delivery.ts'
import type { Ledger } from './ledger.ts'

export interface MoveDeliveryOptions extends BookingLook {
  ledger: Ledger
  api: Pick<RecrasApi, 'booking' | 'follow'>
  clock: Clock
}

/** Delivers status moves, by reading the booking before and after (docs/offline-and-sync.md). */
export class MoveDelivery implements Delivery<OutboxEntry> {
  private readonly options: MoveDeliveryOptions

  constructor(options: MoveDeliveryOptions) {
    this.options = options
  }

  async attempt(entry: OutboxEntry, going: () => boolean): Promise<Left> {
    const before = await this.read(entry.bookingId)
    if (!before.ok) return failed(entry, before.error, null)
    const decided = await this.decide(entry, before.value)
    if (!decided.ok) return failed(entry, decided.error, null)
    if (decided.value?.kind !== 'follow' || !going()) return null
    const answer = await this.options.api.follow(decided.value.rel, decided.value.link)
    if (!answer.ok && mends(answer.error)) return failed(entry, answer.error, null)
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
      const done = await ledger.commit([this.eventOf(decision, id, serverViewOf(server))])
      return done.ok ? ok(decision) : done
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

  /** After Recras said yes or no: the booking is read once more, for the page and to know what came of it. */
  private async conclude(
    entry: OutboxEntry,
    before: ServerView,
    answer: Result<unknown>,
  ): Promise<Left> {
    const again = await this.read(entry.bookingId)
    if (!again.ok && mends(again.error)) return failed(entry, again.error, null)
    const came = conclude(entry, before, answer, again.ok ? serverViewOf(again.value) : null)
    if (came.kind === 'failed') return failed(entry, came.error, came.server)
    const { id } = entry
    const event: OutboxEvent =
      came.kind === 'done'
        ? { type: 'settled', id, outcome: 'done', at: this.now() }
        : { type: 'needs-person', id, reason: came.reason, server: came.server }
    return written(await this.options.ledger.conclude(entry, event))
  }

  private async read(id: number): Promise<Result<ServerState>> {
    const read = await lookAtBooking(this.options, id)
    return read.ok ? ok(serverStateOf(read.value)) : read
  }

  private now(): string {
    return new Date(this.options.clock.now()).toISOString()
  }
}

const failed = (entry: OutboxEntry, error: AppError, server: ServerView | null): Left => ({
  error,
  park: { type: 'needs-person', id: entry.id, reason: { kind: 'refused', error }, server },
})
