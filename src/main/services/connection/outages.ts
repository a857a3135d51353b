import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import type { Outage } from '../../../shared/domain/outage-summary.ts'
import type { WriteFile } from '../files/atomic-write.ts'
import type { Log } from '../ports.ts'
import type { OutageKeeper } from './monitor.ts'

const NAME = 'outages.json'
const KEPT = 10
/** A line that comes and goes within it is one outage to the people at the desk. */
const SAME_MS = 60_000

const offset = z.number().nullable()
const moment = z.iso.datetime()
const schema = z.object({
  version: z.literal(1),
  current: z.object({ from: moment, fromOffsetMs: offset }).nullable(),
  past: z.array(
    z.object({
      from: moment,
      to: moment,
      fromOffsetMs: offset,
      toOffsetMs: offset,
      dismissed: z.boolean(),
    }),
  ),
})
type Kept = z.infer<typeof schema>

/**
 * The last outages of a venue, kept beside its journal: the beginning of one outlives the app. No
 * promise stands in it, so a disk that does not take it costs nothing but the memory of it.
 */
export class Outages implements OutageKeeper {
  private kept: Kept = { version: 1, current: null, past: [] }
  private unsaved = false
  private writing: Promise<void> | null = null
  private readonly path: string
  private readonly write: WriteFile
  private readonly log: Log

  constructor(given: { folder: string; write: WriteFile; log: Log }) {
    this.path = join(given.folder, NAME)
    this.write = given.write
    this.log = given.log
  }

  /** Reads what was kept; a file that makes no sense counts for nothing. */
  async load(): Promise<void> {
    try {
      this.kept = schema.parse(JSON.parse(await readFile(this.path, 'utf8')))
    } catch {
      // None yet, or none that says anything: the next outage makes a new one.
    }
  }

  get since(): number | null {
    return this.kept.current && Date.parse(this.kept.current.from)
  }

  /** Those that are over, the most recent first. */
  get past(): readonly Outage[] {
    return this.kept.past
  }

  began(from: number, offsetMs: number | null): void {
    const [last, ...earlier] = this.kept.past
    const gap = last ? from - Date.parse(last.to) : Infinity
    const same = last && !last.dismissed && gap >= 0 && gap <= SAME_MS
    this.keep({
      version: 1,
      current: same
        ? { from: last.from, fromOffsetMs: last.fromOffsetMs }
        : { from: new Date(from).toISOString(), fromOffsetMs: offsetMs },
      past: same ? earlier : this.kept.past,
    })
  }

  ended(to: number, offsetMs: number | null): void {
    const { current, past } = this.kept
    if (!current) return
    const outage: Outage = {
      ...current,
      to: new Date(to).toISOString(),
      toOffsetMs: offsetMs,
      dismissed: false,
    }
    this.keep({ version: 1, current: null, past: [outage, ...past].slice(0, KEPT) })
  }

  /** A person has seen the summaries of this outage and of those before it. */
  dismiss(from: string): void {
    const upTo = Date.parse(from)
    const past = this.kept.past.map((one) =>
      Date.parse(one.from) <= upTo ? { ...one, dismissed: true } : one,
    )
    this.keep({ ...this.kept, past })
  }

  /** Resolves when the disk has what is known, or refused it; before the folder is there it does. */
  async settled(): Promise<void> {
    if (this.unsaved) this.save()
    await this.writing
  }

  private keep(next: Kept): void {
    this.kept = next
    this.save()
  }

  /** One write at a time, always of the latest. */
  private save(): void {
    this.unsaved = true
    this.writing ??= this.saveAll().finally(() => {
      this.writing = null
    })
  }

  private async saveAll(): Promise<void> {
    while (this.unsaved) {
      this.unsaved = false
      try {
        await this.write(this.path, JSON.stringify(this.kept))
      } catch (error) {
        this.unsaved = true
        this.log.warn('outages-not-kept', { error })
        return
      }
    }
  }
}
