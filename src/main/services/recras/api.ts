import type { BookingRecord } from '../../../shared/ipc/contract.ts'
import type { Link } from '../../../shared/recras/links.ts'
import type { Customer, Me, Named } from '../../../shared/recras/schemas.ts'
import type { AppError, Result } from '../../../shared/result.ts'

/** What the rest of the main process asks of Recras. `client.ts` is the one implementation. */
export interface RecrasApi {
  readonly origin: string
  me(): Promise<Result<Me>>
  /** The pages of a query, in order, each read when asked for; ends after the first failure. */
  bookings(query: BookingQuery, signal?: AbortSignal): AsyncGenerator<Result<BookingPage>, void>
  booking(id: number, embed: readonly string[]): Promise<Result<BookingRecord>>
  customer(id: number): Promise<Result<Customer>>
  /** `locaties`, `producten`, `bedrijven`: names for ids. `forbidden` when the key may not read them. */
  names(resource: 'locaties' | 'producten' | 'bedrijven'): Promise<Result<Named[]>>
  /** Follows a link verbatim with its own method and no body; the body of the answer, unread. */
  follow(rel: string, link: Link): Promise<Result<unknown>>
}

/** Documented query parameters of `GET /boekingen` (seeds/boekingen "Read"); nothing else is sent. */
export interface BookingQuery {
  periode?: string
  klant_id?: number
  embed?: readonly string[]
  page_size?: number
}

export interface BookingPage {
  records: BookingRecord[]
  /** Entries that are not bookings: set aside, counted, reported; never the page. */
  unreadable: number
  /** `X-Total-Count`, when it was sent. */
  total: number | null
}

/** Told about every answer and every failure, for the connection state and the clock offset. */
export interface AnswerObserver {
  answered(answer: {
    at: number
    latencyMs: number
    serverDate: number | null
    status: number
  }): void
  failed(failure: { at: number; error: AppError }): void
}
