import type { BrowserWindow, BrowserWindowConstructorOptions, Rectangle } from 'electron'
import { notOffered, offer, OfferedEvents, PreventableEvent } from '../refuse.ts'
import type { Surroundings } from './surroundings.ts'
import { HostWebContents } from './web-contents.ts'

const EVENTS = [
  ...['ready-to-show', 'show', 'hide', 'focus', 'blur', 'close', 'closed', 'resize', 'move'],
  ...['maximize', 'unmaximize', 'minimize', 'restore', 'enter-full-screen', 'leave-full-screen'],
  ...['resized', 'moved'],
  // Chromium does not tell the host of these.
  ...['unresponsive', 'responsive', 'query-session-end', 'session-end'],
  ...['always-on-top-changed', 'system-context-menu'],
]

/** Options that have an effect here, or rightly none: the system draws no frame around a page. */
const OPTIONS: ReadonlySet<string> = new Set<keyof BrowserWindowConstructorOptions>([
  'width',
  'height',
  'x',
  'y',
  'minWidth',
  'minHeight',
  'center',
  'useContentSize',
  'show',
  'title',
  'icon',
  'backgroundColor',
  'autoHideMenuBar',
  'paintWhenInitiallyHidden',
  'fullscreen',
  'kiosk',
  'fullscreenable',
  'resizable',
  'frame',
  'alwaysOnTop',
  'webPreferences',
])

type Offered = Pick<
  BrowserWindow,
  | 'id'
  | 'loadURL'
  | 'reload'
  | 'show'
  | 'showInactive'
  | 'hide'
  | 'isVisible'
  | 'focus'
  | 'isFocused'
  | 'restore'
  | 'minimize'
  | 'isMinimized'
  | 'maximize'
  | 'unmaximize'
  | 'isMaximized'
  | 'setFullScreen'
  | 'isFullScreen'
  | 'setKiosk'
  | 'isKiosk'
  | 'setAlwaysOnTop'
  | 'getBounds'
  | 'getNormalBounds'
  | 'getContentBounds'
  | 'setBounds'
  | 'setTitle'
  | 'setBackgroundColor'
  | 'setMenu'
  | 'removeMenu'
  | 'setMenuBarVisibility'
  | 'close'
  | 'destroy'
  | 'isDestroyed'
>

let lastId = 0

/** `electron.BrowserWindow`, of the size that the host was started with. */
export class HostWindow extends OfferedEvents implements Offered {
  readonly id = ++lastId
  /** This object as the app has it. */
  readonly offered: HostWindow
  readonly contents: HostWebContents
  private bounds: Rectangle
  private destroyed = false
  private readonly is: Record<
    'visible' | 'minimized' | 'maximized' | 'fullScreen' | 'kiosk',
    boolean
  >

  constructor(host: Surroundings, options: BrowserWindowConstructorOptions = {}) {
    super('BrowserWindow', EVENTS)
    checkOptions(options)
    this.bounds = { x: options.x ?? 0, y: options.y ?? 0, ...host.window }
    const kiosk = options.kiosk ?? false
    this.is = {
      visible: options.show ?? true,
      minimized: false,
      maximized: false,
      fullScreen: kiosk || (options.fullscreen ?? false),
      kiosk,
    }
    this.contents = new HostWebContents(host, options.webPreferences?.preload ?? null)
    this.contents.once('did-finish-load', () => {
      if (this.is.fullScreen) this.applyState()
      this.emit('ready-to-show')
    })
    this.contents.closedByPerson = () => this.closedByPerson()
    this.offered = offer('BrowserWindow', this)
  }

  get webContents(): HostWebContents {
    return this.contents.offered
  }

  loadURL = (url: string): Promise<void> => this.contents.loadURL(url)
  reload = (): void => this.contents.reload()

  isVisible = (): boolean => this.is.visible && !this.is.minimized
  isFocused = (): boolean => this.isVisible()
  isMinimized = (): boolean => this.is.minimized
  isMaximized = (): boolean => this.is.maximized
  isFullScreen = (): boolean => this.is.fullScreen
  isKiosk = (): boolean => this.is.kiosk
  isDestroyed = (): boolean => this.destroyed

  getBounds = (): Rectangle => ({ ...this.bounds })
  getNormalBounds = (): Rectangle => ({ ...this.bounds })
  getContentBounds = (): Rectangle => ({ ...this.bounds })

  show(): void {
    this.become('visible', true, 'show')
    this.contents.focus()
  }

  showInactive(): void {
    this.become('visible', true, 'show')
  }

  hide(): void {
    this.become('visible', false, 'hide')
  }

  focus(): void {
    this.contents.focus()
    this.emit('focus')
  }

  minimize(): void {
    this.become('minimized', true, 'minimize')
  }

  restore(): void {
    this.become('minimized', false, 'restore')
  }

  maximize(): void {
    this.become('maximized', true, 'maximize')
  }

  unmaximize(): void {
    this.become('maximized', false, 'unmaximize')
  }

  setFullScreen(flag: boolean): void {
    this.become('fullScreen', flag, flag ? 'enter-full-screen' : 'leave-full-screen')
  }

  setKiosk(flag: boolean): void {
    this.is.kiosk = flag
    this.setFullScreen(flag)
  }

  /** Moves what the app thinks of as the window; its size stays the one the host was started with. */
  setBounds(bounds: Partial<Rectangle>): void {
    const { x = this.bounds.x, y = this.bounds.y } = bounds
    this.bounds = { ...this.bounds, x, y }
    this.emit('move')
    this.emit('resize')
  }

  /** No title bar, menu or ground of the system's around the page. */
  setTitle = (): void => undefined
  setBackgroundColor = (): void => undefined
  setMenuBarVisibility = (): void => undefined
  /** The host's window is the only one that it knows of. */
  setAlwaysOnTop = (): void => undefined
  removeMenu = (): void => undefined
  setMenu(menu: object | null): void {
    if (menu !== null) throw notOffered('BrowserWindow.setMenu(menu)')
  }

  close(): void {
    if (this.destroyed) return
    const event = new PreventableEvent()
    this.emit('close', event)
    if (!event.defaultPrevented) this.destroy()
  }

  destroy(): void {
    if (this.destroyed) return
    this.destroyed = true
    this.contents.destroy()
    this.emit('closed')
  }

  private become(state: keyof typeof this.is, value: boolean, event: string): void {
    if (this.is[state] === value) return
    this.is[state] = value
    this.applyState()
    this.emit(event)
  }

  private applyState(): void {
    const { fullScreen, maximized } = this.is
    void this.contents
      .setWindowState(fullScreen ? 'fullscreen' : maximized ? 'maximized' : 'normal')
      .catch((error: unknown) => console.error('host:', error))
  }

  /** The page is gone already, so the app can no longer prevent it, as it could in Electron. */
  private closedByPerson(): void {
    this.emit('close', new PreventableEvent())
    this.destroy()
  }
}

function checkOptions(options: BrowserWindowConstructorOptions): void {
  const unknown = Object.keys(options).find((name) => !OPTIONS.has(name))
  if (unknown) throw notOffered(`BrowserWindow's option '${unknown}'`)
  const { sandbox, contextIsolation, nodeIntegration, webSecurity } = options.webPreferences ?? {}
  if (sandbox === false || contextIsolation === false || nodeIntegration || webSecurity === false)
    throw notOffered('BrowserWindow without sandbox, isolation or web security')
}
