import Dexie, { type EntityTable, type Table } from 'dexie'
import { ROW_VERSION, type BookingRow, type DaySpan } from '../../../shared/domain/booking-row.ts'
import type { CachedBooking, Names, PageDelta } from '../../../shared/ipc/contract.ts'
import type { Catalogue } from '../../../shared/ipc/record-calls.ts'
import type { Booking } from '../../../shared/recras/schemas.ts'

/** What the cache knows of a day as a whole. */
export interface DayState {
  day: string
  /** When it was last read completely, ISO. */
  syncedAt: string
  total: number
  /** Bookings of that read that could not be understood. */
  unreadable: number
}

/** Which rows a write touched: what a view has to read again. */
export interface CacheChange {
  rows: BookingRow[]
  removed: number[]
  codes: PageDelta['codes']
  day: DayState | null
  names: Names | null
}

interface StoredCode {
  code: string
  bookingId: number
}

type StoredFact =
  | { key: 'names'; value: Names }
  | { key: 'offers'; value: Record<string, string[]> }
  | { key: 'catalogue'; value: Catalogue }

/**
 * The disposable copy of what Recras said, in IndexedDB. A booking is one record, its row and all of
 * it as text, just as it crossed: written once, it costs two thirds of what a record for each would,
 * and a list reads past the text for far less than that. `codes` are what a scan reads. One database
 * per venue, so that two venues never mix. Losing it costs a read at Recras, nothing else (field notes, "Storage"): therefore
 * relaxed durability.
 */
export class Cache {
  private readonly db: Dexie & {
    bookings: Table<CachedBooking, number>
    codes: EntityTable<StoredCode, 'code'>
    days: EntityTable<DayState, 'day'>
    facts: Table<StoredFact, string>
  }
  private readonly listeners = new Set<(change: CacheChange) => void>()

  constructor(venue: string) {
    this.db = new Dexie(Cache.nameFor(venue), {
      chromeTransactionDurability: 'relaxed',
    }) as typeof this.db
    this.db.version(1).stores({
      bookings: 'row.id, *row.days, row.referentie',
      codes: 'code, bookingId',
      days: 'day',
      facts: 'key',
    })
    // Beside the work, and not before it: what is left of an older Balie is in nobody's way.
    this.db.on('ready', () => void dropOthers(venue, this.db.name))
  }

  /**
   * The database of a venue. Rows of another shape are in another database: a row is sent again only
   * when its booking changed, so old ones among the new would stay what they are for good.
   */
  static nameFor(venue: string): string {
    return `balie:${venue}#${ROW_VERSION}`
  }

  /** Tells about every committed write; returns the function that stops it. */
  onChange(listener: (change: CacheChange) => void): () => void {
    this.listeners.add(listener)
    return () => this.listeners.delete(listener)
  }

  /** Writes one delta in one transaction: all of it or nothing. Rejects when the disk does not take it. */
  async apply(delta: PageDelta): Promise<CacheChange> {
    const rows = delta.upserts.map(({ row }) => row)
    const day = delta.day
    const change: CacheChange = {
      rows,
      removed: delta.removed,
      codes: delta.codes,
      day,
      names: delta.names,
    }
    const { db } = this
    await db.transaction('rw', [db.bookings, db.codes, db.days, db.facts], async () => {
      const writes: Promise<unknown>[] = []
      if (rows.length > 0) writes.push(db.bookings.bulkPut(delta.upserts))
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
    for (const listener of this.listeners) listener(change)
    return change
  }

  /** What `sync:watch` wants to be told: id, hash, whether the QR text is known. */
  async known(day: string): Promise<[id: number, hash: string, hasCode: boolean][]> {
    const rows = await this.rowsOfDay(day)
    const coded = new Set<number>()
    const ids = rows.map((row) => row.id)
    await this.db.codes
      .where('bookingId')
      .anyOf(ids)
      .each((code) => void coded.add(code.bookingId))
    return rows.map((row) => [row.id, row.hash, coded.has(row.id)])
  }

  async rowsOfDay(day: string): Promise<BookingRow[]> {
    return rowsIn(await this.db.bookings.where('row.days').equals(day).toArray())
  }

  /** The first day after a day on which a booking that was not cancelled is known, with its first start. */
  async nextSpan(day: string): Promise<DaySpan | null> {
    let next: DaySpan | null = null
    // The index runs in the order of days: it can stop at the first row of a later day.
    await this.db.bookings
      .where('row.days')
      .above(day)
      .until(({ row }) => next !== null && !row.days.includes(next.day))
      .each(({ row }) => {
        if (row.status === 'geannuleerd') return
        const span = row.spans.find((one) => one.day > day)
        if (!span || (next && span.day > next.day)) return
        if (!next || span.day < next.day || (span.start ?? Infinity) < (next.start ?? Infinity))
          next = span
      })
    return next
  }

  async row(id: number): Promise<BookingRow | undefined> {
    return (await this.db.bookings.get(id))?.row
  }

  async booking(id: number): Promise<Booking | undefined> {
    const stored = await this.db.bookings.get(id)
    return stored && (JSON.parse(stored.json) as Booking)
  }

  async rowByReference(referentie: string): Promise<BookingRow | undefined> {
    return (await this.db.bookings.where('row.referentie').equals(referentie).first())?.row
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
    let after = -1
    for (;;) {
      const rows = rowsIn(await this.db.bookings.where(':id').above(after).limit(size).toArray())
      const last = rows.at(-1)
      if (!last || !(await use(rows))) return
      after = last.id
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
}

const rowsIn = (bookings: readonly CachedBooking[]): BookingRow[] => bookings.map(({ row }) => row)

/** Deletes what other versions of Balie kept of this venue. One that cannot go now goes next time. */
async function dropOthers(venue: string, own: string): Promise<void> {
  const all = await Dexie.getDatabaseNames()
  const others = all.filter(
    (name) => name !== own && (name === `balie:${venue}` || name.startsWith(`balie:${venue}#`)),
  )
  await Promise.allSettled(others.map((name) => Dexie.delete(name)))
}
