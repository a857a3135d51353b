import type { Hono } from 'hono'
import type { HttpBindings } from '@hono/node-server'
import { failure } from '../http/errors.ts'
import type { Rendered } from '../http/rendered.ts'
import type { Switches } from '../switches.ts'
import type { Venue } from '../venue/venue.ts'

export type Api = Hono<{ Bindings: HttpBindings }>

/** What resources need. */
export interface Desk {
  venue: Venue
  switches: Switches
  rendered: Rendered
  /** Entries that every page of bookings begins with; a fault. */
  rubbish: () => readonly string[]
}

/** A request to a resource: its address, and the number in its path where it has one. */
export interface Asked {
  url: URL
  id: number
  params: Record<string, string>
}

export type Handler = (asked: Asked) => Response

/** Registers a path with its methods; every other method is a 405 that says which there are. */
export function resource(
  api: Api,
  path: string,
  handlers: Partial<Record<'GET' | 'POST' | 'PUT' | 'DELETE', Handler>>,
  { switches }: Desk,
): void {
  const allow = Object.keys(handlers).join(', ')
  api.all(path, (context) => {
    const method = context.req.method === 'HEAD' ? 'GET' : context.req.method
    const handler = Object.hasOwn(handlers, method)
      ? handlers[method as keyof typeof handlers]
      : undefined
    if (handler === undefined) return failure(405, 'Method Not Allowed', switches, { Allow: allow })
    const params = context.req.param() as Record<string, string>
    return handler({ url: new URL(context.req.url), id: Number(params['id'] ?? 0), params })
  })
}

export const json = (body: unknown): Response =>
  new Response(JSON.stringify(body), { headers: { 'Content-Type': 'application/json' } })

export const notFound = ({ switches }: Desk, what: string): Response =>
  failure(404, `${what} not found`, switches)
