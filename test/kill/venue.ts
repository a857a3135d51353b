import { startSimulator } from '../../src/simulator/index.ts'
import { MARK, type Made } from './account.ts'

/** The status that all bookings have at first. */
export const START = 'definitief'

const STATUSES = ['definitief', 'gaande', 'voltooid'] as const

export interface KillVenue {
  origin: string
  key: string
  ids: number[]
  bookings(): { id: number; status: string }[]
  /** A customer whom anybody may book for. */
  klantId: number
  /** What was made by desks, by the mark that they put on it. */
  made(): Made[]
  /** Another desk sets a booking to a status of its choice. */
  otherDesk(id: number, random: number): void
  close(): Promise<void>
}

/**
 * A venue in the simulator with nothing but bookings to move. It also takes a move that was made
 * already, as Recras might: so nothing but the desk itself keeps a move from being made twice.
 */
export async function openVenue(count: number): Promise<KillVenue> {
  const { url, key, venue, switches, close } = await startSimulator({ venue: 'empty' })
  // Recras must not be the one that keeps a customer from being made twice.
  switches.matchCustomers = false
  switches.offers = {
    ...switches.offers,
    definitief: ['confirmed', 'ongoing'],
    gaande: ['ongoing', 'finished', 'confirmed'],
    voltooid: ['finished', 'ongoing'],
  }
  const ids = Array.from({ length: count }, () => venue.add({ status: START }).id)
  return {
    origin: url,
    key,
    ids,
    klantId: (ids[0] === undefined ? null : venue.booking(ids[0])?.klant_id) ?? 0,
    made: () =>
      [
        ...venue.allCustomers().map(({ id, naam }) => ({ mark: naam ?? '', id, klantId: null })),
        ...venue.all().map(({ id, klant_id, bijzonderheden }) => ({
          mark: bijzonderheden ?? '',
          id,
          klantId: klant_id,
        })),
      ].filter(({ mark }) => mark.startsWith(MARK)),
    bookings: () => ids.map((id) => ({ id, status: venue.booking(id)?.status ?? '' })),
    otherDesk(id, random) {
      venue.setStatus(id, STATUSES[Math.floor(random * STATUSES.length)] ?? START)
    },
    close,
  }
}
