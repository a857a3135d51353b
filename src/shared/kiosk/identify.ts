import { fold } from '../domain/fold.ts'
import type { Booking, ContactPerson } from '../recras/schemas.ts'

/*
 * Whether somebody who typed a reference is the one whose booking it is: by one thing only the guest
 * knows. Pure; how often somebody may try is counted in the main process.
 */

export type ProofKind = 'phone' | 'name'

/** The reference in what was typed on the keypad, `null` when it is none. */
export function readReference(typed: string): string | null {
  const match = /^(\d{1,9})-(\d{1,6})$/.exec(typed.trim())
  return match ? `${match[1]}-${match[2]}` : null
}

/**
 * Whether the proof fits the booking's main contact. An anonymised customer has nothing left to prove
 * anything by, and never matches.
 */
export function proves(booking: Booking, kind: ProofKind, typed: string): boolean {
  const customer = booking.Klant
  if (!customer || (customer.displaynaam === null && customer.naam === null)) return false
  const main =
    customer.Hoofdcontact ?? customer.contactpersonen.find((one) => one.hoofdcontact) ?? null
  if (kind === 'phone') return phonesOf(main, customer).some((phone) => endsIn(phone, typed))
  return sameName(main?.achternaam ?? '', typed)
}

/** The numbers of the main contact, and the customer's own where Recras sends any. */
function phonesOf(main: ContactPerson | null, customer: Record<string, unknown>): string[] {
  const all: unknown[] = [
    main?.telefoon1,
    main?.telefoon2,
    customer['telefoon'],
    customer['telefoon1'],
    customer['telefoon2'],
  ]
  return all.filter((one) => typeof one === 'string')
}

function endsIn(phone: string, typed: string): boolean {
  const digits = phone.replace(/\D/g, '')
  return /^\d{4}$/.test(typed) && digits.length >= 4 && digits.endsWith(typed)
}

/** Words that stand before many a last name, and that one person types and the next does not. */
const INFIXES = new Set(
  (
    'van von vom der den de het t te ter ten tot op in aan bij onder uit ' +
    'zu zum zur am la le les du des di da do dos del della el al bin ibn af d l'
  ).split(' '),
)
/** How a name is typed on a keyboard without its letters, beside leaving the marks out. */
const SPELLED: Record<string, string> = { ä: 'ae', ö: 'oe', ü: 'ue', å: 'aa' }

/**
 * Whether two last names are the same to people: case, accents, spaces, hyphens and infixes ("van der")
 * do not count, "Mueller" is "Müller", and of a double name either half will do.
 */
export function sameName(known: string, typed: string): boolean {
  const wanted = new Set([known, ...known.split(/\s*[-–]\s*/)].flatMap(formsOf))
  return formsOf(typed).some((form) => wanted.has(form))
}

/** A name's letters alone, with and without infixes, in both spellings of its umlauts. */
function formsOf(name: string): string[] {
  const lower = name.normalize('NFKC').toLowerCase()
  const spelled = lower.replace(/[äöüå]/g, (letter) => SPELLED[letter] ?? letter)
  return [lower, spelled].flatMap((one) => {
    const words = fold(one.normalize('NFKC'))
      .split(/[^\p{L}]+/u)
      .filter(Boolean)
    const short = words.filter((word) => !INFIXES.has(word))
    return [words.join(''), short.join('')].filter(Boolean)
  })
}
