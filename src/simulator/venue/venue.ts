import { addDays, dayOf, instantOf, startOfDay, wallTime } from '../../shared/domain/time.ts'
import { statusAfter } from '../../shared/recras/status.ts'
import type { Chance } from '../demo/random.ts'
import { offersIn, type Switches } from '../switches.ts'
import { createBooking, createCustomer, type NewBooking } from './create.ts'
import type { StoredBooking, StoredCustomer, VenueData } from './model.ts'
import { readState, writeState, type Changes, type StatusChange } from './state-file.ts'

export interface VenueOptions {
  /** Makes the venue as it is at a moment; called again when the day changes. */
  make: (now: number) => VenueData
  seed: number
  stateFile: string | null
  now: () => number
  zone: string
  switches: Switches
}

const LONGEST_LOG = 20_000
/** A venue that was opened longer ago than this is made anew, as far as nobody touched it. */
const FRESH_MS = 2 * 3_600_000

/** All that a Recras keeps. Whatever is changed through it is on disk when the call returns. */
export class Venue {
  readonly zone: string
  readonly switches: Switches
  private readonly options: VenueOptions
  private data: VenueData
  private readonly bookings = new Map<number, StoredBooking>()
  private readonly customers = new Map<number, StoredCustomer>()
  private readonly changed: Changes
  private sorted: StoredBooking[] | null = null
  /** Counts up with every change of a booking. */
  revision = 0
  /** Counts up with every change of a customer. */
  customersRevision = 0

  constructor(options: VenueOptions) {
    this.options = options
    this.zone = options.zone
    this.switches = options.switches
    const now = options.now()
    const kept = options.stateFile === null ? null : readState(options.stateFile)
    const own = kept !== null && kept.seed === options.seed
    this.changed = own
      ? kept
      : {
          seed: options.seed,
          madeAt: now,
          patches: {},
          added: [],
          customers: [],
          removed: [],
          log: [],
        }
    const fresh =
      now - this.changed.madeAt < FRESH_MS &&
      now >= this.changed.madeAt &&
      dayOf(now, this.zone) === dayOf(this.changed.madeAt, this.zone)
    if (!fresh) this.changed.madeAt = now
    this.data = options.make(this.changed.madeAt)
    this.rebuild()
    this.keep()
  }

  /** The venue's clock, with its skew; epoch ms. */
  now(): number {
    return this.options.now() + this.switches.clockSkewMs
  }

  /** The venue's day. */
  today(): string {
    return dayOf(this.options.now(), this.zone)
  }

  get places(): VenueData['places'] {
    return this.data.places
  }

  get products(): VenueData['products'] {
    return this.data.products
  }

  get loose(): VenueData['loose'] {
    return this.data.loose
  }

  get companies(): VenueData['companies'] {
    return this.data.companies
  }

  /** Goes on to the next day when there is one; what people changed stays changed. */
  refresh(): void {
    if (this.today() === this.data.day) return
    this.changed.madeAt = this.options.now()
    this.data = this.options.make(this.changed.madeAt)
    this.rebuild()
    this.keep()
  }

  booking(id: number): StoredBooking | null {
    return this.bookings.get(id) ?? null
  }

  customer(id: number): StoredCustomer | null {
    return this.customers.get(id) ?? null
  }

  /** All bookings by id. */
  all(): readonly StoredBooking[] {
    return (this.sorted ??= [...this.bookings.values()].sort((a, b) => a.id - b.id))
  }

  /** All customers by id. */
  allCustomers(): StoredCustomer[] {
    return [...this.customers.values()].sort((a, b) => a.id - b.id)
  }

  /** The bookings that begin on a day, by their begin. */
  bookingsOn(day: string): StoredBooking[] {
    return this.all()
      .filter((booking) => booking.datum === day)
      .sort((a, b) => beginOf(a) - beginOf(b) || a.id - b.id)
  }

  todays(status?: string): StoredBooking[] {
    const bookings = this.bookingsOn(this.today())
    return status === undefined ? bookings : bookings.filter((one) => one.status === status)
  }

  /** The text of a booking's QR code. */
  codeOf(booking: StoredBooking): string {
    return `B:${booking.referentie}${this.switches.qrSuffix}`
  }

  /** QR texts of a day's bookings, for a sheet to print. */
  codes(day = this.today()): { referentie: string; name: string | null; code: string }[] {
    return this.bookingsOn(day).map((booking) => ({
      referentie: booking.referentie,
      name: this.customer(booking.klant_id)?.displaynaam || null,
      code: this.codeOf(booking),
    }))
  }

  /** Sets any status, as somebody at Recras itself could. */
  setStatus(id: number, status: string, by: StatusChange['by'] = 'desk'): StoredBooking {
    const from = this.known(id).status
    const at = wallTime(this.now(), this.zone)
    this.changed.log.push({ booking: id, from, to: status, at, by })
    if (this.changed.log.length > LONGEST_LOG) this.changed.log.shift()
    return this.update(id, { status, status_updated_at: at })
  }

  /** Sets a drawn booking of today to a status that it is offered; `null` when there is none. */
  otherDesk(chance: Chance): { referentie: string; status: string } | null {
    const movable = this.todays().filter((one) => offersIn(one.status, this.switches).length > 0)
    const [booking] = chance.shuffled(movable)
    const [action] = chance.shuffled(booking ? offersIn(booking.status, this.switches) : [])
    if (!booking || !action) return null
    const moved = this.setStatus(booking.id, statusAfter(action))
    return { referentie: moved.referentie, status: moved.status }
  }

  /** Changes fields of a booking; `raw` is what goes out in place of them. */
  update(id: number, patch: Partial<StoredBooking>): StoredBooking {
    const next = { ...this.known(id), ...patch }
    const added = this.changed.added.findIndex((one) => one.id === id)
    if (added >= 0) this.changed.added[added] = next
    else this.changed.patches[id] = { ...this.changed.patches[id], ...patch }
    this.put(next)
    this.keep()
    return next
  }

  /** Moves a booking by whole days, its lines along with it. */
  move(id: number, days: number): StoredBooking {
    const booking = this.known(id)
    const shift = (text: string): string => {
      const at = instantOf(text)
      if (at === null) return text
      const day = dayOf(at, this.zone)
      return wallTime(
        startOfDay(addDays(day, days), this.zone) + at - startOfDay(day, this.zone),
        this.zone,
      )
    }
    return this.update(id, {
      datum: addDays(booking.datum, days),
      boekingsregels: booking.boekingsregels.map((line) => ({
        ...line,
        begin: shift(line.begin),
        eind: shift(line.eind),
      })),
    })
  }

  remove(id: number): void {
    this.known(id)
    this.bookings.delete(id)
    this.turn()
    this.changed.added = this.changed.added.filter((one) => one.id !== id)
    this.changed.removed.push(id)
    this.keep()
  }

  /** Adds a booking, with a customer of its own unless one is named. */
  add(wanted: NewBooking = {}): StoredBooking {
    let klant = wanted.klant_id
    if (klant === undefined) {
      const customer = createCustomer(
        this.nextCustomer(),
        wanted.customerName ?? 'Familie Tijdelijk',
      )
      this.customers.set(customer.id, customer)
      this.customersRevision++
      this.changed.customers.push(customer)
      klant = customer.id
    }
    const id = (this.all().at(-1)?.id ?? 0) + 1
    const booking = createBooking(wanted, {
      id,
      klant,
      visit: this.nextVisit(klant),
      day: addDays(this.today(), wanted.onDay ?? 0),
      now: this.now(),
      zone: this.zone,
    })
    this.changed.added.push(booking)
    this.put(booking)
    this.keep()
    return booking
  }

  /** Every status that was set, in order. */
  get changes(): readonly StatusChange[] {
    return this.changed.log
  }

  changesOf(id: number): StatusChange[] {
    return this.changed.log.filter((change) => change.booking === id)
  }

  private known(id: number): StoredBooking {
    const booking = this.bookings.get(id)
    if (!booking) throw new Error(`no booking ${id}`)
    return booking
  }

  private put(booking: StoredBooking): void {
    this.bookings.set(booking.id, booking)
    this.turn()
  }

  private turn(): void {
    this.sorted = null
    this.revision++
  }

  private nextVisit(klant: number): number {
    const numbers = this.all()
      .filter((booking) => booking.klant_id === klant)
      .map((booking) => Number(booking.referentie.split('-')[1]) || 0)
    return Math.max(0, ...numbers) + 1
  }

  private nextCustomer(): number {
    let highest = 0
    for (const id of this.customers.keys()) highest = Math.max(highest, id)
    return highest + 1
  }

  private rebuild(): void {
    const { patches, added, customers, removed } = this.changed
    this.bookings.clear()
    this.customers.clear()
    this.turn()
    this.customersRevision++
    for (const booking of this.data.bookings) {
      const patch = patches[booking.id]
      this.bookings.set(booking.id, patch ? { ...booking, ...patch } : booking)
    }
    for (const booking of added) this.bookings.set(booking.id, booking)
    for (const id of removed) this.bookings.delete(id)
    for (const customer of [...this.data.customers, ...customers])
      this.customers.set(customer.id, customer)
  }

  private keep(): void {
    if (this.options.stateFile !== null) writeState(this.options.stateFile, this.changed)
  }
}

const beginOf = (booking: StoredBooking): number =>
  Math.min(...booking.boekingsregels.map((line) => instantOf(line.begin) ?? Infinity))
