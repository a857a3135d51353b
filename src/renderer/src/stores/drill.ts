import { defineStore } from 'pinia'
import { computed, ref, shallowRef, watch } from 'vue'
import type { DrillView } from '../../../shared/domain/drill.ts'
import type { AppError, Result } from '../../../shared/result.ts'
import { call, listen } from '../ipc.ts'
import { useAppStore } from './app.ts'

const TICK_MS = 250

/** The drill as main runs it: a mirror, so that a page that comes back finds it where it was. */
export const useDrillStore = defineStore('drill', () => {
  const app = useAppStore()
  const view = shallowRef<DrillView | null>(null)
  const failure = shallowRef<AppError | null>(null)
  const now = ref(Date.now())
  let timer: ReturnType<typeof setInterval> | undefined

  const running = computed(() => view.value?.state === 'running')
  /** On the bar: until everything has arrived. */
  const active = computed(() => view.value !== null && view.value.state !== 'done')
  const task = computed(() => view.value?.tasks.find(({ state }) => state === 'now') ?? null)
  /** Whole seconds until the plug goes back in. */
  const left = computed(() =>
    view.value && running.value
      ? Math.max(0, Math.ceil((Date.parse(view.value.endsAt) - now.value) / 1000))
      : 0,
  )

  listen('drill:changed', (changed) => (view.value = changed))
  watch(
    () => app.info?.demo === true,
    async (demo) => {
      view.value = null
      if (!demo) return
      const result = await call('drill:get')
      if (result.ok) view.value = result.value
    },
    { immediate: true },
  )
  watch(running, (is) => {
    clearInterval(timer)
    now.value = Date.now()
    if (is) timer = setInterval(() => (now.value = Date.now()), TICK_MS)
  })

  async function take(asked: Promise<Result<DrillView | null>>): Promise<boolean> {
    const result = await asked
    if (result.ok) view.value = result.value
    failure.value = result.ok ? null : result.error
    return result.ok
  }

  return {
    view,
    failure,
    running,
    active,
    task,
    left,
    start: (seconds: number) => take(call('drill:start', { seconds })),
    skip: (id: number) => take(call('drill:skip', { task: id })),
    end: (cancel: boolean) => take(call('drill:end', { cancel })),
  }
})
