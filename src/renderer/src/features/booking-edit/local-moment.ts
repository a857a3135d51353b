import { instantAt, instantOf, wallTime } from '../../../../shared/domain/time.ts'

/** A moment as a field for day and time has it, on the venue's clock: `2026-06-13T14:15`. */
export function toLocal(text: string, zone: string): string {
  const at = instantOf(text)
  return at === null ? text.slice(0, 16) : wallTime(at, zone).slice(0, 16)
}

/** The same as the API has it, with the offset of that day; what is no moment stays as typed. */
export function fromLocal(typed: string, zone: string): string | null {
  if (typed === '') return null
  const [day = '', time = ''] = typed.split('T')
  const at = instantAt(day, time, zone)
  return at === null ? typed : wallTime(at, zone)
}
