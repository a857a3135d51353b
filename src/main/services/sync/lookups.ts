import { saysNothing } from '../../../shared/result.ts'
import type { BookingRecord } from '../../../shared/ipc/contract.ts'
import { BOOKING_EMBED, type ListedBooking, type RecrasApi } from '../recras/api.ts'

export interface LookupOptions {
  api: Pick<RecrasApi, 'booking'>
  /** A mark of this moment, to tell later whether something newer has been published since. */
  moment: () => number
  found: (record: BookingRecord, listed: ListedBooking | null, since: number) => void
  gone: (id: number) => void
  /** Recras refuses to show this one by itself; what the list said is all there is. */
  refused: (id: number, listed: ListedBooking | null) => void
}

/**
 * Bookings to read one by one in the background: those that left a list, and those whose list
 * entry says too little. One at a time, within the request budget; while Recras cannot answer,
 * they wait.
 */
export class Lookups {
  private readonly queue = new Map<number, ListedBooking | null>()
  private running = false
  private stopped = false
  private readonly options: LookupOptions

  constructor(options: LookupOptions) {
    this.options = options
  }

  get busy(): boolean {
    return this.running
  }

  add(id: number, listed: ListedBooking | null): void {
    this.queue.set(id, listed ?? this.queue.get(id) ?? null)
  }

  has(id: number): boolean {
    return this.queue.has(id)
  }

  withdraw(id: number): void {
    this.queue.delete(id)
  }

  /** Works through the queue; ends early when Recras cannot answer, until it is called again. */
  async run(signal: AbortSignal): Promise<void> {
    if (this.running || this.stopped) return
    this.running = true
    try {
      for (const [id, listed] of this.queue) {
        if (signal.aborted || !(await this.look(id, listed, signal))) return
      }
    } finally {
      this.running = false
    }
  }

  stop(): void {
    this.stopped = true
    this.queue.clear()
  }

  private async look(
    id: number,
    listed: ListedBooking | null,
    signal: AbortSignal,
  ): Promise<boolean> {
    const since = this.options.moment()
    const read = await this.options.api.booking(id, BOOKING_EMBED, { gentle: true, signal })
    if (!this.queue.has(id)) return !this.stopped
    if (!read.ok && saysNothing(read.error)) {
      // To the end of the line: one booking that never comes must not keep the others waiting.
      const kept = this.queue.get(id) ?? null
      this.queue.delete(id)
      this.queue.set(id, kept)
      return false
    }
    // What was asked meanwhile, with a newer list in hand, stays.
    const newest = this.queue.get(id) ?? null
    if (newest === listed) this.queue.delete(id)
    if (read.ok) this.options.found(read.value, listed, since)
    else if (read.error.kind === 'not-found') this.options.gone(id)
    else this.options.refused(id, listed)
    return true
  }
}
