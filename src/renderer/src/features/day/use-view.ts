import { computed, onScopeDispose, ref, watch, type Ref } from 'vue'

/** So that a list that appears knows about how much of it will be seen, without asking the layout. */
let lastHeight = 640

/**
 * What of a scrolled list is in view. Every height in a list is known beforehand, so nothing is
 * measured, and the page is asked for its layout only where it has to scroll.
 *
 * `height`: how high all of the list is.
 */
export function useView(scroller: Readonly<Ref<HTMLElement | null>>, height: () => number) {
  const scrolled = ref(0)
  /** Where the browser has it. */
  let told = 0
  /** Where the next frame takes it; `null` when it stays where a person scrolled it. */
  let wanted: number | null = null
  const room = ref(lastHeight)
  const most = (): number => Math.max(0, height() - room.value)
  /** The upper edge of the view; the browser is told a moment later when the list got shorter. */
  const top = computed(() => Math.min(scrolled.value, most()))

  const sizes = new ResizeObserver(([entry]) => {
    // A covered list has no size; what it had is what it will have.
    if (entry && entry.contentRect.height > 0) room.value = lastHeight = entry.contentRect.height
  })
  const onScroll = (): void => {
    told = scroller.value?.scrollTop ?? 0
    // Told of a scroll that was before what is wanted by now.
    if (wanted === null) scrolled.value = told
  }
  watch(
    scroller,
    (element, before) => {
      before?.removeEventListener('scroll', onScroll)
      sizes.disconnect()
      told = 0
      if (!element) return
      element.addEventListener('scroll', onScroll, { passive: true })
      sizes.observe(element)
    },
    { flush: 'post' },
  )
  onScopeDispose(() => sizes.disconnect())

  let frame = 0
  /**
   * Scrolls. What comes in view is drawn first; the browser is told in the frame that shows it, where
   * the layout that scrolling waits for is made anyhow.
   */
  function jump(to: number): void {
    const aim = Math.min(most(), Math.max(0, to))
    wanted = scrolled.value = aim
    cancelAnimationFrame(frame)
    frame = requestAnimationFrame(() => {
      wanted = null
      if (scroller.value && told !== aim) scroller.value.scrollTop = told = aim
    })
  }
  onScopeDispose(() => cancelAnimationFrame(frame))

  /** Scrolls as little as brings what is between two heights into view. */
  function reveal(from: number, to: number): void {
    if (from < top.value) jump(from)
    else if (to > top.value + room.value) jump(to - room.value)
  }

  return { top, room, jump, reveal }
}
