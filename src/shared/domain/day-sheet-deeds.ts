import type { OutboxView } from '../outbox/entry.ts'
import type { BookingStatus } from '../recras/status.ts'
import type { Actor } from '../staff.ts'

/** Something that this desk did with a booking. */
export interface SheetDeed {
  /** ISO 8601 UTC. */
  at: string
  /** The status that it was moved to, or that it was made or changed here. */
  what: BookingStatus | 'made' | 'changed'
  by: Actor | null
  /** `done`: Recras has it. */
  state: 'done' | 'waiting' | 'attention' | 'undone' | 'dropped'
}

type Journal = Pick<OutboxView, 'entries' | 'records' | 'history' | 'recordHistory'>

/** What this desk did, by booking, each in the order it was done. */
export function deedsOf(journal: Journal): ReadonlyMap<number, readonly SheetDeed[]> {
  const all = new Map<number, SheetDeed[]>()
  const add = (booking: number | null, deed: SheetDeed): void => {
    if (booking === null) return
    const own = all.get(booking)
    if (own) own.push(deed)
    else all.set(booking, [deed])
  }
  for (const { bookingId, at, wanted, by, state } of journal.entries)
    add(bookingId, { at, what: wanted, by, state })
  for (const { bookingId, at, wanted, by, outcome } of journal.history)
    add(bookingId, { at, what: wanted, by, state: outcome })
  for (const { kind, localId, at, by, state } of journal.records) {
    if (kind === 'booking-edit') add(localId, { at, what: 'changed', by, state })
    if (kind === 'booking-create') add(localId, { at, what: 'made', by, state })
  }
  for (const { kind, localId, resultId, at, by, outcome } of journal.recordHistory) {
    if (kind === 'booking-edit') add(localId, { at, what: 'changed', by, state: outcome })
    if (kind === 'booking-create') add(resultId, { at, what: 'made', by, state: outcome })
  }
  for (const deeds of all.values()) deeds.sort((a, b) => (a.at < b.at ? -1 : 1))
  return all
}
