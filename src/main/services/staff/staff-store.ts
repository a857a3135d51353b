import { copyFile, readFile } from 'node:fs/promises'
import { z } from 'zod'
import { fail, ok, type Result } from '../../../shared/result.ts'
import {
  initialsSchema,
  ROLES,
  staffIdSchema,
  staffNameSchema,
  type StaffMember,
} from '../../../shared/staff.ts'
import type { WriteFile } from '../files/atomic-write.ts'
import { isMissing } from '../files/is-missing.ts'
import type { Clock, Log } from '../ports.ts'
import { pinHashSchema, type PinHash } from './pin-hash.ts'

/** A member with what is kept of the PIN. Never leaves the main process. */
export interface KeptMember extends StaffMember {
  pin: PinHash
}

const memberSchema = z.object({
  id: staffIdSchema,
  name: staffNameSchema,
  initials: initialsSchema,
  role: z.enum(ROLES),
  pin: pinHashSchema,
})
const fileSchema = z
  .object({ version: z.literal(1), members: z.array(memberSchema).max(500) })
  .refine(({ members }) => new Set(members.map((one) => one.id)).size === members.length)

/**
 * The staff of this installation, in one file. No file: nobody was ever set up. A file that is there
 * and cannot be read is not taken for that: somebody is set up, and nobody knows who.
 */
export class StaffStore {
  members: readonly KeptMember[] = []
  /** There is staff, and the file does not say who. It stays where it is until `replace`. */
  damaged = false
  private readonly options: { path: string; write: WriteFile; clock: Clock; log: Log }

  constructor(options: { path: string; write: WriteFile; clock: Clock; log: Log }) {
    this.options = options
  }

  async load(): Promise<void> {
    const { path, log } = this.options
    try {
      this.members = fileSchema.parse(JSON.parse(await readFile(path, 'utf8'))).members
    } catch (error) {
      if (isMissing(error)) return
      log.error('staff-damaged', { error })
      this.damaged = true
    }
  }

  /** Keeps these from now on. `storage` when the disk does not take them; then nothing is changed. */
  async replace(members: readonly KeptMember[]): Promise<Result<null>> {
    const { path, write, clock, log } = this.options
    try {
      // A copy, so that at no moment there is no file: without one the desk would be everybody's.
      if (this.damaged)
        await copyFile(path, `${path}.damaged-${clock.now()}`).catch(() => undefined)
      await write(path, JSON.stringify({ version: 1, members }, null, 2))
    } catch (error) {
      log.error('staff-not-kept', { error })
      return fail({ kind: 'storage' })
    }
    this.members = members
    this.damaged = false
    return ok(null)
  }
}
