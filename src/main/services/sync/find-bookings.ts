import type { BookingRecord } from '../../../shared/ipc/contract.ts'
import { ok, type Result } from '../../../shared/result.ts'
import { BOOKING_EMBED, type Ask, type RecrasApi } from '../recras/api.ts'

export type FindBy = { referentie: string } | { klant_id: number }

/**
 * Bookings at Recras by reference, or all of one customer. A reference is `<klant_id>-<n>`, and no
 * parameter asks for it (recras-api "Links"): the customer's bookings are read until one matches.
 *
 * @param whole reads one booking by itself, for a match whose list entry has no links
 */
export async function findBookings(
  api: Pick<RecrasApi, 'bookings'>,
  by: FindBy,
  whole: (id: number) => Promise<Result<BookingRecord>>,
  ask: Ask,
): Promise<Result<BookingRecord[]>> {
  const klantId = 'klant_id' in by ? by.klant_id : Number(by.referentie.split('-')[0])
  const found = new Map<number, BookingRecord>()
  for await (const page of api.bookings({ klant_id: klantId, embed: BOOKING_EMBED }, ask)) {
    if (!page.ok) return page
    for (const { id, record, links } of page.value.entries) {
      if (record === null) continue
      if ('referentie' in by) {
        if (record.booking.referentie !== by.referentie) continue
        if (links !== null) return ok([record])
        const read = await whole(id)
        return read.ok ? ok([read.value]) : read
      }
      if ((record.booking.klant_id ?? klantId) === klantId) found.set(id, record)
    }
  }
  return ok([...found.values()])
}
