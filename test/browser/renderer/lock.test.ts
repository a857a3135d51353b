import '../../../src/renderer/src/styles/index.css'
import { createPinia, disposePinia, setActivePinia, type Pinia } from 'pinia'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { page as view, userEvent } from 'vitest/browser'
import { createApp, h, type App as Page, type Component } from 'vue'
import App from '../../../src/renderer/src/App.vue'
import { Cache } from '../../../src/renderer/src/db/cache.ts'
import LockScreen from '../../../src/renderer/src/features/staff/LockScreen.vue'
import MemberForm from '../../../src/renderer/src/features/staff/MemberForm.vue'
import { i18n } from '../../../src/renderer/src/i18n/index.ts'
import { router } from '../../../src/renderer/src/router.ts'
import { useStaffStore } from '../../../src/renderer/src/stores/staff.ts'
import { useVenueStore } from '../../../src/renderer/src/stores/venue.ts'
import { dayOf } from '../../../src/shared/domain/time.ts'
import type { StaffMember, StaffView } from '../../../src/shared/staff.ts'
import { keys } from '../scan/keyboard.ts'
import { booking, fakeMain, freshVenue, KEY, upsert, ZONE } from './support.ts'

const ok = (value: unknown) => ({ ok: true, value })
const MILA: StaffMember = { id: 'mila', name: 'Mila Verhoeven', initials: 'MV', role: 'lead' }
const JOOST: StaffMember = { id: 'joost', name: 'Joost de Wit', initials: 'JW', role: 'desk' }
const viewOf = (fields: Partial<StaffView>): StaffView => ({
  staff: [MILA, JOOST],
  session: { state: 'locked' },
  triesBlockedUntil: null,
  blockedUntil: {},
  damaged: false,
  resettable: true,
  ...fields,
})
const UNLOCKED = viewOf({ session: { state: 'unlocked', member: MILA } })

let page: Page | null = null
let pinia: Pinia
let tries: { id: string; pin: string }[]
let answer: () => unknown
let main: ReturnType<typeof fakeMain>

beforeEach(async () => {
  setActivePinia((pinia = createPinia()))
  await view.viewport(1280, 800)
  tries = []
  answer = () => ok(UNLOCKED)
})
afterEach(() => {
  page?.unmount()
  page = null
  disposePinia(pinia)
})

/** A part of the page with main's view of the staff. */
async function show(part: Component, props: object, now: StaffView): Promise<void> {
  main = fakeMain({
    'staff:get': () => ok(now),
    'staff:add': () => answer(),
    'staff:reset': () => answer(),
    'staff:unlock': (asked) => {
      tries.push(asked as { id: string; pin: string })
      return answer()
    },
  })
  await useStaffStore().start()
  const root = document.createElement('div')
  document.body.replaceChildren(root)
  page = createApp({ render: () => h(part, props) })
    .use(pinia)
    .use(i18n)
  page.mount(root)
}
const find = (selector: string): HTMLElement | null => document.querySelector(selector)
const click = (selector: string): Promise<void> =>
  userEvent.click(view.elementLocator(must(selector)))
function must(selector: string): HTMLElement {
  const found = find(selector)
  if (!found) throw new Error(`there is no ${selector}`)
  return found
}
/** At the pace of fingers. */
async function type(text: string): Promise<void> {
  for (const one of text) {
    await userEvent.keyboard(one)
    await new Promise((resolve) => setTimeout(resolve, 80))
  }
}
const said = (): string => find('[role="alert"]')?.textContent?.trim() ?? ''

describe('the lock', () => {
  it('takes a PIN by fingers on the glass', async () => {
    await show(LockScreen, {}, viewOf({}))
    expect(find('.keypad')).toBeNull()
    await click('[data-staff-id="joost"]')
    for (const digit of ['1', '3', '5', '7']) {
      expect(must('[data-pin-ok]').hasAttribute('disabled')).toBe(true)
      await userEvent.click(view.getByRole('button', { name: digit, exact: true }))
    }
    await click('[data-pin-ok]')
    expect(tries).toEqual([{ id: 'joost', pin: '1357' }])
    expect(useStaffStore().member).toEqual(MILA)
  })

  it('and by keys, of any length from four to eight, ended by Enter', async () => {
    await show(LockScreen, {}, viewOf({ staff: [MILA] }))
    await type('258')
    await userEvent.keyboard('{Enter}')
    expect(tries).toEqual([])
    await type('04679123')
    await userEvent.keyboard('{Backspace}')
    await vi.waitFor(() => expect(document.querySelectorAll('[data-pin] i.on')).toHaveLength(7))
    await userEvent.keyboard('{Enter}')
    await vi.waitFor(() => expect(tries).toEqual([{ id: 'mila', pin: '2580467' }]))
  })

  it('says how often it may still be tried, and then for how long not', async () => {
    await show(LockScreen, {}, viewOf({ staff: [MILA] }))
    answer = () => ({ ok: false, error: { kind: 'wrong-proof', waitMs: 0, left: 1 } })
    await type('0000')
    await userEvent.keyboard('{Enter}')
    await vi.waitFor(() => expect(said()).toContain('Nog 1 keer'))
    answer = () => {
      main.send(
        'staff:changed',
        viewOf({ staff: [MILA], blockedUntil: { mila: Date.now() + 3_000 } }),
      )
      return { ok: false, error: { kind: 'wrong-proof', waitMs: 3_000, left: 0 } }
    }
    await type('0000')
    await userEvent.keyboard('{Enter}')
    await vi.waitFor(() => expect(find('[data-lock-wait]')?.textContent).toContain('0:0'))
    await type('2580')
    expect(document.querySelectorAll('[data-pin] i.on')).toHaveLength(0)
    await vi.waitFor(() => expect(find('[data-lock-wait]')).toBeNull(), { timeout: 6_000 })
    expect(said()).toBe('')
    await type('2580')
    await vi.waitFor(() => expect(must('[data-pin-ok]').hasAttribute('disabled')).toBe(false))
  })

  it('a code that is scanned costs no try, and is said not to be read', async () => {
    await show(LockScreen, {}, viewOf({ staff: [MILA] }))
    await keys('87654321', () => 12, 'Enter')
    await vi.waitFor(() => expect(said()).toContain('vergrendeld'))
    expect(tries).toEqual([])
    expect(document.querySelectorAll('[data-pin] i.on')).toHaveLength(0)
    await type('2')
    await vi.waitFor(() => expect(said()).toBe(''))
  })

  it('lets a lead in by the key, and sends a colleague to a lead', async () => {
    await show(LockScreen, {}, viewOf({}))
    await click('[data-staff-id="joost"]')
    await click('[data-forgot]')
    expect(find('form')).toBeNull()
    expect(must('main').textContent).toContain('Een leidinggevende kan')
    await click('.btn-secondary')
    await click('[data-staff-id="mila"]')
    await click('[data-forgot]')
    await click('button[type="submit"]')
    expect(
      [...document.querySelectorAll('[data-error-for]')].map((one) =>
        one.getAttribute('data-error-for'),
      ),
    ).toEqual(['key', 'pin'])
    expect(document.activeElement?.getAttribute('name')).toBe('key')
  })

  it('says so when the list of staff is damaged, and lets a lead be set up anew', async () => {
    await show(LockScreen, {}, viewOf({ staff: [], damaged: true }))
    expect(find('[data-staff-id]')).toBeNull()
    await userEvent.fill(view.elementLocator(must('[name="name"]')), 'Nina Bos')
    await userEvent.fill(view.elementLocator(must('[name="initials"]')), 'NB')
    await userEvent.fill(view.elementLocator(must('[name="key"]')), 'the-key')
    await userEvent.fill(view.elementLocator(must('[name="pin"]')), '8642')
    await userEvent.fill(view.elementLocator(must('[name="again"]')), '8642')
    await click('button[type="submit"]')
    await vi.waitFor(() =>
      expect(main.calls.find((one) => one.name === 'staff:reset')?.request).toEqual({
        key: 'the-key',
        first: { name: 'Nina Bos', initials: 'NB', pin: '8642' },
      }),
    )
  })
})

describe('somebody new', () => {
  const fill = (name: string, text: string): Promise<void> =>
    userEvent.fill(view.elementLocator(must(`[name="${name}"]`)), text)
  const wrong = (): (string | null)[] =>
    [...document.querySelectorAll('[data-error-for]')].map((one) =>
      one.getAttribute('data-error-for'),
    )

  it('is checked at the fields before main is asked', async () => {
    await show(MemberForm, { member: null }, UNLOCKED)
    await click('button[type="submit"]')
    expect(wrong()).toEqual(['name', 'initials', 'pin'])
    await fill('name', 'Maarten van der Veen')
    expect((must('[name="initials"]') as HTMLInputElement).value).toBe('MV')
    await fill('pin', '1234')
    await fill('again', '1243')
    await click('button[type="submit"]')
    expect(wrong()).toEqual(['initials', 'again'])
    expect(main.calls.filter((one) => one.name === 'staff:add')).toEqual([])
    await fill('initials', 'MvV')
    await fill('again', '1234')
    await click('button[type="submit"]')
    await vi.waitFor(() =>
      expect(main.calls.find((one) => one.name === 'staff:add')?.request).toEqual({
        name: 'Maarten van der Veen',
        initials: 'MvV',
        role: 'desk',
        pin: '1234',
      }),
    )
  })

  it('is told at the field what main found', async () => {
    await show(MemberForm, { member: null }, UNLOCKED)
    answer = () => ({
      ok: false,
      error: { kind: 'invalid', fields: [{ field: 'initials', message: 'taken', code: 'taken' }] },
    })
    await fill('name', 'Bo')
    await fill('pin', '1234')
    await fill('again', '1234')
    await click('button[type="submit"]')
    await vi.waitFor(() => expect(wrong()).toEqual(['initials']))
    expect(document.activeElement?.getAttribute('name')).toBe('initials')
  })
})

describe('the page', () => {
  const today = dayOf(Date.now(), ZONE)
  let host: string

  async function start(now: StaffView): Promise<void> {
    host = freshVenue()
    const before = new Cache(host, KEY)
    await before.apply(upsert(booking(1, today)))
    before.close()
    main = fakeMain({
      'staff:get': () => ok(now),
      'staff:lock': () => ok(viewOf({})),
      'app:info': () =>
        ok({ host, timezone: ZONE, configurationErrors: [], demo: false, mode: 'desk' }),
      'sync:watch': () => ok({ syncedAt: new Date().toISOString() }),
    })
    const root = document.createElement('div')
    document.body.replaceChildren(root)
    page = createApp(App).use(pinia).use(i18n).use(router)
    await router.push('/dag')
    page.mount(root)
  }
  afterEach(async () => {
    page?.unmount()
    page = null
    await useVenueStore().close()
    await new Cache(host, KEY).destroy()
  })

  it('has nothing of a guest while it is locked, and comes back where it was', async () => {
    await start(UNLOCKED)
    await vi.waitFor(() => expect(document.body.textContent).toContain('Groep 1'))
    await router.push('/boekingen/1')
    await vi.waitFor(() => expect(find('aside[data-booking-id="1"]')).not.toBeNull())
    await userEvent.keyboard('{F9}')
    await vi.waitFor(() => expect(find('[data-lock]')).not.toBeNull())
    expect(document.documentElement.outerHTML).not.toContain('Groep 1')
    expect(find('.rail, .sheet, .strip')).toBeNull()
    main.send('staff:changed', UNLOCKED)
    await vi.waitFor(() => expect(find('aside[data-booking-id="1"]')).not.toBeNull())
    expect(router.currentRoute.value.path).toBe('/boekingen/1')
  })

  it('never shows the desk when it starts locked', async () => {
    const seen: string[] = []
    const observer = new MutationObserver(() => {
      if (document.body.textContent.includes('Groep') || find('.rail')) seen.push('desk')
    })
    observer.observe(document.body, { childList: true, subtree: true })
    await start(viewOf({}))
    await vi.waitFor(() => expect(document.documentElement.dataset['ready']).toBe('true'))
    await vi.waitFor(() => expect(find('[data-lock]')).not.toBeNull())
    observer.disconnect()
    expect(seen).toEqual([])
  })

  it('tells main of somebody at work, at once and not at every key', async () => {
    await start(UNLOCKED)
    await vi.waitFor(() => expect(document.body.textContent).toContain('Groep 1'))
    const active = (): number => main.calls.filter((one) => one.name === 'staff:active').length
    const before = active()
    for (let nth = 0; nth < 5; nth++) await userEvent.keyboard('{ArrowDown}')
    expect(active() - before).toBeLessThanOrEqual(1)
    expect(active()).toBeGreaterThanOrEqual(1)
  })
})
