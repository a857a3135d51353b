import { addDays, dayOf } from '../../../shared/domain/time.ts'
import type { BookingRecord, SyncDelta } from '../../../shared/ipc/contract.ts'
import { ok, type Result } from '../../../shared/result.ts'
import type { Clock, Log, Random } from '../ports.ts'
import { BOOKING_EMBED, type Ask, type ListedBooking, type RecrasApi } from '../recras/api.ts'
import { CodeFetcher, QR_REL } from './code-fetcher.ts'
import { DayReader, type DayRead } from './day-reader.ts'
import { Freshness } from './freshness.ts'
import { findBookings, type FindBy } from './find-bookings.ts'
import { KnownBookings, type KnownBooking } from './known-bookings.ts'
import { Lookups } from './lookups.ts'
import { NameReader } from './name-reader.ts'
import { Poller } from './poller.ts'

export interface SyncOptions {
  api: RecrasApi
  clock: Clock
  random: Random
  log: Log
  /** The venue's time zone. */
  zone: string
  pollSeconds: number
  emit: (delta: SyncDelta) => void
}

/**
 * Keeps the page's cache like Recras: reads today, tomorrow and the day looked at last every
 * `pollSeconds`, others when they are looked at, and sends only what differs from what the page
 * has. Nothing is read before the page has said, with `watch`, what it shows.
 *
 * A booking is never concluded missing from a list alone: it is read by itself first, and then
 * either moved (sent again) or gone (`removed`).
 */
export class SyncService {
  private readonly known: KnownBookings
  private readonly lookups: Lookups
  private readonly codes: CodeFetcher
  private readonly names: NameReader
  private readonly days: DayReader
  private readonly freshness = new Freshness()
  private lastLooked: string | null = null
  private stopped = false
  private readonly poller: Poller
  private readonly options: SyncOptions

  constructor(options: SyncOptions) {
    this.options = options
    const { api, clock, random, log, zone, pollSeconds } = options
    this.poller = new Poller({
      clock,
      random,
      log,
      seconds: pollSeconds,
      round: (urgent, signal) => this.poll(urgent, signal),
    })
    this.known = new KnownBookings(zone)
    this.names = new NameReader(api, clock)
    this.lookups = new Lookups({
      api,
      moment: () => this.freshness.moment,
      found: (record, listed, since) => this.lookedUp(record, listed, since),
      gone: (id) => this.remove(id),
      refused: (id, listed) => this.notShown(id, listed),
    })
    this.codes = new CodeFetcher({
      api,
      clock,
      random,
      log,
      idle: () => !this.days.busy && !this.lookups.busy,
      found: (id, text) => {
        this.known.putCode(id)
        this.send({ codes: [[id, text]] })
      },
    })
    this.days = new DayReader({
      api,
      clock,
      zone,
      known: this.known,
      freshness: this.freshness,
      lookups: this.lookups,
      wantCode: (id, link) => this.codes.offer(id, link),
      send: (part) => this.send(part),
      finished: (read, signal) => {
        if (read.ok) void this.background(signal)
        else this.codes.pause()
      },
    })
  }

  /** Starts polling; the first poll comes after `pollSeconds`, for the page announces its days itself. */
  start(): void {
    this.poller.start()
  }

  /** For good: nothing is asked or sent after it. */
  stop(): void {
    this.stopped = true
    this.poller.stop()
    this.codes.pause()
    this.lookups.stop()
  }

  /** The machine goes to sleep: what is under way is given up. */
  pause(): void {
    this.poller.pause()
    this.codes.pause()
  }

  /** The machine woke up: reads at once. */
  resume(): void {
    this.poller.resume()
  }

  /** The line is back: reads at once. */
  reconnected(): void {
    this.poller.now()
  }

  /** Another key may be shown what the one before was refused. */
  credentialsChanged(): void {
    this.codes.forgive()
    this.days.forgive()
    this.names.expire()
  }

  /** The page shows this day and has this much of it: reads it now, and sends what differs. */
  async watch(request: { day: string; known: readonly KnownBooking[] }): Promise<DayRead> {
    const { day, known } = request
    this.lastLooked = day
    const short = this.known.announce(day, known)
    if (short) await this.days.underWay(day)
    const read = await this.days.read(day, true, this.poller.signal)
    if (read.ok) {
      // An empty cache has no names either.
      if (known.length === 0 && this.names.current) this.send({ names: this.names.current })
      void this.readNames()
    }
    return read
  }

  /** Reads all watched days now; the first failure, when there is one. */
  async now(): Promise<Result<null>> {
    for (const day of this.watchedDays()) {
      const read = await this.days.read(day, true, this.poller.signal)
      if (!read.ok) return read
    }
    return ok(null)
  }

  /** Reads one booking now. What changed is sent to the page as well; one that is gone, as removed. */
  async readBooking(id: number, ask: Ask = {}): Promise<Result<BookingRecord>> {
    const since = this.freshness.moment
    const read = await this.options.api.booking(id, BOOKING_EMBED, ask)
    if (read.ok && !this.freshness.isOlder(id, since)) this.publish(read.value)
    if (!read.ok && read.error.kind === 'not-found') this.remove(id)
    return read
  }

  /** See `findBookings`. What is found is answered, not sent to the page as news. */
  find(by: FindBy, ask: Ask = {}): Promise<Result<BookingRecord[]>> {
    return findBookings(this.options.api, by, (id) => this.readBooking(id, ask), ask)
  }

  /**
   * Sends a booking that was just read, with `BOOKING_EMBED`, to the page when it differs from what
   * the page has. Lists that were asked for before this moment no longer count for it.
   */
  publish(record: BookingRecord): void {
    const { id } = record.booking
    this.freshness.published(id)
    this.lookups.withdraw(id)
    if (this.known.hashOf(id) !== record.hash) {
      this.known.put(record)
      this.send({ upserts: [record] })
    }
    this.wantCode(id, record)
  }

  private async poll(urgent: boolean, signal: AbortSignal): Promise<void> {
    if (this.lastLooked === null) return
    for (const day of this.watchedDays()) {
      if (signal.aborted || !(await this.days.read(day, urgent, signal)).ok) return
    }
    void this.readNames()
  }

  private watchedDays(): string[] {
    const today = this.today()
    return [...new Set([today, addDays(today, 1), this.lastLooked ?? today])]
  }

  private today(): string {
    return dayOf(this.options.clock.now(), this.options.zone)
  }

  /** What can wait: first the bookings to read one by one, then the codes. */
  private async background(signal: AbortSignal): Promise<void> {
    await this.lookups.run(signal)
    if (!signal.aborted) this.codes.resume()
  }

  private lookedUp(record: BookingRecord, listed: ListedBooking | null, since: number): void {
    const { id } = record.booking
    if (this.freshness.isOlder(id, since)) return
    this.publish(record)
    if (listed) this.known.putBare(id, listed.hash)
  }

  private notShown(id: number, listed: ListedBooking | null): void {
    this.options.log.warn('booking-not-shown', { id })
    if (!listed) return
    if (listed.record && this.known.hashOf(id) !== listed.hash) {
      this.known.put(listed.record)
      this.send({ upserts: [listed.record] })
    }
    this.known.putBare(id, listed.hash)
  }

  private wantCode(id: number, { booking }: BookingRecord): void {
    const link = booking._links[QR_REL]?.[0]
    const today = this.today()
    const near = [today, addDays(today, 1)].some((day) => this.known.idsOn(day).has(id))
    if (near && link && !this.known.hasCode(id)) this.codes.offer(id, link)
  }

  /** Recras was seen not to have this booking any more: the page is told so. */
  remove(id: number): void {
    this.freshness.published(id)
    this.known.forget(id)
    this.days.forget(id)
    this.lookups.withdraw(id)
    this.codes.withdraw(id)
    this.send({ removed: [id] })
  }

  private async readNames(): Promise<void> {
    if (this.stopped || this.lastLooked === null) return
    const names = await this.names.refresh({ gentle: true, signal: this.poller.signal })
    if (names) this.send({ names })
  }

  private send(part: Partial<SyncDelta>): void {
    if (this.stopped) return
    this.options.emit({ upserts: [], removed: [], codes: [], day: null, names: null, ...part })
  }
}
