import { useI18n } from 'vue-i18n'
import type { BookingRow } from '../../../../shared/domain/booking-row.ts'
import type { OutboxEntry } from '../../../../shared/outbox/entry.ts'
import { ACTIONS, actionTowards } from '../../../../shared/recras/status.ts'
import type { IconName } from '../../components/icon-names.ts'
import { useBookingWords } from '../../composables/use-booking-words.ts'
import { useFormat } from '../../composables/use-format.ts'
import { useAppStore } from '../../stores/app.ts'
import { actionIcon, actionLabel } from '../day/main-action.ts'
import type { NowAtRecras } from './attention.ts'

/** What this page says of moves and of bookings, which may be ones that the cache does not have. */
export function useWords() {
  const { t } = useI18n()
  const format = useFormat()
  const app = useAppStore()
  const words = useBookingWords()

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
    ...words,
    startOf,
    name: (row: BookingRow | undefined, referentie: string): string =>
      words.name(row ?? { name: null, referentie }),
    /** 46-1 · 12:30 · 23 personen */
    facts(row: BookingRow | undefined, referentie: string): string {
      const span = row && spanOf(row)
      const parts = [referentie]
      if (row && span?.day !== app.today) parts.push(startOf(row))
      else if (span && span.start !== null) parts.push(format.time(span.start))
      if (row && row.personen !== null) parts.push(words.people(row.personen))
      return parts.join(' · ')
    },
    /** What was pressed for a move, as its button was called then. */
    move({ seen, wanted }: Pick<OutboxEntry, 'seen' | 'wanted'>): { text: string; icon: IconName } {
      const action = actionTowards(wanted)
      return action
        ? { text: t(actionLabel(seen.status, action)), icon: actionIcon(seen.status, action) }
        : { text: words.status(wanted), icon: 'send' }
    },
    /** What Recras offers now, as the booking's buttons are called. */
    offers: ({ status, offers }: Pick<NowAtRecras, 'status' | 'offers'>): string =>
      ACTIONS.filter((action) => offers.includes(action))
        .map((action) => t(actionLabel(status, action)))
        .join(', ') || t('attention.nothing'),
  }
}
