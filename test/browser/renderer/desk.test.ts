import '../../../src/renderer/src/styles/index.css'
import { createPinia, disposePinia, setActivePinia, type Pinia } from 'pinia'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createApp, h, type App, type Component } from 'vue'
import { createMemoryHistory, createRouter, RouterView, type Router } from 'vue-router'
import { Cache } from '../../../src/renderer/src/db/cache.ts'
import AttentionView from '../../../src/renderer/src/features/attention/AttentionView.vue'
import DeskView from '../../../src/renderer/src/features/day/DeskView.vue'
import Rail from '../../../src/renderer/src/features/shell/Rail.vue'
import Voice from '../../../src/renderer/src/features/shell/Voice.vue'
import { layOut } from '../../../src/renderer/src/features/day/board.ts'
import { i18n } from '../../../src/renderer/src/i18n/index.ts'
import { useAppStore } from '../../../src/renderer/src/stores/app.ts'
import { useOutboxStore } from '../../../src/renderer/src/stores/outbox.ts'
import { useSearchStore } from '../../../src/renderer/src/stores/search.ts'
import { useVenueStore } from '../../../src/renderer/src/stores/venue.ts'
import type { OutboxEntry } from '../../../src/shared/outbox/entry.ts'
import { booking, delta, fakeMain, freshVenue, KEY, upsert } from './support.ts'

vi.mock('../../../src/renderer/src/features/day/board.ts', { spy: true })

const ok = (value: unknown) => ({ ok: true, value })
let pinia: Pinia
let venueName: string
let page: App | null
let root: HTMLElement

beforeEach(() => {
  setActivePinia((pinia = createPinia()))
  venueName = freshVenue()
  root = document.createElement('div')
  root.className = 'app'
  root.style.height = '700px'
  document.body.append(root)
})
afterEach(async () => {
  page?.unmount()
  page = null
  root.remove()
  await useVenueStore().close()
  disposePinia(pinia)
  await new Cache(venueName, KEY).destroy()
})

/** The desk with these bookings of today in its cache, with what follows the rail beside it. */
async function desk(
  path: string,
  bookings: ReturnType<typeof booking>[],
  codes: [number, string][] = [],
) {
  const main = fakeMain({ 'sync:watch': () => ok({ syncedAt: '2026-06-13T12:00:00Z' }) })
  const before = new Cache(venueName, KEY)
  await before.apply({ ...upsert(...bookings), codes })
  before.close()
  await useVenueStore().open(venueName)
  const routes = [
    { path: '/dag/:day?', name: 'day', component: DeskView, meta: { rail: 'day' } },
    { path: '/boekingen/:id', name: 'booking', component: DeskView, meta: { rail: 'day' } },
    { path: '/aandacht', name: 'attention', component: AttentionView },
    { path: '/:rest(.*)', component: { render: () => null } },
  ]
  const router = createRouter({ history: createMemoryHistory(), routes })
  mount({ render: () => [h(Rail), h(Voice), h(RouterView)] }, router)
  await router.push(path)
  return { main, router }
}

function mount(component: Component, router: Router): void {
  page = createApp(component).use(pinia).use(i18n).use(router)
  page.mount(root)
}

const find = (selector: string): HTMLElement => {
  const found =
    root.querySelector<HTMLElement>(selector) ?? document.querySelector<HTMLElement>(selector)
  if (!found) throw new Error(`nothing is ${selector}`)
  return found
}
const seen = (selector: string) => vi.waitFor(() => find(selector), { timeout: 5000 })
const gone = (selector: string) =>
  vi.waitFor(() => expect(document.querySelector(selector)).toBeNull(), { timeout: 5000 })
/** What a search found, where it is seen; covered it stands in the page all the time. */
const FOUND = '.found:not(.is-covered)'
const press = (key: string): boolean =>
  (document.activeElement ?? document.body).dispatchEvent(
    new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }),
  )
const today = (): string => useAppStore().today
const focusedId = (): string | undefined =>
  document.activeElement?.closest<HTMLElement>('[data-booking-id]')?.dataset['bookingId']

describe('Escape and the rail', () => {
  it('close the booking that a search found, then the search', async () => {
    const { router } = await desk('/dag', [booking(1, today()), booking(2, today())])
    const search = useSearchStore()
    await seen('li[data-booking-id="1"]')
    search.query = 'Groep'
    await seen(FOUND)
    await router.push('/boekingen/1')
    await seen('aside[data-booking-id="1"]')
    press('Escape')
    await gone('aside[data-booking-id="1"]')
    expect(search.query).toBe('Groep')
    press('Escape')
    await gone(FOUND)
    expect(search.query).toBe('')
  })

  it('bring the day back, also when a search stands in its place', async () => {
    await desk('/dag', [booking(1, today())])
    const search = useSearchStore()
    search.query = 'Groep'
    await seen(FOUND)
    find('.rail-item[href$="/dag"]').click()
    await gone(FOUND)
  })

  it('leaves the focus on the row of the booking that was closed with its cross', async () => {
    await desk('/boekingen/2', [booking(1, today()), booking(2, today()), booking(3, today())])
    await seen('aside[data-booking-id="2"]')
    await seen('li[data-booking-id="2"]')
    const cross = find('aside .panel-ref button')
    cross.focus()
    cross.click()
    await gone('aside[data-booking-id="2"]')
    await vi.waitFor(() => expect(focusedId()).toBe('2'))
  })

  it.each([
    ['a question', (one: HTMLElement) => one.setAttribute('role', 'alertdialog')],
    ['a verdict', (one: HTMLElement) => (one.className = 'scan-layer is-open')],
  ])('does nothing behind %s', async (_name, dress) => {
    await desk('/boekingen/1', [booking(1, today())])
    await seen('aside[data-booking-id="1"]')
    const over = document.createElement('div')
    dress(over)
    document.body.append(over)
    const goesOn = press('Escape') && press('/')
    over.remove()
    expect(goesOn).toBe(true)
    expect(document.activeElement?.matches('[data-search]')).toBe(false)
  })
})

describe('search results', () => {
  it('keep the row that has the focus, however far the list is scrolled', async () => {
    await desk(
      '/dag',
      Array.from({ length: 200 }, (_, index) => booking(index + 1, today())),
    )
    await seen('li[data-booking-id]')
    useSearchStore().query = 'Groep'
    await seen(FOUND)
    const first = await vi.waitFor(() => find('ul.board-space [data-booking-id] .row-hit'))
    first.focus()
    press('ArrowDown')
    await vi.waitFor(() => expect(document.activeElement).not.toBe(first))
    const focused = document.activeElement
    const id = focusedId()
    expect(id).toBeDefined()
    const list = find('.board')
    list.scrollTop = 64 * 54
    await seen('[aria-posinset="67"]')
    list.scrollTop = list.scrollHeight
    await seen('[aria-posinset="200"]')
    expect(document.activeElement).toBe(focused)
    expect(focusedId()).toBe(id)
  })
})

describe('a result that has the focus', () => {
  it('keeps it when others come before it, and nobody else gets it when it goes', async () => {
    const { main } = await desk('/dag', [booking(20, today()), booking(30, today())])
    await seen('li[data-booking-id]')
    useSearchStore().query = 'Groep'
    ;(await seen('.found li[data-booking-id="20"] .row-hit')).focus()
    main.send('sync:delta', upsert(booking(10, today())))
    await seen('.found li[data-booking-id="10"]')
    await vi.waitFor(() => expect(focusedId()).toBe('20'))
    expect(find('.found li[data-booking-id="20"]').getAttribute('aria-posinset')).toBe('2')
    main.send('sync:delta', delta({ removed: [20] }))
    await gone('.found li[data-booking-id="20"]')
    expect(focusedId()).toBeUndefined()
  })
})

describe('the board under a search', () => {
  const many = (count: number) =>
    Array.from({ length: count }, (_, index) => booking(index + 1, today()))
  const settled = () => new Promise((resolve) => setTimeout(resolve, 60))

  it('stays where it was scrolled to, with the row that arrows move from', async () => {
    await desk('/dag', many(300))
    await seen('li[data-booking-id]')
    const panel = find('#day-panel')
    panel.scrollTop = 100 * 54
    const row = await seen('[id="day-panel"] [aria-posinset="103"]')
    row.querySelector<HTMLElement>('.row-hit')?.focus()
    const id = focusedId()
    const at = panel.scrollTop
    useSearchStore().query = 'Groep 177'
    await gone('#day-panel li[data-booking-id]')
    expect((await seen('li[data-booking-id]')).textContent).toContain('Groep 177')
    useSearchStore().query = ''
    await gone('.found li[data-booking-id]')
    await settled()
    expect(find('#day-panel')).toBe(panel)
    expect(panel.scrollTop).toBe(at)
    press('Escape')
    document.body.focus()
    press('ArrowDown')
    await vi.waitFor(() => expect(focusedId()).toBe(id))
  })

  it('has each booking once, and nothing of it can be reached', async () => {
    await desk('/dag', many(3))
    await seen('li[data-booking-id="3"]')
    useSearchStore().query = 'Groep 2'
    await seen(FOUND)
    const rows = document.querySelectorAll('li[data-booking-id], li[data-status]')
    expect([...rows].map((one) => one.getAttribute('data-booking-id'))).toEqual(['2'])
    expect(document.querySelectorAll('li [data-action]').length).toBeLessThanOrEqual(1)
    const hidden = find('#day-panel .row-hit')
    expect(hidden.checkVisibility()).toBe(false)
    hidden.focus()
    expect(document.activeElement).not.toBe(hidden)
    const spare = [...document.querySelectorAll('.found li:not([data-booking-id])')]
    expect(spare.length).toBeGreaterThan(0)
    for (const one of spare) expect(one.getAttribute('aria-hidden')).toBe('true')
    await vi.waitFor(() => expect(spare.map((one) => one.textContent.trim()).join('')).toBe(''))
  })

  it('is back when the box is emptied, and the box is ready for the next word', async () => {
    await desk('/dag', many(3))
    await seen('li[data-booking-id="3"]')
    useSearchStore().query = 'Groep 2'
    await seen(FOUND)
    find('.input-clear').click()
    await gone(FOUND)
    expect(document.activeElement).toBe(find('[data-search]'))
    expect(find('.input-clear').checkVisibility()).toBe(false)
  })

  it('keeps the row that has the focus when it is scrolled away', async () => {
    await desk('/dag', many(300))
    await seen('li[data-booking-id]')
    const panel = find('#day-panel')
    panel.scrollTop = 0
    const row = await seen('[aria-posinset="2"]')
    const link = row.querySelector<HTMLElement>('.row-hit')
    link?.focus()
    panel.scrollTop = 200 * 54
    await seen('[aria-posinset="202"]')
    expect(document.activeElement).toBe(link)
    expect(root.querySelectorAll('#day-panel li').length).toBeLessThan(60)
  })

  it('shows results from the top again with each key', async () => {
    await desk('/dag', many(200))
    useSearchStore().query = 'Groep'
    const list = await seen('.found .board')
    await seen('.found li[data-booking-id]')
    list.scrollTop = 100 * 54
    await seen('.found [aria-posinset="102"]')
    useSearchStore().query = 'Groep 1'
    await vi.waitFor(() => expect(list.scrollTop).toBe(0))
    await seen('.found [aria-posinset="1"]')
  })
})

describe('the board', () => {
  it('is laid out once a minute, not with every tick of the clock', async () => {
    await desk('/dag', [booking(1, today())])
    await seen('li[data-booking-id="1"]')
    const app = useAppStore()
    app.now = Math.floor(app.now / 60_000) * 60_000 + 5_000
    await new Promise(requestAnimationFrame)
    vi.mocked(layOut).mockClear()
    app.now += 10_000
    await new Promise(requestAnimationFrame)
    expect(layOut).not.toHaveBeenCalled()
    app.now += 60_000
    await vi.waitFor(() => expect(layOut).toHaveBeenCalledTimes(1))
  })

  it('has each booking once by status, one panel tied to its tab, and no landmark for each start', async () => {
    await desk('/dag', [booking(1, today()), booking(2, today())])
    await seen('li[data-booking-id="2"]')
    expect(root.querySelectorAll('[data-status="definitief"]')).toHaveLength(2)
    const tab = find('[role="tab"][aria-selected="true"]')
    const panel = find('[role="tabpanel"]')
    expect(tab.getAttribute('aria-controls')).toBe(panel.id)
    expect(panel.getAttribute('aria-labelledby')).toBe(tab.id)
    expect(find('.slot').getAttribute('role')).toBe('group')
    expect(panel.querySelector('section')).toBeNull()
  })

  it('shows words of Recras as they are, groups people by language, and names a place one way', async () => {
    await desk('/dag', [booking(1, today(), { status: 'half {x} | @y', personen: 1200 })])
    const row = await seen('li[data-booking-id="1"]')
    const said = row.querySelector('.row-hit')?.getAttribute('aria-label')
    expect(row.querySelector('.status')?.textContent).toContain('half {x} | @y')
    expect(said).toContain('half {x} | @y')
    expect(said).toContain('1.200 personen')
    expect(row.textContent).toContain('plaats 1')
  })
})

describe('the code of a booking', () => {
  it('is drawn large with its text, copied, and closed by Escape before the booking is', async () => {
    await desk('/boekingen/1', [booking(1, today())], [[1, 'B:1-1:ABC']])
    ;(await seen('[data-link="qr"]')).click()
    const dialog = await seen('[role="dialog"][data-code="B:1-1:ABC"]')
    expect(dialog.querySelector('svg.qr-code path')?.getAttribute('d')).toMatch(/^M/)
    expect(dialog.textContent).toContain('B:1-1:ABC')
    const copied = vi.spyOn(document, 'execCommand').mockReturnValue(true)
    const copy = find('[role="dialog"] .btn-secondary')
    copy.focus()
    copy.click()
    await vi.waitFor(() => expect(copy.textContent).toContain('Gekopieerd'))
    expect(copied).toHaveBeenCalledWith('copy')
    copied.mockRestore()
    press('Escape')
    await gone('[role="dialog"]')
    expect(document.querySelector('aside[data-booking-id="1"]')).not.toBeNull()
  })

  it('is offered with its link alone, and appears when it was fetched', async () => {
    const link = { 'recras:booking:qr': { href: '/api2/boekingen/1/qr' } }
    const { main } = await desk('/boekingen/1', [
      booking(1, today(), { _links: link }),
      booking(2, today()),
    ])
    ;(await seen('[data-link="qr"]')).click()
    expect((await seen('[role="dialog"]')).querySelector('svg.qr-code')).toBeNull()
    main.send('sync:delta', delta({ codes: [[1, 'B:1-1']] }))
    await seen('[role="dialog"][data-code="B:1-1"] svg.qr-code')
    press('Escape')
    await gone('[role="dialog"]')
  })

  it('is not offered where there is none', async () => {
    await desk('/boekingen/1', [booking(1, today())])
    await seen('aside[data-booking-id="1"]')
    await new Promise(requestAnimationFrame)
    expect(document.querySelector('[data-link="qr"]')).toBeNull()
  })
})

describe('cancelling', () => {
  it('asks with the focus on the question, and no leaves the booking and the keyboard where they were', async () => {
    const link = { 'recras:booking:set_status:cancelled': { href: '/x', method: 'POST' } }
    const { main } = await desk('/boekingen/1', [booking(1, today(), { _links: link })])
    const button = await seen('aside [data-action="cancelled"]')
    button.focus()
    button.click()
    const question = await seen('[role="alertdialog"] h2')
    await vi.waitFor(() => expect(document.activeElement).toBe(question))
    expect(question.textContent).toContain('Groep 1')
    press('Escape')
    await gone('[role="alertdialog"]')
    await vi.waitFor(() => expect(document.activeElement).toBe(button))
    expect(document.querySelector('aside[data-booking-id="1"]')).not.toBeNull()
    button.click()
    ;(await seen('[data-confirm="cancelled"]')).click()
    await vi.waitFor(() =>
      expect(main.calls).toContainEqual({
        name: 'outbox:enqueue',
        request: expect.objectContaining({ bookingId: 1, wanted: 'geannuleerd' }),
      }),
    )
  })
})

describe('the line about the connection', () => {
  const online = {
    status: 'online' as const,
    since: '2026-06-13T10:00:00Z',
    lastAnswerAt: '2026-06-13T12:00:00Z',
    lastOutage: null,
    latencyMs: 1,
    clockOffsetMs: 0,
    error: null,
  }

  it('is read aloud when its state changes, not when its minutes do', async () => {
    await desk('/dag', [booking(1, today())])
    const app = useAppStore()
    app.connection = online
    const aloud = await seen('.voice + [role="status"]')
    await vi.waitFor(() => expect(aloud.textContent).toBe('Verbonden met Recras'))
    expect(find('.voice').hasAttribute('role')).toBe(false)
    app.connection = { ...online, status: 'offline', error: { kind: 'unreachable' } }
    await vi.waitFor(() => expect(aloud.textContent).toContain('Recras niet bereikbaar'))
  })
})

describe('what waits', () => {
  const entry = (
    id: number,
    was: string,
    wanted: string,
    more: Partial<OutboxEntry> = {},
  ): OutboxEntry => ({
    id: `e${id}`,
    bookingId: id,
    referentie: `${id}-1`,
    wanted: wanted as OutboxEntry['wanted'],
    seen: { status: was, statusUpdatedAt: null },
    at: '2026-06-13T11:54:00Z',
    serverOffsetMs: 0,
    desk: 'Balie',
    by: null,
    state: 'waiting',
    sent: false,
    attempts: 0,
    lastError: null,
    nextTryAt: null,
    reason: null,
    server: null,
    ...more,
  })

  it('is called as its button was, and has what names a booking', async () => {
    await desk('/aandacht', [booking(1, today()), booking(2, today())])
    const outbox = useOutboxStore()
    const server = { status: 'optie', statusUpdatedAt: null, offers: ['confirmed', 'ongoing'] }
    outbox.view = {
      ...outbox.view,
      entries: [
        entry(1, 'optie', 'definitief'),
        entry(2, 'gaande', 'definitief'),
        entry(3, 'voltooid', 'gaande'),
        entry(4, 'definitief', 'gaande', {
          state: 'attention',
          reason: { kind: 'not-offered' },
          server,
        }),
      ],
    }
    const text = async (id: number) => (await seen(`[data-booking-id="${id}"]`)).textContent
    expect(await text(1)).toContain('Definitief maken')
    expect(await text(2)).toContain('Toch niet hier')
    expect(await text(3)).toContain('Toch nog hier')
    expect(await text(4)).toContain('Inchecken, Definitief maken')
    expect(find('[data-booking-id="2"] use').getAttribute('href')).toBe('#i-undo')
    expect(find('[data-booking-id="1"] use').getAttribute('href')).toBe('#i-check')
    for (const one of root.querySelectorAll<HTMLElement>('[data-booking-id]')) {
      expect(one.dataset['status']).toBeTruthy()
      expect(one.dataset['referentie']).toBeTruthy()
    }
  })
})
