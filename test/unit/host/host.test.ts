import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import { lives } from '../../host/orphan.ts'
import { Running } from '../../host/running.ts'

declare global {
  var api: {
    invoke(channel: string, ...args: unknown[]): Promise<unknown>
    on(channel: string, listener: (...args: unknown[]) => void): () => void
  }
}

const newProfile = (): string => mkdtempSync(join(tmpdir(), 'balie-host-'))
/** A small app of these tests, in place of the built one. */
const env = { BALIE_HOST_OUT: join(import.meta.dirname, 'fixture') }
const chromiumOf = (profile: string): { pid: number; folder: string } => {
  const folder = join(profile, 'chromium')
  return { pid: Number(readFileSync(join(folder, 'host-browser.pid'), 'utf8')), folder }
}

describe('the host', { timeout: 20_000 }, () => {
  const profile = newProfile()
  const host = new Running({ profile, env })
  let page: Page

  beforeAll(async () => void (page = await host.page()), 20_000)
  afterAll(async () => {
    await host.stop()
    rmSync(profile, { recursive: true, force: true })
  })

  it('runs the app, and the page under its own policy and without a network', async () => {
    expect(await host.said(/main pid (\d+)/)).toBe(String(host.child.pid))
    const seen = await page.evaluate(async () => ({
      ready: document.documentElement.dataset['ready'],
      secure: isSecureContext,
      inline: await new Promise((resolve) => {
        addEventListener('securitypolicyviolation', (event) => resolve(event.effectiveDirective))
        document.head.append(
          Object.assign(document.createElement('script'), { text: 'hacked = 1' }),
        )
      }),
      outside: await fetch('https://example.com/').then(
        () => 'answered',
        (error: unknown) => String(error),
      ),
      leftovers: Object.getOwnPropertyNames(globalThis).filter((name) => name.startsWith('host_')),
    }))
    expect(seen).toEqual({
      ready: 'true',
      secure: true,
      inline: 'script-src-elem',
      outside: 'TypeError: Failed to fetch',
      leftovers: [],
    })
  })

  it('carries calls with structured-clone semantics', async () => {
    const answer = await page.evaluate(async () => {
      const [sent] = (await api.invoke('echo', {
        at: new Date(5),
        none: undefined,
        map: new Map([[1, NaN]]),
        bytes: new Uint8Array([7]),
      })) as [{ at: Date; none: undefined; map: Map<number, number>; bytes: Uint8Array }]
      return [
        sent.at.getTime(),
        'none' in sent,
        Number.isNaN(sent.map.get(1)),
        sent.bytes[0],
        await api.invoke('describe', new Map([[1, 2]])),
        await api.invoke('describe', new Date()),
      ]
    })
    expect(answer).toEqual([5, true, true, 7, 'Map of 1', '[object Date]'])
  })

  it('words failures as Electron does, and refuses functions and proxies', async () => {
    const failures = await page.evaluate(async () => {
      const tries = [
        () => api.invoke('throws'),
        () => api.invoke('nobody'),
        () => api.invoke('answers-function'),
        () => api.invoke('answers-proxy'),
        () => api.invoke('echo', { no: () => 1 }),
        () => api.invoke('echo', new Proxy({}, {})),
      ]
      const messages: string[] = []
      for (const run of tries) {
        try {
          await run()
          messages.push('answered')
        } catch (error) {
          messages.push((error as Error).message)
        }
      }
      return messages
    })
    const refused = 'An object could not be cloned.'
    expect(failures).toEqual([
      `Error invoking remote method 'throws': RangeError: out of reach`,
      `Error invoking remote method 'nobody': Error: No handler registered for 'nobody'`,
      `Error invoking remote method 'answers-function': Error: ${refused}`,
      `Error invoking remote method 'answers-proxy': Error: ${refused}`,
      refused,
      refused,
    ])
  })

  it('tells who asks, by the address in the app', async () => {
    expect(await page.evaluate(() => api.invoke('sender'))).toEqual({
      own: true,
      url: 'app://balie/index.html#/start',
      origin: 'app://balie',
      main: true,
      pid: Number(await host.said(/renderer pid (\d+)/)),
    })
  })

  it('keeps the order of events, large ones among small ones', async () => {
    const order = await page.evaluate(async () => {
      const seen: unknown[] = []
      const stop = api.on('pushed', (index) => seen.push(index))
      await api.invoke('push', 30, 300_000)
      stop()
      return seen
    })
    expect(order).toEqual(Array.from({ length: 30 }, (_, index) => index))
  })

  it('names what it does not offer', async () => {
    expect(await page.evaluate(() => api.invoke('not-offered'))).toEqual([
      'the host does not offer electron.Tray()',
      'the host does not offer electron.app.setBadgeCount',
      'the host does not offer electron.webContents.print',
      "the host does not offer electron.BrowserWindow.on('swipe')",
    ])
  })

  it('asks the app before the page goes elsewhere or opens a window', async () => {
    await page.evaluate(() => {
      open('https://example.com/new')
      location.href = 'https://example.com/away'
    })
    await host.said(/app: will-navigate https:\/\/example\.com\/away/)
    await host.said(/app: window-open/)
    expect(await page.evaluate(() => location.href)).toBe(
      'http://balie.localhost/index.html#/start',
    )
  })

  it('grants the camera because the app does, and not the microphone', async () => {
    const states = await page.evaluate(() =>
      Promise.all(
        ['camera', 'microphone', 'geolocation'].map(
          async (name) => (await navigator.permissions.query({ name: name as 'camera' })).state,
        ),
      ),
    )
    expect(states).toEqual(['granted', 'denied', 'denied'])
  })

  it('asks the app about every key before the page has it', async () => {
    await page.evaluate(() => {
      Object.assign(globalThis, { pressed: [] as string[] })
      const note = (event: Event): void =>
        void (globalThis as unknown as { pressed: string[] }).pressed.push(
          `${event.type} ${(event as KeyboardEvent).key}`,
        )
      for (const type of ['keydown', 'keypress', 'keyup']) window.addEventListener(type, note, true)
      document.body.innerHTML = '<input autofocus>'
      document.querySelector('input')?.focus()
    })
    await page.keyboard.press('x')
    await page.keyboard.press('Control+a')
    await page.keyboard.press('Shift+Y')
    const seen = await page.evaluate(() => ({
      pressed: (globalThis as unknown as { pressed: string[] }).pressed,
      typed: document.querySelector('input')?.value,
    }))
    expect(seen).toEqual({
      pressed: [
        ...['keydown x', 'keypress x', 'keyup x'],
        // Control was down: neither it nor what was pressed with it got there; its end did.
        'keyup Control',
        ...['keydown Shift', 'keydown Y', 'keypress Y', 'keyup Y', 'keyup Shift'],
      ],
      typed: 'xY',
    })
    expect(host.output).toContain(
      'app: key {"type":"keyDown","key":"a","control":true,"shift":false,"modifiers":["control"]}',
    )
    // What a script makes up is no key.
    const before = host.output.length
    await page.evaluate(() => dispatchEvent(new KeyboardEvent('keydown', { key: 'q' })))
    expect(await page.evaluate(() => api.invoke('echo', 1))).toEqual([1])
    expect(host.output.slice(before)).not.toContain('app: key')
  })

  it('tells the app of a wish to zoom, and zooms nothing', async () => {
    const ratio = await page.evaluate(() => devicePixelRatio)
    await page.mouse.move(100, 100)
    await page.keyboard.down('Control')
    await page.mouse.wheel(0, -200)
    await page.keyboard.up('Control')
    await host.said(/app: zoom in/)
    expect(await page.evaluate(() => [devicePixelRatio, visualViewport?.scale])).toEqual([ratio, 1])
  })

  it('forgets where the page was', async () => {
    await page.evaluate(() => {
      location.hash = '#/one'
      location.hash = '#/two'
    })
    await page.evaluate(() => api.invoke('forget-history'))
    await expect.poll(() => page.evaluate(() => history.length)).toBe(1)
    await page.evaluate(() => history.back())
    expect(await page.evaluate(() => location.hash)).toBe('#/two')
  })

  it('keeps secrets outside of the profile, and passes on what the machine does', async () => {
    expect(await page.evaluate(() => api.invoke('safe', 'geheim'))).toEqual({
      result: 'geheim',
      hidden: true,
      backend: 'gnome_libsecret',
    })
    host.child.send({ power: 'resume' })
    await host.said(/app: resume/)
  })

  it('lets a second start of the profile end, and tells the first', async () => {
    const second = new Running({ profile, env })
    expect(await second.ended()).toBe(0)
    expect(second.output).toContain('app: second')
    expect(second.output).not.toContain('renderer pid')
    await host.said(/app: second-instance \{"second":true\}/)
  })
})

describe('the host, killed and stopped', { timeout: 30_000 }, () => {
  it('starts itself anew when the app asks for that', async () => {
    const profile = newProfile()
    const host = new Running({ profile, env })
    onTestFinished(() => void host.child.kill('SIGKILL'))
    const page = await host.page()
    const first = Number(await host.said(/main pid (\d+)/))
    void page.evaluate(() => api.invoke('relaunch')).catch(() => undefined)
    // The first one's end is not the end of what comes out of its pipes.
    const started = (): RegExpMatchArray[] => [...host.output.matchAll(/main pid (\d+)/g)]
    await expect.poll(() => started().length, { timeout: 10_000 }).toBe(2)
    const second = Number(started()[1]?.[1])
    onTestFinished(() => void (lives(second, '') && process.kill(second, 'SIGKILL')))
    expect(await host.ended()).toBe(0)
    expect(second).not.toBe(first)
    expect(lives(second, '')).toBe(true)
    await expect.poll(() => host.renderers, { timeout: 10_000 }).toBe(2)
    process.kill(second, 'SIGTERM')
    await expect.poll(() => lives(second, ''), { timeout: 10_000 }).toBe(false)
    rmSync(profile, { recursive: true, force: true })
  })

  it('brings the page back after its process is killed, and starts again after its own is', async () => {
    const profile = newProfile()
    const first = new Running({ profile, env })
    onTestFinished(() => void first.child.kill('SIGKILL'))
    const page = await first.page()
    await page.evaluate(() => localStorage.setItem('kept', 'yes'))

    process.kill(Number(await first.said(/renderer pid (\d+)/)), 'SIGKILL')
    await first.said(/app: gone killed 1/)
    const second = Number(await first.said(/renderer pid (\d+)/, 1))
    expect(lives(second, '')).toBe(true)
    const again = await first.page(2)
    expect(await again.evaluate(() => api.invoke('echo', 1))).toEqual([1])

    const browser = chromiumOf(profile)
    first.child.kill('SIGKILL')
    await first.ended()
    const restarted = new Running({ profile, env })
    onTestFinished(() => void restarted.child.kill('SIGKILL'))
    const restartedPage = await restarted.page()
    expect(lives(browser.pid, browser.folder)).toBe(false)
    expect(await restartedPage.evaluate(() => localStorage.getItem('kept'))).toBe('yes')

    const last = chromiumOf(profile)
    expect(await restarted.stop()).toBe(0)
    expect(restarted.output).toMatch(/before-quit[^]*will-quit[^]*app: quit/)
    expect(lives(last.pid, last.folder)).toBe(false)
    rmSync(profile, { recursive: true, force: true })
  })
})
