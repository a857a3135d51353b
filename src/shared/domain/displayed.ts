import { actionTowards, statusAfter, type StatusAction } from '../recras/status.ts'
import type { OutboxEntry } from '../outbox/entry.ts'
import type { BookingRow } from './booking-row.ts'

export type SyncState = 'done' | 'waiting' | 'attention'

/** A booking as the desk sees it: cached state plus what was promised and not yet delivered. */
export interface Displayed {
  status: string
  sync: SyncState
  /** The moves to offer. Those of the links; while one is waiting, those learned for its status and the way back. */
  actions: StatusAction[]
  /** When the waiting move was promised, epoch ms. */
  since: number | null
}

/** An entry as it is laid over the cached state. */
export type ShownEntry = OutboxEntry & {
  /** Recras has it; it stays until the cache has what Recras said after it. */
  delivered?: boolean
  /** A whole record that waits, and no move: it says that something waits, not which status it leads to. */
  record?: boolean
}

/** A delivered entry says nothing any more once the cached booking was changed since the promise. */
export const isCaughtUp = (row: BookingRow, entry: ShownEntry): boolean =>
  entry.delivered === true &&
  (row.status === entry.wanted || row.statusUpdatedAt !== entry.seen.statusUpdatedAt)

/** Which moves Recras was seen to offer in a status; learned from bookings, never assumed. */
export type LearnedOffers = Readonly<Partial<Record<string, readonly StatusAction[]>>>

/**
 * Displayed state = cached state + pending entries (design: "Shape"), in the order they were promised.
 * An entry that needs a person no longer changes the status: the row shows what Recras has.
 * While a move waits, Recras cannot be asked what it will offer next, so the way back to what it
 * was seen at is offered (it cancels out or is replayed), and what Recras offered other bookings
 * in that status.
 */
export function display(
  row: BookingRow,
  entries: readonly ShownEntry[],
  learned: LearnedOffers,
): Displayed {
  const own = entries.filter((entry) => entry.bookingId === row.id && !isCaughtUp(row, entry))
  const waiting = own.filter((entry) => entry.state === 'waiting')
  const last = waiting.findLast((entry) => !entry.record)
  const sync: SyncState = own.some((entry) => entry.state === 'attention')
    ? 'attention'
    : waiting.some((entry) => !entry.delivered)
      ? 'waiting'
      : 'done'
  // The delivered answer may reach the cache a moment before the entry is settled.
  if (!last || last.wanted === row.status)
    return { status: row.status, sync, actions: row.actions, since: null }
  const back = actionTowards(last.seen.status)
  const offered = new Set<StatusAction>(learned[last.wanted] ?? [])
  if (back) offered.add(back)
  offered.delete(actionTowards(last.wanted) as StatusAction)
  return {
    status: last.wanted,
    sync,
    actions: [...offered].filter((action) => statusAfter(action) !== last.wanted),
    since: Date.parse(last.at),
  }
}
