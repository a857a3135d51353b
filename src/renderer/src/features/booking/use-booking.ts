import {
  computed,
  onScopeDispose,
  ref,
  shallowRef,
  toValue,
  watch,
  type MaybeRefOrGetter,
} from 'vue'
import { toRow, type BookingRow } from '../../../../shared/domain/booking-row.ts'
import type { Booking } from '../../../../shared/recras/schemas.ts'
import type { AppError } from '../../../../shared/result.ts'
import { call } from '../../ipc.ts'
import { useAppStore } from '../../stores/app.ts'
import { useVenueStore } from '../../stores/venue.ts'

/**
 * One booking: from the cache at once, followed as the cache changes, and read at Recras when it is
 * opened and when the connection comes back. `gone` when Recras has it no more.
 */
export function useBooking(id: MaybeRefOrGetter<number>) {
  const app = useAppStore()
  const venue = useVenueStore()
  const row = shallowRef<BookingRow | null>(null)
  const booking = shallowRef<Booking | null>(null)
  /** The cache has been looked at. */
  const looked = ref(false)
  const reading = ref(false)
  const gone = ref(false)
  const error = shallowRef<AppError | null>(null)

  let turn = 0
  let stop: (() => void) | null = null

  async function fromCache(mine: number): Promise<void> {
    const cache = venue.cache
    const [foundRow, found] = cache
      ? await Promise.all([cache.row(toValue(id)), cache.booking(toValue(id))]).catch(() => [])
      : []
    if (mine !== turn) return
    if (foundRow && found) {
      row.value = foundRow
      booking.value = found
    }
    looked.value = true
  }

  async function read(): Promise<void> {
    const mine = turn
    if (app.connection?.status !== 'online') return
    reading.value = true
    const result = await call('booking:read', { id: toValue(id) })
    if (mine !== turn) return
    reading.value = false
    error.value = result.ok || result.error.kind === 'not-found' ? null : result.error
    if (result.ok) {
      // The same arrives in the cache; this also serves a desk whose disk takes no cache.
      booking.value = result.value.booking
      row.value = toRow(result.value.booking, result.value.hash, app.zone)
      gone.value = false
    } else if (result.error.kind === 'not-found') gone.value = true
  }

  function open(): void {
    const mine = ++turn
    stop?.()
    row.value = null
    booking.value = null
    looked.value = false
    reading.value = false
    gone.value = false
    error.value = null
    stop =
      venue.cache?.onChange((change) => {
        if (change.removed.includes(toValue(id))) gone.value = true
        if (change.rows.some((one) => one.id === toValue(id))) {
          gone.value = false
          void fromCache(mine)
        }
      }) ?? null
    void fromCache(mine)
    void read()
  }

  watch(() => [toValue(id), venue.cache], open, { immediate: true })
  watch(
    () => app.connection?.status,
    (status) => status === 'online' && void read(),
  )
  onScopeDispose(() => {
    turn++
    stop?.()
  })

  const state = computed(() => {
    if (gone.value) return 'gone'
    if (row.value && booking.value) return 'known'
    if (!looked.value || reading.value) return 'loading'
    if (error.value) return 'failed'
    return app.connection?.status === 'online' ? 'loading' : 'unknown'
  })

  return { row, booking, state, reading, error, read }
}
