import type { BookingRecord } from '../../../shared/ipc/contract.ts'
import type { Booking } from '../../../shared/recras/schemas.ts'
import { ok, type Result } from '../../../shared/result.ts'
import { BOOKING_EMBED, type RecrasApi } from '../recras/api.ts'

export interface BookingLook {
  api: Pick<RecrasApi, 'booking'>
  /** Gives the page's cache what was just read, before anything is settled by it. */
  publish(record: BookingRecord): void
}

/** Reads a booking as it is now at Recras, and has the page get it too. */
export async function lookAtBooking(
  { api, publish }: BookingLook,
  id: number,
): Promise<Result<Booking>> {
  const read = await api.booking(id, BOOKING_EMBED)
  if (read.ok) {
    publish(read.value)
    return ok(read.value.booking)
  }
  if (read.error.kind !== 'forbidden' && read.error.kind !== 'refused') return read
  // Maybe this key may not see what comes along; that must not stand in the way of a promise.
  const bare = await api.booking(id, [])
  return bare.ok ? ok(bare.value.booking) : bare
}
