import { CALL_NAMES } from '../../src/shared/ipc/names.ts'
import { addGroup, kioskIn, kioskReady, profileWith } from './support/kiosk.ts'
import { scan } from './support/scanner.ts'
import { heartbeatOf, ShutKiosk } from './support/shut-kiosk.ts'
import { expect, test } from './support/test.ts'

/*
 * Somebody at the kiosk tries to get out of it. After each attempt the same document is there at the
 * same address, in the one window, at its size, with nothing of the desk in it.
 */

const KEYS = [
  ...['Control+r', 'Control+Shift+R', 'F5', 'Control+F5', 'Shift+F5', 'Alt+Home', 'Control+h'],
  ...['Control+Shift+I', 'Control+Shift+J', 'Control+Shift+C', 'F12', 'Control+u'],
  ...['F11', 'Shift+F11', 'Alt+Enter', 'F1', 'F3', 'F4', 'F6', 'F7', 'F10', 'Shift+F10'],
  ...['Control+p', 'Control+Shift+P', 'Control+s', 'Control+o', 'Control+f', 'Control+g'],
  ...['Control+w', 'Control+F4', 'Alt+F4', 'Control+q', 'Control+Shift+W', 'Alt+Space'],
  ...['Control+n', 'Control+Shift+N', 'Control+t', 'Control+Shift+T', 'Control+Tab'],
  ...['Control+l', 'Alt+d', 'Control+k', 'Control+e', 'Control+d', 'Control+j', 'Control+b'],
  ...['Alt+ArrowLeft', 'Alt+ArrowRight', 'Backspace', 'Shift+Backspace', 'Escape'],
  ...['Control+Equal', 'Control+Shift+Equal', 'Control+Minus', 'Control+0', 'Control+NumpadAdd'],
  ...['ContextMenu', 'Meta', 'Meta+d', 'Meta+e', 'Meta+r', 'Meta+l', 'Alt+Tab', 'Alt+Escape'],
  ...['Control+Shift+Escape', 'Control+Alt+Delete', 'Control+Escape', 'Shift+Escape'],
  ...['Control+a', 'Control+c', 'Control+x', 'Control+v', 'Control+z', 'PrintScreen', 'Insert'],
  ...['Home', 'End', 'PageUp', 'PageDown', 'Control+Home', 'Control+End'],
]

/** What a code could be made to say; each is scanned whole, as a reader sends it. */
const CODES: [what: string, text: string][] = [
  ['an address', 'https://example.com/?a=1#b'],
  ['a script', "javascript:location='https://example.com'"],
  ['a file', 'file:///C:/Windows/System32/cmd.exe'],
  ['a program', '\\\\server\\share\\run.exe'],
  ['the app itself', 'app://balie/index.html#/instellingen'],
  ['a scheme of that name', 'balie://instellingen'],
  ['a page in a code', 'data:text/html,<script>alert(1)</script>'],
  ['a route', '#/instellingen'],
  ['markup', '<img src=x onerror="location.hash=1">'],
  ['a template', '{{ constructor.constructor("return this")() }} ${process.exit()}'],
  ['a card', 'BEGIN:VCARD;FN:Jan;TEL:112;END:VCARD'],
]

/** What the page would run if somebody could make it. */
const SCRIPTS: [what: string, run: () => unknown][] = [
  ['a route of the desk', () => (location.hash = '#/instellingen')],
  ['another route', () => (location.hash = '#/dag/2026-01-01')],
  ['a booking', () => (location.hash = '#/boekingen/75')],
  ['a state of history', () => history.pushState(null, '', '#/klanten')],
  ['no route', () => history.replaceState(null, '', '#')],
  ['another file of the app', () => (location.pathname = '/assets/x.js')],
  ['the sign for a stopped page', () => location.assign('./stopped.html')],
  ['a site', () => (location.href = 'https://example.com/')],
  ['a file', () => (location.href = 'file:///etc/passwd')],
  ['a page of its own', () => (location.href = 'data:text/html,<h1>out</h1>')],
  ['a script as an address', () => (location.href = 'javascript:document.write(1)')],
  ['a window', () => void open('https://example.com/')],
  ['a window of the app', () => void open('./index.html#/instellingen')],
  ['an empty window', () => void open('about:blank', '_blank', 'popup')],
  ['going back', () => history.back()],
  ['going forward', () => history.forward()],
  ['going far back', () => history.go(-50)],
  ['printing', () => print()],
  ['an alert', () => alert('x')],
  ['a question', () => confirm('x')],
  ['a prompt', () => prompt('x')],
  ['a file dialog', () => Object.assign(document.createElement('input'), { type: 'file' }).click()],
  [
    'a download',
    () =>
      Object.assign(document.createElement('a'), { href: 'data:,x', download: 'x.txt' }).click(),
  ],
  [
    'a link in a new window',
    () =>
      Object.assign(document.createElement('a'), { href: '#/klanten', target: '_blank' }).click(),
  ],
]

test.setTimeout(150_000)

test('whatever somebody presses, scans, drags or touches: the kiosk stays shut', async ({
  launch,
  simulator,
}) => {
  const group = addGroup(simulator)
  const balie = await launch({ profile: profileWith({ kiosk: true }) })
  const { page } = balie
  await kioskReady(page)
  const kiosk = await ShutKiosk.of(balie)
  await kiosk.isShut()

  await test.step('keys', async () => {
    for (const key of KEYS) {
      await page.keyboard.press(key).catch((error: unknown) => {
        throw new Error(`${key}: ${String(error)}`)
      })
      expect(await kiosk.leakedKeys(), key).toEqual([])
    }
    await kiosk.isShut()
    // Tab goes round within what is on the screen.
    for (let times = 0; times < 30; times++) await page.keyboard.press('Tab')
    const focused = await page.evaluate(() => document.activeElement?.closest('.kiosk') !== null)
    expect(focused).toBe(true)
    await kiosk.isShut()
  })

  await test.step('codes', async () => {
    for (const [what, text] of CODES) {
      await scan(page, text, { gapMs: 2 })
      await kioskIn(page, 'ask-staff').waitFor()
      await expect(kioskIn(page), what).not.toContainText(text.slice(0, 12))
      await page.keyboard.press('Escape')
      await kioskIn(page, 'idle').waitFor()
      await kiosk.isShut()
    }
    // Characters that are no text: readers send them as keys with Ctrl, in the middle of a code.
    await scan(page, 'https:', { gapMs: 2, terminator: null })
    for (const key of ['BracketRight', 'm', 'l', 'r', 'w', 'o'])
      await page.keyboard.press(`Control+${key}`)
    await kiosk.isShut()
    expect(await kiosk.leakedKeys()).toEqual([])
    // As many as no reader sends: typed by a script, as each real key takes its way through the host.
    await page.evaluate(() => {
      for (const key of [...`B:${'9'.repeat(5_000)}`, 'Enter'])
        for (const type of ['keydown', 'keyup'])
          document.body.dispatchEvent(
            new KeyboardEvent(type, { key, code: `Digit${key}`, bubbles: true, cancelable: true }),
          )
    })
    await kioskIn(page, 'ask-staff').waitFor()
    await kiosk.isShut()
    await page.keyboard.press('Escape')
    await kioskIn(page, 'idle').waitFor()
  })

  await test.step('fingers and a mouse', async () => {
    const { width, height } = page.viewportSize() ?? { width: 1280, height: 800 }
    const [x, y] = [width / 2, height / 2]
    const { cdp } = kiosk
    for (const button of ['right', 'middle'] as const) await page.mouse.click(x, y, { button })
    for (const button of ['back', 'forward'] as const)
      for (const type of ['mousePressed', 'mouseReleased'] as const)
        await cdp.send('Input.dispatchMouseEvent', { type, x, y, button, clickCount: 1 })
    await kiosk.isShut()
    await page.mouse.dblclick(x, 80)
    await page.mouse.click(x, 80, { clickCount: 3 })
    await page.keyboard.down('Control')
    for (const delta of [-400, 400, -400]) await page.mouse.wheel(0, delta)
    await page.keyboard.up('Control')
    await page.mouse.wheel(0, 2_000)
    await kiosk.isShut()
    // A finger that stays, two that spread, and swipes from every edge.
    const touch = (type: 'touchStart' | 'touchMove' | 'touchEnd', at: [number, number][]) =>
      cdp.send('Input.dispatchTouchEvent', {
        type,
        touchPoints: at.map(([px, py], id) => ({ x: px, y: py, id })),
      })
    await touch('touchStart', [[x, 90]])
    // As long as a long press takes: there is no state to wait for, as nothing may happen.
    await page.waitForTimeout(900)
    await touch('touchEnd', [])
    await touch('touchStart', [[x - 20, y], [x + 20, y]]) // prettier-ignore
    for (let step = 1; step <= 10; step++)
      await touch('touchMove', [[x - 20 - step * 30, y], [x + 20 + step * 30, y]]) // prettier-ignore
    await touch('touchEnd', [])
    for (const [from, to] of [
      [
        [1, y],
        [x, y],
      ],
      [
        [width - 1, y],
        [x, y],
      ],
      [
        [x, 1],
        [x, y],
      ],
      [
        [x, height - 1],
        [x, y],
      ],
    ] as [[number, number], [number, number]][]) {
      await touch('touchStart', [from])
      for (let step = 1; step <= 5; step++)
        await touch('touchMove', [[from[0] + ((to[0] - from[0]) * step) / 5, from[1] + ((to[1] - from[1]) * step) / 5]]) // prettier-ignore
      await touch('touchEnd', [])
    }
    await kiosk.isShut()
  })

  await test.step('things dragged onto it', async () => {
    const item = (mimeType: string, data: string) => ({ mimeType, data })
    for (const data of [
      { items: [item('text/uri-list', 'https://example.com/')], dragOperationsMask: 1 },
      { items: [item('text/html', '<a href="https://example.com">x</a>')], dragOperationsMask: 1 },
      { items: [item('text/plain', 'javascript:alert(1)')], dragOperationsMask: 1 },
      { items: [], files: [import.meta.filename], dragOperationsMask: 1 },
    ])
      for (const type of ['dragEnter', 'dragOver', 'drop'] as const)
        await kiosk.cdp.send('Input.dispatchDragEvent', { type, x: 400, y: 300, data })
    await kiosk.isShut()
  })

  await test.step('scripts', async () => {
    for (const [what, run] of SCRIPTS) {
      await page.evaluate(run).catch((error: unknown) => {
        // A navigation that is refused takes the answer along.
        if (!/navigat|context was destroyed|net::ERR/i.test(String(error))) throw error
      })
      await test.step(what, () => kiosk.isShut())
    }
    const granted = await page.evaluate(async () => {
      const wish = async (name: string, ask: () => Promise<unknown>): Promise<string | null> =>
        Promise.race([
          ask().then(
            () => name,
            () => null,
          ),
          new Promise<null>((resolve) => setTimeout(() => resolve(null), 1_500)),
        ])
      const of = navigator as unknown as Record<
        'bluetooth' | 'usb' | 'hid' | 'serial',
        Record<string, (options: object) => Promise<unknown>> | undefined
      >
      return (
        await Promise.all([
          wish('microphone', () => navigator.mediaDevices.getUserMedia({ audio: true })),
          wish('clipboard', () => navigator.clipboard.readText()),
          wish('place', () => new Promise((ok, no) => navigator.geolocation.getCurrentPosition(ok, no))), // prettier-ignore
          wish('bluetooth', async () => of.bluetooth?.['requestDevice']?.({ acceptAllDevices: true }) ?? Promise.reject(new Error('none'))), // prettier-ignore
          wish('network', () => fetch('https://example.com/')),
        ])
      ).filter((name) => name !== null)
    })
    expect(granted).toEqual([])
    await kiosk.isShut()
  })

  await test.step('calls of the app', async () => {
    const before = simulator.requests.length
    const seen = { status: group.status, statusUpdatedAt: group.status_updated_at }
    const { id: bookingId, referentie } = group
    const requests: Record<string, unknown> = {
      'customers:sync': { page: 1 },
      'customer:read': { id: group.klant_id },
      'bookings:search': { search: 1, query: {} },
      'booking:detail': { id: bookingId, embed: [] },
      'booking:delete': { id: bookingId },
      'settings:change': { desk: 'x', kioskMoney: false },
      'outbox:enqueue': { bookingId, referentie, wanted: 'voltooid', seen },
      'outbox:drop': { id: 'x' },
      'outbox:retry': { id: 'x' },
      'connection:save': { url: simulator.url, key: simulator.key },
      'connection:test': { url: simulator.url, key: simulator.key },
      'drafts:get': { key: 'x' },
      'staff:add': { name: 'x', initials: 'x', role: 'lead', pin: '1234' },
      'staff:unlock': { id: 'x', pin: '1234' },
    }
    const allowed = ['app:info', 'settings:get', 'connection:get', 'staff:get', 'outbox:get']
    const mayAsk = /^(kiosk:|log:page|sync:|cache:key|booking:read|bookings:find)/
    const answers = await page.evaluate(
      async ([names, asked]) => {
        type Call = (request: unknown) => Promise<{ ok: boolean; error?: { kind: string } }>
        const { calls } = (globalThis as unknown as { balie: { calls: Record<string, Call> } })
          .balie
        return Promise.all(
          names.map(async (name) => [name, await calls[name]?.(asked[name])] as const),
        )
      },
      [CALL_NAMES.filter((name) => !mayAsk.test(name)), requests] as const,
    )
    for (const [name, answer] of answers) {
      if (allowed.includes(name)) expect(answer?.ok, name).toBe(true)
      else if (name in requests) expect(answer?.error?.kind, name).toBe('forbidden')
      else expect(answer?.error?.kind, name).toMatch(/^(forbidden|invalid)$/)
    }
    expect(answers.map(([name]) => name)).toEqual(expect.arrayContaining(Object.keys(requests)))
    const since = simulator.requests.slice(before)
    expect(since.filter(({ method, path }) => method !== 'GET' || /klanten/.test(path))).toEqual([])
    await kiosk.isShut()
  })

  // Written every fifteen seconds: the one that stands there may be the first, from before the page was.
  await expect
    .poll(() => heartbeatOf(balie), { timeout: 20_000 })
    .toMatchObject({
      mode: 'kiosk',
      state: expect.any(String),
      camera: expect.any(String),
      page: 'ok',
      connection: 'online',
    })
  // And it still does what it is there for.
  await scan(page, `B:${group.referentie}`)
  await kioskIn(page, 'welcome').waitFor()
  await expect.poll(() => simulator.venue.todays('gaande').map(({ id }) => id)).toContain(group.id)
  await kiosk.isShut()
})
