import type { Events } from '../../shared/ipc/contract.ts'
import type { EventName } from '../../shared/ipc/names.ts'

/** Tells the page something. Without a page it is not told: whatever it shows it asks for at start. */
export type Send = <Name extends EventName>(name: Name, payload: Events[Name]) => void

/** The part of Electron's `WebContents` that is needed to send. */
interface Receiver {
  isDestroyed(): boolean
  send(channel: string, payload: unknown): void
}

export const sender =
  (page: () => Receiver | null): Send =>
  (name, payload) => {
    const contents = page()
    if (contents && !contents.isDestroyed()) contents.send(name, payload)
  }
