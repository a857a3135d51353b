import Dexie, { type EntityTable, type Table } from 'dexie'
import type { CustomerRow } from '../../../shared/domain/customer-row.ts'
import type { CachedCustomer, CustomersDelta } from '../../../shared/ipc/record-calls.ts'
import type { ContactPerson, Customer } from '../../../shared/recras/schemas.ts'
import type { CacheKey } from './cache-key.ts'
import { asListed, moreOf, withMore, type More } from './customer-more.ts'
import { databaseName, dropOthers } from './databases.ts'
import { sameSeal, Sealer } from './sealer.ts'

/** How far the list of customers is here. */
export interface ListState {
  /** Where a read of the whole list that was cut off goes on; `null` when none is under way. */
  nextPage: number | null
  fetched: number
  total: number | null
  /** When the whole list was last read to its end, ISO; `null` when it never was. */
  wholeAt: string | null
  /** When it was last brought up to date, ISO. */
  freshAt: string | null
}

export const NOTHING_LISTED: ListState = {
  nextPage: 1,
  fetched: 0,
  total: null,
  wholeAt: null,
  freshAt: null,
}

/**
 * Changes with the shape of `CustomerRow` and of what is kept: rows of another shape are in another
 * database (as with bookings).
 */
const SHAPE = 2

/** In clear is what a customer is looked up by, and how old what was read of him is. */
interface StoredCustomer {
  id: number
  /** The day on which he was read by himself; missing where all that is known is what the list says. */
  read?: string
  /** His row and all of him. */
  sealed: ArrayBuffer
}

/** So many are cut back in one transaction. */
const LEAVING = 100

/**
 * The disposable copy of the venue's customers, sealed, in a database of its own: it is large, grows
 * apart from the bookings and is read whole into memory once.
 */
export class CustomerCache {
  private readonly db: Dexie & {
    customers: EntityTable<StoredCustomer, 'id'>
    facts: Table<{ key: 'list'; value: ListState }, string>
  }
  private readonly sealer: Sealer<CustomerRow>
  /** In memory, as every page of a list has to be completed with it. */
  private readonly more = new Map<number, More>()

  constructor(venue: string, key: CacheKey) {
    this.sealer = new Sealer(key.key)
    this.db = new Dexie(databaseName('balie-klanten', venue, SHAPE, key), {
      chromeTransactionDurability: 'relaxed',
    }) as typeof this.db
    this.db.version(1).stores({ customers: 'id, read', facts: 'key' })
    this.db.on('ready', () => void dropOthers('balie-klanten', venue, this.db.name))
  }

  /** To be done before anything is completed. */
  async open(): Promise<void> {
    const stored = await this.db.customers.where('read').above('').toArray()
    for (const { id, read = '', sealed } of stored) {
      const customer = await this.parse(sealed)
      if (customer) this.more.set(id, moreOf(customer, read))
    }
  }

  /**
   * The same delta with what is known here and a list does not say, the contact people above all. Of
   * one who was made anonymous nothing is kept.
   */
  complete(delta: CustomersDelta): CustomersDelta {
    const upserts = delta.upserts.map((one): CachedCustomer => {
      const { id, name } = one.row
      const known = this.more.get(id)
      if (known && !saysWho(one)) {
        if (name !== null) return withMore(one, known)
        this.more.delete(id)
      } else if (saysWho(one) || saysExtra(one))
        this.more.set(id, moreOf(JSON.parse(one.json) as Customer, dayOfReading()))
      return one
    })
    for (const id of delta.removed) this.more.delete(id)
    return { ...delta, upserts }
  }

  /** Contact people that are known here, by the id of their customer. */
  *contacts(): Iterable<[number, readonly ContactPerson[]]> {
    for (const [id, { contactpersonen }] of this.more) yield [id, contactpersonen]
  }

  /**
   * Writes completed deltas and how far the list is with them in one transaction, so that a kill in
   * between leaves neither a gap nor a promise of rows that are not there.
   */
  async apply(deltas: readonly CustomersDelta[]): Promise<void> {
    const { db } = this
    const upserts = new Map<number, CachedCustomer>()
    const removed = new Set<number>()
    let progress: CustomersDelta['progress'] = null
    for (const delta of deltas) {
      for (const one of delta.upserts) {
        upserts.set(one.row.id, one)
        removed.delete(one.row.id)
      }
      for (const id of delta.removed) {
        upserts.delete(id)
        removed.add(id)
      }
      progress = delta.progress ?? progress
    }
    const all = await this.seal([...upserts.values()])
    const ids = [...removed]
    await db.transaction('rw', [db.customers, db.facts], async () => {
      const writes: Promise<unknown>[] = []
      if (all.length > 0) writes.push(db.customers.bulkPut(all))
      if (ids.length > 0) writes.push(db.customers.bulkDelete(ids))
      if (progress) {
        const list = await this.list()
        writes.push(db.facts.put({ key: 'list', value: { ...list, ...progress } }))
      }
      await Promise.all(writes)
    })
  }

  async list(): Promise<ListState> {
    return (await this.db.facts.get('list'))?.value ?? NOTHING_LISTED
  }

  /** Notes that the list was read to its end: the whole of it, or only what was new. */
  async finished(at: string, whole: boolean): Promise<ListState> {
    const { db } = this
    return db.transaction('rw', db.facts, async () => {
      const list = await this.list()
      const value: ListState = whole
        ? { ...list, nextPage: null, wholeAt: at, freshAt: at }
        : { ...list, freshAt: at }
      await db.facts.put({ key: 'list', value })
      return value
    })
  }

  /** The next read of the list begins anew. */
  async restart(): Promise<ListState> {
    const value: ListState = { ...(await this.list()), nextPage: 1, fetched: 0, total: null }
    await this.db.facts.put({ key: 'list', value })
    return value
  }

  /** All rows in batches, until `take` answers `false`. */
  async eachBatch(
    size: number,
    take: (rows: CustomerRow[]) => boolean | Promise<boolean>,
  ): Promise<void> {
    for (let after = -Infinity; ;) {
      const stored = await this.db.customers.where('id').above(after).limit(size).toArray()
      const opened = await this.sealer.rows(stored.map(({ sealed }) => sealed))
      const rows = opened.filter((row) => row !== null)
      // Whoever does not open is as good as not there: the list has to be read anew.
      if (rows.length < stored.length) await this.restart()
      const last = stored.at(-1)
      if (!last || !(await take(rows)) || stored.length < size) return
      after = last.id
    }
  }

  /** A customer as it was read last; `undefined` when it is not here. */
  async customer(id: number): Promise<Customer | undefined> {
    const stored = await this.db.customers.get(id)
    return stored && (await this.parse(stored.sealed))
  }

  /**
   * Cuts customers back to what the list says of them: those who were read by themselves before a day,
   * and are not needed any more.
   *
   * @param limit the first day of which what was read stays
   * @param needs whether more of a customer is needed all the same
   * @param pause before each transaction: there is no hurry
   * @returns the rows that became shorter
   */
  async retire(
    limit: string,
    needs: (id: number) => boolean,
    pause: () => Promise<void>,
  ): Promise<CustomerRow[]> {
    const old = [...this.more].flatMap(([id, { read }]) => (read < limit && !needs(id) ? [id] : []))
    const shorter: CustomerRow[] = []
    for (let from = 0; from < old.length; from += LEAVING) {
      await pause()
      shorter.push(...(await this.cutBack(old.slice(from, from + LEAVING), limit)))
    }
    return shorter
  }

  async destroy(): Promise<void> {
    await this.db.delete()
  }

  close(): void {
    this.db.close()
  }

  private async cutBack(ids: readonly number[], limit: string): Promise<CustomerRow[]> {
    const { db } = this
    const stored = (await db.customers.bulkGet([...ids])).filter((one) => one !== undefined)
    const cut = await Promise.all(
      stored.map(async ({ sealed }) => {
        const [row, customer] = await Promise.all([this.sealer.row(sealed), this.parse(sealed)])
        return row && customer ? asListed(customer, row.hash) : null
      }),
    )
    const listed = cut.filter((one) => one !== null)
    const sealed = await this.sealer.seal(listed)
    const before = new Map(stored.map((one) => [one.id, one]))
    return db.transaction('rw', db.customers, async () => {
      const now = new Map(
        (await db.customers.bulkGet([...ids])).flatMap((one) => (one ? [[one.id, one]] : [])),
      )
      const rows: CustomerRow[] = []
      const written: StoredCustomer[] = []
      for (const [index, { row }] of listed.entries()) {
        const [was, is, seal] = [before.get(row.id), now.get(row.id), sealed[index]]
        // Read or written anew since: then it is another one, for another time.
        if (!was || !is || !seal || !sameSeal(was.sealed, is.sealed)) continue
        if ((this.more.get(row.id)?.read ?? '') >= limit) continue
        rows.push(row)
        written.push({ id: row.id, sealed: seal })
      }
      await db.customers.bulkPut(written)
      for (const { id } of rows) this.more.delete(id)
      return rows
    })
  }

  private async seal(customers: readonly CachedCustomer[]): Promise<StoredCustomer[]> {
    // Asked before anything is waited for: these belong to what was completed.
    const reads = customers.map(({ row }) => this.more.get(row.id)?.read)
    const sealed = await this.sealer.seal(customers)
    const stored: StoredCustomer[] = []
    for (const [index, { row }] of customers.entries()) {
      const [seal, read] = [sealed[index], reads[index]]
      if (seal) stored.push({ id: row.id, ...(read === undefined ? {} : { read }), sealed: seal })
    }
    return stored
  }

  private async parse(sealed: ArrayBuffer): Promise<Customer | undefined> {
    const json = await this.sealer.json(sealed)
    return json === null ? undefined : (JSON.parse(json) as Customer)
  }
}

/** Its contact people are known: it was read by itself. */
const saysWho = ({ row }: CachedCustomer): boolean =>
  row.contact !== null || row.phone !== null || row.email !== null

const saysExtra = ({ json }: CachedCustomer): boolean => json.includes('"extra_fields":[{')

const dayOfReading = (): string => new Date().toISOString().slice(0, 10)
