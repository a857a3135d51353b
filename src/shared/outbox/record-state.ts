import type { RecordEntry, RecordReason, SettledRecord } from './record.ts'
import type { RecordEvent } from './record-events.ts'

/** What the journal says of records, folded. */
export interface RecordsState {
  records: readonly RecordEntry[]
  /** The most recent first, at most `RECORD_HISTORY`. */
  recordHistory: readonly SettledRecord[]
  /** Ids of everything that was promised, moves as well, in the order it is to be delivered. */
  order: readonly string[]
}

export const RECORD_HISTORY = 200

/** The state after an event. One about an entry that is not there (any more) changes nothing. */
export function applyToRecords(state: RecordsState, event: RecordEvent): RecordsState {
  switch (event.type) {
    case 'record-promised':
      return promise(state, event.entry)
    case 'record-amended': {
      const { sealed, waitsFor, klantId } = event
      return again(state, event.id, (entry) =>
        withCustomer(state, { ...entry, sealed, waitsFor, klantId, sent: null }),
      )
    }
    case 'record-sent':
      return change(state, event.id, (entry) => ({ ...entry, sent: event.before }))
    case 'record-attempted':
      return change(state, event.id, (entry) => ({
        ...entry,
        attempts: entry.attempts + 1,
        lastError: event.error,
        nextTryAt: event.nextTryAt,
      }))
    case 'record-needs-person':
      return change(state, event.id, (entry) => parked(entry, event.reason, event.sealedFindings))
    case 'record-retried':
      return again(state, event.id, (entry) => ({
        ...entry,
        sent: event.fresh ? null : entry.sent,
        notOurs: [...new Set([...entry.notOurs, ...event.except])],
      }))
    case 'record-settled':
      return settle(state, event)
    case 'record-remembered':
      return remember(state, event.settled)
  }
}

/** A number for a new record that Recras has no id for: negative, and not used in what is known. */
export const nextLocalId = ({ records, recordHistory }: RecordsState): number =>
  Math.min(0, ...records.map((one) => one.localId), ...recordHistory.map((one) => one.localId)) - 1

/**
 * Lines of the journal were lost, and maybe the one that says that a create has left. So it counts as
 * sent: it is looked for, from the promise on, before it is sent.
 */
export const maybeSent = (entry: RecordEntry): RecordEntry => ({
  ...entry,
  sent: entry.sent ?? {
    // While Recras' clock was not known, it may have been any time.
    at: new Date(
      entry.serverOffsetMs === null ? 0 : Date.parse(entry.at) + entry.serverOffsetMs,
    ).toISOString(),
    ids: [],
    highestCustomer: null,
  },
})

export const without = <T extends { id: string }>(list: readonly T[], id: string): T[] =>
  list.filter((one) => one.id !== id)

function promise(state: RecordsState, entry: RecordEntry): RecordsState {
  const settled = withCustomer(state, entry)
  if (state.records.some((one) => one.id === entry.id))
    return change(state, entry.id, () => settled)
  return { ...state, records: [...state.records, settled], order: [...state.order, entry.id] }
}

/** The customer may have been settled while the booking's promise was on its way to the disk. */
function withCustomer(state: RecordsState, entry: RecordEntry): RecordEntry {
  const customer = state.recordHistory.find((one) => one.id === entry.waitsFor)
  return customer ? served(entry, customer.resultId) : entry
}

/** The customer that a booking waits for has an id, or never will. */
const served = (entry: RecordEntry, klantId: number | null): RecordEntry =>
  klantId === null
    ? parked({ ...entry, waitsFor: null }, { kind: 'customer-gone' }, null)
    : { ...entry, waitsFor: null, klantId }

const parked = (
  entry: RecordEntry,
  reason: RecordReason,
  sealedFindings: string | null,
): RecordEntry => ({
  ...entry,
  state: 'attention',
  reason,
  sealedFindings,
  nextTryAt: null,
  // Recras answered, or was read: what left is known to have written nothing that is not seen.
  sent: reason.kind === 'refused' || reason.kind === 'changed' ? null : entry.sent,
})

/** Waits anew. What needed a person comes after what was promised for the same record meanwhile. */
function again(
  state: RecordsState,
  id: string,
  to: (entry: RecordEntry) => RecordEntry,
): RecordsState {
  const entry = state.records.find((one) => one.id === id)
  if (!entry) return state
  const changed = change(state, id, (one) =>
    to({
      ...one,
      state: 'waiting',
      reason: null,
      sealedFindings: null,
      attempts: 0,
      lastError: null,
      nextTryAt: null,
    }),
  )
  return entry.state === 'waiting'
    ? changed
    : {
        ...changed,
        records: [
          ...without(changed.records, id),
          ...changed.records.filter((one) => one.id === id),
        ],
        order: [...state.order.filter((one) => one !== id), id],
      }
}

function settle(
  state: RecordsState,
  event: Extract<RecordEvent, { type: 'record-settled' }>,
): RecordsState {
  const entry = state.records.find((one) => one.id === event.id)
  if (!entry) return state
  const { outcome, resultId, existed, cameIn, at: settledAt } = event
  const { id, kind, localId, at, desk, by } = entry
  const rest = without(state.records, id).map((one) =>
    one.waitsFor === id ? served(one, outcome === 'done' ? resultId : null) : one,
  )
  const order = state.order.filter((one) => one !== id)
  return remember(
    { ...state, records: rest, order },
    { id, kind, localId, at, desk, by, outcome, settledAt, resultId, existed, cameIn },
  )
}

const remember = (state: RecordsState, settled: SettledRecord): RecordsState => ({
  ...state,
  recordHistory: [settled, ...without(state.recordHistory, settled.id)].slice(0, RECORD_HISTORY),
})

const change = (
  state: RecordsState,
  id: string,
  to: (entry: RecordEntry) => RecordEntry,
): RecordsState => ({
  ...state,
  records: state.records.map((entry) => (entry.id === id ? to(entry) : entry)),
})
