import { z } from 'zod'
import { pinSchema, staffIdSchema } from '../staff.ts'
import { call } from './call.ts'

/*
 * The part of the contract that is about the kiosk. While the app is a kiosk these, and the few
 * others that it needs, are all that the page may call (`KIOSK_MAY`).
 */

export const KIOSK_STATES = [
  'idle',
  'looking',
  'welcome',
  'already',
  'early',
  'ask-staff',
  'out-of-order',
] as const
export type KioskState = (typeof KIOSK_STATES)[number]

/** What the kiosk's page sees of its camera. `frozen` and `black`: it runs and shows nothing. */
export const CAMERA_STATES = [
  'ok',
  'starting',
  'none',
  'denied',
  'busy',
  'frozen',
  'black',
] as const
export type CameraState = (typeof CAMERA_STATES)[number]

const referentie = z.string().min(1).max(40)

export const kioskCalls = {
  /** "I am here, and this is how I am", every few seconds: for the watchdog and the heartbeat file. */
  'kiosk:alive': call<null>()(
    z.strictObject({ state: z.enum(KIOSK_STATES), camera: z.enum(CAMERA_STATES) }),
  ),
  /** For the day's log: what the kiosk told somebody, and why. Never a guest's data. */
  'kiosk:note': call<null>()(
    z.strictObject({
      kind: z.enum([
        'kiosk-welcome',
        'kiosk-already',
        'kiosk-early',
        'kiosk-ask-staff',
        'kiosk-out-of-order',
        'kiosk-mended',
      ]),
      bookingId: z.number().int().nullable(),
      referentie: z.string().max(80).nullable(),
      detail: z.string().max(80).nullable(),
    }),
  ),
  /** How many tries there are, without taking one. The same for a reference that nobody has. */
  'kiosk:tries': call<KioskTries>()(z.strictObject({ referentie })),
  /**
   * Takes one of the tries that a guest has to prove that a booking is his; before each comparison.
   * Counts by reference and over all of them, on the disk, so that a restart gives nobody new ones.
   */
  'kiosk:try': call<KioskTries>()(z.strictObject({ referentie })),
  /** The proof was right: the tries of this reference count anew. */
  'kiosk:proved': call<null>()(z.strictObject({ referentie })),
  /** Starts being a kiosk, now and after every start. Leads only; `invalid` while there is no lead. */
  'kiosk:enter': call<null>()(z.void()),
  /** Ends being a kiosk, with the PIN of a lead. `wrong-proof` otherwise. */
  'kiosk:leave': call<null>()(z.strictObject({ id: staffIdSchema, pin: pinSchema })),
} as const

export interface KioskTries {
  /** Whether this try counts; when not, nothing is compared. */
  allowed: boolean
  /** Tries that are left for this reference; of one that was taken: after it. */
  left: number
  /** Until the next try is allowed, ms. */
  waitMs: number
}
