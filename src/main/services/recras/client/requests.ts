import { fail, ok, type AppError, type Result } from '../../../../shared/result.ts'
import type { Ask } from '../api.ts'
import { readJson } from '../body.ts'
import type { Answer } from '../errors.ts'
import { Paging, readPage, type PageRequest, type RawPage } from '../pages.ts'
import type { Transport } from '../transport.ts'

/** Writing does more at Recras than reading; a mail or a whole booking may hang on it. */
const WRITE_TIMEOUT_MS = 30_000

export interface PagesOptions {
  /** The page to begin with; 1. */
  from?: number
  /** How many pages beyond the one just read are asked for already, where they can be told; 0. */
  ahead?: number
}

/** The kinds of requests that everything at Recras is read and written with. */
export class Requests {
  readonly origin: string
  private readonly transport: Transport
  private readonly writeTimeoutMs: number

  constructor(transport: Transport, origin: string, writeTimeoutMs = WRITE_TIMEOUT_MS) {
    this.transport = transport
    this.origin = origin
    this.writeTimeoutMs = writeTimeoutMs
  }

  /** Reads a JSON document. */
  get<T>(
    path: string,
    ask: Ask,
    read: (body: unknown, text: string) => Result<T>,
    vouched?: () => Promise<boolean>,
  ): Promise<Result<T>> {
    const readAnswer = ({ body }: Answer): Result<T> => {
      const value = readJson(body)
      return value.ok ? read(value.value, body) : value
    }
    return this.transport.send(this.at(path, 'GET'), ask, readAnswer, vouched)
  }

  /** Reads an answer that need not be JSON. */
  getAnswer<T>(path: string, ask: Ask, read: (answer: Answer) => Result<T>): Promise<Result<T>> {
    return this.transport.send(this.at(path, 'GET'), ask, read)
  }

  /** Sends a change; a body goes out as JSON. */
  write<T>(
    method: 'POST' | 'PUT' | 'DELETE',
    path: string,
    body: unknown,
    read: (answer: Answer) => Result<T>,
  ): Promise<Result<T>> {
    const json = body === undefined ? {} : { json: JSON.stringify(body) }
    const request = { ...this.at(path, method), ...json, timeoutMs: this.writeTimeoutMs }
    return this.transport.send(request, {}, read)
  }

  /** Follows a resolved address (`target.ts`). */
  follow<T>(
    target: URL,
    method: string,
    ask: Ask,
    read: (answer: Answer) => Result<T>,
  ): Promise<Result<T>> {
    const limit = method === 'GET' ? {} : { timeoutMs: this.writeTimeoutMs }
    return this.transport.send({ target, method, ...limit }, ask, read)
  }

  /**
   * The raw pages of a list. `next(n)` tells how many entries of the page just read were new.
   *
   * Pages that are read ahead may be answered in any order, while entries come and go and move all
   * behind them from one page to another. A total that is smaller than that of the page before says
   * that something may have slipped past in between: then both are looked at once more, in order.
   */
  async *pages(
    pathOf: (page: number) => string,
    ask: Ask,
    { from = 1, ahead = 0 }: PagesOptions = {},
  ): AsyncGenerator<Result<RawPage>, void, number> {
    const paging = new Paging(this.origin, pathOf, from)
    const enough = new AbortController()
    const signal = ask.signal ? AbortSignal.any([ask.signal, enough.signal]) : enough.signal
    const coming = new Map<string, Promise<Result<RawPage>>>()
    const read = (target: URL): Promise<Result<RawPage>> =>
      this.transport.send({ target, method: 'GET' }, { ...ask, signal }, readPage)
    let before: { url: URL; total: number | null } | null = null
    try {
      for (let request: PageRequest | null = paging.first(); request !== null;) {
        const key = sameList(request.url)
        let page: Result<RawPage> = await (coming.get(key) ?? read(request.url))
        coming.delete(key)
        if (!page.ok && request.guess && NO_SUCH_PAGE.has(page.error.kind)) return
        let slipped: unknown[] = []
        if (ahead > 0 && page.ok && before && isLess(page.value.total, before.total)) {
          const back: Result<RawPage> = await read(before.url)
          page = back.ok ? await read(request.url) : back
          slipped = back.ok ? back.value.items : []
        }
        if (!page.ok) {
          yield page
          return
        }
        for (const url of paging.expected(page.value, ahead))
          if (!coming.has(sameList(url))) coming.set(sameList(url), read(url))
        before = { url: request.url, total: page.value.total }
        const fresh: number = yield ok({ ...page.value, items: [...slipped, ...page.value.items] })
        request = paging.after(page.value, fresh)
      }
    } finally {
      // What was asked for ahead of time and is not wanted any more.
      enough.abort()
    }
  }

  private at(path: string, method: string): { target: URL; method: string } {
    return { target: new URL(path, this.origin), method }
  }
}

const NO_SUCH_PAGE: ReadonlySet<AppError['kind']> = new Set(['refused', 'not-found'])

const isLess = (total: number | null, before: number | null): boolean =>
  total !== null && before !== null && total < before

/** Two addresses of a page are the same whatever the order and encoding of their parameters. */
function sameList(url: URL): string {
  const query = new URLSearchParams(url.searchParams)
  query.sort()
  return `${url.pathname}?${query.toString()}`
}

/** All entries of a list of several pages, by id; the first failure when there is one. */
export async function collect<T extends { id: number }>(
  list: AsyncGenerator<Result<RawPage>, void, number>,
  read: (item: unknown) => T | null,
): Promise<Result<T[]>> {
  const found = new Map<number, T>()
  for (let step = await list.next(); !step.done;) {
    const page = step.value
    if (!page.ok) return fail(page.error)
    const before = found.size
    for (const item of page.value.items) {
      const one = read(item)
      if (one !== null) found.set(one.id, one)
    }
    step = await list.next(found.size - before)
  }
  return ok([...found.values()])
}
