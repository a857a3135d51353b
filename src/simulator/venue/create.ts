import { wallTime } from '../../shared/domain/time.ts'
import { buildBooking, linesOf } from '../demo/build.ts'
import { ARRANGEMENTS, type ArrangementName } from '../demo/catalogue.ts'
import { Chance } from '../demo/random.ts'
import type { Line, StoredBooking, StoredCustomer } from './model.ts'

/** A booking to add; everything has a default. */
export interface NewBooking {
  /** Days from today. */
  onDay?: number
  /** Start, in minutes of the day; 12:00. */
  start?: number
  status?: string
  personen?: number
  arrangement?: ArrangementName
  /** An existing customer; otherwise one is made with `customerName`. */
  klant_id?: number
  customerName?: string
  bijzonderheden?: string | null
  /** Part of the total that was paid; `null`: not invoiced. */
  paid?: number | null
  /** Fields that go out in place of the booking's own, whatever they are. */
  raw?: Record<string, unknown>
  /** The same for each of its lines. */
  rawLine?: Record<string, unknown>
}

interface Given {
  id: number
  klant: number
  visit: number
  day: string
  now: number
  zone: string
}

/** Makes the booking, with lines and costs of its arrangement. */
export function createBooking(wanted: NewBooking, given: Given): StoredBooking {
  const { id, klant, day, now, zone } = given
  const chance = new Chance('added', id)
  const plan = {
    id,
    klant,
    referentie: `${klant}-${given.visit}`,
    day,
    start: wanted.start ?? 12 * 60,
    people: wanted.personen ?? 6,
    arrangement: ARRANGEMENTS[wanted.arrangement ?? 'climb'],
    note: wanted.bijzonderheden ?? null,
    paid: wanted.paid ?? null,
    online: false,
    discount: 0,
  }
  const lines: Line[] = linesOf(plan, chance, zone)
  const standing = { status: wanted.status ?? 'definitief', since: now }
  const built = buildBooking(plan, lines, now, standing, null, chance, zone)
  return {
    ...built,
    boekingsregels: built.boekingsregels.map((line) => ({ ...line, ...wanted.rawLine }) as Line),
    created_at: wallTime(now, zone),
    ...(wanted.raw ? { raw: wanted.raw } : {}),
  }
}

/** A customer with a name and a main contact. */
export function createCustomer(id: number, naam: string): StoredCustomer {
  return {
    id,
    displaynaam: naam,
    naam,
    adres: null,
    postcode: null,
    plaats: null,
    provinciecode: null,
    website: null,
    bedrijf_id: 1,
    soort_klant: null,
    afdeling: null,
    factuur_adressering: null,
    contactpersonen: [
      {
        id: 1000 + id * 3,
        voornaam: 'Robin',
        achternaam: 'Tijdelijk',
        geslacht: 'onbekend',
        aanhef: null,
        adres: null,
        postcode: null,
        plaats: null,
        telefoon1: '06-00000000',
        telefoon2: null,
        email1: 'robin@example.nl',
        email2: null,
        hoofdcontact: true,
      },
    ],
  }
}
