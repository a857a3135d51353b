import { app, type WebContents } from 'electron'
import type { Log } from '../services/ports.ts'
import { mayShow } from './origin.ts'

/**
 * No web contents of this app ever shows anything but the app's own page: no navigation away, no
 * redirect, no new window, no webview. Links out of the app do not exist (telephone numbers and mail
 * addresses are copied), so nothing is handed to the operating system either.
 */
export function lockNavigation(log: Log): void {
  app.on('web-contents-created', (_event, contents) => lock(contents, log))
}

function lock(contents: WebContents, log: Log): void {
  const refuse = (what: string) => (event: { preventDefault(): void; url?: string }) => {
    if (what !== 'webview' && mayShow(event.url ?? '')) return
    event.preventDefault()
    log.warn('navigation-refused', { type: what, scheme: schemeOf(event.url) })
  }
  contents.on('will-navigate', refuse('navigate'))
  contents.on('will-frame-navigate', refuse('frame-navigate'))
  contents.on('will-redirect', refuse('redirect'))
  contents.on('will-attach-webview', (event) => {
    event.preventDefault()
    log.warn('navigation-refused', { type: 'webview' })
  })
  contents.setWindowOpenHandler(({ url }) => {
    log.warn('navigation-refused', { type: 'window', scheme: schemeOf(url) })
    return { action: 'deny' }
  })
}

const schemeOf = (url: string | undefined): string =>
  (url === undefined ? null : URL.parse(url))?.protocol ?? 'none'
