import type { Switches } from '../switches.ts'
import { complaint, failure, refusal } from './errors.ts'
import { integer } from './query.ts'

/** The readers of the parameters that every list has. */
export const pagingReaders = (switches: Switches) => ({
  page: integer(1),
  page_size: integer(1, switches.maxPageSize),
})

interface Asked {
  page?: number | undefined
  page_size?: number | undefined
}

/**
 * One page of a list with its headers: `X-Page-Size`, `X-Total-Count` and `Link` with current,
 * first, last, prev and next.
 *
 * @param render one entry as JSON
 * @param ahead entries that are put before the page's own and counted by nobody
 */
export function pageOf<T>(
  items: readonly T[],
  asked: Asked,
  url: URL,
  switches: Switches,
  render: (item: T) => string,
  ahead: readonly string[] = [],
): Response {
  const size = asked.page_size ?? switches.pageSize
  const page = asked.page ?? 1
  const last = Math.max(1, Math.ceil(items.length / size))
  if (page > last && switches.pagePastEnd === 'not-found')
    return failure(404, 'Page not found', switches)
  if (page > last && switches.pagePastEnd === 'refused')
    return refusal(406, [complaint('page', 'Page does not exist')], switches)
  const entries = items.slice((page - 1) * size, page * size).map(render)
  const headers: Record<string, string> = { 'Content-Type': 'application/json' }
  if (switches.pagingHeaders !== 'none') {
    headers['X-Page-Size'] = String(size)
    headers['X-Total-Count'] = String(items.length)
  }
  if (switches.pagingHeaders === 'all')
    headers['Link'] = linkHeader(url, page, last, switches.pagingHrefs === 'absolute')
  return new Response(`[${[...ahead, ...entries].join(',')}]`, { headers })
}

function linkHeader(url: URL, page: number, last: number, absolute: boolean): string {
  const to = (number: number, rel: string): string => {
    const target = new URL(url)
    target.searchParams.set('page', String(number))
    return `<${absolute ? target.href : target.pathname + target.search}>; rel="${rel}"`
  }
  return [
    to(page, 'current'),
    to(1, 'first'),
    to(last, 'last'),
    ...(page > 1 ? [to(page - 1, 'prev')] : []),
    ...(page < last ? [to(page + 1, 'next')] : []),
  ].join(', ')
}
