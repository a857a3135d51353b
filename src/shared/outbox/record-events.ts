import { z } from 'zod'
import type { AppError, ErrorKind } from '../result.ts'
import { actorSchema } from '../staff.ts'
import type { BeforeSending, RecordEntry, RecordReason, SettledRecord } from './record.ts'

/**
 * What happens to promised records. Whatever a person typed or Recras said about it is sealed in
 * here; all but `record-attempted` are written to the journal before they count.
 */
export type RecordEvent =
  /** A record was promised. In a compacted journal: an entry as it stood. */
  | { type: 'record-promised'; entry: RecordEntry }
  /** A person changed what is to be written; it is tried anew. */
  | {
      type: 'record-amended'
      id: string
      sealed: string
      waitsFor: string | null
      klantId: number | null
    }
  /** A request that may write something is about to leave; `before` is how Recras was until then. */
  | { type: 'record-sent'; id: string; before: BeforeSending }
  /** A try failed and will be repeated. Never written: after a restart everything is due at once. */
  | { type: 'record-attempted'; id: string; error: AppError; nextTryAt: number | null }
  | {
      type: 'record-needs-person'
      id: string
      reason: RecordReason
      sealedFindings: string | null
    }
  /**
   * A person wants it tried again. `fresh`: whatever left before is known not to have become a record
   * at Recras; `except` are those that it is not.
   */
  | { type: 'record-retried'; id: string; fresh: boolean; except: number[] }
  | {
      type: 'record-settled'
      id: string
      outcome: SettledRecord['outcome']
      resultId: number | null
      existed: boolean
      cameIn: string[]
      at: string
    }
  /** A settled record carried over by compaction. */
  | { type: 'record-remembered'; settled: SettledRecord }

/** Every kind: one that is missing does not compile. */
const KINDS = {
  unreachable: true,
  timeout: true,
  unauthorized: true,
  forbidden: true,
  'not-found': true,
  refused: true,
  conflict: true,
  'rate-limited': true,
  server: true,
  'unexpected-answer': true,
  invalid: true,
  storage: true,
  'not-now': true,
  locked: true,
  'lead-only': true,
  'wrong-proof': true,
} as const satisfies Record<ErrorKind, unknown>

/** An error as the journal has it. */
export const writtenError = z.looseObject({ kind: z.enum(Object.keys(KINDS) as ErrorKind[]) })

/**
 * Who did it. Journals of before there was staff have none, and whatever may be wrong with it, a promise
 * is not lost over it.
 */
export const writtenBy = actorSchema.nullable().catch(null)

const id = z.string().min(1)
const number = z.number().int()
const kind = z.enum(['customer-create', 'customer-edit', 'booking-create', 'booking-edit'])
const before = z.looseObject({
  at: z.string(),
  ids: z.array(number),
  highestCustomer: number.nullable(),
})
const reason = z.union([
  z.looseObject({ kind: z.enum(['doubtful', 'changed', 'customer-gone', 'unreadable']) }),
  z.looseObject({ kind: z.literal('refused'), error: writtenError }),
])
const head = { id, kind, localId: number, at: z.string(), desk: z.string(), by: writtenBy }
const entry = z.looseObject({
  ...head,
  waitsFor: id.nullable(),
  serverOffsetMs: z.number().nullable(),
  state: z.enum(['waiting', 'attention']),
  sent: before.nullable(),
  attempts: z.number(),
  lastError: writtenError.nullable(),
  nextTryAt: z.number().nullable(),
  reason: reason.nullable(),
  sealed: z.string(),
  sealedFindings: z.string().nullable(),
  klantId: number.nullable(),
  notOurs: z.array(number),
})
const ending = {
  outcome: z.enum(['done', 'dropped']),
  resultId: number.nullable(),
  existed: z.boolean(),
  cameIn: z.array(z.string()),
}

/** How the written ones must look to be understood. */
export const writtenRecordEvents = [
  z.looseObject({ type: z.literal('record-promised'), entry }),
  z.looseObject({
    type: z.literal('record-amended'),
    id,
    sealed: z.string(),
    waitsFor: id.nullable(),
    klantId: number.nullable(),
  }),
  z.looseObject({ type: z.literal('record-sent'), id, before }),
  z.looseObject({
    type: z.literal('record-needs-person'),
    id,
    reason,
    sealedFindings: z.string().nullable(),
  }),
  z.looseObject({
    type: z.literal('record-retried'),
    id,
    fresh: z.boolean(),
    except: z.array(number),
  }),
  z.looseObject({ type: z.literal('record-settled'), id, at: z.string(), ...ending }),
  z.looseObject({
    type: z.literal('record-remembered'),
    settled: z.looseObject({ ...head, ...ending, settledAt: z.string() }),
  }),
] as const
