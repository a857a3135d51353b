import { addDays, dayOf, instantOf, startOfDay, wallTime } from '../../shared/domain/time.ts'
import { statusAfter } from '../../shared/recras/status.ts'
import type { Chance } from '../demo/random.ts'
import { offersIn, type Switches } from '../switches.ts'
import { createBooking, createCustomer, type NewBooking } from './create.ts'
import type { StoredBooking, StoredCustomer, VenueData } from './model.ts'
import type { StatusChange } from './state-file.ts'
import { Store, type StoreOptions } from './store.ts'

export interface VenueOptions extends StoreOptions {
  switches: Switches
}

const LONGEST_LOG = 20_000
const MINUTE = 60_000
/** The statuses that may carry `status_vervaldatum` (seeds/boekingen, PUT). */
export const EXPIRING: readonly string[] = ['informatie', 'interesse', 'optie', 'reservering']

/** All that a Recras keeps. Whatever is changed through it is on disk when the call returns. */
export class Venue {
  readonly zone: string
  readonly switches: Switches
  private readonly options: VenueOptions
  private readonly store: Store

  constructor(options: VenueOptions) {
    this.options = options
    this.zone = options.zone
    this.switches = options.switches
    this.store = new Store(options)
  }

  /** Counts up with every change of a booking. */
  get revision(): number {
    return this.store.revision
  }

  /** Counts up with every change of a customer. */
  get customersRevision(): number {
    return this.store.customersRevision
  }

  /** The venue's clock, with its skew; epoch ms. */
  now(): number {
    return this.options.now() + this.switches.clockSkewMs
  }

  /** The same as the venue writes it. */
  moment(): string {
    return wallTime(this.now(), this.zone)
  }

  /** The venue's day. */
  today(): string {
    return dayOf(this.options.now(), this.zone)
  }

  /** Places, products, companies, arrangements: what it was made with and nobody changes. */
  get offer(): VenueData {
    return this.store.data
  }

  /** Goes on with the clock: to the next day when there is one, and payments that took too long end. */
  refresh(): void {
    this.store.refresh(this.today())
    for (const id of this.store.pending)
      if (this.now() >= this.endOfPayment(this.store.known(id)))
        this.setStatus(id, 'geannuleerd', 'recras')
  }

  booking(id: number): StoredBooking | null {
    return this.store.bookings.get(id) ?? null
  }

  customer(id: number): StoredCustomer | null {
    return this.store.customers.get(id) ?? null
  }

  /** All bookings by id. */
  all(): readonly StoredBooking[] {
    return this.store.all()
  }

  /** All customers by id. */
  allCustomers(): readonly StoredCustomer[] {
    return this.store.allCustomers()
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

  /** Sets any status, as somebody at Recras itself could, and whatever else is changed with it. */
  setStatus(
    id: number,
    status: string,
    by: StatusChange['by'] = 'desk',
    more: Partial<StoredBooking> = {},
  ): StoredBooking {
    const { status: from, status_vervaldatum } = this.store.known(id)
    const at = this.moment()
    const { log } = this.store.changed
    log.push({ booking: id, from, to: status, at, by })
    if (log.length > LONGEST_LOG) log.shift()
    return this.update(id, {
      status,
      status_updated_at: at,
      status_vervaldatum: EXPIRING.includes(status) ? status_vervaldatum : null,
      ...more,
    })
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
    return this.store.changeBooking(id, patch)
  }

  /** Moves a booking by whole days, its lines along with it. */
  move(id: number, days: number): StoredBooking {
    const booking = this.store.known(id)
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
    this.store.removeBooking(id)
  }

  /** Adds a booking, with a customer of its own unless one is named. */
  add(wanted: NewBooking = {}): StoredBooking {
    const klant =
      wanted.klant_id ??
      this.addCustomer((id) => createCustomer(id, wanted.customerName ?? 'Familie Tijdelijk')).id
    return this.addBooking(klant, (id, visit) =>
      createBooking(wanted, {
        id,
        klant,
        visit,
        day: addDays(this.today(), wanted.onDay ?? 0),
        now: this.now(),
        zone: this.zone,
      }),
    )
  }

  /** Adds what is made of the next number, and of the number behind the hyphen of `referentie`. */
  addBooking(klant: number, make: (id: number, visit: number) => StoredBooking): StoredBooking {
    const booking = make(this.store.nextBooking(), this.store.nextVisit(klant))
    this.store.addBooking(booking)
    return booking
  }

  addCustomer(make: (id: number) => StoredCustomer): StoredCustomer {
    const customer = make(this.store.nextCustomer())
    this.store.putCustomers([customer])
    return customer
  }

  /** Puts customers in place of those with the same numbers. */
  changeCustomers(customers: readonly StoredCustomer[]): void {
    this.store.putCustomers(customers)
  }

  /** A number for a line, a cost or a contact person. */
  readonly nextPart = (): number => this.store.nextPart()

  /** Every status that was set, in order. */
  get changes(): readonly StatusChange[] {
    return this.store.changed.log
  }

  changesOf(id: number): StatusChange[] {
    return this.changes.filter((change) => change.booking === id)
  }

  /** How often a proposal was sent, by booking id. */
  get proposals(): Readonly<Record<string, number>> {
    return this.store.changed.proposals
  }

  /** Mails a proposal to the customer: writes down that it did. */
  sendProposal(id: number): void {
    const { proposals } = this.store.changed
    proposals[id] = (proposals[id] ?? 0) + 1
    this.store.keep()
  }

  /** When an online payment is over; one of the venue's own making begins when it is made. */
  private endOfPayment({ status_vervaldatum, status_updated_at }: StoredBooking): number {
    if (status_vervaldatum !== null && status_vervaldatum < this.today()) return -Infinity
    const since = Math.max(instantOf(status_updated_at) ?? 0, this.store.changed.madeAt)
    return since + this.switches.pendingMinutes * MINUTE
  }
}

const beginOf = (booking: StoredBooking): number =>
  Math.min(...booking.boekingsregels.map((line) => instantOf(line.begin) ?? Infinity))
