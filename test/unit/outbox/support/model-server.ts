import type { RecordApi } from '../../../../src/main/services/outbox/record/tools.ts'
import type {
  BookingQuery,
  CustomerQuery,
  RecrasApi,
} from '../../../../src/main/services/recras/api.ts'
import type { BookingRecord } from '../../../../src/shared/ipc/contract.ts'
import {
  bookingSchema,
  customerSchema,
  type Customer,
} from '../../../../src/shared/recras/schemas.ts'
import type { BookingCreate, BookingUpdate } from '../../../../src/shared/recras/write/booking.ts'
import type {
  CustomerCreate,
  CustomerUpdate,
} from '../../../../src/shared/recras/write/customer.ts'
import {
  isStatus,
  SET_STATUS_PREFIX,
  statusAfter,
  type BookingStatus,
  type StatusAction,
} from '../../../../src/shared/recras/status.ts'
import { fail, ok, type AppError, type Result } from '../../../../src/shared/result.ts'
import type { VirtualClock } from './virtual-clock.ts'

/** Which moves are offered in a status: what the simulator takes as its default. */
const OFFERS: Partial<Record<string, StatusAction[]>> = {
  informatie: ['confirmed'],
  optie: ['confirmed'],
  reservering: ['confirmed'],
  definitief: ['ongoing'],
  gaande: ['finished', 'confirmed'],
  voltooid: ['ongoing'],
}

export interface Fault {
  error: AppError
  /** Only the answer fails: a change was made. */
  after: boolean
  /** The answer fails at once, and the change is made so much later. */
  lateMs?: number
}

export interface Move {
  bookingId: number
  by: 'us' | 'other'
  from: string
  to: string
}

interface Kept {
  status: string
  updatedAt: number
  offers: StatusAction[] | null
  fields: Record<string, unknown>
}

export type Asked = 'read' | 'follow' | 'list' | 'create' | 'edit'

/** Recras as little as the outbox sees of it: strict about moves, unreliable on demand. */
export class ModelServer implements RecordApi, Pick<RecrasApi, 'follow'> {
  /** Every move that took effect, in order. */
  readonly moves: Move[] = []
  /** Every request to move that arrived, with the status that it met. */
  readonly posts: { bookingId: number; to: BookingStatus; met: string }[] = []
  /** How many moves there had been when a booking was last looked at. */
  readonly movesAtRead = new Map<number, number>()
  reads = 0
  latencyMs = 10
  /** Recras' own clock, by which it says when something was made. */
  now: () => number
  /** Decides over each request; `null` lets it through. */
  fault: (kind: Asked, id: number) => Fault | null = () => null
  /** What was made, in order: those of others too. */
  readonly people: { id: number; body: CustomerCreate }[] = []
  readonly made: { id: number; body: BookingCreate; at: number }[] = []
  /** Every change of fields that was made. */
  readonly edits: { what: string; fields: Record<string, unknown> }[] = []
  /** How often the list of customers was read. */
  lists = 0
  readonly #clock: VirtualClock
  readonly #bookings = new Map<number, Kept>()
  /** Requests of a process that was killed are answered to nobody. */
  #connection = 0
  #late: { at: number; make: () => unknown }[] = []

  constructor(clock: VirtualClock, statuses: Record<number, string>) {
    this.#clock = clock
    this.now = () => clock.now()
    for (const [id, status] of Object.entries(statuses))
      this.#bookings.set(Number(id), {
        status,
        updatedAt: clock.now() - 1000,
        offers: null,
        fields: {},
      })
  }

  status(id: number): string | undefined {
    return this.#bookings.get(id)?.status
  }

  /** Another desk moves a booking, or Recras by itself. */
  otherDesk(id: number, to: string): void {
    this.#move(id, to, 'other')
  }

  /** Offers these moves from now on, whatever the status. */
  offer(id: number, offers: StatusAction[] | null): void {
    const kept = this.#bookings.get(id)
    if (kept) kept.offers = offers
  }

  remove(id: number): void {
    this.#bookings.delete(id)
  }

  /** The process behind all open requests is gone. */
  hangUp(): void {
    this.#connection += 1
  }

  async booking(id: number): Promise<Result<BookingRecord>> {
    this.reads += 1
    return this.#answer('read', id, () => {
      const kept = this.#bookings.get(id)
      this.movesAtRead.set(id, this.moves.length)
      return kept ? ok(this.record(id, kept)) : fail<AppError>({ kind: 'not-found' })
    })
  }

  async follow(rel: string, link: { href: string }): Promise<Result<unknown>> {
    const id = Number(/(\d+)\/set_status/.exec(link.href)?.[1])
    const action = rel.slice(SET_STATUS_PREFIX.length) as StatusAction
    return this.#answer('follow', id, () => {
      const kept = this.#bookings.get(id)
      if (!kept) return fail<AppError>({ kind: 'not-found' })
      const to = statusAfter(action)
      this.posts.push({ bookingId: id, to, met: kept.status })
      if (!this.#offers(kept).includes(action)) return fail<AppError>({ kind: 'forbidden' })
      this.#move(id, to, 'us')
      return ok(null)
    })
  }

  /** Fields of a booking as somebody else sets them. */
  set(id: number, fields: Record<string, unknown>): void {
    const kept = this.#bookings.get(id)
    if (kept) Object.assign(kept.fields, fields)
  }

  fieldsOf(id: number): Record<string, unknown> {
    return this.#bookings.get(id)?.fields ?? {}
  }

  async createCustomer(body: CustomerCreate): Promise<Result<{ id: number; existed: boolean }>> {
    return this.#answer('create', 0, () => ok({ id: this.addCustomer(body), existed: false }))
  }

  addCustomer(body: CustomerCreate): number {
    const id = 100 + this.people.length
    this.people.push({ id, body: structuredClone(body) })
    return id
  }

  async createBooking(body: BookingCreate): Promise<Result<{ id: number }>> {
    return this.#answer('create', 0, () => ok({ id: this.addBooking(body) }))
  }

  addBooking(body: BookingCreate): number {
    const id = 500 + this.made.length
    this.made.push({ id, body, at: this.now() })
    const { klant_id, personen } = body
    const fields = {
      klant_id,
      personen,
      boekingsregels: [{ id: id * 10, begin: body.begin, eind: body.begin, aantal: personen }],
    }
    const updatedAt = this.#clock.now()
    this.#bookings.set(id, { status: body.status ?? 'informatie', updatedAt, offers: null, fields })
    return id
  }

  async updateBooking(id: number, body: BookingUpdate): Promise<Result<null>> {
    return this.#answer('edit', id, () => {
      const kept = this.#bookings.get(id)
      if (!kept) return fail<AppError>({ kind: 'not-found' })
      this.edits.push({ what: `booking ${id}`, fields: { ...body } })
      Object.assign(kept.fields, body)
      return ok(null)
    })
  }

  async updateCustomer(id: number, body: CustomerUpdate): Promise<Result<null>> {
    return this.#answer('edit', id, () => {
      const kept = this.people.find((one) => one.id === id)
      if (!kept) return fail<AppError>({ kind: 'not-found' })
      this.edits.push({ what: `customer ${id}`, fields: { ...body } })
      // A new contact person gets an id, and the main one stands first.
      const contactpersonen = (body.contactpersonen ?? kept.body.contactpersonen)
        .map((one, index) => ({ id: 900 + index, ...one }))
        .toSorted((a, b) => Number(b.hoofdcontact) - Number(a.hoofdcontact))
      Object.assign(kept.body, body, { contactpersonen })
      return ok(null)
    })
  }

  async customer(id: number): Promise<Result<Customer>> {
    return this.#answer('read', id, () => {
      const kept = this.people.find((one) => one.id === id)
      return kept ? ok(wholeCustomer(kept)) : fail<AppError>({ kind: 'not-found' })
    })
  }

  async *customers({ from = 0 }: CustomerQuery): ReturnType<RecordApi['customers']> {
    yield await this.#answer('list', 0, () => {
      this.lists += 1
      const customers = this.people
        .filter(({ id }) => id >= from)
        .map((one) => ({ ...wholeCustomer(one), contactpersonen: [], Hoofdcontact: null }))
        .map((customer) => ({ hash: '', customer, json: JSON.stringify(customer) }))
      return ok({ customers, unreadable: 0, total: customers.length, page: 1 })
    })
  }

  async *bookings({ klant_id, periode }: BookingQuery): ReturnType<RecordApi['bookings']> {
    yield await this.#answer('list', klant_id ?? 0, () => {
      const [from = 0, to = Infinity] = (periode ?? '').split('/').filter(Boolean).map(Date.parse)
      const entries = this.made
        .filter(({ body, at }) => body.klant_id === klant_id && at >= from && at < to)
        .flatMap(({ id }) => {
          const kept = this.#bookings.get(id)
          const record = kept ? this.record(id, kept) : null
          return record ? [{ id, hash: record.hash, links: null, record }] : []
        })
      return ok({ asked: 0, entries, unreadable: 0, total: entries.length })
    })
  }

  record(id: number, kept: Kept): BookingRecord {
    const links = this.#offers(kept).map((action) => [
      SET_STATUS_PREFIX + action,
      { href: `/api2/boekingen/${id}/set_status/${statusAfter(action)}`, method: 'POST' },
    ])
    const booking = bookingSchema.parse({
      id,
      referentie: `${id}-1`,
      status: kept.status,
      status_updated_at: new Date(kept.updatedAt).toISOString(),
      ...kept.fields,
      _links: Object.fromEntries(links) as unknown,
    })
    return { hash: `${kept.status}@${kept.updatedAt}`, booking }
  }

  async #answer<T>(kind: Asked, id: number, serve: () => Result<T>): Promise<Result<T>> {
    const connection = this.#connection
    const fault = this.fault(kind, id)
    await this.#wait(connection)
    this.#catchUp()
    if (fault?.lateMs !== undefined)
      this.#late.push({ at: this.#clock.now() + fault.lateMs, make: serve })
    if (fault && !fault.after) return fail(fault.error)
    const answer = serve()
    await this.#wait(connection)
    return fault ? fail(fault.error) : answer
  }

  /** Makes what took its time and is ready by now. */
  #catchUp(): void {
    const now = this.#clock.now()
    const ready = this.#late.filter(({ at }) => at <= now)
    this.#late = this.#late.filter(({ at }) => at > now)
    for (const { make } of ready) make()
  }

  async #wait(connection: number): Promise<void> {
    await this.#clock.wait(this.latencyMs)
    // A dead process goes no further.
    if (connection !== this.#connection) await new Promise(() => undefined)
  }

  #offers(kept: Kept): StatusAction[] {
    return kept.offers ?? OFFERS[kept.status] ?? []
  }

  #move(bookingId: number, to: string, by: Move['by']): void {
    const kept = this.#bookings.get(bookingId)
    if (!kept || !isStatus(to)) return
    this.moves.push({ bookingId, by, from: kept.status, to })
    kept.status = to
    // As with Recras' seconds, but never the same moment twice: that it cannot tell apart.
    kept.updatedAt = Math.max(kept.updatedAt + 1, this.#clock.now())
  }
}

const wholeCustomer = ({ id, body }: { id: number; body: CustomerCreate }): Customer =>
  customerSchema.parse({ ...body, id, displaynaam: body.naam })
