import { spawnSync } from 'node:child_process'
import { chmodSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

const FOLDER = join(import.meta.dirname, '..', 'node_modules', '.cache', 'chromium')

/** Where `unpackChromium` puts its start script. */
export const LOCAL_CHROMIUM = join(FOLDER, 'chromium')

/** Without a line apt gives up soon instead of trying for minutes. */
export const APT_OPTIONS = ['-q', '-o', 'Acquire::Retries=1', '-o', 'Acquire::http::Timeout=15']

/**
 * Chromium for a Debian-like machine on which nothing may be installed: apt works out and fetches
 * the packages in a state folder of its own, dpkg-deb unpacks them, a small script starts the
 * result with its own libraries. Needs neither root nor anything but apt and dpkg.
 *
 * @returns whether the unpacked browser starts.
 */
export function unpackChromium(): boolean {
  const state = join(FOLDER, 'apt')
  const root = join(FOLDER, 'root')
  rmSync(FOLDER, { recursive: true, force: true })
  for (const folder of ['lists/partial', 'archives/partial']) {
    mkdirSync(join(state, folder), { recursive: true })
  }
  mkdirSync(root, { recursive: true })
  const apt = (...args: string[]): boolean =>
    spawnSync(
      'apt-get',
      [
        ...APT_OPTIONS,
        ...['-o', 'Debug::NoLocking=1', '-o', 'APT::Sandbox::User='],
        ...['-o', `Dir::State::lists=${join(state, 'lists')}`],
        ...['-o', `Dir::Cache=${state}`, '-o', `Dir::Cache::archives=${join(state, 'archives')}`],
        ...args,
      ],
      { stdio: 'ignore' },
    ).status === 0

  const install = ['install', '-y', '--no-install-recommends', '--download-only']
  if (!apt('update') || !apt(...install, 'chromium', 'fonts-liberation')) return false
  const archives = join(state, 'archives')
  for (const name of readdirSync(archives).filter((file) => file.endsWith('.deb'))) {
    if (spawnSync('dpkg-deb', ['-x', join(archives, name), root]).status !== 0) return false
  }
  rmSync(state, { recursive: true, force: true })

  writeFileSync(LOCAL_CHROMIUM, startScript(root))
  chmodSync(LOCAL_CHROMIUM, 0o755)
  return spawnSync(LOCAL_CHROMIUM, ['--version'], { stdio: 'ignore' }).status === 0
}

/** Shared libraries and fonts of the unpacked tree come after the machine's own. */
function startScript(root: string): string {
  const architecture = spawnSync('dpkg-architecture', ['-qDEB_HOST_MULTIARCH'], {
    encoding: 'utf8',
  }).stdout
  const triplet =
    architecture?.trim() || `${process.arch === 'arm64' ? 'aarch64' : 'x86_64'}-linux-gnu`
  const fonts = join(FOLDER, 'fonts.conf')
  writeFileSync(
    fonts,
    `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd">
<fontconfig>
  <dir>/usr/share/fonts</dir>
  <dir>${join(root, 'usr/share/fonts')}</dir>
  <cachedir>${join(FOLDER, 'fontconfig')}</cachedir>
</fontconfig>
`,
  )
  const libraries = [join(root, 'usr/lib', triplet), join(root, 'lib', triplet)].join(':')
  return `#!/bin/sh
export LD_LIBRARY_PATH="${libraries}\${LD_LIBRARY_PATH:+:$LD_LIBRARY_PATH}"
export FONTCONFIG_FILE="${fonts}"
exec "${join(root, 'usr/lib/chromium/chromium')}" "$@"
`
}
