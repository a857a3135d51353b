import type { RecordContent, RecordView } from '../outbox/record.ts'
import type { ShownEntry } from './displayed.ts'
import { emptySpan, type BookingRow } from './booking-row.ts'
import { fold } from './fold.ts'
import { dayOf, instantOf } from './time.ts'

/*
 * Promised records as the lists show them: a booking that Recras does not have yet is a row of its
 * own, and what waits to be changed lies over the row of what is changed.
 */

/** What Recras makes of a booking that is sent without a status (seeds/boekingen "Create"). */
const FIRST_STATUS = 'informatie'

/** Whether the id stands in for one that Recras has not given yet. */
export const isLocal = (id: number): boolean => id < 0

/**
 * The row of a booking that waits to be made: under its negative number, at its begin, with no move
 * to offer. `null` for every other record, and for one that cannot be opened.
 */
export function waitingRow(entry: RecordView, zone: string): BookingRow | null {
  const { content } = entry
  if (content?.kind !== 'booking-create') return null
  const { body, customer, customerName } = content
  const start = instantOf(body.begin)
  const spans = start === null ? [] : [{ ...emptySpan(dayOf(start, zone)), start }]
  const bijzonderheden = body.bijzonderheden ?? null
  const arrangement = body.arrangement ?? null
  return {
    id: entry.localId,
    // Another one for every change of it, as with what comes from Recras.
    hash: JSON.stringify(content),
    referentie: '',
    klantId: 'id' in customer ? customer.id : entry.klantId,
    name: customerName,
    contact: null,
    arrangement,
    personen: body.personen,
    status: body.status ?? FIRST_STATUS,
    statusUpdatedAt: entry.at,
    expires: body.status_vervaldatum ?? null,
    days: spans.map(({ day }) => day),
    spans,
    bijzonderheden,
    note: Boolean(bijzonderheden),
    open: null,
    actions: [],
    linksKnown: false,
    flags: [],
    hay: fold([customerName, arrangement].filter(Boolean).join(' ')),
  }
}

/** The rows of all bookings that wait to be made, in the order in which they were promised. */
export const waitingRows = (records: readonly RecordView[], zone: string): BookingRow[] =>
  records.flatMap((entry) => waitingRow(entry, zone) ?? [])

/**
 * A row with what waits to be changed of it. What needs a person is not laid over it: the row then
 * shows what Recras has. The very same row when nothing of it waits.
 */
export function withEdits(row: BookingRow, records: readonly RecordView[]): BookingRow {
  let shown = row
  for (const { kind, localId, state, content } of records) {
    if (kind !== 'booking-edit' || localId !== row.id || state !== 'waiting') continue
    if (content?.kind === 'booking-edit') shown = edited(shown, content)
  }
  return shown
}

function edited(
  row: BookingRow,
  { changes }: Extract<RecordContent, { kind: 'booking-edit' }>,
): BookingRow {
  const next: BookingRow = { ...row }
  if (changes.personen !== undefined) next.personen = changes.personen
  if (changes.arrangement !== undefined) next.arrangement = changes.arrangement
  if (changes.status_vervaldatum !== undefined) next.expires = changes.status_vervaldatum
  if (changes.bijzonderheden !== undefined) {
    next.bijzonderheden = changes.bijzonderheden
    // What the lines say is in the old mark too, and not known here.
    next.note = row.note || Boolean(changes.bijzonderheden)
  }
  if (changes.status !== undefined && changes.status !== row.status) {
    next.status = changes.status
    // The links were those of the old status.
    next.actions = []
  }
  return next
}

/**
 * A record among the moves that wait for a booking: it says that something waits or needs a person,
 * and moves nothing. `null` for a record about customers.
 */
export function asEntry(record: RecordView): ShownEntry | null {
  const { id, kind, localId, at, serverOffsetMs, desk, by, state } = record
  const { attempts, lastError, nextTryAt } = record
  if (kind !== 'booking-create' && kind !== 'booking-edit') return null
  return {
    id,
    bookingId: localId,
    referentie: '',
    wanted: 'informatie',
    seen: { status: '', statusUpdatedAt: null },
    at,
    serverOffsetMs,
    desk,
    by,
    state,
    sent: record.sent !== null,
    attempts,
    lastError,
    nextTryAt,
    reason: null,
    server: null,
    record: true,
  }
}
