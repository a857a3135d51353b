/** How a text came in. */
export type ScanSource = 'scanner' | 'camera' | 'typed'

/** The same text again within this many ms is the same scan. */
export const SAME_SCAN = 3000

interface Sight {
  counted: number
  seen: number
}

/**
 * Tells a second scan from the first one still going on. From the camera a code counts once for as
 * long as it stays in view: every sight of it starts the three seconds anew. Times are of one
 * monotonic clock, in ms.
 */
export class Repeats {
  private readonly sights = new Map<string, Sight>()

  /** Whether this text was scanned just now; if not, it counts from here. */
  isRepeat(text: string, source: ScanSource, at: number): boolean {
    for (const [old, sight] of this.sights)
      if (at - Math.max(sight.counted, sight.seen) > SAME_SCAN) this.sights.delete(old)
    const sight = this.sights.get(text)
    if (sight && (at - sight.counted <= SAME_SCAN || source === 'camera')) {
      if (source === 'camera') sight.seen = at
      return true
    }
    this.sights.set(text, { counted: at, seen: at })
    return false
  }

  /** The next scan of this text counts again at once (after an undo). */
  forget(text: string): void {
    this.sights.delete(text)
  }
}
