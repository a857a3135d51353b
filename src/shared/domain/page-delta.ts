import type { BookingRecord, CachedBooking, PageDelta, SyncDelta } from '../ipc/contract.ts'
import { toRow } from './booking-row.ts'

/** A booking as the page keeps it. */
export const toCached = ({ booking, hash }: BookingRecord, zone: string): CachedBooking => ({
  row: toRow(booking, hash, zone),
  json: JSON.stringify(booking),
})

/**
 * Makes a delta ready for the page: the row that lists and scans need, and the booking itself as
 * text. The page writes both as they are; a text crosses and is stored for a fraction of what a tree
 * of objects costs, and is read again only when somebody opens that booking.
 */
export const forPage = (delta: SyncDelta, zone: string): PageDelta => ({
  ...delta,
  upserts: delta.upserts.map((record) => toCached(record, zone)),
})
