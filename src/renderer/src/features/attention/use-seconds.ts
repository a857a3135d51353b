import { onScopeDispose, ref, watch, type Ref } from 'vue'

/** This machine's clock in ms, ticking every second while `active`: for "in 4 s". */
export function useSeconds(active: Ref<boolean>): Ref<number> {
  const now = ref(Date.now())
  let timer: ReturnType<typeof setInterval> | undefined
  watch(
    active,
    (on) => {
      clearInterval(timer)
      now.value = Date.now()
      if (on) timer = setInterval(() => (now.value = Date.now()), 1000)
    },
    { immediate: true },
  )
  onScopeDispose(() => clearInterval(timer))
  return now
}
