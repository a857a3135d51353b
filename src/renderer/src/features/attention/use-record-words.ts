import { useI18n } from 'vue-i18n'
import type { BookingRow } from '../../../../shared/domain/booking-row.ts'
import { dayOf, instantOf } from '../../../../shared/domain/time.ts'
import type { RecordView } from '../../../../shared/outbox/record.ts'
import { useFormat } from '../../composables/use-format.ts'
import type { IconName } from '../../components/icon-names.ts'
import { useAppStore } from '../../stores/app.ts'
import { useCustomersStore } from '../../stores/customers.ts'
import { useEditWords } from '../booking-edit/use-edit-words.ts'
import { subjectOf } from './records.ts'
import { useWords } from './use-words.ts'

const ICONS: Record<RecordView['kind'], IconName> = {
  'booking-create': 'plus',
  'booking-edit': 'edit',
  'customer-create': 'person',
  'customer-edit': 'person',
}

/** What this page says of records that were promised. */
export function useRecordWords() {
  const { t, te } = useI18n()
  const app = useAppStore()
  const customers = useCustomersStore()
  const format = useFormat()
  const words = useWords()
  const edit = useEditWords()

  /** What a field of a booking or of a customer is called; of a path, its last part. */
  function field(kind: RecordView['kind'], path: string): string {
    const name = path.split('.').at(-1) ?? path
    const tree = kind === 'customer-create' || kind === 'customer-edit' ? 'customers' : 'attention'
    const own = [`${tree}.field.${name}`, `attention.field.${name}`].find((key) => te(key))
    return own === undefined ? edit.field(name) : t(own)
  }

  /** The names of all fields that a change is about. */
  const fields = ({ kind, content }: RecordView): string =>
    content && 'changes' in content
      ? Object.keys(content.changes)
          .map((name) => field(kind, name).toLowerCase())
          .join(', ')
      : ''

  return {
    ...words,
    field,
    value: edit.value,
    icon: ({ kind }: RecordView): IconName => ICONS[kind],
    /** What was wanted: Nieuwe boeking; Wijziging van personen. */
    wish: (entry: RecordView): string =>
      t(`attention.record.${entry.kind}`, { fields: fields(entry) || t('common.unknown') }),
    /** Whose it is; a booking's row may know better than the record. */
    title(entry: RecordView, row: BookingRow | undefined): string {
      const { content, localId } = entry
      if (content?.kind === 'booking-edit') return words.name(row, content.referentie)
      const known = entry.kind === 'customer-edit' ? customers.row(localId)?.name : null
      return known ?? subjectOf(content) ?? t(`attention.record.nameless.${entry.kind}`)
    },
    /** What tells it apart: vandaag 14:15 · 12 personen. */
    details({ content }: RecordView, row: BookingRow | undefined): string {
      if (content?.kind === 'booking-edit') return words.facts(row, content.referentie)
      if (content?.kind !== 'booking-create') return ''
      const at = instantOf(content.body.begin)
      const day = at === null ? null : dayOf(at, app.zone)
      const when =
        at === null || day === null
          ? null
          : `${day === app.today ? t('attention.today') : format.dayWithin(day)} ${format.time(at)}`
      return [when, words.people(content.body.personen)].filter(Boolean).join(' · ')
    },
    /** 13:54 door FM, Balie */
    made: (entry: RecordView): string => words.made(entry),
  }
}
