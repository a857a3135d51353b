import type { StoredBooking, StoredCustomer } from '../venue/model.ts'
import { buildBooking, linesOf, spanOf, type Plan } from './build.ts'
import { ARRANGEMENTS } from './catalogue.ts'
import { PERSON_SURNAMES, PLACES_NEARBY } from './guests.ts'
import { Chance } from './random.ts'

const FIRST_BOOKING = 50_000_000
const FIRST_CUSTOMER = 1_000_000
const FIRST_WITHOUT_BOOKING = 2_000_000
const KINDS = [ARRANGEMENTS.climb, ARRANGEMENTS.climbInGroup, ARRANGEMENTS.archery] as const
const STATUSES = ['definitief', 'definitief', 'definitief', 'optie', 'gaande', 'voltooid'] as const

/**
 * Any number of bookings on one day, each of a customer of its own; for measuring. `from` is the
 * number of the first, so that several days can have some.
 */
export function crowd(
  count: number,
  seed: number,
  day: string,
  zone: string,
  from = 0,
): { bookings: StoredBooking[]; customers: StoredCustomer[] } {
  const bookings: StoredBooking[] = []
  const customers: StoredCustomer[] = []
  for (let index = from; index < from + count; index++) {
    const chance = new Chance(seed, 'crowd', index)
    const klant = FIRST_CUSTOMER + index
    const arrangement = chance.pick(KINDS)
    const plan: Plan = {
      id: FIRST_BOOKING + index,
      klant,
      referentie: `${klant}-1`,
      day,
      start: chance.int(36, 80) * 15,
      people: chance.int(2, 40),
      arrangement,
      note: chance.happens(0.1) ? 'Glutenvrij' : null,
      paid: chance.happens(0.7) ? 1 : 0,
      online: true,
      discount: 0,
    }
    const lines = linesOf(plan, chance, zone)
    const { start } = spanOf(lines)
    const standing = { status: chance.pick(STATUSES), since: start - 86_400_000 }
    bookings.push(buildBooking(plan, lines, standing.since, standing, null, chance, zone))
    customers.push(customerOf(klant, index, 'Doetinchem', chance))
  }
  return { bookings, customers }
}

/** Any number of customers who have not booked; for measuring. */
export const customerCrowd = (count: number, seed: number): StoredCustomer[] =>
  Array.from({ length: count }, (_, index) => {
    const chance = new Chance(seed, 'customer crowd', index)
    const plaats = PLACES_NEARBY[chance.int(0, PLACES_NEARBY.length - 1)] ?? 'Doetinchem'
    return customerOf(FIRST_WITHOUT_BOOKING + index, index, plaats, chance)
  })

function customerOf(id: number, index: number, plaats: string, chance: Chance): StoredCustomer {
  const surname = PERSON_SURNAMES[chance.int(0, PERSON_SURNAMES.length - 1)] ?? 'Jansen'
  const naam = `Familie ${surname} ${index + 1}`
  return {
    id,
    displaynaam: naam,
    naam,
    adres: null,
    postcode: null,
    plaats,
    provinciecode: 'NL-GE',
    website: null,
    bedrijf_id: 1,
    soort_klant: 'Familie',
    afdeling: null,
    factuur_adressering: null,
    contactpersonen: [
      {
        id: id * 2,
        voornaam: 'Kim',
        achternaam: surname,
        geslacht: 'onbekend',
        aanhef: null,
        adres: null,
        postcode: null,
        plaats: null,
        telefoon1: `06-000${String(index % 100_000).padStart(5, '0')}`,
        telefoon2: null,
        email1: `gast${index + 1}@example.nl`,
        email2: null,
        hoofdcontact: true,
      },
    ],
  }
}
