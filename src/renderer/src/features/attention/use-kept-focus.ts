import { nextTick, watch, type Ref } from 'vue'

/**
 * Keeps the keyboard's place while cards come and go: when the one that had the focus disappears,
 * the one that took its place gets it, else the page's title. Cards carry `data-item`.
 */
export function useKeptFocus(root: Ref<HTMLElement | null>, ids: Ref<readonly string[]>): void {
  watch(
    ids,
    async (_now, before) => {
      const had = document.activeElement?.closest<HTMLElement>('[data-item]')?.dataset['item']
      if (!had || !root.value) return
      await nextTick()
      if (ids.value.includes(had)) return
      const place = before.slice(before.indexOf(had) + 1).find((id) => ids.value.includes(id))
      const target = place ?? ids.value.at(-1)
      const card = [...root.value.querySelectorAll<HTMLElement>('[data-item]')].find(
        (one) => one.dataset['item'] === target,
      )
      const next = card?.querySelector<HTMLElement>('button, a') ?? root.value.querySelector('h1')
      next?.focus()
    },
    { flush: 'pre' },
  )
}
