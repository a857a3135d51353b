import type { BookingRow, DaySpan } from '../../../shared/domain/booking-row.ts'
import { fold, matches, wordsOf } from '../../../shared/domain/fold.ts'

/** A booking that was found, with the day that it is shown under. */
export interface Found {
  row: BookingRow
  /** Its day that is nearest to today, coming before past; `null` when it has none. */
  span: DaySpan | null
}

interface Entry extends Found {
  name: string
  /** 0 today, 1 coming, 2 past, 3 without a day. */
  group: number
  /** Replaced or removed; skipped, and dropped at the next merge. */
  dead: boolean
}

/**
 * Everything cached, in the order in which it is shown: today, then coming, then past, each by
 * name. Rows come in small batches; each is sorted by itself and merged with neighbours of its size
 * (as a log-structured tree does), so that no step takes long and a search works at any moment.
 * Because the order is kept, a search only filters.
 */
export class RowIndex {
  private runs: Entry[][] = []
  private readonly byId = new Map<number, Entry>()
  private readonly byReference = new Map<string, Entry>()
  private readonly today: string
  /** The last answer: while somebody types on, only what was found before can still be found. */
  private last: { query: string; found: Entry[] } | null = null

  constructor(today: string) {
    this.today = today
  }

  get size(): number {
    return this.byId.size
  }

  /** Adds rows, or replaces what was known of them. Meant for a few hundred at a time. */
  add(rows: readonly BookingRow[]): void {
    const run: Entry[] = []
    this.last = null
    for (const row of rows) {
      this.remove(row.id)
      const entry = this.entryOf(row)
      this.byId.set(row.id, entry)
      this.byReference.set(row.referentie, entry)
      run.push(entry)
    }
    if (run.length === 0) return
    this.runs.push(run.sort(inOrder))
    for (;;) {
      const last = this.runs.at(-1)
      const before = this.runs.at(-2)
      if (!last || !before || before.length > last.length * 2) return
      this.runs.splice(-2, 2, merge(before, last))
    }
  }

  remove(id: number): void {
    const entry = this.byId.get(id)
    if (!entry) return
    entry.dead = true
    this.last = null
    this.byId.delete(id)
    if (this.byReference.get(entry.row.referentie) === entry)
      this.byReference.delete(entry.row.referentie)
  }

  get(id: number): Found | undefined {
    return this.byId.get(id)
  }

  withReference(referentie: string): BookingRow | undefined {
    return this.byReference.get(referentie)?.row
  }

  /** Everything in which each word of the query stands somewhere. An empty query finds nothing. */
  find(query: string): Found[] {
    const words = wordsOf(query)
    if (words.length === 0) return []
    const folded = words.join(' ')
    const isHit = (entry: Entry): boolean => !entry.dead && matches(entry.row.hay, words)
    let found: Entry[] = []
    if (this.last && folded.startsWith(this.last.query)) found = this.last.found.filter(isHit)
    else for (const run of this.runs) found = mergeHits(found, run.filter(isHit))
    this.last = { query: folded, found }
    return found
  }

  private entryOf(row: BookingRow): Entry {
    const span = nearest(row, this.today)
    const group = span === null ? 3 : span.day === this.today ? 0 : span.day > this.today ? 1 : 2
    return { row, span, group, name: fold(row.name ?? row.referentie), dead: false }
  }
}

/** The part of a booking on the day nearest to today: today, else the first to come, else the last past. */
export const nearest = (row: BookingRow, today: string): DaySpan | null =>
  row.spans.find((span) => span.day >= today) ?? row.spans.at(-1) ?? null

function inOrder(a: Entry, b: Entry): number {
  if (a.group !== b.group) return a.group - b.group
  if (a.name !== b.name) return a.name < b.name ? -1 : 1
  return a.row.id - b.row.id
}

const mergeHits = (found: Entry[], hits: Entry[]): Entry[] =>
  found.length === 0 ? hits : merge(found, hits)

function merge(a: readonly Entry[], b: readonly Entry[]): Entry[] {
  const merged: Entry[] = []
  let right = 0
  for (const left of a) {
    if (left.dead) continue
    for (let one = b[right]; one && inOrder(one, left) < 0; one = b[++right])
      if (!one.dead) merged.push(one)
    merged.push(left)
  }
  for (; right < b.length; right++) {
    const one = b[right]
    if (one && !one.dead) merged.push(one)
  }
  return merged
}

/** What Recras can be asked for: it searches by reference and by customer number, nothing else. */
export type RecrasQuery = { referentie: string } | { klant_id: number }

export function recrasQueryOf(query: string): RecrasQuery | null {
  const text = query.trim()
  if (/^\d{1,9}-\d{1,6}$/.test(text)) return { referentie: text }
  if (/^\d{1,9}$/.test(text)) return { klant_id: Number(text) }
  return null
}
