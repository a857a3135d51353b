import type { Actor } from '../staff.ts'
import type { OutboxEntry, StatusWish } from './entry.ts'
import type { OutboxEvent } from './events.ts'
import type { OutboxState } from './state.ts'

/** Who promises, and when. */
export interface Promiser {
  id: string
  /** ISO 8601 UTC, device time. */
  at: string
  serverOffsetMs: number | null
  desk: string
  by: Actor | null
}

/** What a wish comes to: the entry to answer with, and what the journal must have first. */
export type Enqueued =
  | { kind: 'new'; entry: OutboxEntry; event: OutboxEvent }
  /** A double tap: it was promised already. */
  | { kind: 'same'; entry: OutboxEntry }
  /** The way back from a move that never left this machine: both are gone. */
  | { kind: 'undone'; entry: OutboxEntry; event: OutboxEvent }

/** Decides over a wish by the last move that still waits for the same booking. */
export function enqueue(state: OutboxState, wish: StatusWish, by: Promiser): Enqueued {
  const last = state.entries.findLast(
    (entry) => entry.bookingId === wish.bookingId && entry.state === 'waiting',
  )
  if (last?.wanted === wish.wanted) return { kind: 'same', entry: last }
  const opposite =
    last !== undefined && wish.wanted === last.seen.status && wish.seen.status === last.wanted
  if (opposite && !last.sent)
    return {
      kind: 'undone',
      entry: last,
      event: { type: 'settled', id: last.id, outcome: 'undone', at: by.at },
    }
  const entry: OutboxEntry = {
    bookingId: wish.bookingId,
    referentie: wish.referentie,
    wanted: wish.wanted,
    seen: { status: wish.seen.status, statusUpdatedAt: wish.seen.statusUpdatedAt },
    ...by,
    state: 'waiting',
    sent: false,
    attempts: 0,
    lastError: null,
    nextTryAt: null,
    reason: null,
    server: null,
  }
  return { kind: 'new', entry, event: { type: 'promised', entry } }
}
