import '../../../src/renderer/src/styles/index.css'
import { createPinia, disposePinia, setActivePinia, type Pinia } from 'pinia'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { createApp, type App as Page } from 'vue'
import App from '../../../src/renderer/src/App.vue'
import { Cache } from '../../../src/renderer/src/db/cache.ts'
import { i18n } from '../../../src/renderer/src/i18n/index.ts'
import { router } from '../../../src/renderer/src/router.ts'
import { useVenueStore } from '../../../src/renderer/src/stores/venue.ts'
import { fakeMain, freshVenue, KEY, ZONE } from './support.ts'

const ok = (value: unknown) => ({ ok: true, value })
const html = document.documentElement
let page: Page | null = null
let pinia: Pinia
let host: string

beforeEach(() => {
  setActivePinia((pinia = createPinia()))
  host = freshVenue()
  delete html.dataset['ready']
})
afterEach(async () => {
  page?.unmount()
  page = null
  await useVenueStore().close()
  disposePinia(pinia)
  await new Cache(host, KEY).destroy()
})

/** Starts the page as main would, at an address. */
async function start(path: string, info: object): Promise<void> {
  fakeMain({
    'app:info': () => ok({ host, timezone: ZONE, configurationErrors: [], demo: false, ...info }),
    'sync:watch': () => ok({ syncedAt: '2026-06-13T12:00:00Z' }),
  })
  const root = document.createElement('div')
  document.body.replaceChildren(root)
  page = createApp(App).use(pinia).use(i18n).use(router)
  await router.push(path)
  page.mount(root)
}
const said = () => vi.waitFor(() => expect(html.dataset['ready']).toBe('true'), { timeout: 5000 })

it.each(['/dag', '/scannen', '/aandacht', '/instellingen'])(
  'says that its first screen is there when it starts on %s',
  async (path) => {
    await start(path, { mode: 'desk' })
    expect(html.dataset['ready']).toBeUndefined()
    await said()
    expect(document.querySelector('main')).not.toBeNull()
  },
)

it('says so of the set-up screen', async () => {
  await start('/dag', { mode: 'setup', host: null })
  await said()
})

it('says why when the app did not start', async () => {
  fakeMain({ 'app:info': () => ({ ok: false, error: { kind: 'not-now', message: 'no profile' } }) })
  const root = document.createElement('div')
  document.body.replaceChildren(root)
  page = createApp(App).use(pinia).use(i18n).use(router)
  page.mount(root)
  await vi.waitFor(() =>
    expect(document.querySelector('.start-error')?.textContent).toBe('no profile'),
  )
})
