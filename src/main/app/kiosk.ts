import { join } from 'node:path'
import { app, powerMonitor, powerSaveBlocker, screen } from 'electron'
import type { ToldDayLog } from '../../shared/day-log.ts'
import type { WriteFile } from '../services/files/atomic-write.ts'
import { HeartbeatFile, type Heartbeat } from '../services/kiosk/heartbeat.ts'
import { Kiosk, type KioskStaff } from '../services/kiosk/kiosk.ts'
import { KioskMode } from '../services/kiosk/mode.ts'
import { PageWatch } from '../services/kiosk/page-watch.ts'
import { Relaunches } from '../services/kiosk/relaunches.ts'
import { GuestTries } from '../services/kiosk/tries.ts'
import type { Clock, Log } from '../services/ports.ts'
import type { SettingsStore } from '../services/settings/settings.ts'
import type { MainWindow } from '../windows/main-window.ts'
import type { Part } from './parts.ts'

export interface KioskPartsOptions {
  profile: string
  /** Started as a kiosk from outside. */
  forced: boolean
  /** Something else starts the app again when it ends: a shell launcher, systemd. */
  supervised: boolean
  settings: SettingsStore
  staff: KioskStaff
  told: ToldDayLog
  window: () => MainWindow
  /** What the heartbeat tells of the desk. */
  look: () => Pick<Heartbeat, 'connection' | 'waiting' | 'attention' | 'version'> & {
    mode: 'setup' | 'desk'
  }
  write: WriteFile
  clock: Clock
  elapsed: () => number
  log: Log
}

export interface KioskParts {
  mode: KioskMode
  watch: PageWatch
  kiosk: Kiosk
  /** Counts what was counted before, and begins to beat. */
  part: Part
  /** Something of ours broke: a kiosk starts itself anew, after `shutdown`. */
  failed(shutdown: () => Promise<void>): Promise<void>
}

/** All of kiosk mode in the main process, and what it needs of the machine. */
export function kioskParts(options: KioskPartsOptions): KioskParts {
  const { profile, forced, settings, staff, told, window, write, clock, elapsed, log } = options
  const mode = new KioskMode({ forced, settings })
  const watch = new PageWatch({
    strict: () => mode.on,
    restart: () => window().crash(),
    clock,
    log,
  })
  const tries = new GuestTries({ path: join(profile, 'kiosk-tries.json'), write, elapsed, log })
  const kiosk = new Kiosk({ mode, staff, tries, watch, told })
  const relaunches = new Relaunches({ path: join(profile, 'relaunches.json'), write, clock })
  const heartbeat = new HeartbeatFile({
    path: join(profile, 'heartbeat.json'),
    look: () => {
      const { mode: open, ...desk } = options.look()
      return {
        mode: mode.on ? 'kiosk' : open,
        state: kiosk.said?.state ?? null,
        camera: kiosk.said?.camera ?? null,
        page: watch.health,
        ...desk,
        pid: process.pid,
      }
    },
    write,
    clock,
    log,
  })

  let awake: number | null = null
  const stayAwake = (on: boolean): void => {
    if (on) awake ??= powerSaveBlocker.start('prevent-display-sleep')
    else if (awake !== null) {
      powerSaveBlocker.stop(awake)
      awake = null
    }
  }
  mode.onChange((on) => {
    stayAwake(on)
    startAtLogin(settings.get().kiosk)
    window().reopen()
  })
  powerMonitor.on('resume', () => {
    // A camera seldom lives through the machine's sleep, and nobody is there to start it anew.
    if (mode.on) window().reload()
  })
  for (const changed of ['display-metrics-changed', 'display-added', 'display-removed'] as const)
    screen.on(changed as 'display-metrics-changed', () => window().fill())

  let failing = false
  return {
    mode,
    watch,
    kiosk,
    part: {
      name: 'kiosk',
      boot: async () => {
        await tries.load()
        stayAwake(mode.on)
        if (settings.get().kiosk) startAtLogin(true)
        void heartbeat.start()
      },
      shutdown: () => {
        heartbeat.stop()
        watch.stop()
        return Promise.resolve()
      },
    },
    async failed(shutdown) {
      if (!mode.on || failing) return
      failing = true
      if (await relaunches.take()) {
        await shutdown()
        // Two that start it again would leave the second one to find the first, and end, for ever.
        if (!options.supervised) app.relaunch()
        app.exit(1)
      } else log.error('kiosk-goes-on')
      failing = false
    },
  }
}

/**
 * Windows opens the app when its user logs on. Elsewhere the session does it (docs/kiosk.md); and a
 * build that is not installed is not the app.
 */
function startAtLogin(openAtLogin: boolean): void {
  if (process.platform === 'win32' && app.isPackaged) app.setLoginItemSettings({ openAtLogin })
}
