import { readFile } from 'node:fs/promises'
import { z } from 'zod'
import { fail, ok, type Result } from '../../../shared/result.ts'
import type { WriteFile } from '../files/atomic-write.ts'
import { isMissing } from '../files/is-missing.ts'
import type { Log } from '../ports.ts'

/** How tries are limited, of one subject or of all together. */
export interface TryPolicy {
  /** Tries in a row without any wait between them. */
  free: number
  /** The wait after those; it doubles with every further try. */
  firstWaitMs: number
  longestWaitMs: number
  /** One try is forgiven each time so much passed beside the waits. */
  forgiveMs: number
}

export interface LimiterOptions {
  /** Its own file, in a folder that is there. */
  path: string
  subject: TryPolicy
  overall: TryPolicy
  write: WriteFile
  /** Milliseconds since any fixed moment, by a clock that nobody can set: `performance.now`. */
  elapsed: () => number
  log: Log
}

export interface Taken {
  /** Whether this try counts; when not, nothing may be compared. */
  allowed: boolean
  /** Free tries of this subject that are left after this one. */
  left: number
  /** Until the next one is allowed, ms; 0 for at once. */
  waitMs: number
}

const MINUTE_MS = 60_000

/** Tries of one subject: five, then half a minute, doubling to a quarter of an hour. */
export const SUBJECT_TRIES: TryPolicy = {
  free: 5,
  firstWaitMs: MINUTE_MS / 2,
  longestWaitMs: 15 * MINUTE_MS,
  // No more often than the longest wait lets anybody try: to hold back gains nothing.
  forgiveMs: 15 * MINUTE_MS,
}

/** Of all subjects together: against one who tries a little at each. */
export const OVERALL_TRIES: TryPolicy = {
  free: 20,
  firstWaitMs: MINUTE_MS / 2,
  longestWaitMs: 4 * MINUTE_MS,
  forgiveMs: 4 * MINUTE_MS,
}

/** More than these are not told apart: those that were least and longest ago go. */
const MOST_SUBJECTS = 500

const countSchema = z.object({
  tries: z.number().int().min(0).max(1_000_000),
  ageMs: z.number().min(0),
  waitMs: z.number().min(0),
})
const fileSchema = z.object({
  version: z.literal(1),
  overall: countSchema,
  subjects: z.record(z.string(), countSchema),
})

/** Tries that were not forgiven yet; times as `elapsed` has them. */
interface Count {
  tries: number
  /** From when on the next one is being forgiven: not while there is a wait. */
  since: number
  waitUntil: number
}

/**
 * Limits tries at a secret, with waits that grow and outlive a restart. A try is on the disk before
 * anything is compared, so that ending the app between the two gives nobody a free one.
 *
 * The time of day plays no part: waits are measured by a clock that nobody can set, and only while
 * the app runs. What was left of a wait at the last try begins anew with a restart. So nothing that is
 * done to the clock shortens a wait, and none is ever longer than the longest.
 */
export class TryLimiter {
  private overall: Count = { tries: 0, since: 0, waitUntil: 0 }
  private readonly subjects = new Map<string, Count>()
  private readonly options: LimiterOptions
  /** One after the other: two at once must not count as one. */
  private last: Promise<unknown> = Promise.resolve()

  constructor(options: LimiterOptions) {
    this.options = options
  }

  /** Reads what was counted. A file that says nothing is no clean slate: the first wait begins. */
  load(): Promise<void> {
    return this.next(async () => {
      const { path, log } = this.options
      try {
        const file = fileSchema.parse(JSON.parse(await readFile(path, 'utf8')))
        this.overall = this.read(file.overall, this.options.overall)
        for (const [subject, count] of Object.entries(file.subjects))
          this.subjects.set(subject, this.read(count, this.options.subject))
      } catch (error) {
        if (isMissing(error)) return
        log.error('tries-unreadable', { error })
        const { free, firstWaitMs } = this.options.overall
        const now = this.options.elapsed()
        this.overall = { tries: free, since: now, waitUntil: now + firstWaitMs }
        // Nor does it stay: nobody could tell whose tries it has.
        await this.tryToKeep()
      }
    })
  }

  /**
   * Takes one try at `subject`, before the comparison. Not `allowed` while there is a wait; that costs
   * nothing. `storage` when the disk does not take it: then nothing may be compared either.
   */
  take(subject: string): Promise<Result<Taken>> {
    return this.next(async () => {
      const now = this.options.elapsed()
      const waiting = this.waitMs(subject)
      if (waiting > 0) return ok({ allowed: false, left: 0, waitMs: waiting })
      const mine = this.forgiven(this.subjects.get(subject), this.options.subject)
      const all = this.forgiven(this.overall, this.options.overall)
      this.subjects.set(subject, counted(mine, this.options.subject, now))
      this.overall = counted(all, this.options.overall, now)
      this.thin(subject)
      try {
        await this.keep()
      } catch (error) {
        this.options.log.error('tries-not-kept', { error })
        return fail({ kind: 'storage' })
      }
      const left = Math.min(
        this.options.subject.free - mine.tries - 1,
        this.options.overall.free - all.tries - 1,
      )
      return ok({ allowed: true, left: Math.max(0, left), waitMs: this.waitMs(subject) })
    })
  }

  /** What there is for `subject` now, without taking one. */
  look(subject: string): Taken {
    const waitMs = this.waitMs(subject)
    if (waitMs > 0) return { allowed: false, left: 0, waitMs }
    const { subject: own, overall } = this.options
    const mine = own.free - this.forgiven(this.subjects.get(subject), own).tries
    const all = overall.free - this.forgiven(this.overall, overall).tries
    return { allowed: true, left: Math.max(0, Math.min(mine, all)), waitMs }
  }

  /** It was right, or set anew: the tries at it count no longer, among all of them neither. */
  proved(subject: string): Promise<void> {
    return this.next(async () => {
      const mine = this.subjects.get(subject)
      if (!mine) return
      this.subjects.delete(subject)
      const tries = Math.max(0, this.overall.tries - mine.tries)
      const waits = tries >= this.options.overall.free
      this.overall = { ...this.overall, tries, waitUntil: waits ? this.overall.waitUntil : 0 }
      await this.tryToKeep()
    })
  }

  /** Who was tried is not kept any more; that somebody tried so often is. */
  forgetSubjects(): Promise<void> {
    return this.next(async () => {
      if (this.subjects.size === 0) return
      this.subjects.clear()
      await this.tryToKeep()
    })
  }

  /** Until `subject` can be tried again, ms; 0 for now. Without one: until anything can. */
  waitMs(subject?: string): number {
    const mine = subject === undefined ? undefined : this.subjects.get(subject)
    const until = Math.max(this.overall.waitUntil, mine?.waitUntil ?? 0)
    return Math.max(0, Math.ceil(until - this.options.elapsed()))
  }

  private read({ tries, ageMs, waitMs }: z.infer<typeof countSchema>, policy: TryPolicy): Count {
    const now = this.options.elapsed()
    const waitUntil = now + Math.min(waitMs, policy.longestWaitMs)
    return {
      tries,
      since: waitMs > 0 ? waitUntil : now - Math.min(ageMs, policy.forgiveMs),
      waitUntil,
    }
  }

  private forgiven(count: Count | undefined, { forgiveMs }: TryPolicy): Count {
    const now = this.options.elapsed()
    if (!count) return { tries: 0, since: now, waitUntil: 0 }
    const times = Math.max(0, Math.floor((now - count.since) / forgiveMs))
    const tries = Math.max(0, count.tries - times)
    return { ...count, tries, since: tries === 0 ? now : count.since + times * forgiveMs }
  }

  /** Whose tries are all forgiven is as one who never tried, and nobody's name is kept for that. */
  private thin(spared: string): void {
    for (const [subject, count] of this.subjects)
      if (subject !== spared && this.forgiven(count, this.options.subject).tries === 0)
        this.subjects.delete(subject)
    if (this.subjects.size <= MOST_SUBJECTS) return
    const now = this.options.elapsed()
    const weight = (count: Count): number =>
      Math.max(0, count.waitUntil - now) * 1e6 + this.forgiven(count, this.options.subject).tries
    const [least] = [...this.subjects]
      .filter(([subject]) => subject !== spared)
      .sort(([, a], [, b]) => weight(a) - weight(b) || a.since - b.since)
    if (least) this.subjects.delete(least[0])
  }

  private keep(): Promise<void> {
    const now = this.options.elapsed()
    const said = (count: Count): z.infer<typeof countSchema> => ({
      tries: count.tries,
      ageMs: Math.max(0, Math.round(now - count.since)),
      waitMs: Math.max(0, Math.round(count.waitUntil - now)),
    })
    const subjects = Object.fromEntries(
      [...this.subjects].map(([key, count]) => [key, said(count)]),
    )
    const file: z.infer<typeof fileSchema> = { version: 1, overall: said(this.overall), subjects }
    return this.options.write(this.options.path, JSON.stringify(file))
  }

  /** Where nothing depends on it: less is counted against somebody, or nothing. */
  private async tryToKeep(): Promise<void> {
    await this.keep().catch((error: unknown) => this.options.log.error('tries-not-kept', { error }))
  }

  private next<T>(run: () => Promise<T>): Promise<T> {
    const done = this.last.then(run)
    this.last = done.catch(() => undefined)
    return done
  }
}

/** One try more, and the wait that it brings. */
function counted(count: Count, policy: TryPolicy, now: number): Count {
  const tries = count.tries + 1
  const beyond = tries - policy.free
  const wait =
    beyond < 0 ? 0 : Math.min(policy.longestWaitMs, policy.firstWaitMs * 2 ** Math.min(beyond, 30))
  return wait === 0 ? { ...count, tries } : { tries, since: now + wait, waitUntil: now + wait }
}
