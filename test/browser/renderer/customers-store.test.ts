import { createPinia, disposePinia, setActivePinia, type Pinia } from 'pinia'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { CustomerCache } from '../../../src/renderer/src/db/customers.ts'
import { useAppStore } from '../../../src/renderer/src/stores/app.ts'
import { useCustomersStore } from '../../../src/renderer/src/stores/customers.ts'
import { useOutboxStore } from '../../../src/renderer/src/stores/outbox.ts'
import { toCustomerRow } from '../../../src/shared/domain/customer-row.ts'
import type { CachedCustomer, CustomersDelta } from '../../../src/shared/ipc/record-calls.ts'
import type { RecordContent, RecordView } from '../../../src/shared/outbox/record.ts'
import { customerSchema } from '../../../src/shared/recras/schemas.ts'
import { fakeMain, freshVenue, KEY } from './support.ts'

// Nobody is at this desk: what waits for a quiet moment has it at once.
vi.mock('../../../src/renderer/src/composables/when-quiet.ts', () => ({
  quietly: () => () => Promise.resolve(),
}))

const ok = (value: unknown) => ({ ok: true, value })
const STOPPED = { ok: false, error: { kind: 'not-now', message: 'stopped' } }
let pinia: Pinia
let host: string

beforeEach(() => {
  setActivePinia((pinia = createPinia()))
  host = freshVenue()
})
afterEach(async () => {
  vi.restoreAllMocks()
  await useCustomersStore().close()
  disposePinia(pinia)
  await new CustomerCache(host, KEY).destroy()
})

function customer(id: number, fields: Record<string, unknown> = {}): CachedCustomer {
  const read = customerSchema.parse({ id, displaynaam: `Groep ${id}`, plaats: 'Assen', ...fields })
  return { row: toCustomerRow(read, `h${id}`), json: JSON.stringify(read) }
}
const delta = (fields: Partial<CustomersDelta>): CustomersDelta => ({
  upserts: [],
  removed: [],
  progress: null,
  ...fields,
})

/** A main process that answers each read of customers when the test says so. */
function customersAtMain() {
  const reads: { request: unknown; answer: (value: unknown) => void }[] = []
  const main = fakeMain({
    'customers:sync': (request) =>
      new Promise((resolve) => void reads.push({ request, answer: resolve })),
    'customers:stop': () => {
      reads.at(-1)?.answer(STOPPED)
      return ok(null)
    },
  })
  return { main, reads }
}

async function opened(status: 'online' | 'offline' = 'online') {
  const app = useAppStore()
  app.connection = { status, since: '2026-06-13T10:00:00Z', lastAnswerAt: null } as never
  const store = useCustomersStore()
  await store.open(host)
  await vi.waitFor(() => expect(store.loaded).toBe(true))
  return store
}

/** A cache that a desk left behind: the whole list, read at a moment. */
async function left(at: string, ...customers: CachedCustomer[]): Promise<void> {
  const cache = new CustomerCache(host, KEY)
  await cache.apply([delta({ upserts: customers })])
  await cache.finished(at, true)
  cache.close()
}
const names = (store: ReturnType<typeof useCustomersStore>) => store.all.map(({ name }) => name)

describe('the first load of all customers', () => {
  it('shows what comes in, and goes on after a kill with the page that the rows in the cache tell', async () => {
    const { main, reads } = customersAtMain()
    const store = await opened()
    await vi.waitFor(() => expect(reads).toHaveLength(1))
    expect(reads[0]?.request).toEqual({ page: 1 })
    expect(store.reading).toBe('whole')
    main.send(
      'customers:delta',
      delta({
        upserts: [customer(2), customer(1)],
        progress: { fetched: 2, total: 5, nextPage: 2 },
      }),
    )
    await vi.waitFor(() => expect(names(store)).toEqual(['Groep 1', 'Groep 2']))
    expect(store.list).toMatchObject({ fetched: 2, total: 5, nextPage: 2 })
    const cache = new CustomerCache(host, KEY)
    await vi.waitFor(async () => expect(await cache.list()).toMatchObject({ nextPage: 2 }))
    cache.close()

    // The page goes down and comes back with nothing but its cache.
    await store.close()
    disposePinia(pinia)
    setActivePinia((pinia = createPinia()))
    const again = await opened()
    await vi.waitFor(() => expect(reads).toHaveLength(2))
    expect(reads[1]?.request).toEqual({ page: 2 })
    expect(names(again)).toEqual(['Groep 1', 'Groep 2'])
    main.send(
      'customers:delta',
      delta({
        upserts: [customer(2), customer(3)],
        progress: { fetched: 5, total: 5, nextPage: 3 },
      }),
    )
    reads[1]?.answer(ok({ total: 5, unreadable: 0 }))
    await vi.waitFor(() => expect(again.reading).toBeNull())
    expect(again.list).toMatchObject({ nextPage: null })
    expect(again.list?.wholeAt).not.toBeNull()
    expect(again.count).toBe(3)
  })

  it('takes nothing of what a page before it had asked for: what came in between is lost', async () => {
    let stopped: (value: unknown) => void = () => undefined
    const reads: unknown[] = []
    const main = fakeMain({
      'customers:stop': () => new Promise((resolve) => (stopped = resolve)),
      'customers:sync': (request) => {
        reads.push(request)
        return new Promise(() => undefined)
      },
    })
    const app = useAppStore()
    app.connection = { status: 'online', since: '2026-06-13T10:00:00Z' } as never
    const store = useCustomersStore()
    const opening = store.open(host)
    await vi.waitFor(() => expect(main.calls.map(({ name }) => name)).toContain('customers:stop'))
    const progress = { fetched: 900, total: 1000, nextPage: 9 }
    main.send('customers:delta', delta({ upserts: [customer(801)], progress }))
    expect(reads).toEqual([])
    stopped(ok(null))
    await opening
    await vi.waitFor(() => expect(reads).toEqual([{ page: 1 }]))
    expect(store.count).toBe(0)
    expect(store.list).toMatchObject({ nextPage: 1, fetched: 0 })
  })

  it('stops when a person says so, keeps what it has, and goes on when they want it', async () => {
    const { main, reads } = customersAtMain()
    const store = await opened()
    await vi.waitFor(() => expect(reads).toHaveLength(1))
    main.send(
      'customers:delta',
      delta({ upserts: [customer(1)], progress: { fetched: 100, total: 300, nextPage: 2 } }),
    )
    await store.stop()
    await vi.waitFor(() => expect(store.reading).toBeNull())
    expect(store.error).toBeNull()
    await store.refresh()
    expect(reads).toHaveLength(1)
    void store.readAll()
    await vi.waitFor(() => expect(reads).toHaveLength(2))
    expect(reads[1]?.request).toEqual({ page: 2 })
    expect(store.count).toBe(1)
    reads[1]?.answer(ok({ total: 300, unreadable: 0 }))
  })

  it('counts no page as read that the disk did not take', async () => {
    const { main, reads } = customersAtMain()
    const store = await opened()
    await vi.waitFor(() => expect(reads).toHaveLength(1))
    vi.spyOn(CustomerCache.prototype, 'apply').mockRejectedValueOnce(new Error('QuotaExceeded'))
    main.send(
      'customers:delta',
      delta({ upserts: [customer(1)], progress: { fetched: 1, total: 2, nextPage: 2 } }),
    )
    await vi.waitFor(() => expect(store.error).toMatchObject({ kind: 'storage' }))
    main.send(
      'customers:delta',
      delta({ upserts: [customer(2)], progress: { fetched: 2, total: 2, nextPage: 3 } }),
    )
    reads[0]?.answer(ok({ total: 2, unreadable: 0 }))
    await vi.waitFor(() => expect(store.reading).toBeNull())
    expect(store.list).toMatchObject({ nextPage: 1, wholeAt: null })
    // On screen they are all the same.
    await vi.waitFor(() => expect(store.count).toBe(2))
  })

  it('says why Recras does not give it', async () => {
    const { reads } = customersAtMain()
    const store = await opened()
    await vi.waitFor(() => expect(reads).toHaveLength(1))
    reads[0]?.answer({ ok: false, error: { kind: 'forbidden', message: 'nee' } })
    await vi.waitFor(() => expect(store.error).toMatchObject({ kind: 'forbidden' }))
  })
})

describe('a list that is here', () => {
  const now = new Date().toISOString()
  const yesterday = new Date(Date.now() - 86_400_000).toISOString()
  const longAgo = new Date(Date.now() - 8 * 86_400_000).toISOString()

  it('is brought up to date from its highest id on', async () => {
    await left(yesterday, customer(4), customer(7))
    const { reads } = customersAtMain()
    const store = await opened()
    await vi.waitFor(() => expect(reads).toHaveLength(1))
    expect(reads[0]?.request).toEqual({ from: 7 })
    reads[0]?.answer(ok({ total: 1, unreadable: 0 }))
    await vi.waitFor(() => expect(store.reading).toBeNull())
    expect(Date.parse(store.list?.freshAt ?? '')).toBeGreaterThan(Date.parse(yesterday))
    expect(store.list?.wholeAt).toBe(yesterday)
  })

  it('is not asked for again at once, and not without a line', async () => {
    await left(now, customer(4))
    const { reads } = customersAtMain()
    const store = await opened()
    await store.refresh()
    expect(reads).toHaveLength(0)
    await store.close()
    await left(longAgo, customer(4))
    const again = await opened('offline')
    await again.refresh()
    expect(reads).toHaveLength(0)
    expect(again.count).toBe(1)
    useAppStore().connection = { status: 'online', since: now, lastAnswerAt: null } as never
    await vi.waitFor(() => expect(reads).toHaveLength(1))
    reads[0]?.answer(ok({ total: 1, unreadable: 0 }))
  })

  it('is read whole once a week, and loses whom Recras has no more', async () => {
    await left(longAgo, customer(1), customer(2), customer(3))
    const { main, reads } = customersAtMain()
    const store = await opened()
    await vi.waitFor(() => expect(reads).toHaveLength(1))
    expect(reads[0]?.request).toEqual({ page: 1 })
    main.send(
      'customers:delta',
      delta({
        upserts: [customer(1), customer(3)],
        progress: { fetched: 2, total: 2, nextPage: 2 },
      }),
    )
    reads[0]?.answer(ok({ total: 2, unreadable: 0 }))
    await vi.waitFor(() => expect(names(store)).toEqual(['Groep 1', 'Groep 3']))
    await vi.waitFor(() => expect(store.reading).toBeNull())
    expect(await store.customer(2)).toBeUndefined()
  })

  it.each([
    ['could not understand one', { total: 1, unreadable: 1 }],
    ['has not seen as many as there are', { total: 2, unreadable: 0 }],
    ['was not told how many there are', { total: null, unreadable: 0 }],
  ])('keeps everybody when that read %s', async (_, answer) => {
    await left(longAgo, customer(1), customer(2))
    const { main, reads } = customersAtMain()
    const store = await opened()
    await vi.waitFor(() => expect(reads).toHaveLength(1))
    const progress = { fetched: 1, total: answer.total, nextPage: 2 }
    main.send('customers:delta', delta({ upserts: [customer(1)], progress }))
    reads[0]?.answer(ok(answer))
    await vi.waitFor(() => expect(store.reading).toBeNull())
    expect(names(store)).toEqual(['Groep 1', 'Groep 2'])
    expect(store.unreadable).toBe(answer.unreadable)
  })
})

describe('what waits here', () => {
  const record = (
    localId: number,
    content: RecordContent,
    state: 'waiting' | 'attention' = 'waiting',
  ) => ({ id: `r${localId}`, kind: content.kind, localId, content, state }) as RecordView
  const create: RecordContent = {
    kind: 'customer-create',
    body: { naam: 'Wachtende groep', contactpersonen: [{ voornaam: 'Wim', hoofdcontact: true }] },
  }
  const edit: RecordContent = {
    kind: 'customer-edit',
    klantId: 2,
    base: { plaats: 'Assen' },
    changes: { plaats: 'Meppel' },
  }
  const waits = (...records: RecordView[]): void => {
    const outbox = useOutboxStore()
    outbox.view = { ...outbox.view, records }
  }

  it('stands in the list and is found, as waiting', async () => {
    await left(new Date().toISOString(), customer(1), customer(2))
    customersAtMain()
    const store = await opened()
    waits(record(-1, create), record(2, edit))
    expect(names(store)).toEqual(['Wachtende groep', 'Groep 1', 'Groep 2'])
    expect(store.search('wim').map(({ id }) => id)).toEqual([-1])
    expect(store.search('meppel').map(({ id }) => id)).toEqual([2])
    expect(store.row(2)?.plaats).toBe('Meppel')
    expect([-1, 1, 2].map((id) => store.syncOf(id))).toEqual(['waiting', 'done', 'waiting'])
  })

  it('shows what Recras has of one whose change needs a person', async () => {
    await left(new Date().toISOString(), customer(2))
    customersAtMain()
    const store = await opened()
    waits(record(2, edit, 'attention'))
    expect(store.row(2)?.plaats).toBe('Assen')
    expect(store.syncOf(2)).toBe('attention')
  })
})

it('takes nothing of one venue along to the next', async () => {
  await left(new Date().toISOString(), customer(1))
  customersAtMain()
  const store = await opened()
  expect(store.count).toBe(1)
  const other = freshVenue()
  await store.open(other)
  expect(store.count).toBe(0)
  await store.close()
  await new CustomerCache(other, KEY).destroy()
})
