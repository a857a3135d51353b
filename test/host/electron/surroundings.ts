import type { Chromium } from '../chromium.ts'
import type { HostApp } from './app.ts'
import type { HostIpcMain } from './ipc-main.ts'
import type { HostProtocol } from './protocol.ts'
import type { HostSession } from './session.ts'

/** What windows and their contents need of the rest of the host. */
export interface Surroundings {
  app: HostApp
  ipcMain: HostIpcMain
  protocol: HostProtocol
  session: HostSession
  /** The size of every window; `headless` windows have no frame of the system's. */
  window: { width: number; height: number }
  headless: boolean
  /** @throws Error before `ready`. */
  chromium(): Chromium
}
