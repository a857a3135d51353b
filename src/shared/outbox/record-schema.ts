import { z } from 'zod'
import { bookingCreateBodySchema, plainBookingSchema } from '../recras/write/booking.ts'
import { customerCreateSchema, customerUpdateSchema } from '../recras/write/customer.ts'
import type { RecordContent } from './record.ts'

const id = z.number().int().nonnegative()

/** Values that a person started from: what Recras had, so nothing is asked of them. */
const seen = z.record(z.string().max(60), z.unknown())

/** More than any form holds; a line of the journal and every message about it have to carry it. */
const LONGEST = 500_000

/** Checks what is promised before it is written down: only what may leave to Recras can be promised. */
export const recordContentSchema = z
  .discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('customer-create'), body: customerCreateSchema }),
    z.strictObject({
      kind: z.literal('customer-edit'),
      klantId: id,
      base: seen,
      changes: customerUpdateSchema,
    }),
    z.strictObject({
      kind: z.literal('booking-create'),
      customer: z.union([
        z.strictObject({ id }),
        z.strictObject({ entry: z.string().min(1).max(64) }),
      ]),
      customerName: z.string().max(500).nullable(),
      body: bookingCreateBodySchema,
    }),
    z.strictObject({
      kind: z.literal('booking-edit'),
      bookingId: id,
      referentie: z.string().max(40),
      base: seen,
      changes: plainBookingSchema,
    }),
  ])
  .refine((content) => JSON.stringify(content).length <= LONGEST, {
    error: 'too-long',
  }) as unknown as z.ZodType<RecordContent, RecordContent>
