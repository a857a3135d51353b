import type { RecordContent } from '../../../../src/shared/outbox/record.ts'
import type { CustomerCreate } from '../../../../src/shared/recras/write/customer.ts'

type Of<Kind extends RecordContent['kind']> = Extract<RecordContent, { kind: Kind }>

export const person = (name: string, more: Partial<CustomerCreate> = {}): CustomerCreate => ({
  naam: name,
  contactpersonen: [
    {
      voornaam: 'Noor',
      achternaam: name,
      email1: `${name.toLowerCase()}@example.com`,
      telefoon1: '06 12345678',
      hoofdcontact: true,
    },
  ],
  ...more,
})

export const newCustomer = (name: string): Of<'customer-create'> => ({
  kind: 'customer-create',
  body: person(name),
})

export const newBooking = (
  customer: Of<'booking-create'>['customer'],
  personen = 4,
  begin = '2026-11-21T14:00:00+01:00',
): Of<'booking-create'> => ({
  kind: 'booking-create',
  customer,
  customerName: 'Groep Zeldenrust',
  body: { begin, personen, arrangement: 'Klimmen' },
})

export const bookingEdit = (
  bookingId: number,
  base: Of<'booking-edit'>['base'],
  changes: Of<'booking-edit'>['changes'],
): Of<'booking-edit'> => ({
  kind: 'booking-edit',
  bookingId,
  referentie: `${bookingId}-1`,
  base,
  changes,
})

export const customerEdit = (
  klantId: number,
  base: Of<'customer-edit'>['base'],
  changes: Of<'customer-edit'>['changes'],
): Of<'customer-edit'> => ({ kind: 'customer-edit', klantId, base, changes })
