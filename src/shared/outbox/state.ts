import type {
  JournalDamage,
  OutboxEntry,
  OutboxView,
  ParkedScan,
  Seen,
  SettledEntry,
} from './entry.ts'
import { readEvent, type OutboxEvent } from './events.ts'
import { isBlank, isSameMark, type LocalMark, type SealedMark } from './mark.ts'
import { laneOf, type RecordEntry, type RecordView } from './record.ts'
import { applyToRecords, maybeSent, without, type RecordsState } from './record-state.ts'

/** Everything that the journal says, folded. Entries stand in the order they were (last) promised. */
export interface OutboxState extends RecordsState {
  entries: readonly OutboxEntry[]
  parked: readonly ParkedScan[]
  /** The most recent first, at most `HISTORY`. */
  history: readonly SettledEntry[]
  /** One for each booking and day, the last changed last; none that says nothing. */
  marks: readonly SealedMark[]
  damage: JournalDamage | null
  /** Records of a newer version, kept as they are for the day that it runs here again. */
  foreign: readonly unknown[]
}

export const HISTORY = 500

export const EMPTY: OutboxState = {
  entries: [],
  records: [],
  order: [],
  parked: [],
  history: [],
  recordHistory: [],
  marks: [],
  damage: null,
  foreign: [],
}

/** One thing that was promised. */
export type Promised = OutboxEntry | RecordEntry

export const isRecord = (entry: Promised): entry is RecordEntry => 'sealed' in entry

/** What is delivered in order: all that is promised of one booking, of one customer. */
export const laneOfPromised = (entry: Promised): string =>
  isRecord(entry) ? laneOf(entry) : String(entry.bookingId)

/**
 * The state after an event. Events about entries that are not there (any more) change nothing: a
 * record lost to damage must not make the ones after it harmful.
 */
export function apply(state: OutboxState, event: OutboxEvent): OutboxState {
  switch (event.type) {
    case 'promised':
      return state.entries.some((one) => one.id === event.entry.id)
        ? change(state, event.entry.id, () => event.entry)
        : {
            ...state,
            entries: [...state.entries, event.entry],
            order: [...state.order, event.entry.id],
          }
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
      return {
        ...state,
        entries: state.entries.map((entry) => ({ ...entry, nextTryAt: null })),
        records: state.records.map((entry) => ({ ...entry, nextTryAt: null })),
      }
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
    case 'marked': {
      const others = state.marks.filter((mark) => !isSameMark(mark, event.mark))
      return { ...state, marks: isBlank(event.mark) ? others : [...others, event.mark] }
    }
    case 'marks-expired':
      return { ...state, marks: state.marks.filter((mark) => mark.day >= event.before) }
    case 'damaged':
      // The record that said "sent" may be among the lost ones, so none may be cancelled out.
      return {
        ...state,
        damage: event.damage,
        entries: state.entries.map((entry) => ({ ...entry, sent: true })),
        records: state.records.map(maybeSent),
      }
    case 'damage-acknowledged':
      return { ...state, damage: null }
    case 'forgotten':
      return EMPTY
    default:
      return { ...state, ...applyToRecords(state, event) }
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
    ...state.recordHistory
      .toReversed()
      .map((settled) => ({ type: 'record-remembered', settled }) as const),
    ...(state.damage ? [{ type: 'damaged', damage: state.damage } as const] : []),
    ...inOrder(state).map((entry): OutboxEvent =>
      isRecord(entry)
        ? // What Recras said about a person's words is not written down in clear.
          { type: 'record-promised', entry: { ...entry, nextTryAt: null, lastError: null } }
        : { type: 'promised', entry: { ...entry, nextTryAt: null } },
    ),
    ...state.parked.map((scan) => ({ type: 'scan-parked', scan }) as const),
    ...state.marks.map((mark) => ({ type: 'marked', mark }) as const),
  ]
  return [...events, ...state.foreign]
}

/**
 * Whether anything in here would be missed: moves, records, codes that nobody dealt with, records of a newer
 * version, damage that nobody has seen. While so, the journal may not be cleared.
 */
export const holdsPromises = ({
  entries,
  records,
  parked,
  foreign,
  damage,
}: OutboxState): boolean =>
  entries.length > 0 ||
  records.length > 0 ||
  parked.some((scan) => scan.state !== 'unknown') ||
  foreign.length > 0 ||
  damage !== null

/** What the page is told. `open`: breaks the seals of what a person typed. */
export const viewOf = (
  state: OutboxState,
  blocked: OutboxView['blocked'],
  open: { record(entry: RecordEntry): RecordView; mark(mark: SealedMark): LocalMark },
): OutboxView => ({
  entries: [...state.entries],
  records: state.records.map((entry) => open.record(entry)),
  parked: [...state.parked],
  history: [...state.history],
  recordHistory: [...state.recordHistory],
  marks: state.marks.map((mark) => open.mark(mark)),
  damage: state.damage,
  blocked,
})

/** Everything that was promised, in the order it is to be delivered. */
export function inOrder(state: OutboxState): Promised[] {
  const known = new Map<string, Promised>()
  for (const entry of [...state.entries, ...state.records]) known.set(entry.id, entry)
  return state.order.flatMap((id) => known.get(id) ?? [])
}

/** What waits longest in each lane, in the order it was promised: what may be tried. */
export function heads(state: OutboxState): Promised[] {
  const first = new Map<string, Promised>()
  for (const entry of inOrder(state)) {
    if (entry.state !== 'waiting' || (isRecord(entry) && entry.waitsFor !== null)) continue
    const lane = laneOfPromised(entry)
    if (!first.has(lane)) first.set(lane, entry)
  }
  return [...first.values()]
}

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
  return {
    ...state,
    entries: [...without(state.entries, id), again],
    order: [...state.order.filter((one) => one !== id), id],
  }
}

function settle(
  state: OutboxState,
  id: string,
  outcome: SettledEntry['outcome'],
  at: string,
): OutboxState {
  const entry = state.entries.find((one) => one.id === id)
  if (!entry) return state
  const { bookingId, referentie, wanted, desk, by } = entry
  const done = { id, bookingId, referentie, wanted, at: entry.at, desk, by }
  const settled = { ...done, outcome, settledAt: at }
  const order = state.order.filter((one) => one !== id)
  return remember({ ...state, entries: without(state.entries, id), order }, settled)
}

const remember = (state: OutboxState, settled: SettledEntry): OutboxState => ({
  ...state,
  history: [settled, ...without(state.history, settled.id)].slice(0, HISTORY),
})
