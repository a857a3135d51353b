import { z } from 'zod'
import type { DaySheet, SheetHead, SheetRow } from './day-sheet.ts'
import { isDay, isZone } from './time.ts'

/*
 * A sheet as it crosses to the main process: text, one line of JSON for the head and one for each
 * row. So it is written a few rows at a time, and main passes it on without looking into it.
 */

const strings = z.array(z.string())
const iso = z.iso.datetime()

const headSchema: z.ZodType<SheetHead> = z.strictObject({
  version: z.literal(1),
  day: z.string().refine(isDay),
  language: z.string(),
  zone: z.string().refine(isZone),
  madeAt: iso,
  syncedAt: iso,
  contacts: z.boolean(),
  venue: z.string(),
  title: z.string(),
  totals: z.string(),
  standing: z.string(),
  made: z.string(),
  warnings: strings,
  words: z.strictObject({
    who: z.string(),
    people: z.string(),
    programme: z.string(),
    status: z.string(),
    write: z.string(),
    continued: z.string(),
    page: z.string(),
    empty: z.string(),
  }),
})

const rowSchema: z.ZodType<SheetRow> = z.strictObject({
  id: z.number().int(),
  group: z.enum(['timed', 'untimed', 'cancelled']),
  heading: z.strictObject({ time: z.string(), told: z.string() }).nullable(),
  begin: iso.nullable(),
  end: iso.nullable(),
  referentie: z.string(),
  name: z.string(),
  nameless: z.boolean(),
  people: z.number().nullable(),
  peopleTold: z.string(),
  arrangement: z.string(),
  status: z.string(),
  statusTold: z.string(),
  sync: z.enum(['done', 'waiting', 'attention']),
  syncTold: z.string(),
  lines: z.array(
    z.strictObject({
      time: z.string(),
      what: z.string(),
      place: z.string(),
      remark: z.string(),
    }),
  ),
  deeds: strings,
  marks: strings,
  arrived: z.number().nullable(),
  noShow: z.boolean(),
  deskNote: z.string(),
  note: z.string(),
  open: z.number().nullable(),
  openTold: z.string(),
  phones: strings,
  emails: strings,
})

/** One line of a sheet's text: the head first, then its rows. */
export const sheetLine = (part: SheetHead | SheetRow): string => JSON.stringify(part)

/** The whole of a small sheet as text. */
export const sheetText = ({ head, rows }: DaySheet): string =>
  [head, ...rows].map(sheetLine).join('\n')

/** A sheet out of its text; `null` when it is none. */
export function readSheet(text: string): DaySheet | null {
  try {
    const [head, ...rows] = text.split('\n').map((line) => JSON.parse(line) as unknown)
    return { head: headSchema.parse(head), rows: rows.map((row) => rowSchema.parse(row)) }
  } catch {
    return null
  }
}
