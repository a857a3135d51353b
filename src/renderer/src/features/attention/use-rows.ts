import { onScopeDispose, shallowRef, watch, type Ref } from 'vue'
import type { BookingRow } from '../../../../shared/domain/booking-row.ts'
import { useVenueStore } from '../../stores/venue.ts'

/** The cached rows of some bookings, by id, kept up to date. Those not cached are simply missing. */
export function useRows(ids: Ref<readonly number[]>): Ref<ReadonlyMap<number, BookingRow>> {
  const venue = useVenueStore()
  const rows = shallowRef<ReadonlyMap<number, BookingRow>>(new Map())
  let stop: (() => void) | undefined

  /** Adds those that were not asked for before. */
  async function load(wanted: readonly number[]): Promise<void> {
    const missing = wanted.filter((id) => !rows.value.has(id))
    const found = await Promise.all(missing.map((id) => venue.row(id).catch(() => undefined)))
    const next = new Map(rows.value)
    for (const row of found) if (row && !next.has(row.id)) next.set(row.id, row)
    rows.value = next
  }

  watch(
    () => venue.cache,
    (cache) => {
      stop?.()
      stop = cache?.onChange((change) => {
        const next = new Map(rows.value)
        for (const row of change.rows) if (ids.value.includes(row.id)) next.set(row.id, row)
        for (const id of change.removed) next.delete(id)
        rows.value = next
      })
    },
    { immediate: true },
  )
  watch(ids, (wanted) => void load(wanted), { immediate: true })
  onScopeDispose(() => stop?.())
  return rows
}
