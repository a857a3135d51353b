import { defineStore } from 'pinia'
import { computed, ref, shallowRef, watch } from 'vue'
import type { BookingRow } from '../../../shared/domain/booking-row.ts'
import type { Cache, CacheChange, DayState } from '../db/cache.ts'
import { useAppStore } from './app.ts'
import { useOutboxStore } from './outbox.ts'
import { placeRows, replaceRows, type Placed } from './placed.ts'
import { withPromised } from './promised.ts'
import { useVenueStore } from './venue.ts'

/** From so many rows on, a day that is still arriving is drawn now and then only. */
const MANY = 200
const ARRIVING_MS = 1000
/** A day that was never here is drawn first when it is whole, or after so long: once, not twice. */
const FIRST_MS = 400

/**
 * The rows of the day on screen. Read once from the cache when the day is chosen, from then on
 * patched with what the cache says it wrote: a change of one booking costs one row, however many
 * the day has. Changes are gathered and applied once per frame.
 */
export const useDayStore = defineStore('day', () => {
  const app = useAppStore()
  const outbox = useOutboxStore()
  const venue = useVenueStore()
  /** The day's rows as cached, in the order of the board. */
  const placed = shallowRef<readonly Placed[]>([])
  /** What the cache knows of the day as a whole; `null` when it was never read completely. */
  const state = shallowRef<DayState | null>(null)
  /** The day that `rows` are of; empty while the cache is being read. */
  const loaded = ref('')
  /** The cache could not be read; the sentence is the browser's. */
  const failure = ref<string | null>(null)

  /** The newest rows; `placed` follows. */
  let newest: readonly Placed[] = []
  let pending: CacheChange[] = []
  /** When what is pending will be applied; `soon`: with the next frame. */
  let planned: { soon: boolean; cancel(): void } | null = null
  let stop: (() => void) | null = null
  let turn = 0

  async function load(cache: Cache | null, day: string): Promise<void> {
    const mine = ++turn
    stop?.()
    stop = null
    pending = []
    planned?.cancel()
    planned = null
    loaded.value = ''
    newest = placed.value = []
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
      newest = placed.value = placeRows(found, day)
      state.value = known ?? null
    } catch (error) {
      if (mine !== turn) return
      failure.value = error instanceof Error ? error.message : String(error)
    }
    loaded.value = day
    apply()
  }

  function schedule(): void {
    const whole = pending.at(-1)?.day?.day === loaded.value
    if (planned?.soon || (planned && !whole)) return
    planned?.cancel()
    // A hidden window draws no frames; it still has to follow.
    const ms = document.hidden ? 100 : whole || state.value !== null ? 0 : patience()
    if (ms > 0) {
      const timer = setTimeout(apply, ms)
      planned = { soon: false, cancel: () => clearTimeout(timer) }
    } else {
      const frame = requestAnimationFrame(apply)
      planned = { soon: true, cancel: () => cancelAnimationFrame(frame) }
    }
  }

  /** While a day arrives, the page has better things to do than to draw each part of it. */
  function patience(): number {
    const count = newest.length
    return count === 0 ? FIRST_MS : count > MANY ? ARRIVING_MS : 0
  }

  function apply(): void {
    planned = null
    const changes = pending
    pending = []
    const day = loaded.value
    if (changes.length === 0 || day === '') return
    const changed = new Map<number, BookingRow>()
    const gone = new Set<number>()
    for (const change of changes) {
      for (const row of change.rows) {
        const isHere = row.days.includes(day)
        if (isHere) changed.set(row.id, row)
        else changed.delete(row.id)
        if (!isHere) gone.add(row.id)
      }
      for (const id of change.removed) {
        changed.delete(id)
        gone.add(id)
      }
      if (change.day?.day === day) state.value = change.day
    }
    if (changed.size === 0 && !newest.some(({ row }) => gone.has(row.id))) return show()
    newest = replaceRows(newest, changed, gone, day)
    // While a long day arrives, its rows are placed in one task and drawn in the next.
    if (state.value === null && newest.length > MANY) setTimeout(show)
    else show()
  }

  function show(): void {
    placed.value = newest
  }

  watch(
    () => [venue.cache, venue.day] as const,
    ([cache, day]) => void load(cache, day),
    { immediate: true },
  )

  /** The day's rows with what was promised, in the order of the board. */
  const shown = computed(() =>
    withPromised(placed.value, outbox.view.records, loaded.value, app.zone),
  )

  const rowOf = (id: number): BookingRow | undefined =>
    shown.value.find(({ row }) => row.id === id)?.row

  return { placed: shown, state, loaded, failure, rowOf }
})
