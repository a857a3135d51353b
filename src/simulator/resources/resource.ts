import type { Hono } from 'hono'
import type { HttpBindings } from '@hono/node-server'
import { readObject, type Body } from '../http/body.ts'
import { complaint, failure, refusal } from '../http/errors.ts'
import { readQuery } from '../http/query.ts'
import type { Rendered } from '../http/rendered.ts'
import type { Switches } from '../switches.ts'
import type { StoredBooking, StoredCustomer } from '../venue/model.ts'
import type { Venue } from '../venue/venue.ts'

export type Api = Hono<{ Bindings: HttpBindings }>

/** What resources need. */
export interface Desk {
  venue: Venue
  switches: Switches
  rendered: Rendered<StoredBooking>
  renderedCustomers: Rendered<StoredCustomer>
  /** A key that has no permissions; `null`: there is none. */
  limitedKey: string | null
  /** Entries that every page of bookings begins with; a fault. */
  rubbish: () => readonly string[]
}

/** A request to a resource: its address, and the number in its path where it has one. */
export interface Asked {
  url: URL
  id: number
  params: Record<string, string>
  /** The body as it came; empty where there is none. */
  text: string
  /** Whether the key that was used has a permission. */
  may: (permission: Permission) => boolean
}

/** What keys may or may not do (seeds/boekingen, "Status Codes" and "HATEOAS Links"). */
export type Permission = keyof Switches['permissions'] | 'saveOverbooking'

/** The key in an `Authorization` header. */
export const keyOf = (header: string | undefined): string | null =>
  /^Bearer +(\S+)$/i.exec(header ?? '')?.[1] ?? null

export type Handler = (asked: Asked) => Response

/** Registers a path with its methods; every other method is a 405 that says which there are. */
export function resource(
  api: Api,
  path: string,
  handlers: Partial<Record<'GET' | 'POST' | 'PUT' | 'DELETE', Handler>>,
  { switches, limitedKey }: Desk,
): void {
  const allow = Object.keys(handlers).join(', ')
  api.all(path, async (context) => {
    const method = context.req.method === 'HEAD' ? 'GET' : context.req.method
    const handler = Object.hasOwn(handlers, method)
      ? handlers[method as keyof typeof handlers]
      : undefined
    if (handler === undefined) return failure(405, 'Method Not Allowed', switches, { Allow: allow })
    const params = context.req.param() as Record<string, string>
    const text = method === 'POST' || method === 'PUT' ? await context.req.text() : ''
    const key = keyOf(context.req.header('authorization'))
    const may = (permission: Permission): boolean =>
      key !== limitedKey &&
      (permission === 'saveOverbooking'
        ? switches.saveOverbooking
        : switches.permissions[permission])
    const url = new URL(context.req.url)
    return handler({ url, id: Number(params['id'] ?? 0), params, text, may })
  })
}

export const json = (body: unknown, status = 200, headers: Record<string, string> = {}): Response =>
  new Response(JSON.stringify(body), {
    status,
    headers: { ...headers, 'Content-Type': 'application/json' },
  })

/** Answers a request with the JSON object that it carries; without one, or with parameters, a 406. */
export function withBody(
  { url, text }: Asked,
  { switches }: Desk,
  answer: (body: Body) => Response,
): Response {
  const { complaints } = readQuery(url.searchParams, {})
  if (complaints.length > 0) return refusal(406, complaints, switches)
  const body = readObject(text)
  return body === null
    ? refusal(406, [complaint('', 'De inhoud is geen JSON-object')], switches)
    : answer(body)
}

/** Where something stands, as a `Location` header says it. */
export function locationOf(path: string, { url }: Asked, { switches }: Desk): string {
  const origin = switches.locationHref === 'absolute' ? url.origin : ''
  return `${origin}${switches.legacyPaths ? '/api2.php' : '/api2'}${path}`
}

export const notFound = ({ switches }: Desk, what: string): Response =>
  failure(404, `${what} not found`, switches)
