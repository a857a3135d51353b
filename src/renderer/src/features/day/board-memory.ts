import {
  display,
  type LearnedOffers,
  type ShownEntry,
} from '../../../../shared/domain/displayed.ts'
import { inOrder, type Placed } from '../../stores/placed.ts'
import type { BoardRow } from './board.ts'
import { factsOf, isClosed, type Moment } from './facts.ts'

/**
 * What the outbox adds to the rows: waiting entries by booking, the moves learned by status, and the
 * bookings of which this desk noted that nobody came.
 */
export interface Pending {
  byBooking: ReadonlyMap<number, readonly ShownEntry[]>
  offers: LearnedOffers
  noShows: ReadonlySet<number>
}

/**
 * Remembers each row as it was laid out last, so that a change of one booking costs one row, and a
 * row that did not change is the same object and is not drawn again.
 */
export class BoardMemory {
  private placed: readonly Placed[] = []
  private rows: readonly BoardRow[] = []
  private moment: Moment | null = null
  private pending: Pending | null = null

  /** The rows as they are on screen, in the order of `placed`. */
  recall(placed: readonly Placed[], pending: Pending, moment: Moment): BoardRow[] {
    const { placed: before, rows: known, moment: last } = this
    const same = last?.today === moment.today && last.zone === moment.zone
    const sameMinute = last?.now === moment.now
    // Of a row for which nothing waits the outbox says nothing, whatever moves were learned.
    const touched = new Set(
      this.pending === pending
        ? []
        : [pending, this.pending].flatMap((one) =>
            one ? [...one.byBooking.keys(), ...one.noShows] : [],
          ),
    )
    const busy = touched.size > 0
    // Both are in one order, so that one walk over both meets every row that stayed.
    let at = 0
    const rows = placed.map((one) => {
      for (let old = before[at]; old && old !== one && inOrder(old, one) < 0; old = before[++at]);
      const item = before[at] === one ? known[at++] : undefined
      const kept = same && !(busy && touched.has(one.row.id)) ? item : undefined
      if (!kept) return fresh(one)
      // What is over says nothing that the minutes change.
      if (sameMinute || isClosed(kept.shown.status)) return kept
      return { ...kept, facts: facts(one, kept.shown) }
    })
    function fresh({ row, span }: Placed): BoardRow {
      const shown = display(row, pending.byBooking.get(row.id) ?? [], pending.offers)
      return { row, span, shown, facts: facts({ row, span }, shown) }
    }
    function facts({ row, span }: Placed, shown: BoardRow['shown']): BoardRow['facts'] {
      return factsOf(row, span, shown, moment, pending.noShows.has(row.id))
    }
    this.placed = placed
    this.rows = rows
    this.moment = moment
    this.pending = pending
    return rows
  }
}
