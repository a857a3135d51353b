import '../../../src/renderer/src/styles/index.css'
import { createPinia, disposePinia, setActivePinia, type Pinia } from 'pinia'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { page as view } from 'vitest/browser'
import { createApp, h, ref, type App } from 'vue'
import { createMemoryHistory, createRouter } from 'vue-router'
import ConfirmDialog from '../../../src/renderer/src/components/ConfirmDialog.vue'
import { Cache } from '../../../src/renderer/src/db/cache.ts'
import ScanLayer from '../../../src/renderer/src/features/scan/ScanLayer.vue'
import { useScanStore } from '../../../src/renderer/src/features/scan/store.ts'
import { i18n } from '../../../src/renderer/src/i18n/index.ts'
import { useAppStore } from '../../../src/renderer/src/stores/app.ts'
import { useOutboxStore } from '../../../src/renderer/src/stores/outbox.ts'
import { useVenueStore } from '../../../src/renderer/src/stores/venue.ts'
import { dayOf } from '../../../src/shared/domain/time.ts'
import { DEFAULT_SETTINGS } from '../../../src/shared/settings.ts'
import { booking, fakeMain, freshVenue, KEY, upsert, ZONE } from '../renderer/support.ts'
import { key, keys } from './keyboard.ts'

const TODAY = dayOf(Date.now(), ZONE)
const ok = (value: unknown) => ({ ok: true, value })
const FIRM = {
  _links: { 'recras:booking:set_status:ongoing': { href: '/ongoing' } },
  boekingsregels: [
    {
      id: 1,
      locatie_id: 1,
      product_id: 3,
      beschrijving: 'Ontvangst met koffie',
      begin: `${TODAY}T12:58:00Z`,
      eind: `${TODAY}T12:59:00Z`,
    },
  ],
}
const dialogOpen = ref(false)
let page: App | null
let pinia: Pinia
let venueName: string
let root: HTMLElement
let heard: string[]
let confirmed: number
const hear = (event: KeyboardEvent): void => void heard.push(event.key)

beforeEach(async () => {
  setActivePinia((pinia = createPinia()))
  venueName = freshVenue()
  heard = []
  confirmed = 0
  dialogOpen.value = false
  const main = fakeMain({
    'sync:watch': () => ok({ syncedAt: '2026-06-13T12:00:00Z' }),
    'outbox:enqueue': (wish) => {
      const at = new Date().toISOString()
      const entry = { ...(wish as object), id: `e${entries.length}`, at, state: 'waiting' }
      entries.push(entry)
      main.send('outbox:changed', {
        entries: [...entries],
        parked: [],
        history: [],
        recordHistory: [],
        marks: [],
        records: [],
        damage: null,
        blocked: null,
      })
      return ok(entry)
    },
  })
  const entries: object[] = []
  await useOutboxStore().start()
  await view.viewport(1280, 800)
  const before = new Cache(venueName, KEY)
  await before.apply({
    ...upsert(booking(1, TODAY, FIRM)),
    names: { locaties: { 1: 'Noord' }, producten: { 3: 'Ontvangst' } },
  })
  before.close()
  useAppStore().settings = { ...DEFAULT_SETTINGS, sound: false }
  await useVenueStore().open(venueName)
  root = document.createElement('div')
  document.body.replaceChildren(root)
  const router = createRouter({
    history: createMemoryHistory(),
    routes: [{ path: '/:rest(.*)*', component: { render: () => null } }],
  })
  page = createApp({
    render: () => [
      h('input', { id: 'text' }),
      h('button', { id: 'behind', type: 'button', onClick: () => heard.push('click') }, 'Behind'),
      h(ScanLayer),
      h(ConfirmDialog, {
        title: 'Sure?',
        text: 'Really',
        keep: 'Keep',
        go: 'Go',
        open: dialogOpen.value,
        'onUpdate:open': (open: boolean) => (dialogOpen.value = open),
        onConfirm: () => confirmed++,
      }),
    ],
  })
    .use(pinia)
    .use(i18n)
    .use(router)
  await router.push('/')
  page.mount(root)
  window.addEventListener('keydown', hear)
})
afterEach(async () => {
  window.removeEventListener('keydown', hear)
  page?.unmount()
  page = null
  await useVenueStore().close()
  disposePinia(pinia)
  await new Cache(venueName, KEY).destroy()
})

const layer = (): HTMLElement | null => document.querySelector('.verdict-layer')
const verdict = (seq: number) =>
  vi.waitFor(() => {
    const found = document.querySelector<HTMLElement>(`[data-verdict-seq="${seq}"]`)
    expect(found).not.toBeNull()
    return found
  })
async function scan(text: string, seq: number): Promise<void> {
  useScanStore().submit(text, 'scanner')
  await verdict(seq)
}
const element = (id: string): HTMLInputElement => document.getElementById(id) as HTMLInputElement

it('the keyboard is the verdict’s while it is open, and Tab goes round in it', async () => {
  element('behind').focus()
  await scan('B:1-1', 1)
  await vi.waitFor(() => expect(layer()?.contains(document.activeElement)).toBe(true))
  for (let index = 0; index < 8; index++) {
    await key('Tab', 'Tab', index > 4)
    expect(layer()?.contains(document.activeElement)).toBe(true)
  }
  await keys('/j', () => 150)
  await key('ArrowDown', 'ArrowDown')
  await new Promise((resolve) => setTimeout(resolve, 150))
  expect(heard).toEqual([])
  await key('Escape', 'Escape')
  await vi.waitFor(() => expect(layer()).toBeNull())
  expect(document.activeElement?.id).toBe('behind')
})

it('a text that is being typed keeps focus and text; Enter closes the verdict and sends nothing', async () => {
  const input = element('text')
  input.focus()
  await keys('jan', () => 100)
  await scan('B:1-1', 1)
  await keys('sen', () => 100)
  expect([input.value, document.activeElement]).toEqual(['jansen', input])
  heard = []
  await key('Enter', 'Enter')
  await vi.waitFor(() => expect(layer()).toBeNull())
  expect([heard, input.value]).toEqual([[], 'jansen'])
})

it('lies over an open dialog, which keeps its question and gets none of the keys', async () => {
  dialogOpen.value = true
  await vi.waitFor(() => expect(document.querySelector('.dialog')).not.toBeNull())
  await scan('B:1-1', 1)
  const main = document.querySelector<HTMLElement>('.verdict [data-main]')
  const box = main?.getBoundingClientRect()
  if (!main || !box) throw new Error('no button')
  const top = document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2)
  expect(main.contains(top)).toBe(true)
  const dialog = document.querySelector('.dialog')?.getBoundingClientRect()
  if (!dialog) throw new Error('no dialog')
  const over = document.elementFromPoint(dialog.x + 20, dialog.y + 20)
  expect(over?.closest('.scan-layer')).not.toBeNull()
  await vi.waitFor(() => expect(document.activeElement).toBe(main))
  main.dispatchEvent(new PointerEvent('pointerdown', { bubbles: true }))
  await key('Enter', 'Enter')
  await vi.waitFor(() => expect(layer()).toBeNull())
  expect([confirmed, dialogOpen.value]).toEqual([0, true])
  expect(document.querySelector('.dialog')).not.toBeNull()
  // The dialog's own scrim covers the page, not the corner that the verdict had.
  const scrim = document.querySelector<HTMLElement>('body > .scrim')
  expect(scrim && getComputedStyle(scrim).position).toBe('fixed')
})

it('is said anew when it is the same verdict again', async () => {
  const alert = document.querySelector('.scan-layer [role=alert]')
  await scan('B:x1', 1)
  const first = alert?.textContent
  await scan('B:x2', 2)
  expect(first).toBeTruthy()
  expect(alert?.textContent.replace('x2', 'x1')).not.toBe(first)
})

it('says what begins when and where, by the name of the product', async () => {
  await scan('B:1-1', 1)
  expect(layer()?.textContent).toMatch(
    /Om \d\d:58 (begint Ontvangst|is Ontvangst begonnen): Noord\./,
  )
})

it('keeps the focus after an undo', async () => {
  await scan('B:1-1', 1)
  const back = await vi.waitFor(() => {
    const found = layer()?.querySelector<HTMLElement>('[data-action=confirmed]')
    if (!found) throw new Error('no way back')
    return found
  })
  back.focus()
  back.click()
  await vi.waitFor(() => expect(document.querySelector('.verdict.is-undone')).not.toBeNull())
  await vi.waitFor(() => expect(layer()?.contains(document.activeElement)).toBe(true))
})

it('names the last scan also when it opened its booking', async () => {
  useAppStore().settings = { ...DEFAULT_SETTINGS, sound: false, scanAction: 'open' }
  await scan('B:1-1', 1)
  const found = await verdict(1)
  expect(found?.dataset).toMatchObject({
    verdict: 'refused',
    verdictBooking: '1',
    verdictCode: 'B:1-1',
  })
  expect(layer()).toBeNull()
})
