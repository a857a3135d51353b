import type { ToldDayLog } from '../../../shared/day-log.ts'
import type { Settings } from '../../../shared/settings.ts'

/** Tells the day's log which settings were changed: their names, never what they say. */
export const settingsTeller =
  (told: ToldDayLog) =>
  (now: Settings, before: Settings): void => {
    const names = (Object.keys(now) as (keyof Settings)[]).filter(
      (name) => now[name] !== before[name],
    )
    if (names.length > 0) told({ kind: 'settings-changed', detail: names.join(', ') })
  }
