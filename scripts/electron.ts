import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

const PACKAGE = join(import.meta.dirname, '..', 'node_modules', 'electron')

/** Electron's program, when its package has fetched it; `null` otherwise. Fetches nothing. */
export function findElectron(): string | null {
  try {
    const path = join(PACKAGE, 'dist', readFileSync(join(PACKAGE, 'path.txt'), 'utf8'))
    return existsSync(path) ? path : null
  } catch {
    return null
  }
}

/** Lets Electron's package fetch its program, for so long and no longer. */
export function fetchElectron(ms: number): string | null {
  spawnSync(process.execPath, [join(PACKAGE, 'install.js')], {
    stdio: 'ignore',
    timeout: ms,
    killSignal: 'SIGKILL',
  })
  return findElectron()
}

/** Whether there is a screen to open a window on. */
export const hasDisplay = (): boolean =>
  process.platform === 'win32' ||
  process.platform === 'darwin' ||
  Boolean(process.env['DISPLAY'] ?? process.env['WAYLAND_DISPLAY'])
