import type { Actor } from '../staff.ts'
import type { ParkedScan } from './entry.ts'
import type { RecordView } from './record.ts'

/*
 * Letting go of what was promised is for leads. Not what takes nothing from anybody: a record that
 * one promised oneself and that never went out, and a code that has its answer.
 */

/** Whether `actor` takes back the own words, before anybody heard them. */
export const isTakingBack = (
  record: Pick<RecordView, 'by' | 'state' | 'sent'> | undefined,
  actor: Actor | null,
): boolean =>
  record !== undefined &&
  actor !== null &&
  record.by?.id === actor.id &&
  record.state === 'waiting' &&
  !record.sent

/** Whether letting go of a kept code loses nothing. */
export const isAnswered = (scan: Pick<ParkedScan, 'state'> | undefined): boolean =>
  scan !== undefined && scan.state !== 'waiting'
