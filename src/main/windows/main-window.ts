import {
  BrowserWindow,
  nativeTheme,
  screen,
  type BrowserWindowConstructorOptions,
  type WebContents,
} from 'electron'
import { HOME, KIOSK_HOME, KIOSK_STOPPED, mayShow, STOPPED } from '../security/origin.ts'
import type { WriteFile } from '../services/files/atomic-write.ts'
import type { PageWatch } from '../services/kiosk/page-watch.ts'
import type { Clock, Log } from '../services/ports.ts'
import type { Settings } from '../../shared/settings.ts'
import { lockKiosk } from './kiosk-locks.ts'
import { RecoveryPlan } from './recovery.ts'
import { FIRST_SIZE, keepWindowState, readWindowState, SMALLEST } from './window-state.ts'

export interface MainWindowOptions {
  /** The built preload script. */
  preload: string
  stateFile: string
  theme: () => Settings['theme']
  /** The whole screen, without a frame, and no way out of it. */
  kiosk: () => boolean
  /** Is told how the page is. */
  watch: () => Pick<PageWatch, 'loaded' | 'gone' | 'unresponsive' | 'responsive'>
  write: WriteFile
  clock: Clock
  log: Log
}

/** The ground of tokens.css in both themes, so that the window does not flash before its first paint. */
const GROUND = { light: '#ebe7df', dark: '#100f0d' }

const LOAD_AGAIN_MS = 1_000
/** An empty window for so long is not worth a sign. */
const SOON_MS = 1_000

/** The app's one window. */
export class MainWindow {
  private window: BrowserWindow | null = null
  private loads = 0
  private readonly options: MainWindowOptions

  constructor(options: MainWindowOptions) {
    this.options = options
  }

  /** The page, or `null` when there is none to talk to. */
  get contents(): WebContents | null {
    return this.window && !this.window.isDestroyed() ? this.window.webContents : null
  }

  /** Opens the window, or brings it to the front when it is open. */
  open(): void {
    if (this.window && !this.window.isDestroyed()) return this.focus()
    this.make()
  }

  /** Another window in place of this one: a frame, or none, is for a window's whole life. */
  reopen(): void {
    const before = this.window
    // The new one first: an app without a window ends.
    this.make()
    if (before && !before.isDestroyed()) before.destroy()
  }

  focus(): void {
    if (!this.window || this.window.isDestroyed()) return
    if (this.window.isMinimized()) this.window.restore()
    this.window.show()
    this.window.focus()
  }

  /** Loads the page anew. */
  reload(): void {
    this.contents?.reload()
  }

  /** Ends the page's process, hung as it may be; it comes back by itself. */
  crash(): void {
    this.contents?.forcefullyCrashRenderer()
  }

  /** Fills the screen again, after it changed. */
  fill(): void {
    const { window } = this
    if (!window || window.isDestroyed() || !this.options.kiosk()) return
    window.setKiosk(true)
    window.setFullScreen(true)
  }

  private get home(): string {
    return this.options.kiosk() ? KIOSK_HOME : HOME
  }

  private make(): void {
    const { preload, clock, log } = this.options
    const theme = this.options.theme()
    const dark = theme === 'system' ? nativeTheme.shouldUseDarkColors : theme === 'dark'
    const desk = this.options.kiosk() ? null : this.place()
    const window = new BrowserWindow({
      ...(desk ? deskWindow(desk.bounds) : kioskWindow()),
      show: false,
      title: 'Balie',
      backgroundColor: dark ? GROUND.dark : GROUND.light,
      autoHideMenuBar: true,
      webPreferences: {
        preload,
        sandbox: true,
        contextIsolation: true,
        nodeIntegration: false,
        webSecurity: true,
        webviewTag: false,
        // A scanner types codes, not words; and the checker would fetch dictionaries.
        spellcheck: false,
        navigateOnDragDrop: false,
        safeDialogs: true,
        ...(desk ? {} : { devTools: false, disableDialogs: true }),
      },
    })
    this.window = window
    window.removeMenu()
    if (desk) this.rememberPlace(window)
    else lockKiosk(window, { clock, log })
    window.once('ready-to-show', () => {
      if (desk?.maximized) window.maximize()
      window.show()
    })
    window.on('closed', () => {
      if (this.window === window) this.window = null
    })
    this.recover(window)
    void this.load(window, this.home)
  }

  /** Where the desk's window was, or where it begins. */
  private place(): { bounds: BrowserWindowConstructorOptions; maximized: boolean } {
    const screens = screen.getAllDisplays().map((display) => display.workArea)
    const state = readWindowState(this.options.stateFile, screens)
    return { bounds: state?.bounds ?? FIRST_SIZE, maximized: state?.maximized ?? false }
  }

  private rememberPlace(window: BrowserWindow): void {
    const { clock, stateFile, write } = this.options
    let cancel: () => void = () => undefined
    const keep = (): Promise<void> =>
      keepWindowState(
        stateFile,
        { bounds: window.getNormalBounds(), maximized: window.isMaximized() },
        write,
      )
    const soon = (): void => {
      cancel()
      cancel = clock.after(500, () => {
        if (!window.isDestroyed()) void keep()
      })
    }
    window.on('resize', soon)
    window.on('move', soon)
    window.on('close', () => {
      cancel()
      void keep()
    })
  }

  private recover(window: BrowserWindow): void {
    const { clock, log, watch } = this.options
    const plan = new RecoveryPlan({ forever: this.options.kiosk() })
    const { webContents: page } = window
    /** A window that was left says nothing about the one that took its place. */
    const mine = (tell: () => void) => (): void => {
      if (this.window === window) tell()
    }
    page.on('did-finish-load', () => console.log(`renderer pid ${page.getOSProcessId()}`))
    page.on(
      'did-finish-load',
      mine(() => (mayShow(page.getURL()) ? watch().loaded() : watch().gone())),
    )
    page.on('render-process-gone', (_event, { reason, exitCode }) => {
      mine(() => watch().gone())()
      const recovery = plan.gone(clock.now(), reason)
      log.error('page-gone', { type: reason, exitCode, next: recovery.kind })
      if (reason === 'clean-exit' && !this.options.kiosk()) return
      if (recovery.kind === 'give-up') return void this.load(window, STOPPED)
      const kiosk = this.options.kiosk()
      // Guests are told where to go meanwhile.
      if (kiosk && recovery.afterMs > SOON_MS) void this.load(window, KIOSK_STOPPED)
      // Back to where it was, unless it is that very place that ends it.
      const place = page.getURL()
      const again = recovery.kind === 'rest' || recovery.again
      const next = again || kiosk || !mayShow(place) ? this.home : place
      clock.after(recovery.afterMs, () => void this.load(window, next))
    })
    window.on('unresponsive', () => {
      log.warn('page-unresponsive')
      mine(() => watch().unresponsive())()
    })
    window.on('responsive', () => {
      log.info('page-responsive')
      mine(() => watch().responsive())()
    })
  }

  private async load(window: BrowserWindow, url: string): Promise<void> {
    if (window.isDestroyed() || this.window !== window) return
    const load = ++this.loads
    try {
      await window.loadURL(url)
    } catch (error) {
      if (window.isDestroyed() || load !== this.loads) return
      this.options.log.error('page-not-loaded', { error })
      // An empty window helps nobody; unless something else loads it meanwhile, it is tried again.
      this.options.clock.after(LOAD_AGAIN_MS, () => {
        if (load === this.loads) void this.load(window, url)
      })
    }
  }
}

const deskWindow = (bounds: BrowserWindowConstructorOptions): BrowserWindowConstructorOptions => ({
  ...bounds,
  minWidth: SMALLEST.width,
  minHeight: SMALLEST.height,
})

const kioskWindow = (): BrowserWindowConstructorOptions => ({
  ...screen.getPrimaryDisplay().bounds,
  frame: false,
  kiosk: true,
  fullscreen: true,
  alwaysOnTop: true,
})
