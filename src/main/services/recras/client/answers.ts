import type { ZodType } from 'zod'
import { errorsOf } from '../../../../shared/recras/write/issues.ts'
import { fail, ok, type AppError, type Result } from '../../../../shared/result.ts'
import { looksLikePage, readJson, unexpected } from '../body.ts'
import type { Answer } from '../errors.ts'

/** A body that is to leave, by the schema of what is documented; `invalid` for anything else. */
export function outgoing<T>(schema: ZodType<T>, body: unknown): Result<T> {
  const read = schema.safeParse(body)
  if (read.success) return ok(read.data)
  const fields = errorsOf(read.error).map(({ field, code }) => ({
    field: field || null,
    message: code,
    code,
  }))
  return fail<AppError>({ kind: 'invalid', fields })
}

/**
 * The id of what a create made: out of `Location` (relative, absolute, also under the old
 * `/api2.php`; only its path is looked at), else out of the body. `unexpected-answer` when there is
 * none, or when the two do not agree: then nobody knows what was made.
 */
export function createdId(answer: Answer, resource: RegExp): Result<number> {
  if (looksLikePage(answer.body)) return fail(unexpected('HTML'))
  const named = idOfLocation(answer.header('location'), resource)
  const told = idOfBody(answer.body)
  if (named !== null && told !== null && named !== told) return fail(unexpected('two ids'))
  const id = named ?? told
  return id === null ? fail(unexpected('no id')) : ok(id)
}

function idOfLocation(location: string | null, resource: RegExp): number | null {
  const base = 'http://venue.invalid'
  if (location === null || !URL.canParse(location, base)) return null
  const parts = new URL(location, base).pathname.replace(/\/+$/, '').split('/')
  return resource.test(parts.at(-2) ?? '') ? wholeId(parts.at(-1)) : null
}

function idOfBody(body: string): number | null {
  const json = readJson(body)
  const isMap = json.ok && typeof json.value === 'object' && json.value !== null
  return isMap ? wholeId((json.value as { id?: unknown }).id) : null
}

function wholeId(value: unknown): number | null {
  const id = typeof value === 'string' && /^\d{1,15}$/.test(value) ? Number(value) : value
  return typeof id === 'number' && Number.isSafeInteger(id) && id >= 0 ? id : null
}

/** A change that was made: nothing, or JSON that is not about something else. */
export function readDone(answer: Answer, id: number): Result<null> {
  if (answer.body.trim() === '') return ok(null)
  const json = readJson(answer.body)
  if (!json.ok) return json
  const told = idOfBody(answer.body)
  return told === null || told === id ? ok(null) : fail(unexpected('another id'))
}

/** The body of a followed link: JSON, else text, else nothing. A web page is nobody's answer. */
export function readAny(answer: Answer): Result<unknown> {
  const { body } = answer
  if (body.trim() === '') return ok(null)
  const isHtml = /\bhtml\b/i.test(answer.header('content-type') ?? '')
  const json = readJson(body)
  if (json.ok) return json
  const promised = /\bjson\b/i.test(answer.header('content-type') ?? '')
  return isHtml || promised || looksLikePage(body) ? json : ok(body)
}

/**
 * Whether a booking can be deleted, out of an answer whose form is not documented (recras-api
 * "Links"): a boolean, an object with exactly one, or a success that says nothing else.
 */
export function readDeletable(answer: Answer): Result<boolean | null> {
  const body = readAny(answer)
  if (!body.ok) return body
  const { value } = body
  if (value === null && answer.body.trim() === '') return ok(true)
  if (typeof value === 'boolean') return ok(value)
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return ok(null)
  const said = Object.values(value).filter((one) => typeof one === 'boolean')
  return ok(said.length === 1 ? (said[0] ?? null) : null)
}
