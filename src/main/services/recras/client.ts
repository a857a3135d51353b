import { methodOf, type Link } from '../../../shared/recras/links.ts'
import { meSchema, type Me } from '../../../shared/recras/schemas.ts'
import { fail, ok, type AppError, type Result } from '../../../shared/result.ts'
import type { Clock, Fetch, Log } from '../ports.ts'
import type { AnswerObserver, Ask, RecrasApi } from './api.ts'
import { unexpected } from './body.ts'
import { readAny } from './client/answers.ts'
import { Bookings } from './client/bookings.ts'
import { Customers } from './client/customers.ts'
import { NameLists } from './client/names.ts'
import { Requests } from './client/requests.ts'
import { Pace } from './pace.ts'
import { resolveTarget } from './target.ts'
import { Transport } from './transport.ts'

export interface ClientOptions {
  /** The venue's address; only its origin counts. */
  url: string
  key: string
  fetch: Fetch
  clock: Clock
  log: Log
  observer: AnswerObserver
  /** For a whole request, its body included; 15 s. */
  timeoutMs?: number
  /** The same for one that changes something; 30 s. */
  writeTimeoutMs?: number
  /** Largest body; 20 MB. */
  maxBytes?: number
}

const TIMEOUT_MS = 15_000
const MAX_BYTES = 20 * 1024 * 1024

/** The Recras of one venue, with one key. See `RecrasApi` for what each call answers. */
export class RecrasClient implements RecrasApi {
  readonly origin: string
  private readonly requests: Requests
  private readonly lists: Bookings
  private readonly people: Customers
  private readonly choices: NameLists
  private readonly log: Log

  constructor(options: ClientOptions) {
    const { key, fetch, clock, observer, log } = options
    this.origin = new URL(options.url).origin
    this.log = log
    const transport = new Transport({
      origin: this.origin,
      key,
      fetch,
      clock,
      observer,
      pace: new Pace(clock),
      timeoutMs: options.timeoutMs ?? TIMEOUT_MS,
      maxBytes: options.maxBytes ?? MAX_BYTES,
      vouch: async (ask) => (await this.me(ask)).ok,
    })
    this.requests = new Requests(transport, this.origin, options.writeTimeoutMs)
    this.lists = new Bookings(this.requests, log)
    this.people = new Customers(this.requests, log)
    this.choices = new NameLists(this.requests)
  }

  me(ask: Ask = {}): Promise<Result<Me>> {
    const read = (body: unknown): Result<Me> => {
      const me = meSchema.safeParse(body)
      return me.success ? ok(me.data) : fail(unexpected('nobody'))
    }
    // There is nothing smaller to ask: a refusal of this that is not Recras' own is a stranger's.
    return this.requests.get('/api2/personeel/me', ask, read, () => Promise.resolve(false))
  }

  bookings: RecrasApi['bookings'] = (query, ask) => this.lists.list(query, ask)
  booking: RecrasApi['booking'] = (id, embed, ask) => this.lists.one(id, embed, ask)
  bookingText: RecrasApi['bookingText'] = (id, embed, ask) => this.lists.text(id, embed, ask)
  createBooking: RecrasApi['createBooking'] = (body) => this.lists.create(body)
  updateBooking: RecrasApi['updateBooking'] = (id, body) => this.lists.update(id, body)
  deleteBooking: RecrasApi['deleteBooking'] = (id) => this.lists.delete(id)
  deletable: RecrasApi['deletable'] = (id) => this.lists.deletable(id)

  customers: RecrasApi['customers'] = (query, ask) => this.people.list(query, ask)
  customer: RecrasApi['customer'] = (id, ask) => this.people.one(id, ask)
  createCustomer: RecrasApi['createCustomer'] = (body) => this.people.create(body)
  updateCustomer: RecrasApi['updateCustomer'] = (id, body) => this.people.update(id, body)

  names: RecrasApi['names'] = (resource, ask) => this.choices.names(resource, ask)
  products: RecrasApi['products'] = (ask) => this.choices.products(ask)

  async follow(rel: string, link: Link, ask: Ask = {}): Promise<Result<unknown>> {
    const target = link.templated ? null : resolveTarget(link.href, this.origin)
    const method = methodOf(rel, link)
    if (target === null || !METHODS.has(method)) {
      this.log.warn('link-refused', { rel })
      return fail(UNUSABLE_LINK)
    }
    return this.requests.follow(target, method, ask, readAny)
  }
}

const METHODS = new Set(['GET', 'POST', 'PUT', 'PATCH', 'DELETE'])
const UNUSABLE_LINK: AppError = { kind: 'invalid', message: 'link', fields: [] }
