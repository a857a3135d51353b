import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  FIRST_PROBE_MS,
  initial,
  probeDelay,
  QUIET_PROBE_MS,
  SLOWEST_PROBE_MS,
  step,
  UNAUTHORIZED_PROBE_MS,
  type MachineState,
  type Signal,
} from '../../../../src/main/services/connection/machine.ts'
import type { AppError } from '../../../../src/shared/result.ts'

const unreachable: AppError = { kind: 'unreachable', message: 'ECONNREFUSED' }
const answered = (at: number): Signal => ({ kind: 'answered', at })
const failed = (at: number, error: AppError = unreachable): Signal => ({
  kind: 'failed',
  at,
  error,
})
const troubled = (at: number): Signal => ({
  kind: 'troubled',
  at,
  error: { kind: 'server', status: 500, retryAfterMs: null },
})
const refusedKey = (at: number): Signal => ({
  kind: 'unauthorized',
  at,
  error: { kind: 'unauthorized' },
})
const run = (...signals: Signal[]): MachineState => signals.reduce(step, initial(0))

describe('the state of the connection', () => {
  it.each<[string, Signal[], MachineState['status'], number]>([
    ['nothing heard yet', [], 'offline', 0],
    ['a first answer', [answered(5)], 'online', 5],
    ['more answers', [answered(5), answered(9)], 'online', 5],
    ['one failure', [answered(5), failed(10)], 'online', 5],
    ['one failure, then an answer', [answered(5), failed(10), answered(20)], 'online', 5],
    ['requests lost together', [answered(5), failed(10), failed(11), failed(400)], 'online', 5],
    ['a failure that is confirmed', [answered(5), failed(10), failed(1010)], 'offline', 10],
    [
      'a doubt cleared in between',
      [answered(5), failed(10), answered(11), failed(1010)],
      'online',
      5,
    ],
    ['trouble with single requests', [answered(5), troubled(10), troubled(5000)], 'online', 5],
    ['trouble, then no line', [answered(5), troubled(10), failed(2000)], 'offline', 10],
    ['back after an outage', [answered(5), failed(10), failed(1010), answered(60)], 'online', 60],
    ['a refused key', [answered(5), refusedKey(10)], 'unauthorized', 10],
    ['a refused key from the start', [refusedKey(10)], 'unauthorized', 10],
    ['a refused key, then no line', [refusedKey(10), failed(20), failed(2000)], 'unauthorized', 10],
    ['a key that works again', [refusedKey(10), answered(50)], 'online', 50],
    ['a refused key after an outage', [failed(10), refusedKey(50)], 'unauthorized', 50],
  ])('%s', (_what, signals, status, since) => {
    expect(run(...signals)).toMatchObject({ status, since })
  })

  it('is offline after two failures, though the clock was set back between them', () => {
    const states = [answered(3_600_000), failed(3_600_000), failed(0), failed(2_000)]
    expect(states.reduce(step, initial(3_600_000)).status).toBe('offline')
  })

  it('remembers the outage before this, from its first failure', () => {
    expect(run(answered(5), failed(10), failed(1010), answered(9000)).lastOutage).toEqual({
      from: 10,
      to: 9000,
    })
  })

  it('does not call finding out at the start an outage, but a start without a line is one', () => {
    expect(run(answered(5)).lastOutage).toBeNull()
    expect(run(failed(5), answered(50)).lastOutage).toEqual({ from: 0, to: 50 })
  })

  it('says why it is offline, with the latest reason', () => {
    const portal: AppError = { kind: 'unexpected-answer' }
    expect(run(failed(10), failed(20, portal)).error).toEqual(portal)
    expect(run(failed(10), failed(20, portal), answered(30)).error).toBeNull()
  })

  it('is online exactly after an answer, whatever came before', () => {
    const signal = fc
      .tuple(fc.constantFrom(answered, failed, refusedKey, troubled), fc.nat(100_000))
      .map(([make, at]) => ({ make, at }))
    fc.assert(
      fc.property(fc.array(signal), (signals) => {
        const sorted = signals.sort((a, b) => a.at - b.at).map(({ make, at }) => make(at))
        const state = run(...sorted, answered(100_001))
        expect(state.status).toBe('online')
        expect(state.error).toBeNull()
        if (state.lastOutage)
          expect(state.lastOutage.to).toBeGreaterThanOrEqual(state.lastOutage.from)
      }),
    )
  })
})

describe('when to ask', () => {
  it('soon after a first failure, seldom when it is quiet, slowly with a refused key', () => {
    expect(probeDelay(run(answered(5), failed(10)), 0.5)).toBe(FIRST_PROBE_MS)
    expect(probeDelay(run(answered(5)), 0.5)).toBe(QUIET_PROBE_MS)
    expect(probeDelay(run(refusedKey(5)), 0.5)).toBe(UNAUTHORIZED_PROBE_MS)
  })

  it('ever slower while offline, from one second to fifteen, never the same for all desks', () => {
    const delays = (random: number): number[] =>
      Array.from({ length: 8 }, (_, count) =>
        probeDelay(run(...Array.from({ length: count }, (_none, at) => failed(at))), random),
      )
    expect(delays(0)).toEqual([1000, 1000, 2000, 4000, 7500, 7500, 7500, 7500])
    expect(delays(1)).toEqual([1000, 2000, 4000, 8000, 15000, 15000, 15000, 15000])
    for (const delay of [...delays(0.3), ...delays(0.9)]) {
      expect(delay).toBeGreaterThanOrEqual(FIRST_PROBE_MS)
      expect(delay).toBeLessThanOrEqual(SLOWEST_PROBE_MS)
    }
  })
})
