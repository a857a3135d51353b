import { describe, expect, it } from 'vitest'
import { Poller } from '../../../../src/main/services/sync/poller.ts'
import { ManualClock, MemoryLog, settle } from '../manual-clock.ts'

/** A poller whose rounds end when the test says so. */
function polling(random = 0.5) {
  const clock = new ManualClock()
  const rounds: { urgent: boolean; signal: AbortSignal; end: () => void }[] = []
  const poller = new Poller({
    clock,
    random: () => random,
    log: new MemoryLog(),
    seconds: 30,
    round: (urgent, signal) =>
      new Promise((resolve) => void rounds.push({ urgent, signal, end: resolve })),
  })
  return { clock, rounds, poller }
}

describe('the rhythm of polling', () => {
  it.each([
    [0, 27_000],
    [0.5, 30_000],
    [1, 33_000],
  ])('is spread by a tenth either way (%d)', (random, expected) => {
    const { clock, poller } = polling(random)
    poller.start()
    expect(clock.pending).toEqual([expected])
  })

  it('goes on after a round that threw', async () => {
    const clock = new ManualClock()
    const log = new MemoryLog()
    const poller = new Poller({
      clock,
      random: () => 0.5,
      log,
      seconds: 30,
      round: () => Promise.reject(new TypeError('bug')),
    })
    poller.start()
    await clock.advance(30_000)
    expect(log.lines.map((line) => line.event)).toEqual(['poll-failed'])
    await clock.advance(30_000)
    expect(log.lines).toHaveLength(2)
  })

  it('has one round at a time, and the next an interval after its end', async () => {
    const { clock, rounds, poller } = polling()
    poller.start()
    await clock.advance(30_000)
    poller.now()
    poller.now()
    await clock.advance(600_000)
    expect(rounds).toHaveLength(1)
    rounds[0]?.end()
    await settle()
    expect(clock.pending).toEqual([30_000])
  })

  it('gives a round up for a sleep, and has it anew after waking', async () => {
    const { clock, rounds, poller } = polling()
    poller.start()
    await clock.advance(30_000)
    poller.pause()
    expect(rounds[0]?.signal.aborted).toBe(true)
    poller.resume()
    expect(rounds).toHaveLength(1)
    rounds[0]?.end()
    await settle()
    expect(rounds).toHaveLength(2)
    expect(rounds[1]).toMatchObject({ urgent: true, signal: { aborted: false } })
  })

  it('does not go on by itself while asleep or stopped', async () => {
    const { clock, rounds, poller } = polling()
    poller.start()
    await clock.advance(30_000)
    poller.pause()
    rounds[0]?.end()
    await settle()
    poller.now()
    expect(clock.pending).toEqual([])
    poller.stop()
    poller.resume()
    expect(rounds).toHaveLength(1)
  })
})
