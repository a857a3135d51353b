import { whenIdle } from './when-idle.ts'

/** For so long nobody touched the desk or scanned, where nothing else is asked for. */
const QUIET_MS = 3_000
/** A desk that is never quiet gets what it waits for all the same. */
const LONGEST_MS = 60_000
const LOOK_MS = 250
const SIGNS = ['keydown', 'pointerdown', 'wheel'] as const

/** When somebody last did something, or this page was opened; on `performance`'s clock, ms. */
let signAt = performance.now()
/** Somebody is at work in a way that is no key or touch: with the camera. */
export const worked = (): void => {
  signAt = performance.now()
}
for (const name of SIGNS) window.addEventListener(name, worked, { capture: true, passive: true })

/**
 * For work that nobody waits for. What it answers with resolves when the desk was left alone for
 * `quietMs` and the page has nothing better to do; a long work asks it before each of its parts. After a
 * minute of waiting altogether the page being idle is enough.
 *
 * @param busy whether what people do wait for is under way; it counts as somebody who works
 * @param quietMs who waits for less goes before the others
 */
export function quietly(
  busy: () => boolean = () => false,
  quietMs = QUIET_MS,
): () => Promise<void> {
  let patience = LONGEST_MS
  return async () => {
    const startedAt = performance.now()
    while (performance.now() - startedAt < patience) {
      if (busy()) worked()
      if (performance.now() - signAt >= quietMs) break
      await new Promise((resolve) => setTimeout(resolve, LOOK_MS))
    }
    patience -= performance.now() - startedAt
    await whenIdle()
  }
}
