import '@fontsource-variable/inter/opsz.css'
import './styles/index.css'
import { createPinia } from 'pinia'
import { createApp, type Component } from 'vue'
import { z } from 'zod'
import { i18n } from './i18n/index.ts'
import { call } from './ipc.ts'

// The content security policy forbids code made at run time (field notes, "Electron 45").
z.config({ jitless: true })

window.addEventListener('unhandledrejection', (event) => {
  void call('log:page', { event: 'page-rejection', detail: String(event.reason).slice(0, 2000) })
})

const loadDesk = () => Promise.all([import('./App.vue'), import('./router.ts')])
const loadKiosk = () => import('./features/kiosk/KioskRoot.vue')

/**
 * Shows the desk, or the kiosk: one of them. In a kiosk nothing of the desk is loaded, so that no
 * guest gets there. Its address is the kiosk's from the start; any other is a reason to begin loading
 * the desk while the main process is asked.
 */
async function start(): Promise<void> {
  const asked = call('app:info')
  const early = location.hash.startsWith('#/kiosk') ? null : loadDesk()
  const info = await asked
  if (info.ok && info.value.kiosk) {
    make((await loadKiosk()).default).mount('#app')
    return
  }
  const [desk, { router }] = await (early ?? loadDesk())
  make(desk.default).use(router).mount('#app')
}

function make(root: Component) {
  const app = createApp(root)
  app.config.errorHandler = (error, _instance, about) => {
    const detail =
      error instanceof Error ? `${error.name}: ${error.stack ?? error.message}` : String(error)
    void call('log:page', { event: 'page-error', detail: `${about} ${detail}`.slice(0, 2000) })
    console.error(error)
  }
  return app.use(createPinia()).use(i18n)
}

void start()
