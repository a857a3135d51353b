import { EventEmitter } from 'node:events'
import { beforeEach, describe, expect, it } from 'vitest'
import { lockKiosk, type Lockable } from '../../../../src/main/windows/kiosk-locks.ts'
import { ManualClock, MemoryLog } from '../manual-clock.ts'

/*
 * What Electron does to a window cannot be had here, so the window is a stand-in that notes what is
 * done to it: these tests hold the app's half of each lock.
 */

class FakePage extends EventEmitter {
  readonly done: string[]

  constructor(done: string[]) {
    super()
    this.done = done
  }

  url = 'app://balie/index.html#/kiosk'
  getURL = (): string => this.url

  readonly navigationHistory = { clear: () => void this.done.push('history') }
  setZoomFactor(factor: number): void {
    this.done.push(`zoom ${factor}`)
  }
  setVisualZoomLevelLimits(least: number, most: number): Promise<void> {
    this.done.push(`pinch ${least} ${most}`)
    return Promise.resolve()
  }
}

class FakeWindow extends EventEmitter {
  readonly done: string[] = []
  readonly webContents = new FakePage(this.done)
  destroyed = false
  isDestroyed = (): boolean => this.destroyed
  loadURL = (url: string): Promise<void> => {
    this.done.push(url)
    return Promise.resolve()
  }
  restore = (): void => void this.done.push('restore')
  show = (): void => void this.done.push('show')
  focus = (): void => void this.done.push('focus')
  setKiosk = (on: boolean): void => void this.done.push(`kiosk ${on}`)
  setFullScreen = (on: boolean): void => void this.done.push(`full ${on}`)
  setAlwaysOnTop = (on: boolean, level?: string): void => void this.done.push(`top ${on} ${level}`)
}

const IN_FRONT = ['top true screen-saver', 'kiosk true', 'full true']

let window: FakeWindow
let clock: ManualClock
let log: MemoryLog

beforeEach(() => {
  window = new FakeWindow()
  clock = new ManualClock()
  log = new MemoryLog()
  lockKiosk(window as unknown as Lockable, { clock, log })
  window.done.length = 0
})

/** Whether it was prevented. */
function tell(from: EventEmitter, name: string, ...args: unknown[]): boolean {
  let prevented = false
  from.emit(name, { preventDefault: () => (prevented = true) }, ...args)
  return prevented
}

describe('the page of a kiosk', () => {
  it('gets no key that a browser or the system would use', () => {
    const { webContents: page } = window
    const key = { control: false, alt: false, meta: false }
    expect(tell(page, 'before-input-event', { ...key, key: 'a' })).toBe(false)
    expect(tell(page, 'before-input-event', { ...key, key: 'F12' })).toBe(true)
    expect(tell(page, 'before-input-event', { ...key, key: 'r', control: true })).toBe(true)
  })

  it('stays as large as it is', () => {
    for (const event of ['zoom-changed', 'did-finish-load']) {
      window.done.length = 0
      tell(window.webContents, event)
      expect(window.done).toEqual(['zoom 1', 'pinch 1 1'])
    }
  })

  it('has nothing behind it to go back to', () => {
    tell(window.webContents, 'did-navigate', 'app://balie/index.html')
    tell(window.webContents, 'did-navigate-in-page', 'app://balie/index.html#/kiosk')
    expect(window.done).toEqual(['history', 'history'])
  })

  it('is put back when it strays', async () => {
    const { webContents: page } = window
    page.url = 'app://balie/index.html#/klanten'
    tell(page, 'did-navigate-in-page', page.url)
    await clock.advance(1_000)
    expect(window.done).toEqual(['history', 'app://balie/index.html#/kiosk'])
    // On its way back by itself, or a page that is shown in its place: it is left alone.
    for (const url of ['app://balie/index.html#/kiosk', 'app://balie/stopped-kiosk.html']) {
      page.url = url
      tell(page, 'did-navigate-in-page', url)
      await clock.advance(1_000)
    }
    expect(window.done).toEqual(['history', expect.any(String), 'history', 'history'])
  })

  it('cannot hold on to itself', () => {
    expect(tell(window.webContents, 'will-prevent-unload')).toBe(true)
  })
})

describe('the window of a kiosk', () => {
  it('is not closed by anybody, and does not hold up the end of the session', () => {
    expect(tell(window, 'close')).toBe(true)
    expect(log.lines.map((line) => line.event)).toEqual(['kiosk-not-closed'])
    tell(window, 'session-end')
    expect(tell(window, 'close')).toBe(false)
  })

  it('shows no menu of the system', () => {
    expect(tell(window, 'system-context-menu', { x: 1, y: 1 })).toBe(true)
  })

  it.each([
    ['minimize', ['restore', ...IN_FRONT]],
    ['leave-full-screen', IN_FRONT],
    ['hide', ['show']],
    ['blur', ['focus']],
  ])('comes back after %s', async (event, done) => {
    tell(window, event)
    await clock.advance(500)
    expect(window.done).toEqual(done)
  })

  it('stays in front of others', () => {
    tell(window, 'always-on-top-changed', true)
    expect(window.done).toEqual([])
    tell(window, 'always-on-top-changed', false)
    expect(window.done).toEqual(IN_FRONT)
  })

  it('is left alone once it is gone', async () => {
    for (const event of ['leave-full-screen', 'hide', 'blur']) tell(window, event)
    window.destroyed = true
    await clock.advance(1_000)
    expect(window.done).toEqual([])
  })
})
