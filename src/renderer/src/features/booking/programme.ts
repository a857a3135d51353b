import { dayOf, instantOf } from '../../../../shared/domain/time.ts'
import type { Booking, BookingLine } from '../../../../shared/recras/schemas.ts'

/** One activity, readable: instants in epoch ms, `null` when Recras sent something that is no time. */
export interface ProgrammeLine {
  key: string
  line: BookingLine
  begin: number | null
  end: number | null
}

/** The activities of one of the venue's days; `day` is `null` for those without a time. */
export interface ProgrammeDay {
  day: string | null
  lines: ProgrammeLine[]
}

/** The lines of a booking by day and begin; those without a readable begin last, in Recras' order. */
export function programmeOf(booking: Booking, zone: string): ProgrammeDay[] {
  const lines = (booking.boekingsregels ?? []).map((line, index) => ({
    key: `${line.id ?? 'x'}.${index}`,
    line,
    begin: instantOf(line.begin),
    end: instantOf(line.eind),
  }))
  lines.sort((a, b) => (a.begin ?? Infinity) - (b.begin ?? Infinity) || 0)
  const days: ProgrammeDay[] = []
  for (const line of lines) {
    const day = line.begin === null ? null : dayOf(line.begin, zone)
    const last = days.at(-1)
    if (last && last.day === day) last.lines.push(line)
    else days.push({ day, lines: [line] })
  }
  return days
}
