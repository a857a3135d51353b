import { describe, expect, it } from 'vitest'
import { resolveTarget } from '../../../../src/main/services/recras/target.ts'
import type { Link } from '../../../../src/shared/recras/links.ts'
import { json, serve } from './http-server.ts'
import { newClient } from './new-client.ts'

const link = (href: string, method: string | null = null): Link => ({
  href,
  method,
  templated: false,
})

describe('the key stays with the venue', () => {
  it.each([301, 302, 303, 307, 308])('a %i is not followed', async (status) => {
    const thief = await serve((_, response) => json(response, { id: 1 }))
    const server = await serve(({ url }, response) => {
      const location = url.includes('me') ? `${thief.origin}/steal` : '/api2/elsewhere'
      response.writeHead(status, { location }).end()
    })
    const { client, told } = newClient(server.origin)
    expect(await client.me()).toMatchObject({ error: { kind: 'unexpected-answer' } })
    expect(await client.booking(5, [])).toMatchObject({ error: { kind: 'unexpected-answer' } })
    expect(await client.follow('a', link('/me', 'POST'))).toMatchObject({
      error: { kind: 'unexpected-answer' },
    })
    expect(thief.requests).toEqual([])
    expect(server.requests).toHaveLength(3)
    expect(told.failures).toHaveLength(3)
  })

  it('nor is one that the network stack reports as a failure', async () => {
    const { client } = newClient('http://127.0.0.1:1', {
      fetch: () => Promise.reject(new Error('Redirect was cancelled')),
    })
    expect(await client.me()).toMatchObject({ error: { kind: 'unexpected-answer' } })
  })

  it('a link that leads away is never requested', async () => {
    const thief = await serve((_, response) => json(response, 'x'))
    const server = await serve((_, response) => json(response, 'x'))
    const { client, told } = newClient(server.origin)
    const port = new URL(server.origin).port
    for (const href of [
      `${thief.origin}/steal`,
      thief.origin.replace('http:', ''),
      `http://a:b@127.0.0.1:${port}/x`,
      `http://a@127.0.0.1:${port}/x`,
      `http://:b@127.0.0.1:${port}/x`,
      `https://127.0.0.1:${port}/x`,
      `http://localhost:${port}/x`,
      '/\\evil.example/x',
      'file:///etc/passwd',
      'javascript:alert(1)',
      'http://',
    ]) {
      expect(await client.follow('a', link(href)), href).toMatchObject({
        error: { kind: 'invalid' },
      })
    }
    expect(await client.follow('a', { ...link('/x/{id}'), templated: true })).toMatchObject({
      error: { kind: 'invalid' },
    })
    expect(await client.follow('a', link('/x', 'TRACE'))).toMatchObject({
      error: { kind: 'invalid' },
    })
    expect([thief.requests, server.requests]).toEqual([[], []])
    expect(told.log.join()).not.toContain('geheim')
  })

  it('links of the venue are followed verbatim, with their own method', async () => {
    const server = await serve((_, response) => response.writeHead(204).end())
    const { client } = newClient(server.origin)
    const host = server.origin.replace('http:', '')
    const set = 'recras:booking:set_status:ongoing'
    expect(await client.follow(set, link('/api2.php/boekingen/5/set_status/gaande'))).toEqual({
      ok: true,
      value: null,
    })
    await client.follow(set, link(`${server.origin}/api2/a%20b?x=%2B#c`, 'PUT'))
    await client.follow('recras:booking:qr', link(`${host}/api2/qr`))
    await client.follow('recras:booking:qr', link('api2/relative'))
    expect(server.requests.map(({ method, url }) => `${method} ${url}`)).toEqual([
      'POST /api2.php/boekingen/5/set_status/gaande',
      'PUT /api2/a%20b?x=%2B',
      'GET /api2/qr',
      'GET /api2/relative',
    ])
  })

  it('an address with a path counts for its origin only', () => {
    expect(newClient('https://demo.recras.nl/api2/').client.origin).toBe('https://demo.recras.nl')
    expect(resolveTarget('/a', 'https://demo.recras.nl')?.href).toBe('https://demo.recras.nl/a')
    expect(resolveTarget('https://demo.recras.nl:443/a', 'https://demo.recras.nl')?.href).toBe(
      'https://demo.recras.nl/a',
    )
    expect(resolveTarget('https://demo.recras.nl.evil.example/a', 'https://demo.recras.nl')).toBe(
      null,
    )
  })
})

describe('the body of a followed link', () => {
  it.each([
    ['"B:67-1-x"', 'application/json', { ok: true, value: 'B:67-1-x' }],
    ['{"qr":"B:67-1"}', 'application/json', { ok: true, value: { qr: 'B:67-1' } }],
    ['B:67-1-x', 'text/plain', { ok: true, value: 'B:67-1-x' }],
    ['', 'text/plain', { ok: true, value: null }],
    ['<html>Log in</html>', 'text/html', { ok: false }],
    ['Log in', 'text/html', { ok: false }],
    ['  <!DOCTYPE html>', 'text/plain', { ok: false }],
    ['{"qr":"B:6', 'application/json', { ok: false }],
  ])('%s as %s', async (body, type, expected) => {
    const server = await serve((_, response) => {
      response.writeHead(200, { 'content-type': type }).end(body)
    })
    expect(await newClient(server.origin).client.follow('a', link('/x'))).toMatchObject(expected)
  })
})
