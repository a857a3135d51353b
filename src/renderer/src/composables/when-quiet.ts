/** Nobody touched the desk for so long, or scanned, which is keys as well. */
const QUIET_MS = 3_000
/** A desk that is never quiet gets what it waits for all the same. */
const LONGEST_MS = 60_000
const SIGNS = ['keydown', 'pointerdown', 'wheel'] as const

/** Resolves when nobody did anything at this desk for three seconds from now on, or after a minute. */
export function whenQuiet(): Promise<void> {
  return new Promise((resolve) => {
    const end = setTimeout(done, LONGEST_MS)
    let quiet = setTimeout(done, QUIET_MS)
    function again(): void {
      clearTimeout(quiet)
      quiet = setTimeout(done, QUIET_MS)
    }
    function done(): void {
      clearTimeout(quiet)
      clearTimeout(end)
      for (const sign of SIGNS) window.removeEventListener(sign, again, { capture: true })
      resolve()
    }
    for (const sign of SIGNS) window.addEventListener(sign, again, { capture: true, passive: true })
  })
}
