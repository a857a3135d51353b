import { z } from 'zod'
import {
  initialsSchema,
  pinSchema,
  ROLES,
  staffIdSchema,
  staffNameSchema,
  type StaffView,
} from '../staff.ts'
import { call } from './call.ts'

/*
 * The part of the contract that is about who is at the desk. A PIN goes to main and never comes back.
 */

const role = z.enum(ROLES)
/** As it is typed or scanned; long enough for any key there is. */
const key = z.string().min(1).max(500)

export const staffCalls = {
  'staff:get': call<StaffView>()(z.void()),
  /** `wrong-proof` when it is not the PIN, or while nobody can try. */
  'staff:unlock': call<StaffView>()(z.strictObject({ id: staffIdSchema, pin: pinSchema })),
  'staff:lock': call<StaffView>()(z.void()),
  /** "Somebody is at work here": puts off the lock. */
  'staff:active': call<null>()(z.void()),

  /**
   * Leads only; anybody while nobody is set up, and then it is a lead, who is at the desk at once.
   * `invalid` with the code `taken` (initials) or `first-lead` (role).
   */
  'staff:add': call<StaffView>()(
    z.strictObject({ name: staffNameSchema, initials: initialsSchema, role, pin: pinSchema }),
  ),
  /** What is left out stays. `invalid` with `taken`, or `last-lead` at the role. */
  'staff:change': call<StaffView>()(
    z.strictObject({
      id: staffIdSchema,
      name: staffNameSchema.optional(),
      initials: initialsSchema.optional(),
      role: role.optional(),
      pin: pinSchema.optional(),
    }),
  ),
  /**
   * `invalid` with `last-lead` for the last lead while there are others. Without anybody left the desk
   * is everybody's again.
   */
  'staff:remove': call<StaffView>()(z.strictObject({ id: staffIdSchema })),
  /** Whoever is at the desk changes the own PIN. `wrong-proof` when `pin` is not the present one. */
  'staff:own-pin': call<StaffView>()(z.strictObject({ pin: pinSchema, next: pinSchema })),

  /**
   * A new PIN for a lead, by whoever has the key of Recras; that lead is at the desk then. `first`
   * instead, when no lead is left to choose: the file is damaged. `wrong-proof` when it is not the
   * key, `not-now` when this desk has none to compare with.
   */
  'staff:reset': call<StaffView>()(
    z.union([
      z.strictObject({ key, id: staffIdSchema, pin: pinSchema }),
      z.strictObject({
        key,
        first: z.strictObject({ name: staffNameSchema, initials: initialsSchema, pin: pinSchema }),
      }),
    ]),
  ),
} as const
