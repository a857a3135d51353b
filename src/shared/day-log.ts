import { z } from 'zod'
import { actorSchema, type Actor } from './staff.ts'

/*
 * The day's log: who did what at this installation, for leads and for the person who looks at a
 * kiosk's day. Kept in the main process, one file a day. No guest's name, phone or mail stands in
 * it, and nothing that a person wrote: references, numbers and plain words only.
 */

export const DAY_LOG_KINDS = [
  'promised',
  'undone',
  'done',
  'needs-person',
  'retried',
  'dropped',
  'arrived',
  'no-show',
  'no-show-undone',
  'note',
  'unlocked',
  'locked',
  'wrong-pin',
  'staff-changed',
  'settings-changed',
  'line-lost',
  'line-back',
  'kiosk-welcome',
  'kiosk-already',
  'kiosk-early',
  'kiosk-ask-staff',
  'kiosk-out-of-order',
  'kiosk-mended',
  'kiosk-left',
  'started',
] as const
export type DayLogKind = (typeof DAY_LOG_KINDS)[number]

export const dayLogLineSchema = z.looseObject({
  /** ISO 8601 UTC. */
  at: z.string().refine((text) => !Number.isNaN(Date.parse(text))),
  kind: z.enum(DAY_LOG_KINDS),
  by: actorSchema.nullable(),
  desk: z.string(),
  bookingId: z.number().int().nullable(),
  referentie: z.string().nullable(),
  /** A status, a number, a reason: never a guest's data. */
  detail: z.string().nullable(),
})

export interface DayLogLine {
  at: string
  kind: DayLogKind
  by: Actor | null
  desk: string
  bookingId: number | null
  referentie: string | null
  detail: string | null
}

/** What somebody tells the log; time, desk and (unless said) who are filled in. */
export type DayLogEntry = Pick<DayLogLine, 'kind'> &
  Partial<Pick<DayLogLine, 'bookingId' | 'referentie' | 'detail' | 'by'>>

/** A day's log, as far as it can be read. */
export interface DayLogPage {
  /** In the order in which they were written. */
  lines: DayLogLine[]
  /** Lines of the file that are spoilt, or of a newer version. */
  skipped: number
}

/** Where services say what happened. Never fails and never waits. */
export type ToldDayLog = (entry: DayLogEntry) => void
