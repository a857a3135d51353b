import { onBeforeUnmount, onMounted } from 'vue'

export interface KeyboardTarget {
  key: (key: string) => void
  erase: () => void
  enter: () => void
  escape: () => void
}

/**
 * A real keyboard, for who has one: characters, Enter, Backspace and Escape, and nothing else. A
 * button that has the focus is pressed by Enter and Space as anywhere.
 */
export function useKeyboard(target: KeyboardTarget): void {
  function onKeyDown(event: KeyboardEvent): void {
    const { key } = event
    if (event.defaultPrevented || event.isComposing || key === 'Tab') return
    if (event.ctrlKey || event.metaKey || event.altKey) return
    const pressing = event.target instanceof HTMLButtonElement && (key === 'Enter' || key === ' ')
    if (pressing) {
      // Held down it would press again what stands there by then.
      if (event.repeat) event.preventDefault()
      return
    }
    event.preventDefault()
    if (key === 'Enter') {
      if (!event.repeat) target.enter()
    } else if (key === 'Backspace') target.erase()
    else if (key === 'Escape') target.escape()
    else if ([...key].length === 1) target.key(key)
  }
  onMounted(() => window.addEventListener('keydown', onKeyDown))
  onBeforeUnmount(() => window.removeEventListener('keydown', onKeyDown))
}
