import { setImmediate as nextTurn } from 'node:timers/promises'
import { addDays, dayOf, periodOfDay } from '../../../shared/domain/time.ts'
import type { BookingRecord, SyncDelta } from '../../../shared/ipc/contract.ts'
import type { Link } from '../../../shared/recras/links.ts'
import { fail, ok, type Result } from '../../../shared/result.ts'
import type { Clock } from '../ports.ts'
import {
  BOOKING_EMBED,
  type BookingPage,
  type ListedBooking,
  type RecrasApi,
} from '../recras/api.ts'
import { QR_REL } from './code-fetcher.ts'
import type { Freshness } from './freshness.ts'
import type { KnownBookings } from './known-bookings.ts'
import type { Lookups } from './lookups.ts'

export type DayRead = Result<{ syncedAt: string }>

export interface DayReaderOptions {
  api: Pick<RecrasApi, 'bookings'>
  clock: Clock
  zone: string
  known: KnownBookings
  freshness: Freshness
  lookups: Pick<Lookups, 'add'>
  /** The page has no QR text of this booking, which is here today or tomorrow. */
  wantCode: (id: number, link: Link) => void
  send: (part: Partial<SyncDelta>) => void
  finished: (read: DayRead, signal: AbortSignal) => void
}

interface UnderWay {
  done: Promise<DayRead>
  hurry: AbortController
  signal: AbortSignal
}

/** Large days come in fewer, larger pages; the client falls back to Recras' own size. */
const PAGE_SIZE = 500
/** A booking that lists keep leaving out is read by itself at most this often. */
const ABSENT_AGAIN_MS = 5 * 60_000

/**
 * Reads whole days and sends what differs from what the page has, part by part while the next page
 * travels. One read per day at a time, for all who ask.
 *
 * Whether lists carry `_links` is not documented. An entry without them is a hint that something
 * changed: the booking is then read by itself in the background. Until it is, the page keeps the
 * links that it has, unless the entry is known to differ from the last one; then it is sent as it is,
 * because a right status without buttons is better than an old one with them.
 */
export class DayReader {
  private readonly reads = new Map<string, UnderWay>()
  private readonly absentAt = new Map<number, number>()
  /** Bookings without links in their list that were read by themselves for the link of their code. */
  private readonly sought = new Set<number>()
  private readonly options: DayReaderOptions

  constructor(options: DayReaderOptions) {
    this.options = options
  }

  get busy(): boolean {
    return this.reads.size > 0
  }

  /** Resolves when no read of the day is under way that began before now. */
  async underWay(day: string): Promise<void> {
    await this.reads.get(day)?.done
  }

  forget(id: number): void {
    this.absentAt.delete(id)
    this.sought.delete(id)
  }

  /** Looks once more for codes that could not be had. */
  forgive(): void {
    this.sought.clear()
  }

  /** Reads a day, or joins the read that is under way; a person's joining makes that one hurry. */
  read(day: string, urgent: boolean, signal: AbortSignal): Promise<DayRead> {
    const underWay = this.reads.get(day)
    if (underWay && !underWay.signal.aborted) {
      if (urgent) underWay.hurry.abort()
      return underWay.done
    }
    const hurry = new AbortController()
    if (urgent) hurry.abort()
    const done = this.readDay(day, hurry.signal, signal)
      .finally(() => {
        if (this.reads.get(day)?.done === done) this.reads.delete(day)
      })
      .then((read) => {
        this.options.finished(read, signal)
        return read
      })
    this.reads.set(day, { done, hurry, signal })
    return done
  }

  private async readDay(day: string, hurry: AbortSignal, signal: AbortSignal): Promise<DayRead> {
    const { api, clock, zone, freshness, send } = this.options
    const seen = new Set<number>()
    let unreadable = 0
    const query = { periode: periodOfDay(day, zone), embed: BOOKING_EMBED, page_size: PAGE_SIZE }
    const pages = api.bookings(query, {
      gentle: true,
      hurry,
      signal,
      known: this.isKnown,
      // The next page travels while this one is read and sent.
      ahead: true,
      moment: () => freshness.moment,
    })
    for await (const page of pages) {
      if (!page.ok) return page
      unreadable += page.value.unreadable
      this.take(day, page.value, seen)
      // Others have their turn: what was sent leaves, and nobody's promise waits for a long list.
      await nextTurn()
    }
    if (signal.aborted) return fail({ kind: 'not-now' })
    this.lookForAbsent(day, seen)
    const syncedAt = new Date(clock.now()).toISOString()
    send({ day: { day, syncedAt, total: seen.size, unreadable } })
    return ok({ syncedAt })
  }

  private take(day: string, page: BookingPage, seen: Set<number>): void {
    const { clock, zone, known, freshness, wantCode, send } = this.options
    const today = dayOf(clock.now(), zone)
    const near = day === today || day === addDays(today, 1)
    const upserts: BookingRecord[] = []
    for (const entry of page.entries) {
      const { id, links, record } = entry
      seen.add(id)
      this.absentAt.delete(id)
      if (freshness.isOlder(id, page.asked)) continue
      const news = links === null ? this.fromBare(entry) : record
      if (news) {
        known.put(news)
        upserts.push(news)
      }
      if (!near || known.hasCode(id)) continue
      const link = links?.[QR_REL]?.[0]
      if (link) wantCode(id, link)
      else if (links === null && !this.sought.has(id)) {
        // Where its code can be read stands in the booking itself.
        this.sought.add(id)
        this.options.lookups.add(id, entry)
      }
    }
    if (upserts.length > 0) send({ upserts })
  }

  /** What to send now of an entry without links; has the booking read by itself when it is new. */
  private fromBare(entry: ListedBooking): BookingRecord | null {
    const { known, lookups } = this.options
    const { id, hash, record } = entry
    const bare = known.bareHashOf(id)
    if (bare === hash) return null
    lookups.add(id, entry)
    return bare !== undefined || known.hashOf(id) === undefined ? record : null
  }

  private readonly isKnown = (id: number, hash: string): boolean =>
    this.options.known.hashOf(id) === hash || this.options.known.bareHashOf(id) === hash

  /** Bookings of the day that a complete list did not have: moved, cancelled or deleted. */
  private lookForAbsent(day: string, seen: ReadonlySet<number>): void {
    const now = this.options.clock.now()
    for (const id of this.options.known.idsOn(day)) {
      const last = this.absentAt.get(id)
      const recently = last !== undefined && now >= last && now - last < ABSENT_AGAIN_MS
      if (seen.has(id) || recently) continue
      this.absentAt.set(id, now)
      this.options.lookups.add(id, null)
    }
  }
}
