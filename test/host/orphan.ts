import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'

const LOCKS = ['SingletonLock', 'SingletonCookie', 'SingletonSocket']
const PATIENCE_MS = 3000

const noteOf = (folder: string): string => join(folder, 'host-browser.pid')

/** Notes which process has the profile: Chromium's own lock goes before the process does. */
export const noteOwner = (folder: string, pid: number): void =>
  writeFileSync(noteOf(folder), String(pid))

/**
 * Frees a Chromium profile that a killed host left behind. Its Chromium ends by itself when the
 * host's pipe closes, which takes a moment; one that does not is killed. Its locks are removed, for
 * on another host name (a container) Chromium would take a stale one for a neighbour's.
 */
export async function freeProfile(folder: string): Promise<void> {
  const owner = ownerOf(folder)
  if (owner !== null) {
    for (const until = Date.now() + PATIENCE_MS; Date.now() < until && lives(owner, folder);)
      await wait(10)
    // Elsewhere the number alone does not prove that it is the same process still.
    if (process.platform === 'linux' && lives(owner, folder)) process.kill(owner, 'SIGKILL')
    while (process.platform === 'linux' && lives(owner, folder)) await wait(10)
  }
  for (const lock of LOCKS) rmSync(join(folder, lock), { force: true })
}

function ownerOf(folder: string): number | null {
  try {
    return Number(readFileSync(noteOf(folder), 'utf8')) || null
  } catch {
    return null
  }
}

/** Whether the process runs, and runs on this folder; one that only waits to be buried does not. */
export function lives(pid: number, folder: string): boolean {
  try {
    process.kill(pid, 0)
    if (process.platform !== 'linux') return true
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes(folder)
  } catch {
    return false
  }
}
