import { ref } from 'vue'
import type { BookingRow } from '../../../shared/domain/booking-row.ts'
import type { StatusAction } from '../../../shared/recras/status.ts'
import { useOutboxStore } from '../stores/outbox.ts'

/**
 * A tap on one of a booking's actions. While a promise is being written further taps on that booking
 * are ignored; so is the second half of a double tap, as the button beneath the finger may have become
 * the next action by then.
 */
export function useAct() {
  const outbox = useOutboxStore()
  const busy = ref<ReadonlySet<number>>(new Set())

  async function act(row: BookingRow, action: StatusAction, event?: MouseEvent): Promise<void> {
    if (busy.value.has(row.id) || (event && event.detail > 1)) return
    busy.value = new Set(busy.value).add(row.id)
    await outbox.act(row, action)
    const rest = new Set(busy.value)
    rest.delete(row.id)
    busy.value = rest
  }

  return { act, busy }
}
