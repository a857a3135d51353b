import { createServer, type Server } from 'node:net'
import type { AddressInfo } from 'node:net'
import { describe, expect, it, onTestFinished } from 'vitest'
import type { AppError } from '../../../../src/shared/result.ts'
import { json, serve } from './http-server.ts'
import { newClient } from './new-client.ts'

const ME = { id: 3, displaynaam: 'Sanne', bedrijf_id: 1 }
const BOOKING = { id: 75, status: 'optie' }

describe('what leaves', () => {
  it('carries the key, asks for JSON, and has neither cookies nor a body type', async () => {
    const server = await serve((_, response) => {
      response.setHeader('set-cookie', 'a=b; Path=/')
      json(response, { id: 3, displaynaam: 'Sanne', bedrijf_id: 1 })
    })
    const { client, told } = newClient(server.origin)
    expect(await client.me()).toMatchObject({ ok: true, value: { id: 3, displaynaam: 'Sanne' } })
    await client.follow('recras:booking:set_status:ongoing', link('/x'))
    const [first, second] = server.requests
    expect(first).toMatchObject({ method: 'GET', url: '/api2/personeel/me', body: '' })
    expect(first?.headers).toMatchObject({
      authorization: 'Bearer geheim',
      accept: 'application/json',
    })
    expect(second).toMatchObject({ method: 'POST', url: '/x', body: '' })
    expect(second?.headers).not.toHaveProperty('content-type')
    expect(second?.headers).not.toHaveProperty('cookie')
    expect(told.answers).toHaveLength(2)
    expect(Math.abs((told.answers[0]?.serverDate ?? 0) - Date.now())).toBeLessThan(5000)
  })

  it('leaves the store of answers of the network stack alone, and follows no redirect', async () => {
    const server = await serve((_, response) => json(response, BOOKING))
    const inits: (RequestInit | undefined)[] = []
    const { client } = newClient(server.origin, {
      fetch: (input, init) => {
        inits.push(init)
        return fetch(input, init)
      },
    })
    expect((await client.booking(75, [])).ok).toBe(true)
    expect(inits).toMatchObject([{ cache: 'no-store', redirect: 'manual' }])
  })

  it('asks for one booking with its embeds, and for a customer among the contacts too', async () => {
    const server = await serve(({ url }, response) => {
      if (url.startsWith('/api2/boekingen')) json(response, BOOKING)
      else if (url.startsWith('/api2/klanten')) json(response, {}, {}, 404)
      else json(response, { id: 17, displaynaam: 'Gemeente' })
    })
    const { client } = newClient(server.origin)
    const booking = await client.booking(75, ['Klant', 'boekingsregels'])
    expect(booking).toMatchObject({ ok: true, value: { booking: BOOKING } })
    expect(await client.customer(17)).toMatchObject({ ok: true, value: { id: 17 } })
    expect(server.requests.map((one) => one.url)).toEqual([
      '/api2/boekingen/75?embed=Klant,boekingsregels',
      '/api2/klanten/17',
      '/api2/contacten/17',
    ])
  })
})

const ERRORS: [status: number, body: unknown, headers: Record<string, string>, error: AppError][] =
  [
    [400, { message: 'nee' }, {}, { kind: 'refused', message: 'nee', fields: [] }],
    [401, { error: 'x', message: 'Geen toegang' }, {}, { kind: 'unauthorized', message: 'Geen toegang' }],
    [403, { error: { code: 1, message: 'Geen recht' } }, {}, { kind: 'forbidden', message: 'Geen recht' }],
    [404, '', {}, { kind: 'not-found' }],
    [404, '<!DOCTYPE html><p>404', {}, { kind: 'not-found' }],
    [405, { message: 'Mag niet' }, {}, { kind: 'refused', message: 'Mag niet', fields: [] }],
    [405, '', {}, { kind: 'unexpected-answer', message: 'HTTP 405' }],
    [406, [{ field: 'limit', message: 'nee', parameters: [] }], {}, { kind: 'refused', message: 'nee', fields: [nee('limit')] }],
    [406, { errors: [{ field: 'a', message: 'nee' }] }, {}, { kind: 'refused', message: 'nee', fields: [nee('a')] }],
    [418, '<html>proxy', {}, { kind: 'unexpected-answer', message: 'HTTP 418' }],
    [409, '', {}, { kind: 'conflict' }],
    [412, '', {}, { kind: 'conflict' }],
    [410, '', {}, { kind: 'not-found' }],
    [422, [{ message: 'nee' }], {}, { kind: 'refused', message: 'nee', fields: [nee(null)] }],
    [429, '', { 'retry-after': '7' }, { kind: 'rate-limited', retryAfterMs: 7000 }],
    [429, '', {}, { kind: 'rate-limited', retryAfterMs: null }],
    [500, '<html><h1>Oeps', {}, { kind: 'server', status: 500, retryAfterMs: null }],
    [502, 'Bad gateway', {}, { kind: 'server', message: 'Bad gateway', status: 502, retryAfterMs: null }],
    [503, '', { 'retry-after': '3' }, { kind: 'server', status: 503, retryAfterMs: 3000 }],
    [300, '', {}, { kind: 'unexpected-answer', message: 'HTTP 300' }],
    [304, '', {}, { kind: 'unexpected-answer', message: 'HTTP 304' }],
    [200, '<!doctype html><title>Gratis wifi</title>', { 'content-type': 'text/html' }, { kind: 'unexpected-answer', message: 'HTML' }],
    [200, 'ok', {}, { kind: 'unexpected-answer', message: 'not JSON' }],
    [200, '', {}, { kind: 'unexpected-answer', message: 'empty' }],
    [204, '', {}, { kind: 'unexpected-answer', message: 'empty' }],
    [200, '{"id": 75, "status": "op', {}, { kind: 'unexpected-answer', message: 'not JSON' }],
    [200, { id: 76 }, {}, { kind: 'unexpected-answer', message: 'not this booking' }],
    [200, [], {}, { kind: 'unexpected-answer', message: 'not this booking' }],
    [200, 'null', {}, { kind: 'unexpected-answer', message: 'not this booking' }],
  ] // prettier-ignore

function nee(field: string | null): { field: string | null; message: string } {
  return { field, message: 'nee' }
}

const TOLD_AS_FAILED = ['unauthorized', 'server', 'unexpected-answer']

describe('every answer has its kind', () => {
  it.each(ERRORS)('%i %j', async (status, body, headers, error) => {
    const server = await serve(({ url }, response) => {
      if (url === '/api2/personeel/me') return json(response, ME)
      const text = typeof body === 'string' ? body : JSON.stringify(body)
      response.writeHead(status, { 'content-type': 'application/json', ...headers })
      response.end(status === 204 || status === 304 ? undefined : text)
    })
    const { client, told } = newClient(server.origin)
    expect(await client.booking(75, [])).toEqual({ ok: false, error })
    // One bad booking is no reason to call Recras unreachable.
    const failed = TOLD_AS_FAILED.includes(error.kind) && error.message !== 'not this booking'
    // What only looks like Recras counts after Recras itself was seen there.
    const vouched = (status === 403 || status === 404 || status === 410) && typeof body === 'string'
    expect([told.answers.length, told.failures.length]).toEqual(
      failed ? [0, 1] : [vouched ? 2 : 1, 0],
    )
  })

  it('takes nobody for an answer to "who am I"', async () => {
    const server = await serve((_, response) => json(response, { hello: 'world' }))
    const { client, told } = newClient(server.origin)
    expect(await client.me()).toMatchObject({ error: { kind: 'unexpected-answer' } })
    expect(told.failures).toHaveLength(1)
  })
})

describe('a 403 or 404 that is not in JSON', () => {
  const filter =
    (status: number, body: string) => async (): Promise<ReturnType<typeof newClient>> => {
      const server = await serve((_, response) => {
        response.writeHead(status, { 'content-type': 'text/html' })
        response.end(body)
      })
      return newClient(server.origin)
    }

  it.each([
    ['a web filter', 403, '<!doctype html><title>Blocked</title>'],
    ['an ingress without its backend', 404, 'default backend - 404'],
    ['nothing but a number', 404, ''],
    ['one that is gone', 410, ''],
  ])('says nothing about a booking: %s', async (_what, status, body) => {
    const { client, told } = await filter(status, body)()
    const refused = { ok: false, error: { kind: 'unexpected-answer', message: `HTTP ${status}` } }
    expect(await client.booking(75, [])).toEqual(refused)
    expect(await client.customer(17)).toEqual(refused)
    expect(await client.follow('recras:booking:set_status:ongoing', link('/x'))).toEqual(refused)
    expect(await client.bookings({}).next()).toEqual({ done: false, value: refused })
    expect(await client.me()).toEqual(refused)
    expect(told.answers).toEqual([])
    expect(new Set(told.failures.map((one) => one.kind))).toEqual(new Set(['unexpected-answer']))
  })

  it('is Recras when Recras answers there, and then asks it once only', async () => {
    const server = await serve(({ url }, response) => {
      if (url === '/api2/personeel/me') return json(response, ME)
      response.writeHead(404).end()
    })
    const { client, told } = newClient(server.origin)
    expect(await client.booking(75, [])).toEqual({ ok: false, error: { kind: 'not-found' } })
    expect(server.requests.map((one) => one.url)).toEqual([
      '/api2/boekingen/75',
      '/api2/personeel/me',
    ])
    expect(told.failures).toEqual([])
  })

  it('is nothing at all when it was given up meanwhile', async () => {
    const stop = new AbortController()
    const server = await serve(({ url }, response) => {
      if (url === '/api2/personeel/me') return stop.abort()
      response.writeHead(404).end()
    })
    const { client, told } = newClient(server.origin)
    const read = await client.booking(75, [], { signal: stop.signal })
    expect(read).toMatchObject({ error: { kind: 'not-now' } })
    expect(told).toMatchObject({ answers: [], failures: [] })
  })
})

describe('no answer', () => {
  const rawServer = async (onSocket: Parameters<typeof createServer>[1]): Promise<number> => {
    const server: Server = createServer(onSocket)
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    onTestFinished(() => void server.close())
    return (server.address() as AddressInfo).port
  }

  it('a name that does not exist', async () => {
    const { client, told } = newClient('http://bestaat-niet.invalid')
    expect(await client.me()).toMatchObject({ error: { kind: 'unreachable' } })
    expect(told.failures[0]?.kind).toBe('unreachable')
  })

  it('a closed port', async () => {
    const { client } = newClient('http://127.0.0.1:1')
    expect(await client.me()).toMatchObject({ error: { kind: 'unreachable' } })
  })

  it('a connection that is reset', async () => {
    const port = await rawServer((socket) => {
      socket.on('error', () => undefined)
      socket.on('data', () => socket.resetAndDestroy())
    })
    const { client } = newClient(`http://127.0.0.1:${port}`)
    expect(await client.me()).toMatchObject({
      error: { kind: 'unreachable', message: 'ECONNRESET' },
    })
  })

  it('a body that stops in the middle', async () => {
    const port = await rawServer((socket) => {
      socket.on('error', () => undefined)
      socket.on('data', () => socket.end('HTTP/1.1 200 OK\r\nContent-Length: 50\r\n\r\n{"id":'))
    })
    const { client } = newClient(`http://127.0.0.1:${port}`)
    expect(await client.me()).toMatchObject({ error: { kind: 'unreachable' } })
  })

  it('something that does not speak TLS', async () => {
    const server = await serve((_, response) => response.end())
    const { client } = newClient(server.origin.replace('http:', 'https:'))
    expect(await client.me()).toMatchObject({ error: { kind: 'unreachable' } })
    expect(server.requests).toEqual([])
  })

  it.each(['before the head', 'within the body'])('nothing more %s', async (where) => {
    const server = await serve((_, response) => {
      if (where === 'within the body') response.writeHead(200).write('{"id":')
    })
    const { client, told } = newClient(server.origin, { timeoutMs: 150 })
    expect(await client.me()).toEqual({ ok: false, error: { kind: 'timeout' } })
    expect(told.failures).toEqual([{ kind: 'timeout' }])
  })

  it('a body that drips for ever', async () => {
    const server = await serve((_, response) => {
      response.writeHead(200)
      const timer = setInterval(() => response.write(' '), 20)
      response.on('close', () => clearInterval(timer))
    })
    const { client } = newClient(server.origin, { timeoutMs: 200 })
    expect(await client.me()).toMatchObject({ error: { kind: 'timeout' } })
  })

  it('is not reported when it was given up', async () => {
    const server = await serve(() => undefined)
    const { client, told } = newClient(server.origin)
    const stop = new AbortController()
    const asked = client.me({ signal: stop.signal })
    await expect.poll(() => server.requests.length).toBe(1)
    stop.abort()
    expect(await asked).toMatchObject({ error: { kind: 'not-now' } })
    expect(told).toMatchObject({ answers: [], failures: [] })
  })
})

describe('too much', () => {
  it.each([true, false])('is refused while it comes in (length said: %s)', async (said) => {
    let sent = 0
    const server = await serve((_, response) => {
      response.writeHead(200, said ? { 'content-length': '100000000' } : {})
      const chunk = Buffer.alloc(64 * 1024, 32)
      const more = (): void => {
        while (!response.destroyed && sent < 100_000_000) {
          sent += chunk.length
          if (!response.write(chunk)) return void response.once('drain', more)
        }
      }
      more()
    })
    const { client } = newClient(server.origin, { maxBytes: 1_000_000 })
    expect(await client.me()).toEqual({
      ok: false,
      error: { kind: 'unexpected-answer', message: 'too large' },
    })
    expect(sent).toBeLessThan(20_000_000)
  })
})

function link(href: string): { href: string; method: null; templated: boolean } {
  return { href, method: null, templated: false }
}
