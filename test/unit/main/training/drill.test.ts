import { beforeEach, describe, expect, it } from 'vitest'
import {
  Drill,
  type DrillDesk,
  type DrillGround,
} from '../../../../src/main/services/training/drill.ts'
import { drillTasks, watchVenue } from '../../../../src/simulator/demo/drill.ts'
import { Chance } from '../../../../src/simulator/demo/random.ts'
import { startSimulator, type Venue } from '../../../../src/simulator/index.ts'
import type { DrillTask, DrillView } from '../../../../src/shared/domain/drill.ts'
import type { OutboxView, PromisedEntry } from '../../../../src/shared/outbox/entry.ts'
import { fail, ok } from '../../../../src/shared/result.ts'
import { deskIn, endDesks } from '../app/desk-setup.ts'
import { ManualClock, MemoryLog } from '../manual-clock.ts'

const EMPTY: OutboxView = {
  entries: [],
  records: [],
  parked: [],
  history: [],
  recordHistory: [],
  marks: [],
  damage: null,
  blocked: null,
}
const task = (id: number): DrillTask => ({
  id,
  kind: 'check-in',
  bookingId: 75 + id,
  referentie: `67-${id}`,
  name: null,
  people: 4,
  code: `B:67-${id}`,
  optional: false,
})
const promised = (id: string, bookingId: number): PromisedEntry => ({
  id,
  bookingId,
  referentie: '67-1',
  wanted: 'gaande',
  seen: { status: 'definitief', statusUpdatedAt: null },
  at: '2026-06-15T08:00:00Z',
  serverOffsetMs: 0,
  desk: 'Balie',
  by: null,
  state: 'waiting',
  sent: false,
  attempts: 0,
  lastError: null,
  nextTryAt: null,
  reason: null,
  server: null,
})

let clock: ManualClock
let plug: boolean[]
let view: OutboxView
let changes: { booking: number; to: string; ours: boolean }[]
let told: (DrillView | null)[]
let drill: Drill
let line: boolean
let ground: DrillGround | null

beforeEach(() => {
  clock = new ManualClock()
  plug = []
  view = EMPTY
  changes = []
  told = []
  line = true
  ground = {
    drillTasks: (count) => Array.from({ length: count }, (_, id) => task(id)),
    watch: () => () => ({ changes, made: 0 }),
    change: ({ unplugged }) => void plug.push(unplugged),
  }
  const desk: DrillDesk = {
    outbox: { view: () => view, replayNow: () => undefined },
    sync: { now: () => Promise.resolve(line ? ok(null) : fail({ kind: 'unreachable' })) },
    monitor: { look: () => undefined },
  }
  drill = new Drill({
    ground: () => ground,
    desk: () => desk,
    clock,
    log: new MemoryLog(),
    changed: (one) => void told.push(one),
  })
})

function acknowledge(id: string, bookingId: number): void {
  view = { ...view, entries: [...view.entries, promised(id, bookingId)] }
  drill.acknowledgedMove(promised(id, bookingId))
}
function arrive(id: string, times = 1): void {
  const entry = view.entries.find((one) => one.id === id)
  if (!entry) throw new Error(id)
  view = {
    ...view,
    entries: view.entries.filter((one) => one.id !== id),
    history: [{ ...entry, outcome: 'done', settledAt: entry.at }, ...view.history],
  }
  for (let time = 0; time < times; time++)
    changes.push({ booking: entry.bookingId, to: 'gaande', ours: true })
}

describe('the drill', () => {
  it('pulls the plug, puts it back by itself, waits for all to arrive and counts', async () => {
    const started = await drill.start(40)
    expect(started.ok && started.value).toMatchObject({ state: 'running', seconds: 40 })
    expect(plug).toEqual([false, true])
    acknowledge('a', 75)
    acknowledge('b', 76)
    drill.skip(2)
    expect(drill.view()?.tasks.map(({ state }) => state)).toEqual([
      'done',
      'done',
      'skipped',
      'now',
      'coming',
    ])
    await clock.advance(39_000)
    expect(plug.at(-1)).toBe(true)
    await clock.advance(1_000)
    expect(plug.at(-1)).toBe(false)
    expect(drill.view()).toMatchObject({ state: 'arriving', acknowledged: 2, arrived: 0 })
    // Nothing counts any more that is acknowledged now.
    drill.acknowledgedMove(promised('c', 77))
    arrive('a')
    await clock.advance(1_000)
    expect(drill.view()).toMatchObject({ state: 'arriving', arrived: 1 })
    arrive('b')
    await clock.advance(1_000)
    expect(drill.view()).toMatchObject({
      state: 'done',
      score: { given: 5, done: 2, acknowledged: 2, arrived: 2, lost: 0, twice: 0 },
    })
    expect(told.at(-1)?.state).toBe('done')
    expect(clock.pending).toEqual([])
  })

  it('tells of what was lost and of what was done twice', async () => {
    await drill.start(10)
    acknowledge('a', 75)
    acknowledge('b', 76)
    await clock.advance(10_000)
    arrive('a', 2)
    view = { ...view, entries: [] }
    await clock.advance(1_000)
    expect(drill.view()?.score).toMatchObject({ acknowledged: 2, arrived: 1, lost: 1, twice: 1 })
  })

  it('counts what does not get away as waiting, after a minute', async () => {
    await drill.start(10)
    acknowledge('a', 75)
    await clock.advance(10_000 + 61_000)
    expect(drill.view()).toMatchObject({ state: 'done', score: { waiting: 1, lost: 0 } })
  })

  it('forgets what was undone, and counts a double tap once', async () => {
    await drill.start(10)
    acknowledge('a', 75)
    drill.acknowledgedMove(promised('a', 75))
    expect(drill.view()?.acknowledged).toBe(1)
    view = {
      ...EMPTY,
      history: [{ ...promised('a', 75), outcome: 'undone', settledAt: '' }],
    }
    drill.acknowledgedMove({ ...promised('a', 75), outcome: 'undone' })
    expect(drill.view()?.acknowledged).toBe(0)
  })

  it('ends early, is cancelled at any time, and never leaves the plug out', async () => {
    await drill.start(60)
    acknowledge('a', 75)
    expect(drill.end(false)).toMatchObject({ value: { state: 'arriving' } })
    expect(plug.at(-1)).toBe(false)
    arrive('a')
    await clock.advance(1_000)
    expect(drill.view()?.state).toBe('done')

    await drill.start(60)
    expect(drill.end(true)).toEqual(ok(null))
    expect(plug.at(-1)).toBe(false)
    expect([drill.view(), told.at(-1)]).toEqual([null, null])

    await drill.start(60)
    drill.stop()
    expect(plug.at(-1)).toBe(false)
    await clock.advance(120_000)
    expect(clock.pending).toEqual([])
  })

  it('does not begin when the demo venue is left while the day is still being read', async () => {
    const starting = drill.start(10)
    drill.stop()
    ground = null
    expect(await starting).toMatchObject({ error: { kind: 'not-now' } })
    expect([drill.view(), drill.busy, plug.includes(true)]).toEqual([null, false, false])
    expect(clock.pending).toEqual([])
  })

  it('starts in the demo venue only, with a line, and once at a time', async () => {
    line = false
    expect(await drill.start(10)).toMatchObject({ error: { kind: 'unreachable' } })
    expect(plug).toEqual([false])
    line = true
    const both = await Promise.all([drill.start(10), drill.start(10)])
    expect(both.map(({ ok: is }) => is)).toEqual([true, false])
    drill.end(true)
    ground = null
    expect(await drill.start(10)).toMatchObject({ error: { kind: 'not-now' } })
    expect(drill.skip(0)).toMatchObject({ error: { kind: 'not-now' } })
  })
})

describe('the tasks of the demo venue', () => {
  const inVenue = async (asOf: string, use: (venue: Venue) => void): Promise<void> => {
    const simulator = await startSimulator({ asOf })
    use(simulator.venue)
    await simulator.close()
  }

  it.each(['00:05', '10:30', '23:50'])('are there at %s, and possible', async (asOf) => {
    await inVenue(asOf, (venue) => {
      const tasks = drillTasks(venue, 22, new Chance('test', 1))
      expect(tasks).toHaveLength(22)
      const begins = 'check-in check-in finish check-in unknown check-in finish check-in'
      expect(tasks.map(({ kind }) => kind).join(' ')).toMatch(new RegExp(`^${begins} `))
      expect(tasks.map(({ id }) => id)).toEqual(tasks.map((_, index) => index))
      expect(tasks.filter(({ kind }) => kind === 'unknown')).toHaveLength(1)
      expect(tasks.filter(({ optional }) => optional)).toHaveLength(1)
      const wanted = { 'check-in': 'definitief', finish: 'gaande' } as const
      const seen = new Set<number>()
      for (const { kind, bookingId, code } of tasks) {
        if (kind === 'unknown') expect(venue.codes().map((one) => one.code)).not.toContain(code)
        if (kind !== 'check-in' && kind !== 'finish') continue
        expect(venue.booking(bookingId ?? 0)?.status).toBe(wanted[kind])
        expect(seen.has(bookingId ?? 0)).toBe(false)
        seen.add(bookingId ?? 0)
      }
      expect(seen.size).toBe(20)
    })
  })

  it('are counted by the venue, from the start of the drill on', async () => {
    await inVenue('10:30', (venue) => {
      const [one, other] = venue.todays('definitief')
      if (!one || !other) throw new Error('too few')
      venue.setStatus(one.id, 'gaande', 'api')
      const record = watchVenue(venue)
      expect(record()).toEqual({ changes: [], made: 0 })
      venue.setStatus(other.id, 'gaande', 'api')
      venue.setStatus(one.id, 'voltooid', 'desk')
      venue.add()
      expect(record()).toEqual({
        changes: [
          { booking: other.id, to: 'gaande', ours: true },
          { booking: one.id, to: 'voltooid', ours: false },
        ],
        made: 1,
      })
    })
  })
})

describe('a drill with a real desk', () => {
  it('keeps everything', async () => {
    const simulator = await startSimulator({ asOf: '10:30' })
    const { faults, venue } = simulator
    const { desk } = await deskIn({
      environment: { BALIE_DEMO: '1' },
      demo: {
        origin: simulator.url,
        key: simulator.key,
        state: () => ({ unplugged: faults.closed, slow: false, revoked: false }),
        change: ({ unplugged }) => void (faults.closed = unplugged ?? faults.closed),
        otherDesk: () => null,
        codes: () => [],
        drillTasks: (count) => drillTasks(venue, count, new Chance('test', 2)),
        watch: () => watchVenue(venue),
        stop: () => simulator.close(),
      },
    })
    const started = await desk.drill.start(60)
    if (!started.ok) throw new Error(started.error.kind)
    expect(faults.closed).toBe(true)
    for (const { kind, bookingId, referentie, code } of started.value.tasks) {
      if (kind === 'unknown') {
        const parked = await desk.venue?.outbox.park(code ?? '')
        if (parked?.ok) desk.drill.acknowledgedCode(parked.value)
      } else {
        const move = await desk.venue?.outbox.enqueue({
          bookingId: bookingId ?? 0,
          referentie: referentie ?? '',
          wanted: kind === 'finish' ? 'voltooid' : 'gaande',
          seen: { status: kind === 'finish' ? 'gaande' : 'definitief', statusUpdatedAt: null },
        })
        if (move?.ok) desk.drill.acknowledgedMove(move.value)
      }
    }
    const given = started.value.tasks.length
    expect(desk.drill.view()).toMatchObject({ acknowledged: given, arrived: 0 })
    desk.drill.end(false)
    expect(faults.closed).toBe(false)
    await expect
      .poll(() => desk.drill.view()?.score, { timeout: 20_000 })
      .toMatchObject({
        given,
        done: given,
        acknowledged: given,
        arrived: given,
        lost: 0,
        twice: 0,
        waiting: 0,
      })
    await endDesks()
  }, 30_000)
})
