import { z } from 'zod'

/**
 * What is wrong with a field, without words: the page puts it in the desk's language. Carried as the
 * message of zod's issues.
 */
export const FIELD_CODES = [
  'required',
  'not-a-number',
  'not-whole',
  'too-small',
  'too-large',
  'not-a-date',
  'not-a-moment',
  'end-before-begin',
  'not-together',
  'not-for-this-status',
  'one-main-contact',
  'no-contact',
  'not-email',
  'not-a-province',
  'too-long',
  'unknown-field',
  'wrong',
] as const

export type FieldCode = (typeof FIELD_CODES)[number]

/** One thing that is wrong; `field` is the API's path with dots: `contactpersonen.0.voornaam`. */
export interface FieldError {
  field: string
  code: FieldCode
}

/** Everything that is wrong with a value by a schema of this folder; empty when nothing is. */
export function fieldErrors(schema: z.ZodType, value: unknown): FieldError[] {
  const read = schema.safeParse(value)
  return read.success ? [] : errorsOf(read.error)
}

/** The issues of a refused parse, in the order of the schema's fields. */
export const errorsOf = (error: z.ZodError): FieldError[] =>
  error.issues.flatMap(({ code, path, message, ...rest }) =>
    code === 'unrecognized_keys'
      ? (rest as { keys: string[] }).keys.map((key) => ({
          field: [...path, key].join('.'),
          code: 'unknown-field' as const,
        }))
      : [{ field: path.join('.'), code: codeOf(message) }],
  )

const codeOf = (message: string): FieldCode =>
  (FIELD_CODES as readonly string[]).includes(message) ? (message as FieldCode) : 'wrong'

const says = (code: FieldCode): { error: FieldCode } => ({ error: code })

/** Longest text of one line and of a note; Recras documents no limit, this only stops accidents. */
const LINE = 500
const NOTE = 20_000

const missingOr = (code: FieldCode) => ({
  error: (issue: { input?: unknown }): FieldCode =>
    issue.input === undefined || issue.input === null || issue.input === '' ? 'required' : code,
})

export const line = z.string(says('wrong')).max(LINE, says('too-long'))
export const note = z.string(says('wrong')).max(NOTE, says('too-long'))
/** An id of Recras. */
export const recordId = z.int(missingOr('not-whole')).nonnegative(says('too-small'))
export const wholeNumber = z.int(missingOr('not-whole'))
export const amount = z.number(missingOr('not-a-number'))
/** `YYYY-MM-DD`. */
export const date = z.iso.date(missingOr('not-a-date'))
/** ISO 8601 with an offset, as all datetimes of the API. */
export const moment = z.iso.datetime({ offset: true, ...missingOr('not-a-moment') })
