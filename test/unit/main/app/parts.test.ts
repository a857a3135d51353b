import { describe, expect, it } from 'vitest'
import { bootAll, shutdownAll, type Part } from '../../../../src/main/app/parts.ts'
import { ManualClock, MemoryLog } from '../manual-clock.ts'

describe('the parts of the app', () => {
  it('start in order and end in reverse, whatever one of them does', async () => {
    const done: string[] = []
    const log = new MemoryLog()
    const clock = new ManualClock()
    const part = (name: string): Part => ({
      name,
      boot: () => Promise.resolve(done.push(`+${name}`)),
      shutdown: () => Promise.resolve(done.push(`-${name}`)),
    })
    const parts: Part[] = [
      part('first'),
      {
        name: 'broken',
        boot: () => Promise.reject(new Error('boot')),
        shutdown: () => {
          throw new Error('shutdown')
        },
      },
      { name: 'hanging', shutdown: () => new Promise(() => undefined) },
      part('last'),
    ]
    await bootAll(parts, log)
    const ending = shutdownAll(parts, clock, log)
    await clock.advance(3_000)
    await ending
    expect(done).toEqual(['+first', '+last', '-last', '-first'])
    expect(log.lines.map((line) => [line.event, line.detail?.['service']])).toEqual([
      ['boot-failed', 'broken'],
      ['shutdown-late', 'hanging'],
      ['shutdown-failed', 'broken'],
    ])
    expect(clock.pending).toEqual([])
  })
})
