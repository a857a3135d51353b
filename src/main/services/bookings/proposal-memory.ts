import { mkdir, readFile, rename } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { fail, ok, type Result } from '../../../shared/result.ts'
import type { WriteFile } from '../files/atomic-write.ts'
import type { Clock, Log } from '../ports.ts'

/** `sending`: the request left, or was about to, and no answer says what became of it. */
export interface Remembered {
  state: 'sending' | 'sent'
  /** ISO 8601 UTC. */
  at: string
}

const schema = z.record(
  z.string().regex(/^\d+$/),
  z.object({ state: z.enum(['sending', 'sent']), at: z.string() }),
)

const NAME = 'proposals.json'
/** Years of proposals; the oldest are forgotten first. */
const MOST = 5_000

/**
 * Which bookings' proposals this desk had sent, beside the venue's journal. What is remembered is on
 * the disk before it is acted upon, so that neither a kill nor a power cut leads to a second mail.
 */
export class ProposalMemory {
  private known: Map<number, Remembered> | null = null
  private queue: Promise<unknown> = Promise.resolve()
  private readonly folder: string
  private readonly write: WriteFile
  private readonly clock: Clock
  private readonly log: Log

  constructor(given: { folder: string; write: WriteFile; clock: Clock; log: Log }) {
    this.folder = given.folder
    this.write = given.write
    this.clock = given.clock
    this.log = given.log
  }

  /** `null` when nothing is remembered; `storage` when the disk does not tell. */
  get(id: number): Promise<Result<Remembered | null>> {
    return this.next(async () => {
      const known = await this.load()
      return known.ok ? ok(known.value.get(id) ?? null) : known
    })
  }

  /** Answers after the disk has it; `storage` when it does not take it, and then nothing is changed. */
  set(id: number, remembered: Remembered | null): Promise<Result<null>> {
    return this.next(() => this.change(id, remembered))
  }

  /** One at a time: what was read before a change must not take its place. */
  private next<T>(work: () => Promise<T>): Promise<T> {
    const done = this.queue.then(work)
    this.queue = done
    return done
  }

  private async change(id: number, remembered: Remembered | null): Promise<Result<null>> {
    const known = await this.load()
    if (!known.ok) return known
    const next = new Map(known.value)
    next.delete(id)
    if (remembered) next.set(id, remembered)
    const kept = [...next].sort(([, a], [, b]) => (a.at < b.at ? -1 : 1)).slice(-MOST)
    try {
      await mkdir(this.folder, { recursive: true })
      await this.write(join(this.folder, NAME), JSON.stringify(Object.fromEntries(kept)))
    } catch (error) {
      this.log.error('proposal-not-kept', { error })
      return fail({ kind: 'storage' })
    }
    this.known = new Map(kept)
    return ok(null)
  }

  private async load(): Promise<Result<Map<number, Remembered>>> {
    if (this.known) return ok(this.known)
    const path = join(this.folder, NAME)
    let text: string
    try {
      text = await readFile(path, 'utf8')
    } catch (error) {
      // Not there is nothing remembered; not readable may be anything.
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return ok((this.known = new Map()))
      this.log.error('proposals-unreadable', { error })
      return fail({ kind: 'storage' })
    }
    try {
      const entries = Object.entries(schema.parse(JSON.parse(text)))
      this.known = new Map(entries.map(([id, one]) => [Number(id), one]))
    } catch {
      this.log.error('proposals-damaged')
      await rename(path, `${path}.damaged-${this.clock.now()}`).catch(() => undefined)
      this.known = new Map()
    }
    return ok(this.known)
  }
}
