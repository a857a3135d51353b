import { spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { launchChromium, type Chromium } from './chromium.ts'
import { HostApp } from './electron/app.ts'
import {
  hostDialog,
  hostMenu,
  hostNet,
  hostPowerMonitor,
  hostPowerSaveBlocker,
  hostScreen,
  HostTheme,
} from './electron/desktop.ts'
import { HostIpcMain } from './electron/ipc-main.ts'
import { HostProtocol } from './electron/protocol.ts'
import { HostSafeStorage } from './electron/safe-storage.ts'
import { HostSession, hostSessions } from './electron/session.ts'
import type { Surroundings } from './electron/surroundings.ts'
import { Windows } from './electron/windows.ts'
import { ROOT, type HostOptions } from './options.ts'
import { offer } from './refuse.ts'
import { answerRequests } from './routes.ts'

export interface Host {
  app: HostApp
  /** What `import … from 'electron'` finds. */
  electron: Record<string, object>
}

/** Puts the stand-in for Electron together. Chromium starts when the app gets ready. */
export function createHost(options: HostOptions): Host {
  const { name, version } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as {
    name: string
    version: string
  }
  let chromium: Chromium | null = null
  const [program, ...given] = [process.execPath, ...process.execArgv, ...process.argv.slice(1)]
  const protocol = new HostProtocol()
  const session = new HostSession(protocol)
  const ipcMain = new HostIpcMain()
  const surroundings = {
    root: ROOT,
    profile: options.profile,
    name,
    version,
    start: async (userData: string) => {
      chromium = await launchChromium(userData, options)
      const { context, version: browser, debugPort } = chromium
      await answerRequests(context, protocol, windows)
      chromium.onGone((target, details) => {
        for (const contents of windows.contents) contents.gone(target, details)
      })
      const shown = options.headless ? ', headless' : ''
      console.log(`host: Node ${process.versions.node} and Chromium ${browser}${shown}`)
      if (debugPort !== null) console.log(`debug port ${debugPort}`)
    },
    closeWindows: () => Promise.resolve(windows.closeAll()),
    stop: async () => {
      await chromium?.close()
    },
    startAgain: () => {
      spawn(program, given, { stdio: 'inherit', detached: true }).unref()
    },
  }
  const app = new HostApp(surroundings, new Map(options.kiosk ? [['kiosk', '']] : []))
  const host: Surroundings = {
    app,
    ipcMain,
    protocol,
    session,
    window: options.window,
    headless: options.headless,
    chromium: () => {
      if (!chromium) throw new Error('Cannot create BrowserWindow before app is ready')
      return chromium
    },
  }
  const windows = new Windows(host)
  const theme = new HostTheme((source) => windows.follow(source === 'system' ? null : source))
  return {
    app,
    electron: {
      app: offer('app', app),
      BrowserWindow: offer('BrowserWindow', windows.BrowserWindow),
      dialog: hostDialog(),
      ipcMain: offer('ipcMain', ipcMain),
      Menu: hostMenu(),
      nativeTheme: offer('nativeTheme', theme),
      net: hostNet(),
      powerMonitor: hostPowerMonitor(),
      powerSaveBlocker: hostPowerSaveBlocker(),
      protocol: offer('protocol', protocol),
      safeStorage: offer('safeStorage', new HostSafeStorage()),
      screen: hostScreen(options.window),
      session: hostSessions(session),
    } satisfies Partial<Record<keyof typeof Electron, object>>,
  }
}
