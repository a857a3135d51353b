import type { ConnectionStatus } from '../../../../shared/ipc/contract.ts'
import type { FieldConflict, RecordContent, RecordView } from '../../../../shared/outbox/record.ts'
import { nameOfCustomer } from '../../../../shared/domain/waiting-customer.ts'
import type { NextTry } from './attention.ts'

/** Whose record it is, as far as its content says; `null` when that is not in it. */
export function subjectOf(content: RecordContent | null): string | null {
  switch (content?.kind) {
    case 'booking-create':
      return content.customerName
    case 'customer-create':
      return nameOfCustomer(content.body)
    case 'customer-edit':
      return content.changes.naam ?? textOf(content.base.naam)
    default:
      return null
  }
}

const textOf = (value: unknown): string | null =>
  typeof value === 'string' && value !== '' ? value : null

/** Where a record is opened, to see it or to change what is to be written. */
export function pageOf({ kind, localId }: Pick<RecordView, 'kind' | 'localId'>): string {
  return kind === 'booking-create' || kind === 'booking-edit'
    ? `/boekingen/${localId}`
    : `/klanten/${localId}`
}

/** The form in which it is changed. */
export function formOfRecord({
  id,
  kind,
  localId,
}: Pick<RecordView, 'id' | 'kind' | 'localId'>): string {
  switch (kind) {
    case 'booking-create':
      return `/boekingen/nieuw?entry=${encodeURIComponent(id)}`
    case 'booking-edit':
      return `/boekingen/${localId}/wijzigen`
    case 'customer-create':
    case 'customer-edit':
      return `/klanten/${localId}/wijzigen`
  }
}

/** What can be decided about a record that needs a person. */
export interface Moves {
  change: boolean
  retry: boolean
}

/** The moves beside dropping it; the doubtful and the changed have choices of their own. */
export function movesOf({ reason, content }: Pick<RecordView, 'reason' | 'content'>): Moves {
  switch (reason?.kind) {
    case 'refused':
      return { change: content !== null, retry: true }
    case 'customer-gone':
      return { change: content !== null, retry: false }
    case 'unreadable':
      return { change: false, retry: true }
    default:
      return { change: false, retry: false }
  }
}

/** When a waiting record is tried. `customer`: after the one whom it is for. */
export function nextTryOf(
  entry: RecordView,
  status: ConnectionStatus,
  now: number,
): NextTry | { kind: 'customer' } {
  const wait = (entry.nextTryAt ?? 0) - now
  if (entry.waitsFor !== null) return { kind: 'customer' }
  if (status === 'unauthorized') return { kind: 'key' }
  if (wait > 0) return { kind: 'in', seconds: Math.ceil(wait / 1000) }
  return status === 'offline' ? { kind: 'line' } : { kind: 'now' }
}

/**
 * A change as it is wanted after a person chose, field by field, between both: what is left of it, on
 * top of what Recras has now. `null` when nothing is left: theirs all of it.
 */
export function resolved(
  content: RecordContent,
  conflicts: readonly FieldConflict[],
  choices: Readonly<Record<string, 'mine' | 'theirs'>>,
): RecordContent | null {
  if (!('changes' in content)) return content
  const seen = conflicts.map(({ field, theirs }) => [field, theirs] as const)
  const base = { ...content.base, ...Object.fromEntries(seen) }
  const changes = Object.fromEntries(
    Object.entries(content.changes).filter(([field]) => choices[field] !== 'theirs'),
  )
  return Object.keys(changes).length === 0 ? null : ({ ...content, base, changes } as RecordContent)
}
