import Dexie, { type EntityTable, type Table } from 'dexie'
import { toCustomerRow, type CustomerRow } from '../../../shared/domain/customer-row.ts'
import type { CachedCustomer, CustomersDelta } from '../../../shared/ipc/record-calls.ts'
import type { ContactPerson, Customer } from '../../../shared/recras/schemas.ts'

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
 * Changes with the shape of `CustomerRow`: a row is sent again only when its customer changed, so
 * rows of another shape are in another database (as with bookings).
 */
const SHAPE = 1

/** What only a customer who was read by himself says (seeds/klanten "Read"). */
interface More {
  id: number
  contactpersonen: ContactPerson[]
  extra_fields: unknown
}

/**
 * The disposable copy of the venue's customers, in a database of its own: it is large, grows apart
 * from the bookings and is read whole into memory once.
 */
export class CustomerCache {
  private readonly db: Dexie & {
    rows: EntityTable<CustomerRow, 'id'>
    whole: EntityTable<{ id: number; json: string }, 'id'>
    more: EntityTable<More, 'id'>
    facts: Table<{ key: 'list'; value: ListState }, string>
  }
  /** In memory, as every page of a list has to be completed with it. */
  private readonly more = new Map<number, More>()

  constructor(venue: string) {
    this.db = new Dexie(CustomerCache.nameFor(venue), {
      chromeTransactionDurability: 'relaxed',
    }) as typeof this.db
    this.db.version(1).stores({ rows: 'id', whole: 'id', more: 'id', facts: 'key' })
  }

  static nameFor(venue: string): string {
    return `balie-klanten:${venue}#${SHAPE}`
  }

  /** To be done before anything is completed. */
  async open(): Promise<void> {
    for (const one of await this.db.more.toArray()) this.more.set(one.id, one)
  }

  /**
   * The same delta with what is known here and a list does not say, the contact people above all. Of
   * one who was made anonymous nothing is kept.
   */
  complete(delta: CustomersDelta): CustomersDelta {
    const upserts = delta.upserts.map((one): CachedCustomer => {
      const known = this.more.get(one.row.id)
      if (!saysMore(one)) {
        if (!known) return one
        if (one.row.name === null) this.more.delete(one.row.id)
        else return withMore(one, known)
        return one
      }
      const { contactpersonen, extra_fields = null } = JSON.parse(one.json) as Customer
      this.more.set(one.row.id, { id: one.row.id, contactpersonen, extra_fields })
      return one
    })
    for (const id of delta.removed) this.more.delete(id)
    return { ...delta, upserts }
  }

  /** Contact people that are known here, by the id of their customer. */
  *contacts(): Iterable<[number, readonly ContactPerson[]]> {
    for (const { id, contactpersonen } of this.more.values()) yield [id, contactpersonen]
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
    const all = [...upserts.values()]
    const ids = [...removed]
    const more = all.flatMap(({ row }) => this.more.get(row.id) ?? [])
    const anonymous = all.flatMap(({ row }) => (row.name === null ? [row.id] : []))
    await db.transaction('rw', [db.rows, db.whole, db.more, db.facts], async () => {
      const writes: Promise<unknown>[] = []
      if (all.length > 0) {
        writes.push(db.rows.bulkPut(all.map(({ row }) => row)))
        writes.push(db.whole.bulkPut(all.map(({ row, json }) => ({ id: row.id, json }))))
      }
      if (anonymous.length > 0) await db.more.bulkDelete(anonymous)
      if (more.length > 0) writes.push(db.more.bulkPut(more))
      if (ids.length > 0)
        writes.push(db.rows.bulkDelete(ids), db.whole.bulkDelete(ids), db.more.bulkDelete(ids))
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
      const rows = await this.db.rows.where('id').above(after).limit(size).toArray()
      const last = rows.at(-1)
      if (!last || !(await take(rows)) || rows.length < size) return
      after = last.id
    }
  }

  /** A customer as it was read last; `undefined` when it is not here. */
  async customer(id: number): Promise<Customer | undefined> {
    const stored = await this.db.whole.get(id)
    return stored && (JSON.parse(stored.json) as Customer)
  }

  async destroy(): Promise<void> {
    await this.db.delete()
  }

  close(): void {
    this.db.close()
  }
}

/** Its contact people are known: it was read by itself. */
const saysMore = ({ row }: CachedCustomer): boolean =>
  row.contact !== null || row.phone !== null || row.email !== null

function withMore({ row, json }: CachedCustomer, more: More): CachedCustomer {
  const listed = JSON.parse(json) as Customer
  const { contactpersonen, extra_fields } = more
  const customer: Customer = {
    ...listed,
    contactpersonen,
    extra_fields: listed['extra_fields'] ?? extra_fields,
  }
  return { row: toCustomerRow(customer, row.hash), json: JSON.stringify(customer) }
}
