import type { BookingRecord } from '../../../shared/ipc/contract.ts'
import type { Link, Links } from '../../../shared/recras/links.ts'
import type { Customer, Me, Named } from '../../../shared/recras/schemas.ts'
import type { AppError, Result } from '../../../shared/result.ts'

/** What the rest of the main process asks of Recras. `client.ts` is the one implementation. */
export interface RecrasApi {
  readonly origin: string
  /** Who the key belongs to; the connection test. */
  me(ask?: Ask): Promise<Result<Me>>
  /** The pages of a query, in order, each read when asked for; ends after the first failure. */
  bookings(query: BookingQuery, ask?: ListAsk): AsyncGenerator<Result<BookingPage>, void>
  booking(id: number, embed: readonly Embed[], ask?: Ask): Promise<Result<BookingRecord>>
  /** A customer, looked for among the contacts when `klanten` does not know it. */
  customer(id: number, ask?: Ask): Promise<Result<Customer>>
  /** `locaties`, `producten`, `bedrijven`: names for ids. `forbidden` when the key may not read them. */
  names(resource: 'locaties' | 'producten' | 'bedrijven', ask?: Ask): Promise<Result<Named[]>>
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
  periode?: string
  klant_id?: number
  embed?: readonly Embed[]
  page_size?: number
}

export interface BookingPage {
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
