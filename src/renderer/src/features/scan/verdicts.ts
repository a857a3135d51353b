import type { BookingRow } from '../../../../shared/domain/booking-row.ts'
import type { OutboxEntry, OutboxView, ParkedScan } from '../../../../shared/outbox/entry.ts'
import type { AppError } from '../../../../shared/result.ts'
import type { ScanSource } from '../../../../shared/scan/repeats.ts'
import type { RefusedReason } from '../../../../shared/scan/verdict.ts'

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

export type ScanVerdict = ScanFacts & { failure: AppError | null } & (
    | ({ kind: 'accepted'; entry: OutboxEntry; undone: boolean } & OfBooking)
    | ({ kind: 'already'; status: 'gaande' | 'voltooid'; since: number | null } & OfBooking)
    | ({ kind: 'refused'; reason: RefusedReason } & (OfBooking | OfNobody))
    | ({ kind: 'unknown'; lookup: Lookup } & OfNobody)
    | ({ kind: 'parked'; scan: ParkedScan } & OfNobody)
    /** Scans are set to open the booking: nothing was decided. */
    | ({ kind: 'opened' } & OfBooking)
  )

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
