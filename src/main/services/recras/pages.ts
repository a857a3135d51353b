import { fail, ok, type Result } from '../../../shared/result.ts'
import { readJson, unexpected } from './body.ts'
import type { Answer } from './errors.ts'
import { linkWithRel } from './link-header.ts'
import { resolveTarget } from './target.ts'

/** One page of any list, unread but for being a list. */
export interface RawPage {
  items: unknown[]
  total: number | null
  /** Entries in a full page, as the server says. */
  size: number | null
  /** `rel="next"` of the `Link` header. */
  next: string | null
}

export interface PageRequest {
  url: URL
  /** Asked for on a guess: that it is refused or not found only means that there is no such page. */
  guess: boolean
}

/** Recras' own page size; a page shorter than this is the last one. */
const DEFAULT_PAGE_SIZE = 100
const MOST_PAGES = 1000

/** Reads a list answer; `unexpected-answer` unless the body is a JSON array. */
export function readPage(answer: Answer): Result<RawPage> {
  const body = readJson(answer.body)
  if (!body.ok) return body
  if (!Array.isArray(body.value)) return fail(unexpected('not a list'))
  return ok({
    items: body.value as unknown[],
    total: count(answer.header('x-total-count')),
    size: count(answer.header('x-page-size')),
    next: linkWithRel(answer.header('link'), 'next'),
  })
}

const count = (header: string | null): number | null =>
  header !== null && /^\d{1,9}$/.test(header.trim()) ? Number(header) : null

/**
 * Decides what to read after a page, and when a list is complete (recras-api "Lists"): follows
 * `next` where it is given and stays at the venue, else counts up to the total, else reads on until
 * a short page. A page that brings nothing new ends it, so that neither a link that leads in
 * circles nor a list that shifts while it is read goes on for ever.
 */
export class Paging {
  private page: number
  private received = 0
  private readonly asked = new Set<string>()
  private readonly origin: string
  private readonly pathOf: (page: number) => string

  private readonly from: number

  /** @param from the page to begin with */
  constructor(origin: string, pathOf: (page: number) => string, from = 1) {
    this.origin = origin
    this.pathOf = pathOf
    this.from = from
    this.page = from
  }

  first(): PageRequest {
    return this.request(this.at(this.from), false)
  }

  /** Where the pages behind this one will be looked for, as far as that can be told; `count` at most. */
  expected(page: RawPage, count: number): URL[] {
    const size = page.size ?? page.items.length
    const last = page.total === null || size < 1 ? 0 : Math.ceil(page.total / size)
    const linked = page.next === null ? null : resolveTarget(page.next, this.origin)
    // A link that does not count pages says nothing about those behind the next.
    if (linked !== null && linked.searchParams.get('page') !== String(this.page + 1)) return []
    const urls: URL[] = []
    for (let number = this.page + 1; number <= Math.min(last, this.page + count); number++) {
      const url = linked === null ? this.at(number) : new URL(linked)
      if (linked !== null) url.searchParams.set('page', String(number))
      urls.push(url)
    }
    return urls
  }

  /** @param fresh how many entries of the page were not seen before */
  after(page: RawPage, fresh: number): PageRequest | null {
    if (this.page === this.from) this.received = (this.from - 1) * (page.size ?? DEFAULT_PAGE_SIZE)
    this.received += page.items.length
    this.page++
    if (fresh === 0 || this.page > MOST_PAGES) return null
    const linked = page.next === null ? null : resolveTarget(page.next, this.origin)
    if (linked !== null && !this.asked.has(linked.href)) return this.request(linked, false)
    const full = Math.min(page.size ?? DEFAULT_PAGE_SIZE, DEFAULT_PAGE_SIZE)
    const more = page.total === null ? page.items.length >= full : this.received < page.total
    const counted = this.at(this.page)
    return more && !this.asked.has(counted.href) ? this.request(counted, true) : null
  }

  private at(page: number): URL {
    return new URL(this.pathOf(page), this.origin)
  }

  private request(url: URL, guess: boolean): PageRequest {
    this.asked.add(url.href)
    return { url, guess }
  }
}
