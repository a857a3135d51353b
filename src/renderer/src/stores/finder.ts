import { defineStore } from 'pinia'
import { ref, shallowRef, watch } from 'vue'
import type { CachedBooking } from '../../../shared/ipc/contract.ts'
import type { BookingSearch } from '../../../shared/ipc/record-calls.ts'
import type { AppError } from '../../../shared/result.ts'
import { call, listen } from '../ipc.ts'
import { useVenueStore } from './venue.ts'

/** As far as a search at Recras has come. */
export interface FinderProgress {
  state: 'running' | 'done' | 'stopped' | 'failed'
  fetched: number
  total: number | null
  /** Bookings that could not be understood. */
  unreadable: number
  error: AppError | null
}

/** Bookings looked for at Recras by its own filters; what was found stays while one of them is open. */
export const useFinderStore = defineStore('finder', () => {
  const venue = useVenueStore()
  const found = shallowRef<CachedBooking[]>([])
  const progress = shallowRef<FinderProgress | null>(null)
  /** All that was found is in the cache. */
  const kept = ref(false)
  let search = 0

  listen('bookings:found', (page) => {
    if (page.search !== search || progress.value?.state !== 'running') return
    const fresh = new Map(found.value.map((one) => [one.row.id, one]))
    for (const one of page.bookings) fresh.set(one.row.id, one)
    found.value = [...fresh.values()]
    progress.value = { ...progress.value, fetched: page.fetched, total: page.total }
  })

  async function start(query: BookingSearch): Promise<void> {
    const mine = ++search
    found.value = []
    kept.value = false
    progress.value = { state: 'running', fetched: 0, total: null, unreadable: 0, error: null }
    const result = await call('bookings:search', { search: mine, query })
    if (mine !== search) return
    const stopped = !result.ok && result.error.kind === 'not-now'
    progress.value = {
      ...progress.value,
      total: (result.ok ? result.value.total : null) ?? progress.value.total,
      unreadable: result.ok ? result.value.unreadable : 0,
      state: result.ok ? 'done' : stopped ? 'stopped' : 'failed',
      error: result.ok || stopped ? null : result.error,
    }
  }

  async function stop(): Promise<void> {
    await call('bookings:stop', { search })
  }

  /** Keeps all that was found in the cache, as if their days had been looked at. */
  async function keep(): Promise<void> {
    const upserts = found.value
    await venue.cache?.apply({ upserts, removed: [], codes: [], day: null, names: null })
    kept.value = true
  }

  // Nothing of one venue may show in the next.
  watch(
    () => venue.cache,
    () => {
      search++
      found.value = []
      progress.value = null
      kept.value = false
    },
  )

  return { found, progress, kept, start, stop, keep }
})
