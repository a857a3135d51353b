import { onScopeDispose, ref, shallowRef } from 'vue'
import type { AppError } from '../../../../shared/result.ts'
import type { Settings } from '../../../../shared/settings.ts'
import { useAppStore } from '../../stores/app.ts'

const TOLD_MS = 3_000

/** Changes a setting at once, and says quietly that it was kept, or why it was not. */
export function useSetting() {
  const app = useAppStore()
  const saved = ref(false)
  const failed = shallowRef<AppError | null>(null)
  let timer: ReturnType<typeof setTimeout> | undefined

  async function change(patch: Partial<Settings>): Promise<boolean> {
    const result = await app.change(patch)
    failed.value = result.ok ? null : result.error
    saved.value = result.ok
    clearTimeout(timer)
    timer = setTimeout(() => (saved.value = false), TOLD_MS)
    return result.ok
  }

  onScopeDispose(() => clearTimeout(timer))
  return { change, saved, failed }
}
