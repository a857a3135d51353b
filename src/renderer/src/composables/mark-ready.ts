import { nextTick } from 'vue'

/**
 * Says on `<html>` that the first screen has been painted from the cache: after the next two
 * frames, or soon when the window is hidden and draws none. Once said it stays.
 */
export async function markReady(): Promise<void> {
  const { dataset } = document.documentElement
  if (dataset['ready'] === 'true') return
  await nextTick()
  await Promise.race([
    new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))),
    new Promise((resolve) => setTimeout(resolve, 250)),
  ])
  dataset['ready'] = 'true'
}
