import type { CustomerRef, RecordContent } from '../../../../shared/outbox/record.ts'

/** The id of what an edit changes; `null` for what is made. */
export function targetOf(content: RecordContent): number | null {
  switch (content.kind) {
    case 'booking-edit':
      return content.bookingId
    case 'customer-edit':
      return content.klantId
    default:
      return null
  }
}

export const isEntry = (ref: CustomerRef, id: string): boolean => 'entry' in ref && ref.entry === id

/** A change of what Recras has. */
export type Edit = Extract<RecordContent, { changes: unknown }>

/** Both changes as one. Of what only the second changes, the person had started from a later base. */
export function merged(first: Edit, second: Edit): RecordContent {
  const later = Object.entries(second.base).filter(
    ([field]) => field in second.changes && !(field in first.changes),
  )
  const base = { ...second.base, ...first.base, ...Object.fromEntries(later) }
  return { ...first, base, changes: { ...first.changes, ...second.changes } } as RecordContent
}
