import { mkdir, readdir, rm, stat } from 'node:fs/promises'
import { dirname, isAbsolute, join, parse } from 'node:path'
import type { DaySheetState, SheetProblem } from '../../../shared/ipc/sheet-calls.ts'

/*
 * The sheets in a folder: how they are called, which are there, which are too old. A folder of a
 * person's documents may hold anything else: nothing but what is called as ours is ever touched.
 */

export type SheetKind = 'pdf' | 'csv'

/** The one of the day, or one that was asked for at a moment; and what a power cut left of either. */
const OURS = /^balie-daglijst-(\d{4}-\d{2}-\d{2})(-\d{6})?\.(pdf|csv)(\.\d+\.\d+\.tmp)?$/
/** What is beside a file for longer than this is left of a write that was cut off. */
const CUT_OFF_MS = 3_600_000

/** The file of a day's sheet; with a moment (`HHMMSS`) one of its own beside it. */
export const sheetName = (day: string, kind: SheetKind, moment?: string): string =>
  `balie-daglijst-${day}${moment === undefined ? '' : `-${moment}`}.${kind}`

/** Days of which both files are in the folder, in order. Empty when it cannot be read. */
export async function keptIn(folder: string): Promise<DaySheetState['kept']> {
  const names = new Set(await readdir(folder).catch(() => []))
  const days = [...names].flatMap((name) => {
    const [, day, moment, kind, cutOff] = OURS.exec(name) ?? []
    const whole = kind === 'pdf' && moment === undefined && cutOff === undefined
    return day !== undefined && whole && names.has(sheetName(day, 'csv')) ? [day] : []
  })
  const kept = await Promise.all(
    days.toSorted().map(async (day) => {
      const times = await Promise.all(
        (['pdf', 'csv'] as const).map((kind) => stat(join(folder, sheetName(day, kind)))),
      ).catch(() => [])
      const oldest = Math.min(...times.map(({ mtimeMs }) => mtimeMs))
      return times.length > 0 ? [{ day, at: new Date(oldest).toISOString() }] : []
    }),
  )
  return kept.flat()
}

/**
 * Removes our sheets of days before `day` (all of them without one), and what cut-off writes left.
 * Rejects when something that should go does not.
 *
 * @param now epoch ms
 */
export async function removeSheets(folder: string, now: number, before?: string): Promise<void> {
  const names = await readdir(folder).catch((error: unknown) => {
    if (problemOf(error) === 'not-there') return []
    throw error
  })
  for (const name of names) {
    const [, day, , , cutOff] = OURS.exec(name) ?? []
    if (day === undefined) continue
    const path = join(folder, name)
    const isOld = before === undefined || day < before
    if (isOld || (cutOff !== undefined && (await isLeft(path, now))))
      await rm(path, { force: true })
  }
}

const isLeft = (path: string, now: number): Promise<boolean> =>
  stat(path).then(
    ({ mtimeMs }) => now - mtimeMs > CUT_OFF_MS,
    () => false,
  )

/** Makes the folder when it is missing. Rejects when that is not possible. */
export async function makeFolder(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o700 })
}

/** Whether the path could be a folder at all: whole, and not a drive or the root itself. */
export const isFolderPath = (path: string): boolean =>
  isAbsolute(path) && dirname(path) !== path && parse(path).base !== '' && !path.includes('\0')

const PROBLEMS: Record<string, SheetProblem> = {
  ENOTDIR: 'not-a-folder',
  EEXIST: 'not-a-folder',
  EISDIR: 'not-a-folder',
  EACCES: 'not-allowed',
  EROFS: 'not-allowed',
  ENOSPC: 'full',
  EDQUOT: 'full',
  EBUSY: 'in-use',
  ENOENT: 'not-there',
  ENODEV: 'not-there',
  ENXIO: 'not-there',
  ENOTCONN: 'not-there',
}

/** What a failure of the file system means for the person who chose the folder. */
export function problemOf(error: unknown): SheetProblem {
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  // Windows says EPERM of a file that another program, such as a PDF reader, holds open.
  if (code === 'EPERM') return process.platform === 'win32' ? 'in-use' : 'not-allowed'
  return PROBLEMS[code] ?? 'failed'
}
