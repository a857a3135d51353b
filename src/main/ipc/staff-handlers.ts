import type { staffCalls } from '../../shared/ipc/staff-calls.ts'
import { ok } from '../../shared/result.ts'
import type { StaffService } from '../services/staff/service.ts'
import type { Handlers } from './answer.ts'

/** What answers the calls about who is at the desk. */
export const staffHandlers = (
  staff: StaffService,
  ready: Promise<void>,
): Pick<Handlers, keyof typeof staffCalls> => ({
  'staff:get': async () => {
    // Before it was read who there is, nobody could be chosen.
    await ready
    return ok(staff.view())
  },
  'staff:unlock': ({ id, pin }) => staff.unlock(id, pin),
  'staff:lock': () => ok(staff.lock('hand')),
  'staff:active': () => {
    staff.active()
    return ok(null)
  },
  'staff:add': (member) => staff.add(member),
  'staff:change': (change) => staff.change(change),
  'staff:remove': ({ id }) => staff.remove(id),
  'staff:own-pin': (pins) => staff.ownPin(pins),
  'staff:reset': (asked) => staff.reset(asked),
})
