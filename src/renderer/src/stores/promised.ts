import { waitingRows, withEdits } from '../../../shared/domain/waiting-row.ts'
import type { RecordView } from '../../../shared/outbox/record.ts'
import { replaceRows, type Placed } from './placed.ts'

/**
 * A day's rows with what was promised and is not at Recras yet: bookings that wait to be made among
 * the others, and what waits to be changed over its row. The very same rows when nothing waits.
 */
export function withPromised(
  placed: readonly Placed[],
  records: readonly RecordView[],
  day: string,
  zone: string,
): readonly Placed[] {
  const made = waitingRows(records, zone).filter((row) => row.days.includes(day))
  const edits = records.filter((entry) => entry.kind === 'booking-edit')
  if (made.length === 0 && edits.length === 0) return placed
  const changed = new Map(made.map((row) => [row.id, row]))
  const ids = new Set(edits.map((entry) => entry.localId))
  for (const { row } of placed) {
    const edited = ids.has(row.id) ? withEdits(row, edits) : row
    if (edited !== row) changed.set(row.id, edited)
  }
  return replaceRows(placed, changed, new Set(), day)
}
