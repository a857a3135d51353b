import type { BookingRow } from '../../../../shared/domain/booking-row.ts'
import { instantOf } from '../../../../shared/domain/time.ts'
import type { ConnectionStatus } from '../../../../shared/ipc/contract.ts'
import type { OutboxEntry } from '../../../../shared/outbox/entry.ts'
import { lacksOverbooking } from '../../../../shared/outbox/overbooking.ts'
import { isStatus } from '../../../../shared/recras/status.ts'

/** When a waiting move is tried: being sent, in so many seconds, after others, or when something is mended. */
export type NextTry =
  | { kind: 'now' }
  | { kind: 'in'; seconds: number }
  | { kind: 'next' }
  | { kind: 'line' }
  | { kind: 'key' }

/** As many bookings as main delivers at the same time. */
const AT_ONCE = 3

/**
 * What to say about each waiting move, by entry id. Of a booking only the longest waiting one is
 * tried; while the line is being waited for, only those with a time of their own are.
 */
export function nextTries(
  waiting: readonly OutboxEntry[],
  status: ConnectionStatus,
  now: number,
): Map<string, NextTry> {
  const tries = new Map<string, NextTry>()
  const seen = new Set<number>()
  const held = waiting.some(
    (entry) => (entry.nextTryAt ?? 0) > now && entry.lastError?.kind === 'unreachable',
  )
  let sending = 0
  for (const entry of waiting) {
    const first = !seen.has(entry.bookingId)
    seen.add(entry.bookingId)
    const wait = (entry.nextTryAt ?? 0) - now
    if (status === 'unauthorized') tries.set(entry.id, { kind: 'key' })
    else if (first && wait > 0) tries.set(entry.id, { kind: 'in', seconds: Math.ceil(wait / 1000) })
    else if (status === 'offline') tries.set(entry.id, { kind: 'line' })
    else if (first && !held && sending++ < AT_ONCE) tries.set(entry.id, { kind: 'now' })
    else tries.set(entry.id, { kind: 'next' })
  }
  return tries
}

/** What Recras says of a booking now. */
export interface NowAtRecras {
  status: string
  since: number | null
  offers: readonly string[]
}

/**
 * The latest that is known of a booking: what was read for the entry, or what the cache has by now
 * when that is not older. `null` when Recras never answered about it, or has it no more.
 */
export function nowAtRecras(entry: OutboxEntry, row: BookingRow | undefined): NowAtRecras | null {
  const { reason, server } = entry
  if (reason?.kind === 'refused' && reason.error.kind === 'not-found') return null
  const read = server && {
    status: server.status,
    since: instantOf(server.statusUpdatedAt),
    offers: server.offers,
  }
  const cached = row && {
    status: row.status,
    since: instantOf(row.statusUpdatedAt),
    offers: row.actions,
  }
  if (!read || !cached) return read ?? cached ?? null
  return (cached.since ?? 0) >= (read.since ?? 0) ? cached : read
}

/** The sentence about why a person is needed: a message key of `attention.why`, and the status in it. */
export function whyOf(
  entry: OutboxEntry,
  now: NowAtRecras | null,
): { key: string; status: string | null } {
  const { reason } = entry
  if (lacksOverbooking(entry)) return { key: 'overbooking', status: null }
  if (reason?.kind === 'refused') {
    const { kind } = reason.error
    const own = kind === 'forbidden' || kind === 'not-found' || kind === 'conflict'
    return { key: own ? kind : 'refused', status: null }
  }
  if (!now) return { key: 'notOffered', status: null }
  if (now.status === entry.wanted) return { key: 'same', status: null }
  if (now.status === 'geannuleerd') return { key: 'cancelled', status: null }
  if (reason?.kind === 'changed')
    return now.status === entry.seen.status
      ? { key: 'back', status: null }
      : { key: 'changed', status: now.status }
  return { key: 'notOffered', status: null }
}

/** The key of `attention.wanted` that says what was done here. */
export const wantedKey = (entry: OutboxEntry): string =>
  isStatus(entry.wanted) &&
  ['gaande', 'voltooid', 'definitief', 'geannuleerd'].includes(entry.wanted)
    ? entry.wanted
    : 'other'

/** Recras' own words about a refusal: its message, and what it says about each field. */
export function ownWords(entry: OutboxEntry): string[] {
  const { reason } = entry
  if (reason?.kind !== 'refused') return []
  const { error } = reason
  const fields = 'fields' in error ? error.fields.map((field) => field.message) : []
  return [...new Set([error.message ?? '', ...fields].map((text) => text.trim()))].filter(Boolean)
}
