import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response'
import type { HttpBindings } from '@hono/node-server'
import type { Context, MiddlewareHandler } from 'hono'
import type { Socket } from 'node:net'
import { setTimeout as delay } from 'node:timers/promises'
import type { Faults } from '../faults.ts'
import type { Switches } from '../switches.ts'
import { failure } from './errors.ts'

/** One request to `/api2`, in the order in which they came. */
export interface LoggedRequest {
  /** ISO, this machine's clock. */
  at: string
  method: string
  /** Path and query. */
  path: string
  /** As it came, of a `POST` and a `PUT`; empty where there is none. */
  body: string
  /** `null`: it got no answer. */
  status: number | null
}

const LONGEST_LOG = 50_000
const PORTAL =
  '<!doctype html><html lang="nl"><title>Gratis wifi</title><h1>Welkom, log in</h1></html>'

type Middleware = MiddlewareHandler<{ Bindings: HttpBindings }>

/** Writes every request down, and stands between it and Recras with whatever is wrong. */
export function faulty(
  faults: Faults,
  switches: Switches,
  requests: LoggedRequest[],
  underWay: Set<Socket>,
): Middleware {
  return async (context, next) => {
    const { incoming, outgoing } = context.env
    const { socket } = incoming
    const entry: LoggedRequest = {
      at: new Date().toISOString(),
      method: context.req.method,
      path: incoming.url ?? '',
      body: '',
      status: null,
    }
    requests.push(entry)
    if (requests.length > LONGEST_LOG) requests.shift()
    underWay.add(socket)
    outgoing.once('close', () => underWay.delete(socket))

    const cut = (): Response => {
      socket.destroy()
      return RESPONSE_ALREADY_SENT
    }
    if (faults.closed) return cut()
    if (entry.method === 'POST' || entry.method === 'PUT') entry.body = await context.req.text()
    if (!faults.concern(entry.method, entry.path)) {
      await next()
      entry.status = context.res.status
      return
    }
    if (faults.latencyMs > 0) await delay(faults.latencyMs)
    if (faults.closed || socket.destroyed) return cut()
    if (faults.silent) return RESPONSE_ALREADY_SENT

    const early = instead(faults, switches)
    if (early) {
      entry.status = early.status
      return early
    }
    const changes = !['GET', 'HEAD'].includes(entry.method)
    if (changes && faults.loseRequestBeforeChange > 0) {
      faults.loseRequestBeforeChange--
      return cut()
    }
    await next()

    if (changes && context.res.ok && faults.loseAnswerAfterChange > 0) {
      faults.loseAnswerAfterChange--
      replaceAnswer(context, cut())
      return
    }
    entry.status = context.res.status
    if (faults.truncate && context.res.body !== null)
      replaceAnswer(context, await half(context.res, context.env))
    return
  }
}

/** Emptied first: otherwise hono mixes the headers of the old answer into the new one. */
function replaceAnswer(context: Context, answer: Response): void {
  context.res = undefined
  context.res = answer
}

/** What answers in Recras' place, if anything does. */
function instead(faults: Faults, switches: Switches): Response | null {
  const { status429 } = faults
  if (status429 !== null && status429.count > 0) {
    faults.status429 = status429.count > 1 ? { ...status429, count: status429.count - 1 } : null
    const { retryAfter } = status429
    return failure(
      429,
      'Too Many Requests',
      switches,
      retryAfter === undefined ? {} : { 'Retry-After': String(retryAfter) },
    )
  }
  if (faults.status5xx > 0) {
    faults.status5xx--
    return failure(503, 'Service Unavailable', switches)
  }
  if (faults.html)
    return new Response(PORTAL, { headers: { 'Content-Type': 'text/html; charset=utf-8' } })
  return faults.revoked
    ? failure(401, 'Unauthorized', switches, { 'WWW-Authenticate': 'Bearer' })
    : null
}

/** Promises the whole body, sends half of it and breaks the connection. */
async function half(response: Response, { outgoing, incoming }: HttpBindings): Promise<Response> {
  const body = Buffer.from(await response.arrayBuffer())
  outgoing.writeHead(response.status, {
    ...Object.fromEntries(response.headers),
    'Content-Length': String(body.length),
  })
  outgoing.write(body.subarray(0, Math.floor(body.length / 2)), () => incoming.socket.destroy())
  return RESPONSE_ALREADY_SENT
}
