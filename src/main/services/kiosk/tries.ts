import type { KioskTries } from '../../../shared/ipc/kiosk-calls.ts'
import type { Result } from '../../../shared/result.ts'
import { TryLimiter, type LimiterOptions, type TryPolicy } from '../staff/try-limiter.ts'

const MINUTE_MS = 60_000

/** Tries at one booking: three, then five minutes, growing to half an hour. */
export const REFERENCE_TRIES: TryPolicy = {
  free: 3,
  firstWaitMs: 5 * MINUTE_MS,
  longestWaitMs: 30 * MINUTE_MS,
  forgiveMs: 30 * MINUTE_MS,
}

/** Of all bookings together: twelve in ten minutes, against one who goes through the references. */
export const KIOSK_TRIES: TryPolicy = {
  free: 12,
  firstWaitMs: MINUTE_MS,
  longestWaitMs: 10 * MINUTE_MS,
  forgiveMs: (10 * MINUTE_MS) / 12,
}

const REFERENCE = /^\d{1,9}-\d{1,6}$/
/** Counts together whatever is no reference: nobody's words get onto the disk, nor any number of keys. */
const NO_REFERENCE = 'other'

const subjectOf = (referentie: string): string =>
  REFERENCE.test(referentie.trim()) ? referentie.trim() : NO_REFERENCE

/** The tries that guests have to prove that a booking is theirs, on the disk. */
export class GuestTries {
  private readonly limiter: TryLimiter

  constructor(options: Omit<LimiterOptions, 'subject' | 'overall'>) {
    this.limiter = new TryLimiter({ ...options, subject: REFERENCE_TRIES, overall: KIOSK_TRIES })
  }

  load(): Promise<void> {
    return this.limiter.load()
  }

  /** What is left, without taking one. */
  look(referentie: string): KioskTries {
    return this.limiter.look(subjectOf(referentie))
  }

  /** Takes one, before anything is compared. `storage`: it is not counted, so nothing may be. */
  take(referentie: string): Promise<Result<KioskTries>> {
    return this.limiter.take(subjectOf(referentie))
  }

  /** It was right: this reference begins anew. */
  proved(referentie: string): Promise<void> {
    return this.limiter.proved(subjectOf(referentie))
  }

  /** The venue is left: its references are not kept. */
  forget(): Promise<void> {
    return this.limiter.forgetSubjects()
  }
}
