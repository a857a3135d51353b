import { spawnSync } from 'node:child_process'
import { accessSync, constants, statSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { chromium } from 'playwright-core'
import { APT_OPTIONS, LOCAL_CHROMIUM, unpackChromium } from './chromium-unprivileged.ts'

const isRoot = process.getuid?.() === 0

/**
 * Flags that keep a Chromium of the host and of the tests quiet: nothing is fetched, reported or
 * synchronised. As root Chromium starts only without its sandbox.
 */
export const chromiumArgs: string[] = [
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--no-first-run',
  '--disable-quic',
  ...(isRoot ? ['--no-sandbox'] : []),
]

const NAMES =
  process.platform === 'win32'
    ? ['chrome.exe', 'msedge.exe']
    : ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'microsoft-edge']

function usualPlaces(): string[] {
  if (process.platform === 'darwin') {
    return ['Chromium', 'Google Chrome', 'Microsoft Edge'].map(
      (name) => `/Applications/${name}.app/Contents/MacOS/${name}`,
    )
  }
  if (process.platform === 'win32') {
    const roots = ['PROGRAMFILES', 'PROGRAMFILES(X86)', 'LOCALAPPDATA'].flatMap(
      (name) => process.env[name] ?? [],
    )
    return roots.flatMap((root) => [
      join(root, 'Chromium', 'Application', 'chrome.exe'),
      join(root, 'Google', 'Chrome', 'Application', 'chrome.exe'),
      join(root, 'Microsoft', 'Edge', 'Application', 'msedge.exe'),
    ])
  }
  return ['/usr/lib/chromium/chromium', '/opt/google/chrome/chrome']
}

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK)
    return statSync(path).isFile()
  } catch {
    return false
  }
}

/** Playwright's own download, for machines that have it. */
function playwrightsOwn(): string[] {
  try {
    return [chromium.executablePath()]
  } catch {
    return []
  }
}

/**
 * A Chromium, Chrome or Edge of this machine, without changing anything: `BALIE_CHROMIUM` when it
 * is set (and then nothing else), the path, the usual places, Playwright's own, or the one that
 * `ensureChromium` unpacked earlier.
 */
export function findChromium(): string | null {
  const wanted = process.env['BALIE_CHROMIUM']
  if (wanted) return isProgram(wanted) ? wanted : null
  const onPath = (process.env['PATH'] ?? '')
    .split(delimiter)
    .flatMap((folder) => NAMES.map((name) => join(folder, name)))
  return [...onPath, ...usualPlaces(), ...playwrightsOwn(), LOCAL_CHROMIUM].find(isProgram) ?? null
}

function run(command: string, args: string[]): boolean {
  const { status } = spawnSync(command, args, {
    stdio: 'ignore',
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
  })
  return status === 0
}

function installWithApt(): boolean {
  const sudo = isRoot ? [] : ['sudo', '-n']
  if (!isRoot && spawnSync('sudo', ['-n', 'true'], { stdio: 'ignore' }).status !== 0) return false
  const apt = (...args: string[]): boolean => {
    const [command = 'apt-get', ...rest] = [...sudo, 'apt-get', ...APT_OPTIONS, ...args]
    return run(command, rest)
  }
  return (
    apt('update') && apt('install', '-y', '--no-install-recommends', 'chromium', 'fonts-liberation')
  )
}

/**
 * The path of a Chromium that starts. When there is none it is installed: with apt as root or with
 * a sudo that does not ask, otherwise unpacked from Debian's packages into node_modules/.cache.
 *
 * @throws Error with one sentence saying what to do, when none of that is possible here.
 */
export function ensureChromium(): string {
  const present = findChromium()
  if (present) return present
  const wanted = process.env['BALIE_CHROMIUM']
  if (wanted) throw new Error(`BALIE_CHROMIUM names ${wanted}, which is not a program.`)
  if (process.platform === 'linux' && isProgram('/usr/bin/apt-get')) {
    console.log('No Chromium on this machine: fetching one with apt (a minute or two).')
    if (installWithApt()) {
      const installed = findChromium()
      if (installed) return installed
    }
    if (unpackChromium()) return LOCAL_CHROMIUM
  }
  throw new Error(
    'No Chromium, Chrome or Edge was found and none could be installed: install one, or set BALIE_CHROMIUM to its path.',
  )
}
