import { SHEET_PROBLEMS, type SheetProblem } from '../../../../shared/ipc/sheet-calls.ts'
import type { AppError } from '../../../../shared/result.ts'

const isProblem = (text: string | undefined): text is SheetProblem =>
  SHEET_PROBLEMS.some((one) => one === text)

/** Why a folder did not take a sheet, in a sentence. */
export function problemOf(error: AppError, t: (key: string) => string): string {
  const codes = 'fields' in error ? error.fields.map(({ code }) => code) : [error.message]
  const problem = codes.find(isProblem)
  return problem ? t(`day-sheet.problem.${problem}`) : t(`common.error.${error.kind}`)
}
