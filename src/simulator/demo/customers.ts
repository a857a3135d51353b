import type { ContactPerson, StoredCustomer } from '../venue/model.ts'
import { CAST, type Role } from './cast.ts'
import { EXAMPLE_CUSTOMERS } from './examples.ts'
import {
  FIRST_NAMES,
  GERMAN_FIRST_NAMES,
  GUESTS,
  KIND_NAME,
  PERSON_SURNAMES,
  PLACES_NEARBY,
  STREETS,
  type Guest,
  type GuestKind,
} from './guests.ts'
import { Chance } from './random.ts'

/** A guest with the customer that stands for it at Recras. */
export interface KnownGuest {
  kind: GuestKind
  klant: number
}

const FIRST_ID = 101

/** The guests in the order in which they come, all sorts mixed; the same for the same seed. */
export function mixGuests(seed: number): (Guest & KnownGuest)[] {
  const numbered = GUESTS.map((guest, index) => ({ guest, index }))
  const ids = new Chance(seed, 'ids').shuffled(numbered).map(({ index }) => FIRST_ID + index)
  return new Chance(seed, 'guests')
    .shuffled(numbered)
    .map(({ guest, index }) => ({ ...guest, klant: ids[index] ?? FIRST_ID + index }))
}

/** Every customer of the demo venue: the examples', the cast's and all others. */
export function demoCustomers(seed: number): StoredCustomer[] {
  const known = new Set(EXAMPLE_CUSTOMERS.map((customer) => customer.id))
  return [
    ...EXAMPLE_CUSTOMERS,
    ...CAST.filter((role) => !known.has(role.klant)).map((role) => ofRole(seed, role)),
    ...mixGuests(seed).map((guest) => ofGuest(seed, guest)),
  ]
}

function ofRole(seed: number, role: Role): StoredCustomer {
  const { klant, name, kind, plaats, contact } = role
  return build(seed, { name, kind, klant, ...(plaats === null ? {} : { plaats }) }, contact)
}

const ofGuest = (seed: number, guest: Guest & KnownGuest): StoredCustomer =>
  build(seed, guest, null)

/** An anonymised customer: Recras empties every field and keeps the rest of the booking. */
function anonymous(id: number): StoredCustomer {
  return {
    id,
    displaynaam: '',
    naam: null,
    adres: null,
    postcode: null,
    plaats: null,
    provinciecode: null,
    website: null,
    bedrijf_id: 1,
    soort_klant: null,
    afdeling: null,
    factuur_adressering: null,
    contactpersonen: [blankPerson(id)],
  }
}

const blankPerson = (klant: number): ContactPerson => ({
  id: personId(klant, 0),
  voornaam: '',
  achternaam: '',
  geslacht: 'onbekend',
  aanhef: null,
  adres: null,
  postcode: null,
  plaats: null,
  telefoon1: null,
  telefoon2: null,
  email1: null,
  email2: null,
  hoofdcontact: true,
})

const personId = (klant: number, index: number): number => 1000 + klant * 3 + index

function build(
  seed: number,
  guest: Guest & KnownGuest,
  named: [voornaam: string, achternaam: string] | null,
): StoredCustomer {
  const { klant: id, kind, name } = guest
  if (kind === 'anonymous') return anonymous(id)
  const chance = new Chance(seed, 'customer', id)
  const german = kind === 'german'
  const organisation = ['school', 'business', 'club', 'public'].includes(kind) || german
  const plaats = guest.plaats ?? PLACES_NEARBY[chance.int(0, PLACES_NEARBY.length - 1)] ?? null
  const adres = `${STREETS[chance.int(0, STREETS.length - 1)] ?? 'Dorpsstraat'} ${chance.int(1, 148)}`
  const postcode = german
    ? `${chance.int(46_300, 48_700)}`
    : `${chance.int(6900, 7399)} ${'ABCDEGHJ'[chance.int(0, 7)] ?? 'A'}${'KLMNPRST'[chance.int(0, 7)] ?? 'K'}`
  const firsts = german ? GERMAN_FIRST_NAMES : FIRST_NAMES
  const first = named?.[0] ?? firsts[chance.int(0, firsts.length - 1)] ?? 'Anja'
  const last = named?.[1] ?? personal(ownName(guest) ?? surname(chance))
  const contacts: ContactPerson[] = [
    {
      ...blankPerson(id),
      voornaam: first,
      achternaam: last,
      geslacht: chance.pick(['man', 'vrouw', 'onbekend']),
      adres: organisation ? null : adres,
      postcode: organisation ? null : postcode,
      plaats,
      telefoon1: chance.happens(0.92) ? phone(chance, german) : null,
      telefoon2: chance.happens(0.12) ? phone(chance, german) : null,
      email1: chance.happens(0.9) ? mail(first, last, organisation ? name : null) : null,
    },
  ]
  if (organisation && chance.happens(0.4)) {
    contacts.push({
      ...blankPerson(id),
      id: personId(id, 1),
      voornaam: firsts[chance.int(0, firsts.length - 1)] ?? 'Tom',
      achternaam: personal(surname(chance)),
      telefoon1: phone(chance, german),
      hoofdcontact: false,
    })
  }
  return {
    ...anonymous(id),
    displaynaam: name,
    naam: name,
    adres,
    postcode,
    plaats,
    provinciecode: german ? null : 'NL-GE',
    website: kind === 'business' && chance.happens(0.5) ? `https://${slug(name)}.example` : null,
    bedrijf_id: chance.happens(0.1) ? 2 : 1,
    soort_klant: KIND_NAME[kind],
    factuur_adressering:
      kind === 'business' && chance.happens(0.4) ? 't.a.v. de administratie' : null,
    contactpersonen: contacts,
  }
}

/** The surname in "Familie Wissink" or "A. Wissink". */
const ownName = (guest: Guest): string | null =>
  guest.kind === 'family' || guest.kind === 'german'
    ? (/^(?:Familie|[A-Z]\.) (.+)$/.exec(guest.name)?.[1] ?? null)
    : null

const surname = (chance: Chance): string =>
  PERSON_SURNAMES[chance.int(0, PERSON_SURNAMES.length - 1)] ?? 'Jansen'

/** After a first name or an initial, "Van Dijk" is "van Dijk". */
const personal = (name: string): string =>
  name.replace(/^(De|Van|Te|Ter)(?= )/, (prefix) => prefix.toLowerCase())

/** Numbers that nobody has: no subscriber number begins with 000. */
function phone(chance: Chance, german: boolean): string {
  const rest = String(chance.int(0, 99_999)).padStart(5, '0')
  if (german) return `+49 151 000${rest}`
  return chance.happens(0.8) ? `06-000${rest}` : `+31 6 000${rest}`
}

const slug = (text: string): string =>
  text
    .normalize('NFD')
    .replace(/[^a-z0-9]+/gi, '')
    .toLowerCase()
    .slice(0, 24)

const mail = (first: string, last: string, organisation: string | null): string =>
  organisation === null
    ? `${slug(first)}.${slug(last)}@example.nl`
    : `${slug(first).slice(0, 1)}.${slug(last)}@${slug(organisation)}.example`
