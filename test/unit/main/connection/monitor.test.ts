import { describe, expect, it } from 'vitest'
import { ClockOffset } from '../../../../src/main/services/connection/clock-offset.ts'
import { ConnectionMonitor } from '../../../../src/main/services/connection/monitor.ts'
import type { ConnectionState } from '../../../../src/shared/ipc/contract.ts'
import { fail, ok, type AppError, type Result } from '../../../../src/shared/result.ts'
import { ManualClock, MemoryLog, settle } from '../manual-clock.ts'

/** A monitor whose probes are answered as `line` says, as the client would report them. */
function setUp(): {
  clock: ManualClock
  monitor: ConnectionMonitor
  told: ConnectionState[]
  line: { is: 'up' | 'silent' | 'bug' | AppError }
  log: MemoryLog
  counts: { probes: number; reconnects: number }
} {
  const clock = new ManualClock()
  const told: ConnectionState[] = []
  const log = new MemoryLog()
  const line: { is: 'up' | 'silent' | 'bug' | AppError } = { is: 'up' }
  const counts = { probes: 0, reconnects: 0 }
  const monitor: ConnectionMonitor = new ConnectionMonitor({
    clock,
    random: () => 0.5,
    log,
    probe: (): Promise<Result<unknown>> => {
      counts.probes++
      if (line.is === 'bug') return Promise.reject(new TypeError('bug'))
      if (line.is === 'silent') return new Promise(() => undefined)
      if (line.is === 'up') {
        monitor.answered({ at: clock.now(), latencyMs: 20, serverDate: null })
        return Promise.resolve(ok(null))
      }
      monitor.failed({ at: clock.now(), error: line.is })
      return Promise.resolve(fail(line.is))
    },
    changed: (state) => told.push(state),
    reconnected: () => counts.reconnects++,
  })
  return { clock, monitor, told, line, log, counts }
}

const unreachable: AppError = { kind: 'unreachable' }

describe('the connection monitor', () => {
  it('asks at once when it starts, and tells when Recras answers', async () => {
    const { monitor, told, counts } = setUp()
    expect(monitor.state).toMatchObject({ status: 'offline', error: null, lastAnswerAt: null })
    monitor.start()
    await settle()
    expect(told.map((one) => one.status)).toEqual(['online'])
    expect(counts).toEqual({ probes: 1, reconnects: 1 })
  })

  it('goes on after a probe that threw', async () => {
    const { monitor, clock, line, log, counts } = setUp()
    line.is = 'bug'
    monitor.start()
    await clock.advance(60_000)
    expect(log.lines.every((one) => one.event === 'probe-failed')).toBe(true)
    expect(counts.probes).toBeGreaterThan(5)
    line.is = 'up'
    await clock.advance(30_000)
    expect(monitor.state.status).toBe('online')
  })

  it('asks with a new key at once, though the old one still waits for its answer', async () => {
    const { monitor, clock, line, counts } = setUp()
    line.is = 'silent'
    monitor.start()
    await clock.advance(1_000)
    line.is = 'up'
    monitor.rekeyed()
    await settle()
    expect(counts.probes).toBe(2)
    expect(monitor.state.status).toBe('online')
    // The old one's silence says nothing any more.
    await clock.advance(10_000)
    monitor.failed({ at: clock.now(), error: unreachable })
    expect(monitor.state.status).toBe('online')
  })

  it('does not tell of one lost request', async () => {
    const { monitor, told, clock } = setUp()
    monitor.start()
    await clock.advance(5_000)
    monitor.failed({ at: clock.now(), error: unreachable })
    await clock.advance(5_000)
    expect(told.map((one) => one.status)).toEqual(['online'])
  })

  it('is offline about a second after the line went, online with its first answer', async () => {
    const { monitor, told, clock, line, counts } = setUp()
    monitor.start()
    await clock.advance(5_000)
    line.is = unreachable
    const wentAt = clock.now()
    monitor.failed({ at: wentAt, error: unreachable })
    await clock.advance(1_100)
    expect(monitor.state).toMatchObject({
      status: 'offline',
      since: new Date(wentAt).toISOString(),
      error: unreachable,
    })
    await clock.advance(60_000)
    const probesWhileDown = counts.probes
    expect(probesWhileDown).toBeGreaterThan(6)
    expect(probesWhileDown).toBeLessThan(14)
    line.is = 'up'
    await clock.advance(15_000)
    expect(monitor.state).toMatchObject({ status: 'online', error: null })
    expect(monitor.state.lastOutage?.from).toBe(new Date(wentAt).toISOString())
    expect(counts.reconnects).toBe(2)
    expect(told.map((one) => one.status)).toEqual(['online', 'offline', 'online'])
  })

  it('calls silence an outage, however long the client would wait', async () => {
    const { monitor, clock, line } = setUp()
    monitor.start()
    await clock.advance(5_000)
    line.is = 'silent'
    monitor.failed({ at: clock.now(), error: { kind: 'timeout' } })
    await clock.advance(7_500)
    expect(monitor.state.status).toBe('offline')
  })

  it('treats a page of something else as no line', async () => {
    const { monitor, clock, line } = setUp()
    monitor.start()
    await clock.advance(5_000)
    line.is = { kind: 'unexpected-answer' }
    monitor.failed({ at: clock.now(), error: line.is })
    await clock.advance(1_100)
    expect(monitor.state).toMatchObject({ status: 'offline', error: { kind: 'unexpected-answer' } })
  })

  it('stays online when only one thing at Recras is broken, goes offline when all is', async () => {
    const broken: AppError = { kind: 'server', status: 500, retryAfterMs: null }
    const { monitor, clock, line } = setUp()
    monitor.start()
    await clock.advance(5_000)
    for (let count = 0; count < 5; count++) {
      monitor.failed({ at: clock.now(), error: broken })
      await clock.advance(2_000)
    }
    expect(monitor.state.status).toBe('online')
    line.is = broken
    monitor.failed({ at: clock.now(), error: broken })
    await clock.advance(5_000)
    expect(monitor.state).toMatchObject({ status: 'offline', error: broken })
  })

  it('tells of a refused key at once, tries it slowly, and goes on when it works', async () => {
    const { monitor, told, clock, line, counts } = setUp()
    monitor.start()
    await clock.advance(5_000)
    line.is = { kind: 'unauthorized' }
    monitor.failed({ at: clock.now(), error: line.is })
    expect(told.at(-1)).toMatchObject({ status: 'unauthorized' })
    const before = counts.probes
    await clock.advance(65_000)
    expect(counts.probes - before).toBe(2)
    line.is = 'up'
    await clock.advance(30_000)
    expect(told.at(-1)).toMatchObject({ status: 'online', error: null })
  })

  it('does not tell every latency, and asks by itself only when it is quiet', async () => {
    const { monitor, told, clock, counts } = setUp()
    monitor.start()
    await settle()
    for (let second = 0; second < 120; second++) {
      monitor.answered({ at: clock.now(), latencyMs: 20 + (second % 5) * 100, serverDate: null })
      await clock.advance(1_000)
    }
    expect(told.length).toBeLessThan(16)
    expect(told.length).toBeGreaterThan(3)
    expect(counts.probes).toBe(1)
    await clock.advance(61_000)
    expect(counts.probes).toBe(2)
  })

  it('is silent after it was stopped', async () => {
    const { monitor, told, clock } = setUp()
    monitor.start()
    await settle()
    monitor.stop()
    const before = told.length
    monitor.failed({ at: clock.now(), error: { kind: 'unauthorized' } })
    await clock.advance(120_000)
    expect(told.length).toBe(before)
    expect(clock.pending).toEqual([])
  })
})

describe('the clock offset', () => {
  it('is the median of the last few, corrected for latency and for whole seconds', () => {
    const offset = new ClockOffset()
    expect(offset.value).toBeNull()
    const at = 1_000_000
    offset.measure(at, 200, at + 60_000)
    expect(offset.value).toBe(60_600)
    offset.measure(at, 200, at + 3_600_000)
    offset.measure(at, 200, at + 60_000)
    expect(offset.value).toBe(60_600)
    for (let count = 0; count < 7; count++) offset.measure(at, 0, at - 7_200_000)
    expect(offset.value).toBe(-7_199_500)
  })

  it('is not known while the last measurement says that a clock was set', () => {
    const offset = new ClockOffset()
    for (let count = 0; count < 7; count++) offset.measure(1000, 20, 1000)
    expect(offset.value).toBe(510)
    // The machine's clock jumped a year ahead: what was measured before would be wrong by as much.
    const at = 1000 + 365 * 86_400_000
    for (let count = 0; count < 3; count++) {
      offset.measure(at, 20, 1000)
      expect(offset.value).toBeNull()
    }
    offset.measure(at, 20, 1000)
    expect(offset.value).toBe(510 - 365 * 86_400_000)
  })

  it('takes nothing from answers without a date or that took too long', () => {
    const offset = new ClockOffset()
    offset.measure(1000, 10, null)
    offset.measure(1000, 9_000, 5_000)
    offset.measure(1000, 10, Number.NaN)
    expect(offset.value).toBeNull()
  })
})
