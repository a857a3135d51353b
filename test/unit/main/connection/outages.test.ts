import { mkdtemp, readFile, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeEach, describe, expect, it } from 'vitest'
import { ConnectionMonitor } from '../../../../src/main/services/connection/monitor.ts'
import { Outages } from '../../../../src/main/services/connection/outages.ts'
import { writeFileAtomic } from '../../../../src/main/services/files/atomic-write.ts'
import { ok } from '../../../../src/shared/result.ts'
import { ManualClock, MemoryLog } from '../manual-clock.ts'

const MINUTE = 60_000
let folder: string
let log: MemoryLog
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'balie-outages-'))
  log = new MemoryLog()
})

async function open(write = writeFileAtomic): Promise<Outages> {
  const outages = new Outages({ folder, write, log })
  await outages.load()
  return outages
}
const at = (minute: number): number => Date.parse('2026-06-13T12:00:00Z') + minute * MINUTE
const iso = (minute: number): string => new Date(at(minute)).toISOString()

describe('outages', () => {
  it('are kept with both ends, and their beginning while they last', async () => {
    const one = await open()
    one.began(at(0), 300)
    await one.settled()
    const two = await open()
    expect(two.since).toBe(at(0))
    expect(two.past).toEqual([])
    two.ended(at(20), 400)
    await two.settled()
    const three = await open()
    expect(three.since).toBeNull()
    expect(three.past).toEqual([
      { from: iso(0), to: iso(20), fromOffsetMs: 300, toOffsetMs: 400, dismissed: false },
    ])
  })

  it('are one when the line comes back for a moment, and two when that was longer', async () => {
    const outages = await open()
    outages.began(at(0), null)
    outages.ended(at(5), null)
    outages.began(at(6), null)
    expect(outages.since).toBe(at(0))
    outages.ended(at(8), null)
    expect(outages.past.map(({ from, to }) => [from, to])).toEqual([[iso(0), iso(8)]])
    outages.began(at(9.1), null)
    outages.ended(at(12), null)
    expect(outages.past.map(({ from }) => from)).toEqual([iso(9.1), iso(0)])
  })

  it('are seen up to one, and one that was seen does not come back with the next', async () => {
    const outages = await open()
    for (const minute of [0, 10, 20]) {
      outages.began(at(minute), null)
      outages.ended(at(minute + 2), null)
    }
    outages.dismiss(iso(10))
    expect(outages.past.map(({ dismissed }) => dismissed)).toEqual([false, true, true])
    outages.dismiss(iso(20))
    outages.began(at(22.5), null)
    expect(outages.since).toBe(at(22.5))
    await outages.settled()
    expect((await open()).past.every(({ dismissed }) => dismissed)).toBe(true)
  })

  it('are at most ten', async () => {
    const outages = await open()
    for (let minute = 0; minute < 60; minute += 3) {
      outages.began(at(minute), null)
      outages.ended(at(minute + 1), null)
    }
    expect(outages.past).toHaveLength(10)
    expect(outages.past[0]?.from).toBe(iso(57))
  })

  it('are written once there is a folder, and never in the way of anything', async () => {
    let full = true
    const outages = await open((path, text) =>
      full ? Promise.reject(new Error('ENOENT')) : writeFileAtomic(path, text),
    )
    outages.began(at(0), null)
    await outages.settled()
    expect(log.lines.at(-1)?.event).toBe('outages-not-kept')
    full = false
    await outages.settled()
    expect((await open()).since).toBe(at(0))
  })

  it('begin anew with a file that makes no sense', async () => {
    for (const text of [
      '',
      '{',
      '{"version":2}',
      '{"version":1,"current":{"from":"x"},"past":[]}',
    ]) {
      await writeFile(join(folder, 'outages.json'), text)
      const outages = await open()
      expect([outages.since, outages.past]).toEqual([null, []])
    }
  })
})

describe('the monitor', () => {
  const failure = { kind: 'unreachable' } as const

  function watch(outages: Outages, clock: ManualClock): ConnectionMonitor {
    return new ConnectionMonitor({
      clock,
      random: () => 0.5,
      log,
      probe: () => new Promise(() => undefined),
      changed: () => undefined,
      reconnected: () => undefined,
      outages,
    })
  }
  const answer = (clock: ManualClock, serverDate: number | null = null) => ({
    at: clock.now(),
    latencyMs: 5,
    serverDate,
  })

  it('shows the true beginning of an outage in which the app was started again', async () => {
    const clock = new ManualClock(at(0))
    const before = await open()
    const one = watch(before, clock)
    one.start()
    one.answered(answer(clock))
    one.failed({ at: clock.now(), error: failure })
    await clock.advance(2_000)
    one.failed({ at: clock.now(), error: failure })
    expect(one.state.status).toBe('offline')
    one.stop()
    await before.settled()

    await clock.advance(10 * MINUTE)
    const after = await open()
    const two = watch(after, clock)
    two.start()
    expect(two.state).toMatchObject({ status: 'offline', since: iso(0) })
    two.failed({ at: clock.now(), error: failure })
    await clock.advance(MINUTE)
    two.answered(answer(clock))
    const lasted = { from: iso(0), to: new Date(clock.now()).toISOString() }
    expect(two.state).toMatchObject({ status: 'online', lastOutage: lasted })
    expect(after.past).toMatchObject([lasted])
    two.stop()
    await after.settled()
    expect(JSON.parse(await readFile(join(folder, 'outages.json'), 'utf8'))).toMatchObject({
      current: null,
      past: [lasted],
    })
  })

  it('ends an outage that was over before the app came back', async () => {
    const clock = new ManualClock(at(0))
    const outages = await open()
    outages.began(at(-5), null)
    const monitor = watch(outages, clock)
    monitor.start()
    monitor.answered(answer(clock))
    expect(outages.past).toMatchObject([{ from: iso(-5), to: iso(0) }])
    monitor.stop()
  })

  it('does not let an outage begin in the future when the clock was set back', async () => {
    const clock = new ManualClock(at(0))
    const outages = await open()
    outages.began(at(90), null)
    const monitor = watch(outages, clock)
    monitor.start()
    expect(monitor.state.since).toBe(iso(0))
    monitor.stop()
  })

  it('tells how the clock stood before and after, by the first answer that is back', async () => {
    const clock = new ManualClock(at(0))
    const outages = await open()
    const monitor = watch(outages, clock)
    monitor.start()
    for (let count = 0; count < 7; count++) monitor.answered(answer(clock, clock.now() - 500))
    monitor.failed({ at: clock.now(), error: failure })
    await clock.advance(2_000)
    monitor.failed({ at: clock.now(), error: failure })
    // Somebody sets this machine back an hour: from now on the server is ahead.
    monitor.answered(answer(clock, clock.now() + 60 * MINUTE))
    const [outage] = outages.past
    expect(Math.abs(outage?.fromOffsetMs ?? NaN)).toBeLessThan(1_000)
    expect(Math.abs((outage?.toOffsetMs ?? NaN) - 60 * MINUTE)).toBeLessThan(1_000)
    monitor.stop()
  })

  it('calls a start without a line an outage from the start on, and none that never was', async () => {
    const clock = new ManualClock(at(0))
    const outages = await open()
    const quick = watch(outages, clock)
    quick.start()
    quick.answered(answer(clock))
    expect(outages.past).toEqual([])
    quick.stop()
    const slow = watch(outages, clock)
    slow.start()
    await clock.advance(MINUTE)
    slow.failed({ at: clock.now(), error: failure })
    expect(outages.since).toBe(at(0))
    slow.answered(answer(clock))
    expect(outages.past).toMatchObject([{ from: iso(0), to: iso(1) }])
    expect(ok(slow.state).value.status).toBe('online')
    slow.stop()
  })
})
