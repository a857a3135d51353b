import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import type { RenderProcessGoneDetails } from 'electron'
import {
  chromium,
  type Browser,
  type BrowserContext,
  type CDPSession,
  type Page,
} from 'playwright-core'
import { chromiumArgs, ensureChromium } from '../../scripts/chromium.ts'
import type { HostOptions } from './options.ts'
import { freeProfile, noteOwner } from './orphan.ts'

/**
 * What a browser has and an app's window has not: a location bar with pages of its own, a renderer in
 * reserve. The rest is Playwright's own list, which this one takes the place of.
 */
const WITHOUT = [
  ...['WebUIOmniboxPopup', 'WebUIOmniboxAimPopup', 'SpareRendererForSitePerProcess'],
  ...['HttpsUpgrades', 'HttpsFirstBalancedModeAutoEnable', 'AvoidUnnecessaryBeforeUnloadCheckSync'],
  ...['DestroyProfileOnBrowserClose', 'PaintHolding', 'LensOverlay', 'MediaRouter', 'Translate'],
  ...['OptimizationHints', 'NetworkTimeServiceQuerying', 'AimEnabled', 'PreconnectToSearch'],
]

/** Electron plays sounds unasked and enlarges nothing; and the network is the main process's alone. */
const AS_ELECTRON = [
  `--disable-features=${WITHOUT.join(',')}`,
  '--autoplay-policy=no-user-gesture-required',
  '--host-resolver-rules=MAP * ~NOTFOUND',
  '--disable-pinch',
]

/** Chromium's words for the end of a renderer, in Electron's. */
const REASONS: Record<string, RenderProcessGoneDetails['reason']> = {
  normal: 'clean-exit',
  abnormal: 'abnormal-exit',
  killed: 'killed',
  crashed: 'crashed',
  oom: 'oom',
}

function cameraArgs(file: string): string[] {
  return ['--use-fake-device-for-media-stream', `--use-file-for-fake-video-capture=${file}`]
}

export interface Chromium {
  context: BrowserContext
  version: string
  /** The DevTools port, when one was asked for. */
  debugPort: number | null
  /** A page that nobody uses yet: the one that Chromium started with, then new ones. */
  takePage(): Promise<Page>
  /** The process id of a page's renderer. */
  rendererPid(cdp: CDPSession): Promise<number>
  /** Calls back when the renderer of a page's target is gone. */
  onGone(listener: (targetId: string, gone: RenderProcessGoneDetails) => void): void
  close(): Promise<void>
}

/** Starts Chromium with its profile in `<userData>/chromium`. It ends when this process does. */
export async function launchChromium(userData: string, options: HostOptions): Promise<Chromium> {
  const folder = join(userData, 'chromium')
  await freeProfile(folder)
  const { headless, debugPort, camera, window, kiosk } = options
  const context = await chromium.launchPersistentContext(folder, {
    executablePath: ensureChromium(),
    headless,
    // Many systems lend no sandbox to a browser without a package; the page is the project's own.
    chromiumSandbox: false,
    args: [
      ...chromiumArgs,
      ...AS_ELECTRON,
      ...(camera === null ? [] : cameraArgs(camera)),
      ...(debugPort === null
        ? []
        : [`--remote-debugging-port=${debugPort}`, '--remote-debugging-address=127.0.0.1']),
      ...(headless ? [] : ['--app=about:blank', `--window-size=${window.width},${window.height}`]),
      ...(kiosk && !headless ? ['--kiosk'] : []),
    ],
    viewport: headless ? window : null,
    // Nothing is pretended to the page: it sees what the machine or an attached tool says.
    colorScheme: null,
    reducedMotion: null,
    forcedColors: null,
    contrast: null,
    serviceWorkers: 'block',
    handleSIGINT: false,
    handleSIGTERM: false,
    handleSIGHUP: false,
  })
  const browser = context.browser()
  if (!browser) throw new Error('Chromium started without a browser to talk to.')
  const control = await browser.newBrowserCDPSession()
  const { processInfo } = await control.send('SystemInfo.getProcessInfo')
  for (const { type, id } of processInfo) if (type === 'browser') noteOwner(folder, id)
  await control.send('Target.setDiscoverTargets', { discover: true })
  const unused = context.pages()
  return {
    context,
    version: browser.version(),
    debugPort: debugPort === null ? null : debugPort || (await chosenPort(folder)),
    takePage: async () => unused.shift() ?? (await context.newPage()),
    rendererPid: (cdp) => rendererOf(control, cdp),
    onGone: (listener) =>
      void control.on('Target.targetCrashed', ({ targetId, status, errorCode }) =>
        listener(targetId, { reason: REASONS[status] ?? 'crashed', exitCode: errorCode }),
      ),
    close: () => closeWithin(context, browser, 5000),
  }
}

async function chosenPort(folder: string): Promise<number> {
  const text = await readFile(join(folder, 'DevToolsActivePort'), 'utf8')
  return Number(text.split('\n')[0])
}

async function closeWithin(context: BrowserContext, browser: Browser, ms: number): Promise<void> {
  const closed = context.close().catch(() => undefined)
  await Promise.race([closed, wait(ms, undefined, { ref: false })])
  await Promise.race([
    browser.close().catch(() => undefined),
    wait(1000, undefined, { ref: false }),
  ])
}

/**
 * DevTools does not say which process shows a page. Mostly there is one renderer; where Chromium keeps
 * others beside it, the page is made to compute for a moment, and its renderer is the one that used
 * just that much more of the processor, twice in a row.
 */
async function rendererOf(control: CDPSession, page: CDPSession): Promise<number> {
  const times = async (): Promise<Map<number, number>> => {
    const { processInfo } = await control.send('SystemInfo.getProcessInfo')
    const renderers = processInfo.filter(({ type }) => type === 'renderer')
    return new Map(renderers.map(({ id, cpuTime }) => [id, cpuTime * 1000]))
  }
  let last: number | null = null
  for (let ms = 40; ms < 5000; ms *= 1.3) {
    const before = await times()
    const [only] = before.keys()
    if (only !== undefined && before.size === 1) return only
    await page.send('Runtime.evaluate', {
      expression: `{ const until = performance.now() + ${ms}; while (performance.now() < until); }`,
    })
    const busy = [...(await times())]
      .map(([pid, time]) => ({ pid, gain: time - (before.get(pid) ?? 0) }))
      .filter(({ gain }) => gain > ms / 2)
    const found = busy.length === 1 ? (busy[0]?.pid ?? null) : null
    if (found !== null && found === last) return found
    last = found
  }
  throw new Error('the renderer of the page could not be told from others')
}
