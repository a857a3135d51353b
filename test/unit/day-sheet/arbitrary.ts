import fc from 'fast-check'
import { bookingSchema, type Booking } from '../../../src/shared/recras/schemas.ts'
import { STATUSES } from '../../../src/shared/recras/status.ts'
import { DAY } from './support.ts'

/** Bookings of a day as they may come: with and without times, long stays, names in any script. */

const words = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 60 }),
  fc.constantFrom(
    'Café Müller',
    'Łukasz Śniadecki',
    'Ελένη Παπαδοπούλου',
    'Дмитрий',
    'Gülşen Işık',
    'משפחת כהן',
    'عائلة',
    '山田太郎',
    '🎉🎂',
    '=SUM(A1:A9)',
    '+31 6 12345678',
    'een "groep"; met tekens\nen nog een regel',
    '\ud800',
    'x'.repeat(300),
  ),
)
const clock = fc
  .tuple(fc.integer({ min: 0, max: 23 }), fc.constantFrom('00', '15', '30', '45'))
  .map(([hour, minute]) => `${String(hour).padStart(2, '0')}:${minute}`)
const day = fc.constantFrom(DAY, DAY, DAY, '2026-11-20', '2026-11-22')
const moment = fc.oneof(
  { weight: 9, arbitrary: fc.tuple(day, clock).map(([on, at]) => `${on}T${at}:00+01:00`) },
  { weight: 1, arbitrary: fc.constantFrom(null, 'onzin', '2026-02-30T10:00:00+01:00') },
)
const line = fc.record({
  id: fc.nat(),
  locatie_id: fc.option(fc.nat({ max: 9 })),
  product_id: fc.option(fc.nat({ max: 9 })),
  aantal: fc.option(fc.nat({ max: 40 })),
  begin: moment,
  eind: moment,
  beschrijving: fc.option(words),
  opmerking: fc.option(words),
})

export const PHONE = '06-55501234'
export const MAIL = 'iemand@groep.example'

const one = fc.record({
  klant_id: fc.nat(),
  datum: fc.constant(DAY),
  status: fc.oneof(fc.constantFrom(...STATUSES), fc.constant('iets anders')),
  personen: fc.option(fc.integer({ min: -1, max: 300 })),
  arrangement: fc.option(words),
  bijzonderheden: fc.option(words),
  boekingsregels: fc.array(line, { maxLength: 5 }),
  Klant: fc.option(
    fc.record({
      id: fc.nat(),
      displaynaam: fc.option(words),
      Hoofdcontact: fc.record({
        voornaam: fc.constant('A'),
        telefoon1: fc.constantFrom(PHONE, null),
        email1: fc.constantFrom(MAIL, null),
      }),
    }),
  ),
})

export const bookings: fc.Arbitrary<Booking[]> = fc
  .array(one, { maxLength: 25 })
  .map((all) =>
    all.map((fields, index) =>
      bookingSchema.parse({ ...fields, id: index + 1, referentie: `${index + 1}-${index % 7}` }),
    ),
  )
