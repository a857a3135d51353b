import type { Detail, FoundPage } from '../../../shared/ipc/record-calls.ts'
import { methodOf } from '../../../shared/recras/links.ts'
import { fail, ok, type AppError, type Result } from '../../../shared/result.ts'
import type { WriteFile } from '../files/atomic-write.ts'
import type { KeyedLock } from '../outbox/keyed-lock.ts'
import type { Clock, Log } from '../ports.ts'
import type { RecrasApi } from '../recras/api.ts'
import { withDetails } from './details.ts'
import { ProposalMemory } from './proposal-memory.ts'
import { PROPOSAL_REL, Proposals } from './proposals.ts'
import { BookingReader, type BookingCache } from './reader.ts'
import { BookingSearches } from './search.ts'
import { BookingWrites } from './writes.ts'

export interface BookingsOptions {
  api: RecrasApi
  cache: BookingCache
  /** The venue's time zone. */
  zone: string
  /** Where it is remembered what was mailed. */
  folder: string
  write: WriteFile
  /** Holds a booking while it is read and written; the outbox has the same one. */
  wire: KeyedLock
  clock: Clock
  log: Log
  emit: (page: FoundPage) => void
}

/** Everything about whole bookings that is done online: looking for them, reading all of one, writing. */
export class BookingsService {
  readonly searches: BookingSearches
  readonly writes: BookingWrites
  readonly proposals: Proposals
  private readonly api: RecrasApi
  private readonly reader: BookingReader

  constructor(options: BookingsOptions) {
    const { api, cache, zone, emit, clock, log, folder, write, wire } = options
    this.api = api
    this.reader = new BookingReader(api, cache)
    this.searches = new BookingSearches({ api, zone, emit })
    this.writes = new BookingWrites(api, this.reader, wire)
    this.proposals = new Proposals({
      api,
      reader: this.reader,
      memory: new ProposalMemory({ folder, write, clock, log }),
      clock,
      log,
    })
  }

  /** A booking as Recras sends it, with what every booking is read with and these details. */
  async detail(id: number, details: readonly Detail[]): Promise<Result<{ json: string }>> {
    const read = await this.reader.text(id, withDetails(details))
    return read.ok ? ok({ json: read.value }) : read
  }

  /**
   * The body of what a relation leads to that the booking offers now. Only what is a GET: `invalid`
   * for others, and for the proposal, which mails somebody whatever its method is. `not-now` with
   * the message `no-link` when the booking does not offer it.
   */
  async follow(id: number, rel: string): Promise<Result<{ body: unknown }>> {
    if (rel === PROPOSAL_REL) return fail(NOT_A_READ)
    const read = await this.reader.refresh(id)
    if (!read.ok) return read
    const links = read.value.booking._links
    const link = Object.hasOwn(links, rel) ? links[rel]?.[0] : undefined
    if (!link) return fail<AppError>({ kind: 'not-now', message: 'no-link' })
    if (methodOf(rel, link) !== 'GET') return fail(NOT_A_READ)
    const body = await this.api.follow(rel, link)
    return body.ok ? ok({ body: body.value }) : body
  }

  /** For good: nothing is found any more. */
  end(): void {
    this.searches.stop()
  }
}

const NOT_A_READ: AppError = { kind: 'invalid', message: 'link', fields: [] }
