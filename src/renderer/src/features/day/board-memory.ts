import type { BookingRow, DaySpan } from '../../../../shared/domain/booking-row.ts'
import {
  display,
  type LearnedOffers,
  type ShownEntry,
} from '../../../../shared/domain/displayed.ts'
import type { Placed } from '../../stores/placed.ts'
import type { BoardRow } from './board.ts'
import { factsOf, type Moment } from './facts.ts'

/** What the outbox adds to the rows: waiting entries by booking, and the moves learned by status. */
export interface Pending {
  byBooking: ReadonlyMap<number, readonly ShownEntry[]>
  offers: LearnedOffers
}

/**
 * Remembers each row as it was laid out last, so that a change of one booking costs one row, and a
 * row that did not change is the same object and is not drawn again.
 */
export class BoardMemory {
  private rows = new Map<number, BoardRow>()
  private moment: Moment | null = null
  private offers: LearnedOffers | null = null
  private entries: Pending['byBooking'] = new Map()

  /** The rows as they are on screen, in the order of `placed`. */
  recall(placed: readonly Placed[], pending: Pending, moment: Moment): BoardRow[] {
    const same =
      this.offers === pending.offers &&
      this.moment?.now === moment.now &&
      this.moment.today === moment.today &&
      this.moment.zone === moment.zone
    const next = new Map<number, BoardRow>()
    const rows = placed.map(({ row, span }) => {
      const entries = pending.byBooking.get(row.id)
      const known =
        same && !entries && !this.entries.has(row.id) ? this.rows.get(row.id) : undefined
      const one = known?.row === row && known.span === span ? known : fresh(row, span)
      next.set(row.id, one)
      return one
    })
    function fresh(row: BookingRow, span: DaySpan): BoardRow {
      const shown = display(row, pending.byBooking.get(row.id) ?? [], pending.offers)
      return { row, span, shown, facts: factsOf(row, span, shown, moment) }
    }
    this.rows = next
    this.moment = moment
    this.offers = pending.offers
    this.entries = pending.byBooking
    return rows
  }
}
