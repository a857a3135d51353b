import type { BookingRecord } from '../../../shared/ipc/contract.ts'
import { bookingSchema } from '../../../shared/recras/schemas.ts'
import { readLinks } from '../../../shared/recras/links.ts'
import type { ListedBooking } from './api.ts'
import { contentHash } from './content-hash.ts'

/** A booking out of an answer with the hash of what Recras sent; `null` when it is none. */
export function readBooking(raw: unknown): BookingRecord | null {
  return guarded(() => {
    const booking = bookingSchema.safeParse(raw)
    return booking.success ? { hash: contentHash(raw), booking: booking.data } : null
  })
}

/** An entry of a list; parsed only when `known` does not know its content. `null`: not a booking. */
export function readListed(
  raw: unknown,
  known: ((id: number, hash: string) => boolean) | undefined,
): ListedBooking | null {
  return guarded(() => {
    const id = idOf(raw)
    if (id === null) return null
    const hash = contentHash(raw)
    const map = (raw as { _links?: unknown })._links
    if (known?.(id, hash))
      return { id, hash, links: isMap(map) ? readLinks(map) : null, record: null }
    const booking = bookingSchema.safeParse(raw)
    if (!booking.success) return null
    const links = isMap(map) ? booking.data._links : null
    return { id, hash, links, record: { hash, booking: booking.data } }
  })
}

/** The id as `bookingSchema` reads it, without reading the rest. */
function idOf(raw: unknown): number | null {
  const id = isMap(raw) ? bookingSchema.shape.id.safeParse((raw as { id?: unknown }).id) : null
  return id?.success ? id.data : null
}

const isMap = (value: unknown): boolean =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** JSON may be nested deeper than the stack is; no booking is. */
function guarded<T>(read: () => T | null): T | null {
  try {
    return read()
  } catch (thrown) {
    if (thrown instanceof RangeError) return null
    throw thrown
  }
}
