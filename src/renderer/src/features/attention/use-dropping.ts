import { computed, shallowRef, type Ref } from 'vue'
import { useI18n } from 'vue-i18n'
import type { BookingRow } from '../../../../shared/domain/booking-row.ts'
import type { OutboxEntry, ParkedScan } from '../../../../shared/outbox/entry.ts'
import type { RecordView } from '../../../../shared/outbox/record.ts'
import type { AppError, Result } from '../../../../shared/result.ts'
import { call } from '../../ipc.ts'
import { useOutboxStore } from '../../stores/outbox.ts'
import { nowAtRecras } from './attention.ts'
import { useRecordWords } from './use-record-words.ts'
import { useWords } from './use-words.ts'

type Asked =
  | { kind: 'entry'; entry: OutboxEntry }
  | { kind: 'scan'; scan: ParkedScan }
  | { kind: 'record'; entry: RecordView }

/**
 * Letting go of a move, of a record or of a kept code. It asks first where something would be lost: a
 * move, a record, and a code that nobody answered yet.
 */
export function useDropping(
  rows: Ref<ReadonlyMap<number, BookingRow>>,
  report: (error: AppError | null) => void,
) {
  const { t } = useI18n()
  const words = useWords()
  const recordWords = useRecordWords()
  const outbox = useOutboxStore()
  const asked = shallowRef<Asked | null>(null)

  const question = computed(() => {
    if (!asked.value) return null
    const answers = { keep: t('attention.dropping.keep'), go: t('attention.drop') }
    if (asked.value.kind === 'scan') {
      const code = asked.value.scan.referentie ?? asked.value.scan.text
      return {
        ...answers,
        title: t('attention.dropping.scanTitle', { code }),
        text: t('attention.dropping.scanText'),
      }
    }
    if (asked.value.kind === 'record') {
      const { entry } = asked.value
      const row = rows.value.get(entry.localId)
      const details = [recordWords.wish(entry), recordWords.details(entry, row)]
      const needed = outbox.view.records.some((one) => one.waitsFor === entry.id)
      return {
        keep: t('attention.dropping.keep'),
        go: t('attention.record.drop'),
        title: t('attention.record.dropTitle', { name: recordWords.title(entry, row) }),
        text: [
          t('attention.record.dropText', { what: details.filter(Boolean).join(', ') }),
          needed && t('attention.record.dropNeeded'),
          entry.sent && t('attention.record.dropSent'),
        ]
          .filter(Boolean)
          .join(' '),
      }
    }
    const { entry } = asked.value
    const row = rows.value.get(entry.bookingId)
    const status = words.status(nowAtRecras(entry, row)?.status ?? '')
    return {
      ...answers,
      title: t('attention.dropping.title', { name: words.name(row, entry.referentie) }),
      text: t('attention.dropping.text', {
        what: words.move(entry).text,
        reference: entry.referentie,
        time: words.moment(entry.at),
        status,
      }),
    }
  })

  async function done(result: Promise<Result<null>>): Promise<void> {
    const answer = await result
    report(answer.ok ? null : answer.error)
  }

  return {
    /** The texts of the open question, `null` when none is open. */
    question,
    ask: (entry: OutboxEntry): void => {
      asked.value = { kind: 'entry', entry }
    },
    askRecord: (entry: RecordView): void => {
      asked.value = { kind: 'record', entry }
    },
    askScan: (scan: ParkedScan): void => {
      if (scan.state === 'waiting') asked.value = { kind: 'scan', scan }
      else void done(call('scans:drop', { id: scan.id }))
    },
    close: (): void => {
      asked.value = null
    },
    confirm: (): void => {
      const given = asked.value
      if (given?.kind === 'entry' || given?.kind === 'record')
        void done(call('outbox:drop', { id: given.entry.id }))
      if (given?.kind === 'scan') void done(call('scans:drop', { id: given.scan.id }))
    },
  }
}
