import { addDays, dayOf } from '../../shared/domain/time.ts'
import type { Arrangement, Line, StoredBooking, VenueData } from '../venue/model.ts'
import { buildBooking, expiryOf, linesOf, spanOf, type Plan } from './build.ts'
import { CAST, type Role } from './cast.ts'
import {
  ARRANGEMENTS,
  BOOK_PROCESSES,
  COMPANIES,
  EXAMPLE_ARRANGEMENT,
  LOOSE_PRODUCTS,
  PLACES,
  PRODUCTS,
} from './catalogue.ts'
import { drawCourse, standingAt, tellApart, type Course, type Present } from './course.ts'
import { demoCustomers, mixGuests } from './customers.ts'
import { EXAMPLE_BOOKINGS, EXAMPLE_CUSTOMERS } from './examples.ts'
import { PRODUCT_FACTS } from './facts.ts'
import { BOOKS, GERMAN_NOTES, NOTES, type Guest } from './guests.ts'
import { Chance } from './random.ts'

/** Bookings a day besides the cast's. */
const SLOTS = 40
const DAYS_AHEAD = 7
/** Bookings are numbered by day, so that each keeps its id while days go by. */
const FIRST_DAY = Date.parse('2010-01-01T00:00:00Z')
const DAY = 86_400_000
/** A customer's bookings are numbered in turn; far more than fit in the days that are shown. */
const VISITS = 23
/** The numbers below are those of the documentation's examples. */
const FIRST_VISIT = 5
/** More than the days' numbers come to in this century. */
const LAST_OWN_ID = 8_000_000
const ESCAPE_ROOMS = [7, 8]
const ESCAPE_STARTS = [600, 690, 780, 900, 990, 1080, 1170, 1260]

const OFFER = {
  places: PLACES,
  products: PRODUCTS,
  loose: LOOSE_PRODUCTS,
  companies: COMPANIES,
  bookProcesses: BOOK_PROCESSES,
  facts: PRODUCT_FACTS,
}

interface Draft extends Present {
  plan: Plan
  lines: Line[]
  chance: Chance
  own: string | undefined
}

/**
 * Klimbos De Hoge Eik as it is at a moment: yesterday, today and the coming week, with today's
 * groups as far as the clock says. The same seed and moment give the same venue; a later moment
 * gives the same bookings, further on.
 */
export function demoVenue(seed: number, now: number, zone: string): VenueData {
  const today = dayOf(now, zone)
  const bookings: StoredBooking[] = [...EXAMPLE_BOOKINGS]
  const guests = mixGuests(seed)
  for (let ahead = -1; ahead <= DAYS_AHEAD; ahead++) {
    const drafts = draftDay(seed, addDays(today, ahead), guests, ahead <= 0, now, zone)
    if (ahead === 0) tellApart(drafts, now)
    bookings.push(...drafts.map((draft) => finish(draft, zone)))
  }
  return {
    day: today,
    bookings,
    customers: demoCustomers(seed),
    ...OFFER,
    arrangements: Object.values(ARRANGEMENTS),
    lastBookingId: LAST_OWN_ID,
    lastVisit: FIRST_VISIT + VISITS - 1,
  }
}

/** The venue with nothing in it but the documentation's examples, or nothing at all. */
export function plainVenue(day: string, examples: boolean): VenueData {
  return {
    day,
    bookings: examples ? [...EXAMPLE_BOOKINGS] : [],
    customers: examples ? EXAMPLE_CUSTOMERS : [],
    ...OFFER,
    arrangements: Object.values<Arrangement>(ARRANGEMENTS).map((one) =>
      one.id === EXAMPLE_ARRANGEMENT.id ? EXAMPLE_ARRANGEMENT : one,
    ),
    lastBookingId: 0,
    lastVisit: 0,
  }
}

function draftDay(
  seed: number,
  day: string,
  guests: (Guest & { klant: number })[],
  withCast: boolean,
  now: number,
  zone: string,
): Draft[] {
  const number = Math.round((Date.parse(`${day}T00:00:00Z`) - FIRST_DAY) / DAY)
  const rooms = freeRooms(seed, number)
  const drafts: Draft[] = []
  for (let slot = 0; slot < SLOTS; slot++) {
    const turn = number * SLOTS + slot
    const guest = guests[((turn % guests.length) + guests.length) % guests.length]
    if (guest === undefined) continue
    const chance = new Chance(seed, 'booking', number, slot)
    const visit = Math.floor(turn / guests.length) + guest.klant
    drafts.push(
      draft(guestPlan(guest, day, number * 100 + slot, visit, rooms, chance), chance, now, zone),
    )
  }
  if (withCast) {
    CAST.forEach((role, index) => {
      const chance = new Chance(seed, 'cast', number, index)
      const id = number * 100 + SLOTS + index
      drafts.push(draft(rolePlan(role, day, id, number), chance, now, zone, role.status))
    })
  }
  return drafts
}

/** Rooms and times of the escape games that nobody of the cast has, in a drawn order. */
function freeRooms(seed: number, number: number): { place: number; start: number }[] {
  const taken = CAST.filter((role) => role.arrangement === 'escape')
  const all = ESCAPE_ROOMS.flatMap((place) => ESCAPE_STARTS.map((start) => ({ place, start })))
  const free = all.filter(
    (room) =>
      !taken.some((role) => role.place === room.place && Math.abs(role.start - room.start) < 75),
  )
  return new Chance(seed, 'rooms', number).shuffled(free)
}

const referenceOf = (klant: number, visit: number): string =>
  `${klant}-${(((visit % VISITS) + VISITS) % VISITS) + FIRST_VISIT}`

function guestPlan(
  guest: Guest & { klant: number },
  day: string,
  id: number,
  visit: number,
  rooms: { place: number; start: number }[],
  chance: Chance,
): Plan {
  const { kind, klant } = guest
  const arrangement = ARRANGEMENTS[chance.pick(BOOKS[kind])]
  const room = arrangement === ARRANGEMENTS.escape ? rooms.pop() : undefined
  const steps = Math.floor((arrangement.until - arrangement.from) / 30)
  const start = room?.start ?? arrangement.from + chance.int(0, steps) * 30
  const [fewest, most] = arrangement.people
  const family = kind === 'family' || kind === 'anonymous' || kind === 'german'
  const people = chance.int(fewest, family ? Math.min(most, fewest + 8) : most)
  const note = chance.happens(kind === 'german' ? 0.5 : 0.24)
    ? chance.pick(kind === 'german' && chance.happens(0.6) ? GERMAN_NOTES : NOTES)
    : null
  const online = family && chance.happens(0.6)
  const paying = chance.next()
  const paid = online || paying < 0.3 ? 1 : paying < 0.5 ? 0 : paying < 0.72 ? 0.5 : null
  return {
    id,
    klant,
    referentie: referenceOf(klant, visit),
    day,
    start,
    people,
    arrangement,
    place: room?.place,
    note: note?.replace('{n}', String(chance.int(2, 6))) ?? null,
    paid,
    online,
    discount: kind === 'school' || (kind === 'club' && chance.happens(0.4)) ? 10 : 0,
  }
}

function rolePlan(role: Role, day: string, id: number, number: number): Plan {
  return {
    id,
    klant: role.klant,
    referentie: referenceOf(role.klant, number + role.klant),
    day,
    start: role.start,
    people: role.people,
    arrangement: ARRANGEMENTS[role.arrangement],
    place: role.place,
    note: role.note ?? null,
    paid: role.paid,
    online: role.status === 'pending_online',
    discount: role.kind === 'school' ? 10 : 0,
  }
}

function draft(plan: Plan, chance: Chance, now: number, zone: string, own?: string): Draft {
  const lines = linesOf(plan, chance, zone)
  const { start, end } = spanOf(lines)
  const course: Course = drawCourse(chance, start, end, own)
  return { plan, lines, chance, own, start, end, course, standing: standingAt(course, now) }
}

function finish(draft: Draft, zone: string): StoredBooking {
  const { plan, lines, chance, course, standing } = draft
  // Drawn apart: what a booking holds must not hang on how far it has come.
  const expiry = new Chance('expiry', plan.id)
  const expires =
    draft.own === 'optie' ? plan.day : expiryOf(standing.status, draft.start, expiry, zone)
  return buildBooking(plan, lines, course.created, standing, expires, chance, zone)
}
