import type { CachedBooking, PageDelta } from '../../../shared/ipc/contract.ts'
import type { Cache, CacheChange, Prepared } from './cache.ts'

export interface DeltaWriterOptions {
  written: (change: CacheChange) => void
  /** The disk did not take it; what comes next is not written either until `resume`. */
  failed: (error: unknown) => void
}

/** As many bookings in one transaction: its price is paid less often, and no task gets long. */
const MOST = 200

/**
 * The one writer of the cache: what main sends, in the order in which it was sent. What queues up
 * while the disk is busy is written together. After a failure everything is dropped until main has
 * been told anew what the cache really has, so that no day counts as read that is not.
 */
export class DeltaWriter {
  private readonly cache: Cache
  private readonly options: DeltaWriterOptions
  private queue: PageDelta[] = []
  private writing: Promise<void> | null = null
  private broken = false

  constructor(cache: Cache, options: DeltaWriterOptions) {
    this.cache = cache
    this.options = options
  }

  push(delta: PageDelta): void {
    if (this.broken) return
    this.queue.push(delta)
    this.writing ??= this.work()
  }

  /** What the cache has is being told to main: from here on its deltas fit again. */
  resume(): void {
    this.broken = false
  }

  /** Resolves when all that was pushed so far is written, or failed. */
  async idle(): Promise<void> {
    await this.writing
  }

  private async work(): Promise<void> {
    let ahead: Prepared | null = null
    while (ahead !== null || this.queue.length > 0) {
      const now: Prepared = ahead ?? this.cache.prepare(merge(this.take()))
      // The next part is sealed while this one is written.
      ahead = this.queue.length > 0 ? this.cache.prepare(merge(this.take())) : null
      // Sealing that part is a task, and committing this one another.
      await nextTurn()
      try {
        this.options.written(await this.cache.commit(now))
        await nextTurn()
      } catch (error) {
        this.broken = true
        this.queue = []
        ahead = null
        this.options.failed(error)
      }
    }
    this.writing = null
  }

  /** The next deltas that go together: whole ones, at most one that ends the read of a day. */
  private take(): PageDelta[] {
    let count = 0
    let rows = 0
    for (const delta of this.queue) {
      rows += delta.upserts.length
      if (count > 0 && rows > MOST) break
      count++
      if (delta.day) break
    }
    return this.queue.splice(0, count)
  }
}

/** Several deltas as one, with the effect of one after the other. */
function merge(deltas: readonly PageDelta[]): PageDelta {
  const [first, ...rest] = deltas
  if (first && rest.length === 0) return first
  const upserts = new Map<number, CachedBooking>()
  const removed = new Set<number>()
  const codes = new Map<string, number>()
  for (const delta of deltas) {
    for (const record of delta.upserts) {
      upserts.set(record.row.id, record)
      removed.delete(record.row.id)
    }
    for (const id of delta.removed) {
      upserts.delete(id)
      removed.add(id)
    }
    for (const [id, text] of delta.codes) codes.set(text, id)
  }
  return {
    upserts: [...upserts.values()],
    removed: [...removed],
    codes: [...codes].map(([text, id]) => [id, text]),
    day: deltas.findLast((delta) => delta.day)?.day ?? null,
    names: deltas.findLast((delta) => delta.names)?.names ?? null,
  }
}

/**
 * Lets what waits in the page have its turn: a key, a scan, a frame. Otherwise all that follows from
 * one write would be one task with the beginning of the next.
 */
const nextTurn = (): Promise<void> =>
  new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel()
    port1.onmessage = () => {
      port1.close()
      resolve()
    }
    port2.postMessage(null)
  })
