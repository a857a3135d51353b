import type { BookingRecord } from '../../../shared/ipc/contract.ts'
import type { Deletable, Product } from '../../../shared/ipc/record-calls.ts'
import type { Link, Links } from '../../../shared/recras/links.ts'
import type { Customer, Me, Named } from '../../../shared/recras/schemas.ts'
import type { BookingStatus } from '../../../shared/recras/status.ts'
import type { BookingCreate, BookingUpdate } from '../../../shared/recras/write/booking.ts'
import type { CustomerCreate, CustomerUpdate } from '../../../shared/recras/write/customer.ts'
import type { AppError, Result } from '../../../shared/result.ts'

/** What the rest of the main process asks of Recras. `client.ts` is the one implementation. */
export interface RecrasApi {
  readonly origin: string
  /** Who the key belongs to; the connection test. */
  me(ask?: Ask): Promise<Result<Me>>
  /** The pages of a query, in order and in parts of at most a hundred; ends after the first failure. */
  bookings(query: BookingQuery, ask?: ListAsk): AsyncGenerator<Result<BookingPage>, void>
  booking(id: number, embed: readonly Embed[], ask?: Ask): Promise<Result<BookingRecord>>
  /** A customer, looked for among the contacts when `klanten` does not know it. */
  customer(id: number, ask?: Ask): Promise<Result<Customer>>
  /** `locaties`, `producten`, `arrangementen`, `bedrijven`: names for ids. `forbidden` when the key may not read them. */
  names(resource: NamedResource, ask?: Ask): Promise<Result<Named[]>>
  /**
   * A booking as JSON text, exactly as Recras sent it. Unlike `booking`, nothing of it is read or
   * left out: what is written back must hold what this app does not know.
   */
  bookingText(id: number, embed: readonly Embed[], ask?: Ask): Promise<Result<string>>
  /** Makes a booking; its id out of `Location`, else out of the body (seeds/boekingen "Create"). */
  createBooking(body: BookingCreate): Promise<Result<{ id: number }>>
  /** Changes a booking; only what is given (seeds/boekingen "Update"). */
  updateBooking(id: number, body: BookingUpdate): Promise<Result<null>>
  deleteBooking(id: number): Promise<Result<null>>
  /** Neither yes nor no when nobody can tell (recras-api: the body is not documented). */
  deletable(id: number): Promise<Result<Deletable>>
  /** The pages of the customers, in order, a few read ahead; ends after the first failure. */
  customers(query: CustomerQuery, ask?: Ask): AsyncGenerator<Result<CustomerPage>, void>
  /** Makes a customer. `existed`: Recras had this one already (200 instead of 201). */
  createCustomer(body: CustomerCreate): Promise<Result<{ id: number; existed: boolean }>>
  /** Changes a customer; `contactpersonen` replaces the whole list (seeds/klanten "Update"). */
  updateCustomer(id: number, body: CustomerUpdate): Promise<Result<null>>
  /** Products with what they cost and last; `forbidden` when the key may not read them. */
  products(ask?: Ask): Promise<Result<Product[]>>
  /**
   * Follows a link verbatim with its own method and no body. The value is the body: JSON where it
   * is JSON, else text, `null` when empty. A link that leads away from Recras is `invalid` and is
   * never requested; a web page in answer is `unexpected-answer`.
   */
  follow(rel: string, link: Link, ask?: Ask): Promise<Result<unknown>>
}

/** How a request is to be made. */
export interface Ask {
  /** Background work: waits its turn within the request budget. What a person asked for does not. */
  gentle?: boolean
  /** Ends a gentle request's waiting: by now a person needs the answer. */
  hurry?: AbortSignal
  /** Gives the request up; the result is `not-now`. */
  signal?: AbortSignal
}

export interface ListAsk extends Ask {
  /** Whether this content of a booking is known already; then it is not parsed again. */
  known?: (id: number, hash: string) => boolean
  /** Asks for the next page while one is still being handled, for who wants all of them. */
  ahead?: boolean
  /** A mark of the present moment; pages come with the one of when they were asked for. */
  moment?: () => number
}

/** Objects that a booking can carry along (seeds/boekingen, "embed"). */
export type Embed =
  | 'Klant'
  | 'Klant.Hoofdcontact'
  | 'boekingsregels'
  | 'kosten'
  | 'Creator'
  | 'Diensten'
  | 'Facturen'
  | 'Facturen._betaald_bedrag'
  /** Only in the documentation's own example of one booking. */
  | 'gefactureerd_bedrag'

export type NamedResource = 'locaties' | 'producten' | 'arrangementen' | 'bedrijven'

/** Documented query of `GET /klanten`: `from` is `id>`, read as "from this id on". Pages begin at 1. */
export interface CustomerQuery {
  from?: number
  /** The page to begin with. */
  page?: number
}

export interface CustomerPage {
  customers: CustomerRecord[]
  unreadable: number
  total: number | null
  /** Its number, as far as pages can be counted. */
  page: number
}

/** A customer as read from Recras, with the hash of its content and all of it as JSON text. */
export interface CustomerRecord {
  hash: string
  customer: Customer
  json: string
}

/**
 * What the screens need of a booking. Whoever publishes a booking to the page reads it with these,
 * or the page would lose its lines.
 */
export const BOOKING_EMBED: readonly Embed[] = [
  'Klant',
  'Klant.Hoofdcontact',
  'boekingsregels',
  'kosten',
  'Facturen._betaald_bedrag',
]

/** Documented query parameters of `GET /boekingen` (seeds/boekingen "Read"); nothing else is sent. */
export interface BookingQuery {
  /** ISO 8601 interval with explicit offsets. */
  periode?: string
  referentiedatum?: 'boekingsregel' | 'startdatum' | 'created_at'
  status?: readonly BookingStatus[]
  locatie?: readonly number[]
  los_op_planning?: boolean
  klant_id?: number
  'Klant.soort_klant'?: readonly string[]
  bedrijf_id?: readonly number[]
  bevat_product_id?: readonly number[]
  embed?: readonly Embed[]
  page_size?: number
}

/** A page of bookings, or a part of a large one. */
export interface BookingPage {
  /** What `moment` said when the page was asked for; 0 without it. */
  asked: number
  /** In Recras' order. An id that an earlier page had is here only when its content differs. */
  entries: ListedBooking[]
  /** Entries that are not bookings: set aside, counted, reported; never the page. */
  unreadable: number
  /** `X-Total-Count`, when it was sent. */
  total: number | null
}

export interface ListedBooking {
  id: number
  hash: string
  /** `null` when the answer carries no `_links`: then nothing is said about what is possible. */
  links: Links | null
  /** `null` when `known` said so. */
  record: BookingRecord | null
}

/**
 * Told once about every request that was sent, for the connection state and the clock offset:
 * `answered` when Recras spoke about the request (also 403, 404, 406, 409, 429; a 403 or 404 that is
 * not in JSON only after `personeel/me` showed that it is Recras who answers there), `failed` when it
 * could not be reached, something else answered in its place, it is in trouble (5xx) or it refuses
 * the key (401). A request that was given up is not told.
 */
export interface AnswerObserver {
  answered(answer: {
    /** When the answer's head arrived, epoch ms. */
    at: number
    latencyMs: number
    /** The `Date` header, epoch ms. */
    serverDate: number | null
    status: number
  }): void
  failed(failure: { at: number; error: AppError }): void
}
