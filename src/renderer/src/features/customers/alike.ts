import { fold } from '../../../../shared/domain/fold.ts'
import type { CustomerRow } from '../../../../shared/domain/customer-row.ts'
import type { CustomerDraft } from '../../../../shared/recras/write/customer-draft.ts'

/** Fewer digits than this are no telephone number to know somebody by. */
const TELLING = 6
/** Shorter than this is no name to know somebody by. */
const SHORTEST = 3
const MOST = 5

/** Digits of a number, as it is dialled inside a country: +31 6 and 06 are the same. */
export const digitsOf = (phone: string | null): string =>
  (phone ?? '').replace(/\D/g, '').replace(/^(?:00)?(?:31|32|49)(?=[1-9])/, '0')

export interface Known {
  /** Customers in which all words of the text stand. */
  search(text: string): readonly CustomerRow[]
  /** Customers of whom a booking has this number. */
  withPhone(digits: string): readonly CustomerRow[]
}

/** Customers who may be the one that is about to be made: by the same name or the same phone. */
export function alikeOf(draft: CustomerDraft, known: Known): CustomerRow[] {
  const found = new Map<number, CustomerRow>()
  const people = draft.contactpersonen.filter((one) => one.id === '')
  for (const one of people.flatMap(({ telefoon1, telefoon2 }) => [telefoon1, telefoon2])) {
    const digits = digitsOf(one)
    if (digits.length < TELLING) continue
    for (const row of [...known.search(one), ...known.search(digits)])
      if (digitsOf(row.phone) === digits) found.set(row.id, row)
    for (const row of known.withPhone(digits)) found.set(row.id, row)
  }
  const names = [draft.naam, ...people.map((one) => `${one.voornaam} ${one.achternaam}`)].map(fold)
  for (const name of names) {
    if (name.length < SHORTEST) continue
    for (const row of known.search(name))
      if (fold(row.name ?? '') === name || fold(row.contact ?? '') === name) found.set(row.id, row)
  }
  return [...found.values()].slice(0, MOST)
}
