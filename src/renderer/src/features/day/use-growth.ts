import { onScopeDispose, ref, watch, type Ref } from 'vue'
import { ROW_HEIGHT } from './board.ts'

/** Rows that are drawn at once, and with every frame after. */
const FIRST = 1
const MORE = 5

/**
 * Lets a list that appears be drawn in slices, a few rows a frame, so that no key or scan waits for
 * all of it. What is in view comes first. The value is a height in px and ends as `Infinity`.
 *
 * `of`: what the list shows; another one is drawn in slices anew. `enough`: where nothing is left.
 * `first`: rows to begin with.
 */
export function useGrowth(
  of: () => string,
  enough: () => number,
  first = FIRST,
): Readonly<Ref<number>> {
  const grown = ref(0)
  let frame = 0
  let timer: ReturnType<typeof setTimeout> | undefined

  function grow(): void {
    clearTimeout(timer)
    cancelAnimationFrame(frame)
    grown.value =
      grown.value + MORE * ROW_HEIGHT < enough() ? grown.value + MORE * ROW_HEIGHT : Infinity
    if (grown.value !== Infinity) next()
  }
  function next(): void {
    frame = requestAnimationFrame(grow)
    // A hidden window draws no frames.
    timer = setTimeout(grow, 250)
  }
  function stop(): void {
    cancelAnimationFrame(frame)
    clearTimeout(timer)
  }

  watch(
    of,
    () => {
      stop()
      grown.value = first * ROW_HEIGHT
      next()
    },
    { immediate: true },
  )
  onScopeDispose(stop)
  return grown
}
