import { defineStore } from 'pinia'
import { computed, ref, shallowRef, watch } from 'vue'
import type { BookingRow } from '../../../shared/domain/booking-row.ts'
import type { Cache, CacheChange, DayState } from '../db/cache.ts'
import { placeRows } from '../features/day/board.ts'
import { useVenueStore } from './venue.ts'

const NO_ROWS: ReadonlyMap<number, BookingRow> = new Map()

/**
 * The rows of the day on screen. Read once from the cache when the day is chosen, from then on
 * patched with what the cache says it wrote: a change of one booking costs one row, however many
 * the day has. Changes are gathered and applied once per frame.
 */
export const useDayStore = defineStore('day', () => {
  const venue = useVenueStore()
  const rows = shallowRef<ReadonlyMap<number, BookingRow>>(NO_ROWS)
  /** What the cache knows of the day as a whole; `null` when it was never read completely. */
  const state = shallowRef<DayState | null>(null)
  /** The day that `rows` are of; empty while the cache is being read. */
  const loaded = ref('')
  /** The cache could not be read; the sentence is the browser's. */
  const failure = ref<string | null>(null)

  const placed = computed(() => placeRows(rows.value.values(), loaded.value))

  let pending: CacheChange[] = []
  let scheduled = false
  let stop: (() => void) | null = null
  let turn = 0

  async function load(cache: Cache | null, day: string): Promise<void> {
    const mine = ++turn
    stop?.()
    stop = null
    pending = []
    loaded.value = ''
    rows.value = NO_ROWS
    state.value = null
    failure.value = null
    if (!cache || day === '') return
    // Listened to before it is read: what is written in between is applied after.
    stop = cache.onChange((change) => {
      pending.push(change)
      if (loaded.value !== '') schedule()
    })
    try {
      const [found, known] = await Promise.all([cache.rowsOfDay(day), cache.dayState(day)])
      if (mine !== turn) return
      rows.value = new Map(found.map((row) => [row.id, row]))
      state.value = known ?? null
    } catch (error) {
      if (mine !== turn) return
      failure.value = error instanceof Error ? error.message : String(error)
    }
    loaded.value = day
    apply()
  }

  function schedule(): void {
    if (scheduled) return
    scheduled = true
    // A hidden window draws no frames; it still has to follow.
    if (document.hidden) setTimeout(apply, 100)
    else requestAnimationFrame(apply)
  }

  function apply(): void {
    scheduled = false
    const changes = pending
    pending = []
    const day = loaded.value
    if (changes.length === 0 || day === '') return
    const next = new Map(rows.value)
    let touched = false
    for (const change of changes) {
      for (const row of change.rows) {
        if (row.days.includes(day)) touched = Boolean(next.set(row.id, row))
        else if (next.delete(row.id)) touched = true
      }
      for (const id of change.removed) if (next.delete(id)) touched = true
      if (change.day?.day === day) state.value = change.day
    }
    if (touched) rows.value = next
  }

  watch(
    () => [venue.cache, venue.day] as const,
    ([cache, day]) => void load(cache, day),
    { immediate: true },
  )

  return { rows, placed, state, loaded, failure }
})
