import { defineStore } from 'pinia'
import { ref, shallowRef, watch } from 'vue'
import { addDays, isDay } from '../../../shared/domain/time.ts'
import type { BookingRow } from '../../../shared/domain/booking-row.ts'
import type { Names } from '../../../shared/ipc/contract.ts'
import { ACTIONS, isStatus, type StatusAction } from '../../../shared/recras/status.ts'
import type { AppError } from '../../../shared/result.ts'
import { cacheKeyOf } from '../db/cache-key.ts'
import { Cache, type CacheChange } from '../db/cache.ts'
import { DeltaWriter } from '../db/delta-writer.ts'
import { call, listen } from '../ipc.ts'
import { useAppStore } from './app.ts'
import { useOutboxStore } from './outbox.ts'

/** After a write that failed, main is told anew what the cache really has. */
const RETRY_MS = 5_000
const NO_NAMES: Names = { locaties: {}, producten: {} }

/** The venue that this desk works for: its cache, what main is told to watch, and what follows from a write. */
export const useVenueStore = defineStore('venue', () => {
  const app = useAppStore()
  const outbox = useOutboxStore()
  const cache = shallowRef<Cache | null>(null)
  const names = shallowRef<Names>(NO_NAMES)
  /** The day on screen. */
  const day = ref('')
  /** Why the last read of a watched day failed; `null` when it went well. */
  const readError = shallowRef<AppError | null>(null)
  const reading = ref(false)
  /** When a watched day was last read completely, ISO. */
  const syncedAt = ref<string | null>(null)
  /** The disk does not take the cache (full, or reset). */
  const cacheError = ref<string | null>(null)
  /** Sealed with a key of this session: what is cached cannot be opened after a restart. */
  const sessionOnly = ref(false)

  /** When main was last asked to read a day; taken out when the read is in the cache. */
  const askedAt = new Map<string, number>()
  let writer: DeltaWriter | null = null
  let stopListening: (() => void) | null = null
  let learned: Record<string, string[]> = {}
  let turn = 0

  /** Opens the cache of a venue and starts watching today and tomorrow. */
  async function open(host: string): Promise<void> {
    const closing = close()
    const mine = turn
    await closing
    const key = await cacheKeyOf(host)
    if (mine !== turn) return
    const opened = new Cache(host, key)
    const [offers, known] = await Promise.all([
      opened.offers().catch(() => ({})),
      opened.names().catch(() => undefined),
    ])
    // Another venue by now, or none.
    if (mine !== turn) return opened.close()
    sessionOnly.value = !key.durable
    learned = offers
    publishOffers()
    names.value = known ?? NO_NAMES
    // What did not open is told as missing, so that main sends it again.
    opened.onSpoilt = () => cache.value === opened && void watchDays()
    const opening = new DeltaWriter(opened, {
      written: (change) => onWritten(opened, change),
      failed: (error) => onFailed(opened, error),
    })
    stopListening = listen('sync:delta', (delta) => opening.push(delta))
    writer = opening
    // Last, as everybody who sees a cache asks main for its days, and main's answer has to be heard.
    cache.value = opened
    if (!isDay(day.value)) day.value = app.today
    void watchDays()
  }

  async function close(): Promise<void> {
    turn++
    stopListening?.()
    stopListening = null
    await writer?.idle()
    writer = null
    cache.value?.close()
    cache.value = null
    // Nothing of one venue may show in the next.
    names.value = NO_NAMES
    syncedAt.value = null
    readError.value = null
    cacheError.value = null
    outbox.forget()
  }

  function onWritten(target: Cache, change: CacheChange): void {
    cacheError.value = null
    outbox.caughtUp(change.rows)
    if (change.names) names.value = change.names
    if (change.day) {
      syncedAt.value = change.day.syncedAt
      // Whatever failed before: now the day on screen is as Recras has it.
      if (change.day.day === day.value) readError.value = null
      measureRead(change.day.day)
    }
    learn(target, change)
  }

  function onFailed(target: Cache, error: unknown): void {
    cacheError.value = error instanceof Error ? error.name : String(error)
    void call('log:page', { event: 'cache-write-failed', detail: cacheError.value })
    setTimeout(() => cache.value === target && void watchDays(), RETRY_MS)
  }

  /** Leaves a `day-sync` entry in the page's timeline: from asking for a day to having it in the cache. */
  function measureRead(of: string): void {
    const start = askedAt.get(of)
    if (start === undefined || !askedAt.delete(of)) return
    performance.measure('day-sync', { start, end: performance.now(), detail: { day: of } })
  }

  /** Remembers every move that Recras was seen to offer in a status. */
  function learn(target: Cache, change: CacheChange): void {
    let changed = false
    for (const { status, actions } of change.rows) {
      const known = learned[status] ?? []
      if (!isStatus(status) || actions.every((action) => known.includes(action))) continue
      learned[status] = ACTIONS.filter((one) => known.includes(one) || actions.includes(one))
      changed = true
    }
    if (!changed) return
    publishOffers()
    void target.keepOffers(learned).catch(() => undefined)
  }

  function publishOffers(): void {
    outbox.offers = { ...(learned as Record<string, StatusAction[]>) }
  }

  /**
   * Tells main what the cache has of the day on screen, today and tomorrow; main reads them and sends
   * what differs. All are told at once, so that main's first read of one does not send what another
   * was about to name.
   */
  async function watchDays(): Promise<void> {
    const target = cache.value
    if (!target) return
    const shown = day.value
    // The day on screen last: main goes on reading the one that was looked at last.
    const days = [addDays(app.today, 1), app.today].filter((one) => one !== shown)
    if (isDay(shown)) days.push(shown)
    reading.value = true
    writer?.resume()
    const known = await Promise.all(days.map((one) => target.known(one).catch(() => [])))
    for (const one of days) askedAt.set(one, performance.now())
    const results = await Promise.all(
      days.map((one, index) => call('sync:watch', { day: one, known: known[index] ?? [] })),
    )
    if (cache.value !== target) return
    reading.value = false
    const own = results[days.indexOf(shown)]
    if (day.value === shown && own) readError.value = own.ok ? null : own.error
  }

  /** Shows another day: from the cache at once, from Recras as soon as it answers. */
  async function show(next: string): Promise<void> {
    if (!isDay(next) || next === day.value) return
    day.value = next
    const target = cache.value
    if (!target) return
    const known = await target.known(next).catch(() => [])
    reading.value = true
    const result = await call('sync:watch', { day: next, known })
    if (day.value !== next) return
    reading.value = false
    readError.value = result.ok ? null : result.error
  }

  /** Rows of a booking by id, straight from the cache. */
  const row = (id: number): Promise<BookingRow | undefined> =>
    cache.value?.row(id) ?? Promise.resolve(undefined)

  watch(
    () => app.today,
    (today, before) => {
      // The day that was "today" on screen moves along at midnight.
      if (day.value === before) day.value = today
      void watchDays()
    },
  )

  return {
    cache,
    names,
    day,
    readError,
    reading,
    syncedAt,
    cacheError,
    sessionOnly,
    open,
    close,
    show,
    row,
    watchDays,
  }
})
