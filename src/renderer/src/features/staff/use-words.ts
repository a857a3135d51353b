import { useI18n } from 'vue-i18n'
import { useErrorWords } from '../../composables/use-error-words.ts'
import type { AppError } from '../../../../shared/result.ts'

/** Why somebody was not let in, or something about staff was not done, in a sentence. */
export function useStaffWords() {
  const { t } = useI18n()
  const errorWords = useErrorWords()

  /** `what`: what was tried, a PIN or the key of Recras. */
  function refused(error: AppError, what: 'pin' | 'key'): string {
    if (error.kind !== 'wrong-proof') return errorWords(error)
    const lead = t(`staff.refused.${what}`)
    return error.waitMs > 0 ? lead : `${lead} ${t('staff.refused.left', { count: error.left })}`
  }

  /** A wait as people say it: "nog 0:27". */
  function wait(ms: number): string {
    const seconds = Math.ceil(ms / 1000)
    const time = `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`
    return t('staff.wait', { time })
  }

  return { refused, wait }
}
