import { nextTick } from 'vue'

/** Name of the `performance` entries from the last key (or frame) to the verdict's paint. */
export const SCAN_TO_VERDICT = 'scan-to-verdict'

/**
 * Measures until the browser has painted what changed just now. `from` is on the page's own clock
 * (`event.timeStamp`). The entry's `detail` is `{seq, kind, source}`.
 */
export function measureUntilPaint(from: number, detail: Record<string, unknown>): void {
  void nextTick(() =>
    requestAnimationFrame(() => {
      // A task after the frame's callbacks runs when the frame is drawn.
      const channel = new MessageChannel()
      channel.port1.onmessage = () => {
        performance.measure(SCAN_TO_VERDICT, { start: from, end: performance.now(), detail })
        channel.port1.close()
      }
      channel.port2.postMessage(null)
    }),
  )
}
