/**
 * Does jobs strictly one after the other, in the order in which they came. Nothing is dropped, and a
 * job that throws is reported and does not stop the next one.
 */
export class ScanQueue {
  private tail: Promise<void> = Promise.resolve()
  private readonly onBug: (error: unknown) => void

  constructor(onBug: (error: unknown) => void) {
    this.onBug = onBug
  }

  /** Resolves when this job is done. */
  push(job: () => Promise<void>): Promise<void> {
    this.tail = this.tail.then(job).catch(this.onBug)
    return this.tail
  }
}
