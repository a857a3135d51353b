import { onMounted, watch } from 'vue'
import { useFirstKeptDay } from '../../composables/first-kept-day.ts'
import { whenIdle } from '../../composables/when-idle.ts'
import { dropCustomers } from '../../db/databases.ts'
import { call } from '../../ipc.ts'
import { useOutboxStore } from '../../stores/outbox.ts'
import { useVenueStore } from '../../stores/venue.ts'

/**
 * A kiosk keeps as few guests as it can: days that are older than the setting leave the cache, and the
 * list of customers that the same installation had as a desk goes altogether.
 */
export function useKioskRetention(): void {
  const outbox = useOutboxStore()
  const venue = useVenueStore()
  const first = useFirstKeptDay()
  const said = (error: unknown): void => {
    const detail = error instanceof Error ? error.name : String(error)
    void call('log:page', { event: 'retention-failed', detail })
  }

  onMounted(() => void whenIdle().then(dropCustomers).catch(said))
  watch(
    () => [venue.cache, first.value] as const,
    ([cache, day]) => {
      if (!cache || day === null) return
      const waits = new Set(outbox.view.entries.map((entry) => entry.bookingId))
      void cache.retire(day, (id) => waits.has(id), whenIdle).catch(said)
    },
    { immediate: true },
  )
}
