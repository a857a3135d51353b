import type { CustomersDelta } from '../../../shared/ipc/record-calls.ts'
import type { CustomerCache } from './customers.ts'

/**
 * The one writer of the customers' cache, in the order in which main sent, a message at a time: more
 * together would be faster, and hold up whoever stands at the desk. After a failure everything is
 * dropped until a read begins anew from what the disk really has, so that no page counts as read that
 * is not there.
 */
export class CustomerWriter {
  private readonly cache: CustomerCache
  private readonly failed: (error: unknown) => void
  private queue: CustomersDelta[] = []
  private writing: Promise<void> | null = null
  /** The disk did not take something since the last `resume`. */
  broken = false

  constructor(cache: CustomerCache, failed: (error: unknown) => void) {
    this.cache = cache
    this.failed = failed
  }

  push(delta: CustomersDelta): void {
    if (this.broken) return
    this.queue.push(delta)
    this.writing ??= this.work()
  }

  resume(): void {
    this.broken = false
  }

  /** Resolves when all that was pushed so far is written, or failed. */
  async idle(): Promise<void> {
    await this.writing
  }

  private async work(): Promise<void> {
    try {
      for (let next = this.queue.shift(); next; next = this.queue.shift())
        await this.cache.apply([next])
    } catch (error) {
      this.broken = true
      this.queue = []
      this.failed(error)
    } finally {
      this.writing = null
    }
  }
}
