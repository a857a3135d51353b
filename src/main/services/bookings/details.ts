import { BOOKING_EMBED, type Embed } from '../recras/api.ts'
import { DETAILS, type Detail } from '../../../shared/ipc/record-calls.ts'

/** What a booking with these details is read with. */
export const withDetails = (details: readonly Detail[]): readonly Embed[] => [
  ...BOOKING_EMBED,
  ...details,
]

/** Which details a booking was read with. */
export const detailsOf = (booking: object): Detail[] =>
  DETAILS.filter((detail) => Object.hasOwn(booking, detail))
