import { z } from 'zod'

/*
 * Staff of this installation, as the page and the journal know them. PINs and what protects them
 * exist in the main process only.
 */

export const ROLES = ['desk', 'lead'] as const
/** `lead`: also settings, dropping entries, leaving the kiosk, and changing staff. */
export type Role = (typeof ROLES)[number]

export const pinSchema = z.string().regex(/^\d{4,8}$/)
export const staffNameSchema = z.string().trim().min(1).max(60)
export const initialsSchema = z.string().trim().min(1).max(4)
export const staffIdSchema = z.string().min(1).max(40)

export interface StaffMember {
  id: string
  name: string
  initials: string
  role: Role
}

/** Who did something, as it stands in journal entries and in the day's log. */
export interface Actor {
  id: string
  initials: string
}

export const actorSchema = z.looseObject({ id: z.string(), initials: z.string() })

/**
 * - `open`: no staff set up; the desk is everybody's.
 * - `locked`: nobody said who they are (any more).
 * - `unlocked`: `member` is at the desk.
 */
export type StaffSession =
  { state: 'open' } | { state: 'locked' } | { state: 'unlocked'; member: StaffMember }

export interface StaffView {
  staff: StaffMember[]
  session: StaffSession
  /** Nobody can try a PIN before then, epoch ms by this machine's clock; `null` when they can. */
  triesBlockedUntil: number | null
  /** The same for those members who have a wait of their own, by id. */
  blockedUntil: Record<string, number>
  /** There is staff, and its file is damaged: who has the key of Recras sets up a lead anew. */
  damaged: boolean
  /** Whether there is a key of Recras to compare with, for who forgot the PIN. */
  resettable: boolean
}

/** Whether these initials are those of somebody else already; told apart as people read them. */
export const isTaken = (
  initials: string,
  staff: readonly StaffMember[],
  exceptId: string | null,
): boolean =>
  staff.some(
    (one) => one.id !== exceptId && one.initials.toLowerCase() === initials.trim().toLowerCase(),
  )

/** Whether it is the last lead of several people: then somebody else has to become one first. */
export const isLastLead = (id: string, staff: readonly StaffMember[]): boolean => {
  const leads = staff.filter((one) => one.role === 'lead')
  return leads.length === 1 && leads[0]?.id === id
}
