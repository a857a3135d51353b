import { randomBytes } from 'node:crypto'
import { readFileSync } from 'node:fs'
import type { IpcMainInvokeEvent, RenderProcessGoneDetails, WebContents } from 'electron'
import type { Dialog, Page } from 'playwright-core'
import { encodeForPage, PageLink, type PageLinkEvents } from '../page-link.ts'
import type { KeyPress } from '../page-runtime.ts'
import { notOffered, offer, OfferedEvents, PreventableEvent } from '../refuse.ts'
import { remoteFailure } from './ipc-main.ts'
import type { Surroundings } from './surroundings.ts'

const EVENTS = [
  ...['did-start-loading', 'dom-ready', 'did-finish-load', 'did-fail-load', 'destroyed'],
  ...['did-navigate', 'did-navigate-in-page', 'will-navigate', 'will-frame-navigate'],
  ...['render-process-gone', 'console-message'],
  ...['before-input-event', 'zoom-changed', 'will-prevent-unload'],
  // Nothing here redirects, embeds a webview or has a preload that cannot be read.
  ...['will-redirect', 'will-attach-webview', 'preload-error', 'unresponsive', 'responsive'],
]

type Offered = Pick<
  WebContents,
  | 'id'
  | 'send'
  | 'loadURL'
  | 'reload'
  | 'getURL'
  | 'isDestroyed'
  | 'isCrashed'
  | 'isLoading'
  | 'getOSProcessId'
  | 'getProcessId'
  | 'forcefullyCrashRenderer'
  | 'setWindowOpenHandler'
  | 'setZoomFactor'
  | 'setVisualZoomLevelLimits'
  | 'focus'
>

type WindowOpenHandler = Parameters<WebContents['setWindowOpenHandler']>[0]

interface LivePage {
  page: Page
  link: PageLink
}

let lastId = 0

/** `webContents` of a window: a page of Chromium, and another one after its process died. */
export class HostWebContents extends OfferedEvents implements Offered {
  readonly id = ++lastId
  /** This object as the app has it. */
  readonly offered: HostWebContents
  /** Set by the window: somebody closed its page. */
  closedByPerson: () => void = () => undefined
  private readonly host: Surroundings
  private readonly preload: string | null
  private live: LivePage | null = null
  private dead: Page | null = null
  private opening: Promise<LivePage> | null = null
  private url = ''
  private documents = 0
  private pid = 0
  private loading = false
  private destroyed = false
  /** The address that the app itself navigates to, without its fragment. */
  private expected: string | null = null
  private openHandler: WindowOpenHandler | null = null
  private colorScheme: 'light' | 'dark' | null = null
  /** Where the page asks whether it gets a key; it must not be able to guess that. */
  private readonly keysPath = `/keys-${randomBytes(12).toString('hex')}`
  /** Whether the page asks: decided when it is opened. */
  private asksForKeys = false

  constructor(host: Surroundings, preload: string | null) {
    super('webContents', EVENTS)
    this.host = host
    this.preload = preload
    this.offered = offer('webContents', this)
  }

  get session(): Surroundings['session'] {
    return this.host.session
  }

  get mainFrame(): object {
    return this.frame()
  }

  /** Only what the page cannot go back to is of use here. */
  readonly navigationHistory = offer('webContents.navigationHistory', {
    clear: (): void => {
      const cdp = this.live?.link.cdp
      void cdp?.send('Page.resetNavigationHistory').catch(() => undefined)
    },
  })

  getURL = (): string => this.url
  isDestroyed = (): boolean => this.destroyed
  isCrashed = (): boolean => this.dead !== null
  isLoading = (): boolean => this.loading
  getOSProcessId = (): number => this.pid
  getProcessId = (): number => this.pid

  async loadURL(url: string): Promise<void> {
    const address = this.host.protocol.toChromium(url)
    await this.navigate(url, async ({ page }) => void (await page.goto(address)))
  }

  reload(): void {
    const url = this.url
    // As in Electron, a reload of a page whose process died is a load.
    this.navigate(url, async ({ page }) => {
      const address = this.host.protocol.toChromium(url)
      await (page.url() === address ? page.reload() : page.goto(address))
    }).catch((error: unknown) => this.emit('did-fail-load', {}, -2, String(error), url))
  }

  send(channel: string, ...args: unknown[]): void {
    let text: string
    try {
      text = encodeForPage(['event', channel, args])
    } catch {
      throw new Error('Failed to serialize arguments')
    }
    this.live?.link.post(text)
  }

  /** Nothing here enlarges a page, so there is nothing to undo. */
  setZoomFactor(factor: number): void {
    if (factor !== 1) throw notOffered(`webContents.setZoomFactor(${factor})`)
  }

  async setVisualZoomLevelLimits(least: number, most: number): Promise<void> {
    if (least !== 1 || most !== 1) throw notOffered('webContents.setVisualZoomLevelLimits')
  }

  forcefullyCrashRenderer(): void {
    // Never answered: who would answer is gone.
    void this.live?.link.cdp.send('Page.crash').catch(() => undefined)
  }

  focus(): void {
    void this.live?.page.bringToFront().catch(() => undefined)
  }

  setWindowOpenHandler(handler: WindowOpenHandler): void {
    this.openHandler = handler
  }

  /** Whether this is the contents of a page; the page may be one that just died. */
  shows(page: Page): boolean {
    return this.live?.page === page
  }

  /** Follows the theme that the app chose; `null` leaves it to the machine. */
  async follow(colorScheme: 'light' | 'dark' | null): Promise<void> {
    this.colorScheme = colorScheme
    await this.live?.page.emulateMedia({ colorScheme }).catch(() => undefined)
  }

  /** Calls for the window's state; only where there is a window to see. */
  async setWindowState(windowState: 'normal' | 'maximized' | 'fullscreen'): Promise<void> {
    const cdp = this.live?.link.cdp
    if (this.host.headless || !cdp) return
    const { windowId } = await cdp.send('Browser.getWindowForTarget')
    await cdp.send('Browser.setWindowBounds', { windowId, bounds: { windowState } })
  }

  /** Whether a request of the page is its question about a key. */
  isAboutKeys = (pathname: string): boolean => this.asksForKeys && pathname === this.keysPath

  /** Whether the page gets a key: the app's listeners may prevent it. */
  getsKey(pressed: KeyPress): boolean {
    const modifiers = (['shift', 'control', 'alt', 'meta'] as const).filter((one) => pressed[one])
    const event = new PreventableEvent()
    this.emit('before-input-event', event, { ...pressed, modifiers })
    return !event.defaultPrevented
  }

  /** A navigation that the page began: the app's listeners may prevent it. Tells whether it goes on. */
  allows(url: string, isMainFrame: boolean): boolean {
    if (isMainFrame && this.expected === withoutFragment(url)) return true
    const details = { url, isMainFrame, isSameDocument: false, frame: this.frame() }
    const event = Object.assign(new PreventableEvent(), details)
    this.emit('will-frame-navigate', event)
    if (isMainFrame) this.emit('will-navigate', event, url)
    return !event.defaultPrevented
  }

  /** The page's process is gone. The next load gets another page. */
  gone(targetId: string, details: RenderProcessGoneDetails): void {
    if (this.live?.link.targetId !== targetId || this.destroyed) return
    this.dead = this.live.page
    this.live = null
    this.opening = null
    this.emit('render-process-gone', {}, details)
    this.host.app.emit('render-process-gone', {}, this.offered, details)
  }

  destroy(): void {
    if (this.destroyed) return
    this.destroyed = true
    const page = this.live?.page
    this.live = null
    this.emit('destroyed')
    void page?.close().catch(() => undefined)
  }

  private async navigate(url: string, go: (live: LivePage) => Promise<void>): Promise<void> {
    const live = await (this.opening ??= this.open())
    const allowed = await this.host.session.grantsCamera(this.offered as never, url)
    const origin = new URL(this.host.protocol.toChromium(url)).origin
    // An empty list refuses every permission, also those that Chromium grants unasked.
    await live.page.context().grantPermissions(allowed ? ['camera'] : [], { origin })
    this.expected = withoutFragment(url)
    this.loading = true
    this.emit('did-start-loading')
    const finished = new Promise<void>((resolve) => this.once('did-finish-load', resolve))
    try {
      await go(live)
    } catch (error) {
      const [reason] = String(error).split('\n')
      throw new Error(`${/net::(ERR_\w+)/.exec(String(error))?.[1] ?? reason} loading '${url}'`, {
        cause: error,
      })
    } finally {
      this.expected = null
      this.loading = false
    }
    await finished
  }

  private async open(): Promise<LivePage> {
    const chromium = this.host.chromium()
    const page = await chromium.takePage()
    const source = this.preload === null ? null : readFileSync(this.preload, 'utf8')
    this.asksForKeys = this.listenerCount('before-input-event') > 0
    const keysPath = this.asksForKeys ? this.keysPath : null
    const link = await PageLink.open(page, source, keysPath, this.linkEvents())
    const live = { page, link }
    this.live = live
    if (this.colorScheme) await page.emulateMedia({ colorScheme: this.colorScheme })
    page.on('domcontentloaded', () => this.emit('dom-ready'))
    page.on('load', () => void this.loaded(live))
    page.on('popup', (popup) => this.popup(popup))
    page.on('dialog', (dialog) => void this.dialog(dialog).catch(() => undefined))
    page.on('console', (message) => {
      if (message.type() === 'error') console.error(`page: ${message.text()}`)
    })
    page.on('pageerror', (error) => console.error(`page: ${error.stack ?? error.message}`))
    page.on('close', () => {
      // Somebody closed the window's page; a crashed one is closed by us.
      if (this.live === live && !this.destroyed) this.closedByPerson()
    })
    await this.dead?.close().catch(() => undefined)
    this.dead = null
    return live
  }

  private async loaded(live: LivePage): Promise<void> {
    try {
      this.pid = await this.host.chromium().rendererPid(live.link.cdp)
    } catch {
      // The page died or closed right after it was loaded.
      return
    }
    if (this.live === live) this.emit('did-finish-load')
  }

  private linkEvents(): PageLinkEvents {
    const { protocol, ipcMain } = this.host
    return {
      document: (url) => {
        this.documents += 1
        this.url = protocol.fromChromium(url)
        this.emit('did-navigate', {}, this.url)
      },
      address: (url) => {
        this.url = protocol.fromChromium(url)
        this.emit('did-navigate-in-page', {}, this.url, true)
      },
      message: (message, reply) => {
        if (message[0] === 'zoom') {
          this.emit('zoom-changed', {}, message[1])
          return
        }
        if (message[0] === 'send') {
          ipcMain.emit(message[1], this.ipcEvent(), ...message[2])
          return
        }
        const [, id, channel, args] = message
        ipcMain.answer(channel, this.ipcEvent(), args).then(
          (value) => reply(encodeAnswer(id, channel, value)),
          ({ message: error }: Error) => reply(encodeForPage(['reply', id, error, undefined])),
        )
      },
    }
  }

  /** `senderFrame` is `null` once the frame shows another document, as in Electron. */
  private ipcEvent(): IpcMainInvokeEvent {
    const { documents } = this
    const current = (): object | null => (documents === this.documents ? this.frame() : null)
    return offer('IpcMainInvokeEvent', {
      type: 'frame',
      frameId: 1,
      processId: this.pid,
      sender: this.offered,
      get senderFrame() {
        return current()
      },
      defaultPrevented: false,
      preventDefault: () => undefined,
    }) as unknown as IpcMainInvokeEvent
  }

  private frame(): object {
    const parsed = URL.parse(this.url)
    return offer('WebFrameMain', {
      url: this.url,
      origin: parsed ? `${parsed.protocol}//${parsed.host}` : 'null',
      processId: this.pid,
      osProcessId: this.pid,
      routingId: 1,
      frameTreeNodeId: 1,
      parent: null,
      name: '',
      detached: false,
      isDestroyed: () => this.destroyed,
    })
  }

  /** Nobody is there to answer one; whether a page may hold on to itself is the app's to say. */
  private async dialog(dialog: Dialog): Promise<void> {
    if (dialog.type() !== 'beforeunload') return dialog.dismiss()
    const event = new PreventableEvent()
    this.emit('will-prevent-unload', event)
    await (event.defaultPrevented ? dialog.accept() : dialog.dismiss())
  }

  private popup(popup: Page): void {
    const url = this.host.protocol.fromChromium(popup.url())
    const details = { url, frameName: '', features: '', disposition: 'new-window' as const }
    const answer = this.openHandler?.({ ...details, referrer: { url: '', policy: 'default' } })
    // It took the focus; where none may open, none does.
    void popup
      .close()
      .catch(() => undefined)
      .then(() => this.focus())
    if (answer?.action !== 'deny') throw notOffered("webContents window.open with action 'allow'")
  }
}

function encodeAnswer(id: number, channel: string, value: unknown): string {
  try {
    return encodeForPage(['reply', id, null, value])
  } catch (error) {
    return encodeForPage(['reply', id, remoteFailure(channel, error), undefined])
  }
}

const withoutFragment = (url: string): string => url.split('#')[0] ?? url
