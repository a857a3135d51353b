import type { RecordEntry, RecordReason, Findings } from '../../../../shared/outbox/record.ts'
import type { RecordEvent } from '../../../../shared/outbox/record-events.ts'
import type { Customer } from '../../../../shared/recras/schemas.ts'
import type { AppError } from '../../../../shared/result.ts'
import type { Clock } from '../../ports.ts'
import type { RecrasApi } from '../../recras/api.ts'
import type { Seals } from '../../vault/vault.ts'
import type { BookingLook } from '../booking-look.ts'
import type { KeyedLock } from '../keyed-lock.ts'
import { written, type Left } from '../delivery.ts'
import type { Ledger } from '../ledger.ts'
import { sealReason } from './sealing.ts'

/** What of Recras the delivery of records asks. */
export type RecordApi = Pick<
  RecrasApi,
  | 'booking'
  | 'bookings'
  | 'createBooking'
  | 'updateBooking'
  | 'customer'
  | 'customers'
  | 'createCustomer'
  | 'updateCustomer'
>

export interface RecordToolsOptions extends BookingLook {
  ledger: Ledger
  api: RecordApi
  vault: Seals
  /** Holds a booking while it is read and written, by its id. */
  wire: KeyedLock
  clock: Clock
  serverOffsetMs(): number | null
  /** The highest customer id that this desk has seen; `null` when it has seen none. */
  highestCustomer(): number | null
  /** Gives the page's cache a customer that was just read. */
  publishCustomer(customer: Customer): void
  /** How long a server may be at work on a request that it never answered; 30 s. */
  silentMs?: number
}

/** Writes down how the delivery of a record ended. */
export class RecordTools {
  readonly options: RecordToolsOptions

  constructor(options: RecordToolsOptions) {
    this.options = options
  }

  /** Device time, ISO 8601 UTC. */
  now(): string {
    return new Date(this.options.clock.now()).toISOString()
  }

  async settle(
    entry: RecordEntry,
    resultId: number,
    more: { existed?: boolean; cameIn?: string[] } = {},
  ): Promise<Left> {
    return this.conclude(entry, {
      type: 'record-settled',
      id: entry.id,
      outcome: 'done',
      resultId,
      existed: more.existed ?? false,
      cameIn: more.cameIn ?? [],
      at: this.now(),
    })
  }

  async needsPerson(
    entry: RecordEntry,
    reason: RecordReason,
    findings?: Partial<Findings>,
  ): Promise<Left> {
    return this.conclude(entry, this.parkedBy(entry, reason, findings))
  }

  /** An attempt that failed; when its error never mends a person is told, with Recras' own words. */
  failed(
    entry: RecordEntry,
    error: AppError,
    reason: RecordReason = { kind: 'refused', error },
  ): Left {
    return { error, park: this.parkedBy(entry, reason) }
  }

  private async conclude(entry: RecordEntry, event: RecordEvent): Promise<Left> {
    return written(await this.options.ledger.conclude(entry, event))
  }

  private parkedBy(
    { id }: RecordEntry,
    reason: RecordReason,
    findings?: Partial<Findings>,
  ): RecordEvent {
    const sealed = sealReason(this.options.vault, reason, findings)
    return { type: 'record-needs-person', id, ...sealed }
  }
}
