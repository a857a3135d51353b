import { defineStore } from 'pinia'
import { shallowRef } from 'vue'
import type { DaySheetState } from '../../../shared/ipc/sheet-calls.ts'
import type { AppError, Result } from '../../../shared/result.ts'
import { call } from '../ipc.ts'

/** The day sheets that main keeps ready as files, as it last told. */
export const useDaySheetStore = defineStore('day-sheet', () => {
  const state = shallowRef<DaySheetState | null>(null)
  /** Why the last sheet was not taken at all; `null` when it was, also when the disk did not. */
  const failure = shallowRef<AppError | null>(null)

  function follow(answer: Result<DaySheetState>): boolean {
    failure.value = answer.ok ? null : answer.error
    if (answer.ok) state.value = answer.value
    return answer.ok && answer.value.error === null
  }

  /** Has main look at the folder. */
  const look = async (): Promise<void> => void follow(await call('daysheet:get'))

  /** Has main keep a day's sheet, as text; answers whether it is on the disk. */
  const keep = async (day: string, sheet: string): Promise<boolean> =>
    follow(await call('daysheet:keep', { day, sheet }))

  return { state, failure, look, keep }
})
