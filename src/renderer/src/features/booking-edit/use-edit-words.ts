import { useI18n } from 'vue-i18n'
import { useBookingWords } from '../../composables/use-booking-words.ts'
import { useFormat } from '../../composables/use-format.ts'
import { instantOf, isDay } from '../../../../shared/domain/time.ts'
import { isPlainObject, lenient } from '../../../../shared/recras/lenient.ts'
import { fieldsOf } from './draft.ts'

/** Fields and values of a booking in words, for what came in and what has to be chosen. */
export function useEditWords() {
  const { t, te } = useI18n()
  const format = useFormat()
  const words = useBookingWords()

  function value(field: string, raw: unknown): string {
    if (raw === null || raw === undefined || raw === '') return ''
    if (field === 'status' && typeof raw === 'string') return words.status(raw)
    if (field === 'locatie_id' && typeof raw === 'number') return words.place(raw)
    if (typeof raw === 'number') return format.number(raw)
    if (typeof raw === 'boolean') return t(raw ? 'booking-edit.yes' : 'booking-edit.no')
    if (typeof raw === 'string') {
      if (isDay(raw)) return format.dayBrief(raw)
      return /^\d{4}-\d{2}-\d{2}T/.test(raw) && instantOf(raw) !== null ? words.moment(raw) : raw
    }
    if (Array.isArray(raw)) return t('booking-edit.rules', { count: raw.length }, raw.length)
    if (!isPlainObject(raw)) return ''
    const begin = lenient.text(raw['begin'])
    return [
      lenient.text(raw['beschrijving']) ?? lenient.text(raw['naam']),
      begin === null ? null : words.moment(begin),
      lenient.text(raw['aantal']),
    ]
      .filter(Boolean)
      .join(' · ')
  }

  return {
    field: (name: string): string =>
      te(`booking-edit.field.${name.replace('.', '-')}`)
        ? t(`booking-edit.field.${name.replace('.', '-')}`)
        : name,
    value,
    /** Recras' total as it stood when the booking was read; after a change it is the old one. */
    total(json: string): number | null {
      const costs = fieldsOf(json)['kosten']
      return isPlainObject(costs)
        ? lenient.number(costs['calculated_totaalbedrag_inclusief_btw'])
        : null
    },
  }
}
