import { mkdtemp, readFile, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { beforeEach, describe, expect, it } from 'vitest'
import {
  writeFileAtomic,
  type WriteFile,
} from '../../../../src/main/services/files/atomic-write.ts'
import {
  OVERALL_TRIES,
  SUBJECT_TRIES,
  TryLimiter,
  type Taken,
} from '../../../../src/main/services/staff/try-limiter.ts'
import { MemoryLog } from '../manual-clock.ts'

const SECOND = 1000
const MINUTE = 60 * SECOND

let path: string
/** A clock that nobody can set; each start of the app has one that begins anew. */
let elapsed: number

async function started(write: WriteFile = writeFileAtomic): Promise<TryLimiter> {
  const limiter = new TryLimiter({
    path,
    subject: SUBJECT_TRIES,
    overall: OVERALL_TRIES,
    write,
    elapsed: () => elapsed,
    log: new MemoryLog(),
  })
  await limiter.load()
  return limiter
}

async function take(limiter: TryLimiter, subject = 'mila'): Promise<Taken> {
  const taken = await limiter.take(subject)
  if (!taken.ok) throw new Error(taken.error.kind)
  return taken.value
}

beforeEach(async () => {
  path = join(await mkdtemp(join(tmpdir(), 'balie-tries-')), 'tries.json')
  elapsed = 0
})

describe('tries', () => {
  it('are free at first, then wait longer and longer, never longer than a quarter of an hour', async () => {
    const limiter = await started()
    const seen: Taken[] = []
    for (let nth = 1; nth <= 13; nth++) {
      seen.push(await take(limiter))
      elapsed += limiter.waitMs('mila')
    }
    expect(seen.every((one) => one.allowed)).toBe(true)
    expect(seen.map((one) => one.left)).toEqual([4, 3, 2, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0])
    expect(seen.map((one) => one.waitMs / MINUTE)).toEqual([
      0, 0, 0, 0, 0.5, 1, 2, 4, 8, 15, 15, 15, 15,
    ])
  })

  it('are not allowed during a wait, and asking costs nothing', async () => {
    const limiter = await started()
    for (let nth = 0; nth < 5; nth++) await take(limiter)
    elapsed += 29 * SECOND
    for (let nth = 0; nth < 10; nth++)
      expect(await take(limiter)).toEqual({ allowed: false, left: 0, waitMs: SECOND })
    elapsed += SECOND
    expect(await take(limiter)).toEqual({ allowed: true, left: 0, waitMs: MINUTE })
  })

  it('of one do not stop another, but those of all together do', async () => {
    const limiter = await started()
    for (let nth = 0; nth < 5; nth++) await take(limiter, 'mila')
    expect(await take(limiter, 'joost')).toMatchObject({ allowed: true, left: 4 })
    for (const subject of ['a', 'b', 'c', 'd', 'e', 'f', 'g'])
      for (let nth = 0; nth < 2; nth++) await take(limiter, subject)
    expect(await take(limiter, 'somebody new')).toMatchObject({ allowed: false })
    expect(limiter.waitMs()).toBe(30 * SECOND)
  })

  it('count no longer when one was right, but those at others do', async () => {
    const limiter = await started()
    for (const subject of ['a', 'b', 'c', 'd'])
      for (let nth = 0; nth < 4; nth++) await take(limiter, subject)
    for (let nth = 0; nth < 3; nth++) await take(limiter)
    await limiter.proved('mila')
    // One own right PIN between tries at somebody else's gives nobody new tries at that.
    expect(await take(limiter, 'a')).toMatchObject({ allowed: true, left: 0 })
    expect(await take(limiter, 'a')).toMatchObject({ allowed: false })
    expect(await take(limiter)).toMatchObject({ allowed: true, left: 2 })
  })

  it('count no longer after an hour and a quarter of quiet beyond the wait', async () => {
    const limiter = await started()
    for (let nth = 0; nth < 5; nth++) await take(limiter)
    elapsed += limiter.waitMs('mila') + 5 * SUBJECT_TRIES.forgiveMs
    expect(await take(limiter)).toMatchObject({ allowed: true, left: 4 })
  })
})

describe('a restart', () => {
  it('gives nobody a try or a second: what was left of the wait begins anew', async () => {
    const before = await started()
    for (let nth = 0; nth < 6; nth++) {
      await take(before)
      elapsed += nth < 5 ? before.waitMs('mila') : 0
    }
    elapsed = 0
    const after = await started()
    expect(after.waitMs('mila')).toBe(MINUTE)
    elapsed += MINUTE - 1
    expect(await take(after)).toMatchObject({ allowed: false })
    elapsed += 1
    expect(await take(after)).toMatchObject({ allowed: true, waitMs: 2 * MINUTE })
  })

  it('between the try and the comparison has the try on the disk', async () => {
    for (let nth = 4; nth >= 0; nth--) {
      elapsed = 0
      // Nothing is closed or said to have been wrong: the app was ended.
      expect(await take(await started())).toMatchObject({ left: nth })
    }
    elapsed = 0
    expect(await take(await started())).toMatchObject({ allowed: false })
  })

  it('over and over lets nobody try more often, whatever the time of day says', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(
          fc.record({
            runsMs: fc.integer({ min: 0, max: 20 * MINUTE }),
            tries: fc.integer({ min: 0, max: 8 }),
          }),
          { maxLength: 12 },
        ),
        async (lives) => {
          path = join(await mkdtemp(join(tmpdir(), 'balie-tries-')), 'tries.json')
          let ran = 0
          let allowed = 0
          for (const { runsMs, tries } of lives) {
            elapsed = 0
            const limiter = await started()
            for (let nth = 0; nth < tries; nth++) {
              if ((await take(limiter)).allowed) allowed += 1
              elapsed += runsMs / Math.max(1, tries)
            }
            ran += runsMs
            expect(limiter.waitMs('mila')).toBeLessThanOrEqual(SUBJECT_TRIES.longestWaitMs)
          }
          // Five, the five that cost less than the longest wait, and then one for each of those.
          expect(allowed).toBeLessThanOrEqual(10 + (2 * ran) / SUBJECT_TRIES.forgiveMs)
        },
      ),
      { numRuns: 40 },
    )
  })

  it('with a file that says nothing begins with a wait, not with a clean slate', async () => {
    for (const text of ['', '{', '[]', '{"version":1,"overall":{"tries":-1}}', '{"67-1']) {
      await writeFile(path, text)
      elapsed = 0
      const limiter = await started()
      expect(await readFile(path, 'utf8')).not.toContain('67-1')
      expect(await take(limiter)).toMatchObject({ allowed: false, waitMs: 30 * SECOND })
      elapsed += 30 * SECOND
      expect(await take(limiter)).toMatchObject({ allowed: true, left: 0 })
    }
  })

  it('with a file that asks for years is bounded by the longest wait', async () => {
    const forever = { tries: 1_000_000, ageMs: 1e15, waitMs: 1e15 }
    await writeFile(
      path,
      JSON.stringify({ version: 1, overall: forever, subjects: { mila: forever } }),
    )
    expect((await started()).waitMs('mila')).toBe(SUBJECT_TRIES.longestWaitMs)
  })
})

it('a disk that does not take a try lets nothing be compared', async () => {
  const limiter = await started(() => Promise.reject(new Error('full')))
  expect(await limiter.take('mila')).toMatchObject({ ok: false, error: { kind: 'storage' } })
})

it('ten at once count as ten', async () => {
  const limiter = await started()
  const taken = await Promise.all(Array.from({ length: 10 }, () => take(limiter)))
  expect(taken.filter((one) => one.allowed)).toHaveLength(5)
})

it('the file names nobody any more whose tries are forgiven', async () => {
  const limiter = await started()
  await take(limiter, 'mila')
  elapsed += SUBJECT_TRIES.forgiveMs
  await take(limiter, 'noor')
  expect(await readFile(path, 'utf8')).not.toContain('mila')
  expect(limiter.look('mila')).toEqual({ allowed: true, left: 5, waitMs: 0 })
})

it('the file stays small, and never forgets who is waiting', async () => {
  const limiter = await started(() => Promise.resolve())
  const patient = new TryLimiter({
    path,
    subject: SUBJECT_TRIES,
    overall: { ...OVERALL_TRIES, free: 1_000_000 },
    write: writeFileAtomic,
    elapsed: () => elapsed,
    log: new MemoryLog(),
  })
  for (let nth = 0; nth < 5; nth++) await take(patient)
  for (let nth = 0; nth < 520; nth++) await take(patient, `61-${nth}`)
  const kept = JSON.parse(await readFile(path, 'utf8')) as { subjects: Record<string, unknown> }
  expect(Object.keys(kept.subjects)).toHaveLength(500)
  expect(patient.waitMs('mila')).toBeGreaterThan(0)
  expect(limiter.waitMs('mila')).toBe(0)
})
