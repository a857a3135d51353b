import { randomUUID } from 'node:crypto'
import { join } from 'node:path'
import type { WriteFile } from '../services/files/atomic-write.ts'
import { hashPin } from '../services/staff/pin-hash.ts'
import { StaffService, type StaffOptions } from '../services/staff/service.ts'
import { StaffStore } from '../services/staff/staff-store.ts'
import { OVERALL_TRIES, SUBJECT_TRIES, TryLimiter } from '../services/staff/try-limiter.ts'

/** The staff of this installation, with its files in the profile. */
export function openStaff({
  profile,
  write,
  hash = hashPin,
  ...rest
}: { profile: string; write: WriteFile; hash?: StaffOptions['hash'] } & Omit<
  StaffOptions,
  'store' | 'tries' | 'keyTries' | 'newId' | 'hash'
>): StaffService {
  const { clock, log, elapsed } = rest
  const limiter = (name: string): TryLimiter =>
    new TryLimiter({
      path: join(profile, name),
      subject: SUBJECT_TRIES,
      overall: OVERALL_TRIES,
      write,
      elapsed,
      log,
    })
  return new StaffService({
    ...rest,
    store: new StaffStore({ path: join(profile, 'staff.json'), write, clock, log }),
    tries: limiter('staff-tries.json'),
    keyTries: limiter('key-tries.json'),
    newId: randomUUID,
    hash,
  })
}
