const KEPT = 7
/** A slower answer says too little about when the server looked at its clock. */
const SLOWEST_MS = 5_000
/** `Date` is cut to whole seconds: on average it is half a second behind. */
const CUT_MS = 500
/** Measurements that are further apart than this were not taken by the same clock. */
const SET_MS = 60_000

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

  /** The last measurement alone, ms: rough, and right at once when somebody set a clock. */
  get latest(): number | null {
    const last = this.measured.at(-1)
    return last === undefined ? null : Math.round(last)
  }

  /**
   * Milliseconds, `null` when never measured. Nor is it known while the last measurement contradicts
   * the others: somebody set a clock, or something answered in Recras' place. A few more tell.
   */
  get value(): number | null {
    const sorted = [...this.measured].sort((a, b) => a - b)
    const middle = sorted[Math.floor(sorted.length / 2)]
    const last = this.measured.at(-1)
    if (middle === undefined || last === undefined) return null
    return Math.abs(middle - last) > SET_MS ? null : Math.round(middle)
  }
}
