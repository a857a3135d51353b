import { useI18n } from 'vue-i18n'
import { useBookingWords } from '../../composables/use-booking-words.ts'
import { useFormat } from '../../composables/use-format.ts'
import type { DayLogLine } from '../../../../shared/day-log.ts'

/** Puts lines of the day's log into words. */
export function useLineWords() {
  const { t, te } = useI18n()
  const format = useFormat()
  const words = useBookingWords()

  /** A plain name of the log as words; as it is when it is none that this version knows. */
  function plain(area: 'what' | 'detail' | 'setting', name: string): string {
    const key = `day-log.${area}.${name}`
    return /^[\w-]+$/.test(name) && te(key) ? t(key) : name
  }

  /** 45 s; from two minutes on whole minutes, from two hours on hours. */
  function span(seconds: number): string {
    if (seconds < 120) return t('day-log.seconds', { count: seconds })
    if (seconds < 7200) return t('day-log.minutes', { count: Math.round(seconds / 60) })
    return t('day-log.hours', { count: Math.round(seconds / 3600) })
  }

  const isMove = (detail: string): boolean => te(`common.status.${detail}`)
  const what = (detail: string): string =>
    te(`day-log.what.${detail}`) || !isMove(detail) ? plain('what', detail) : words.status(detail)

  /** What stands behind the kind, where something does. */
  function more({ kind, detail }: DayLogLine): string | null {
    if (detail === null) return null
    switch (kind) {
      case 'promised':
      case 'undone':
      case 'done':
      case 'retried':
      case 'dropped':
        return what(detail)
      case 'settings-changed':
        return detail
          .split(', ')
          .map((name) => plain('setting', name))
          .join(', ')
      default:
        return plain('detail', detail)
    }
  }

  return {
    /** Bij Recras: inchecken */
    said(line: DayLogLine): string {
      if (line.kind === 'arrived')
        return line.detail === null
          ? t('day-log.uncounted')
          : t('day-log.kind.arrived', { count: format.number(Number(line.detail)) })
      if (line.kind === 'line-back')
        return t('day-log.kind.line-back', { span: span(Number(line.detail)) })
      if (line.kind === 'note' && line.detail === 'removed') return t('day-log.noteRemoved')
      const rest = more(line)
      const said = t(`day-log.kind.${line.kind}`)
      return rest === null ? said : `${said}: ${rest}`
    },
    time: format.time,
  }
}
