import type {
  JournalDamage,
  OutboxEntry,
  OutboxView,
  ParkedScan,
  Seen,
  SettledEntry,
} from './entry.ts'
import { readEvent, type OutboxEvent } from './events.ts'

/** Everything that the journal says, folded. Entries stand in the order they were (last) promised. */
export interface OutboxState {
  entries: readonly OutboxEntry[]
  parked: readonly ParkedScan[]
  /** The most recent first, at most `HISTORY`. */
  history: readonly SettledEntry[]
  damage: JournalDamage | null
  /** Records of a newer version, kept as they are for the day that it runs here again. */
  foreign: readonly unknown[]
}

export const HISTORY = 500

export const EMPTY: OutboxState = {
  entries: [],
  parked: [],
  history: [],
  damage: null,
  foreign: [],
}

/**
 * The state after an event. Events about entries that are not there (any more) change nothing: a
 * record lost to damage must not make the ones after it harmful.
 */
export function apply(state: OutboxState, event: OutboxEvent): OutboxState {
  switch (event.type) {
    case 'promised':
      return state.entries.some((one) => one.id === event.entry.id)
        ? change(state, event.entry.id, () => event.entry)
        : { ...state, entries: [...state.entries, event.entry] }
    case 'sent':
      return change(state, event.id, (entry) => ({ ...entry, sent: true, server: event.server }))
    case 'attempted':
      return change(state, event.id, (entry) => ({
        ...entry,
        attempts: entry.attempts + 1,
        lastError: event.error,
        nextTryAt: event.nextTryAt,
      }))
    case 'due':
      return { ...state, entries: state.entries.map((entry) => ({ ...entry, nextTryAt: null })) }
    case 'needs-person':
      return change(state, event.id, (entry) => ({
        ...entry,
        state: 'attention',
        reason: event.reason,
        server: event.server,
        nextTryAt: null,
      }))
    case 'retried':
      return retry(state, event.id, event.seen)
    case 'settled':
      return settle(state, event.id, event.outcome, event.at)
    case 'remembered':
      return remember(state, event.settled)
    case 'scan-parked':
      return { ...state, parked: [...without(state.parked, event.scan.id), event.scan] }
    case 'scan-resolved':
      return {
        ...state,
        parked: state.parked.map((scan) =>
          scan.id === event.id ? { ...scan, state: event.state, bookingId: event.bookingId } : scan,
        ),
      }
    case 'scan-dropped':
      return { ...state, parked: without(state.parked, event.id) }
    case 'damaged':
      // The record that said "sent" may be among the lost ones, so none may be cancelled out.
      return {
        ...state,
        damage: event.damage,
        entries: state.entries.map((entry) => ({ ...entry, sent: true })),
      }
    case 'damage-acknowledged':
      return { ...state, damage: null }
    case 'forgotten':
      return EMPTY
  }
}

/** The state after a record of the journal; one of a newer version is kept as it is. */
export function applyRecord(state: OutboxState, record: unknown): OutboxState {
  const event = readEvent(record)
  return event ? apply(state, event) : { ...state, foreign: [...state.foreign, record] }
}

/** The shortest list of records that folds to the state: what a compacted journal holds. */
export function snapshot(state: OutboxState): unknown[] {
  const events: OutboxEvent[] = [
    ...state.history.toReversed().map((settled) => ({ type: 'remembered', settled }) as const),
    ...(state.damage ? [{ type: 'damaged', damage: state.damage } as const] : []),
    ...state.entries.map((entry) => ({
      type: 'promised' as const,
      entry: { ...entry, nextTryAt: null },
    })),
    ...state.parked.map((scan) => ({ type: 'scan-parked', scan }) as const),
  ]
  return [...events, ...state.foreign]
}

/**
 * Whether anything in here would be missed: moves, codes that nobody dealt with, records of a newer
 * version, damage that nobody has seen. While so, the journal may not be cleared.
 */
export const holdsPromises = ({ entries, parked, foreign, damage }: OutboxState): boolean =>
  entries.length > 0 ||
  parked.some((scan) => scan.state !== 'unknown') ||
  foreign.length > 0 ||
  damage !== null

/** What the page is told. */
export const viewOf = (state: OutboxState, blocked: OutboxView['blocked']): OutboxView => ({
  entries: [...state.entries],
  parked: [...state.parked],
  history: [...state.history],
  damage: state.damage,
  blocked,
})

/** The entry that waits longest of each booking, in the order they were promised: what may be tried. */
export function heads(state: OutboxState): OutboxEntry[] {
  const first = new Map<number, OutboxEntry>()
  for (const entry of state.entries)
    if (entry.state === 'waiting' && !first.has(entry.bookingId)) first.set(entry.bookingId, entry)
  return [...first.values()]
}

const without = <T extends { id: string }>(list: readonly T[], id: string): T[] =>
  list.filter((one) => one.id !== id)

const change = (
  state: OutboxState,
  id: string,
  to: (entry: OutboxEntry) => OutboxEntry,
): OutboxState => ({
  ...state,
  entries: state.entries.map((entry) => (entry.id === id ? to(entry) : entry)),
})

/** Promised anew, so it comes after what was promised for the same booking in the meantime. */
function retry(state: OutboxState, id: string, seen: Seen): OutboxState {
  const entry = state.entries.find((one) => one.id === id)
  if (!entry) return state
  const again: OutboxEntry = {
    ...entry,
    seen,
    state: 'waiting',
    reason: null,
    attempts: 0,
    lastError: null,
    nextTryAt: null,
  }
  return { ...state, entries: [...without(state.entries, id), again] }
}

function settle(
  state: OutboxState,
  id: string,
  outcome: SettledEntry['outcome'],
  at: string,
): OutboxState {
  const entry = state.entries.find((one) => one.id === id)
  if (!entry) return state
  const { bookingId, referentie, wanted, desk } = entry
  const settled = { id, bookingId, referentie, wanted, at: entry.at, desk, outcome, settledAt: at }
  return remember({ ...state, entries: without(state.entries, id) }, settled)
}

const remember = (state: OutboxState, settled: SettledEntry): OutboxState => ({
  ...state,
  history: [settled, ...without(state.history, settled.id)].slice(0, HISTORY),
})
