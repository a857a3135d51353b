import { toCached } from '../../../shared/domain/page-delta.ts'
import { periodOfDays } from '../../../shared/domain/time.ts'
import type { BookingSearch, FoundPage } from '../../../shared/ipc/record-calls.ts'
import { fail, ok, type AppError, type Result } from '../../../shared/result.ts'
import { BOOKING_EMBED, type BookingQuery, type RecrasApi } from '../recras/api.ts'

/** Bookings in one message, so that the page never has to swallow much at once. */
const CHUNK = 100

export interface SearchOptions {
  api: Pick<RecrasApi, 'bookings'>
  /** The venue's time zone. */
  zone: string
  emit: (page: FoundPage) => void
}

/** Looks for bookings at Recras. One search at a time: a new one stops the one before. */
export class BookingSearches {
  private current: { search: number; stop: AbortController } | null = null
  private readonly options: SearchOptions

  constructor(options: SearchOptions) {
    this.options = options
  }

  /** Sends what is found page by page; answers when all was read. `not-now` when it was stopped. */
  async run(request: {
    search: number
    query: BookingSearch
  }): Promise<Result<{ total: number | null; unreadable: number }>> {
    const { search, query } = request
    this.current?.stop.abort()
    const stop = new AbortController()
    const mine = { search, stop }
    this.current = mine
    try {
      const asked = toQuery(query, this.options.zone)
      return asked.ok ? await this.read(search, asked.value, stop.signal) : asked
    } finally {
      if (this.current === mine) this.current = null
    }
  }

  /** Stops that search; without an id, whichever runs. */
  stop(search?: number): void {
    if (search === undefined || this.current?.search === search) this.current?.stop.abort()
  }

  private async read(
    search: number,
    query: BookingQuery,
    signal: AbortSignal,
  ): Promise<Result<{ total: number | null; unreadable: number }>> {
    const { api, zone, emit } = this.options
    let total: number | null = null
    let unreadable = 0
    const found = new Set<number>()
    for await (const page of api.bookings(query, { signal })) {
      if (signal.aborted) break
      if (!page.ok) return page
      const records = page.value.entries.flatMap(({ record }) => record ?? [])
      total = page.value.total ?? total
      unreadable += page.value.unreadable
      for (let from = 0; from === 0 || from < records.length; from += CHUNK) {
        const chunk = records.slice(from, from + CHUNK)
        for (const { booking } of chunk) found.add(booking.id)
        const bookings = chunk.map((record) => toCached(record, zone))
        emit({ search, bookings, fetched: found.size, total })
      }
    }
    return signal.aborted ? fail(STOPPED) : ok({ total, unreadable })
  }
}

const STOPPED: AppError = { kind: 'not-now', message: 'stopped' }

function toQuery({ days, ...filters }: BookingSearch, zone: string): Result<BookingQuery> {
  const given = Object.fromEntries(
    Object.entries(filters).filter(([, value]) => value !== undefined),
  ) as BookingQuery
  const query: BookingQuery = { ...given, embed: BOOKING_EMBED }
  if (days === undefined) return ok(query)
  const possible = days.from >= '1900' && days.from <= days.to && days.to < '9999'
  if (possible) return ok({ ...query, periode: periodOfDays(days.from, days.to, zone) })
  return fail({ kind: 'invalid', fields: [{ field: 'days', message: 'days', code: 'days' }] })
}
