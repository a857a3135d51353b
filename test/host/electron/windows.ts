import type { BrowserWindowConstructorOptions } from 'electron'
import type { Page } from 'playwright-core'
import { HostWindow } from './browser-window.ts'
import type { Surroundings } from './surroundings.ts'
import type { HostWebContents } from './web-contents.ts'

/** All windows of the app, and the `BrowserWindow` class that makes them. */
export class Windows {
  private readonly open = new Set<HostWindow>()
  private colorScheme: 'light' | 'dark' | null = null
  readonly BrowserWindow: object

  constructor(host: Surroundings) {
    const { open } = this
    const theme = (): typeof this.colorScheme => this.colorScheme
    this.BrowserWindow = class BrowserWindow extends HostWindow {
      constructor(options?: BrowserWindowConstructorOptions) {
        super(host, options)
        open.add(this)
        if (theme() !== null) void this.contents.follow(theme())
        this.on('closed', () => {
          open.delete(this)
          if (open.size === 0) host.app.allWindowsClosed()
        })
        host.app.emit('web-contents-created', {}, this.contents.offered)
        host.app.emit('browser-window-created', {}, this.offered)
        return this.offered as this
      }

      static getAllWindows = (): HostWindow[] => [...open].map(({ offered }) => offered)
      static getFocusedWindow = (): HostWindow | null => [...open][0]?.offered ?? null
      static fromId = (id: number): HostWindow | null =>
        [...open].find((window) => window.id === id)?.offered ?? null
      static fromWebContents = (contents: HostWebContents): HostWindow | null =>
        [...open].find((window) => window.contents.offered === contents)?.offered ?? null
    }
  }

  /** The contents that a page of Chromium belongs to. */
  contentsOf(page: Page): HostWebContents | null {
    return [...this.open].find(({ contents }) => contents.shows(page))?.contents ?? null
  }

  get contents(): HostWebContents[] {
    return [...this.open].map(({ contents }) => contents)
  }

  follow(colorScheme: 'light' | 'dark' | null): void {
    this.colorScheme = colorScheme
    for (const contents of this.contents) void contents.follow(colorScheme)
  }

  /** Asks every window to close. `false` when one would not. */
  closeAll(): boolean {
    for (const window of [...this.open]) window.close()
    return this.open.size === 0
  }
}
