import { fold, matches, wordsOf } from '../../../../shared/domain/fold.ts'
import type { ContactPerson } from '../../../../shared/recras/schemas.ts'

/** A contact person that was seen here, with the customer that they belong to. */
export interface KnownContact {
  id: number
  name: string
  details: string
}

/**
 * Contact people of Recras in whom all words of the text stand: name, phone or e-mail.
 *
 * @param contacts by the id of their customer
 * @param nameOf a customer's
 */
export function knownContacts(
  contacts: Iterable<readonly [number, readonly ContactPerson[]]>,
  nameOf: (klantId: number) => string | null,
  text: string,
  most: number,
): KnownContact[] {
  const words = wordsOf(text)
  const found = new Map<number, KnownContact>()
  if (words.length === 0) return []
  for (const [klantId, people] of contacts)
    for (const one of people) {
      const name = [one.voornaam, one.achternaam].filter(Boolean).join(' ')
      const reach = [one.telefoon1, one.telefoon2, one.email1, one.email2].filter(Boolean)
      if (one.id === null || !matches(fold([name, ...reach].join(' ')), words)) continue
      const details = [nameOf(klantId), reach[0]].filter(Boolean).join(', ')
      found.set(one.id, { id: one.id, name, details })
      if (found.size >= most) return [...found.values()]
    }
  return [...found.values()]
}
