import type { FieldConflict } from '../outbox/record.ts'
import { instantOf } from './time.ts'

type Fields = Readonly<Record<string, unknown>>

/** A field that somebody else changed, and that stays as they made it. */
export interface CameIn {
  field: string
  from: unknown
  to: unknown
}

export interface Merged {
  /** Their version with mine laid over it; a field in conflict stands as they have it. */
  merged: Record<string, unknown>
  /** What is still to be written so that mine is in it: changed by me, and not there already. */
  changes: Record<string, unknown>
  cameIn: CameIn[]
  conflicts: FieldConflict[]
}

/**
 * Merges what one person made of a record with what it has become since, field by field. Fields are
 * those of any of the three; one that is missing is the same as an empty one.
 */
export function mergeFields(base: Fields, mine: Fields, theirs: Fields): Merged {
  const result: Merged = { merged: { ...theirs }, changes: {}, cameIn: [], conflicts: [] }
  const fields = [base, mine, theirs].flatMap((one) => Object.keys(one))
  for (const field of new Set(fields)) {
    const [from, own, to] = [base[field], field in mine ? mine[field] : base[field], theirs[field]]
    const iChanged = !sameValue(from, own)
    const theyChanged = !sameValue(from, to)
    if (iChanged && !sameValue(own, to)) {
      if (theyChanged) {
        result.conflicts.push({ field, base: from ?? null, mine: own, theirs: to ?? null })
        continue
      }
      result.merged[field] = own
      result.changes[field] = own
    } else if (theyChanged && !iChanged)
      result.cameIn.push({ field, from: from ?? null, to: to ?? null })
  }
  return result
}

/**
 * Whether two values of the API mean the same: no value is `null`, `""` or absent, a number may be
 * text, a moment may be written in another offset (recras-api "Dates, numbers, empties"). The order
 * of an object's fields says nothing, that of a list does.
 */
export function sameValue(a: unknown, b: unknown): boolean {
  if (isNothing(a) || isNothing(b)) return isNothing(a) && isNothing(b)
  if (Array.isArray(a) || Array.isArray(b))
    return (
      Array.isArray(a) &&
      Array.isArray(b) &&
      a.length === b.length &&
      a.every((one, index) => sameValue(one, b[index]))
    )
  if (typeof a === 'object' && typeof b === 'object') {
    const [one, other] = [a as Fields, b as Fields]
    const keys = new Set([...Object.keys(one), ...Object.keys(other)])
    return [...keys].every((key) => sameValue(one[key], other[key]))
  }
  if (a === b) return true
  if (typeof a === 'number' || typeof b === 'number') return sameNumber(a, b)
  return typeof a === 'string' && typeof b === 'string' && sameMoment(a, b)
}

const isNothing = (value: unknown): value is null | undefined | '' =>
  value === null || value === undefined || value === ''

/** Of two texts neither is taken for a number: "007" and "7" are different notes. */
function sameNumber(a: unknown, b: unknown): boolean {
  const number = (value: unknown): number =>
    typeof value === 'string'
      ? Number(value.trim())
      : typeof value === 'number'
        ? value
        : Number.NaN
  return number(a) === number(b)
}

const MOMENT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}/

function sameMoment(a: string, b: string): boolean {
  if (!MOMENT.test(a) || !MOMENT.test(b)) return false
  const [one, other] = [instantOf(a), instantOf(b)]
  return one !== null && one === other
}
