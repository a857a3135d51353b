import { BrowserWindow, nativeTheme, screen, type WebContents } from 'electron'
import { HOME, mayShow, STOPPED } from '../security/origin.ts'
import type { WriteFile } from '../services/files/atomic-write.ts'
import type { Clock, Log } from '../services/ports.ts'
import type { Settings } from '../../shared/settings.ts'
import { RecoveryPlan } from './recovery.ts'
import { FIRST_SIZE, keepWindowState, readWindowState, SMALLEST } from './window-state.ts'

export interface MainWindowOptions {
  /** The built preload script. */
  preload: string
  stateFile: string
  theme: () => Settings['theme']
  /** The whole screen, and no way out of it but ending the app. */
  kiosk: boolean
  write: WriteFile
  clock: Clock
  log: Log
}

/** The ground of tokens.css in both themes, so that the window does not flash before its first paint. */
const GROUND = { light: '#ebe7df', dark: '#100f0d' }

const LOAD_AGAIN_MS = 1_000

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
    const { stateFile, preload, kiosk } = this.options
    const theme = this.options.theme()
    const screens = screen.getAllDisplays().map((display) => display.workArea)
    const state = readWindowState(stateFile, screens)
    const dark = theme === 'system' ? nativeTheme.shouldUseDarkColors : theme === 'dark'
    const window = new BrowserWindow({
      ...(state?.bounds ?? FIRST_SIZE),
      minWidth: SMALLEST.width,
      minHeight: SMALLEST.height,
      show: false,
      ...(kiosk ? { kiosk: true, fullscreen: true } : {}),
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
      },
    })
    this.window = window
    window.removeMenu()
    window.once('ready-to-show', () => {
      if (state?.maximized) window.maximize()
      window.show()
    })
    this.rememberPlace(window)
    this.recover(window)
    void this.load(window, HOME)
  }

  focus(): void {
    if (!this.window || this.window.isDestroyed()) return
    if (this.window.isMinimized()) this.window.restore()
    this.window.show()
    this.window.focus()
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
    window.on('closed', () => (this.window = null))
  }

  private recover(window: BrowserWindow): void {
    const { clock, log } = this.options
    const plan = new RecoveryPlan()
    const { webContents: page } = window
    page.on('did-finish-load', () => console.log(`renderer pid ${page.getOSProcessId()}`))
    page.on('render-process-gone', (_event, { reason, exitCode }) => {
      const recovery = plan.gone(clock.now(), reason)
      log.error('page-gone', { type: reason, exitCode, next: recovery.kind })
      if (reason === 'clean-exit') return
      // Back to where it was, unless it is that very place that ends it.
      const place = page.getURL()
      const next = recovery.kind === 'give-up' ? STOPPED : recovery.again ? HOME : place
      clock.after(recovery.kind === 'reload' ? recovery.afterMs : 0, () => {
        void this.load(window, next === STOPPED || mayShow(next) ? next : HOME)
      })
    })
    window.on('unresponsive', () => log.warn('page-unresponsive'))
    window.on('responsive', () => log.info('page-responsive'))
  }

  private async load(window: BrowserWindow, url: string): Promise<void> {
    if (window.isDestroyed()) return
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
