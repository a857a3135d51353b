import type { BookingRow } from '../../../../shared/domain/booking-row.ts'
import type { OutboxEntry, OutboxView, ParkedScan } from '../../../../shared/outbox/entry.ts'
import type { AppError } from '../../../../shared/result.ts'
import type { ScanSource } from '../../../../shared/scan/repeats.ts'
import type { RefusedReason, VerdictKind } from '../../../../shared/scan/verdict.ts'

/** What every scan has, whatever comes of it. */
export interface ScanFacts {
  /** Counts up by one for every scan. */
  seq: number
  /** What was scanned, cut and without control characters. */
  text: string
  source: ScanSource
  /** Device time, epoch ms. */
  at: number
}

interface OfBooking {
  row: BookingRow
  /** `bijzonderheden`, to be said out loud. */
  note: string | null
}

interface OfNobody {
  row: null
  note: null
}

/** How an unknown code is looked up: being asked, Recras does not know it, or there is nothing to ask. */
export type Lookup = 'looking' | 'nobody' | 'no-code'

export type ScanVerdict = ScanFacts & { failure: AppError | null } &
  /** `before`: the status that the desk saw just before; an undo goes back to it. */
  (
    | ({ kind: 'accepted'; entry: OutboxEntry; before: string; undone: boolean } & OfBooking)
    | ({ kind: 'already'; status: 'gaande' | 'voltooid'; since: number | null } & OfBooking)
    | ({ kind: 'refused'; reason: RefusedReason } & (OfBooking | OfNobody))
    | ({ kind: 'unknown'; lookup: Lookup } & OfNobody)
    | ({ kind: 'parked'; scan: ParkedScan } & OfNobody)
    /** Scans are set to open the booking: nothing was decided. */
    | ({ kind: 'opened' } & OfBooking)
  )

/**
 * The word for a verdict in the page's contract, which has five. A scan that only opened its booking
 * checked nobody in, and that is what `refused` says on a ticket too; of the five it is the one that
 * nobody can take for a promise or for an unknown code.
 */
export const contractWord = (verdict: ScanVerdict): VerdictKind =>
  verdict.kind === 'opened' ? 'refused' : verdict.kind

/** Where a promise is. Until main has told of it, it is on its way: it was on disk when it was answered. */
export function syncOf(
  entry: OutboxEntry,
  view: OutboxView,
): 'waiting' | 'attention' | 'done' | 'dropped' {
  const live = view.entries.find((one) => one.id === entry.id)
  if (live) return live.state
  const settled = view.history.find((one) => one.id === entry.id)
  if (!settled) return 'waiting'
  return settled.outcome === 'done' ? 'done' : 'dropped'
}

/** The parked scan as main has it now; as it was parked when main no longer has it. */
export const parkedNow = (scan: ParkedScan, view: OutboxView): ParkedScan =>
  view.parked.find((one) => one.id === scan.id) ?? scan
