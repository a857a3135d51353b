import type { OutboxEntry } from './entry.ts'

/**
 * Whether a move was refused because the key lacks the permission `saveOverbooking`: "In the special
 * case of the booking-status begin set from finished to ongoing, the link may return 403"
 * (seeds/boekingen "HATEOAS Links").
 */
export const lacksOverbooking = ({ wanted, seen, server, reason }: OutboxEntry): boolean =>
  wanted === 'gaande' &&
  (server ?? seen).status === 'voltooid' &&
  reason?.kind === 'refused' &&
  reason.error.kind === 'forbidden'
