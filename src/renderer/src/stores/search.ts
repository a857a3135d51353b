import { defineStore } from 'pinia'
import { computed, ref, shallowRef, watch } from 'vue'
import type { BookingRow } from '../../../shared/domain/booking-row.ts'
import { toRow } from '../../../shared/domain/booking-row.ts'
import type { AppError } from '../../../shared/result.ts'
import type { Cache, CacheChange } from '../db/cache.ts'
import { nearest, recrasQueryOf, SearchIndex, type Found } from '../features/day/search-index.ts'
import { call } from '../ipc.ts'
import { useAppStore } from './app.ts'
import { useVenueStore } from './venue.ts'

const BATCH = 300

/** What asking Recras came to; for the query that it was asked with. */
export interface RecrasAnswer {
  query: string
  state: 'asking' | 'found' | 'none' | 'failed'
  error: AppError | null
  rows: BookingRow[]
}

/**
 * Everything cached, in memory: searched as somebody types, and asked for the booking of a scanned
 * code, so that no answer waits for the disk. On from there at Recras.
 */
export const useSearchStore = defineStore('search', () => {
  const app = useAppStore()
  const venue = useVenueStore()
  const query = ref('')
  const index = shallowRef(new SearchIndex(app.today))
  /** Counts up when the index changed, so that results follow. */
  const version = ref(0)
  /** Everything cached is in the index. */
  const complete = ref(false)
  const answer = shallowRef<RecrasAnswer | null>(null)

  const active = computed(() => query.value.trim() !== '')
  const atRecras = computed(() => recrasQueryOf(query.value))
  const results = computed<Found[]>(() => {
    void version.value
    if (!active.value) return []
    const found = index.value.find(query.value)
    const told = answer.value?.query === query.value.trim() ? answer.value.rows : []
    if (told.length === 0) return found
    const first = told.map(
      (row) => index.value.get(row.id) ?? { row, span: nearest(row, app.today) },
    )
    const ids = new Set(told.map((row) => row.id))
    return [...first, ...found.filter(({ row }) => !ids.has(row.id))]
  })

  let codes = new Map<string, number>()
  let stop: (() => void) | null = null
  let bumping = false
  let turn = 0

  /** Lets results follow at most once a frame. */
  function bump(): void {
    if (bumping) return
    bumping = true
    setTimeout(() => {
      bumping = false
      version.value++
    }, 16)
  }

  async function build(cache: Cache, today: string): Promise<void> {
    const mine = ++turn
    const startedAt = performance.now()
    stop?.()
    const next = new SearchIndex(today)
    index.value = next
    complete.value = false
    const known = new Map<string, number>()
    codes = known
    const changed = new Set<number>()
    stop = cache.onChange((change: CacheChange) => {
      for (const row of change.rows) changed.add(row.id)
      for (const id of change.removed) {
        changed.add(id)
        next.remove(id)
      }
      for (const [id, code] of change.codes) known.set(code, id)
      for (let from = 0; from < change.rows.length; from += BATCH)
        next.add(change.rows.slice(from, from + BATCH))
      bump()
    })
    try {
      for (const [id, code] of await cache.allCodes()) if (!known.has(code)) known.set(code, id)
      await cache.eachBatch(BATCH, async (rows) => {
        await idle()
        if (mine !== turn) return false
        // What was written while the cache was being read is newer than what was read.
        next.add(rows.filter((row) => !changed.has(row.id)))
        bump()
        return true
      })
    } catch (error) {
      void call('log:page', { event: 'search-index-failed', detail: String(error).slice(0, 200) })
    }
    if (mine !== turn) return
    complete.value = true
    performance.measure('index-built', { start: startedAt, end: performance.now() })
  }

  /**
   * The cached booking of a scanned code: by its exact text, else by the reference in it. `null`:
   * not in memory, and the cache itself need not be asked either when `complete`.
   */
  function recall(code: string, referentie: string | null): BookingRow | null {
    const id = codes.get(code)
    const exact = id === undefined ? undefined : index.value.get(id)?.row
    return (
      exact ?? (referentie === null ? undefined : index.value.withReference(referentie)) ?? null
    )
  }

  function end(): void {
    turn++
    codes = new Map()
    stop?.()
    stop = null
    query.value = ''
    answer.value = null
    index.value = new SearchIndex(app.today)
  }

  /** Asks Recras for a reference or for all bookings of a customer; the cache learns them too. */
  async function askRecras(): Promise<void> {
    const wanted = atRecras.value
    if (!wanted) return
    const asked = query.value.trim()
    answer.value = { query: asked, state: 'asking', error: null, rows: [] }
    const result = await call('bookings:find', wanted)
    if (answer.value.query !== asked) return
    const rows = result.ok
      ? result.value.map(({ booking, hash }) => toRow(booking, hash, app.zone))
      : []
    answer.value = {
      query: asked,
      state: !result.ok ? 'failed' : rows.length === 0 ? 'none' : 'found',
      error: result.ok ? null : result.error,
      rows,
    }
  }

  watch(
    () => [venue.cache, app.today] as const,
    ([cache, today]) => void (cache ? build(cache, today) : end()),
    { immediate: true },
  )

  return { query, active, atRecras, results, complete, answer, askRecras, recall }
})

/** Resolves when the page has nothing better to do. */
const idle = (): Promise<void> =>
  new Promise((resolve) => requestIdleCallback(() => resolve(), { timeout: 200 }))
