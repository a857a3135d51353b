import type { AppError } from '../../../../shared/result.ts'
import { initialsSchema, pinSchema, staffNameSchema } from '../../../../shared/staff.ts'

/** What is typed about a member. */
export interface Typed {
  name: string
  initials: string
  pin: string
  again: string
}
export type StaffField = keyof Typed | 'role' | 'old' | 'key'

/** What is wrong with each field: the name of a message under `staff.wrong`. */
export type Wrong = Partial<Record<StaffField, string>>

const CHECKS = { name: staffNameSchema, initials: initialsSchema, pin: pinSchema } as const

/** Checks what was typed, before main is asked. Only the fields that are given. */
export function wrongIn(typed: Partial<Typed>): Wrong {
  const wrong: Wrong = {}
  for (const [field, schema] of Object.entries(CHECKS) as [keyof typeof CHECKS, typeof pinSchema][])
    if (typed[field] !== undefined && !schema.safeParse(typed[field]).success) wrong[field] = field
  if (!wrong.pin && typed.again !== undefined && typed.again !== typed.pin) wrong.again = 'again'
  return wrong
}

/** What main found wrong, at its field; `null` when it is about no field. */
export function wrongOf(error: AppError): Wrong | null {
  if (error.kind !== 'invalid') return null
  const told = error.fields.flatMap(({ field, code }) =>
    field === null || code === undefined ? [] : [[field, code] as const],
  )
  return told.length > 0 ? Object.fromEntries(told) : null
}

/** Initials as people write them: of the first and the last word of a name that are not small. */
export function initialsOf(name: string): string {
  const words = name.trim().split(/[\s-]+/)
  const capital = words.filter((word) => /^\p{Lu}/u.test(word))
  const used = capital.length > 0 ? capital : words
  const ends = used.length > 1 ? [used[0], used.at(-1)] : used
  return ends.map((word) => [...(word ?? '')][0]?.toUpperCase() ?? '').join('')
}
