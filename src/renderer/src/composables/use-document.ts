import { watchEffect } from 'vue'
import { useAppStore } from '../stores/app.ts'

/*
 * What stands on `<html>` whatever is shown: the theme that was chosen, and what others read of the
 * page from outside.
 */

/** Keeps the page in the chosen theme; the system's own when that was chosen. */
export function useTheme(): void {
  const app = useAppStore()
  const { dataset } = document.documentElement
  watchEffect(() => {
    if (app.settings.theme === 'system') delete dataset['theme']
    else dataset['theme'] = app.settings.theme
  })
}

/** Tells the connection and the two counters, once it is known what this installation is. */
export function useContractData(waiting: () => number, attention: () => number): void {
  const app = useAppStore()
  const { dataset } = document.documentElement
  watchEffect(() => {
    if (!app.info) return
    dataset['connection'] = app.connection?.status ?? 'offline'
    dataset['outboxWaiting'] = String(waiting())
    dataset['outboxAttention'] = String(attention())
  })
}
