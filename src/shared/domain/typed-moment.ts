import { isDay } from './time.ts'

/*
 * Days and times as people type them at a desk: in their own order, with any sign between, the year
 * left out. Browsers' own fields follow the language of the operating system, not that of the desk.
 */

/** `2026-06-13` out of "13-6", "13.6.26", "13/06/2026", "13062026" or ISO; `null` when it is no day. */
export function readDay(typed: string, today: string): string | null {
  const text = typed.trim()
  if (isDay(text)) return text
  const parts =
    /^(\d{1,2})\s*[-./\s]\s*(\d{1,2})(?:\s*[-./\s]\s*(\d{4}|\d{2}))?$/.exec(text) ??
    /^(\d{2})(\d{2})(\d{4})$/.exec(text)
  if (!parts) return null
  const [, day = '', month = '', year = ''] = parts
  const full = year === '' ? today.slice(0, 4) : year.length === 2 ? `20${year}` : year
  const found = `${full}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`
  return isDay(found) ? found : null
}

/** `14:15` out of "14:15", "14.15", "1415", "9:5" or "14"; `null` when it is no time. */
export function readTime(typed: string): string | null {
  const parts = /^(\d{1,2})(?:[:.u h]?(\d{2}))?(?::\d{2})?$/.exec(typed.trim().toLowerCase())
  if (!parts) return null
  const [, hours = '', minutes = '00'] = parts
  if (Number(hours) > 23 || Number(minutes) > 59) return null
  return `${hours.padStart(2, '0')}:${minutes}`
}

/** `2026-06-13T14:15` out of a day and a time, with a space, a comma or a T between them. */
export function readMoment(typed: string, today: string): string | null {
  const text = typed.trim()
  const at = /^(.*\d)(?:\s*,\s*|\s+|T)(\d{1,2}(?:[:.]\d{2}){0,2}|\d{4})$/.exec(text)
  if (!at) return null
  const [day, time] = [readDay(at[1] ?? '', today), readTime(at[2] ?? '')]
  return day === null || time === null ? null : `${day}T${time}`
}

/** What stands between the parts of a date in each language; the order is day, month, year in all. */
const SIGNS: Readonly<Record<string, string>> = { nl: '-', en: '/', de: '.' }

/** "13-06-2026" for `2026-06-13`, and "13-06-2026 14:15" for a moment; anything else as it is. */
export function showTyped(iso: string, language: string): string {
  const parts = /^(\d{4})-(\d{2})-(\d{2})(?:T(\d{2}:\d{2}))?$/.exec(iso)
  if (!parts) return iso
  const [, year = '', month = '', day = '', time] = parts
  const date = [day, month, year].join(SIGNS[language] ?? '-')
  return time === undefined ? date : `${date} ${time}`
}
