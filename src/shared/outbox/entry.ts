import type { AppError } from '../result.ts'
import type { BookingStatus } from '../recras/status.ts'
import type { Actor } from '../staff.ts'
import type { LocalMark } from './mark.ts'
import type { RecordView, SettledRecord } from './record.ts'

/** What the person at the desk was looking at when they acted. */
export interface Seen {
  status: string
  statusUpdatedAt: string | null
}

/** What is promised: one status move of one booking. */
export interface StatusWish {
  bookingId: number
  referentie: string
  wanted: BookingStatus
  seen: Seen
}

/** What Recras answered when it was looked at for this entry; shown beside what was wanted. */
export interface ServerView {
  status: string
  statusUpdatedAt: string | null
  /** The status moves that Recras offered. */
  offers: string[]
}

export type AttentionReason =
  /** Recras does not offer this move (any more). */
  | { kind: 'not-offered' }
  /** Somebody else moved the booking to a third status after it was promised here. */
  | { kind: 'changed' }
  /** Recras refused: 403, 404, 406, 409. */
  | { kind: 'refused'; error: AppError }

/** One promised move, from the promise until it is settled. */
export interface OutboxEntry extends StatusWish {
  id: string
  /** Device time of the promise, ISO 8601 UTC. */
  at: string
  /** Server clock minus device clock in ms when promised, `null` when never measured. */
  serverOffsetMs: number | null
  /** Name of the desk. */
  desk: string
  /** Who promised it; `null` when nobody said who was at the desk. */
  by: Actor | null
  state: 'waiting' | 'attention'
  /** A request that may have changed something at Recras has left this machine at least once. */
  sent: boolean
  attempts: number
  lastError: AppError | null
  /** When it is tried again, epoch ms; `null` when it is due or not waiting. */
  nextTryAt: number | null
  reason: AttentionReason | null
  server: ServerView | null
}

/** What a promise is answered with. `undone`: it was the way back, and cancelled this entry out. */
export interface PromisedEntry extends OutboxEntry {
  outcome?: 'undone'
}

/** How an entry ended. `undone`: its opposite was asked for before anything was sent. */
export type Outcome = 'done' | 'dropped' | 'undone'

/** A settled entry: what this desk did, for a booking's history. */
export interface SettledEntry extends Pick<
  OutboxEntry,
  'id' | 'bookingId' | 'referentie' | 'wanted' | 'at' | 'desk' | 'by'
> {
  outcome: Outcome
  settledAt: string
}

/** A scanned code that nobody could answer yet: kept until it is resolved or dropped. */
export interface ParkedScan {
  id: string
  text: string
  referentie: string | null
  klantId: number | null
  at: string
  desk: string
  /** Who scanned it. */
  by: Actor | null
  /** `waiting`: no answer yet. `found`: Recras knows the booking. `unknown`: Recras does not. */
  state: 'waiting' | 'found' | 'unknown'
  bookingId: number | null
}

/** Damage found when the journal was opened: set aside, reported, never fatal. */
export interface JournalDamage {
  foundAt: string
  /** Where the unreadable bytes were copied to. */
  file: string
  bytes: number
  /** Whole records that were kept. */
  kept: number
}

/** Everything that the page needs to know of the outbox. */
export interface OutboxView {
  entries: OutboxEntry[]
  /** Records that are to be written, in the order they were promised. */
  records: RecordView[]
  parked: ParkedScan[]
  /** The most recent first, at most 500. */
  history: SettledEntry[]
  /** Records that were written or given up, the most recent first, at most 200. */
  recordHistory: SettledRecord[]
  /** What only this desk knows of bookings; opened. Nothing here waits for Recras or for a person. */
  marks: LocalMark[]
  damage: JournalDamage | null
  /** The disk refuses to take promises; with since when. */
  blocked: { since: string; error: AppError } | null
}
