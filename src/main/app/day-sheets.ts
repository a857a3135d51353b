import { join } from 'node:path'
import { app } from 'electron'
import bold from 'dejavu-fonts-ttf/ttf/DejaVuSansCondensed-Bold.ttf?asset'
import regular from 'dejavu-fonts-ttf/ttf/DejaVuSansCondensed.ttf?asset'
import type { Clock, Log } from '../services/ports.ts'
import { DaySheets } from '../services/day-sheet/day-sheets.ts'
import { drawApart } from '../services/day-sheet/draw-apart.ts'
import startWorker from '../services/day-sheet/worker.ts?nodeWorker'
import { writeFileAtomic } from '../services/files/atomic-write.ts'
import type { SettingsStore } from '../services/settings/settings.ts'

/** The day sheets of this installation. Their list of folders is in the profile, they are not. */
export function openDaySheets(given: {
  profile: string
  settings: SettingsStore
  demo: () => boolean
  zone: string
  serverOffsetMs: () => number | null
  clock: Clock
  log: Log
}): DaySheets {
  const { profile, settings, ...rest } = given
  const sheets = new DaySheets({
    ...rest,
    settings: () => settings.get(),
    defaultFolder: () => join(app.getPath('documents'), 'Balie'),
    path: join(profile, 'day-sheets.json'),
    draw: drawApart((workerData) => startWorker({ workerData }), { regular, bold }),
    write: writeFileAtomic,
  })
  settings.onChange((now, before) => void sheets.settingsChanged(now, before))
  return sheets
}
