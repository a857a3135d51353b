import { randomUUID } from 'node:crypto'
import { readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { addDays, dayOf, wallTime } from '../../../shared/domain/time.ts'
import type { SheetFacts } from '../../../shared/domain/readiness.ts'
import type { DaySheetState, SheetProblem } from '../../../shared/ipc/sheet-calls.ts'
import { fail, ok, type Result } from '../../../shared/result.ts'
import type { Settings } from '../../../shared/settings.ts'
import type { WriteBytes } from '../files/atomic-write.ts'
import type { Clock, Log } from '../ports.ts'
import type { DrawSheet } from './draw-apart.ts'
import type { Drawn } from './drawing.ts'
import {
  isFolderPath,
  keptIn,
  makeFolder,
  problemOf,
  removeSheets,
  sheetName,
  type SheetKind,
} from './sheet-files.ts'

export interface DaySheetsOptions {
  settings: () => Pick<Settings, 'sheetFiles' | 'sheetFolder' | 'sheetMinutes' | 'retentionDays'>
  /** Where sheets are when nobody chose a folder. */
  defaultFolder: () => string
  /** The demo venue's sheets have a folder of their own: in an outage nobody may take one for real. */
  demo: () => boolean
  /** Remembers which folders sheets were put in, so that all of them can be emptied. */
  path: string
  draw: DrawSheet
  write: WriteBytes
  clock: Clock
  zone: string
  /** Server clock minus this machine's, ms; `null` while Recras does not answer. */
  serverOffsetMs: () => number | null
  log: Log
}

const DEMO_FOLDER = 'demo'
const THIN_EVERY_MS = 3_600_000
/** Before every day. */
const NO_DAY = ''
const rememberedSchema = z.array(z.string())

/**
 * The day sheets that are kept ready as files, in clear: they are for the day on which nothing else
 * works. One thing at a time, each file whole or as it was.
 */
export class DaySheets {
  private readonly options: DaySheetsOptions
  private error: DaySheetState['error'] = null
  /** As last looked at. */
  private kept: DaySheetState['kept'] = []
  private last: Promise<unknown> = Promise.resolve()
  private looking: Promise<DaySheetState> | null = null
  private later: () => void = () => undefined

  constructor(options: DaySheetsOptions) {
    this.options = options
  }

  /** Removes what is too old, now and every hour, also when no new sheet is made any more. */
  boot(): Promise<void> {
    this.stop()
    this.later = this.options.clock.after(THIN_EVERY_MS, () => void this.boot())
    return this.next(async () => {
      for (const folder of await this.remembered()) await this.thin(folder)
      await this.look()
    })
  }

  stop(): void {
    this.later()
  }

  /**
   * Looks at what is there; who asks while that is under way gets the same. A network folder that went
   * away may answer no more, and of the threads that wait for disks the journal needs one.
   */
  get(): Promise<DaySheetState> {
    return (this.looking ??= this.look().finally(() => {
      this.looking = null
    }))
  }

  private async look(): Promise<DaySheetState> {
    const { folder } = this
    const on = this.options.settings().sheetFiles
    this.kept = await keptIn(folder)
    return { on, folder, kept: this.kept, error: this.error }
  }

  /** How ready today's sheet is, as far as is known without looking; `null` when none is kept. */
  facts(): SheetFacts | null {
    const { settings, clock, zone } = this.options
    const { sheetFiles, sheetMinutes: everyMinutes } = settings()
    const today = dayOf(clock.now(), zone)
    const at = this.kept.find(({ day }) => day === today)?.at
    const writtenAt = at === undefined ? null : Date.parse(at)
    return sheetFiles ? { writtenAt, everyMinutes, error: this.error?.problem ?? null } : null
  }

  /** Puts a day's sheet where it is always ready. See `daysheet:keep`. */
  keep(day: string, sheet: string): Promise<Result<DaySheetState>> {
    return this.next(async () => {
      if (!this.options.settings().sheetFiles) return fail({ kind: 'not-now' })
      const { folder } = this
      const wrote = await this.put(folder, day, sheet, (drawn) => [
        [sheetName(day, 'csv'), drawn.csv],
        [sheetName(day, 'pdf'), drawn.pdf],
      ])
      if (wrote === 'no-sheet') return fail({ kind: 'invalid', fields: [] })
      this.error = wrote
      if (!wrote) {
        await this.thin(folder)
        await this.leaveOthers(folder)
      }
      return ok(await this.look())
    })
  }

  /** Writes a sheet of its own, named after the moment. See `daysheet:export`. */
  export(day: string, sheet: string, kind: SheetKind): Promise<Result<{ path: string }>> {
    return this.next(async () => {
      const { folder } = this
      const { clock, zone } = this.options
      const moment = wallTime(clock.now(), zone).slice(11, 19).replaceAll(':', '')
      const name = sheetName(day, kind, moment)
      const wrote = await this.put(folder, day, sheet, (drawn) => [[name, drawn[kind]]])
      if (wrote === 'no-sheet') return fail({ kind: 'invalid', fields: [] })
      return wrote
        ? fail({ kind: 'storage', message: wrote.problem })
        : ok({ path: join(folder, name) })
    })
  }

  /**
   * Whether a folder that a person chose takes a file; empty for the usual one. `invalid`, with the
   * problem as its field's code, when it does not.
   */
  async tryFolder(chosen: string): Promise<Result<null>> {
    const problem = chosen.trim() === '' ? null : await this.problemWith(chosen.trim())
    if (problem === null) return ok(null)
    const field = { field: 'sheetFolder', message: problem, code: problem }
    return fail({ kind: 'invalid', fields: [field] })
  }

  /** Removes all sheets, wherever they were put: the venue is left, or they are not wanted any more. */
  forget(): Promise<void> {
    return this.next(async () => {
      this.error = null
      for (const folder of new Set([...(await this.remembered()), this.folder]))
        await this.empty(folder)
      await this.look()
    })
  }

  /** Somebody changed settings: who switches the sheets off does not want those that are there either. */
  async settingsChanged(
    now: Pick<Settings, 'sheetFiles'>,
    before: Pick<Settings, 'sheetFiles'>,
  ): Promise<void> {
    // Only then: one that a person asked for while they are off is theirs.
    if (before.sheetFiles && !now.sheetFiles) await this.forget()
  }

  private get folder(): string {
    const { settings, defaultFolder, demo } = this.options
    const folder = settings().sheetFolder.trim() || defaultFolder()
    return demo() ? join(folder, DEMO_FOLDER) : folder
  }

  private next<T>(work: () => Promise<T>): Promise<T> {
    const mine = this.last.then(work, work)
    this.last = mine
    return mine
  }

  /**
   * Draws a sheet and writes files of it, one after the other. What kept it from being done, `null` when
   * nothing did; `no-sheet` when it is none of that day.
   */
  private async put(
    folder: string,
    day: string,
    sheet: string,
    files: (drawn: Drawn) => [name: string, content: string | Uint8Array][],
  ): Promise<DaySheetState['error'] | 'no-sheet'> {
    const { clock, draw, log, write } = this.options
    try {
      const drawn = await draw(sheet)
      if (drawn?.day !== day) return 'no-sheet'
      if (!isFolderPath(folder)) throw Object.assign(new Error('no folder'), { code: 'ENOTDIR' })
      await makeFolder(folder)
      await this.remember(folder)
      for (const [name, content] of files(drawn)) await write(join(folder, name), content)
      return null
    } catch (error) {
      log.warn('day-sheet-not-written', { error })
      return { problem: problemOf(error), path: folder, at: new Date(clock.now()).toISOString() }
    }
  }

  private async problemWith(folder: string): Promise<SheetProblem | null> {
    if (!isFolderPath(folder)) return 'not-absolute'
    const probe = join(folder, `.balie-${randomUUID()}`)
    try {
      await makeFolder(folder)
      await this.options.write(probe, '')
      return null
    } catch (error) {
      return problemOf(error)
    } finally {
      await rm(probe, { force: true }).catch(() => undefined)
    }
  }

  /**
   * Removes sheets that are older than the venue keeps anything, by Recras' clock: should this machine's
   * jump ahead in an outage, they are all that there is.
   */
  private async thin(folder: string): Promise<void> {
    const { clock, zone, settings, serverOffsetMs, log } = this.options
    const now = clock.now()
    const offset = serverOffsetMs()
    const before =
      offset === null ? NO_DAY : addDays(dayOf(now + offset, zone), -settings().retentionDays)
    await removeSheets(folder, now, before).catch((error: unknown) =>
      log.warn('day-sheets-not-thinned', { error }),
    )
  }

  /** Another folder was chosen: the names in the one before have no business there any more. */
  private async leaveOthers(folder: string): Promise<void> {
    for (const other of await this.remembered()) if (other !== folder) await this.empty(other)
  }

  private async empty(folder: string): Promise<void> {
    const { clock, log } = this.options
    try {
      await removeSheets(folder, clock.now())
      const rest = (await this.remembered()).filter((one) => one !== folder)
      if (rest.length === 0) await rm(this.options.path, { force: true })
      else await this.options.write(this.options.path, JSON.stringify(rest))
    } catch (error) {
      // It stays remembered: the next time may find the drive that is away now.
      log.warn('day-sheets-not-removed', { error })
    }
  }

  private async remembered(): Promise<string[]> {
    const text = await readFile(this.options.path, 'utf8').catch(() => '[]')
    try {
      return rememberedSchema.parse(JSON.parse(text))
    } catch {
      return []
    }
  }

  private async remember(folder: string): Promise<void> {
    const known = await this.remembered()
    if (known.includes(folder)) return
    await this.options.write(this.options.path, JSON.stringify([...known, folder]))
  }
}
