import { defineStore } from 'pinia'
import { computed, ref, shallowRef, watch } from 'vue'
import { toRow, type BookingRow } from '../../../shared/domain/booking-row.ts'
import { withEdits } from '../../../shared/domain/waiting-row.ts'
import type { AppError } from '../../../shared/result.ts'
import { nearest, recrasQueryOf, type Found } from '../db/row-index.ts'
import { call } from '../ipc.ts'
import { useAppStore } from './app.ts'
import { useMemoryStore } from './memory.ts'
import { useOutboxStore } from './outbox.ts'
import { useVenueStore } from './venue.ts'

/** What asking Recras came to; for the query that it was asked with. */
export interface RecrasAnswer {
  query: string
  state: 'asking' | 'found' | 'none' | 'failed'
  error: AppError | null
  rows: BookingRow[]
}

/** The search box: over everything in memory as somebody types, and on from there at Recras. */
export const useSearchStore = defineStore('search', () => {
  const app = useAppStore()
  const memory = useMemoryStore()
  const outbox = useOutboxStore()
  const venue = useVenueStore()
  const query = ref('')
  const answer = shallowRef<RecrasAnswer | null>(null)

  const active = computed(() => query.value.trim() !== '')
  const atRecras = computed(() => recrasQueryOf(query.value))
  /** Everything cached is searched. */
  const complete = computed(() => memory.complete)
  const cached = computed<Found[]>(() => {
    void memory.version
    if (!active.value) return []
    const found = memory.index.find(query.value)
    const told = answer.value?.query === query.value.trim() ? answer.value.rows : []
    if (told.length === 0) return found
    const first = told.map(
      (row) => memory.index.get(row.id) ?? { row, span: nearest(row, app.today) },
    )
    const ids = new Set(told.map((row) => row.id))
    return [...first, ...found.filter(({ row }) => !ids.has(row.id))]
  })

  /** With what waits to be changed. */
  const results = computed(() => {
    const edits = outbox.view.records.filter((entry) => entry.kind === 'booking-edit')
    if (edits.length === 0) return cached.value
    return cached.value.map((found) => {
      const row = withEdits(found.row, edits)
      return row === found.row ? found : { ...found, row }
    })
  })

  /** Asks Recras for a reference or for all bookings of a customer; the cache learns them too. */
  async function askRecras(): Promise<void> {
    const wanted = atRecras.value
    if (!wanted) return
    const asked = query.value.trim()
    const question: RecrasAnswer = { query: asked, state: 'asking', error: null, rows: [] }
    answer.value = question
    const result = await call('bookings:find', wanted)
    // Asked anew since, or of another venue by now.
    if (answer.value !== question) return
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

  // Nothing of one venue may show in the next.
  watch(
    () => venue.cache,
    (cache) => {
      if (cache) return
      query.value = ''
      answer.value = null
    },
  )

  return { query, active, atRecras, results, complete, answer, askRecras }
})
