import type { PlainBookingFields } from '../../../../shared/outbox/record.ts'
import { lenient } from '../../../../shared/recras/lenient.ts'
import { PLAIN_FIELDS, plainBookingSchema } from '../../../../shared/recras/write/booking.ts'
import { errorsOf, type FieldError } from '../../../../shared/recras/write/issues.ts'
import { sameValue } from '../../../../shared/domain/merge.ts'

/** The plain fields of a booking as they stand in the form. */
export type PlainDraft = Record<(typeof PLAIN_FIELDS)[number], string>

const NUMBERS: readonly string[] = ['personen', 'conceptfactuur_na_dagen']

/** The form that a booking begins with; `raw` as Recras sent it. */
export const plainDraftOf = (raw: Readonly<Record<string, unknown>>): PlainDraft =>
  Object.fromEntries(
    PLAIN_FIELDS.map((name) => [name, lenient.text(raw[name]) ?? '']),
  ) as PlainDraft

/** The same as the API has it: no value is `null`; what is no number stays text, and is refused. */
export const plainValues = (draft: PlainDraft): Record<string, unknown> =>
  Object.fromEntries(
    PLAIN_FIELDS.map((name) => {
      const text = draft[name].trim()
      if (text === '') return [name, null]
      return [name, NUMBERS.includes(name) ? (lenient.number(text) ?? text) : text]
    }),
  )

/** Only what somebody changed; or what is wrong with that. */
export function plainChangesOf(
  base: PlainDraft,
  draft: PlainDraft,
): { changes: PlainBookingFields } | { errors: FieldError[] } {
  const [from, to] = [plainValues(base), plainValues(draft)]
  const changed = PLAIN_FIELDS.filter((name) => !sameValue(from[name], to[name]))
  const changes = Object.fromEntries(changed.map((name) => [name, to[name]]))
  // A date goes with the status that the booking will have, also when only one of them was changed.
  const together = { ...changes, status: to['status'] ?? undefined }
  const read = plainBookingSchema.safeParse('status_vervaldatum' in changes ? together : changes)
  if (!read.success) return { errors: errorsOf(read.error) }
  return { changes: changes as PlainBookingFields }
}
