import { instantOf, isDay } from '../../shared/domain/time.ts'
import { complaint, type Complaint } from './errors.ts'

/*
 * Reads what a request's body says. Every field has a reader, every complaint names its field by its
 * path (`contactpersonen.0.hoofdcontact`; how Recras writes one within a list is guessed).
 */

export type Read<T> = { value: T } | { complaints: Complaint[] }

/** Reads one value; `field` is its path. */
export type FieldReader<T> = (value: unknown, field: string) => Read<T>

export type FieldReaders = Record<string, FieldReader<unknown>>

/** What a body says by its readers; a field that was not sent is `undefined`. */
export type FieldsOf<R extends FieldReaders> = {
  [Name in keyof R]: R[Name] extends FieldReader<infer T> ? T | undefined : never
}

export type Body = Record<string, unknown>

export const wrong = (field: string, message: string): { complaints: Complaint[] } => ({
  complaints: [complaint(field, message)],
})

export const EXTRA_FIELD = 'Could not validate extra field'
export const REQUIRED = 'Dit veld is verplicht'

/** Reads an object by its readers. Unknown fields are refused, and all complaints come together. */
export function readFields<R extends FieldReaders>(
  body: Body,
  readers: R,
  { path = '', required = [] }: { path?: string; required?: readonly (keyof R & string)[] } = {},
): { fields: FieldsOf<R>; complaints: Complaint[] } {
  const fields: Record<string, unknown> = {}
  const complaints: Complaint[] = required
    .filter((name) => body[name] === undefined)
    .map((name) => complaint(path + name, REQUIRED))
  for (const [name, value] of Object.entries(body)) {
    const reader = Object.hasOwn(readers, name) ? readers[name] : undefined
    const read = reader ? reader(value, path + name) : wrong(path + name, EXTRA_FIELD)
    if ('value' in read) fields[name] = read.value
    else complaints.push(...read.complaints)
  }
  return { fields: fields as FieldsOf<R>, complaints }
}

/** A JSON object, or `null` when the text is none. */
export function readObject(text: string): Body | null {
  try {
    const value: unknown = JSON.parse(text)
    return isObject(value) ? value : null
  } catch {
    return null
  }
}

export const isObject = (value: unknown): value is Body =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

export const string: FieldReader<string> = (value, field) =>
  typeof value === 'string' ? { value } : wrong(field, 'Moet tekst zijn')

export const whole =
  (minimum: number | null = null): FieldReader<number> =>
  (value, field) => {
    if (!Number.isSafeInteger(value)) return wrong(field, 'Moet een geheel getal zijn')
    const number = value as number
    return minimum !== null && number < minimum
      ? wrong(field, `Moet minstens ${minimum} zijn`)
      : { value: number }
  }

/** A number within bounds, both included. */
export const decimal =
  (minimum = -Infinity, maximum = Infinity): FieldReader<number> =>
  (value, field) => {
    if (typeof value !== 'number') return wrong(field, 'Moet een getal zijn')
    return value < minimum || value > maximum
      ? wrong(field, `Moet van ${minimum} tot en met ${maximum} zijn`)
      : { value }
  }

export const truth: FieldReader<boolean> = (value, field) =>
  typeof value === 'boolean' ? { value } : wrong(field, 'Moet true of false zijn')

/** A datetime with its offset, as an instant. */
export const moment: FieldReader<number> = (value, field) => {
  const at = typeof value === 'string' ? instantOf(value) : null
  return at === null ? wrong(field, 'Moet een moment met tijdzone zijn (ISO 8601)') : { value: at }
}

export const day: FieldReader<string> = (value, field) =>
  typeof value === 'string' && isDay(value)
    ? { value }
    : wrong(field, 'Moet een datum zijn (JJJJ-MM-DD)')

export const choice =
  <const T extends readonly string[]>(allowed: T): FieldReader<T[number]> =>
  (value, field) => {
    const found = allowed.find((one) => one === value)
    return found === undefined
      ? wrong(field, `Moet een van deze zijn: ${allowed.join(', ')}`)
      : { value: found }
  }

export const orNull =
  <T>(reader: FieldReader<T>): FieldReader<T | null> =>
  (value, field) =>
    value === null ? { value: null } : reader(value, field)

/** A number of something that exists. */
export const idOf =
  (what: string, exists: (id: number) => boolean): FieldReader<number> =>
  (value, field) => {
    const read = whole()(value, field)
    return 'value' in read && !exists(read.value)
      ? wrong(field, `${what} ${read.value} bestaat niet`)
      : read
  }

/** A list, each entry read on its own. */
export const listOf =
  <T>(reader: FieldReader<T>): FieldReader<T[]> =>
  (value, field) => {
    if (!Array.isArray(value)) return wrong(field, 'Moet een lijst zijn')
    const values: T[] = []
    const complaints: Complaint[] = []
    value.forEach((entry: unknown, index) => {
      const read = reader(entry, `${field}.${index}`)
      if ('value' in read) values.push(read.value)
      else complaints.push(...read.complaints)
    })
    return complaints.length > 0 ? { complaints } : { value: values }
  }

export const object: FieldReader<Body> = (value, field) =>
  isObject(value) ? { value } : wrong(field, 'Moet een object zijn')
