import type { DayLogEntry } from '../../../shared/day-log.ts'
import type { OutboxEvent } from '../../../shared/outbox/events.ts'
import { isSameMark, type SealedMark } from '../../../shared/outbox/mark.ts'
import type { OutboxState } from '../../../shared/outbox/state.ts'

/**
 * What the day's log is told of an event that the journal has now. `before` is the state that the
 * event met. What a person did is theirs who is at the desk; how a promise ended by itself is told
 * of whoever promised it.
 */
export function toldOf(before: OutboxState, event: OutboxEvent): DayLogEntry[] {
  switch (event.type) {
    case 'promised': {
      const { bookingId, referentie, wanted, by } = event.entry
      return [{ kind: 'promised', bookingId, referentie, detail: wanted, by }]
    }
    case 'needs-person':
    case 'retried':
    case 'settled':
      return toldOfMove(before, event)
    case 'record-promised': {
      const { kind, by } = event.entry
      return [{ kind: 'promised', bookingId: bookingOf(event.entry), detail: kind, by }]
    }
    case 'record-amended':
    case 'record-needs-person':
    case 'record-retried':
    case 'record-settled':
      return toldOfRecord(before, event)
    case 'scan-parked': {
      const { referentie, by } = event.scan
      return [{ kind: 'promised', referentie, detail: 'scan', by }]
    }
    case 'scan-resolved':
    case 'scan-dropped':
      return toldOfScan(before, event)
    case 'marked':
      return toldOfMark(before, event.mark)
    default:
      return []
  }
}

type Told<Type extends OutboxEvent['type']> = Extract<OutboxEvent, { type: Type }>

function toldOfMove(
  before: OutboxState,
  event: Told<'needs-person' | 'retried' | 'settled'>,
): DayLogEntry[] {
  const entry = before.entries.find(({ id }) => id === event.id)
  if (!entry) return []
  const { bookingId, referentie, wanted, by } = entry
  const about = { bookingId, referentie }
  switch (event.type) {
    case 'needs-person':
      return [{ kind: 'needs-person', ...about, detail: event.reason.kind, by }]
    case 'retried':
      return [{ kind: 'retried', ...about, detail: wanted }]
    case 'settled':
      return event.outcome === 'done'
        ? [{ kind: 'done', ...about, detail: wanted, by }]
        : [{ kind: event.outcome, ...about, detail: wanted }]
  }
}

function toldOfRecord(
  before: OutboxState,
  event: Told<'record-amended' | 'record-needs-person' | 'record-retried' | 'record-settled'>,
): DayLogEntry[] {
  const entry = before.records.find(({ id }) => id === event.id)
  if (!entry) return []
  const { kind: detail, by } = entry
  const bookingId = bookingOf(entry)
  switch (event.type) {
    case 'record-amended':
      return [{ kind: entry.state === 'waiting' ? 'promised' : 'retried', bookingId, detail }]
    case 'record-needs-person':
      return [{ kind: 'needs-person', bookingId, detail: event.reason.kind, by }]
    case 'record-retried':
      return [{ kind: 'retried', bookingId, detail }]
    case 'record-settled': {
      const made = detail === 'booking-create' ? event.resultId : bookingId
      return event.outcome === 'done'
        ? [{ kind: 'done', bookingId: made, detail, by }]
        : [{ kind: 'dropped', bookingId, detail }]
    }
  }
}

function toldOfScan(
  before: OutboxState,
  event: Told<'scan-resolved' | 'scan-dropped'>,
): DayLogEntry[] {
  const scan = before.parked.find(({ id }) => id === event.id)
  if (!scan) return []
  const { referentie, by } = scan
  if (event.type === 'scan-dropped')
    return [{ kind: 'dropped', bookingId: scan.bookingId, referentie, detail: 'scan' }]
  const detail = event.state === 'found' ? 'scan-found' : 'scan-unknown'
  return [{ kind: 'needs-person', bookingId: event.bookingId, referentie, detail, by }]
}

function toldOfMark(before: OutboxState, mark: SealedMark): DayLogEntry[] {
  const was = before.marks.find((one) => isSameMark(one, mark))
  const { bookingId, referentie, arrived, noShow, sealedNote, by } = mark
  const about = { bookingId, referentie, by }
  const told: DayLogEntry[] = []
  if (arrived !== (was?.arrived ?? null))
    told.push({ kind: 'arrived', ...about, detail: arrived === null ? null : String(arrived) })
  if (noShow !== (was?.noShow ?? false))
    told.push({ kind: noShow ? 'no-show' : 'no-show-undone', ...about })
  // What it says is nobody's business here.
  if (sealedNote !== (was?.sealedNote ?? null))
    told.push({ kind: 'note', ...about, detail: sealedNote === null ? 'removed' : null })
  return told
}

/** The booking that a record is about, where Recras knows it. */
const bookingOf = ({ kind, localId }: { kind: string; localId: number }): number | null =>
  kind === 'booking-edit' ? localId : null
