import { useI18n } from 'vue-i18n'
import type { Check } from '../../../../shared/domain/readiness.ts'
import { useBookingWords } from '../../composables/use-booking-words.ts'
import { useFormat } from '../../composables/use-format.ts'
import { useAges } from './use-ages.ts'

/** What a check says, in the chosen language. */
export function useCheckWords() {
  const { t, te } = useI18n()
  const format = useFormat()
  const booking = useBookingWords()
  const { age, ago } = useAges()

  function values({ values: given }: Check): Record<string, string | number> {
    const { minutes, megabytes, at } = given
    return {
      ...given,
      ...(typeof minutes === 'number' && { age: age(minutes), ago: ago(minutes) }),
      ...(typeof megabytes === 'number' && { amount: amountOf(megabytes) }),
      ...(typeof at === 'number' && { time: booking.moment(at) }),
    }
  }

  const amountOf = (megabytes: number): string =>
    megabytes < 10_240
      ? `${format.number(megabytes)} MB`
      : `${format.number(Math.floor(megabytes / 1024))} GB`

  return {
    /** Why it is as it is. */
    why(check: Check): string {
      const tree = check.id === 'today' || check.id === 'tomorrow' ? 'day' : check.id
      const { count } = check.values
      const given = values(check)
      const key = `readiness.${tree}.${check.code}`
      return typeof count === 'number'
        ? t(key, { ...given, count: format.number(count) }, count)
        : t(key, given)
    },
    /** What to do about it; `null` when there is nothing to do. */
    mend({ id, code }: Check): string | null {
      const key = `readiness.mend.${id}.${code}`
      return te(key, 'nl') ? t(key) : null
    },
  }
}
