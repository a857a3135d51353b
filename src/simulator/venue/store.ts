import { dayOf } from '../../shared/domain/time.ts'
import type { StoredBooking, StoredCustomer, VenueData } from './model.ts'
import { STAFF } from './staff.ts'
import { noChanges, readState, writeState, type Changes } from './state-file.ts'

export interface StoreOptions {
  /** Makes the venue as it is at a moment; called again when the day changes. */
  make: (now: number) => VenueData
  seed: number
  stateFile: string | null
  now: () => number
  zone: string
}

/** A venue that was opened longer ago than this is made anew, as far as nobody touched it. */
const FRESH_MS = 2 * 3_600_000
/** Lines, costs and contact people that clients make are numbered from here: no venue's own come near. */
const FIRST_PART = 2_000_000_000

/**
 * What a venue was made with and what was changed since, together as it stands. Numbers are never
 * given twice, not even those of what was deleted.
 */
export class Store {
  data: VenueData
  readonly changed: Changes
  readonly bookings = new Map<number, StoredBooking>()
  readonly customers = new Map<number, StoredCustomer>()
  /** Bookings whose online payment is running. */
  readonly pending = new Set<number>()
  /** Counts up with every change of a booking. */
  revision = 0
  /** Counts up with every change of a customer. */
  customersRevision = 0
  private readonly options: StoreOptions
  private bookingsById: StoredBooking[] | null = null
  private customersById: StoredCustomer[] | null = null

  constructor(options: StoreOptions) {
    this.options = options
    const now = options.now()
    const kept = options.stateFile === null ? null : readState(options.stateFile)
    this.changed = kept?.seed === options.seed ? kept : noChanges(options.seed, now)
    const { madeAt } = this.changed
    const fresh =
      now - madeAt < FRESH_MS &&
      now >= madeAt &&
      dayOf(now, options.zone) === dayOf(madeAt, options.zone)
    if (!fresh) this.changed.madeAt = now
    this.data = options.make(this.changed.madeAt)
    this.rebuild()
    this.keep()
  }

  /** Goes on to the next day when there is one; what people changed stays changed. */
  refresh(today: string): void {
    if (today === this.data.day) return
    this.changed.madeAt = this.options.now()
    this.data = this.options.make(this.changed.madeAt)
    this.rebuild()
    this.keep()
  }

  /** All bookings by id. */
  all(): readonly StoredBooking[] {
    return (this.bookingsById ??= [...this.bookings.values()].sort((a, b) => a.id - b.id))
  }

  /** All customers by id. */
  allCustomers(): readonly StoredCustomer[] {
    return (this.customersById ??= [...this.customers.values()].sort((a, b) => a.id - b.id))
  }

  nextBooking(): number {
    const { ids } = this.changed
    ids.booking = Math.max(ids.booking, this.data.lastBookingId, this.all().at(-1)?.id ?? 0) + 1
    return ids.booking
  }

  nextCustomer(): number {
    const next = (this.allCustomers().at(-1)?.id ?? 0) + 1
    // Customers and staff are numbered together: both are contacts.
    return next === STAFF.id ? next + 1 : next
  }

  /** The number of a customer's next booking, as in `referentie`. */
  nextVisit(klant: number): number {
    const own = this.data.customers.some((one) => one.id === klant) ? this.data.lastVisit : 0
    const numbers = this.all()
      .filter((booking) => booking.klant_id === klant)
      .map((booking) => Number(booking.referentie.split('-')[1]) || 0)
    return Math.max(own, ...numbers) + 1
  }

  /** A number for a line, a cost or a contact person. */
  nextPart(): number {
    const { ids } = this.changed
    ids.part = Math.max(ids.part + 1, FIRST_PART)
    return ids.part
  }

  addBooking(booking: StoredBooking): void {
    this.changed.added.push(booking)
    this.putBooking(booking)
    this.keep()
  }

  changeBooking(id: number, patch: Partial<StoredBooking>): StoredBooking {
    const next = { ...this.known(id), ...patch }
    const added = this.changed.added.findIndex((one) => one.id === id)
    if (added >= 0) this.changed.added[added] = next
    else this.changed.patches[id] = { ...this.changed.patches[id], ...patch }
    this.putBooking(next)
    this.keep()
    return next
  }

  removeBooking(id: number): void {
    this.known(id)
    this.bookings.delete(id)
    this.pending.delete(id)
    this.turn()
    this.changed.added = this.changed.added.filter((one) => one.id !== id)
    this.changed.removed.push(id)
    this.keep()
  }

  /** Adds customers, or puts them in place of those with the same numbers. */
  putCustomers(customers: readonly StoredCustomer[]): void {
    for (const customer of customers) {
      const known = this.changed.customers.findIndex((one) => one.id === customer.id)
      if (known >= 0) this.changed.customers[known] = customer
      else this.changed.customers.push(customer)
      this.customers.set(customer.id, customer)
    }
    this.turnCustomers()
    this.keep()
  }

  known(id: number): StoredBooking {
    const booking = this.bookings.get(id)
    if (!booking) throw new Error(`no booking ${id}`)
    return booking
  }

  /** Puts everything on disk, when there is a file for it. */
  keep(): void {
    if (this.options.stateFile !== null) writeState(this.options.stateFile, this.changed)
  }

  private putBooking(booking: StoredBooking): void {
    this.bookings.set(booking.id, booking)
    this.watch(booking)
    this.turn()
  }

  private watch({ id, status }: StoredBooking): void {
    if (status === 'pending_online') this.pending.add(id)
    else this.pending.delete(id)
  }

  private turn(): void {
    this.bookingsById = null
    this.revision++
  }

  private turnCustomers(): void {
    this.customersById = null
    this.customersRevision++
  }

  private rebuild(): void {
    const { patches, added, customers, removed } = this.changed
    this.bookings.clear()
    this.customers.clear()
    this.pending.clear()
    this.turn()
    this.turnCustomers()
    for (const booking of this.data.bookings) {
      const patch = patches[booking.id]
      this.bookings.set(booking.id, patch ? { ...booking, ...patch } : booking)
    }
    for (const booking of added) this.bookings.set(booking.id, booking)
    for (const id of removed) this.bookings.delete(id)
    for (const booking of this.bookings.values()) this.watch(booking)
    for (const customer of [...this.data.customers, ...customers])
      this.customers.set(customer.id, customer)
  }
}
