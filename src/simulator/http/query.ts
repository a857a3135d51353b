import { complaint, type Complaint } from './errors.ts'

/** Reads one parameter: its value, or what is wrong with it. */
export type Reader<T> = (text: string) => { value: T } | { wrong: string }

export type Readers = Record<string, Reader<unknown>>

/** What a query says by its readers; a parameter that was not given is `undefined`. */
export type QueryOf<R extends Readers> = {
  [Name in keyof R]: R[Name] extends Reader<infer T> ? T | undefined : never
}

/**
 * Reads a query as Recras does: empty parameters are dropped, of a repeated one the last counts,
 * unknown ones are refused, and all complaints come together.
 */
export function readQuery<R extends Readers>(
  search: URLSearchParams,
  readers: R,
): { query: QueryOf<R>; complaints: Complaint[] } {
  const query: Record<string, unknown> = {}
  const complaints: Complaint[] = []
  for (const [name, text] of new Map(search)) {
    if (text === '') continue
    const reader = Object.hasOwn(readers, name) ? readers[name] : undefined
    if (reader === undefined) {
      complaints.push(complaint(name, 'Could not validate extra field'))
      continue
    }
    const read = reader(text)
    if ('value' in read) query[name] = read.value
    else complaints.push(complaint(name, read.wrong))
  }
  return { query: query as QueryOf<R>, complaints }
}

export const integer =
  (minimum = 0, maximum: number | null = null): Reader<number> =>
  (text) => {
    if (!/^-?\d{1,12}$/.test(text)) return { wrong: `"${text}" is not an integer` }
    const value = Number(text)
    if (value < minimum) return { wrong: `"${text}" must be at least ${minimum}` }
    if (maximum !== null && value > maximum)
      return { wrong: `"${text}" must be at most ${maximum}` }
    return { value }
  }

/** A list with commas, each entry read on its own. */
export const listOf =
  <T>(reader: Reader<T>): Reader<T[]> =>
  (text) => {
    const values: T[] = []
    for (const part of text.split(',')) {
      const read = reader(part.trim())
      if ('wrong' in read) return read
      values.push(read.value)
    }
    return { value: values }
  }

export const oneOf =
  <const T extends readonly string[]>(
    allowed: T,
    wrong: (text: string) => string,
  ): Reader<T[number]> =>
  (text) => {
    const value = allowed.find((one) => one === text)
    return value === undefined ? { wrong: wrong(text) } : { value }
  }

export const boolean: Reader<boolean> = (text) => {
  if (text === 'true' || text === '1') return { value: true }
  return text === 'false' || text === '0'
    ? { value: false }
    : { wrong: `"${text}" is not a boolean` }
}

export const anything: Reader<string> = (text) => ({ value: text })
