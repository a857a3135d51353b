import '@fontsource-variable/inter/opsz.css'
import '../../../src/renderer/src/styles/index.css'
import { createPinia, disposePinia, setActivePinia, type Pinia } from 'pinia'
import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { page as view } from 'vitest/browser'
import { createApp, type App } from 'vue'
import KioskRoot from '../../../src/renderer/src/features/kiosk/KioskRoot.vue'
import { useKioskStore } from '../../../src/renderer/src/features/kiosk/store.ts'
import { i18n, setLanguage } from '../../../src/renderer/src/i18n/index.ts'
import type { KioskAnswer } from '../../../src/shared/kiosk/answer.ts'
import type { KioskEvent } from '../../../src/shared/kiosk/machine.ts'
import { DEFAULT_SETTINGS, LANGUAGES, type Settings } from '../../../src/shared/settings.ts'
import { fakeMain, ZONE } from '../renderer/support.ts'

/*
 * The screens for strangers: each is a function of the state, large enough to read and to touch on
 * every screen it may stand on, in three languages, and holds nobody afterwards.
 */

const SIZES = [
  [1080, 1920],
  [1920, 1080],
  [1280, 800],
  [800, 1280],
] as const
const ok = (value: unknown) => ({ ok: true, value })
const TICKET = {
  start: Date.parse('2026-06-13T12:15:00Z'),
  begun: false,
  place: 'Instructieveld Zuid',
  what: 'Klimmen en barbecue',
  personen: 48,
}
const ANSWERS: readonly KioskAnswer[] = [
  { kind: 'welcome', name: 'Scouting Sint Joris', ticket: TICKET },
  { kind: 'already', since: Date.parse('2026-06-13T11:52:00Z'), finished: false, ticket: TICKET },
  { kind: 'already', since: null, finished: true, ticket: TICKET },
  { kind: 'early', from: Date.now() + 22 * 60_000, start: Date.now() + 52 * 60_000, minutes: 30 },
  { kind: 'ask-staff', reason: 'money' },
]

let app: App | null = null
let pinia: Pinia
let main: ReturnType<typeof fakeMain>

async function open(settings: Partial<Settings> = {}): Promise<void> {
  setActivePinia((pinia = createPinia()))
  main = fakeMain({
    'app:info': () =>
      ok({ mode: 'desk', host: null, venue: 'Klimbos De Hoge Eik', timezone: ZONE, kiosk: true }),
    'settings:get': () => ok({ ...DEFAULT_SETTINGS, ...settings }),
    'connection:get': () => ok({ status: 'online', clockOffsetMs: 0 }),
    'outbox:get': () => ({ ok: false, error: { kind: 'not-now' } }),
    'kiosk:alive': () => ok(null),
    'kiosk:note': () => ok(null),
    'kiosk:tries': () => ok({ allowed: true, left: 3, waitMs: 0 }),
    // Nobody answers: what is looked up stays so until a test answers.
    'bookings:find': () => new Promise(() => undefined),
    'kiosk:try': () => new Promise(() => undefined),
  })
  const root = document.createElement('div')
  document.body.replaceChildren(root)
  app = createApp(KioskRoot).use(pinia).use(i18n)
  app.mount(root)
  await vi.waitFor(() => expect(document.body.textContent).toContain('Klimbos De Hoge Eik'))
}
const send = (...events: KioskEvent[]): void => {
  for (const event of events) useKioskStore().send(event)
}
const state = (): string | undefined =>
  document.querySelector<HTMLElement>('[data-kiosk-state]')?.dataset['kioskState']
const painted = (): Promise<void> =>
  new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(() => resolve())))

/** Where each line of a text is. */
function linesOf(element: Element): DOMRect[] {
  const range = document.createRange()
  range.selectNodeContents(element)
  return [...range.getClientRects()]
}
const overlap = (one: DOMRect, other: DOMRect): boolean =>
  one.left < other.right &&
  other.left < one.right &&
  one.top < other.bottom &&
  other.top < one.bottom

/** Shows an answer, as if it had been looked up. */
function show(answer: KioskAnswer): void {
  send({ type: 'scanned', text: 'B:67-1' })
  const { job } = useKioskStore().state
  send({
    type: 'answered',
    job,
    outcome: { kind: 'answer', answer, about: { bookingId: 75, referentie: '67-1' } },
  })
}
const type = (text: string): void =>
  send(...[...text].map((key) => ({ type: 'key', key }) as const))
const SCREENS: readonly (readonly [name: string, show: () => void])[] = [
  ['idle', () => undefined],
  ['an odd number', () => (type('67'), send({ type: 'submit' }))],
  ['the question', () => (type('67-1'), send({ type: 'submit' }), type('56'))],
  [
    'the question for a name',
    () => (type('67-1'), send({ type: 'submit' }, { type: 'other-proof' }), type('van der berg')),
  ],
  ['looking', () => send({ type: 'scanned', text: 'B:67-1' })],
  ...ANSWERS.map((answer) => [answer.kind, () => show(answer)] as const),
  ['out of order', () => send({ type: 'trouble', trouble: 'camera' })],
]

// What is measured depends on the letters.
beforeAll(() => document.fonts.load('800 96px "Inter Variable"'))
beforeEach(() => view.viewport(1080, 1920))
afterEach(async () => {
  app?.unmount()
  app = null
  disposePinia(pinia)
  setLanguage('nl')
  history.replaceState(null, '', '#')
  await view.viewport(1280, 800)
})

describe.each(LANGUAGES)('in %s', (language) => {
  it.each(SCREENS)('%s can be read and touched on every screen', async (_name, put) => {
    await open({ language, kioskDeskText: 'naast de ingang', kioskMeanwhile: 'Het terras is open' })
    put()
    await vi.waitFor(() => expect(document.querySelector('[data-camera="none"]')).not.toBeNull())
    for (const [width, height] of SIZES) {
      await view.viewport(width, height)
      await painted()
      const kiosk = document.querySelector('.kiosk')
      expect(kiosk?.scrollWidth).toBeLessThanOrEqual(width)
      expect(kiosk?.scrollHeight).toBeLessThanOrEqual(height)
      for (const button of document.querySelectorAll('button')) {
        const box = button.getBoundingClientRect()
        const where = `${button.textContent.trim()} at ${width}x${height}`
        expect(Math.min(box.width, box.height), where).toBeGreaterThanOrEqual(64)
        expect(box.right, where).toBeLessThanOrEqual(width)
        expect(box.bottom, where).toBeLessThanOrEqual(height)
        // Upright, all that is touched is within reach of somebody seated.
        if (height > width) expect(box.top, where).toBeGreaterThanOrEqual(height * 0.43)
        expect(button.scrollWidth, `${where} is cut`).toBeLessThanOrEqual(button.clientWidth)
      }
      const texts = document.querySelectorAll<HTMLElement>(
        '.kiosk-state :is(h1,h2,p,dt,dd,button,span)',
      )
      for (const one of texts) {
        if (one.textContent.trim() === '' || one.closest('.visually-hidden')) continue
        const where = `${one.textContent.trim().slice(0, 40)} at ${width}x${height}`
        expect(parseFloat(getComputedStyle(one).fontSize), where).toBeGreaterThanOrEqual(24)
        const box = one.getBoundingClientRect()
        expect(box.bottom, where).toBeLessThanOrEqual(height)
        expect(box.right, where).toBeLessThanOrEqual(width + 1)
      }
      const say = document.querySelector('.kiosk-say')?.getBoundingClientRect()
      const brand = document.querySelector('.kiosk-brand')?.getBoundingClientRect()
      expect(say?.top).toBeGreaterThan(brand?.bottom ?? Infinity)
      const scene = document.querySelector('.kiosk-scene:not(.is-hidden)')?.getBoundingClientRect()
      const heading = document.querySelector('.kiosk-say h1')
      if (scene && heading)
        expect(
          linesOf(heading).some((line) => overlap(line, scene)),
          `${width}x${height}`,
        ).toBe(false)
    }
  })
})

it('has a word and a sign for every answer, not a colour alone', async () => {
  await open()
  for (const answer of ANSWERS) {
    show(answer)
    await painted()
    expect(document.querySelector('.kiosk-sign use')?.getAttribute('href')).toMatch(/^#i-/)
    expect(document.querySelector('h1')?.textContent).not.toBe('')
    send({ type: 'done' })
  }
})

it('takes the focus to the heading of an answer, and tells it', async () => {
  await open()
  show({ kind: 'welcome', name: 'Scouting', ticket: TICKET })
  await vi.waitFor(() => expect(document.activeElement?.textContent).toBe('Welkom!'))
  expect(document.querySelector('[role="status"]')?.textContent).toContain('ingecheckt')
})

it('shows a guest’s language until the guest is done', async () => {
  await open()
  send({ type: 'language', language: 'de' })
  await painted()
  expect(document.documentElement.lang).toBe('de')
  show({ kind: 'welcome', name: null, ticket: TICKET })
  await painted()
  expect(document.querySelector('h1')?.textContent).toBe('Willkommen!')
  send({ type: 'done' })
  await painted()
  expect(document.documentElement.lang).toBe('nl')
})

it('gives more time, as often as somebody asks', async () => {
  await open()
  show({ kind: 'welcome', name: null, ticket: TICKET })
  await painted()
  const button = document.querySelector<HTMLElement>('[data-more]')
  for (let turn = 0; turn < 3; turn++) {
    button?.click()
    await painted()
    expect(document.querySelector('[role="timer"]')?.textContent).toContain('30')
  }
})

it('leaves nothing of anybody in the page, the address, the title or the store', async () => {
  await open()
  const length = history.length
  for (const answer of ANSWERS) {
    show(answer)
    await painted()
    send({ type: 'done' })
  }
  type('67-1')
  send({ type: 'submit' }, { type: 'other-proof' })
  type('geheim')
  await painted()
  send({ type: 'done' })
  await painted()
  expect(state()).toBe('idle')
  const left = [
    document.documentElement.outerHTML,
    location.href,
    document.title,
    JSON.stringify(pinia.state.value['kiosk']),
    JSON.stringify(localStorage),
    JSON.stringify(sessionStorage),
  ].join()
  for (const trace of ['Scouting', 'Instructieveld', 'barbecue', 'geheim', '48 personen'])
    expect(left).not.toContain(trace)
  // The example on the keypad is the reference of nobody.
  expect(left.split('67-1').length - 1).toBeLessThanOrEqual(1)
  expect(history.length).toBe(length)
})

it('notes what it told, with the reason and the reference, and no name', async () => {
  await open()
  for (const answer of ANSWERS) {
    show(answer)
    send({ type: 'done' })
  }
  const notes = main.calls.filter((one) => one.name === 'kiosk:note').map((one) => one.request)
  expect(notes.at(-1)).toEqual({
    kind: 'kiosk-ask-staff',
    bookingId: 75,
    referentie: '67-1',
    detail: 'money',
  })
  expect(JSON.stringify(notes)).not.toContain('Scouting')
})

describe('the page stays shut', () => {
  it.each([
    ['contextmenu', () => new MouseEvent('contextmenu', { cancelable: true, bubbles: true })],
    ['dragstart', () => new DragEvent('dragstart', { cancelable: true, bubbles: true })],
    ['drop', () => new DragEvent('drop', { cancelable: true, bubbles: true })],
    ['selectstart', () => new Event('selectstart', { cancelable: true, bubbles: true })],
    [
      'ctrl+wheel',
      () => new WheelEvent('wheel', { ctrlKey: true, cancelable: true, bubbles: true }),
    ],
    [
      'middle button',
      () => new MouseEvent('mousedown', { button: 1, cancelable: true, bubbles: true }),
    ],
    [
      'back button',
      () => new MouseEvent('mouseup', { button: 3, cancelable: true, bubbles: true }),
    ],
    ...(
      [
        ['p', { ctrlKey: true }],
        ['f', { ctrlKey: true }],
        ['r', { ctrlKey: true }],
        ['+', { ctrlKey: true }],
        ['ArrowLeft', { altKey: true }],
        ['F5', {}],
        ['F11', {}],
        ['F12', {}],
        ['ContextMenu', {}],
        ['BrowserBack', {}],
      ] as const
    ).map(
      ([key, held]) =>
        [
          `${JSON.stringify(held)} ${key}`,
          () => new KeyboardEvent('keydown', { key, ...held, cancelable: true, bubbles: true }),
        ] as const,
    ),
  ] as readonly (readonly [string, () => Event])[])('to %s', async (_name, make) => {
    await open()
    const event = make()
    document.querySelector('.kiosk')?.dispatchEvent(event)
    expect(event.defaultPrevented).toBe(true)
    expect(state()).toBe('idle')
  })

  it('to any other address', async () => {
    await open()
    for (const hash of ['#/dag', '#/boekingen/75', '#/instellingen', '#/klanten']) {
      location.hash = hash
      await vi.waitFor(() => expect(location.hash).toBe('#/kiosk'))
      expect(document.querySelectorAll('[data-kiosk-state]')).toHaveLength(1)
    }
  })
})

describe('a real keyboard', () => {
  const press = (key: string): void =>
    void document.dispatchEvent(
      new KeyboardEvent('keydown', { key, code: '', bubbles: true, cancelable: true }),
    )
  /** A person's pace: what comes faster is a scanner's. */
  const pause = () => new Promise((resolve) => setTimeout(resolve, 150))
  async function typed(text: string): Promise<void> {
    for (const key of text) {
      press(key)
      await pause()
    }
  }

  it('types a number, goes on and goes back', async () => {
    await open()
    await typed('6x7-1')
    await vi.waitFor(() =>
      expect(document.querySelector('.kiosk-display')?.textContent).toContain('67-1'),
    )
    press('Enter')
    await vi.waitFor(() => expect(document.querySelector('h1')?.textContent).toBe('Nog één vraag'))
    press('Escape')
    await vi.waitFor(() =>
      expect(document.querySelector('.kiosk-display')?.textContent).toContain('67-1'),
    )
    press('Backspace')
    await vi.waitFor(() =>
      expect(document.querySelector('.kiosk-display')?.textContent).not.toContain('67-1'),
    )
    press('Escape')
    await vi.waitFor(() => expect(useKioskStore().state.place.key).toBe('scan'))
  })
})

describe('the way out', () => {
  const brand = () => document.querySelector('[data-brand]')
  const point = (kind: string): void =>
    void brand()?.dispatchEvent(new PointerEvent(kind, { bubbles: true }))
  const tap = (): void => (point('pointerdown'), point('pointerup'))

  beforeEach(() => void vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] }))
  afterEach(() => void vi.useRealTimers())
  const LEAD = { id: 'a', name: 'AB', initials: 'AB', role: 'lead' }

  async function openPad(...others: (typeof LEAD)[]): Promise<void> {
    vi.useRealTimers()
    await open()
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] })
    main.answer('staff:get', () => ok({ staff: [LEAD, ...others], session: { state: 'locked' } }))
    point('pointerdown')
    vi.advanceTimersByTime(5_001)
    point('pointerup')
    for (let turn = 0; turn < 5; turn++) tap()
    await vi.waitFor(() => expect(document.querySelector('[data-leave]')).not.toBeNull())
  }

  it('is not come upon by tapping, or by holding alone', async () => {
    vi.useRealTimers()
    await open()
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] })
    for (let turn = 0; turn < 30; turn++) tap()
    point('pointerdown')
    vi.advanceTimersByTime(30_000)
    point('pointerup')
    await painted()
    expect(document.querySelector('[data-leave]')).toBeNull()
  })

  it('opens a pad that asks a lead for a PIN, and closes when nobody touches it', async () => {
    await openPad()
    expect(document.querySelector('[data-leave]')?.textContent).toContain('AB')
    vi.advanceTimersByTime(20_001)
    await vi.waitFor(() => expect(document.querySelector('[data-leave]')).toBeNull())
  })

  it('says what is missing instead of doing nothing, and keeps what was typed', async () => {
    await openPad({ id: 'b', name: 'CD', initials: 'CD', role: 'lead' })
    const go = (): void => document.querySelector<HTMLElement>('[data-leave] [data-go]')?.click()
    const said = (): string => document.querySelector('[data-error]')?.textContent ?? ''
    const press = (label: string): void =>
      [...document.querySelectorAll<HTMLElement>('[data-leave] button')]
        .find((one) => one.textContent.trim() === label)
        ?.click()
    press('1')
    go()
    await vi.waitFor(() => expect(said()).toContain('Kies eerst'))
    press('CD')
    await vi.waitFor(() => expect(said()).toBe(''))
    expect(document.querySelector('.kiosk-display')?.textContent).toContain('•')
    go()
    await vi.waitFor(() => expect(said()).toContain('4 tot 8'))
    expect(main.calls.some((one) => one.name === 'kiosk:leave')).toBe(false)
  })

  it('says that a PIN is wrong, and how long to wait', async () => {
    await openPad()
    main.answer('kiosk:leave', () => ({
      ok: false,
      error: { kind: 'wrong-proof', waitMs: 30_000, left: 0 },
    }))
    for (const digit of '1234')
      [...document.querySelectorAll<HTMLElement>('.key')]
        .find((one) => one.textContent.trim() === digit)
        ?.click()
    await vi.waitFor(() =>
      expect(document.querySelector('.kiosk-display')?.textContent).toContain('••••'),
    )
    document.querySelector<HTMLElement>('[data-leave] [data-go]')?.click()
    await vi.waitFor(() =>
      expect(document.querySelector('[data-error]')?.textContent).toMatch(/klopt niet.*wacht/is),
    )
    expect(main.calls.find((one) => one.name === 'kiosk:leave')?.request).toEqual({
      id: 'a',
      pin: '1234',
    })
    expect(document.querySelector('.kiosk-display')?.textContent).not.toContain('•')
  })
})
