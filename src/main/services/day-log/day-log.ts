import { appendFile, mkdir, readdir, readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import {
  dayLogLineSchema,
  type DayLogEntry,
  type DayLogLine,
  type DayLogPage,
  type ToldDayLog,
} from '../../../shared/day-log.ts'
import { addDays, dayOf } from '../../../shared/domain/time.ts'
import { fail, ok, type Result } from '../../../shared/result.ts'
import type { Actor } from '../../../shared/staff.ts'
import type { Clock, Log } from '../ports.ts'
import { dayLogTable } from './table.ts'

/** Puts text behind what a file has, made when it is not there. Rejects when the disk does not take it. */
export type AppendFile = (path: string, text: string) => Promise<void>

export const appendToFile: AppendFile = (path, text) => appendFile(path, text, { mode: 0o600 })

export interface DayLogOptions {
  /** The venue's own folder; made when there is something to write. */
  folder: string
  append: AppendFile
  /** The venue's time zone, which says what a day is. */
  zone: string
  clock: Clock
  log: Log
  /** Name of this desk. */
  desk(): string
  /** Who is at the desk; `null` when nobody said so. */
  who(): Actor | null
  /** Days that stay in the page's cache (settings). */
  retentionDays(): number
  /** Server clock minus this machine's, ms; `null` while Recras does not answer. */
  serverOffsetMs(): number | null
}

/** A day's log stays so much longer than the day's bookings: what went wrong is asked about later. */
const LONGER_DAYS = 14
const AGAIN_MS = 10_000
/** More than these do not wait for a disk that takes nothing: the oldest are given up. */
const MOST_WAITING = 5000
const LONGEST_DETAIL = 200
const LONGEST_REFERENCE = 80
const FILE = /^(\d{4}-\d{2}-\d{2})\.jsonl$/

interface Waiting {
  day: string
  line: DayLogLine
}

/**
 * Who did what at this installation: one file of JSON lines for each of the venue's days. Lines are
 * written at once and in order, but not forced to the disk: what was promised stands in the journal,
 * this only tells of it. No guest's data is in it.
 */
export class DayLog {
  private readonly options: DayLogOptions
  private waiting: Waiting[] = []
  private busy: Promise<void> | null = null
  private again: (() => void) | null = null
  /** The file may end in half a line: of an earlier run, or of a write that failed. */
  private readonly ragged = new Map<string, boolean>()
  private prunedOn = ''
  private closed = false
  private failing = false

  constructor(options: DayLogOptions) {
    this.options = options
  }

  /** Takes a line. Never fails and never waits. */
  readonly told: ToldDayLog = (entry) => {
    if (this.closed) return
    const line = this.lineOf(entry)
    this.waiting.push({ day: dayOf(Date.parse(line.at), this.options.zone), line })
    if (this.waiting.length > MOST_WAITING) this.waiting.shift()
    this.write()
  }

  /** A day's lines in the order they happened, and how many could not be read. */
  async get(day: string): Promise<Result<DayLogPage>> {
    await this.busy
    let text = ''
    try {
      text = await readFile(this.pathOf(day), 'utf8')
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException
      if (code !== 'ENOENT') return fail({ kind: 'storage', message: code ?? String(error) })
    }
    const page = readLines(text)
    // While the disk takes nothing, they are known all the same.
    const later = this.waiting.filter((one) => one.day === day).map(({ line }) => line)
    return ok({ ...page, lines: [...page.lines, ...later] })
  }

  /** Writes a day's log as a table for a spreadsheet, and says where. */
  async exportTo(folder: string, day: string): Promise<Result<{ path: string }>> {
    const page = await this.get(day)
    if (!page.ok) return page
    const now = new Date(this.options.clock.now()).toISOString()
    const path = join(folder, `balie-daglog-${day}-${now.replaceAll(/[:.]/g, '-')}.csv`)
    try {
      await mkdir(folder, { recursive: true })
      await this.options.append(path, dayLogTable(page.value.lines, this.options.zone))
      return ok({ path })
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException
      return fail({ kind: 'storage', message: code ?? String(error) })
    }
  }

  /** Writes what is left. Nothing is taken after. */
  async close(): Promise<void> {
    this.closed = true
    this.again?.()
    this.again = null
    this.write()
    await this.busy
  }

  /** Removes all of it. Nothing is taken after. */
  async forget(): Promise<void> {
    await this.close()
    this.waiting = []
    await rm(this.options.folder, { recursive: true, force: true }).catch((error: unknown) =>
      this.options.log.error('day-log-not-removed', { error }),
    )
  }

  private lineOf(entry: DayLogEntry): DayLogLine {
    const { clock, desk, who } = this.options
    return {
      at: new Date(clock.now()).toISOString(),
      kind: entry.kind,
      by: entry.by === undefined ? who() : entry.by,
      desk: desk(),
      bookingId: entry.bookingId ?? null,
      referentie: entry.referentie?.slice(0, LONGEST_REFERENCE) ?? null,
      detail: entry.detail?.slice(0, LONGEST_DETAIL) ?? null,
    }
  }

  private write(): void {
    this.busy ??= this.drain().finally(() => {
      this.busy = null
    })
  }

  private async drain(): Promise<void> {
    for (let first = this.waiting[0]; first; first = this.waiting[0]) {
      const { day } = first
      const end = this.waiting.findIndex((one) => one.day !== day)
      const batch = end === -1 ? this.waiting : this.waiting.slice(0, end)
      const taken = [...batch]
      try {
        await this.append(day, taken)
      } catch (error) {
        this.failed(error)
        return
      }
      const written = new Set(taken)
      this.waiting = this.waiting.filter((one) => !written.has(one))
      this.failing = false
      await this.prune()
    }
  }

  private async append(day: string, batch: readonly Waiting[]): Promise<void> {
    const { folder, append } = this.options
    const text = batch.map(({ line }) => `${JSON.stringify(line)}\n`).join('')
    const ragged = this.ragged.get(day) ?? true
    this.ragged.set(day, true)
    await mkdir(folder, { recursive: true, mode: 0o700 })
    // An empty line costs nothing; half a line would spoil the one written behind it.
    await append(this.pathOf(day), ragged ? `\n${text}` : text)
    this.ragged.set(day, false)
  }

  private failed(error: unknown): void {
    const { clock, log } = this.options
    if (!this.failing)
      log.warn('day-log-not-written', { code: (error as NodeJS.ErrnoException).code ?? '' })
    this.failing = true
    if (this.closed) return
    this.again ??= clock.after(AGAIN_MS, () => {
      this.again = null
      this.write()
    })
  }

  /** Once a day, by Recras' clock: files of days that are long past go. This machine's may have jumped. */
  private async prune(): Promise<void> {
    const { folder, retentionDays, serverOffsetMs, clock, zone, log } = this.options
    const offset = serverOffsetMs()
    if (offset === null) return
    const today = dayOf(clock.now() + offset, zone)
    if (this.prunedOn === today) return
    this.prunedOn = today
    const first = addDays(today, -(retentionDays() + LONGER_DAYS))
    try {
      for (const name of await readdir(folder)) {
        const day = FILE.exec(name)?.[1]
        if (day !== undefined && day < first) await rm(join(folder, name), { force: true })
      }
    } catch (error) {
      log.warn('day-log-not-pruned', { code: (error as NodeJS.ErrnoException).code ?? '' })
    }
  }

  private pathOf(day: string): string {
    return join(this.options.folder, `${day}.jsonl`)
  }
}

/** Every whole line of a file that may have been cut or scribbled on. */
export function readLines(text: string): DayLogPage {
  const page: DayLogPage = { lines: [], skipped: 0 }
  for (const line of text.split('\n')) {
    if (line.trim() === '') continue
    const read = parse(line)
    if (read) page.lines.push(read)
    else page.skipped += 1
  }
  return page
}

function parse(line: string): DayLogLine | null {
  try {
    const { at, kind, by, desk, bookingId, referentie, detail } = dayLogLineSchema.parse(
      JSON.parse(line),
    )
    return { at, kind, by, desk, bookingId, referentie, detail }
  } catch {
    return null
  }
}
