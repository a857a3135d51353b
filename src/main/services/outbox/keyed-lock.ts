/** Lets works with the same key run one after another; works with different keys do not wait. */
export class KeyedLock {
  private readonly last = new Map<string, Promise<unknown>>()

  /** Runs the work when all earlier ones of the key have ended, however they ended. */
  async run<T>(key: string, work: () => Promise<T>): Promise<T> {
    const before = this.last.get(key) ?? Promise.resolve()
    const mine = before.then(work, work)
    this.last.set(key, mine)
    try {
      return await mine
    } finally {
      if (this.last.get(key) === mine) this.last.delete(key)
    }
  }
}
