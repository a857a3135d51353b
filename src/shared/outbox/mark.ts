import { z } from 'zod'
import { actorSchema, type Actor } from '../staff.ts'

/*
 * What only this desk knows of a booking, as Recras has no place for it: how many of a group have
 * arrived, that nobody came, a short note. Kept in the journal, never sent to Recras.
 */

export const LONGEST_MARK_NOTE = 280

/** A booking's marks on one of the venue's days, as the page shows them. */
export interface LocalMark {
  bookingId: number
  /** The venue's day, `YYYY-MM-DD`. */
  day: string
  referentie: string
  /** People of the group that are here; `null` when nobody counted. */
  arrived: number | null
  noShow: boolean
  /** `null` without one, and when it cannot be opened on this machine. */
  note: string | null
  /** Last change: ISO 8601 UTC, by whom, at which desk. */
  at: string
  by: Actor | null
  desk: string
}

/** The same as the journal has it: the note is sealed, as it may be about a person. */
export interface SealedMark extends Omit<LocalMark, 'note'> {
  sealedNote: string | null
}

/** The same booking on the same day. */
export const isSameMark = (
  one: Pick<LocalMark, 'bookingId' | 'day'>,
  other: Pick<LocalMark, 'bookingId' | 'day'>,
): boolean => one.bookingId === other.bookingId && one.day === other.day

/** Says nothing (any more). */
export const isBlank = ({ arrived, noShow, sealedNote }: SealedMark): boolean =>
  arrived === null && !noShow && sealedNote === null

export const sealedMarkSchema = z.looseObject({
  bookingId: z.number().int(),
  day: z.string(),
  referentie: z.string(),
  arrived: z.number().int().nullable(),
  noShow: z.boolean(),
  sealedNote: z.string().nullable(),
  at: z.string(),
  by: actorSchema.nullable().catch(null),
  desk: z.string(),
})

/** What the page asks for: the marks as they shall be. What is left out stays as it is. */
export const markChangeSchema = z.strictObject({
  bookingId: z.number().int(),
  day: z.iso.date(),
  referentie: z.string().max(40),
  arrived: z.number().int().min(0).max(100_000).nullable().optional(),
  noShow: z.boolean().optional(),
  note: z.string().trim().max(LONGEST_MARK_NOTE).nullable().optional(),
})
export type MarkChange = z.infer<typeof markChangeSchema>
