import { daysOf } from '../../../shared/domain/booking-row.ts'
import type { BookingRecord } from '../../../shared/ipc/contract.ts'

export type KnownBooking = readonly [id: number, hash: string, hasCode: boolean]

/**
 * What the page's cache has, as far as main knows: what the page announced of a day, and what was
 * sent to it since. Bookings are filed under the same days as in the page (`daysOf`). It only
 * spares work: whatever it forgets is sent once more.
 */
export class KnownBookings {
  private readonly hashes = new Map<number, string>()
  private readonly daysById = new Map<number, Set<string>>()
  private readonly idsByDay = new Map<string, Set<number>>()
  private readonly coded = new Set<number>()
  /** Hashes of list entries without links, of bookings that the page has in full as well. */
  private readonly bare = new Map<number, string>()
  private readonly zone: string

  constructor(zone: string) {
    this.zone = zone
  }

  /**
   * The page tells what it has of a day. Answers whether it has less, or other content, than was
   * believed: then a read that is under way may have left out what the page needs.
   */
  announce(day: string, list: readonly KnownBooking[]): boolean {
    const believed = this.idsByDay.get(day) ?? new Set()
    if (list.length === 0 && believed.size > 0) {
      // A cache that lost one whole day was emptied.
      this.forgetAll()
      return true
    }
    const announced = new Map(list.map((one) => [one[0], one]))
    const lost = [...believed].filter((id) => this.hashes.get(id) !== announced.get(id)?.[1])
    for (const id of lost) this.forget(id)
    for (const [id, hash, hasCode] of list) {
      this.hashes.set(id, hash)
      this.file(id, day)
      if (hasCode) this.coded.add(id)
      else this.coded.delete(id)
    }
    return lost.length > 0
  }

  hashOf(id: number): string | undefined {
    return this.hashes.get(id)
  }

  /** The page was sent this. */
  put({ hash, booking }: BookingRecord): void {
    const { id } = booking
    this.unfile(id)
    this.bare.delete(id)
    this.hashes.set(id, hash)
    for (const day of daysOf(booking, this.zone)) this.file(id, day)
  }

  forget(id: number): void {
    this.unfile(id)
    this.hashes.delete(id)
    this.coded.delete(id)
    this.bare.delete(id)
  }

  /** A list showed the booking like this, without links, when the page was sent it in full. */
  putBare(id: number, hash: string): void {
    this.bare.set(id, hash)
  }

  bareHashOf(id: number): string | undefined {
    return this.bare.get(id)
  }

  idsOn(day: string): ReadonlySet<number> {
    return this.idsByDay.get(day) ?? new Set()
  }

  hasCode(id: number): boolean {
    return this.coded.has(id)
  }

  putCode(id: number): void {
    this.coded.add(id)
  }

  private file(id: number, day: string): void {
    const days = this.daysById.get(id) ?? new Set()
    this.daysById.set(id, days.add(day))
    const ids = this.idsByDay.get(day) ?? new Set()
    this.idsByDay.set(day, ids.add(id))
  }

  private unfile(id: number): void {
    for (const day of this.daysById.get(id) ?? []) this.idsByDay.get(day)?.delete(id)
    this.daysById.delete(id)
  }

  private forgetAll(): void {
    this.hashes.clear()
    this.daysById.clear()
    this.idsByDay.clear()
    this.coded.clear()
    this.bare.clear()
  }
}
