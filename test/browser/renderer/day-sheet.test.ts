import { createPinia, disposePinia, setActivePinia, type Pinia } from 'pinia'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createApp, type App } from 'vue'
import { createMemoryHistory, createRouter } from 'vue-router'
import { Cache } from '../../../src/renderer/src/db/cache.ts'
import RollingSheet from '../../../src/renderer/src/features/day-sheet/RollingSheet.vue'
import DaySheetView from '../../../src/renderer/src/features/day-sheet/DaySheetView.vue'
import { i18n } from '../../../src/renderer/src/i18n/index.ts'
import { useAppStore } from '../../../src/renderer/src/stores/app.ts'
import { useVenueStore } from '../../../src/renderer/src/stores/venue.ts'
import { addDays } from '../../../src/shared/domain/time.ts'
import { readSheet } from '../../../src/shared/domain/day-sheet-text.ts'
import type { ConnectionState } from '../../../src/shared/ipc/contract.ts'
import { DEFAULT_SETTINGS } from '../../../src/shared/settings.ts'
import { booking, fakeMain, freshVenue, KEY, upsert } from './support.ts'

vi.mock('../../../src/renderer/src/composables/when-quiet.ts', () => ({
  quietly: () => () => Promise.resolve(),
}))

const ok = (value: unknown) => ({ ok: true, value })
const MINUTE = 60_000
let pinia: Pinia
let venueName: string
let page: App | null
let root: HTMLElement

beforeEach(() => {
  setActivePinia((pinia = createPinia()))
  venueName = freshVenue()
  root = document.createElement('div')
  document.body.append(root)
})
afterEach(async () => {
  page?.unmount()
  page = null
  root.remove()
  vi.useRealTimers()
  await useVenueStore().close()
  disposePinia(pinia)
  await new Cache(venueName, KEY).destroy()
})

const today = (): string => useAppStore().today
const tomorrow = (): string => addDays(today(), 1)
const readAt = (day: string) => ({
  day,
  syncedAt: '2026-06-13T08:42:00Z',
  total: 1,
  unreadable: 0,
})
const line = (status: ConnectionState['status']): ConnectionState => ({
  status,
  since: new Date().toISOString(),
  lastAnswerAt: null,
  lastOutage: null,
  latencyMs: null,
  clockOffsetMs: null,
  error: null,
})

/** A venue of which some days were read, each with a booking; what main was given to keep. */
async function venueOf(days: string[]) {
  const kept: { day: string; sheet: string }[] = []
  const state = { on: true, folder: '/sheets', kept: [], error: null }
  const main = fakeMain({
    'sync:watch': () => ok({ syncedAt: '2026-06-13T12:00:00Z' }),
    'daysheet:keep': (request) => {
      kept.push(request as { day: string; sheet: string })
      return ok(state)
    },
  })
  const before = new Cache(venueName, KEY)
  for (const [index, day] of days.entries())
    await before.apply({ ...upsert(booking(index + 1, day)), day: readAt(day) })
  before.close()
  await useVenueStore().open(venueName)
  useAppStore().connection = line('online')
  return { main, kept, daysKept: () => kept.map(({ day }) => day) }
}

/** Only what waits for minutes is made to pass at once. */
function roll(): void {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date'] })
  page = createApp(RollingSheet).use(pinia).use(i18n)
  page.mount(root)
}
const soon = <T>(check: () => T): Promise<T> => vi.waitFor(check, { timeout: 5_000, interval: 100 })

describe('the sheets that roll', () => {
  it('are made soon after the start, of today and tomorrow, and again after so many minutes', async () => {
    const { kept, daysKept } = await venueOf([today(), tomorrow()])
    roll()
    await soon(() => expect(daysKept()).toEqual([today(), tomorrow()]))
    const first = readSheet(kept[0]?.sheet ?? '')
    expect(first?.head).toMatchObject({ day: today(), contacts: false, language: 'nl' })
    expect(first?.rows.map(({ id }) => id)).toEqual([1])

    await vi.advanceTimersByTimeAsync(8 * MINUTE)
    expect(kept).toHaveLength(2)
    await vi.advanceTimersByTimeAsync(2 * MINUTE)
    await soon(() => expect(kept).toHaveLength(4))
    const again = readSheet(kept[2]?.sheet ?? '')
    expect(Date.parse(again?.head.madeAt ?? '')).toBeGreaterThan(
      Date.parse(first?.head.madeAt ?? '') + 9 * MINUTE,
    )
  })

  it('are made when an outage begins, and say so', async () => {
    const { kept } = await venueOf([today()])
    roll()
    await soon(() => expect(kept).toHaveLength(1))
    useAppStore().connection = line('offline')
    await soon(() => expect(kept).toHaveLength(2))
    expect(readSheet(kept[1]?.sheet ?? '')?.head.warnings[0]).toContain('Storing sinds')
  })

  it('leave a day alone that was never read: what was kept of it before is worth more', async () => {
    const { daysKept } = await venueOf([tomorrow()])
    roll()
    await soon(() => expect(daysKept()).toEqual([tomorrow()]))
    await vi.advanceTimersByTimeAsync(10 * MINUTE)
    await soon(() => expect(daysKept()).toEqual([tomorrow(), tomorrow()]))
  })

  it('come soon once a day was read', async () => {
    const { main, daysKept } = await venueOf([])
    roll()
    await vi.advanceTimersByTimeAsync(5_000)
    expect(daysKept()).toEqual([])
    main.send('sync:delta', { ...upsert(booking(1, today())), day: readAt(today()) })
    await soon(() => expect(daysKept()).toEqual([today()]))
  })

  it('follow the settings: with phone and mail, in another language, at another rhythm', async () => {
    const { kept } = await venueOf([today()])
    const app = useAppStore()
    roll()
    await soon(() => expect(kept).toHaveLength(1))
    app.settings = { ...DEFAULT_SETTINGS, sheetContacts: true, sheetMinutes: 2 }
    await soon(() => expect(kept).toHaveLength(2))
    expect(readSheet(kept[1]?.sheet ?? '')?.head.contacts).toBe(true)
    await vi.advanceTimersByTimeAsync(2 * MINUTE)
    await soon(() => expect(kept).toHaveLength(3))
  })

  it('end with what they stand in', async () => {
    const { kept } = await venueOf([today()])
    roll()
    await soon(() => expect(kept).toHaveLength(1))
    page?.unmount()
    page = null
    await vi.advanceTimersByTimeAsync(60 * MINUTE)
    expect(kept).toHaveLength(1)
  })
})

describe('the sheet on the screen', () => {
  async function show(path: string): Promise<void> {
    const routes = [
      { path: '/daglijst/:day?', component: DaySheetView },
      { path: '/:rest(.*)', component: {} },
    ]
    const router = createRouter({ history: createMemoryHistory(), routes })
    await router.push(path)
    page = createApp(DaySheetView).use(pinia).use(i18n).use(router)
    page.mount(root)
  }
  const found = (selector: string) =>
    vi.waitFor(
      () => {
        const element = root.querySelector<HTMLElement>(selector)
        if (!element) throw new Error(`nothing is ${selector}`)
        return element
      },
      { timeout: 5_000 },
    )

  it('says that nothing is known of a day, which is not that nobody comes', async () => {
    await venueOf([today()])
    await show(`/daglijst/${tomorrow()}`)
    expect((await found('.daysheet-state:not([role])')).textContent).toContain('nog niets bekend')
    expect(root.querySelector<HTMLButtonElement>('[data-export="pdf"]')?.disabled).toBe(true)
  })

  it('shows every booking of a big day, though not in one go', async () => {
    const { main } = await venueOf([])
    const all = Array.from({ length: 700 }, (_, index) => booking(index + 1, today()))
    await show('/daglijst')
    main.send('sync:delta', { ...upsert(...all), day: readAt(today()) })
    await found('[data-day-sheet][aria-busy="false"] [data-booking-id="700"]')
    expect(root.querySelectorAll('[data-booking-id]')).toHaveLength(700)
  })

  it('says where a file went, and why it did not', async () => {
    const { main } = await venueOf([today()])
    main.answer('daysheet:export', () => ok({ path: '/sheets/blad.pdf' }))
    await show('/daglijst')
    await found('[data-day-sheet][aria-busy="false"]')
    root.querySelector<HTMLElement>('[data-export="pdf"]')?.click()
    expect((await found('.daysheet-said code')).textContent).toBe('/sheets/blad.pdf')
    main.answer('daysheet:export', () => ({
      ok: false,
      error: { kind: 'storage', message: 'in-use' },
    }))
    root.querySelector<HTMLElement>('[data-export="csv"]')?.click()
    expect((await found('[role="alert"]')).textContent).toContain('ander programma')
  })
})
