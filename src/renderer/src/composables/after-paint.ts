import { onScopeDispose, shallowRef, watch, type ShallowRef } from 'vue'

/**
 * Follows a source, but only after what it changed elsewhere has been painted: for what may be
 * expensive and must not hold up the answer to the person at the desk. In a hidden window, which
 * paints nothing, it follows soon.
 */
export function useAfterPaint<T>(source: () => T): Readonly<ShallowRef<T>> {
  const value = shallowRef(source()) as ShallowRef<T>
  let frame = 0
  let timer: ReturnType<typeof setTimeout> | undefined
  const follow = (): void => {
    cancelAnimationFrame(frame)
    clearTimeout(timer)
    timer = undefined
    value.value = source()
  }
  watch(source, () => {
    if (timer !== undefined) return
    // Two frames: the first one draws the answer, the second one tells that it was drawn.
    frame = requestAnimationFrame(() => (frame = requestAnimationFrame(follow)))
    timer = setTimeout(follow, 100)
  })
  onScopeDispose(() => {
    cancelAnimationFrame(frame)
    clearTimeout(timer)
  })
  return value
}
