import { spawn, spawnSync, type ChildProcess } from 'node:child_process'
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { chromium } from 'playwright-core'
import { ensureChromium } from './chromium.ts'
import { fetchElectron, findElectron, hasDisplay } from './electron.ts'

/*
 * `npm start`: builds, then opens the demo venue (or the venue of BALIE_RECRAS_URL), in Electron
 * where it can be had and on the host elsewhere. Options are passed on.
 */

const ROOT = join(import.meta.dirname, '..')
const FETCH_MS = 20_000
const FIRST_SCREEN_MS = 60_000

function fail(message: string): never {
  console.error(message)
  process.exit(1)
}

if (Number(process.versions.node.split('.')[0]) < 24)
  fail(`Balie needs Node 24, not ${process.versions.node}: run it with "npm start" after "npm ci".`)

const viteCli = join(ROOT, 'node_modules', 'electron-vite', 'bin', 'electron-vite.js')
const build = spawnSync(process.execPath, [viteCli, 'build', '--logLevel', 'warn'], {
  cwd: ROOT,
  stdio: 'inherit',
})
if (build.status !== 0) fail('The build failed; what it said is above.')

const demo = !process.env['BALIE_RECRAS_URL']
const profile = join(ROOT, '.profile', demo ? 'demo' : 'desk')
mkdirSync(profile, { recursive: true })
const env = { ...process.env, ...(demo ? { BALIE_DEMO: '1' } : {}) }
const options = process.argv.slice(2)

/** Ends with the child, and passes on what asks to stop. */
function follow(child: ChildProcess): void {
  // The terminal sends Ctrl-C to both; waiting is all there is to do.
  process.on('SIGINT', () => undefined)
  for (const signal of ['SIGTERM', 'SIGHUP'] as const) process.on(signal, () => child.kill(signal))
  child.on('exit', (code) => process.exit(code ?? 1))
}

function onElectron(program: string): void {
  const root = process.getuid?.() === 0 ? ['--no-sandbox'] : []
  const args = [ROOT, `--user-data-dir=${profile}`, ...root, ...options]
  follow(spawn(program, args, { cwd: ROOT, env, stdio: 'inherit' }))
}

function onHost(): void {
  try {
    ensureChromium()
  } catch (error) {
    fail(error instanceof Error ? error.message : String(error))
  }
  const cli = join(ROOT, 'test', 'host', 'cli.ts')
  const headless = !hasDisplay()
  const own = headless && !options.includes('--debug-port') ? ['--debug-port', '0'] : []
  const child = spawn(process.execPath, [cli, '--profile', profile, ...own, ...options], {
    cwd: ROOT,
    env,
    stdio: ['inherit', 'pipe', 'inherit'],
  })
  follow(child)
  let said = ''
  let shown = false
  child.stdout?.on('data', (text: Buffer) => {
    process.stdout.write(text)
    said += text.toString()
    const port = /^debug port (\d+)$/m.exec(said)?.[1]
    if (!headless || shown || !port || !/^renderer pid \d+$/m.test(said)) return
    shown = true
    picture(port).catch((error: unknown) => {
      console.error(`No picture of the first screen: ${String(error)}`)
    })
  })
}

/** Without a display the first screen is kept as a picture. */
async function picture(port: string): Promise<void> {
  const browser = await chromium.connectOverCDP(`http://127.0.0.1:${port}`)
  try {
    const page = browser
      .contexts()
      .flatMap((context) => context.pages())
      .find((candidate) => candidate.url().startsWith('http://balie.localhost/'))
    if (!page) throw new Error('the app has no page')
    await page.waitForSelector('html[data-ready="true"]', { timeout: FIRST_SCREEN_MS })
    // The very first start paints an empty cache; the day follows as soon as it was read.
    await page
      .waitForSelector('li[data-booking-id]', { timeout: FIRST_SCREEN_MS })
      .catch(() => undefined)
    const path = join(profile, 'screenshot.png')
    await page.screenshot({ path })
    console.log(`No display here, so Balie runs headless. Its first screen: ${path}`)
    console.log('Ctrl-C stops it.')
  } finally {
    await browser.close()
  }
}

const electron = hasDisplay() ? (findElectron() ?? fetchElectron(FETCH_MS)) : null
if (electron) {
  onElectron(electron)
} else {
  console.log(
    hasDisplay()
      ? 'Electron cannot be had here, so the same build runs on the host: Node and Chromium.'
      : 'There is no display, so the build runs on the host: Node and a headless Chromium.',
  )
  onHost()
}
