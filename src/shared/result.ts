/**
 * Expected failures are values, exceptions are bugs. Everything that can go wrong in normal use
 * (no line, a refused change, a full disk) travels as a `Result`, over IPC too, because Electron
 * reduces a thrown error to its message.
 */
export type Result<T, E = AppError> = { ok: true; value: T } | { ok: false; error: E }

export const ok = <T>(value: T): { ok: true; value: T } => ({ ok: true, value })
export const fail = <E>(error: E): { ok: false; error: E } => ({ ok: false, error })

/** One message about one field, as Recras sends them in a 406: `[{field, message, parameters}]`. */
export interface FieldMessage {
  /** The API's name of the field, `null` when the message is about the whole request. */
  field: string | null
  message: string
  /** Which problem it is, for messages of our own that the page puts in the desk's language. */
  code?: string
}

/**
 * Why something failed. The kind decides what happens next (retry, park, ask for a key); the
 * message is Recras' own and only ever shown, never interpreted.
 */
export type AppError =
  | { kind: 'unreachable'; message?: string }
  | { kind: 'timeout'; message?: string }
  | { kind: 'unauthorized'; message?: string }
  | { kind: 'forbidden'; message?: string }
  | { kind: 'not-found'; message?: string }
  | { kind: 'refused'; message?: string; fields: FieldMessage[] }
  | { kind: 'conflict'; message?: string }
  | { kind: 'rate-limited'; message?: string; retryAfterMs: number | null }
  | { kind: 'server'; message?: string; status: number; retryAfterMs: number | null }
  | { kind: 'unexpected-answer'; message?: string }
  /** Input that never left this machine because it cannot be right. */
  | { kind: 'invalid'; message?: string; fields: FieldMessage[] }
  /** The disk did not take it: full, read-only or broken. Nothing was promised. */
  | { kind: 'storage'; message?: string }
  /** Not possible in the present state (no venue set up, entries waiting, no demo venue). */
  | { kind: 'not-now'; message?: string }
  /** The desk is locked: somebody has to say who is at it first. */
  | { kind: 'locked'; message?: string }
  /** For leads only. */
  | { kind: 'lead-only'; message?: string }
  /** A wrong PIN or proof. `waitMs`: not before then again; `left`: tries until there is a wait. */
  | { kind: 'wrong-proof'; message?: string; waitMs: number; left: number }

export type ErrorKind = AppError['kind']

/**
 * Failures that time may mend: kept and tried again for ever (design: "error class decides the
 * retry"). `unexpected-answer` is among them: a captive portal or proxy page answers 200 with HTML,
 * which says nothing about the booking.
 */
export const isTransient = (error: AppError): boolean =>
  error.kind === 'unreachable' ||
  error.kind === 'timeout' ||
  error.kind === 'server' ||
  error.kind === 'rate-limited' ||
  error.kind === 'unexpected-answer'

/** Failures that say nothing about what was asked for: it was not looked at. */
export const saysNothing = (error: AppError): boolean =>
  error.kind === 'unauthorized' || error.kind === 'not-now' || isTransient(error)
