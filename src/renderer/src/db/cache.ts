import Dexie, { type EntityTable, type Table } from 'dexie'
import { ROW_VERSION, type BookingRow, type DaySpan } from '../../../shared/domain/booking-row.ts'
import type { CachedBooking, Names, PageDelta } from '../../../shared/ipc/contract.ts'
import type { Catalogue } from '../../../shared/ipc/record-calls.ts'
import type { Booking } from '../../../shared/recras/schemas.ts'
import type { CacheKey } from './cache-key.ts'
import { databaseName, dropOthers } from './databases.ts'
import { Sealer } from './sealer.ts'

/** What the cache knows of a day as a whole. */
export interface DayState {
  day: string
  /** When it was last read completely, ISO. */
  syncedAt: string
  total: number
  /** Bookings of that read that could not be understood. */
  unreadable: number
}

/** A delta on its way to the disk, being sealed. */
export interface Prepared {
  delta: PageDelta
  sealed: Promise<StoredBooking[]>
}

/** Which rows a write touched: what a view has to read again. */
export interface CacheChange {
  rows: BookingRow[]
  /** Recras has these no more. */
  removed: number[]
  /** These have left the cache, as they are old; Recras still has them. */
  retired: number[]
  codes: PageDelta['codes']
  day: DayState | null
  names: Names | null
}

/** What is in clear of a booking is what the cache is looked up by: numbers, days, no guest. */
interface StoredBooking {
  id: number
  days: string[]
  referentie: string
  hash: string
  /** When it was written, for a booking without a day: nothing else tells how old it is. */
  undated?: string
  sealed: ArrayBuffer
}

interface StoredCode {
  code: string
  bookingId: number
}

type StoredFact =
  | { key: 'names'; value: Names }
  | { key: 'offers'; value: Record<string, string[]> }
  | { key: 'catalogue'; value: Catalogue }

/** So many leave in one transaction: whoever reads or writes meanwhile waits for no more than that. */
const LEAVING = 100

/**
 * The disposable copy of what Recras said, in IndexedDB. A booking is one record, its row and all of
 * it as text in one seal: written once, it costs two thirds of what a record for each would. `codes`
 * are what a scan reads; as numbers of bookings and nothing else, they are in clear. One database
 * per venue and key, so that two venues never mix and what another key sealed is never opened. Losing
 * it costs a read at Recras, nothing else (field notes, "Storage"): therefore relaxed durability.
 */
export class Cache {
  private readonly db: Dexie & {
    bookings: EntityTable<StoredBooking, 'id'>
    codes: EntityTable<StoredCode, 'code'>
    days: EntityTable<DayState, 'day'>
    facts: Table<StoredFact, string>
  }
  private readonly listeners = new Set<(change: CacheChange) => void>()

  private readonly sealer: Sealer<BookingRow>
  /** The last write: they are committed in the order in which they were asked for. */
  private writing: Promise<unknown> = Promise.resolve()
  /** Called when records were found that do not open, and were removed: they have to be read again. */
  onSpoilt: (() => void) | null = null

  constructor(venue: string, key: CacheKey) {
    this.sealer = new Sealer(key.key)
    this.db = new Dexie(databaseName('balie', venue, ROW_VERSION, key), {
      chromeTransactionDurability: 'relaxed',
    }) as typeof this.db
    this.db.version(1).stores({
      bookings: 'id, *days, referentie, undated',
      codes: 'code, bookingId',
      days: 'day',
      facts: 'key',
    })
    // Beside the work, and not before it: what is left of an older Balie is in nobody's way.
    this.db.on('ready', () => void dropOthers('balie', venue, this.db.name))
  }

  /** Tells about every committed write; returns the function that stops it. */
  onChange(listener: (change: CacheChange) => void): () => void {
    this.listeners.add(listener)
    return () => this.listeners.delete(listener)
  }

  /** Writes one delta in one transaction: all of it or nothing. Rejects when the disk does not take it. */
  apply(delta: PageDelta): Promise<CacheChange> {
    return this.commit(this.prepare(delta))
  }

  /** Begins to seal a delta, which can go on while another one is being written. */
  prepare(delta: PageDelta): Prepared {
    const sealed = this.seal(delta.upserts)
    // Who commits it hears of it.
    sealed.catch(() => undefined)
    return { delta, sealed }
  }

  /** Writes what was prepared, after everything that was committed before; as `apply` does. */
  commit({ delta, sealed }: Prepared): Promise<CacheChange> {
    const before = this.writing
    const writing = sealed.then(async (bookings) => {
      await before.catch(() => undefined)
      return this.write(delta, bookings)
    })
    this.writing = writing
    return writing
  }

  private async write(delta: PageDelta, bookings: StoredBooking[]): Promise<CacheChange> {
    const rows = delta.upserts.map(({ row }) => row)
    const day = delta.day
    const change: CacheChange = {
      rows,
      removed: delta.removed,
      retired: [],
      codes: delta.codes,
      day,
      names: delta.names,
    }
    const { db } = this
    await db.transaction('rw', [db.bookings, db.codes, db.days, db.facts], async () => {
      const writes: Promise<unknown>[] = []
      if (bookings.length > 0) writes.push(db.bookings.bulkPut(bookings))
      if (delta.removed.length > 0) {
        writes.push(db.bookings.bulkDelete(delta.removed))
        writes.push(db.codes.where('bookingId').anyOf(delta.removed).delete())
      }
      if (delta.codes.length > 0) {
        writes.push(db.codes.bulkPut(delta.codes.map(([bookingId, code]) => ({ code, bookingId }))))
      }
      if (day) writes.push(db.days.put(day))
      if (delta.names) writes.push(db.facts.put({ key: 'names', value: delta.names }))
      await Promise.all(writes)
    })
    this.tell(change)
    return change
  }

  /** What `sync:watch` wants to be told: id, hash, whether the QR text is known. */
  async known(day: string): Promise<[id: number, hash: string, hasCode: boolean][]> {
    const stored = await this.storedOf(day)
    const coded = new Set<number>()
    await this.db.codes
      .where('bookingId')
      .anyOf(stored.map(({ id }) => id))
      .each((code) => void coded.add(code.bookingId))
    return stored.map(({ id, hash }) => [id, hash, coded.has(id)])
  }

  async rowsOfDay(day: string): Promise<BookingRow[]> {
    return this.rowsIn(await this.storedOf(day))
  }

  /** The first day after a day on which a booking that was not cancelled is known, with its first start. */
  async nextSpan(day: string): Promise<DaySpan | null> {
    for (let after = day; ;) {
      const next = await this.db.bookings.where('days').above(after).firstKey()
      if (typeof next !== 'string') return null
      const spans = (await this.rowsOfDay(next))
        .filter(({ status }) => status !== 'geannuleerd')
        .flatMap((row) => row.spans.filter((span) => span.day === next))
      const starts = spans.sort((a, b) => (a.start ?? Infinity) - (b.start ?? Infinity))
      if (starts[0]) return starts[0]
      after = next
    }
  }

  async row(id: number): Promise<BookingRow | undefined> {
    return this.rowIn(await this.db.bookings.get(id))
  }

  async booking(id: number): Promise<Booking | undefined> {
    return (await this.bookings([id]))[0]
  }

  /** In the same order; `undefined` for what is not cached. */
  async bookings(ids: readonly number[]): Promise<(Booking | undefined)[]> {
    const stored = await this.db.bookings.bulkGet([...ids])
    return Promise.all(
      stored.map(async (one) => {
        const json = one && (await this.sealer.json(one.sealed))
        return json ? (JSON.parse(json) as Booking) : undefined
      }),
    )
  }

  async rowByReference(referentie: string): Promise<BookingRow | undefined> {
    return this.rowIn(await this.db.bookings.where('referentie').equals(referentie).first())
  }

  /** The booking whose QR text is exactly this. */
  async rowByCode(code: string): Promise<BookingRow | undefined> {
    const found = await this.db.codes.get(code)
    return found ? this.row(found.bookingId) : undefined
  }

  /** Every QR text with the booking that it belongs to. */
  async allCodes(): Promise<[bookingId: number, code: string][]> {
    return (await this.db.codes.toArray()).map(({ bookingId, code }) => [bookingId, code])
  }

  async codeOf(bookingId: number): Promise<string | undefined> {
    return (await this.db.codes.where('bookingId').equals(bookingId).first())?.code
  }

  dayState(day: string): Promise<DayState | undefined> {
    return this.db.days.get(day)
  }

  async names(): Promise<Names | undefined> {
    const fact = await this.db.facts.get('names')
    return fact?.key === 'names' ? fact.value : undefined
  }

  async offers(): Promise<Record<string, string[]>> {
    const fact = await this.db.facts.get('offers')
    return fact?.key === 'offers' ? fact.value : {}
  }

  async keepOffers(value: Record<string, string[]>): Promise<void> {
    await this.db.facts.put({ key: 'offers', value })
  }

  /** What Recras had to choose from when it was last asked. */
  async catalogue(): Promise<Catalogue | undefined> {
    const fact = await this.db.facts.get('catalogue')
    return fact?.key === 'catalogue' ? fact.value : undefined
  }

  async keepCatalogue(value: Catalogue): Promise<void> {
    await this.db.facts.put({ key: 'catalogue', value })
  }

  /** Every row, in batches, for the search index; stops when the callback answers false. */
  async eachBatch(
    size: number,
    use: (rows: BookingRow[]) => boolean | Promise<boolean>,
  ): Promise<void> {
    for (let after = -1; ;) {
      const stored = await this.db.bookings.where(':id').above(after).limit(size).toArray()
      const last = stored.at(-1)
      if (!last || !(await use(await this.rowsIn(stored)))) return
      after = last.id
    }
  }

  /**
   * Takes out the bookings whose last day is before a day, with their QR texts, and what is known of
   * the days before it. A booking without any day is as old as what was read of it.
   *
   * @param limit the first day that stays
   * @param keeps whether a booking stays all the same
   * @param pause before each transaction: there is no hurry
   */
  async retire(
    limit: string,
    keeps: (id: number) => boolean,
    pause: () => Promise<void>,
  ): Promise<void> {
    const { db } = this
    await pause()
    // A day of which bookings have left is not known any more.
    await db.days.where('day').below(limit).delete()
    const [dated, undated] = await Promise.all([
      db.bookings.where('days').below(limit).primaryKeys(),
      db.bookings.where('undated').below(limit).primaryKeys(),
    ])
    const ids = [...new Set([...dated, ...undated])].filter((id) => !keeps(id))
    for (let from = 0; from < ids.length; from += LEAVING) {
      await pause()
      const retired = await this.takeOut(ids.slice(from, from + LEAVING), limit)
      if (retired.length > 0)
        this.tell({ rows: [], removed: [], retired, codes: [], day: null, names: null })
    }
  }

  count(): Promise<number> {
    return this.db.bookings.count()
  }

  /** Removes everything; the cache cannot be used afterwards. */
  async destroy(): Promise<void> {
    this.listeners.clear()
    await this.db.delete()
  }

  close(): void {
    this.listeners.clear()
    this.db.close()
  }

  private tell(change: CacheChange): void {
    for (const listener of this.listeners) listener(change)
  }

  private async seal(bookings: readonly CachedBooking[]): Promise<StoredBooking[]> {
    const sealed = await this.sealer.seal(bookings)
    const stored: StoredBooking[] = []
    for (const [index, { row }] of bookings.entries()) {
      const one = sealed[index]
      if (!one) continue
      const { id, days, referentie, hash } = row
      const undated = days.length === 0 ? { undated: dayOfWriting() } : {}
      stored.push({ id, days, referentie, hash, ...undated, sealed: one })
    }
    return stored
  }

  private storedOf(day: string): Promise<StoredBooking[]> {
    return this.db.bookings.where('days').equals(day).toArray()
  }

  private async rowIn(stored: StoredBooking | undefined): Promise<BookingRow | undefined> {
    return stored && (await this.rowsIn([stored]))[0]
  }

  /** What does not open is as good as not there, and goes, so that it is read again. */
  private async rowsIn(stored: readonly StoredBooking[]): Promise<BookingRow[]> {
    const opened = await this.sealer.rows(stored.map(({ sealed }) => sealed))
    const rows = opened.filter((row) => row !== null)
    if (rows.length < stored.length) {
      const spoilt = stored.filter((_, index) => opened[index] === null)
      await this.db.bookings.bulkDelete(spoilt.map(({ id }) => id)).catch(() => undefined)
      this.onSpoilt?.()
    }
    return rows
  }

  /** Those of these bookings that are old, looked at once more: they may have been written anew since. */
  private takeOut(ids: number[], limit: string): Promise<number[]> {
    const { db } = this
    return db.transaction('rw', [db.bookings, db.codes], async () => {
      const stored = await db.bookings.bulkGet(ids)
      const old = stored.flatMap((one) => {
        const last = one?.days.at(-1) ?? one?.undated
        return one && last !== undefined && last < limit ? [one.id] : []
      })
      await Promise.all([
        db.bookings.bulkDelete(old),
        db.codes.where('bookingId').anyOf(old).delete(),
      ])
      return old
    })
  }
}

const dayOfWriting = (): string => new Date().toISOString().slice(0, 10)
