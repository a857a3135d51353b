import { join } from 'node:path'
import type { JournalDamage } from '../../../shared/outbox/entry.ts'
import { fail, ok, type AppError, type Result } from '../../../shared/result.ts'
import type { Clock, Log } from '../ports.ts'
import type { JournalFile, JournalFs } from './journal-fs.ts'
import { encodeRecord, readRecords } from './records.ts'

export interface JournalOptions {
  /** Its own folder; made when it is not there. */
  folder: string
  fs: JournalFs
  clock: Clock
  log: Log
  /** Called with records the moment they are durable, in the order of the file; also at opening. */
  onDurable(records: readonly unknown[]): void
  /** The shortest list of records that says all that was said: what compaction writes. */
  snapshot(): unknown[]
  /** Called once, after the whole records, when opening found bytes that are none. */
  onDamage(damage: JournalDamage): void
}

/** The journal's file in its folder. */
export const JOURNAL_NAME = 'journal.log'
const COMPACT_BYTES = 256 * 1024
const COMPACT_RECORDS = 1000
/** Nothing of a record: a line of blanks, long enough to need room on the disk. */
const PROBE = `${' '.repeat(1023)}\n`

interface Waiting {
  records: readonly unknown[]
  text: string
  done: (result: Result<void>) => void
}

/**
 * An append-only file of records. `append` answers only when its records are on the disk; what
 * could not be written does not count and is cut off again. All disk work is done by one loop, so
 * records that arrive while the disk is busy share the next `fsync`.
 */
export class Journal {
  private readonly options: JournalOptions
  private readonly path: string
  private opening: Promise<Result<void>> | null = null
  private opened = false
  private file: JournalFile | null = null
  /** Bytes of the file that count; what stands behind them is cut off before the next write. */
  private length = 0
  private tail: 'clean' | 'dirty' = 'clean'
  /** Set while the file is not fit to be written to: this is set aside first, then it is made anew. */
  private unfit: { aside: { path: string; bytes: Uint8Array } | null } | null = null
  private compactedLength = 0
  private recordsSince = 0
  private queue: Waiting[] = []
  private busy: Promise<void> | null = null

  constructor(options: JournalOptions) {
    this.options = options
    this.path = join(options.folder, JOURNAL_NAME)
  }

  get bytes(): number {
    return this.length
  }

  /** Reads what is there, however damaged, and starts a clean file. Fails when it cannot be read. */
  async open(): Promise<Result<void>> {
    this.opening ??= this.load()
    const result = await this.opening
    if (!result.ok) this.opening = null
    return result
  }

  /** Resolves when the records are on the disk, or with `storage` when they are not and do not count. */
  append(records: readonly unknown[]): Promise<Result<void>> {
    return this.write(records, records.map(encodeRecord).join(''))
  }

  /** Whether the disk would take a promise now. */
  probe(): Promise<Result<void>> {
    return this.write([], PROBE)
  }

  /** Writes the file anew, as short as it can be. What it held before is gone from the disk. */
  async compact(): Promise<void> {
    this.recordsSince = Number.POSITIVE_INFINITY
    await this.probe()
    await this.idle()
  }

  /** Waits for what was appended; nothing can be appended after. */
  async close(): Promise<void> {
    await this.idle()
    this.opened = false
    await this.closeFile()
  }

  private async idle(): Promise<void> {
    while (this.busy) await this.busy
  }

  private async load(): Promise<Result<void>> {
    const { fs, folder, onDurable, log } = this.options
    let bytes: Uint8Array
    try {
      for (const changed of await fs.makeFolder(folder)) await fs.syncFolder(changed)
      bytes = (await fs.read(this.path)) ?? new Uint8Array()
    } catch (error) {
      return fail(storageError(error))
    }
    const { records, damaged, ended } = readRecords(bytes)
    this.length = bytes.length
    onDurable(records)
    if (damaged.length > 0) this.reportDamage(damaged, records.length)
    else if (!ended) this.unfit = { aside: null }
    try {
      await this.makeFit()
    } catch (error) {
      // Read, but not writable now: what was promised is known, and `append` tries again.
      log.warn('journal-compact-failed', { code: codeOf(error) })
    }
    this.opened = true
    return ok(undefined)
  }

  private reportDamage(lines: readonly Uint8Array[], kept: number): void {
    const { clock, folder, onDamage } = this.options
    const bytes = Buffer.concat(lines.flatMap((line) => [line, Buffer.from('\n')]))
    const foundAt = new Date(clock.now()).toISOString()
    const path = join(folder, `journal.damaged-${foundAt.replaceAll(/[:.]/g, '-')}.log`)
    this.unfit = { aside: { path, bytes } }
    onDamage({ foundAt, file: path, bytes: bytes.length - lines.length, kept })
  }

  private write(records: readonly unknown[], text: string): Promise<Result<void>> {
    if (!this.opened) return Promise.resolve(fail({ kind: 'storage', message: 'journal closed' }))
    return new Promise((done) => {
      this.queue.push({ records, text, done })
      this.busy ??= this.drain()
    })
  }

  private async drain(): Promise<void> {
    try {
      while (this.queue.length > 0) {
        const batch = this.queue
        this.queue = []
        const result = await this.writeDurably(batch.map((one) => one.text).join(''))
        for (const one of batch) {
          if (result.ok) this.options.onDurable(one.records)
          one.done(result)
        }
        if (!result.ok) continue
        this.recordsSince += batch.reduce((sum, one) => sum + one.records.length, 0)
        await this.compactWhenLong()
      }
    } finally {
      // In the same step as the last look at the queue: what comes now starts a new loop.
      this.busy = null
    }
  }

  private async writeDurably(text: string): Promise<Result<void>> {
    const bytes = new TextEncoder().encode(text)
    try {
      if (this.unfit) await this.makeFit()
      const file = await this.writableFile()
      this.tail = 'dirty'
      await writeAll(file, bytes, this.length)
      await file.sync()
      this.length += bytes.length
      this.tail = 'clean'
      return ok(undefined)
    } catch (error) {
      await this.cutTail()
      return fail(storageError(error))
    }
  }

  /** The open file, without anything behind the bytes that count. */
  private async writableFile(): Promise<JournalFile> {
    if (!this.file) {
      const { fs, folder } = this.options
      this.file = await fs.open(this.path)
      await fs.syncFolder(folder)
    }
    if (this.tail === 'dirty') {
      await this.file.truncate(this.length)
      await this.file.sync()
      this.tail = 'clean'
    }
    return this.file
  }

  /**
   * After a failed write. When even this fails the tail stays marked, and the next write starts
   * with it. The file is opened anew: after a failed `fsync` a handle may report success for bytes
   * that the disk never got.
   */
  private async cutTail(): Promise<void> {
    try {
      if (this.tail === 'dirty' && this.file) await this.writableFile()
    } catch (error) {
      this.options.log.warn('journal-tail-kept', { code: codeOf(error) })
    }
    await this.closeFile()
  }

  private async closeFile(): Promise<void> {
    const file = this.file
    this.file = null
    try {
      await file?.close()
    } catch (error) {
      this.options.log.warn('journal-close-failed', { code: codeOf(error) })
    }
  }

  private async compactWhenLong(): Promise<void> {
    const long =
      this.recordsSince > COMPACT_RECORDS ||
      (this.length > COMPACT_BYTES && this.length > 2 * this.compactedLength)
    if (!long) return
    try {
      await this.rewrite()
    } catch (error) {
      this.options.log.warn('journal-compact-failed', { code: codeOf(error) })
      // The long file is as good as the short one; not again at every record.
      this.recordsSince = 0
      this.compactedLength = this.length
    }
  }

  /** Sets damaged bytes aside and starts a clean file. */
  private async makeFit(): Promise<void> {
    if (this.unfit?.aside) {
      await this.writeWhole(this.unfit.aside.path, this.unfit.aside.bytes)
      await this.options.fs.syncFolder(this.options.folder)
      this.unfit = { aside: null }
    }
    await this.rewrite()
    this.unfit = null
  }

  /** Replaces the file by a snapshot in one step: a crash anywhere leaves the old or the new one. */
  private async rewrite(): Promise<void> {
    const { fs, folder, snapshot } = this.options
    const bytes = new TextEncoder().encode(snapshot().map(encodeRecord).join(''))
    const next = `${this.path}.next`
    await fs.remove(next)
    await this.writeWhole(next, bytes)
    // Windows renames over no open file.
    await this.closeFile()
    await fs.rename(next, this.path)
    this.length = bytes.length
    this.compactedLength = bytes.length
    this.recordsSince = 0
    this.tail = 'clean'
    await fs.syncFolder(folder)
  }

  private async writeWhole(path: string, bytes: Uint8Array): Promise<void> {
    const file = await this.options.fs.open(path)
    try {
      await writeAll(file, bytes, 0)
      await file.sync()
    } finally {
      await file.close()
    }
  }
}

async function writeAll(file: JournalFile, bytes: Uint8Array, position: number): Promise<void> {
  for (let written = 0; written < bytes.length;) {
    const taken = await file.write(bytes.subarray(written), position + written)
    if (taken === 0) throw Object.assign(new Error('nothing written'), { code: 'ENOSPC' })
    written += taken
  }
}

const codeOf = (error: unknown): string =>
  String((error as NodeJS.ErrnoException | null)?.code ?? error)

const storageError = (error: unknown): AppError => ({ kind: 'storage', message: codeOf(error) })
