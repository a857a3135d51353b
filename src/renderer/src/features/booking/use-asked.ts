import { ref, shallowRef } from 'vue'
import { fail, type AppError, type Result } from '../../../../shared/result.ts'

/**
 * Something that is asked of Recras when it is opened, and again when a person wants it. The answer
 * of an earlier question never lands on a later one.
 */
export function useAsked<T>(ask: () => Promise<Result<T>>) {
  const asking = ref(false)
  const answer = shallowRef<T | null>(null)
  const error = shallowRef<AppError | null>(null)
  let turn = 0

  async function read(): Promise<void> {
    const mine = ++turn
    asking.value = true
    error.value = null
    const result = await ask().catch(() => fail<AppError>({ kind: 'not-now' }))
    if (mine !== turn) return
    asking.value = false
    answer.value = result.ok ? result.value : null
    error.value = result.ok ? null : result.error
  }

  function forget(): void {
    turn++
    asking.value = false
    answer.value = null
    error.value = null
  }

  return { asking, answer, error, read, forget }
}
