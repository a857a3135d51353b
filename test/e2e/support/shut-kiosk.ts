import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { CDPSession, Page } from '@playwright/test'
import { kioskIn } from './kiosk.ts'
import type { Balie } from './launch.ts'
import { expect } from './test.ts'

/** The heartbeat file as it is now. */
export const heartbeatOf = ({ profile }: Balie): Record<string, unknown> =>
  JSON.parse(readFileSync(join(profile, 'heartbeat.json'), 'utf8')) as Record<string, unknown>

/** Whatever of the desk could be on a page. */
const OF_THE_DESK = [
  ...['[data-day]', '[data-search]', '[data-booking-id]', '[data-action]', '[data-verdict]'],
  ...['form', 'input', 'textarea', 'select', 'a[href]', 'nav', 'iframe', 'dialog'],
].join(', ')

/** What tells that a page is still the very one that was opened, and as it was. */
export class ShutKiosk {
  readonly page: Page
  readonly cdp: CDPSession
  private readonly balie: Balie
  private readonly loads: number
  private readonly ratio: number

  private constructor(balie: Balie, cdp: CDPSession, ratio: number) {
    this.balie = balie
    this.page = balie.page
    this.cdp = cdp
    this.ratio = ratio
    this.loads = loadsOf(balie)
  }

  static async of(balie: Balie): Promise<ShutKiosk> {
    const { page } = balie
    const cdp = await page.context().newCDPSession(page)
    const ratio = await page.evaluate(() => {
      const pressed: string[] = []
      Object.assign(globalThis, { stillHere: 'yes', pressed })
      // Before the app's own listeners, which need not tell what they were given.
      addEventListener(
        'keydown',
        ({ isTrusted, key, ctrlKey, altKey, metaKey }) => {
          if (isTrusted) pressed.push([key, ctrlKey, altKey, metaKey].join(' '))
        },
        { capture: true },
      )
      return devicePixelRatio
    })
    return new ShutKiosk(balie, cdp, ratio)
  }

  /** The same document at the same address and size, the one window, and nothing of the desk. */
  async isShut(): Promise<void> {
    const { page, balie, loads, ratio } = this
    await expect(kioskIn(page)).toHaveCount(1)
    await expect(page.locator(OF_THE_DESK)).toHaveCount(0)
    await expect.poll(() => new URL(page.url()).hash).toBe('#/kiosk')
    const seen = await page.evaluate(() => ({
      here: (globalThis as unknown as { stillHere?: string }).stillHere,
      path: location.pathname,
      host: location.host.split('.')[0],
      ratio: devicePixelRatio,
      scale: visualViewport?.scale,
      scrolled: [scrollX, scrollY],
      selected: String(getSelection()),
    }))
    expect(seen).toEqual({
      here: 'yes',
      path: '/index.html',
      host: 'balie',
      ratio,
      scale: 1,
      scrolled: [0, 0],
      selected: '',
    })
    // The host learns of a window when it is there, and closes it; Electron makes none.
    await expect.poll(() => page.context().pages().length).toBe(1)
    expect(loadsOf(balie)).toBe(loads)
  }

  /** Keys that got to the page and that a browser or the system would use. */
  async leakedKeys(): Promise<string[]> {
    const pressed = await this.page.evaluate(
      () => (globalThis as unknown as { pressed: string[] }).pressed,
    )
    return pressed.filter((one) =>
      /true|^F\d|^(Control|Alt|Meta|ContextMenu|Home|End|Page)/.test(one),
    )
  }
}

/** How often a page was loaded since the start. */
const loadsOf = ({ output }: Balie): number => [...output.matchAll(/renderer pid \d+/g)].length
