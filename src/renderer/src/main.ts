import '@fontsource-variable/inter/opsz.css'
import './styles/index.css'
import { createPinia } from 'pinia'
import { createApp } from 'vue'
import { z } from 'zod'
import App from './App.vue'
import { i18n } from './i18n/index.ts'
import { call } from './ipc.ts'
import { router } from './router.ts'

// The content security policy forbids code made at run time (field notes, "Electron 45").
z.config({ jitless: true })

const app = createApp(App)
app.config.errorHandler = (error, _instance, info) => {
  const detail =
    error instanceof Error ? `${error.name}: ${error.stack ?? error.message}` : String(error)
  void call('log:page', { event: 'page-error', detail: `${info} ${detail}`.slice(0, 2000) })
  console.error(error)
}
window.addEventListener('unhandledrejection', (event) => {
  void call('log:page', { event: 'page-rejection', detail: String(event.reason).slice(0, 2000) })
})
app.use(createPinia()).use(i18n).use(router).mount('#app')
