import { onScopeDispose, shallowRef, watch } from 'vue'
import { addDays } from '../../../../shared/domain/time.ts'
import { useAppStore } from '../../stores/app.ts'
import { useVenueStore } from '../../stores/venue.ts'

/** What is kept for an outage: bookings and QR texts of today and tomorrow, and all bookings. */
export interface Kept {
  bookings: number
  codes: number
  all: number
}

const AGAIN_MS = 500

/** Counts what the cache has; again, at most twice a second, when it changes. */
export function useKeptCount() {
  const app = useAppStore()
  const venue = useVenueStore()
  const kept = shallowRef<Kept | null>(null)
  let stop: (() => void) | undefined
  let timer: ReturnType<typeof setTimeout> | undefined

  async function count(): Promise<void> {
    timer = undefined
    const { cache } = venue
    if (!cache) return
    try {
      const [today, tomorrow, all] = await Promise.all([
        cache.known(app.today),
        cache.known(addDays(app.today, 1)),
        cache.count(),
      ])
      const coded = new Map([...today, ...tomorrow].map(([id, , hasCode]) => [id, hasCode]))
      const codes = [...coded.values()].filter(Boolean).length
      kept.value = { bookings: coded.size, codes, all }
    } catch {
      kept.value = null
    }
  }

  watch(
    () => [venue.cache, app.today] as const,
    ([cache]) => {
      stop?.()
      stop = cache?.onChange(() => (timer ??= setTimeout(() => void count(), AGAIN_MS)))
      void count()
    },
    { immediate: true },
  )
  onScopeDispose(() => {
    stop?.()
    clearTimeout(timer)
  })
  return kept
}
