/**
 * Lets work pass until it is closed, and can wait until all that passed is done. Closing a venue
 * must not meet a promise half-way: made, acknowledged, and then cleared away with the rest.
 */
export class Gate {
  private inside = 0
  private closed = false
  private waiting: (() => void)[] = []

  /** Runs the work, or answers `otherwise` while the gate is closed. */
  async pass<T>(work: () => Promise<T> | T, otherwise: T): Promise<T> {
    if (this.closed) return otherwise
    this.inside++
    try {
      return await work()
    } finally {
      this.inside--
      if (this.inside === 0) for (const go of this.waiting.splice(0)) go()
    }
  }

  /** Runs the work alone: nothing is inside, and nothing comes in meanwhile. */
  async alone<T>(work: () => Promise<T>, otherwise: T): Promise<T> {
    if (this.closed) return otherwise
    this.closed = true
    try {
      if (this.inside > 0) await new Promise<void>((resolve) => this.waiting.push(resolve))
      return await work()
    } finally {
      this.closed = false
    }
  }
}
