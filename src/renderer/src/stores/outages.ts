import { defineStore } from 'pinia'
import { computed, shallowRef, watch } from 'vue'
import { lastTold, outageSummary, type Outage } from '../../../shared/domain/outage-summary.ts'
import { call } from '../ipc.ts'
import { useAppStore } from './app.ts'
import { useOutboxStore } from './outbox.ts'

/** The last outages as main keeps them, and what the latest of them came to. */
export const useOutagesStore = defineStore('outages', () => {
  const app = useAppStore()
  const outbox = useOutboxStore()
  const past = shallowRef<readonly Outage[]>([])
  let turn = 0

  /** The latest that is worth telling; follows what arrives. `null` without one. */
  const summary = computed(() => lastTold(outbox.view, past.value))
  /** The same while nobody has put it away, and not in the middle of the next outage. */
  const news = computed(() => {
    if (past.value.every(({ dismissed }) => dismissed)) return null
    const online = app.connection?.status === 'online'
    return online && summary.value && !summary.value.outage.dismissed ? summary.value : null
  })

  /** What was done so far in the outage that is going on; `null` while there is none. */
  const running = computed(() => {
    const { connection } = app
    if (connection?.status !== 'offline' || !connection.error) return null
    // The shared clock ticks now and then; what was promised a moment ago counts all the same.
    const to = new Date(Math.max(app.now, Date.now())).toISOString()
    return outageSummary(outbox.view, {
      from: connection.since,
      to,
      fromOffsetMs: null,
      toOffsetMs: null,
      dismissed: false,
    })
  })

  async function read(): Promise<void> {
    const mine = ++turn
    const result = await call('outage:list')
    if (mine === turn) past.value = result.ok ? result.value : []
  }

  async function dismiss(from: string): Promise<void> {
    const result = await call('outage:dismiss', { from })
    if (result.ok) await read()
  }

  watch(
    () => [app.info?.host, app.info?.mode, app.connection?.lastOutage?.to],
    ([host]) => {
      if (host !== undefined) void read()
    },
    { immediate: true },
  )

  return { summary, news, running, dismiss }
})
