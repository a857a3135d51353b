import { computed, type ComputedRef } from 'vue'
import type { RecordKind } from '../../../shared/outbox/record.ts'
import { useAppStore } from '../stores/app.ts'
import { useOutboxStore } from '../stores/outbox.ts'

/** So long a change is news. */
const NEWS_MS = 10 * 60_000

/** The fields that others had changed when this desk's last change of a record arrived, while that is news. */
export function useCameIn(kind: RecordKind, id: () => number): ComputedRef<readonly string[]> {
  const app = useAppStore()
  const outbox = useOutboxStore()
  return computed(() => {
    const last = outbox.view.recordHistory.find((one) => one.kind === kind && one.localId === id())
    return last && app.now - Date.parse(last.settledAt) < NEWS_MS ? last.cameIn : []
  })
}
