import { defineStore } from 'pinia'
import { computed, ref, shallowRef, watch } from 'vue'
import type { CustomerRow } from '../../../shared/domain/customer-row.ts'
import { matches, wordsOf } from '../../../shared/domain/fold.ts'
import { waitingCustomers } from '../../../shared/domain/waiting-customer.ts'
import type { SyncState } from '../../../shared/domain/displayed.ts'
import type { CustomersDelta } from '../../../shared/ipc/record-calls.ts'
import type { Customer } from '../../../shared/recras/schemas.ts'
import type { AppError } from '../../../shared/result.ts'
import { whenIdle } from '../composables/when-idle.ts'
import { quietly } from '../composables/when-quiet.ts'
import { cacheKeyOf } from '../db/cache-key.ts'
import { CustomerIndex } from '../db/customer-index.ts'
import { CustomerWriter } from '../db/customer-writer.ts'
import { CustomerCache, type ListState } from '../db/customers.ts'
import { call, listen } from '../ipc.ts'
import { useAppStore } from './app.ts'
import { useRecordsStore } from './records.ts'
import { useVenueStore } from './venue.ts'

/** New customers are looked for this often; changes of others come with the whole list. */
const FRESH_MS = 15 * 60_000
const WHOLE_MS = 7 * 86_400_000
/** Whoever comes back to the list within this time sees what was just read. */
const JUST_MS = 60_000
const BATCH = 500

/** The customers of the venue, kept offline and searched in memory. */
export const useCustomersStore = defineStore('customers', () => {
  const app = useAppStore()
  const records = useRecordsStore()
  const venue = useVenueStore()
  const cache = shallowRef<CustomerCache | null>(null)
  const list = shallowRef<ListState | null>(null)
  const reading = ref<'whole' | 'new' | null>(null)
  const error = shallowRef<AppError | null>(null)
  /** Customers of the last read of the whole list that could not be understood. */
  const unreadable = ref(0)
  /** A person stopped the read; it goes on when a person wants it. */
  const paused = ref(false)
  /** What was in the cache is in memory. */
  const loaded = ref(false)
  /** What is typed in the search box of the list; it stays while a customer is looked at. */
  const query = ref('')

  /** `version` tells that something changed. */
  let index = new CustomerIndex()
  const version = ref(0)
  let bumping = false
  /** The desk was left alone for a moment since it was opened, or somebody wants the customers now. */
  let calm = false
  let turn = 0
  let writer: CustomerWriter | null = null
  let stopListening: (() => void) | null = null
  /** Ids of the read that is under way, when it began with the first page: what is not there is gone. */
  let seen: Set<number> | null = null

  /** Customers who wait here to be made, and changes that wait, laid over what Recras said. */
  const waiting = computed(() => {
    void version.value
    return waitingCustomers(records.entries, (id) => index.get(id))
  })
  const waitingToBeMade = computed(() => [...waiting.value.values()].filter((row) => row.id < 0))
  const count = computed(() => {
    void version.value
    return index.size + waitingToBeMade.value.length
  })

  /** All of them: those who wait to be made first, the others by name. */
  const all = computed<readonly CustomerRow[]>(() => {
    void version.value
    const rows = index.all()
    const over = waiting.value
    return over.size === 0
      ? rows
      : [...waitingToBeMade.value, ...rows.map((row) => over.get(row.id) ?? row)]
  })

  const row = (id: number): CustomerRow | undefined => {
    void version.value
    return waiting.value.get(id) ?? index.get(id)
  }

  /** Whether something of the customer waits here or needs a person. */
  function syncOf(id: number): SyncState {
    let sync: SyncState = 'done'
    for (const { kind, localId, state } of records.entries) {
      if (localId !== id || (kind !== 'customer-create' && kind !== 'customer-edit')) continue
      if (state === 'attention') return 'attention'
      sync = 'waiting'
    }
    return sync
  }

  /** Customers with all the words: who waits here first, then those whose name begins with the query. */
  function search(text: string): CustomerRow[] {
    void version.value
    const found = index.find(text)
    const over = waiting.value
    if (over.size === 0) return found
    const words = wordsOf(text)
    if (words.length === 0) return []
    const own = [...over.values()].filter((one) => matches(one.text, words))
    return [...own, ...found.filter((one) => !over.has(one.id))]
  }

  async function open(host: string): Promise<void> {
    const closing = close()
    const mine = turn
    await closing
    const key = await cacheKeyOf(host)
    if (mine !== turn) return
    const opened = new CustomerCache(host, key)
    await opened.open().catch(() => undefined)
    // A page before this one may have gone down while it read the list: main reads on, and what came
    // in between is lost. It is read again from what the cache has, and nothing else is listened to.
    const [before] = await Promise.all([
      opened.list().catch(() => null),
      call('customers:stop'),
      whenIdle(),
    ])
    // Another venue by now, or none.
    if (mine !== turn) return opened.close()
    list.value = before
    writer = new CustomerWriter(opened, (reason) => onWriteFailed(opened, reason))
    stopListening = listen('customers:delta', (delta) => take(opened, delta))
    cache.value = opened
    await fill(opened)
    if (cache.value !== opened) return
    loaded.value = true
    if (calm) return void refresh()
    void quietly(() => venue.reading)().then(() => {
      if (cache.value === opened) void refresh()
    })
  }

  /** Everybody at once is much: a desk that was just opened, and is worked at, goes first. */
  function refreshUnasked(patience?: number): void {
    if (calm) void refresh(patience)
  }

  /** Reads what is cached into memory, in the moments when the page has nothing better to do. */
  async function fill(opened: CustomerCache): Promise<void> {
    await opened
      .eachBatch(BATCH, async (rows) => {
        await whenIdle()
        if (cache.value !== opened) return false
        // What came from Recras meanwhile is newer.
        index.add(rows.filter((one) => !index.get(one.id)))
        changed()
        return true
      })
      .catch(() => undefined)
  }

  async function close(): Promise<void> {
    turn++
    calm = false
    stopListening?.()
    stopListening = null
    await writer?.idle()
    writer = null
    cache.value?.close()
    cache.value = null
    index = new CustomerIndex()
    list.value = null
    error.value = null
    reading.value = null
    loaded.value = false
    paused.value = false
    query.value = ''
    unreadable.value = 0
    // Nothing of one venue may show in the next, not for a frame.
    version.value++
  }

  /** Lets what is shown follow at most once a frame. */
  function changed(): void {
    if (bumping) return
    bumping = true
    setTimeout(() => {
      bumping = false
      version.value++
    }, 16)
  }

  /** Memory first, as what is on screen must not wait for the disk. */
  function take(target: CustomerCache, given: CustomersDelta): void {
    if (cache.value !== target) return
    const delta = target.complete(given)
    index.add(delta.upserts.map((one) => one.row))
    index.remove(delta.removed)
    if (delta.progress) {
      for (const one of delta.upserts) seen?.add(one.row.id)
      // What the disk did not take has to be read again.
      if (list.value && !writer?.broken) list.value = { ...list.value, ...delta.progress }
    }
    changed()
    writer?.push(delta)
  }

  function onWriteFailed(target: CustomerCache, reason: unknown): void {
    const detail = reason instanceof Error ? reason.name : String(reason)
    void call('log:page', { event: 'customers-write-failed', detail })
    if (cache.value !== target) return
    error.value = { kind: 'storage' }
    void call('customers:stop')
  }

  /**
   * Brings the list up to date: goes on with the whole of it when that was cut off or is old, else
   * reads who is new.
   *
   * @param patience what was read less than so long ago is new enough, ms
   */
  async function refresh(patience = JUST_MS): Promise<void> {
    calm = true
    const target = cache.value
    if (!target || reading.value !== null || !loaded.value) return
    // The day on screen goes first.
    if (app.connection?.status !== 'online' || venue.reading) return
    const state = await target.list().catch(() => list.value)
    if (cache.value !== target || reading.value !== null || state === null) return
    if (!paused.value && state.nextPage !== null) return read(target, state.nextPage)
    if (!paused.value && isOld(state.wholeAt, WHOLE_MS)) return readAll()
    // Where nothing is known yet, who is new would be everybody.
    if (state.wholeAt !== null && isOld(state.freshAt, patience)) return read(target, null)
  }

  /** @param page of the whole list; `null`: only those from the highest known id on */
  async function read(target: CustomerCache, page: number | null): Promise<void> {
    const whole = page !== null
    reading.value = whole ? 'whole' : 'new'
    error.value = null
    writer?.resume()
    if (whole) seen = page === 1 ? new Set() : null
    const startedAt = performance.now()
    const result = await call('customers:sync', whole ? { page } : { from: index.highestId() })
    if (cache.value !== target) return
    if (result.ok && whole) {
      unreadable.value = result.value.unreadable
      dropGone(target, result.value)
    }
    await writer?.idle()
    if (cache.value !== target) return
    if (result.ok && !writer?.broken) {
      const now = await target
        .finished(new Date().toISOString(), whole)
        .catch((reason: unknown) => onWriteFailed(target, reason))
      if (now) list.value = now
      if (whole) performance.measure('customers-read', { start: startedAt, end: performance.now() })
    } else {
      list.value = await target.list().catch(() => list.value)
      if (!result.ok && result.error.kind !== 'not-now') error.value = result.error
    }
    seen = null
    reading.value = null
  }

  /** After a read of the whole list that missed nothing: who was not in it, Recras does not have. */
  function dropGone(
    target: CustomerCache,
    { total, unreadable: missed }: { total: number | null; unreadable: number },
  ): void {
    if (!seen || missed > 0 || total === null || seen.size < total) return
    const known = seen
    const gone = [...index.ids()].filter((id) => !known.has(id))
    if (gone.length > 0) take(target, { upserts: [], removed: gone, progress: null })
  }

  /** Everything anew, because a person wants it so; one that was cut off goes on where it was. */
  async function readAll(): Promise<void> {
    const target = cache.value
    if (!target || reading.value !== null) return
    paused.value = false
    const before = await target.list().catch(() => null)
    const cutOff = before !== null && before.nextPage !== null
    const state = cutOff ? before : await target.restart().catch(() => null)
    if (cache.value !== target || reading.value !== null) return
    if (state) list.value = state
    await read(target, state?.nextPage ?? 1)
  }

  /**
   * Cuts those who were read by themselves before a day back to what the list says of them.
   *
   * @param needs whether more of a customer is needed all the same
   */
  async function retire(
    limit: string,
    needs: (id: number) => boolean,
    pause: () => Promise<void>,
  ): Promise<void> {
    const target = cache.value
    const shorter = await target?.retire(limit, needs, pause)
    if (!shorter || shorter.length === 0 || cache.value !== target) return
    index.add(shorter)
    changed()
  }

  async function stop(): Promise<void> {
    paused.value = true
    await call('customers:stop')
  }

  /** A customer as far as it is here: whole when it was read by itself, else as the list has it. */
  const customer = async (id: number): Promise<Customer | undefined> =>
    cache.value?.customer(id).catch(() => undefined)

  watch(
    () => [app.connection?.status, venue.reading] as const,
    () => refreshUnasked(),
  )
  watch(
    () => Math.floor(app.now / FRESH_MS),
    () => refreshUnasked(FRESH_MS),
  )

  return {
    cache,
    list,
    reading,
    error,
    unreadable,
    paused,
    loaded,
    query,
    all,
    count,
    version,
    waiting,
    row,
    syncOf,
    search,
    open,
    close,
    refresh,
    readAll,
    retire,
    stop,
    customer,
  }
})

/** Also when the clock was set back. */
const isOld = (at: string | null, age: number): boolean =>
  at === null || Math.abs(Date.now() - Date.parse(at)) > age
