import { CSV_START, csvRow } from '../../../shared/csv.ts'
import type { DayLogLine } from '../../../shared/day-log.ts'
import { dayOf, wallTime } from '../../../shared/domain/time.ts'

const HEAD = ['day', 'time', 'kind', 'by', 'desk', 'referentie', 'bookingId', 'detail']

/** A day's log as a table: the venue's day and time, and the plain names of what happened. */
export const dayLogTable = (lines: readonly DayLogLine[], zone: string): string =>
  CSV_START +
  [
    HEAD,
    ...lines.map(({ at, kind, by, desk, referentie, bookingId, detail }) => {
      const moment = Date.parse(at)
      return [
        dayOf(moment, zone),
        wallTime(moment, zone).slice(11, 19),
        kind,
        by?.initials ?? null,
        desk,
        referentie,
        bookingId,
        detail,
      ]
    }),
  ]
    .map(csvRow)
    .join('')
