import { describe, expect, it } from 'vitest'
import type { CustomerQuery } from '../../../../src/main/services/recras/api.ts'
import type { RecrasClient } from '../../../../src/main/services/recras/client.ts'
import type { AppError } from '../../../../src/shared/result.ts'
import { json, serve, type Handler } from './http-server.ts'
import { newClient } from './new-client.ts'

const range = (from: number, to: number): number[] =>
  Array.from({ length: to - from + 1 }, (_, index) => from + index)

async function readAll(client: RecrasClient, query: CustomerQuery = {}) {
  const ids: number[] = []
  const pages: number[] = []
  let unreadable = 0
  let error: AppError | null = null
  for await (const page of client.customers(query)) {
    if (!page.ok) {
      error = page.error
      continue
    }
    ids.push(...page.value.customers.map((one) => one.customer.id))
    pages.push(page.value.page)
    unreadable += page.value.unreadable
  }
  return { ids, pages, unreadable, error }
}

const pageOf = (url: string): number =>
  Number(new URL(url, 'http://x').searchParams.get('page') ?? 1)

type Headers = (page: number, pages: number, total: number) => Record<string, string>

/** Pages of 100. */
function paged(all: () => number[], headers: Headers): Handler {
  return ({ url }, response) => {
    const page = pageOf(url)
    const ids = all()
    const items = ids.slice((page - 1) * 100, page * 100).map((id) => ({ id, naam: `k${id}` }))
    json(response, items, headers(page, Math.ceil(ids.length / 100), ids.length))
  }
}

const counted: Headers = (_, __, total) => ({ 'x-total-count': `${total}`, 'x-page-size': '100' })
const linked: Headers = (page, pages, total) => ({
  ...counted(page, pages, total),
  ...(page < pages ? { link: `</api2.php/klanten?page=${page + 1}&x=%3E>; rel="next"` } : {}),
})

describe('the list of customers', () => {
  it.each<[string, Headers]>([
    ['by count', counted],
    ['by Link', linked],
    ['by neither', () => ({})],
  ])('is read to its end, in order, each page once: %s', async (_, headers) => {
    const server = await serve(paged(() => range(1, 950), headers))
    const read = await readAll(newClient(server.origin).client)
    expect(read).toEqual({ ids: range(1, 950), pages: range(1, 10), unreadable: 0, error: null })
    const asked = server.requests.map(({ url }) => pageOf(url)).sort((a, b) => a - b)
    expect(asked).toEqual(range(1, 10))
  })

  it('reads some pages ahead, and a few only', async () => {
    let open = 0
    let most = 0
    const answer = paged(() => range(1, 1200), counted)
    const server = await serve((request, response) => {
      most = Math.max(most, ++open)
      setTimeout(() => {
        open--
        answer(request, response)
      }, 10)
    })
    expect((await readAll(newClient(server.origin).client)).ids).toEqual(range(1, 1200))
    expect(most).toBeGreaterThan(1)
    expect(most).toBeLessThanOrEqual(4)
  })

  it('keeps the order when later pages come first', async () => {
    const answer = paged(() => range(1, 800), counted)
    const server = await serve((request, response) => {
      setTimeout(() => answer(request, response), pageOf(request.url) % 2 === 0 ? 40 : 0)
    })
    expect((await readAll(newClient(server.origin).client)).ids).toEqual(range(1, 800))
  })

  it('asks from an id on, and for no page size', async () => {
    const server = await serve(paged(() => range(1000, 1150), counted))
    const read = await readAll(newClient(server.origin).client, { from: 1000 })
    expect(read.ids).toEqual(range(1000, 1150))
    expect(server.requests.map(({ url }) => url)).toEqual([
      '/api2/klanten?id%3E=1000',
      '/api2/klanten?id%3E=1000&page=2',
    ])
  })

  it('goes on with a page, and asks for none past the end', async () => {
    const server = await serve(paged(() => range(1, 500), counted))
    const read = await readAll(newClient(server.origin).client, { page: 4 })
    expect(read).toMatchObject({ ids: range(301, 500), pages: [4, 5] })
    expect(server.requests.map(({ url }) => pageOf(url))).toEqual([4, 5])
  })

  it('misses nobody when one is deleted while it is read', async () => {
    let ids = range(1, 1000)
    const answer = paged(() => ids, counted)
    const server = await serve((request, response) => {
      answer(request, response)
      if (pageOf(request.url) === 5) ids = ids.filter((id) => id !== 3)
    })
    const read = await readAll(newClient(server.origin).client)
    expect(new Set(read.ids).size).toBe(read.ids.length)
    expect(read.ids.sort((a, b) => a - b)).toEqual(range(1, 1000))
  })

  it('merges by id when some are added in front', async () => {
    let ids = range(100, 600)
    const answer = paged(() => ids, counted)
    const server = await serve((request, response) => {
      answer(request, response)
      ids = [10_000 - ids.length, ...ids]
    })
    const read = await readAll(newClient(server.origin).client)
    expect(new Set(read.ids).size).toBe(read.ids.length)
    for (const id of range(100, 600)) expect(read.ids).toContain(id)
  })

  it('sets unreadable ones aside and says where, without what was in them', async () => {
    const server = await serve((_, response) =>
      json(response, [{ id: 1 }, null, { naam: 'Jansen' }, { id: 'x' }, { id: '2' }]),
    )
    const { client, told } = newClient(server.origin)
    expect(await readAll(client)).toMatchObject({ ids: [1, 2], unreadable: 3 })
    expect(told.log.join()).toContain('"count":3')
    expect(told.log.join()).not.toContain('Jansen')
  })

  it('ends with the failure of a page, after those before it', async () => {
    const answer = paged(() => range(1, 900), counted)
    const server = await serve((request, response) => {
      if (pageOf(request.url) === 4) response.writeHead(500).end()
      else answer(request, response)
    })
    const read = await readAll(newClient(server.origin).client)
    expect(read).toMatchObject({ ids: range(1, 300), error: { kind: 'server' } })
  })

  it.each(['{}', '<html>', '', '[{"id":1},'])('is not %s', async (body) => {
    const server = await serve((_, response) => response.end(body))
    const read = await readAll(newClient(server.origin).client)
    expect(read.error).toMatchObject({ kind: 'unexpected-answer' })
  })

  it('gives up what it asked for ahead when nobody reads on', async () => {
    const answer = paged(() => range(1, 900), counted)
    let cut = 0
    const server = await serve((request, response) => {
      if (pageOf(request.url) === 1) return answer(request, response)
      response.on('close', () => cut++)
    })
    const { client, told } = newClient(server.origin)
    for await (const page of client.customers({})) {
      expect(page.ok).toBe(true)
      await expect.poll(() => server.requests.length).toBe(4)
      break
    }
    await expect.poll(() => cut).toBe(3)
    expect(told.failures).toEqual([])
  })

  it('carries the hash of what Recras sent', async () => {
    let naam = 'a'
    const server = await serve((_, response) => json(response, [{ id: 1, naam }]))
    const { client } = newClient(server.origin)
    const hash = async (): Promise<string | undefined> => {
      const page = (await client.customers({}).next()).value
      return page?.ok ? page.value.customers[0]?.hash : undefined
    }
    const first = await hash()
    expect(await hash()).toBe(first)
    naam = 'b'
    expect(await hash()).not.toBe(first)
  })
})
