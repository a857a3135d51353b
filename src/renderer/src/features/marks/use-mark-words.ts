import { useI18n } from 'vue-i18n'
import { useFormat } from '../../composables/use-format.ts'
import { isExpected } from '../day/facts.ts'
import type { LocalMark } from '../../../../shared/outbox/mark.ts'

/** Puts what only this desk knows into words. */
export function useMarkWords() {
  const { t } = useI18n()
  const format = useFormat()

  return {
    /**
     * As a row has it, short to look at and whole to hear; `null` when there is nothing to say. Who is
     * here by now was not missed.
     */
    inRow(
      { arrived, noShow, note }: LocalMark,
      people: number | null,
      status: string,
    ): { text: string; label: string } | null {
      const count = arrived === null ? null : format.number(arrived)
      const missed = noShow && isExpected(status) ? t('marks.row.noShow') : null
      const noted = note === null ? null : t('marks.row.note')
      const short =
        count &&
        (people === null ? t('marks.here', { count }) : `${count}/${format.number(people)}`)
      const long =
        count &&
        (people === null
          ? t('marks.here', { count })
          : t('marks.hereOf', { count, people: format.number(people) }))
      const say = (first: string | null, between: string): string =>
        [first, missed, noted].filter(Boolean).join(between)
      const text = say(short, ' · ')
      return text === '' ? null : { text, label: say(long, ', ') }
    },
  }
}
