import { useI18n } from 'vue-i18n'
import type { IconName } from '../../components/icon-names.ts'
import { useBookingWords } from '../../composables/use-booking-words.ts'
import { useFormat } from '../../composables/use-format.ts'
import { useAppStore } from '../../stores/app.ts'
import { useVenueStore } from '../../stores/venue.ts'
import type { BoardRow } from './board.ts'
import type { TimeFact } from './facts.ts'

/** A glyph (or none), a tone (or none) and words: how a fact stands beneath a status. */
export interface Line {
  text: string
  icon: IconName | null
  tone: 'pressing' | 'waiting' | 'attention' | 'unknown' | null
}

/** Puts facts about bookings into words. */
export function useWords() {
  const { t } = useI18n()
  const format = useFormat()
  const app = useAppStore()
  const venue = useVenueStore()
  const words = useBookingWords()

  /** 38 min; from `wholeHours` minutes on 2 uur. */
  const span = (minutes: number, wholeHours: number): string =>
    minutes < wholeHours
      ? t('day.time.minutes', { count: minutes })
      : t('day.time.hours', { count: Math.round(minutes / 60) })

  function timeLine(fact: TimeFact): Line | null {
    const plain = (text: string): Line => ({ text, icon: null, tone: null })
    switch (fact.kind) {
      case 'none':
        return null
      case 'late':
        return {
          text: t('day.time.late', { span: span(fact.minutes, 100) }),
          icon: 'late',
          tone: 'pressing',
        }
      case 'over':
        return {
          text: t('day.time.over', { span: span(fact.minutes, 100) }),
          icon: 'overstay',
          tone: 'pressing',
        }
      case 'expired':
        return {
          text: t('day.time.expired', { day: format.dayMonth(fact.day) }),
          icon: 'late',
          tone: 'pressing',
        }
      case 'started':
        return plain(t('day.time.started', { span: span(fact.minutes, 50) }))
      case 'coming':
        return plain(t('day.time.coming', { span: span(fact.minutes, 50) }))
      case 'since':
        return plain(t('day.time.since', { time: format.time(fact.at) }))
      case 'at':
        return plain(t('day.time.at', { time: format.time(fact.at) }))
      case 'until':
        return plain(t('day.time.until', { day: format.dayMonth(fact.day) }))
      case 'missed':
        return plain(t('day.time.missed'))
      case 'paying':
        return plain(
          app.connection?.status === 'online' || venue.syncedAt === null
            ? t('day.time.paying')
            : t('day.time.asOf', { time: format.time(venue.syncedAt) }),
        )
    }
  }

  /** What stands beneath the status in a row: first what a person must know, then what waits, then time. */
  function stateLine({
    row,
    shown,
    facts,
  }: Pick<BoardRow, 'row' | 'shown' | 'facts'>): Line | null {
    if (shown.sync !== 'done') {
      return {
        text: t(`common.sync.${shown.sync}`),
        icon: shown.sync,
        tone: shown.sync,
      }
    }
    const flag = row.flags[0]
    if (flag) return { text: t(`day.flag.${flag}`), icon: 'question', tone: 'unknown' }
    return timeLine(facts.time)
  }

  /** 23 personen, or that nobody knows. */
  const people = (count: number | null): string =>
    count === null ? t('day.peopleUnknown') : words.people(count)

  return { ...words, people, timeLine, stateLine }
}
