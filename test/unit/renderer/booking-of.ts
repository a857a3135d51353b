import { toRow, type BookingRow } from '../../../src/shared/domain/booking-row.ts'
import { bookingSchema, type Booking } from '../../../src/shared/recras/schemas.ts'

export const ZONE = 'Europe/Amsterdam'
export const DAY = '2026-06-13'

/** One line as Recras sends it; times are wall time of the day, in summer. */
export const line = (begin: string, end: string, locatie = 1, day = DAY) => ({
  id: 1,
  locatie_id: locatie,
  product_id: 7,
  aantal: 4,
  begin: `${day}T${begin}:00+02:00`,
  eind: `${day}T${end}:00+02:00`,
})

/** A booking read as the app reads it, from what differs. */
export const booking = (fields: Record<string, unknown> = {}): Booking =>
  bookingSchema.parse({
    id: 1,
    referentie: '17-4',
    klant_id: 17,
    datum: DAY,
    status: 'definitief',
    personen: 4,
    boekingsregels: [line('14:00', '16:00')],
    Klant: { id: 17, displaynaam: 'Gemeente Appingedam' },
    ...fields,
  })

export const row = (fields: Record<string, unknown> = {}): BookingRow =>
  toRow(booking(fields), 'h1', ZONE)
