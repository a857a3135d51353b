import type { CustomerRow } from '../../../shared/domain/customer-row.ts'
import { fold, matches, wordsOf } from '../../../shared/domain/fold.ts'

interface Entry {
  row: CustomerRow
  /** What it is sorted by: the folded name, those without one last. */
  key: string
  dead: boolean
}

const LAST = '\uffff'
/** Behind so many whose word begins with what is looked for nobody scrolls: they stay by name. */
const RANKED = 500

/**
 * All customers in memory, by name. What comes in is sorted by itself and merged in when somebody
 * looks, so that a list that is read page by page never sorts all of it again.
 */
export class CustomerIndex {
  private readonly byId = new Map<number, Entry>()
  private sorted: Entry[] = []
  private fresh: Entry[] = []
  private rows: readonly CustomerRow[] | null = null
  /** The last answer, by name: while somebody types on, only what was found before can still be found. */
  private last: { query: string; hits: readonly CustomerRow[] } | null = null

  get size(): number {
    return this.byId.size
  }

  get(id: number): CustomerRow | undefined {
    return this.byId.get(id)?.row
  }

  ids(): Iterable<number> {
    return this.byId.keys()
  }

  /** Of all that are here; 0 when none is. */
  highestId(): number {
    let highest = 0
    for (const id of this.byId.keys()) if (id > highest) highest = id
    return highest
  }

  /** Adds rows, or replaces what was known of them. */
  add(rows: readonly CustomerRow[]): void {
    for (const row of rows) {
      const known = this.byId.get(row.id)
      const key = row.name === null ? LAST : fold(row.name)
      if (known?.key === key) {
        known.row = row
        continue
      }
      if (known) known.dead = true
      const entry: Entry = { row, key, dead: false }
      this.byId.set(row.id, entry)
      this.fresh.push(entry)
    }
    this.changed()
  }

  remove(ids: readonly number[]): void {
    for (const id of ids) {
      const known = this.byId.get(id)
      if (known) known.dead = true
      this.byId.delete(id)
    }
    this.changed()
  }

  /** All of them by name; the same list until something changes. */
  all(): readonly CustomerRow[] {
    return (this.rows ??= this.merged().map(({ row }) => row))
  }

  /**
   * Customers with all the words of the query, in order of name, those of whom a word begins with the
   * first of them before the others. An empty query finds nothing.
   */
  find(query: string): CustomerRow[] {
    const words = wordsOf(query)
    const [first] = words
    if (first === undefined) return []
    const folded = words.join(' ')
    const among = this.last && folded.startsWith(this.last.query) ? this.last.hits : this.all()
    const hits = among.filter((row) => matches(row.text, words))
    this.last = { query: folded, hits }
    const inside = ` ${first}`
    const front: CustomerRow[] = []
    const rest: CustomerRow[] = []
    let at = 0
    for (let row = hits[at]; row && front.length < RANKED; row = hits[++at])
      (row.text.startsWith(first) || row.text.includes(inside) ? front : rest).push(row)
    return front.concat(rest, hits.slice(at))
  }

  private changed(): void {
    this.rows = null
    this.last = null
  }

  private merged(): readonly Entry[] {
    const { sorted } = this
    const fresh = this.fresh.sort(inOrder)
    const merged: Entry[] = []
    let at = 0
    for (const entry of sorted) {
      if (entry.dead) continue
      for (let next = fresh[at]; next && inOrder(next, entry) < 0; next = fresh[++at])
        if (!next.dead) merged.push(next)
      merged.push(entry)
    }
    for (const next of fresh.slice(at)) if (!next.dead) merged.push(next)
    this.sorted = merged
    this.fresh = []
    return merged
  }
}

const inOrder = (a: Entry, b: Entry): number =>
  a.key < b.key ? -1 : a.key > b.key ? 1 : a.row.id - b.row.id
