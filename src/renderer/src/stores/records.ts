import { defineStore } from 'pinia'
import { computed, watch } from 'vue'
import type {
  RecordContent,
  RecordKind,
  RecordView,
  SettledRecord,
} from '../../../shared/outbox/record.ts'
import type { Result } from '../../../shared/result.ts'
import { call } from '../ipc.ts'
import { useAppStore } from './app.ts'
import { useOutboxStore } from './outbox.ts'

/** A promise is on the disk this long after it was asked for, or never. */
const SOON_MS = 10_000

/** What became of a promised record, as far as it is known by now. */
export type RecordOutcome =
  | { kind: 'settled'; settled: SettledRecord }
  | { kind: 'attention'; entry: RecordView }
  /** It is kept here and goes out when it can. */
  | { kind: 'waiting'; entry: RecordView }

/** Records that were promised and are not settled, and the making of such promises. */
export const useRecordsStore = defineStore('records', () => {
  const app = useAppStore()
  const outbox = useOutboxStore()
  const entries = computed(() => outbox.view.records)

  const entry = (id: string): RecordView | undefined => entries.value.find((one) => one.id === id)

  /** The promised creates by the number that stands in for their id. */
  const byLocalId = (localId: number): RecordView | undefined =>
    entries.value.find((one) => one.localId === localId)

  /** What a number that stood in for an id became, once Recras gave one. */
  const settledAs = (localId: number): SettledRecord | undefined =>
    outbox.view.recordHistory.find((one) => one.localId === localId)

  /** The id at Recras that a promised record became; `null` when it did not (yet). */
  const resultOf = (id: string): number | null =>
    outbox.view.recordHistory.find((one) => one.id === id)?.resultId ?? null

  /**
   * What was promised of a kind just after a moment: its id, and where it is now. For a page that went
   * down before it was told.
   */
  function promisedAfter(kind: RecordKind, at: string): { id: string; page: number } | null {
    const since = Date.parse(at)
    const found = [...entries.value, ...outbox.view.recordHistory].find((one) => {
      const after = Date.parse(one.at) - since
      return one.kind === kind && after >= 0 && after < SOON_MS
    })
    return found ? { id: found.id, page: resultOf(found.id) ?? found.localId } : null
  }

  /** What is on its way with exactly this content, or may already have become a record. */
  function waitingLike(content: RecordContent): RecordView | undefined {
    const text = JSON.stringify(content)
    return entries.value.find(
      ({ state, reason, content: own }) =>
        (state === 'waiting' || reason?.kind === 'doubtful') && JSON.stringify(own) === text,
    )
  }

  /** As they were promised, until the journal's next view has them; and as they were before that. */
  const promised = new Map<string, { made: RecordView; before: RecordView | undefined }>()

  /**
   * Promises a record, or with `amend` changes one that waits. Answers after the journal has it on
   * disk; a failure means that nothing was promised.
   */
  async function promise(content: RecordContent, amend?: string): Promise<Result<RecordView>> {
    const before = amend === undefined ? undefined : entry(amend)
    const result = await (amend === undefined
      ? call('records:promise', content)
      : call('records:amend', { id: amend, content }))
    if (result.ok) promised.set(result.value.id, { made: result.value, before })
    return result
  }

  /**
   * Waits until a promised record is settled or needs a person, at most `patienceMs`: then it simply
   * waits, and what the person sees says so. Without a line nothing is worth waiting for.
   */
  function outcome(id: string, patienceMs: number): Promise<RecordOutcome> {
    return new Promise((resolve) => {
      const known = promised.get(id)
      let last = known?.made
      const look = (patient: boolean): boolean => {
        const found = entry(id)
        // What was amended a moment ago may still stand there as it was before.
        const now = found === known?.before ? undefined : found
        last = now ?? last
        const settled = outbox.view.recordHistory.find((one) => one.id === id)
        if (settled) resolve({ kind: 'settled', settled })
        else if (now?.state === 'attention') resolve({ kind: 'attention', entry: now })
        else if (!patient && last) resolve({ kind: 'waiting', entry: last })
        else return false
        return true
      }
      if (look(true)) return
      const stop = watch(
        () => outbox.view,
        () => look(true) && end(),
      )
      const patience = app.connection?.status === 'online' ? patienceMs : 0
      const timer = setTimeout(() => look(false) && end(), patience)
      function end(): void {
        stop()
        clearTimeout(timer)
      }
    })
  }

  return {
    entries,
    entry,
    byLocalId,
    settledAs,
    resultOf,
    promisedAfter,
    waitingLike,
    promise,
    outcome,
  }
})
