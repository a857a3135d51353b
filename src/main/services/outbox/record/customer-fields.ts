import { sameValue } from '../../../../shared/domain/merge.ts'
import { isPlainObject } from '../../../../shared/recras/lenient.ts'
import type { Customer } from '../../../../shared/recras/schemas.ts'
import type { CustomerUpdate } from '../../../../shared/recras/write/customer.ts'

/** Documented fields of a contact person (seeds/klanten "Create"). */
const CONTACT = [
  'id',
  'voornaam',
  'achternaam',
  'geslacht',
  'aanhef',
  'adres',
  'postcode',
  'plaats',
  'telefoon1',
  'telefoon2',
  'email1',
  'email2',
  'hoofdcontact',
] as const

type Part = Readonly<Record<string, unknown>>

/**
 * A customer as it can be written. Of its contact people only what the documentation lets be sent; and
 * a list that says the same as one that the person knows is given as that one, so that neither a number
 * that Recras gives what is new nor the order that it puts it in looks like a change.
 *
 * @param known the customer as it was, and as it is wanted
 */
export function customerFields(
  customer: Customer,
  known: readonly CustomerUpdate[],
): Record<string, unknown> {
  const contacts = customer.contactpersonen.map((contact) =>
    Object.fromEntries(CONTACT.map((field) => [field, contact[field]])),
  )
  const extras: unknown = customer['extra_fields']
  return {
    ...customer,
    contactpersonen:
      known.map((one) => one.contactpersonen).find(saysTheSameAs(contacts)) ?? contacts,
    ...(Array.isArray(extras)
      ? { extra_fields: known.map((one) => one.extra_fields).find(saysTheSameAs(extras)) ?? extras }
      : {}),
  }
}

/** Whether each of a list is one of theirs, as far as it says. */
const saysTheSameAs =
  (theirs: readonly unknown[]) =>
  (list: readonly Part[] | undefined): boolean => {
    if (!list) return false
    const left = theirs.filter(isPlainObject)
    for (const one of list) {
      const at = left.findIndex((other) =>
        Object.entries(one).every(([field, value]) => sameValue(value, other[field])),
      )
      if (at === -1) return false
      left.splice(at, 1)
    }
    return left.length === 0
  }
