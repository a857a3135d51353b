import type { Log, Send } from '../services/ports.ts'

/** The part of Electron's `WebContents` that is needed to send. */
interface Receiver {
  isDestroyed(): boolean
  send(channel: string, payload: unknown): void
}

/** Tells `page` whatever there is to tell; there may be none. */
export const sender =
  (page: () => Receiver | null, log: Log): Send =>
  (name, payload) => {
    const contents = page()
    try {
      if (contents && !contents.isDestroyed()) contents.send(name, payload)
    } catch (error) {
      // Whoever tells has work of its own to finish; the page asks for everything when it starts anew.
      log.error('page-not-told', { type: name, error })
    }
  }
