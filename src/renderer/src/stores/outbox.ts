import { defineStore } from 'pinia'
import { computed, shallowRef } from 'vue'
import type { BookingRow } from '../../../shared/domain/booking-row.ts'
import { display, type Displayed, type LearnedOffers } from '../../../shared/domain/displayed.ts'
import type { OutboxEntry, OutboxView } from '../../../shared/outbox/entry.ts'
import { statusAfter, type StatusAction } from '../../../shared/recras/status.ts'
import type { AppError, Result } from '../../../shared/result.ts'
import { call, listen } from '../ipc.ts'

const EMPTY: OutboxView = { entries: [], parked: [], history: [], damage: null, blocked: null }
const NONE: readonly OutboxEntry[] = []

/** What was promised and is not settled, as the journal in main has it; and the making of promises. */
export const useOutboxStore = defineStore('outbox', () => {
  const view = shallowRef<OutboxView>(EMPTY)
  /** Which moves Recras was seen to offer in each status; filled by the venue store. */
  const offers = shallowRef<LearnedOffers>({})
  /** The last promise that could not be made, until the next one succeeds. */
  const failure = shallowRef<{ bookingId: number; error: AppError } | null>(null)

  const byBooking = computed(() => {
    const map = new Map<number, OutboxEntry[]>()
    for (const entry of view.value.entries) {
      const own = map.get(entry.bookingId)
      if (own) own.push(entry)
      else map.set(entry.bookingId, [entry])
    }
    return map
  })
  /** Saved here and on its way: moves, and codes that still wait for an answer. */
  const waiting = computed(
    () =>
      view.value.entries.filter((entry) => entry.state === 'waiting').length +
      view.value.parked.filter((scan) => scan.state === 'waiting').length,
  )
  /** Needs a person: moves that were parked, and codes that were answered and not yet dealt with. */
  const attention = computed(
    () =>
      view.value.entries.filter((entry) => entry.state === 'attention').length +
      view.value.parked.filter((scan) => scan.state !== 'waiting').length,
  )

  async function start(): Promise<void> {
    listen('outbox:changed', (changed) => (view.value = changed))
    const got = await call('outbox:get')
    if (got.ok) view.value = got.value
  }

  const entriesOf = (bookingId: number): readonly OutboxEntry[] =>
    byBooking.value.get(bookingId) ?? NONE

  /** The row as the desk sees it: cached state plus what waits. */
  const displayed = (row: BookingRow): Displayed => display(row, entriesOf(row.id), offers.value)

  /**
   * Promises a move of a booking. Resolves after the journal in main has it on disk; only then may
   * anything beep or turn green. A failure means that nothing was promised.
   */
  async function act(row: BookingRow, action: StatusAction): Promise<Result<OutboxEntry>> {
    const result = await call('outbox:enqueue', {
      bookingId: row.id,
      referentie: row.referentie,
      wanted: statusAfter(action),
      seen: { status: displayed(row).status, statusUpdatedAt: row.statusUpdatedAt },
    })
    failure.value = result.ok ? null : { bookingId: row.id, error: result.error }
    return result
  }

  return { view, offers, failure, byBooking, waiting, attention, start, entriesOf, displayed, act }
})
