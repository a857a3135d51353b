/** How a text came in. */
export type ScanSource = 'scanner' | 'camera' | 'typed'

/** The same text again within this many ms is the same scan. */
export const SAME_SCAN = 3000

/** When a text last counted, and when the camera last saw it; `-Infinity`: never. */
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
  /** The last text that counted. */
  private last: string | null = null

  /** Whether this text was scanned just now; if not, it counts from here. */
  isRepeat(text: string, source: ScanSource, at: number): boolean {
    for (const [old, sight] of this.sights)
      if (at - Math.max(sight.counted, sight.seen) > SAME_SCAN) this.sights.delete(old)
    const sight = this.sights.get(text)
    const inView = source === 'camera' && sight !== undefined && at - sight.seen <= SAME_SCAN
    // Another code in between: somebody holds this one up again on purpose, and wants its verdict back.
    const again = source !== 'camera' && this.last !== text
    const recent = sight !== undefined && at - sight.counted <= SAME_SCAN
    const repeat = inView || (recent && !again)
    if (!repeat) this.last = text
    this.sights.set(text, {
      counted: repeat ? (sight?.counted ?? at) : at,
      seen: source === 'camera' ? at : (sight?.seen ?? -Infinity),
    })
    return repeat
  }

  /**
   * The next scan of this text counts again at once (after an undo). What the camera still has in
   * view is no next scan: it would take the undo back with its next frame.
   */
  forget(text: string): void {
    const sight = this.sights.get(text)
    if (sight) sight.counted = -Infinity
  }
}
