import { isPlainObject, lenient } from '../lenient.ts'
import type { ContactPerson, Customer } from '../schemas.ts'
import {
  customerCreateSchema,
  GENDERS,
  type CustomerCreate,
  type CustomerUpdate,
} from './customer.ts'
import { errorsOf, type FieldError } from './issues.ts'

/*
 * A customer as somebody types it: texts as they stand in the fields. What is empty means "no value".
 */

export const CONTACT_FIELDS = [
  'voornaam',
  'achternaam',
  'aanhef',
  'adres',
  'postcode',
  'plaats',
  'telefoon1',
  'telefoon2',
  'email1',
  'email2',
] as const

export const CUSTOMER_FIELDS = [
  'naam',
  'adres',
  'postcode',
  'plaats',
  'provinciecode',
  'website',
  'soort_klant',
  'afdeling',
  'factuur_adressering',
] as const

export interface ContactDraft extends Record<(typeof CONTACT_FIELDS)[number], string> {
  /** For the page alone: tells the people apart while they are moved and removed. */
  key: string
  /** The person as Recras has them; empty for a new one. */
  id: string
  geslacht: string
  hoofdcontact: boolean
}

export interface ExtraDraft {
  key: string
  name: string
  type: string
  value: string
  /** Of a multiple choice. */
  values: string[]
}

export interface CustomerDraft extends Record<(typeof CUSTOMER_FIELDS)[number], string> {
  bedrijf_id: string
  contactpersonen: ContactDraft[]
  extra_fields: ExtraDraft[]
}

export const emptyContact = (key: string, main: boolean): ContactDraft => ({
  key,
  id: '',
  ...blank(CONTACT_FIELDS),
  geslacht: 'onbekend',
  hoofdcontact: main,
})

/** Somebody whom Recras has already, by his number: nothing else is known of him here. */
export const linkedContact = (key: string, id: string, main: boolean): ContactDraft => ({
  ...emptyContact(key, main),
  id,
  geslacht: '',
})

export const emptyExtra = (key: string): ExtraDraft => ({
  key,
  name: '',
  type: 'text',
  value: '',
  values: [],
})

export const emptyCustomerDraft = (): CustomerDraft => ({
  ...blank(CUSTOMER_FIELDS),
  bedrijf_id: '',
  contactpersonen: [emptyContact('0', true)],
  extra_fields: [],
})

/** The draft that a customer of Recras begins with. */
export function customerDraftOf(customer: Customer): CustomerDraft {
  const people = customer.contactpersonen
  return {
    ...texts(CUSTOMER_FIELDS, customer),
    bedrijf_id: lenient.text(customer.bedrijf_id) ?? '',
    contactpersonen: people.map((one, index) => contactDraftOf(one, index)),
    extra_fields: extrasOf(customer).map((one, index) => ({ key: String(index), ...one })),
  }
}

/** The draft of a waiting create, to be changed. */
export const draftOfBody = (body: CustomerCreate): CustomerDraft =>
  customerDraftOf({
    ...(body as unknown as Customer),
    contactpersonen: body.contactpersonen as unknown as ContactPerson[],
  })

/** What is typed as the body of a create, or everything that is wrong with it. */
export function customerBodyOf(
  draft: CustomerDraft,
  before: CustomerDraft | null = null,
): { body: CustomerCreate } | { errors: FieldError[] } {
  const read = customerCreateSchema.safeParse(wireOf(draft, before))
  if (read.success) return { body: read.data }
  return { errors: errorsOf(read.error) }
}

/**
 * Only what somebody changed, as Recras takes it: a list that was not touched is not sent, as what is
 * sent replaces it (seeds/klanten "Update").
 */
export function customerChangesOf(
  before: CustomerDraft,
  draft: CustomerDraft,
): { base: CustomerUpdate; changes: CustomerUpdate } | { errors: FieldError[] } {
  const whole = customerBodyOf(draft, before)
  if ('errors' in whole) {
    // What Recras had, right or wrong, is not this person's to mend.
    const errors = whole.errors.filter(({ field }) => {
      const [name = ''] = field.split('.')
      return !same(before[name as keyof CustomerDraft], draft[name as keyof CustomerDraft])
    })
    if (errors.length > 0) return { errors }
  }
  const [from, to] = [wireOf(before, before), wireOf(draft, before)]
  const changed = Object.keys(to).filter((name) => !same(from[name], to[name]))
  const pick = (of: Record<string, unknown>): CustomerUpdate =>
    Object.fromEntries(changed.map((name) => [name, of[name] ?? null])) as CustomerUpdate
  return { base: from as CustomerUpdate, changes: pick(to) }
}

/** @param before what Recras has, when it has this customer */
function wireOf(draft: CustomerDraft, before: CustomerDraft | null): Record<string, unknown> {
  const extras = draft.extra_fields.length + (before?.extra_fields.length ?? 0)
  const known = new Set(before?.contactpersonen.map(({ id }) => id))
  return {
    ...nulled(CUSTOMER_FIELDS, draft),
    ...(draft.bedrijf_id.trim() === '' ? {} : { bedrijf_id: numberOf(draft.bedrijf_id) }),
    contactpersonen: draft.contactpersonen.map((one) => ({
      ...(one.id === '' ? {} : { id: numberOf(one.id) }),
      // Of somebody who is linked by his number only what was typed is known, and nothing to empty.
      ...(one.id === '' || known.has(one.id)
        ? nulled(CONTACT_FIELDS, one)
        : given(nulled(CONTACT_FIELDS, one))),
      ...((GENDERS as readonly string[]).includes(one.geslacht) ? { geslacht: one.geslacht } : {}),
      hoofdcontact: one.hoofdcontact,
    })),
    ...(extras === 0 ? {} : { extra_fields: draft.extra_fields.map(extraWire) }),
  }
}

function extraWire({ name, type, value, values }: ExtraDraft): unknown {
  const text = value.trim()
  const given =
    type === 'multiplechoice'
      ? values.map((one) => one.trim()).filter(Boolean)
      : text === ''
        ? null
        : type === 'number'
          ? numberOf(text)
          : text
  return { name: name.trim(), type, value: given }
}

/** What was typed as a number; as text when it is none, so that the schema says so at its field. */
function numberOf(text: string): number | string {
  const value = Number(text.trim().replace(',', '.'))
  return text.trim() !== '' && Number.isFinite(value) ? value : text
}

function contactDraftOf(person: ContactPerson, index: number): ContactDraft {
  return {
    key: String(index),
    id: lenient.text(person.id) ?? '',
    ...texts(CONTACT_FIELDS, person),
    geslacht: person.geslacht ?? '',
    hoofdcontact: person.hoofdcontact,
  }
}

/** `extra_fields` as Recras gives them back; entries that are none are left out. */
export function extrasOf(customer: Customer): Omit<ExtraDraft, 'key'>[] {
  const list = customer['extra_fields']
  if (!Array.isArray(list)) return []
  return list.filter(isPlainObject).map((raw) => ({
    name: lenient.text(raw['name']) ?? '',
    type: lenient.text(raw['type']) ?? 'text',
    value: Array.isArray(raw['value']) ? '' : (lenient.text(raw['value']) ?? ''),
    values: Array.isArray(raw['value']) ? raw['value'].map(String) : [],
  }))
}

const same = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b)

const given = (fields: Record<string, string | null>): Record<string, string | null> =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== null))

const blank = <Name extends string>(names: readonly Name[]): Record<Name, string> =>
  Object.fromEntries(names.map((name) => [name, ''])) as Record<Name, string>

const texts = <Name extends string>(
  names: readonly Name[],
  from: Record<string, unknown>,
): Record<Name, string> =>
  Object.fromEntries(names.map((name) => [name, lenient.text(from[name]) ?? ''])) as Record<
    Name,
    string
  >

const nulled = <Name extends string>(
  names: readonly Name[],
  from: Record<Name, string>,
): Record<Name, string | null> =>
  Object.fromEntries(names.map((name) => [name, from[name].trim() || null])) as Record<
    Name,
    string | null
  >
