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
  /** Folded text that search runs over. */
  hay: string
  /** Which of a to z and of 0 to 9 stand in it, a bit each: most of what is not found needs no look at the text. */
  letters: number
  digits: number
  /** Where in `hay` the last word looked for stood: there the same word with one letter more stands too, most often. */
  at: number
  /** Replaced or removed; skipped, and dropped at the next merge. */
  dead: boolean
}

/**
 * Everything cached, in the order in which it is shown: today, then coming, then past, each by
 * name. Rows come in small batches; each is sorted by itself and merged with neighbours of its size
 * (as a log-structured tree does), so that adding never takes long and a search works at any moment.
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

  /** Every booking, in no order. */
  *all(): Iterable<BookingRow> {
    for (const { row } of this.byId.values()) yield row
  }

  /** Every booking of a customer, in no order. */
  ofCustomer(klantId: number): BookingRow[] {
    const rows: BookingRow[] = []
    for (const { row } of this.byId.values()) if (row.klantId === klantId) rows.push(row)
    return rows
  }

  /** Everybody who has a booking here. */
  customers(): Set<number> {
    const ids = new Set<number>()
    for (const { row } of this.byId.values()) if (row.klantId !== null) ids.add(row.klantId)
    return ids
  }

  withReference(referentie: string): BookingRow | undefined {
    return this.byReference.get(referentie)?.row
  }

  /**
   * Merges all that is here by now into one run, so that what is found in it needs no merging. The one
   * step that takes long, some milliseconds: for a moment in which nobody waits.
   */
  settle(): void {
    if (this.runs.length > 1)
      this.runs = [this.runs.reduceRight((small, large) => merge(large, small))]
  }

  /** Everything in which each word of the query stands somewhere. An empty query finds nothing. */
  find(query: string): Found[] {
    const words = wordsOf(query)
    if (words.length === 0) return []
    const folded = words.join(' ')
    let found: Entry[] = []
    if (this.last && folded.startsWith(this.last.query)) found = hitsIn(this.last.found, words)
    else for (const run of this.runs) found = mergeHits(found, hitsIn(run, words))
    this.last = { query: folded, found }
    return found
  }

  private entryOf(row: BookingRow): Entry {
    const span = nearest(row, this.today)
    const group = span === null ? 3 : span.day === this.today ? 0 : span.day > this.today ? 1 : 2
    const { hay } = row
    const { letters, digits } = signsOf(hay)
    const name = fold(row.name ?? row.referentie)
    return { row, span, group, name, hay, letters, digits, at: 0, dead: false }
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

function signsOf(text: string): { letters: number; digits: number; plain: boolean } {
  let letters = 0
  let digits = 0
  let plain = true
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at)
    if (code >= 97 && code <= 122) letters |= 1 << (code - 97)
    else if (code >= 48 && code <= 57) digits |= 1 << (code - 48)
    else plain = false
  }
  return { letters, digits, plain }
}

/** The entries of a run in which each word stands. */
function hitsIn(run: readonly Entry[], words: readonly string[]): Entry[] {
  const { letters, digits, plain } = signsOf(words.join(''))
  // Of single letters and digits the signs say all.
  const sure = plain && words.every((word) => word.length === 1)
  const typed = words.at(-1) ?? ''
  const before = words.slice(0, -1)
  return run.filter(
    (entry) =>
      (entry.letters & letters) === letters &&
      (entry.digits & digits) === digits &&
      !entry.dead &&
      (sure || (standsIn(entry, typed) && matches(entry.hay, before))),
  )
}

function standsIn(entry: Entry, word: string): boolean {
  if (entry.hay.startsWith(word, entry.at)) return true
  entry.at = entry.hay.indexOf(word)
  return entry.at >= 0
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
