import type { BrowserWindow } from 'electron'
import type { Clock, Log } from '../services/ports.ts'
import { KIOSK_HOME, mayShow } from '../security/origin.ts'
import { mayPress } from './kiosk-keys.ts'

/** The part of a window that is locked. */
export type Lockable = Pick<
  BrowserWindow,
  | 'on'
  | 'isDestroyed'
  | 'restore'
  | 'show'
  | 'focus'
  | 'setKiosk'
  | 'setFullScreen'
  | 'setAlwaysOnTop'
  | 'loadURL'
> & {
  webContents: Pick<
    BrowserWindow['webContents'],
    'on' | 'getURL' | 'setZoomFactor' | 'setVisualZoomLevelLimits'
  > & { navigationHistory: Pick<BrowserWindow['webContents']['navigationHistory'], 'clear'> }
}

const STRAYED_MS = 1_000
/** Long enough for a window of the system that only comes and goes. */
const FOCUS_BACK_MS = 500

/**
 * Keeps a kiosk's window what it is: all of the screen, in front, at its size, and shut. What the
 * operating system gives away itself (docs/kiosk.md) is beyond an app.
 */
export function lockKiosk(window: Lockable, { clock, log }: { clock: Clock; log: Log }): void {
  const { webContents: page } = window
  const prevent = (event: { preventDefault(): void }): void => event.preventDefault()

  page.on('before-input-event', (event, input) => {
    if (!mayPress(input)) event.preventDefault()
  })
  const asLargeAsEver = (): void => {
    page.setZoomFactor(1)
    page.setVisualZoomLevelLimits(1, 1).catch((error: unknown) => log.warn('zoom', { error }))
  }
  page.on('zoom-changed', asLargeAsEver)
  page.on('did-finish-load', asLargeAsEver)
  // No way back: a swipe or the buttons of a mouse find nothing behind the page that is shown.
  const forget = (): void => page.navigationHistory.clear()
  page.on('did-navigate', forget)
  page.on('did-navigate-in-page', () => {
    forget()
    // The page keeps to its address itself; should it not, it is put back.
    clock.after(STRAYED_MS, () => {
      if (window.isDestroyed() || !mayShow(page.getURL()) || page.getURL() === KIOSK_HOME) return
      log.warn('kiosk-strayed')
      window.loadURL(KIOSK_HOME).catch((error: unknown) => log.warn('kiosk-strayed', { error }))
    })
  })
  // A page that asks "really leave?" would keep a reload waiting for a person.
  page.on('will-prevent-unload', prevent)

  let ending = false
  window.on('session-end', () => (ending = true))
  window.on('close', (event) => {
    // Leaving destroys the window, and the app's own end does not ask it: this is somebody's Alt+F4.
    if (ending) return
    event.preventDefault()
    log.warn('kiosk-not-closed')
  })
  window.on('system-context-menu', prevent)
  const inFront = (): void => {
    if (window.isDestroyed()) return
    window.setAlwaysOnTop(true, 'screen-saver')
    window.setKiosk(true)
    window.setFullScreen(true)
  }
  window.setAlwaysOnTop(true, 'screen-saver')
  window.on('minimize', () => {
    window.restore()
    inFront()
  })
  window.on('leave-full-screen', () => clock.after(0, inFront))
  window.on('always-on-top-changed', (_event, isOnTop) => {
    if (!isOnTop) inFront()
  })
  window.on('hide', () => clock.after(0, () => !window.isDestroyed() && window.show()))
  // Without the focus a scanner types into nothing.
  window.on('blur', () => clock.after(FOCUS_BACK_MS, () => !window.isDestroyed() && window.focus()))
}
