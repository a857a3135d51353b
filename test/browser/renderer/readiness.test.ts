import '../../../src/renderer/src/styles/index.css'
import { createPinia, disposePinia, setActivePinia, type Pinia } from 'pinia'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createApp, h, nextTick, type App } from 'vue'
import { createMemoryHistory, createRouter, RouterView, type Router } from 'vue-router'
import ReadyLight from '../../../src/renderer/src/features/readiness/ReadyLight.vue'
import ReadyView from '../../../src/renderer/src/features/readiness/ReadyView.vue'
import OutageNews from '../../../src/renderer/src/features/readiness/OutageNews.vue'
import { i18n, setLanguage } from '../../../src/renderer/src/i18n/index.ts'
import { useAppStore } from '../../../src/renderer/src/stores/app.ts'
import { useDaySheetStore } from '../../../src/renderer/src/stores/day-sheet.ts'
import { useMemoryStore } from '../../../src/renderer/src/stores/memory.ts'
import { useOutboxStore } from '../../../src/renderer/src/stores/outbox.ts'
import { useReadinessStore } from '../../../src/renderer/src/stores/readiness.ts'
import { useVenueStore } from '../../../src/renderer/src/stores/venue.ts'
import type { MainFacts } from '../../../src/shared/domain/readiness.ts'
import { addDays } from '../../../src/shared/domain/time.ts'
import type { AppInfo, ConnectionState } from '../../../src/shared/ipc/contract.ts'
import { booking, delta, fakeMain, freshVenue, upsert } from './support.ts'

const ok = (value: unknown) => ({ ok: true, value })
const FINE: MainFacts = {
  journal: { writable: true, error: null },
  freeBytes: 9e9,
  keystore: 'working',
  staff: { readable: true, count: 0, leads: 0, blockedUntil: null },
  sheet: null,
}
const line = (status: ConnectionState['status'], more: Partial<ConnectionState> = {}) => ({
  status,
  since: new Date(Date.now() - 3_600_000).toISOString(),
  lastAnswerAt: new Date().toISOString(),
  lastOutage: null,
  latencyMs: 20,
  clockOffsetMs: 0,
  error: status === 'offline' ? ({ kind: 'unreachable' } as const) : null,
  ...more,
})
const INFO: AppInfo = {
  version: '1.0.0',
  mode: 'desk',
  demo: false,
  managed: false,
  host: 'venue.example',
  origin: 'https://venue.example',
  venue: 'Voorbeeld',
  user: null,
  keystore: 'os',
  timezone: 'Europe/Amsterdam',
  kiosk: false,
  pollSeconds: 30,
  configurationErrors: [],
}
const outage = (more: object = {}) => ({
  from: '2026-06-13T11:52:00.000Z',
  to: '2026-06-13T12:12:00.000Z',
  fromOffsetMs: 0,
  toOffsetMs: 0,
  dismissed: false,
  ...more,
})

let pinia: Pinia
let page: App | null
let root: HTMLElement
let facts: MainFacts
let outages: object[]
let main: ReturnType<typeof fakeMain>

beforeEach(() => {
  setActivePinia((pinia = createPinia()))
  facts = FINE
  outages = []
  root = document.createElement('div')
  root.className = 'app'
  document.body.append(root)
  setLanguage('nl')
})
afterEach(async () => {
  useReadinessStore().stop()
  page?.unmount()
  page = null
  root.remove()
  await useVenueStore().close()
  disposePinia(pinia)
  delete document.documentElement.dataset['readiness']
})

/** Both days were read `age` ms ago. */
async function read(age: number, codes: [number, string][]): Promise<void> {
  const app = useAppStore()
  const { cache } = useVenueStore()
  if (!cache) throw new Error('no cache')
  const syncedAt = new Date(Date.now() - age).toISOString()
  await cache.apply({
    ...upsert(booking(1, app.today), booking(2, app.today, { status: 'geannuleerd' })),
    codes,
    day: { day: app.today, syncedAt, total: 2, unreadable: 0 },
  })
  const day = addDays(app.today, 1)
  await cache.apply(delta({ day: { day, syncedAt, total: 0, unreadable: 0 } }))
}

/** The light and the page over a cache that was read `age` ms ago or never, with so many codes known. */
async function open({
  age = 0 as number | null,
  codes = [[1, 'B:1-1']] as [number, string][],
} = {}): Promise<Router> {
  main = fakeMain({
    'readiness:get': () => ok(facts),
    'outage:list': () => ok(outages),
    'outage:dismiss': () => {
      outages = outages.map((one) => ({ ...one, dismissed: true }))
      return ok(null)
    },
    'sync:watch': () => ok({ syncedAt: '' }),
    'sync:now': () => ok(null),
    'daysheet:keep': () => ok({ on: true, folder: '/sheets', kept: [], error: null }),
    'outbox:replay': () => ok(null),
  })
  const app = useAppStore()
  app.info = INFO
  app.connection = line('online')
  const venue = useVenueStore()
  await venue.open(freshVenue())
  if (age !== null) await read(age, codes)
  useReadinessStore().start()
  const routes = [
    { path: '/gereed', component: ReadyView },
    { path: '/:rest(.*)', component: { render: () => null } },
  ]
  const router = createRouter({ history: createMemoryHistory(), routes })
  page = createApp({ render: () => [h(ReadyLight), h(OutageNews), h(RouterView)] })
  page.use(pinia).use(i18n).use(router)
  page.mount(root)
  await router.push('/gereed')
  return router
}

const level = (of: string) =>
  vi.waitFor(() => expect(document.documentElement.dataset['readiness']).toBe(of), {
    timeout: 8000,
  })
const text = (selector: string): string =>
  root.querySelector(selector)?.textContent?.replaceAll(/\s+/g, ' ').trim() ?? ''
const shows = (selector: string, words: string) =>
  vi.waitFor(() => expect(text(selector)).toContain(words), { timeout: 8000 })

describe('the light', () => {
  it('is green when all is well, and says nothing aloud then', async () => {
    await open()
    await level('green')
    await shows('.counter.is-ready', 'Klaar voor storing')
    expect(root.querySelectorAll('[data-check][data-level="green"]')).toHaveLength(9)
    expect(text('[role="status"]')).toBe('')
  })

  it('says nothing before the first read has begun', async () => {
    await open({ age: null })
    await vi.waitFor(() => expect(useMemoryStore().complete).toBe(true))
    await useReadinessStore().look(true)
    await nextTick()
    expect(document.documentElement.dataset['readiness']).toBeUndefined()
    await read(0, [[1, 'B:1-1']])
    await useReadinessStore().look(true)
    await level('green')
  })

  it('is red without a line and without anything read', async () => {
    await open({ age: null })
    useAppStore().connection = line('offline')
    await level('red')
  })

  it('says once that it changed, and not again as the list grows older', async () => {
    await open()
    await level('green')
    facts = { ...FINE, journal: { writable: false, error: 'ENOSPC' } }
    root.querySelector<HTMLElement>('[data-look]')?.click()
    await level('red')
    await shows('[role="status"]', 'Niet klaar voor storing')
    facts = FINE
    root.querySelector<HTMLElement>('[data-check="journal"] button')?.click()
    await level('green')
    await shows('[role="status"]', 'Klaar voor storing')
  })

  it('follows the journal at once when it takes nothing any more', async () => {
    await open()
    await level('green')
    const outbox = useOutboxStore()
    const since = new Date().toISOString()
    outbox.view = {
      ...outbox.view,
      blocked: { since, error: { kind: 'storage', message: 'EROFS' } },
    }
    await level('red')
    await shows('[data-check="journal"]', 'EROFS')
  })

  it('is green soon after the first day sheet is there, not at the next round', async () => {
    facts = { ...FINE, sheet: { writtenAt: null, everyMinutes: 10, error: null } }
    await open()
    await level('amber')
    facts = { ...FINE, sheet: { writtenAt: Date.now(), everyMinutes: 10, error: null } }
    await useDaySheetStore().keep(useAppStore().today, '{}')
    await level('green')
  })

  it('tells in an outage how old the list is, and is not red for the outage alone', async () => {
    await open({ age: 12.5 * 60_000 })
    await level('amber')
    useAppStore().connection = line('offline')
    await level('green')
    await shows('.counter.is-ready', '12 min oud')
    expect(root.querySelector('.counter.is-ready')?.getAttribute('aria-label')).toContain(
      'Klaar voor storing',
    )
  })

  it('counts the codes of who can still be checked in', async () => {
    await open({ codes: [] })
    await level('amber')
    await shows('[data-check="codes"]', 'Nog 1 code te gaan')
    await useVenueStore().cache?.apply(delta({ codes: [[1, 'B:1-1']] }))
    await level('green')
  })

  it('is not there for another venue before that was looked at', async () => {
    await open()
    await level('green')
    useReadinessStore().stop()
    await vi.waitFor(() => expect(document.documentElement.dataset['readiness']).toBeUndefined())
    expect(root.querySelector('.counter.is-ready')).toBeNull()
  })
})

describe('the page', () => {
  it('has the worst first, with what to do about it', async () => {
    facts = { ...FINE, freeBytes: 300 * 1024 ** 2, keystore: 'broken' }
    await open()
    await level('red')
    const ids = [...root.querySelectorAll<HTMLElement>('[data-check]')].map(
      (one) => one.dataset['check'],
    )
    expect(ids.slice(0, 3)).toEqual(['keystore', 'disk', 'today'])
    expect(text('[data-check="disk"]')).toContain('300 MB')
  })

  it.each([
    ['sync:now', 'today'],
    ['outbox:replay', 'replay'],
  ] as const)('does what it offers: %s', async (name, id) => {
    await open({ age: name === 'sync:now' ? 30 * 60_000 : 0 })
    const outbox = useOutboxStore()
    if (name === 'outbox:replay')
      outbox.view = {
        ...outbox.view,
        entries: [
          {
            id: 'a',
            bookingId: 1,
            referentie: '1-1',
            wanted: 'gaande',
            seen: { status: 'definitief', statusUpdatedAt: null },
            at: new Date(Date.now() - 300_000).toISOString(),
            serverOffsetMs: 0,
            desk: 'Balie',
            by: null,
            state: 'waiting',
            sent: false,
            attempts: 3,
            lastError: null,
            nextTryAt: null,
            reason: null,
            server: null,
          },
        ],
      }
    await level('amber')
    root.querySelector<HTMLElement>(`[data-check="${id}"] button`)?.click()
    await vi.waitFor(() => expect(main.calls.map((one) => one.name)).toContain(name))
  })

  it.each(['en', 'de'] as const)('says every word in %s', async (language) => {
    facts = {
      journal: { writable: false, error: 'EACCES' },
      freeBytes: null,
      keystore: 'memory',
      staff: { readable: true, count: 2, leads: 0, blockedUntil: null },
      sheet: { writtenAt: null, everyMinutes: 10, error: 'full' },
    }
    setLanguage(language)
    await open({ age: 5 * 3_600_000 })
    await level('red')
    expect(root.textContent).not.toMatch(/readiness\./)
    expect(root.textContent).not.toMatch(/[{}]/)
  })
})

describe('after an outage', () => {
  it('is told above the day until somebody has seen it, and stays on the page', async () => {
    outages = [outage()]
    await open()
    await shows('[data-outage-news]', 'Storing van 20 minuten voorbij')
    const buttons = root.querySelectorAll<HTMLElement>('[data-outage-news] button')
    buttons[0]?.click()
    await vi.waitFor(() => expect(root.querySelector('[data-outage-news]')).toBeNull())
    expect(main.calls).toContainEqual({
      name: 'outage:dismiss',
      request: { from: '2026-06-13T11:52:00.000Z' },
    })
    expect(text('[data-outage-summary]')).toContain('Het duurde 20 minuten')
  })

  it('is not told in the middle of the next one, which is shown as it goes', async () => {
    outages = [outage()]
    await open()
    await shows('[data-outage-news]', 'Storing')
    useAppStore().connection = line('offline')
    await vi.waitFor(() => expect(root.querySelector('[data-outage-news]')).toBeNull())
    await shows('[data-outage-summary]', 'Storing sinds')
  })
})
