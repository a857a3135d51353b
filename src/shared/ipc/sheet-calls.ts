import { z } from 'zod'
import { isDay } from '../domain/time.ts'
import { call } from './call.ts'

/*
 * The part of the contract that is about the day sheet. A sheet crosses as the text of
 * `day-sheet-text.ts`; it is read and drawn beside the main process' own work.
 */

const day = z.string().refine(isDay, 'not a day')
/** Ten thousand bookings are some ten million characters. */
const sheet = z.string().max(64_000_000)

export const sheetCalls = {
  /**
   * Puts the sheet of a day where it is always ready, as PDF and as table; older ones of ours go.
   * `not-now` while that is switched off; a folder that does not take it is told in the answer.
   */
  'daysheet:keep': call<DaySheetState>()(z.strictObject({ day, sheet })),
  /** Writes a sheet of its own, because a person asked for it, and says where. */
  'daysheet:export': call<{ path: string }>()(
    z.strictObject({ day, sheet, as: z.enum(['pdf', 'csv']) }),
  ),
  'daysheet:get': call<DaySheetState>()(z.void()),
} as const

/** Why a folder takes no sheet. */
export const SHEET_PROBLEMS = [
  'not-absolute',
  'not-a-folder',
  'not-allowed',
  'full',
  'in-use',
  'not-there',
  'failed',
] as const
export type SheetProblem = (typeof SHEET_PROBLEMS)[number]

/** What is kept ready, looked at on the disk. */
export interface DaySheetState {
  /** Sheets are kept ready at all. */
  on: boolean
  /** Absolute. */
  folder: string
  /** Days of which both files are there; `at`: when the older of the two was written, ISO 8601 UTC. */
  kept: { day: string; at: string }[]
  /** Why the last sheet could not be written; `null` when it was. */
  error: { problem: SheetProblem; path: string; at: string } | null
}
