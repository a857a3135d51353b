import { ref } from 'vue'
import type { BookingRow } from '../../../shared/domain/booking-row.ts'
import type { StatusAction } from '../../../shared/recras/status.ts'
import { useOutboxStore } from '../stores/outbox.ts'

/** Within this many ms the next press of a key on the same booking is the same key still held. */
export const SAME_TAP = 500

/** When each booking was last acted on, whichever button it was: the row's and the panel's are one hand's reach apart. */
const actedAt = new Map<number, number>()

/**
 * A tap on one of a booking's actions. While a promise is being written further taps on that booking
 * are ignored; so is the second half of a double tap, and what a held Enter clicks (which the browser
 * does not count), as the button beneath the finger may have become the next action by then.
 */
export function useAct() {
  const outbox = useOutboxStore()
  const busy = ref<ReadonlySet<number>>(new Set())

  async function act(row: BookingRow, action: StatusAction, event?: MouseEvent): Promise<void> {
    if (busy.value.has(row.id) || (event && event.detail > 1)) return
    const now = performance.now()
    const counted = event !== undefined && event.detail > 0
    if (!counted && now - (actedAt.get(row.id) ?? -Infinity) < SAME_TAP) return
    actedAt.set(row.id, now)
    busy.value = new Set(busy.value).add(row.id)
    await outbox.act(row, action)
    const rest = new Set(busy.value)
    rest.delete(row.id)
    busy.value = rest
  }

  return { act, busy }
}
