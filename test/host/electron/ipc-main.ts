import { EventEmitter } from 'node:events'
import type { IpcMain } from 'electron'

type Handler = Parameters<IpcMain['handle']>[1]
type Offered = Pick<IpcMain, 'handle' | 'handleOnce' | 'removeHandler'>

/** `electron.ipcMain`. Any channel may be listened to. */
export class HostIpcMain extends EventEmitter implements Offered {
  private readonly handlers = new Map<string, Handler>()

  handle(channel: string, handler: Handler): void {
    if (this.handlers.has(channel))
      throw new Error(`Attempted to register a second handler for '${channel}'`)
    this.handlers.set(channel, handler)
  }

  handleOnce(channel: string, handler: Handler): void {
    this.handle(channel, (event, ...args: unknown[]) => {
      this.removeHandler(channel)
      return handler(event, ...args) as unknown
    })
  }

  removeHandler(channel: string): void {
    this.handlers.delete(channel)
  }

  /**
   * Answers one `invoke`, in Electron's words when it fails.
   *
   * @throws Error whose message is what the page's promise is rejected with.
   */
  async answer(channel: string, event: Parameters<Handler>[0], args: unknown[]): Promise<unknown> {
    try {
      const handler = this.handlers.get(channel)
      if (!handler) throw new Error(`No handler registered for '${channel}'`)
      return await (handler(event, ...args) as unknown)
    } catch (error) {
      throw new Error(remoteFailure(channel, error), { cause: error })
    }
  }
}

/** How Electron words a failed `invoke` to the page: the error's name and message, nothing else. */
export const remoteFailure = (channel: string, error: unknown): string =>
  `Error invoking remote method '${channel}': ${String(error)}`
