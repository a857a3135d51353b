import { z } from 'zod'
import {
  CONTACT_FIELDS,
  CUSTOMER_FIELDS,
  customerBodyOf,
  customerDraftOf,
  type CustomerDraft,
} from '../../../../shared/recras/write/customer-draft.ts'
import type { FieldError } from '../../../../shared/recras/write/issues.ts'
import type { FieldConflict, RecordContent } from '../../../../shared/outbox/record.ts'
import type { Customer } from '../../../../shared/recras/schemas.ts'

/*
 * Customers as they stand in the forms: what was kept of them, what is wrong with them, and what
 * becomes of what two people changed.
 */

const textsOf = <Name extends string>(names: readonly Name[]) =>
  Object.fromEntries(names.map((name) => [name, z.string()])) as Record<Name, z.ZodString>

const draftSchema = z.object({
  ...textsOf(CUSTOMER_FIELDS),
  bedrijf_id: z.string(),
  contactpersonen: z.array(
    z.object({
      key: z.string(),
      id: z.string(),
      ...textsOf(CONTACT_FIELDS),
      geslacht: z.string(),
      hoofdcontact: z.boolean(),
    }),
  ),
  extra_fields: z.array(
    z.object({
      key: z.string(),
      name: z.string(),
      type: z.string(),
      value: z.string(),
      values: z.array(z.string()),
    }),
  ),
})

/** A customer that is being changed: as he was when that began, and as he stands in the form. */
export interface EditDraft {
  base: CustomerDraft
  now: CustomerDraft
  /** What was known of him then: the list has neither contacts nor extra fields. */
  known: Known
}

/** Which lists of a customer are known, so that they can be edited: what is sent replaces them. */
export interface Known {
  contacts: boolean
  extras: boolean
}

const editSchema = z.object({
  base: draftSchema,
  now: draftSchema,
  known: z.object({ contacts: z.boolean(), extras: z.boolean() }),
})

/** What was kept of a form, as this version understands it. */
export function readCustomerDraft(kept: unknown): CustomerDraft | null {
  const read = draftSchema.safeParse(kept)
  return read.success ? read.data : null
}

export function readEditDraft(kept: unknown): EditDraft | null {
  const read = editSchema.safeParse(kept)
  return read.success ? read.data : null
}

export const knownOf = (customer: Customer): Known => ({
  contacts: customer.contactpersonen.length > 0,
  extras: Array.isArray(customer['extra_fields']),
})

type CustomerEdit = Extract<RecordContent, { kind: 'customer-edit' }>

/** The form of a change that was promised before. */
export function editDraftOf({ base, changes }: CustomerEdit): EditDraft {
  const from = base as unknown as Customer
  const people = base.contactpersonen ?? []
  return {
    base: draftOf({ ...from, contactpersonen: people } as Customer),
    now: draftOf({ ...from, contactpersonen: people, ...changes } as Customer),
    known: { contacts: people.length > 0, extras: base.extra_fields !== undefined },
  }
}

/** Values as the API has them may be missing here: only what could be edited was kept. */
const draftOf = (fields: Customer): CustomerDraft => customerDraftOf(fields)

/** A contact and name of its own is all that tells one new customer from another. */
export function createErrors(draft: CustomerDraft): FieldError[] {
  const made = customerBodyOf(draft)
  const errors = 'errors' in made ? made.errors : []
  const named = draft.contactpersonen.some(
    (one) => one.id !== '' || one.voornaam.trim() !== '' || one.achternaam.trim() !== '',
  )
  if (draft.naam.trim() === '' && !named) errors.unshift({ field: 'naam', code: 'required' })
  return errors
}

export type Choices = Readonly<Record<string, 'mine' | 'theirs'>>

/**
 * A change of which some fields were changed by others too, after somebody chose whose stays: theirs
 * is where it starts from now, and what they keep is not changed any more.
 */
export function resolved(
  content: CustomerEdit,
  conflicts: readonly FieldConflict[],
  choices: Choices,
): CustomerEdit {
  const base = { ...content.base, ...theirsOf(conflicts) }
  const given = new Set(
    conflicts.map(({ field }) => field).filter((field) => choices[field] !== 'mine'),
  )
  const changes = Object.fromEntries(
    Object.entries(content.changes).filter(([field]) => !given.has(field)),
  )
  return { ...content, base, changes } as CustomerEdit
}

const theirsOf = (conflicts: readonly FieldConflict[]): Record<string, unknown> =>
  Object.fromEntries(conflicts.map(({ field, theirs }) => [field, theirs]))
