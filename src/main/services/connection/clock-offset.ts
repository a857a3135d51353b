const KEPT = 7
/** A slower answer says too little about when the server looked at its clock. */
const SLOWEST_MS = 5_000
/** `Date` is cut to whole seconds: on average it is half a second behind. */
const CUT_MS = 500

/**
 * Server clock minus this machine's, from `Date` headers: the median of the last few measurements,
 * each corrected for half of its latency.
 */
export class ClockOffset {
  private readonly measured: number[] = []

  /** `at`: when the answer arrived; `serverDate`: its `Date`; epoch ms by each one's own clock. */
  measure(at: number, latencyMs: number, serverDate: number | null): void {
    if (serverDate === null || !Number.isFinite(serverDate) || latencyMs > SLOWEST_MS) return
    this.measured.push(serverDate + CUT_MS - (at - latencyMs / 2))
    if (this.measured.length > KEPT) this.measured.shift()
  }

  /** Milliseconds, `null` when never measured. */
  get value(): number | null {
    const sorted = [...this.measured].sort((a, b) => a - b)
    const middle = sorted[Math.floor(sorted.length / 2)]
    return middle === undefined ? null : Math.round(middle)
  }
}
