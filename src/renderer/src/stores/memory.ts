import { defineStore } from 'pinia'
import { ref, shallowRef, watch } from 'vue'
import type { BookingRow } from '../../../shared/domain/booking-row.ts'
import { waitingRows } from '../../../shared/domain/waiting-row.ts'
import { whenIdle } from '../composables/when-idle.ts'
import type { Cache, CacheChange } from '../db/cache.ts'
import { RowIndex } from '../db/row-index.ts'
import { call } from '../ipc.ts'
import { useAppStore } from './app.ts'
import { useOutboxStore } from './outbox.ts'
import { useVenueStore } from './venue.ts'

const BATCH = 300
/** So many are counted between two looks at whether the page has something better to do. */
const LOOKED = 2_000
/** A cache that could not be read is tried again after so long. */
const RETRY_MS = 5_000

/**
 * Everything cached, in memory: for search as somebody types, and for the booking of a scanned code,
 * so that no answer waits for the disk.
 */
export const useMemoryStore = defineStore('memory', () => {
  const app = useAppStore()
  const outbox = useOutboxStore()
  const venue = useVenueStore()
  const index = shallowRef(new RowIndex(app.today))
  /** Counts up when the index changed, so that results follow. */
  const version = ref(0)
  /** The same for the QR texts that are known. */
  const codesVersion = ref(0)
  /** Everything cached is in the index. */
  const complete = ref(false)

  let codes = new Map<string, number>()
  let stop: (() => void) | null = null
  let retry: ReturnType<typeof setTimeout> | undefined
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

  function build(cache: Cache, today: string): void {
    end()
    const mine = turn
    const startedAt = performance.now()
    const next = new RowIndex(today)
    index.value = next
    const known = codes
    const changed = new Set<number>()
    stop = cache.onChange((change: CacheChange) => {
      for (const row of change.rows) changed.add(row.id)
      for (const id of change.removed) {
        changed.add(id)
        next.remove(id)
      }
      for (const id of change.retired) {
        changed.add(id)
        next.remove(id)
      }
      for (const [id, code] of change.codes) known.set(code, id)
      for (let from = 0; from < change.rows.length; from += BATCH)
        next.add(change.rows.slice(from, from + BATCH))
      if (change.codes.length > 0) codesVersion.value++
      // A code changes nothing of what is found.
      if (change.rows.length + change.removed.length + change.retired.length > 0) bump()
    })

    async function fill(): Promise<void> {
      try {
        for (const [id, code] of await cache.allCodes()) if (!known.has(code)) known.set(code, id)
        await cache.eachBatch(BATCH, async (rows) => {
          await whenIdle()
          if (mine !== turn) return false
          // What was written while the cache was being read is newer than what was read.
          next.add(rows.filter((row) => !changed.has(row.id)))
          bump()
          return true
        })
      } catch (error) {
        if (mine !== turn) return
        void call('log:page', { event: 'search-index-failed', detail: String(error).slice(0, 200) })
        // What was not read is not unknown: until it was, `complete` sends everybody to the cache.
        retry = setTimeout(() => void fill(), RETRY_MS)
        return
      }
      if (mine !== turn) return
      complete.value = true
      performance.measure('index-built', { start: startedAt, end: performance.now() })
      await rehearse(next, () => mine === turn)
    }
    void fill()
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

  /** Of the bookings of these days that can still be checked in: how many, and of how many the QR text is known. */
  async function codesOn(days: ReadonlySet<string>): Promise<{ wanted: number; known: number }> {
    const coded = new Set(codes.values())
    let [wanted, known, looked] = [0, 0, 0]
    // As they are now: what changes in a pause is counted the next time.
    for (const row of [...index.value.all()]) {
      if (++looked % LOOKED === 0) await whenIdle()
      if (row.id < 0 || !row.days.some((day) => days.has(day)) || !comes(row)) continue
      wanted++
      if (coded.has(row.id)) known++
    }
    return { wanted, known }
  }

  function end(): void {
    turn++
    clearTimeout(retry)
    stop?.()
    stop = null
    codes = new Map()
    complete.value = false
    index.value = new RowIndex(app.today)
  }

  watch(
    () => [venue.cache, app.today] as const,
    ([cache, today]) => (cache ? build(cache, today) : end()),
    { immediate: true },
  )

  // Bookings that wait to be made are found as well.
  watch(
    () => [index.value, outbox.view.records] as const,
    ([into, records], before) => {
      if (records === before?.[1] && into === before[0]) return
      const rows = waitingRows(records, app.zone)
      const old = into === before?.[0] ? waitingRows(before[1], app.zone) : []
      if (rows.length === 0 && old.length === 0) return
      for (const { id } of old) into.remove(id)
      into.add(rows)
      bump()
    },
    { immediate: true },
  )

  return { index, version, codesVersion, complete, recall, codesOn }
})

/** Whether a booking may still be checked in: its link says so, or it is confirmed and came without links. */
const comes = (row: BookingRow): boolean =>
  row.linksKnown ? row.actions.includes('ongoing') : row.status === 'definitief'

/** What people begin to type, more or less. */
const REHEARSAL = ['e', 'an', 'de v', '1']

/** Searches before anybody does, in idle moments, so that the browser has it ready by the first key. */
async function rehearse(index: RowIndex, goOn: () => boolean): Promise<void> {
  await whenIdle()
  if (!goOn()) return
  index.settle()
  for (const word of REHEARSAL) {
    await whenIdle()
    if (!goOn()) return
    index.find(word)
  }
}
