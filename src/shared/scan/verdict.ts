import type { BookingRow, DaySpan } from '../domain/booking-row.ts'
import type { Displayed } from '../domain/displayed.ts'
import type { ScanCode } from '../domain/scan-code.ts'
import { instantOf } from '../domain/time.ts'
import type { AppError } from '../result.ts'

/*
 * What a scan comes to. Pure: the same booking, moment and connection always give the same verdict.
 * The server decides what is possible (design: "Shape"): a booking is checked in when its link for
 * that is there, and never because we think that it should be.
 */

/** The five verdicts, by the names of the page's contract. */
export type VerdictKind = 'accepted' | 'already' | 'refused' | 'unknown' | 'parked'

export type RefusedReason =
  | { why: 'cancelled'; at: number | null }
  /** Not today; the day to come first, or else the last one past, and when it begins. */
  | { why: 'other-day'; day: string; start: number | null; past: boolean }
  /** Recras has no day for it at all. */
  | { why: 'no-day' }
  | { why: 'not-confirmed'; status: string }
  | { why: 'not-offered'; status: string }
  | { why: 'address' }
  | { why: 'too-long' }
  /** It was promised, and Recras does not take it. */
  | { why: 'declined'; error: AppError }
  /** The promise could not be made, so nothing was. */
  | { why: 'not-kept'; error: AppError }

/** What a known booking deserves. `check-in` becomes `accepted` once the promise is on disk. */
export type Judgement =
  | { kind: 'check-in' }
  | { kind: 'already'; status: 'gaande' | 'voltooid'; since: number | null }
  | { kind: 'refused'; reason: RefusedReason }

/** What to do about a text that belongs to no booking we have. */
export type Stranger =
  | { kind: 'refused'; reason: { why: 'address' } | { why: 'too-long' } }
  /** Recras can be asked by reference. */
  | { kind: 'ask'; referentie: string }
  /** It may be a code and nobody can be asked now: keep it. */
  | { kind: 'park' }
  /** No code that Recras could be asked about; not known here, which is all we can say. */
  | { kind: 'unknown' }

const NOT_FIRM = new Set(['informatie', 'interesse', 'optie', 'reservering', 'pending_online'])

/** Judges a booking as the desk sees it, on the venue's day `today`. */
export function judge(row: BookingRow, displayed: Displayed, today: string): Judgement {
  const since = displayed.since ?? instantOf(row.statusUpdatedAt)
  if (displayed.status === 'gaande') return { kind: 'already', status: 'gaande', since }
  if (displayed.status === 'geannuleerd') return refuse({ why: 'cancelled', at: since })
  if (!row.days.includes(today)) {
    const other = otherDay(row.spans, today)
    return refuse(
      other
        ? { why: 'other-day', day: other.day, start: other.start, past: other.day < today }
        : { why: 'no-day' },
    )
  }
  if (displayed.status === 'voltooid') return { kind: 'already', status: 'voltooid', since }
  if (displayed.actions.includes('ongoing')) return { kind: 'check-in' }
  // A list that carries no links says nothing about what is possible. The promise is made, and its
  // replay reads the links before anything is sent.
  if (!row.linksKnown && displayed.status === 'definitief') return { kind: 'check-in' }
  return refuse({
    why: NOT_FIRM.has(displayed.status) ? 'not-confirmed' : 'not-offered',
    status: displayed.status,
  })
}

const refuse = (reason: RefusedReason): Judgement => ({ kind: 'refused', reason })

const otherDay = (spans: readonly DaySpan[], today: string): DaySpan | undefined =>
  spans.find((span) => span.day > today) ?? spans.at(-1)

/** Judges a text that no cached booking goes by. `online`: whether Recras can be asked now. */
export function judgeStranger(code: ScanCode, online: boolean): Stranger {
  switch (code.kind) {
    case 'too-long':
      return { kind: 'refused', reason: { why: 'too-long' } }
    case 'address':
      return { kind: 'refused', reason: { why: 'address' } }
    case 'booking':
      return online ? { kind: 'ask', referentie: code.referentie } : { kind: 'park' }
    case 'other':
      return !online && /^B:/i.test(code.text) ? { kind: 'park' } : { kind: 'unknown' }
    case 'empty':
      return { kind: 'unknown' }
  }
}
