import { nextTick, onBeforeUnmount, onMounted, watch, type Ref } from 'vue'

/**
 * Keeps the keyboard's place while cards come and go: when the one that had the focus last
 * disappears and took the focus along, the one in its place gets it, else the page's title. Cards
 * carry `data-item`; `items` are those on screen, in order.
 */
export function useKeptFocus(root: Ref<HTMLElement | null>, items: Ref<readonly string[]>): void {
  let last: string | null = null

  function remember(event: FocusEvent): void {
    const target = event.target instanceof Element ? event.target : null
    last = target?.closest<HTMLElement>('[data-item]')?.dataset['item'] ?? null
  }
  onMounted(() => root.value?.addEventListener('focusin', remember))
  onBeforeUnmount(() => root.value?.removeEventListener('focusin', remember))

  watch(items, async (now, before) => {
    const gone = last
    if (gone === null || now.includes(gone)) return
    await nextTick()
    // A dialog that closes gives the focus back in a task of its own, which comes first.
    setTimeout(() => {
      if (document.activeElement !== document.body || !root.value) return
      const after = before.slice(before.indexOf(gone) + 1).find((one) => now.includes(one))
      const place = after ?? now.at(-1)
      const card = [...root.value.querySelectorAll<HTMLElement>('[data-item]')].find(
        (one) => one.dataset['item'] === place,
      )
      const next = card?.querySelector<HTMLElement>('button, a') ?? root.value.querySelector('h1')
      next?.focus()
    })
  })
}
