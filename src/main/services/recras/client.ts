import { methodOf, type Link } from '../../../shared/recras/links.ts'
import {
  customerSchema,
  meSchema,
  namedSchema,
  type Customer,
  type Me,
  type Named,
} from '../../../shared/recras/schemas.ts'
import type { BookingRecord } from '../../../shared/ipc/contract.ts'
import { fail, ok, type AppError, type Result } from '../../../shared/result.ts'
import type { Clock, Fetch, Log } from '../ports.ts'
import type {
  AnswerObserver,
  Ask,
  BookingPage,
  BookingQuery,
  Embed,
  ListAsk,
  ListedBooking,
  RecrasApi,
} from './api.ts'
import { looksLikePage, readJson, unexpected } from './body.ts'
import { readBooking, readListed } from './booking-reader.ts'
import type { Answer } from './errors.ts'
import { Pace } from './pace.ts'
import { Paging, readPage, type PageRequest, type RawPage } from './pages.ts'
import { bookingsPath, buildQuery } from './query.ts'
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
  /** Largest body; 20 MB. */
  maxBytes?: number
}

const TIMEOUT_MS = 15_000
const MAX_BYTES = 20 * 1024 * 1024

/** The Recras of one venue, with one key. See `RecrasApi` for what each call answers. */
export class RecrasClient implements RecrasApi {
  readonly origin: string
  private readonly transport: Transport
  private readonly log: Log
  /** A page size above the default was refused or took too long; not asked for again. */
  /** Embeds that Recras does not know, or not from this key, as long as the app runs. */
  private readonly refusedEmbeds = new Set<string>()
  private plainPages = false

  constructor(options: ClientOptions) {
    const { key, fetch, clock, observer } = options
    this.origin = new URL(options.url).origin
    this.log = options.log
    this.transport = new Transport({
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
  }

  async me(ask: Ask = {}): Promise<Result<Me>> {
    const read = (body: unknown): Result<Me> => {
      const me = meSchema.safeParse(body)
      return me.success ? ok(me.data) : fail(unexpected('nobody'))
    }
    // There is nothing smaller to ask: a refusal of this that is not Recras' own is a stranger's.
    return this.get('/api2/personeel/me', ask, read, () => Promise.resolve(false))
  }

  async *bookings(
    query: BookingQuery,
    ask: ListAsk = {},
  ): AsyncGenerator<Result<BookingPage>, void> {
    const seen = new Map<number, string>()
    const embed = this.allowed(query.embed ?? [])
    const asked = { ...query, embed }
    const { page_size: wanted, ...rest } = asked
    const sized = wanted !== undefined && !this.plainPages
    const list = this.pages((page) => bookingsPath(sized ? asked : rest, page), ask)
    for (let step = await list.next(); !step.done;) {
      const page = step.value
      if (!page.ok) {
        // On a slow line a large page may never make it in time; the next read asks for less.
        if (page.error.kind === 'timeout') this.plainPages = true
        const refused = page.error.kind === 'refused' && seen.size === 0
        const plain = refused && sized && (await this.plainly(rest, ask))
        if (plain) return yield* plain
        const less = refused ? narrower(embed) : null
        const smaller =
          less && (await this.narrowly({ ...asked, embed: less.embed }, ask, less.left))
        return smaller ? yield* smaller : yield page
      }
      const entries = this.entriesOf(page.value, seen, ask)
      yield ok(entries)
      step = await list.next(entries.entries.length + entries.unreadable)
    }
  }

  async booking(
    id: number,
    embed: readonly Embed[],
    ask: Ask = {},
  ): Promise<Result<BookingRecord>> {
    const wanted = this.allowed(embed)
    const path = `/api2/boekingen/${id}${buildQuery({ embed: wanted })}`
    const raw = await this.get(path, ask, ok)
    if (!raw.ok) {
      const less = raw.error.kind === 'refused' ? narrower(wanted) : null
      const smaller = less && (await this.booking(id, less.embed, ask))
      if (!smaller?.ok) return raw
      this.refusedEmbeds.add(less?.left ?? '')
      return smaller
    }
    const record = readBooking(raw.value)
    // Another booking's answer must never be taken for this one's.
    if (record?.booking.id !== id) {
      this.log.warn('unreadable', { path: `/api2/boekingen/${id}` })
      return fail(unexpected('not this booking'))
    }
    return ok(record)
  }

  async customer(id: number, ask: Ask = {}): Promise<Result<Customer>> {
    const read = (body: unknown): Result<Customer> => {
      const customer = customerSchema.safeParse(body)
      return customer.success && customer.data.id === id
        ? ok(customer.data)
        : fail(unexpected('not this customer'))
    }
    const customer = await this.get(`/api2/klanten/${id}`, ask, read)
    return !customer.ok && customer.error.kind === 'not-found'
      ? this.get(`/api2/contacten/${id}`, ask, read)
      : customer
  }

  async names(
    resource: 'locaties' | 'producten' | 'bedrijven',
    ask: Ask = {},
  ): Promise<Result<Named[]>> {
    const named = new Map<number, Named>()
    const path = (page: number): string =>
      `/api2/${resource}${buildQuery({ page: page === 1 ? null : page })}`
    const list = this.pages(path, ask)
    for (let step = await list.next(); !step.done;) {
      const page = step.value
      if (!page.ok) return page
      const before = named.size
      for (const item of page.value.items) {
        const one = namedSchema.safeParse(item)
        if (one.success) named.set(one.data.id, one.data)
      }
      step = await list.next(named.size - before)
    }
    return ok([...named.values()])
  }

  async follow(rel: string, link: Link, ask: Ask = {}): Promise<Result<unknown>> {
    const target = link.templated ? null : resolveTarget(link.href, this.origin)
    const method = methodOf(rel, link)
    if (target === null || !METHODS.has(method)) {
      this.log.warn('link-refused', { rel })
      return fail(UNUSABLE_LINK)
    }
    return this.transport.send(target, method, ask, readAny)
  }

  private get<T>(
    path: string,
    ask: Ask,
    read: (body: unknown) => Result<T>,
    vouched?: () => Promise<boolean>,
  ): Promise<Result<T>> {
    const readAnswer = (answer: Answer): Result<T> => {
      const body = readJson(answer.body)
      return body.ok ? read(body.value) : body
    }
    return this.transport.send(new URL(path, this.origin), 'GET', ask, readAnswer, vouched)
  }

  /** The raw pages of a list. `next(n)` tells how many entries of the page just read were new. */
  private async *pages(
    pathOf: (page: number) => string,
    ask: Ask,
  ): AsyncGenerator<Result<RawPage>, void, number> {
    const paging = new Paging(this.origin, pathOf)
    let request: PageRequest | null = paging.first()
    while (request !== null) {
      const page: Result<RawPage> = await this.transport.send(request.url, 'GET', ask, readPage)
      if (!page.ok && request.guess && NO_SUCH_PAGE.has(page.error.kind)) return
      const fresh: number = yield page
      if (!page.ok) return
      request = paging.after(page.value, fresh)
    }
  }

  /** Without what Recras refused to embed earlier. */
  private allowed(embed: readonly Embed[]): readonly Embed[] {
    return embed.filter((one) => !this.refusedEmbeds.has(one))
  }

  /** The same query with one embed less; `null` when that is refused too. */
  private async narrowly(
    query: BookingQuery,
    ask: ListAsk,
    left: Embed,
  ): Promise<AsyncGenerator<Result<BookingPage>, void> | null> {
    const pages = this.bookings(query, ask)
    const first = await pages.next()
    if (first.done || !first.value.ok) return null
    this.refusedEmbeds.add(left)
    this.log.warn('embed-refused', { embed: left })
    return startWith(first.value, pages)
  }

  /** The same query at Recras' own page size; `null` when it was not the size that was refused. */
  private async plainly(
    query: BookingQuery,
    ask: ListAsk,
  ): Promise<AsyncGenerator<Result<BookingPage>, void> | null> {
    const pages = this.bookings(query, ask)
    const first = await pages.next()
    if (first.done || !first.value.ok) return null
    this.plainPages = true
    return startWith(first.value, pages)
  }

  private entriesOf(page: RawPage, seen: Map<number, string>, ask: ListAsk): BookingPage {
    const entries: ListedBooking[] = []
    const unreadable: number[] = []
    page.items.forEach((raw, index) => {
      const entry = readListed(raw, ask.known)
      if (entry === null) unreadable.push(index)
      else if (seen.get(entry.id) !== entry.hash) {
        seen.set(entry.id, entry.hash)
        entries.push(entry)
      }
    })
    if (unreadable.length > 0)
      this.log.warn('unreadable', {
        path: '/api2/boekingen',
        count: unreadable.length,
        indexes: unreadable.slice(0, 10),
      })
    return { entries, unreadable: unreadable.length, total: page.total }
  }
}

/** What a desk can do without soonest comes first. */
const DISPENSABLE: readonly Embed[] = [
  'Facturen._betaald_bedrag',
  'kosten',
  'Klant.Hoofdcontact',
  'Klant',
  'boekingsregels',
]

/**
 * The embeds less the one that is missed least. A refusal names the embed in its message only, and
 * nothing is decided on message text.
 */
function narrower(embed: readonly Embed[]): { embed: readonly Embed[]; left: Embed } | null {
  const left = DISPENSABLE.find((one) => embed.includes(one))
  return left ? { embed: embed.filter((one) => one !== left), left } : null
}

const METHODS = new Set(['GET', 'POST', 'PUT', 'PATCH', 'DELETE'])
const UNUSABLE_LINK: AppError = { kind: 'invalid', message: 'link', fields: [] }
const NO_SUCH_PAGE: ReadonlySet<AppError['kind']> = new Set(['refused', 'not-found'])

/** The body of a followed link: JSON, else text, else nothing. A web page is nobody's answer. */
function readAny(answer: Answer): Result<unknown> {
  const { body } = answer
  if (body.trim() === '') return ok(null)
  const isHtml = /\bhtml\b/i.test(answer.header('content-type') ?? '')
  const json = readJson(body)
  if (json.ok) return json
  const promised = /\bjson\b/i.test(answer.header('content-type') ?? '')
  return isHtml || promised || looksLikePage(body) ? json : ok(body)
}

async function* startWith<T>(first: T, rest: AsyncGenerator<T, void>): AsyncGenerator<T, void> {
  yield first
  yield* rest
}
