import {
  CONTACT_FIELDS,
  CUSTOMER_FIELDS,
  type ContactDraft,
  type CustomerDraft,
} from '../../../../shared/recras/write/customer-draft.ts'
import type { EditDraft } from './draft.ts'

/**
 * Of a new customer who was made while his form was open: what was typed beyond what was promised,
 * as a change of the customer whom Recras has now.
 *
 * @param promised what he was made of
 * @param typed what stands in the form
 * @param begun the change that it is added to: none yet, or what was typed earlier
 */
export function carriedOver(
  promised: CustomerDraft,
  typed: CustomerDraft,
  begun: EditDraft,
): EditDraft {
  const now: CustomerDraft = { ...begun.now }
  for (const name of [...CUSTOMER_FIELDS, 'bedrijf_id'] as const)
    if (typed[name] !== promised[name]) now[name] = typed[name]
  const contacts = !isSame(typed.contactpersonen, promised.contactpersonen)
  const extras = !isSame(typed.extra_fields, promised.extra_fields)
  if (contacts) now.contactpersonen = contactsOf(promised, typed, begun.now)
  if (extras) {
    const known = new Set([...promised.extra_fields, ...typed.extra_fields].map(({ name }) => name))
    const others = begun.now.extra_fields.filter(({ name }) => !known.has(name))
    now.extra_fields = [...typed.extra_fields, ...others].map(numbered)
  }
  const { known } = begun
  return {
    ...begun,
    now,
    known: { contacts: known.contacts || contacts, extras: known.extras || extras },
  }
}

/** The contacts as they were typed, each with the id that Recras gave it, and those that he had before. */
function contactsOf(
  promised: CustomerDraft,
  typed: CustomerDraft,
  now: CustomerDraft,
): ContactDraft[] {
  const left = [...now.contactpersonen]
  const made = new Map<string, ContactDraft>()
  for (const one of promised.contactpersonen) {
    const at = left.findIndex((other) => isOne(one, other))
    const [found] = at < 0 ? [] : left.splice(at, 1)
    if (found) made.set(one.key, found)
  }
  const own = typed.contactpersonen.map((one): ContactDraft => {
    const before = promised.contactpersonen.find(({ key }) => key === one.key)
    const found = made.get(one.key)
    if (!before || !found) return one
    const result = { ...found, hoofdcontact: one.hoofdcontact }
    for (const name of [...CONTACT_FIELDS, 'geslacht'] as const)
      if (one[name] !== before[name]) result[name] = one[name]
    return result
  })
  const main = own.some(({ hoofdcontact }) => hoofdcontact)
  const others = left.map((one) => ({ ...one, hoofdcontact: one.hoofdcontact && !main }))
  return [...own, ...others].map(numbered)
}

const isOne = (promised: ContactDraft, made: ContactDraft): boolean =>
  promised.id === '' ? nameOf(promised) === nameOf(made) : promised.id === made.id

const nameOf = ({ voornaam, achternaam }: ContactDraft): string =>
  `${voornaam.trim()} ${achternaam.trim()}`

const numbered = <T extends { key: string }>(one: T, index: number): T => ({
  ...one,
  key: String(index),
})

const isSame = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b)
