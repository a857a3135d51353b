import { defineStore } from 'pinia'
import { computed, ref, shallowRef } from 'vue'
import { dayOf } from '../../../shared/domain/time.ts'
import type { AppInfo, ConnectionState } from '../../../shared/ipc/contract.ts'
import type { Result } from '../../../shared/result.ts'
import { DEFAULT_SETTINGS, type Settings } from '../../../shared/settings.ts'
import { useNow } from '../composables/use-now.ts'
import { call, listen } from '../ipc.ts'

/** What the main process says about itself: venue, settings, connection. A mirror; main owns it all. */
export const useAppStore = defineStore('app', () => {
  const info = shallowRef<AppInfo | null>(null)
  const settings = shallowRef<Settings>(DEFAULT_SETTINGS)
  const connection = shallowRef<ConnectionState | null>(null)
  const startError = ref<string | null>(null)
  const now = useNow()

  const zone = computed(() => info.value?.timezone ?? 'Europe/Amsterdam')
  /** The venue's day by this machine's clock. */
  const today = computed(() => dayOf(now.value, zone.value))

  /** Fetches everything once and follows changes from then on. */
  async function start(): Promise<void> {
    listen('app:changed', (changed) => (info.value = changed))
    listen('settings:changed', (changed) => (settings.value = changed))
    listen('connection:changed', (changed) => (connection.value = changed))
    const [gotInfo, gotSettings, gotConnection] = await Promise.all([
      call('app:info'),
      call('settings:get'),
      call('connection:get'),
    ])
    if (gotSettings.ok) settings.value = gotSettings.value
    if (gotConnection.ok) connection.value = gotConnection.value
    if (gotInfo.ok) info.value = gotInfo.value
    else startError.value = gotInfo.error.message ?? gotInfo.error.kind
  }

  async function change(patch: Partial<Settings>): Promise<Result<Settings>> {
    const result = await call('settings:change', patch)
    if (result.ok) settings.value = result.value
    return result
  }

  return { info, settings, connection, startError, now, zone, today, start, change }
})
