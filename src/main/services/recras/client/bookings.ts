import type { BookingRecord } from '../../../../shared/ipc/contract.ts'
import type { Deletable } from '../../../../shared/ipc/record-calls.ts'
import {
  bookingCreateSchema,
  bookingUpdateSchema,
  type BookingCreate,
  type BookingUpdate,
} from '../../../../shared/recras/write/booking.ts'
import { fail, ok, type Result } from '../../../../shared/result.ts'
import type { Log } from '../../ports.ts'
import type { Ask, BookingPage, BookingQuery, Embed, ListAsk, ListedBooking } from '../api.ts'
import { unexpected } from '../body.ts'
import { readBooking, readListed } from '../booking-reader.ts'
import type { RawPage } from '../pages.ts'
import { bookingsPath, buildQuery } from '../query.ts'
import { createdId, outgoing, readDeletable, readDone } from './answers.ts'
import { blames, Embeds } from './embeds.ts'
import type { Requests } from './requests.ts'

interface StartedList {
  first: RawPage | null
  rest: AsyncGenerator<Result<RawPage>, void, number>
}

/** `boekingen`: lists, single ones, and changes. See `RecrasApi` for what each call answers. */
export class Bookings {
  private readonly requests: Requests
  private readonly log: Log
  private readonly embeds: Embeds
  /** A page size above the default was refused or took too long; not asked for again. */
  private plainPages = false

  constructor(requests: Requests, log: Log) {
    this.requests = requests
    this.log = log
    this.embeds = new Embeds(log)
  }

  async *list(query: BookingQuery, ask: ListAsk = {}): AsyncGenerator<Result<BookingPage>, void> {
    const seen = new Map<number, string>()
    const moment = ask.moment ?? (() => 0)
    let since = moment()
    let asked = since
    const started = await this.embeds.narrowing(query.embed ?? [], (embed) =>
      this.start({ ...query, embed }, ask),
    )
    if (!started.ok) return yield started
    const { first, rest } = started.value
    try {
      for (let page = first; page !== null;) {
        let fresh = 0
        for (const part of this.partsOf(page, seen, ask)) {
          fresh += part.entries.length + part.unreadable
          yield ok({ ...part, asked })
        }
        const now = moment()
        // Ahead, the next page left when this one came: somewhere after this one was waited for.
        asked = ask.ahead ? since : now
        since = now
        const step = await rest.next(fresh)
        if (step.done) return
        if (!step.value.ok) return yield this.failed(step.value)
        page = step.value.value
      }
    } finally {
      await rest.return()
    }
  }

  one(id: number, embed: readonly Embed[], ask: Ask = {}): Promise<Result<BookingRecord>> {
    return this.read(id, embed, ask, (raw) => {
      const record = readBooking(raw)
      return record?.booking.id === id ? record : null
    })
  }

  text(id: number, embed: readonly Embed[], ask: Ask = {}): Promise<Result<string>> {
    return this.read(id, embed, ask, (raw, text) =>
      readBooking(raw)?.booking.id === id ? text : null,
    )
  }

  async create(body: BookingCreate): Promise<Result<{ id: number }>> {
    const checked = outgoing(bookingCreateSchema, body)
    if (!checked.ok) return checked
    return this.requests.write('POST', '/api2/boekingen', checked.value, (answer) => {
      const id = createdId(answer, /^boekingen$/)
      return id.ok ? ok({ id: id.value }) : id
    })
  }

  async update(id: number, body: BookingUpdate): Promise<Result<null>> {
    const checked = outgoing(bookingUpdateSchema, body)
    if (!checked.ok) return checked
    return this.requests.write('PUT', pathOf(id), checked.value, (answer) => readDone(answer, id))
  }

  delete(id: number): Promise<Result<null>> {
    return this.requests.write('DELETE', pathOf(id), undefined, (answer) => readDone(answer, id))
  }

  async deletable(id: number): Promise<Result<Deletable>> {
    const said = await this.requests.getAnswer(`${pathOf(id)}/deletable`, {}, readDeletable)
    if (said.ok) return ok({ deletable: said.value, reason: null })
    const { kind, message } = said.error
    if (kind === 'conflict' || kind === 'forbidden')
      return ok({ deletable: false, reason: message ?? null })
    return kind === 'refused' ? ok({ deletable: null, reason: null }) : said
  }

  private read<T>(
    id: number,
    embed: readonly Embed[],
    ask: Ask,
    as: (raw: unknown, text: string) => T | null,
  ): Promise<Result<T>> {
    return this.embeds.narrowing(embed, async (embed) => {
      // Judged outside of the request: one bad booking is no reason to call Recras unreachable.
      const path = `${pathOf(id)}${buildQuery({ embed })}`
      const got = await this.requests.get(path, ask, (raw, text) => ok({ raw, text }))
      if (!got.ok) return got
      const value = as(got.value.raw, got.value.text)
      // Another booking's answer must never be taken for this one's.
      if (value !== null) return ok(value)
      this.log.warn('unreadable', { path: pathOf(id) })
      return fail(unexpected('not this booking'))
    })
  }

  /** The first page of a list, at Recras' own page size when a larger one is refused. */
  private async start(query: BookingQuery, ask: ListAsk): Promise<Result<StartedList>> {
    const { page_size: wanted, ...plain } = query
    if (wanted === undefined || this.plainPages) return this.begin(plain, ask)
    const sized = await this.begin(query, ask)
    if (sized.ok || !blames(sized.error, 'page_size')) return sized
    const unsized = await this.begin(plain, ask)
    if (unsized.ok) this.plainPages = true
    return unsized.ok ? unsized : sized
  }

  private async begin(query: BookingQuery, ask: ListAsk): Promise<Result<StartedList>> {
    const rest = this.requests.pages((page) => bookingsPath(query, page), ask, {
      ahead: ask.ahead ? 1 : 0,
    })
    const step = await rest.next()
    if (step.done) return ok({ first: null, rest })
    return step.value.ok ? ok({ first: step.value.value, rest }) : this.failed(step.value)
  }

  private failed<T>(failure: Result<T>): Result<T> {
    // On a slow line a large page may never make it in time; the next read asks for less.
    if (!failure.ok && failure.error.kind === 'timeout') this.plainPages = true
    return failure
  }

  /** A page part by part, each read when asked for: what reads it has the first while the rest waits. */
  private *partsOf(
    { items, total }: RawPage,
    seen: Map<number, string>,
    ask: ListAsk,
  ): Generator<Omit<BookingPage, 'asked'>> {
    for (let from = 0; from === 0 || from < items.length; from += PART) {
      const entries: ListedBooking[] = []
      const unreadable: number[] = []
      items.slice(from, from + PART).forEach((raw, index) => {
        const entry = readListed(raw, ask.known)
        if (entry === null) unreadable.push(from + index)
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
      yield { entries, unreadable: unreadable.length, total }
    }
  }
}

/** Entries of a page that are handed over together. */
const PART = 100
const pathOf = (id: number): string => `/api2/boekingen/${id}`
