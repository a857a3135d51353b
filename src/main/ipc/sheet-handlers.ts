import type { sheetCalls } from '../../shared/ipc/sheet-calls.ts'
import { fail, ok, type AppError, type Result } from '../../shared/result.ts'
import type { Settings } from '../../shared/settings.ts'
import type { Desk } from '../app/desk.ts'
import type { DaySheets } from '../services/day-sheet/day-sheets.ts'
import type { Handlers } from './answer.ts'

const NO_VENUE = fail<AppError>({ kind: 'not-now' })

/** What answers the calls about the day sheet. */
export function sheetHandlers(given: {
  desk: Desk
  sheets: DaySheets
  ready: Promise<void>
}): Pick<Handlers, keyof typeof sheetCalls> {
  const { desk, sheets, ready } = given
  /** Never while a venue is being left: what is written then would stay behind. */
  const write = async <T>(work: () => Promise<Result<T>>): Promise<Result<T>> => {
    await ready
    return desk.promises.pass<Result<T>>(() => (desk.venue ? work() : NO_VENUE), NO_VENUE)
  }
  return {
    'daysheet:keep': ({ day, sheet }) => write(() => sheets.keep(day, sheet)),
    'daysheet:export': ({ day, sheet, as }) => write(() => sheets.export(day, sheet, as)),
    'daysheet:get': async () => {
      await ready
      return ok(await sheets.get())
    },
  }
}

/** Looks at a folder before it is kept as the place for the sheets. */
export async function withTriedFolder<T>(
  sheets: DaySheets,
  { sheetFolder }: { sheetFolder?: Settings['sheetFolder'] | undefined },
  change: () => Promise<Result<T>>,
): Promise<Result<T>> {
  const tried = sheetFolder === undefined ? ok(null) : await sheets.tryFolder(sheetFolder)
  return tried.ok ? change() : tried
}
