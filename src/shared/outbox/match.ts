import { fold } from '../domain/fold.ts'
import { instantOf } from '../domain/time.ts'
import type { Booking, ContactPerson, Customer } from '../recras/schemas.ts'
import type { BookingCreate } from '../recras/write/booking.ts'
import type { ContactWrite, CustomerCreate } from '../recras/write/customer.ts'

/**
 * What a lost create became. `one`: surely that. `doubtful`: perhaps one of those; a person decides,
 * because adopting the wrong one and making a second one are both wrong.
 */
export type Match =
  { kind: 'none' } | { kind: 'one'; id: number } | { kind: 'doubtful'; ids: number[] }

type Likeness = 'same' | 'perhaps' | 'other'

/**
 * Looks for a customer among those that are new since the create left: by name, e-mail and phone.
 * One is surely it when everything that was given agrees; the same name alone is a doubt.
 *
 * @param candidates with their contacts, where those could be read
 */
export function matchCustomer(wanted: CustomerCreate, candidates: readonly Customer[]): Match {
  return decide(candidates.map((one) => ({ id: one.id, likeness: likeCustomer(wanted, one) })))
}

/**
 * Looks for a booking among those of the same time of creation: by customer, begin and persons. A
 * booking has no begin, so that of its earliest line counts (recras-api "Fields worth knowing").
 */
export function matchBooking(wanted: BookingCreate, candidates: readonly Booking[]): Match {
  return decide(candidates.map((one) => ({ id: one.id, likeness: likeBooking(wanted, one) })))
}

/** Clocks are known to a second or two, and a server may take its time. */
const SLACK_MS = 600_000

/**
 * The `periode` for `referentiedatum=created_at` in which something that was sent must have been
 * created. Both are in server time, ISO 8601. `null` when it would end before it begins: a clock was
 * set meanwhile, and says nothing.
 */
export function creationWindow(since: string, until: string): string | null {
  if ((instantOf(since) ?? 0) > (instantOf(until) ?? 0)) return null
  const at = (text: string, slack: number): string =>
    `${new Date((instantOf(text) ?? 0) + slack).toISOString().slice(0, 19)}Z`
  return `${at(since, -SLACK_MS)}/${at(until, SLACK_MS)}`
}

const HALF_DAY_MS = 12 * 3_600_000

/** One that agrees in everything goes before those that only look like it; two that do are a doubt. */
function decide(seen: { id: number; likeness: Likeness }[]): Match {
  const same = seen.filter(({ likeness }) => likeness === 'same')
  const alike = seen.filter(({ likeness }) => likeness !== 'other')
  const [only] = same
  if (only && same.length === 1) return { kind: 'one', id: only.id }
  return alike.length === 0
    ? { kind: 'none' }
    : { kind: 'doubtful', ids: alike.map(({ id }) => id) }
}

function likeBooking(wanted: BookingCreate, found: Booking): Likeness {
  const [customer, people] = [found.klant_id, found.personen]
  if ((customer ?? wanted.klant_id) !== wanted.klant_id) return 'other'
  if ((people ?? wanted.personen) !== wanted.personen) return 'other'
  const sure = likeBegin(wanted, found)
  // What Recras does not say can be anything.
  return sure === 'same' && (customer === null || people === null) ? 'perhaps' : sure
}

function likeBegin(wanted: BookingCreate, found: Booking): Likeness {
  const begin = instantOf(wanted.begin)
  const begins = (found.boekingsregels ?? []).flatMap((line) => instantOf(line.begin) ?? [])
  if (begins.length > 0) {
    const off = Math.abs(Math.min(...begins) - (begin ?? Number.NaN))
    // An arrangement's first activity may begin later than the group comes.
    return off === 0 ? 'same' : off < HALF_DAY_MS ? 'perhaps' : 'other'
  }
  // Without lines there is only its date, in the venue's own days.
  if (found.datum !== null && found.datum !== wanted.begin.slice(0, 10)) return 'other'
  const named = wanted.arrangement ?? null
  return named === null || folded(named) === folded(found.arrangement) ? 'same' : 'perhaps'
}

function likeCustomer(wanted: CustomerCreate, found: Customer): Likeness {
  const people = [...(found.Hoofdcontact ? [found.Hoofdcontact] : []), ...found.contactpersonen]
  const asked = wanted.contactpersonen.filter((one) => one.id === undefined)
  const name = folded(wanted.naam)
  const names = [found.naam, found.displaynaam, ...people.map(fullName)].map(folded)
  const named =
    name === '' ? asked.some((one) => names.includes(folded(fullName(one)))) : names.includes(name)
  if (!named) return 'other'
  const mails = people.flatMap((one) => [one.email1, one.email2]).map(folded)
  const phones = people.flatMap((one) => [one.telefoon1, one.telefoon2]).map(digits)
  const givenMails = asked
    .flatMap((one) => [one.email1, one.email2])
    .map(folded)
    .filter(Boolean)
  const givenPhones = asked
    .flatMap((one) => [one.telefoon1, one.telefoon2])
    .map(digits)
    .filter(Boolean)
  const agree =
    givenMails.every((one) => mails.includes(one)) &&
    givenPhones.every((one) => phones.includes(one))
  // A name is not a person: with nothing else to go by, or nothing to compare with, it stays a doubt.
  return agree && givenMails.length + givenPhones.length > 0 ? 'same' : 'perhaps'
}

const folded = (text: string | null | undefined): string => fold(text ?? '')

const fullName = (one: ContactWrite | ContactPerson): string =>
  [one.voornaam, one.achternaam].filter(Boolean).join(' ')

/** A phone number's digits as dialled at home: +31, 0031 and 0 are the same beginning. */
const digits = (text: string | null | undefined): string =>
  (text ?? '')
    .replace(/\(0\)/, '')
    .replace(/[^\d+]/g, '')
    .replace(/^(\+|00)31/, '0')
