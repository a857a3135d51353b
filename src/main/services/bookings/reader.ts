import type { BookingRecord } from '../../../shared/ipc/contract.ts'
import type { Result } from '../../../shared/result.ts'
import type { Embed, RecrasApi } from '../recras/api.ts'

/** The part of the sync service that keeps the page's cache of bookings. */
export interface BookingCache {
  /** Reads one booking now; what changed, or that it is gone, is sent to the page. */
  readBooking(id: number): Promise<Result<BookingRecord>>
  /** Recras was seen not to have this booking any more. */
  remove(id: number): void
}

/** Reads bookings, and lets the page's cache know of those that turn out to be gone. */
export class BookingReader {
  private readonly api: Pick<RecrasApi, 'bookingText'>
  private readonly cache: BookingCache

  constructor(api: Pick<RecrasApi, 'bookingText'>, cache: BookingCache) {
    this.api = api
    this.cache = cache
  }

  /** As Recras sends it. */
  async text(id: number, embed: readonly Embed[]): Promise<Result<string>> {
    const read = await this.api.bookingText(id, embed)
    if (!read.ok && read.error.kind === 'not-found') this.gone(id)
    return read
  }

  /** As the page's cache has it, which gets it too. */
  refresh(id: number): Promise<Result<BookingRecord>> {
    return this.cache.readBooking(id)
  }

  gone(id: number): void {
    this.cache.remove(id)
  }
}
