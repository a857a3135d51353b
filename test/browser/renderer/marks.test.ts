import '../../../src/renderer/src/styles/index.css'
import { createPinia, disposePinia, setActivePinia, type Pinia } from 'pinia'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createApp, type App } from 'vue'
import LocalMarks from '../../../src/renderer/src/features/marks/LocalMarks.vue'
import { i18n } from '../../../src/renderer/src/i18n/index.ts'
import { useAppStore } from '../../../src/renderer/src/stores/app.ts'
import { useOutboxStore } from '../../../src/renderer/src/stores/outbox.ts'
import { toRow } from '../../../src/shared/domain/booking-row.ts'
import { dayOf } from '../../../src/shared/domain/time.ts'
import type { LocalMark, MarkChange } from '../../../src/shared/outbox/mark.ts'
import { booking, fakeMain, ZONE } from './support.ts'

const ok = (value: unknown) => ({ ok: true, value })
const FULL = { ok: false, error: { kind: 'storage' } }
/** Of a booking that began half an hour ago. */
const BEGUN = dayOf(Date.now() - 30 * 60_000, ZONE)
const NOTE = 'Bus staat vast'

let pinia: Pinia
let page: App | null = null
let root: HTMLElement
let drafts: Map<string, string>
let kept: Map<string, LocalMark>

beforeEach(() => {
  setActivePinia((pinia = createPinia()))
  drafts = new Map()
  kept = new Map()
  root = document.createElement('div')
  document.body.append(root)
})
afterEach(() => {
  page?.unmount()
  page = null
  root.remove()
  disposePinia(pinia)
})

/** What the journal makes of a change. */
function apply(change: MarkChange): LocalMark {
  const key = `${change.bookingId} ${change.day}`
  const before = kept.get(key)
  const mark: LocalMark = {
    bookingId: change.bookingId,
    day: change.day,
    referentie: change.referentie,
    arrived: change.arrived === undefined ? (before?.arrived ?? null) : change.arrived,
    noShow: change.noShow ?? before?.noShow ?? false,
    note: change.note === undefined ? (before?.note ?? null) : change.note,
    at: new Date().toISOString(),
    by: null,
    desk: 'Balie',
  }
  kept.set(key, mark)
  return mark
}

function mainProcess(set: (change: MarkChange) => unknown = (change) => ok(apply(change))) {
  return fakeMain({
    'marks:set': (request) => set(request as MarkChange),
    'drafts:get': (request) => ok({ text: drafts.get((request as { key: string }).key) ?? null }),
    'drafts:keep': (request) => {
      const { key, text } = request as { key: string; text: string | null }
      if (text === null) drafts.delete(key)
      else drafts.set(key, text)
      return ok({ kept: 'os' })
    },
  })
}

/** The section of a booking of today that begins so many minutes from now. */
function open(inMinutes = -30, status = 'definitief', personen: number | null = 15): void {
  const begin = new Date(Date.now() + inMinutes * 60_000).toISOString()
  const end = new Date(Date.now() + (inMinutes + 60) * 60_000).toISOString()
  const row = toRow(
    booking(75, BEGUN, {
      status,
      personen,
      boekingsregels: [{ id: 1, locatie_id: 1, begin, eind: end }],
    }),
    'hash',
    ZONE,
  )
  const day = row.days[0] ?? BEGUN
  page = createApp(LocalMarks, { row, shown: useOutboxStore().displayed(row), day })
  page.use(pinia).use(i18n)
  page.mount(root)
}

const find = <T extends HTMLElement>(selector: string): T => {
  const found = root.querySelector<T>(selector)
  if (!found) throw new Error(`there is no ${selector}`)
  return found
}
const press = (mark: string): void => find(`[data-mark="${mark}"]`).click()
const counted = (): string => find('[data-arrived]').textContent.trim()
const sent = (main: ReturnType<typeof mainProcess>) =>
  main.calls
    .filter(({ name }) => name === 'marks:set')
    .map(({ request }) => {
      const { arrived, noShow, note } = request as MarkChange
      return Object.fromEntries(
        Object.entries({ arrived, noShow, note }).filter(([, value]) => value !== undefined),
      )
    })
const type = (text: string): void => {
  const field = find<HTMLTextAreaElement>('[data-mark-note]')
  field.focus()
  field.value = text
  field.dispatchEvent(new Event('input', { bubbles: true }))
}

describe('counting who is here', () => {
  it('loses no press, however fast, and writes one at a time', async () => {
    const answers: (() => void)[] = []
    const main = mainProcess(
      (change) => new Promise((resolve) => answers.push(() => resolve(ok(apply(change))))),
    )
    open()
    for (let time = 0; time < 17; time++) press('plus')
    await vi.waitFor(() => expect(counted()).toBe('17 van 15 hier'))
    expect(sent(main)).toEqual([{ arrived: 1 }])
    press('minus')
    answers.shift()?.()
    await vi.waitFor(() => expect(sent(main)).toEqual([{ arrived: 1 }, { arrived: 16 }]))
    expect(counted()).toBe('16 van 15 hier')
    answers.shift()?.()
    await vi.waitFor(() => expect(root.textContent).toContain('Laatst gewijzigd'))
    expect(counted()).toBe('16 van 15 hier')
    expect(sent(main)).toHaveLength(2)
  })

  it('counts all at once, down to nobody, and back to not counted', async () => {
    mainProcess()
    open(-30, 'definitief', 2)
    expect(counted()).toBe('Niet geteld')
    expect(find('[data-mark="minus"]').getAttribute('aria-disabled')).toBe('true')
    press('all')
    await vi.waitFor(() => expect(counted()).toBe('2 van 2 hier'))
    expect(root.querySelector('[data-mark="all"]')).toBeNull()
    for (let time = 0; time < 2; time++) press('minus')
    await vi.waitFor(() => expect(counted()).toBe('0 van 2 hier'))
    press('minus')
    await vi.waitFor(() => expect(counted()).toBe('Niet geteld'))
  })

  it('says what the disk does not take, keeps it, and tries until it does', async () => {
    let full = true
    const main = mainProcess((change) => (full ? FULL : ok(apply(change))))
    open()
    press('plus')
    await vi.waitFor(() => expect(root.textContent).toContain('Nog niet bewaard.'))
    expect(counted()).toBe('1 van 15 hier')
    full = false
    press('plus')
    await vi.waitFor(() => expect(root.textContent).not.toContain('Nog niet bewaard.'))
    expect(sent(main).at(-1)).toEqual({ arrived: 2 })
    expect(counted()).toBe('2 van 15 hier')
  })

  it('has words for who cannot see it, and a number that nobody knows is none', () => {
    mainProcess()
    open(-30, 'definitief', null)
    expect(find('[data-mark="plus"]').getAttribute('aria-label')).toBe('Eén erbij')
    expect(find('[data-mark="minus"]').getAttribute('aria-label')).toBe('Eén eraf')
    expect(find('.arrived').getAttribute('aria-label')).toBe('Aangekomen mensen')
    press('plus')
    return vi.waitFor(() => expect(counted()).toBe('1 hier'))
  })
})

describe('that nobody came', () => {
  it('can be said after the start only, and taken back', async () => {
    const main = mainProcess()
    open(30)
    expect(root.querySelector('[data-mark="no-show"]')).toBeNull()
    page?.unmount()
    open(-30)
    press('no-show')
    await vi.waitFor(() => press('came'))
    await vi.waitFor(() => expect(root.querySelector('[data-mark="no-show"]')).not.toBeNull())
    expect(sent(main)).toEqual([{ noShow: true }, { noShow: false }])
  })

  it('is not offered for who is here, and is over when somebody is counted', async () => {
    const main = mainProcess()
    open(-30, 'gaande')
    expect(root.querySelector('[data-mark="no-show"]')).toBeNull()
    page?.unmount()
    open(-30)
    press('no-show')
    await vi.waitFor(() => expect(root.querySelector('[data-no-show]')).not.toBeNull())
    press('plus')
    await vi.waitFor(() => expect(counted()).toBe('1 van 15 hier'))
    expect(root.querySelector('[data-no-show]')).toBeNull()
    expect(root.querySelector('[data-mark="no-show"]')).toBeNull()
    expect(sent(main).at(-1)).toEqual({ arrived: 1, noShow: false })
  })
})

describe('the note', () => {
  it.each([
    [
      'Enter',
      (field: HTMLElement) => field.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter' })),
    ],
    ['leaving the field', (field: HTMLElement) => field.blur()],
    ['leaving the booking', () => page?.unmount()],
  ])('is kept on %s, once', async (_, leave) => {
    const main = mainProcess()
    open()
    await vi.waitFor(() => expect(main.calls.some(({ name }) => name === 'drafts:get')).toBe(true))
    const field = find('[data-mark-note]')
    type(`  ${NOTE} `)
    leave(field)
    if (page) field.blur()
    await vi.waitFor(() => expect(sent(main)).toEqual([{ note: NOTE }]))
    await vi.waitFor(() => expect(drafts.size).toBe(0))
  })

  it('is a draft while it is typed, which a power cut leaves to the next start', async () => {
    const main = mainProcess()
    open()
    type(NOTE)
    await vi.waitFor(() => expect([...drafts.keys()]).toEqual(['mark-note:75']))
    expect(sent(main)).toEqual([])
    const left = new Map(drafts)
    // Nothing of this page is asked any more.
    root.remove()
    page = null
    setActivePinia((pinia = createPinia()))
    root = document.createElement('div')
    document.body.append(root)
    drafts = left
    const next = mainProcess()
    open()
    await vi.waitFor(() => expect(sent(next)).toEqual([{ note: NOTE }]))
    await vi.waitFor(() => expect(find<HTMLTextAreaElement>('[data-mark-note]').value).toBe(NOTE))
    await vi.waitFor(() => expect(drafts.size).toBe(0))
  })

  it('is emptied by emptying it, and not written when nothing changed', async () => {
    const main = mainProcess()
    useOutboxStore().marked(apply({ bookingId: 75, day: BEGUN, referentie: '75-1', note: NOTE }))
    open()
    const field = find<HTMLTextAreaElement>('[data-mark-note]')
    expect(field.value).toBe(NOTE)
    type(`${NOTE} `)
    field.blur()
    await vi.waitFor(() => expect(drafts.size).toBe(0))
    expect(sent(main)).toEqual([])
    type('')
    field.blur()
    await vi.waitFor(() => expect(sent(main)).toEqual([{ note: null }]))
  })

  it('says so when this computer can keep it only until the app closes', () => {
    mainProcess()
    useAppStore().info = { keystore: 'memory', timezone: ZONE, host: null } as never
    open()
    expect(root.textContent).toContain('blijft tot de app sluit')
  })
})
