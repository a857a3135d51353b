import { describe, expect, it, vi } from 'vitest'
import type { BookingQuery, ListAsk } from '../../../../src/main/services/recras/api.ts'
import type { RecrasClient } from '../../../../src/main/services/recras/client.ts'
import type { AppError } from '../../../../src/shared/result.ts'
import { json, serve, type Handler } from './http-server.ts'
import { newClient } from './new-client.ts'

interface Read {
  ids: number[]
  unreadable: number
  error: AppError | null
}

async function readAll(
  client: RecrasClient,
  query: BookingQuery = {},
  ask?: ListAsk,
): Promise<Read> {
  const read: Read = { ids: [], unreadable: 0, error: null }
  for await (const page of client.bookings(query, ask)) {
    if (!page.ok) return { ...read, error: page.error }
    read.ids.push(...page.value.entries.map((entry) => entry.id))
    read.unreadable += page.value.unreadable
  }
  return read
}

const range = (from: number, to: number): number[] =>
  Array.from({ length: to - from + 1 }, (_, index) => from + index)
const bookings = (ids: number[]): { id: number }[] => ids.map((id) => ({ id }))

/** Pages of `all`, with the headers that the test wants. */
function paged(
  all: () => { id: number }[],
  headers: (page: number, pages: number, total: number) => Record<string, string>,
  size = 100,
): Handler {
  return ({ url }, response) => {
    const page = Number(new URL(url, 'http://x').searchParams.get('page') ?? 1)
    const list = all()
    const pages = Math.ceil(list.length / size)
    json(response, list.slice((page - 1) * size, page * size), headers(page, pages, list.length))
  }
}

const pagesAsked = (requests: { url: string }[]): string[] =>
  requests.map(({ url }) => new URL(url, 'http://x').searchParams.get('page') ?? '1')

describe('a list is read to its end', () => {
  const all = (): { id: number }[] => bookings(range(1, 250))
  const next = (page: number, pages: number, base = ''): Record<string, string> =>
    page < pages ? { link: `<${base}/api2/boekingen?page=${page + 1}>; rel="next"` } : {}

  it('by Link, relative', async () => {
    const server = await serve(paged(all, (page, pages) => next(page, pages)))
    const read = await readAll(newClient(server.origin).client)
    expect(read).toEqual({ ids: range(1, 250), unreadable: 0, error: null })
    expect(pagesAsked(server.requests)).toEqual(['1', '2', '3'])
  })

  it('by Link, absolute and verbatim', async () => {
    let origin = ''
    const server = await serve((request, response) => {
      const cursor = new URL(request.url, 'http://x').searchParams.get('cursor')
      if (cursor === null) json(response, [{ id: 1 }], { link: `<${origin}/p?cursor=z>; rel=next` })
      else json(response, [{ id: 2 }])
    })
    origin = server.origin
    expect((await readAll(newClient(origin).client)).ids).toEqual([1, 2])
  })

  it('by count, when there is no Link', async () => {
    const server = await serve(paged(all, (_, __, total) => ({ 'x-total-count': `${total}` })))
    const { client } = newClient(server.origin)
    expect((await readAll(client, { klant_id: 5 })).ids).toEqual(range(1, 250))
    expect(server.requests.map((one) => one.url)).toEqual([
      '/api2/boekingen?klant_id=5',
      '/api2/boekingen?klant_id=5&page=2',
      '/api2/boekingen?klant_id=5&page=3',
    ])
  })

  it('until a short page, when there is neither', async () => {
    const server = await serve(paged(all, () => ({})))
    expect((await readAll(newClient(server.origin).client)).ids).toEqual(range(1, 250))
    expect(pagesAsked(server.requests)).toEqual(['1', '2', '3'])
  })

  it('until a page is refused that was only a guess', async () => {
    const server = await serve((request, response) => {
      const page = pagesAsked([request])[0]
      if (page === '1') json(response, bookings(range(1, 100)))
      else json(response, [{ field: 'page', message: 'te hoog' }], {}, 406)
    })
    const read = await readAll(newClient(server.origin).client)
    expect(read).toMatchObject({ ids: range(1, 100), error: null })
  })

  it('when the server caps a larger page size without saying so', async () => {
    const server = await serve(paged(all, () => ({})))
    const read = await readAll(newClient(server.origin).client, { page_size: 500 })
    expect(read.ids).toEqual(range(1, 250))
  })

  it('by count, when next leads in a circle', async () => {
    const server = await serve(
      paged(all, (_, __, total) => ({
        link: '</api2/boekingen>; rel="next"',
        'x-total-count': `${total}`,
      })),
    )
    expect((await readAll(newClient(server.origin).client)).ids).toEqual(range(1, 250))
  })

  it('past a next that leads away, without going there', async () => {
    const thief = await serve((_, response) => json(response, [{ id: 666 }]))
    const server = await serve(
      paged(all, (page, pages, total) => ({
        ...next(page, pages, thief.origin),
        'x-total-count': `${total}`,
      })),
    )
    expect((await readAll(newClient(server.origin).client)).ids).toEqual(range(1, 250))
    expect(thief.requests).toEqual([])
  })
})

describe('a list that is wanted whole', () => {
  const counted = (size: number): Handler =>
    paged(
      () => bookings(range(1, 250)),
      (_, __, total) => ({ 'x-total-count': `${total}`, 'x-page-size': `${size}` }),
      size,
    )

  it('comes in parts, each with the mark of when its page was asked for', async () => {
    const server = await serve(counted(200))
    let now = 0
    const parts: [first: number | undefined, count: number, asked: number][] = []
    const ask: ListAsk = { moment: () => now }
    for await (const page of newClient(server.origin).client.bookings({ page_size: 200 }, ask)) {
      if (!page.ok) throw new Error(page.error.kind)
      const { entries, asked, total } = page.value
      expect(total).toBe(250)
      parts.push([entries[0]?.id, entries.length, asked])
      now++
    }
    expect(parts).toEqual([
      [1, 100, 0],
      [101, 100, 0],
      [201, 50, 2],
    ])
  })

  it('has its next page asked for while one is handled, no more than one', async () => {
    const server = await serve(counted(100))
    const pages = newClient(server.origin).client.bookings({}, { ahead: true })
    await pages.next()
    await vi.waitFor(() => expect(pagesAsked(server.requests)).toEqual(['1', '2']))
    await pages.next()
    await vi.waitFor(() => expect(pagesAsked(server.requests)).toEqual(['1', '2', '3']))
    await pages.next()
    expect((await pages.next()).done).toBe(true)
    expect(server.requests).toHaveLength(3)
  })

  it('is not asked for ahead by whoever may stop at any page', async () => {
    const server = await serve(counted(100))
    const pages = newClient(server.origin).client.bookings({})
    await pages.next()
    await pages.return()
    await new Promise((resolve) => setTimeout(resolve, 50))
    expect(pagesAsked(server.requests)).toEqual(['1'])
  })

  it.each([
    ['whoever reads stops', '2'],
    ['a page brings nothing new', '3'],
  ])('gives up what was asked for ahead when %s, and tells nobody of that', async (_, last) => {
    let gone = false
    const server = await serve((request, response) => {
      // The last page never comes: who waits for it, waits for ever.
      if (pagesAsked([request])[0] !== last)
        return json(response, bookings([1, 2]), { 'x-total-count': '500' })
      return response.on('close', () => (gone = true))
    })
    const { client, told } = newClient(server.origin)
    const pages = client.bookings({}, { ahead: true })
    for (let page = 1; page < Number(last); page++) expect((await pages.next()).done).toBe(false)
    await vi.waitFor(() => expect(pagesAsked(server.requests)).toContain(last))
    if (last === '2') await pages.return()
    else expect((await pages.next()).done).toBe(true)
    await vi.waitFor(() => expect(gone).toBe(true))
    expect(told.failures).toEqual([])
  })

  it('is the same list, whole, when it is asked for ahead', async () => {
    const server = await serve(counted(100))
    const read = await readAll(newClient(server.origin).client, {}, { ahead: true })
    expect(read).toEqual({ ids: range(1, 250), unreadable: 0, error: null })
  })
})

describe('a list that does not stand still', () => {
  it('is merged by id when bookings are added in front while it is read', async () => {
    let list = range(100, 300)
    const server = await serve((request, response) => {
      paged(
        () => bookings(list),
        (_, __, total) => ({ 'x-total-count': `${total}` }),
      )(request, response)
      list = [list.length, ...list]
    })
    const { ids } = await readAll(newClient(server.origin).client)
    expect(new Set(ids).size).toBe(ids.length)
    for (const id of range(100, 300)) expect(ids).toContain(id)
  })

  it('shows an entry again when it changed between two pages', async () => {
    const server = await serve((request, response) => {
      const second = pagesAsked([request])[0] === '2'
      json(
        response,
        [{ id: 1, status: second ? 'gaande' : 'definitief' }, { id: second ? 3 : 2 }],
        {
          'x-total-count': '4',
        },
      )
    })
    expect((await readAll(newClient(server.origin).client)).ids).toEqual([1, 2, 1, 3])
  })

  it.each([
    ['to itself', (): string => '/api2/boekingen?page=1'],
    ['in a circle', (page: number): string => `/api2/boekingen?page=${page === 1 ? 2 : 1}`],
    ['on for ever', (page: number): string => `/api2/boekingen?page=${page + 1}`],
  ])('ends when next leads %s', async (_, target) => {
    const server = await serve((request, response) => {
      const page = Number(pagesAsked([request])[0])
      json(response, bookings(range(1, 5)), { link: `<${target(page)}>; rel="next"` })
    })
    const read = await readAll(newClient(server.origin).client)
    expect(read).toEqual({ ids: range(1, 5), unreadable: 0, error: null })
    expect(server.requests.length).toBeLessThan(4)
  })
})

describe('a list with trouble', () => {
  it('sets unreadable entries aside and says where, without what was in them', async () => {
    const rubbish = [null, 'x', 7, [], {}, { id: 'a' }, { id: -1 }, { id: 1.5, naam: 'Jansen' }]
    const server = await serve((_, response) =>
      json(response, [{ id: 1 }, ...rubbish, { id: '2' }]),
    )
    const { client, told } = newClient(server.origin)
    expect(await readAll(client)).toEqual({ ids: [1, 2], unreadable: 8, error: null })
    expect(told.log).toHaveLength(1)
    expect(told.log[0]).toContain('"count":8')
    expect(told.log[0]).not.toContain('Jansen')
  })

  it('sets an entry aside that is nested deeper than the stack', async () => {
    const deep = `${'{"regels":['.repeat(20_000)}${']}'.repeat(20_000)}`
    const server = await serve((_, response) => {
      response.end(`[{"id":1,"kosten":${deep}},{"id":2}]`)
    })
    expect(await readAll(newClient(server.origin).client)).toMatchObject({
      ids: [2],
      unreadable: 1,
    })
  })

  it('ends with the failure of a later page', async () => {
    const server = await serve((request, response) => {
      if (pagesAsked([request])[0] === '1')
        json(response, bookings(range(1, 100)), { 'x-total-count': '300' })
      else response.writeHead(500).end()
    })
    const read = await readAll(newClient(server.origin).client)
    expect(read).toMatchObject({ ids: range(1, 100), error: { kind: 'server' } })
  })

  it.each(['{}', '{"data":[]}', '"x"', 'null', '<html>', '', '[{"id":1},'])(
    'is not a list: %s',
    async (body) => {
      const server = await serve((_, response) => response.end(body))
      const { client, told } = newClient(server.origin)
      expect(await readAll(client)).toMatchObject({ error: { kind: 'unexpected-answer' } })
      expect(told.failures).toHaveLength(1)
    },
  )

  it('falls back to the default page size when a larger one is refused, and remembers', async () => {
    const server = await serve(({ url }, response) => {
      if (url.includes('page_size'))
        json(response, [{ field: 'page_size', message: 'nee' }], {}, 406)
      else json(response, [{ id: 1 }])
    })
    const { client } = newClient(server.origin)
    for (let round = 0; round < 2; round++)
      expect(await readAll(client, { page_size: 500 })).toMatchObject({ ids: [1], error: null })
    expect(server.requests.map((one) => one.url)).toEqual([
      '/api2/boekingen?page_size=500',
      '/api2/boekingen',
      '/api2/boekingen',
    ])
  })

  it('keeps the refusal when the page size was not to blame', async () => {
    const server = await serve((_, response) =>
      json(response, [{ field: 'embed', message: '"x" is not embeddable' }], {}, 406),
    )
    const { client } = newClient(server.origin)
    expect((await readAll(client, { page_size: 500 })).error).toEqual({
      kind: 'refused',
      message: '"x" is not embeddable',
      fields: [{ field: 'embed', message: '"x" is not embeddable' }],
    })
  })

  it('asks for less after a large page took too long', async () => {
    const server = await serve(({ url }, response) => {
      if (!url.includes('page_size')) json(response, [{ id: 1 }])
    })
    const { client } = newClient(server.origin, { timeoutMs: 150 })
    expect((await readAll(client, { page_size: 500 })).error?.kind).toBe('timeout')
    expect((await readAll(client, { page_size: 500 })).ids).toEqual([1])
  })
})

describe('what is known already', () => {
  it('is recognised by the hash of its content and not parsed', async () => {
    let status = 'definitief'
    const server = await serve((_, response) => json(response, [{ id: 1, status }, { id: 2 }]))
    const { client } = newClient(server.origin)
    const hashes = new Map<number, string>()
    const known = (id: number, hash: string): boolean => hashes.get(id) === hash
    const read = async (): Promise<unknown[]> => {
      const page = (await client.bookings({}, { known }).next()).value
      if (!page?.ok) throw new Error('no page')
      for (const { id, hash } of page.value.entries) hashes.set(id, hash)
      return page.value.entries.map((entry) => entry.record?.booking.status)
    }
    expect(await read()).toEqual(['definitief', null])
    expect(await read()).toEqual([undefined, undefined])
    status = 'gaande'
    expect(await read()).toEqual(['gaande', undefined])
  })

  it('links are told apart from no links at all', async () => {
    const href = { href: '/q' }
    const server = await serve((_, response) =>
      json(response, [{ id: 1 }, { id: 2, _links: {} }, { id: 3, _links: { a: href } }]),
    )
    const page = (await newClient(server.origin).client.bookings({}).next()).value
    const links = page?.ok ? page.value.entries.map((entry) => entry.links) : []
    expect(links).toEqual([null, {}, { a: [{ href: '/q', method: null, templated: false }] }])
  })
})

describe('names', () => {
  it('are read over all pages', async () => {
    const named = range(1, 130).map((id) => ({ id, naam: `n${id}` }))
    const server = await serve(
      paged(
        () => named,
        () => ({}),
      ),
    )
    const read = await newClient(server.origin).client.names('locaties')
    expect(read.ok && read.value).toHaveLength(130)
  })

  it('are forbidden to some keys', async () => {
    const server = await serve((_, response) => json(response, {}, {}, 403))
    expect(await newClient(server.origin).client.names('producten')).toMatchObject({
      error: { kind: 'forbidden' },
    })
  })
})

describe('an embed that this Recras refuses', () => {
  /** Refuses an embed as Recras does, naming it in the message alone. */
  const refusing =
    (refused: string, asked: string[]): Handler =>
    ({ url }, response) => {
      const embed = new URL(url, 'http://x').searchParams.get('embed') ?? ''
      asked.push(embed)
      if (embed.split(',').includes(refused)) {
        const message = `"${refused}" is not embeddable`
        return json(response, [{ field: 'embed', message, parameters: [] }], {}, 406)
      }
      return json(response, bookings([1, 2]))
    }
  const query: BookingQuery = {
    embed: ['Klant', 'boekingsregels', 'kosten', 'Facturen._betaald_bedrag'],
  }

  it.each(['Facturen._betaald_bedrag', 'kosten', 'boekingsregels'])(
    'is left out, and never asked for again: %s',
    async (refused) => {
      const asked: string[] = []
      const server = await serve(refusing(refused, asked))
      const { client } = newClient(server.origin)
      expect(await readAll(client, query)).toMatchObject({ ids: [1, 2], error: null })
      const before = asked.length
      expect(await readAll(client, query)).toMatchObject({ ids: [1, 2], error: null })
      expect(asked.length).toBe(before + 1)
      expect(asked.at(-1)?.split(',')).not.toContain(refused)
    },
  )

  it('says what Recras said when it is not the embeds', async () => {
    const server = await serve((_request, response) =>
      json(response, [{ field: 'periode', message: 'Nee', parameters: [] }], {}, 406),
    )
    expect(await readAll(newClient(server.origin).client, query)).toMatchObject({
      ids: [],
      error: { kind: 'refused', fields: [{ field: 'periode', message: 'Nee' }] },
    })
  })
})
