import { useI18n } from 'vue-i18n'
import type { BookingRow } from '../../../../shared/domain/booking-row.ts'
import { dayOf } from '../../../../shared/domain/time.ts'
import { isStatus } from '../../../../shared/recras/status.ts'
import { useFormat } from '../../composables/use-format.ts'
import { useAppStore } from '../../stores/app.ts'

/** How this page names a booking, which may be one that the cache does not have. */
export function useBookingWords() {
  const { t } = useI18n()
  const format = useFormat()
  const app = useAppStore()

  /** The span that is of use: today's, else the next one, else the last. */
  const spanOf = (row: BookingRow) =>
    row.spans.find((span) => span.day >= app.today) ?? row.spans.at(-1)

  /** vandaag 15:00, or zaterdag 13 juni 15:00. */
  function startOf(row: BookingRow): string {
    const span = spanOf(row)
    if (!span) return t('attention.noDay')
    const day = span.day === app.today ? t('attention.today') : format.dayWithin(span.day)
    return span.start === null ? day : `${day} ${format.time(span.start)}`
  }

  return {
    /** A status as a word; one that is not Recras' as it came. */
    status: (status: string): string =>
      isStatus(status) ? t(`common.status.${status}`) : status || t('common.unknown'),
    name: (row: BookingRow | undefined, referentie: string): string =>
      row?.name ?? t('common.booking', { reference: referentie }),
    /** 46-1 · 12:30 · 23 personen */
    facts(row: BookingRow | undefined, referentie: string): string {
      const span = row && spanOf(row)
      const parts = [referentie]
      if (row && span?.day !== app.today) parts.push(startOf(row))
      else if (span && span.start !== null) parts.push(format.time(span.start))
      if (row && row.personen !== null) parts.push(t('common.people', { count: row.personen }))
      return parts.join(' · ')
    },
    startOf,
    /** 13:54, with the day before it when that was not today. */
    moment(at: number | string): string {
      const day = dayOf(typeof at === 'string' ? Date.parse(at) : at, app.zone)
      const time = format.time(at)
      return day === app.today ? time : `${format.dayShort(day)} ${time}`
    },
  }
}
