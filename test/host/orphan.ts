import { readFileSync, readlinkSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'

const LOCKS = ['SingletonLock', 'SingletonCookie', 'SingletonSocket']
const PATIENCE_MS = 3000

/**
 * Frees a Chromium profile that a killed host left behind. Its Chromium ends by itself when the
 * host's pipe closes, which takes a moment; one that does not is killed. Its locks are removed, for
 * on another host name (a container) Chromium would take a stale one for a neighbour's.
 */
export async function freeProfile(folder: string): Promise<void> {
  const owner = ownerOf(folder)
  if (owner !== null) {
    for (const until = Date.now() + PATIENCE_MS; Date.now() < until && runs(owner, folder);)
      await wait(25)
    if (runs(owner, folder)) process.kill(owner, 'SIGKILL')
    while (runs(owner, folder)) await wait(25)
  }
  for (const lock of LOCKS) rmSync(join(folder, lock), { force: true })
}

/** The lock is a symbolic link to `host-pid`. */
function ownerOf(folder: string): number | null {
  try {
    return Number(/-(\d+)$/.exec(readlinkSync(join(folder, 'SingletonLock')))?.[1]) || null
  } catch {
    return null
  }
}

/** Whether the process is there and is a Chromium of this profile, not another one with its number. */
function runs(pid: number, folder: string): boolean {
  try {
    process.kill(pid, 0)
  } catch {
    return false
  }
  if (process.platform !== 'linux') return true
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes(folder)
  } catch {
    return false
  }
}
