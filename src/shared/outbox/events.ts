import { z } from 'zod'
import type { AppError } from '../result.ts'
import { STATUSES } from '../recras/status.ts'
import type {
  AttentionReason,
  JournalDamage,
  OutboxEntry,
  ParkedScan,
  Seen,
  ServerView,
  SettledEntry,
} from './entry.ts'
import { sealedMarkSchema, type SealedMark } from './mark.ts'
import { writtenBy, writtenError, writtenRecordEvents, type RecordEvent } from './record-events.ts'

/**
 * What happens to promises, one after another. The state is the fold over these (`state.ts`); all
 * but those that say so are written to the journal before they count.
 */
export type OutboxEvent =
  | RecordEvent
  /** A move was promised. In a compacted journal: an entry as it stood. */
  | { type: 'promised'; entry: OutboxEntry }
  /** A request that may change the booking is about to leave; `server` is how it was just before. */
  | { type: 'sent'; id: string; server: ServerView }
  /** A try failed and will be repeated. Never written: after a restart everything is due at once. */
  | { type: 'attempted'; id: string; error: AppError; nextTryAt: number | null }
  /** Everything that waits is due now, whatever its back-off said. Never written. */
  | { type: 'due' }
  | { type: 'needs-person'; id: string; reason: AttentionReason; server: ServerView | null }
  /** A person looked at both versions and wants it tried again; `seen` is what they saw. */
  | { type: 'retried'; id: string; seen: Seen }
  | { type: 'settled'; id: string; outcome: SettledEntry['outcome']; at: string }
  /** A settled entry carried over by compaction. */
  | { type: 'remembered'; settled: SettledEntry }
  | { type: 'scan-parked'; scan: ParkedScan }
  | { type: 'scan-resolved'; id: string; state: ParkedScan['state']; bookingId: number | null }
  | { type: 'scan-dropped'; id: string }
  /** What only this desk knows of a booking on a day, as it is from now on: the last one counts. */
  | { type: 'marked'; mark: SealedMark }
  /** Marks of days before this one are of no use any more. Never written: compaction leaves them out. */
  | { type: 'marks-expired'; before: string }
  | { type: 'damaged'; damage: JournalDamage }
  | { type: 'damage-acknowledged' }
  /** The venue was forgotten, and everything about it. */
  | { type: 'forgotten' }

const id = z.string().min(1)
const seen = z.looseObject({ status: z.string(), statusUpdatedAt: z.string().nullable() })
const server = z.looseObject({
  status: z.string(),
  statusUpdatedAt: z.string().nullable(),
  offers: z.array(z.string()),
})
const reason = z.union([
  z.looseObject({ kind: z.enum(['not-offered', 'changed']) }),
  z.looseObject({ kind: z.literal('refused'), error: writtenError }),
])
const outcome = z.enum(['done', 'dropped', 'undone'])
const scanState = z.enum(['waiting', 'found', 'unknown'])

const promise = {
  id,
  bookingId: z.number().int(),
  referentie: z.string(),
  wanted: z.enum(STATUSES),
  at: z.string(),
  desk: z.string(),
  by: writtenBy,
}
const entry = z.looseObject({
  ...promise,
  seen,
  serverOffsetMs: z.number().nullable(),
  state: z.enum(['waiting', 'attention']),
  sent: z.boolean(),
  attempts: z.number(),
  lastError: writtenError.nullable(),
  nextTryAt: z.number().nullable(),
  reason: reason.nullable(),
  server: server.nullable(),
})
const settled = z.looseObject({ ...promise, outcome, settledAt: z.string() })
const scan = z.looseObject({
  id,
  text: z.string(),
  referentie: z.string().nullable(),
  klantId: z.number().nullable(),
  at: z.string(),
  desk: z.string(),
  by: writtenBy,
  state: scanState,
  bookingId: z.number().nullable(),
})
const damage = z.looseObject({
  foundAt: z.string(),
  file: z.string(),
  bytes: z.number(),
  kept: z.number(),
})

const written = z.discriminatedUnion('type', [
  z.looseObject({ type: z.literal('promised'), entry }),
  z.looseObject({ type: z.literal('sent'), id, server }),
  z.looseObject({
    type: z.literal('needs-person'),
    id,
    reason,
    server: server.nullable(),
  }),
  z.looseObject({ type: z.literal('retried'), id, seen }),
  z.looseObject({ type: z.literal('settled'), id, outcome, at: z.string() }),
  z.looseObject({ type: z.literal('remembered'), settled }),
  z.looseObject({ type: z.literal('scan-parked'), scan }),
  z.looseObject({
    type: z.literal('scan-resolved'),
    id,
    state: scanState,
    bookingId: z.number().nullable(),
  }),
  z.looseObject({ type: z.literal('scan-dropped'), id }),
  z.looseObject({ type: z.literal('marked'), mark: sealedMarkSchema }),
  z.looseObject({ type: z.literal('damaged'), damage }),
  z.looseObject({ type: z.literal('damage-acknowledged') }),
  z.looseObject({ type: z.literal('forgotten') }),
  ...writtenRecordEvents,
])

/**
 * A record of the journal as an event, or `null` when this version does not know it (written by a
 * newer one). Fields it does not know are kept.
 */
export function readEvent(record: unknown): OutboxEvent | null {
  const read = written.safeParse(record)
  return read.success ? (read.data as unknown as OutboxEvent) : null
}
