import { computed } from 'vue'
import { useI18n } from 'vue-i18n'
import { useAppStore } from '../stores/app.ts'

const LOCALES: Record<string, string> = { nl: 'nl-NL', en: 'en-GB', de: 'de-DE' }

type Formats = ReturnType<typeof makeFormats>

/** Making these costs more than drawing a row, so that all share them. */
const made = new Map<string, Formats>()

function makeFormats(tag: string, timeZone: string) {
  const day = (options: Intl.DateTimeFormatOptions) =>
    new Intl.DateTimeFormat(tag, { ...options, timeZone: 'UTC' })
  return {
    time: new Intl.DateTimeFormat(tag, {
      hour: '2-digit',
      minute: '2-digit',
      hourCycle: 'h23',
      timeZone,
    }),
    dayLong: day({ weekday: 'long', day: 'numeric', month: 'long' }),
    dayYear: day({ weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' }),
    dayShort: day({ day: 'numeric', month: 'long' }),
    dayBrief: day({ weekday: 'short', day: 'numeric', month: 'short' }),
    dayMonth: day({ day: 'numeric', month: 'short' }),
    dayBriefYear: day({ day: 'numeric', month: 'short', year: 'numeric' }),
    weekday: day({ weekday: 'long' }),
    money: new Intl.NumberFormat(tag, { style: 'currency', currency: 'EUR' }),
    number: new Intl.NumberFormat(tag),
  }
}

function formatsOf(tag: string, zone: string): Formats {
  const key = `${tag} ${zone}`
  let formats = made.get(key)
  if (!formats) made.set(key, (formats = makeFormats(tag, zone)))
  return formats
}

/**
 * Times, days, money and numbers in the chosen language and the venue's time zone. Instants are
 * epoch ms or ISO texts; days are `YYYY-MM-DD`.
 */
export function useFormat() {
  const { locale } = useI18n()
  const app = useAppStore()
  const formats = computed(() => formatsOf(LOCALES[locale.value] ?? 'nl-NL', app.zone))
  const utc = (text: string): Date => new Date(`${text}T00:00:00Z`)
  const longDay = (text: string): string =>
    (text.slice(0, 4) === app.today.slice(0, 4)
      ? formats.value.dayLong
      : formats.value.dayYear
    ).format(utc(text))
  const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)
  return {
    /** 14:08 */
    time: (at: number | string): string => formats.value.time.format(new Date(at)),
    /** Zaterdag 13 juni; with the year when that is not this year's. */
    dayLong: (text: string): string => capital(longDay(text)),
    /** zaterdag 13 juni: the same inside a sentence. */
    dayWithin: longDay,
    /** 13 juni */
    dayShort: (text: string): string => formats.value.dayShort.format(utc(text)),
    /** 13 jun: where there is little room, and the year is near or said beside it. */
    dayMonth: (text: string): string => formats.value.dayMonth.format(utc(text)),
    /** za 13 jun, with the year when that is not this year's: for a column. */
    dayBrief: (text: string): string =>
      (text.slice(0, 4) === app.today.slice(0, 4)
        ? formats.value.dayBrief
        : formats.value.dayBriefYear
      ).format(utc(text)),
    /** zaterdag */
    weekday: (text: string): string => formats.value.weekday.format(utc(text)),
    /** € 186,50 */
    money: (euros: number): string => formats.value.money.format(euros),
    number: (value: number): string => formats.value.number.format(value),
  }
}
