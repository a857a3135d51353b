import { toCustomerRow } from '../../../shared/domain/customer-row.ts'
import type { CachedCustomer, CustomersDelta } from '../../../shared/ipc/record-calls.ts'
import type { Clock } from '../ports.ts'
import type { CustomerPage, CustomerRecord } from '../recras/api.ts'

/** In one message, so that the page never has to swallow much at once. */
const MOST_CUSTOMERS = 500
const MOST_BYTES = 256 * 1024
/** Recras' own page size (recras-api "Lists"). */
const PAGE_SIZE = 100
/** What a person who watches the progress waits for the next message at most. */
const LONGEST_MS = 200

/** A customer as the page keeps it. */
export const toCachedCustomer = ({ customer, hash, json }: CustomerRecord): CachedCustomer => ({
  row: toCustomerRow(customer, hash),
  json,
})

/**
 * Gathers customers for the page. What stands in one message is whole: its `nextPage` counts a page
 * only when all of that page was sent, so that a read that is cut off goes on where it was.
 */
export class DeltaWriter {
  private upserts: CachedCustomer[] = []
  private bytes = 0
  private progress: CustomersDelta['progress']
  private sentAt: number
  private readonly clock: Clock
  private readonly emit: (delta: CustomersDelta) => void

  /** @param page to go on with, where the one before is read once more; `null`: no progress is told */
  constructor(clock: Clock, emit: (delta: CustomersDelta) => void, page: number | null) {
    this.clock = clock
    this.emit = emit
    this.sentAt = clock.now()
    const fetched = (Math.max(2, page ?? 1) - 2) * PAGE_SIZE
    this.progress = page === null ? null : { fetched, total: null, nextPage: page }
  }

  take({ customers, total, page }: CustomerPage): void {
    for (const record of customers) {
      const cached = toCachedCustomer(record)
      const bytes = sizeOf(cached)
      if (this.upserts.length >= MOST_CUSTOMERS || this.bytes + bytes > MOST_BYTES) this.flush()
      this.upserts.push(cached)
      this.bytes += bytes
      if (this.progress) this.progress = { ...this.progress, fetched: this.progress.fetched + 1 }
    }
    if (this.progress)
      this.progress = {
        ...this.progress,
        total: total ?? this.progress.total,
        nextPage: Math.max(this.progress.nextPage, page + 1),
      }
    const now = this.clock.now()
    if (now < this.sentAt || now - this.sentAt >= LONGEST_MS) this.flush()
  }

  /** Sends what is gathered; with progress also when that is nothing. */
  flush(): void {
    if (this.upserts.length === 0 && this.progress === null) return
    this.emit({ upserts: this.upserts, removed: [], progress: this.progress })
    this.upserts = []
    this.bytes = 0
    this.sentAt = this.clock.now()
  }
}

/** Bytes of a customer on its way to the page, rather too many than too few. */
const sizeOf = ({ row, json }: CachedCustomer): number =>
  2 * (json.length + row.text.length) +
  2 * [row.name, row.plaats, row.adres, row.contact, row.phone, row.email].join('').length +
  400
