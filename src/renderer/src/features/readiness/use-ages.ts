import { useI18n } from 'vue-i18n'

const HOUR = 60
const DAY = 24 * HOUR
/** Below it minutes say more than hours. */
const MINUTES_UP_TO = 2 * HOUR

/** How long, in words: as it stands by itself, and as it stands behind "ago" where that differs. */
export function useAges() {
  const { t } = useI18n()
  const words = (tree: 'age' | 'ago', minutes: number): string => {
    if (minutes < 1) return t(`readiness.${tree}.now`)
    if (minutes < MINUTES_UP_TO) return t(`readiness.${tree}.minutes`, { count: minutes }, minutes)
    const hours = Math.round(minutes / HOUR)
    if (minutes < 2 * DAY) return t(`readiness.${tree}.hours`, { count: hours }, hours)
    const days = Math.round(minutes / DAY)
    return t(`readiness.${tree}.days`, { count: days }, days)
  }
  return {
    age: (minutes: number): string => words('age', minutes),
    ago: (minutes: number): string => words('ago', minutes),
    /** 12 min; 5 uur: where there is little room. */
    short(minutes: number): string {
      if (minutes < 1) return t('readiness.age.shortNow')
      return minutes < MINUTES_UP_TO
        ? t('readiness.age.short', { count: minutes })
        : words('age', minutes)
    },
  }
}
