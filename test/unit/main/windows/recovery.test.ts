import { describe, expect, it } from 'vitest'
import { RecoveryPlan } from '../../../../src/main/windows/recovery.ts'

describe('a page whose process is gone', () => {
  it('comes back, later each time, and is given up after five times in a minute', () => {
    const plan = new RecoveryPlan()
    const answers = Array.from({ length: 6 }, (_, count) => plan.gone(count * 1_000, 'crashed'))
    expect(answers).toEqual([
      { kind: 'reload', afterMs: 100, again: false },
      { kind: 'reload', afterMs: 400, again: true },
      { kind: 'reload', afterMs: 1_600, again: true },
      { kind: 'reload', afterMs: 6_400, again: true },
      { kind: 'reload', afterMs: 25_600, again: true },
      { kind: 'give-up' },
    ])
  })

  it('is tried for ever where nobody is there, with a rest in between', () => {
    const plan = new RecoveryPlan({ forever: true })
    let now = 0
    const kinds = Array.from({ length: 40 }, () => {
      const recovery = plan.gone(now, 'crashed')
      now += recovery.kind === 'give-up' ? Infinity : recovery.afterMs + 500
      return recovery.kind
    })
    expect(kinds.slice(0, 6)).toEqual([...Array.from({ length: 5 }, () => 'reload'), 'rest'])
    expect(kinds).not.toContain('give-up')
    expect(now).toBeLessThan(Infinity)
  })

  it('is quick again after a quiet minute', () => {
    const plan = new RecoveryPlan()
    for (let count = 0; count < 4; count++) plan.gone(count, 'oom')
    expect(plan.gone(70_000, 'crashed')).toEqual({ kind: 'reload', afterMs: 100, again: false })
  })

  it('counts no crash that a clock set back left in the future', () => {
    const plan = new RecoveryPlan()
    for (let count = 0; count < 5; count++) plan.gone(3_600_000 + count, 'crashed')
    expect(plan.gone(0, 'crashed')).toEqual({ kind: 'reload', afterMs: 100, again: false })
  })

  it('always comes back at once when it was ended from outside', () => {
    const plan = new RecoveryPlan()
    for (let count = 0; count < 200; count++)
      expect(plan.gone(count * 500, 'killed')).toEqual({
        kind: 'reload',
        afterMs: 100,
        again: false,
      })
    expect(plan.gone(100_000, 'crashed')).toEqual({ kind: 'reload', afterMs: 100, again: false })
  })
})
