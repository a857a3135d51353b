import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { OutboxEntry } from '../../../src/shared/outbox/entry.ts'
import { isStatus, STATUSES, type BookingStatus } from '../../../src/shared/recras/status.ts'
import type { AppError } from '../../../src/shared/result.ts'
import { Desk, wish } from './support/desk.ts'
import { systemError } from './support/memory-fs.ts'

/*
 * Random days at a desk with a bad line, a bad disk, power cuts and a busy colleague, against a
 * Recras that writes down everything. Whatever happens, the promises hold.
 */

const BOOKINGS = [1, 2, 3]
const START: Record<number, string> = { 1: 'definitief', 2: 'gaande', 3: 'optie' }
const NEXT: Record<string, BookingStatus[]> = {
  optie: ['definitief'],
  definitief: ['gaande'],
  gaande: ['voltooid', 'definitief'],
  voltooid: ['gaande'],
}
const ERRORS: AppError[] = [
  { kind: 'unreachable' },
  { kind: 'timeout' },
  { kind: 'server', status: 502, retryAfterMs: null },
  { kind: 'rate-limited', retryAfterMs: 3000 },
  { kind: 'unexpected-answer' },
  { kind: 'unauthorized' },
  { kind: 'forbidden' },
  { kind: 'refused', fields: [] },
  { kind: 'conflict' },
]

const booking = fc.constantFrom(...BOOKINGS)
const step = fc.oneof(
  {
    weight: 8,
    arbitrary: fc.record({ do: fc.constant('tap' as const), booking, pick: fc.nat(3) }),
  },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('undo' as const), booking }) },
  { weight: 8, arbitrary: fc.record({ do: fc.constant('pass' as const), ms: fc.nat(4000) }) },
  { weight: 4, arbitrary: fc.record({ do: fc.constant('pass' as const), ms: fc.nat(45) }) },
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constant('fault' as const),
      error: fc.constantFrom(...ERRORS),
      after: fc.boolean(),
      count: fc.integer({ min: 1, max: 5 }),
      kind: fc.constantFrom('read', 'follow', 'any'),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constant('other' as const),
      booking,
      to: fc.constantFrom(...STATUSES.filter((status) => NEXT[status])),
    }),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('crash' as const), kept: fc.nat(400) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('retry' as const), pick: fc.nat(5) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('drop' as const), pick: fc.nat(5) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('disk' as const), room: fc.nat(600) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('fsync' as const) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('now' as const) }) },
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constant('mark' as const),
      booking,
      arrived: fc.option(fc.nat(40)),
      note: fc.option(fc.constantFrom('', 'later', 'bus')),
    }),
  },
)
type Step = typeof step extends fc.Arbitrary<infer T> ? T : never

const MARK_DAY = '2026-11-21'
interface Marked {
  arrived: number | null
  note: string | null
}

/** What one random day left behind, for the promises to be held against. */
class Day {
  desk = new Desk({ statuses: START })
  /** Acknowledged promises by id, in order; and those that a person was told were undone or dropped. */
  readonly acknowledged = new Map<string, OutboxEntry>()
  readonly undone = new Set<string>()
  readonly dropped = new Set<string>()
  readonly retried = new Set<string>()
  /** What was last answered about each booking's marks, and wishes that got no answer since. */
  readonly marked = new Map<number, { answered: Marked; doubtful: Marked[] }>()
  /** What each request to move was sent for, and what the person had seen. */
  readonly overwrites: string[] = []
  watch(): void {
    const { server } = this.desk
    const follow = server.follow.bind(server)
    server.follow = (rel, link) => {
      const id = Number(/(\d+)\/set_status/.exec(link.href)?.[1])
      const head = this.desk.entries.find(
        (entry) => entry.bookingId === id && entry.state === 'waiting',
      )
      const moved = server.moves
        .slice(server.movesAtRead.get(id) ?? 0)
        .some((move) => move.bookingId === id)
      // Between our read and our request another desk may be faster; that no client can see.
      if (!moved && server.status(id) === head?.wanted) this.overwrites.push(`${id} twice`)
      if (!moved && server.status(id) !== head?.seen.status) this.overwrites.push(`${id} unseen`)
      if (head && !head.sent) this.overwrites.push(`${id} not written down`)
      if (head && this.undone.has(head.id)) this.overwrites.push(`${id} undone`)
      return follow(rel, link)
    }
  }

  /** What the screen shows: Recras' state with what waits on top. */
  shown(id: number): string {
    const last = this.desk.entries.findLast(
      (entry) => entry.bookingId === id && entry.state === 'waiting',
    )
    return last?.wanted ?? this.desk.server.status(id) ?? ''
  }

  async tap(id: number, wanted: BookingStatus): Promise<void> {
    const answer = await this.desk.outbox.enqueue(wish(id, this.shown(id), wanted))
    if (!answer.ok) return
    if (answer.value.outcome === 'undone') this.undone.add(answer.value.id)
    else this.acknowledged.set(answer.value.id, answer.value)
  }

  async do(what: Step): Promise<void> {
    const { desk } = this
    switch (what.do) {
      case 'tap': {
        const next = NEXT[this.shown(what.booking)] ?? []
        const wanted = next[what.pick % Math.max(1, next.length)]
        if (wanted) await this.tap(what.booking, wanted)
        return
      }
      case 'undo': {
        const last = desk.entries.findLast((entry) => entry.bookingId === what.booking)
        if (last?.state === 'waiting' && isStatus(last.seen.status))
          await this.tap(what.booking, last.seen.status)
        return
      }
      case 'pass':
        return desk.clock.pass(what.ms)
      case 'fault': {
        let left = what.count
        desk.server.fault = (kind) => {
          if (left === 0 || (what.kind !== 'any' && what.kind !== kind)) return null
          left -= 1
          return what
        }
        return
      }
      case 'other':
        return desk.server.otherDesk(what.booking, what.to)
      case 'crash':
        this.desk = desk.crash((unsynced) => Math.min(unsynced, what.kept))
        await this.desk.boot()
        return
      case 'retry': {
        const entry = desk.entries.filter(({ state }) => state === 'attention')[what.pick]
        if (entry && (await desk.outbox.retry(entry.id)).ok) this.retried.add(entry.id)
        return
      }
      case 'drop': {
        const entry = desk.entries[what.pick]
        if (entry && (await desk.outbox.drop(entry.id)).ok) this.dropped.add(entry.id)
        return
      }
      case 'disk':
        desk.fs.room = what.room
        return
      case 'fsync': {
        let once = true
        desk.fs.before = (operation) => {
          if (!once || operation !== 'sync') return
          once = false
          throw systemError('EIO')
        }
        return
      }
      case 'now':
        return desk.outbox.replayNow()
      case 'mark': {
        const { booking: bookingId, arrived, note } = what
        const known = this.marked.get(bookingId) ?? {
          answered: { arrived: null, note: null },
          doubtful: [],
        }
        const given = { bookingId, day: MARK_DAY, referentie: `${bookingId}-1`, arrived, note }
        const answer = await desk.outbox.mark(given)
        const wished = { arrived, note: note || null }
        this.marked.set(
          bookingId,
          answer.ok
            ? { answered: wished, doubtful: [] }
            : { ...known, doubtful: [...known.doubtful, wished] },
        )
        return
      }
    }
  }

  /** The line and the disk are well again for a long time. */
  async evening(): Promise<void> {
    this.desk.fs.room = Number.POSITIVE_INFINITY
    this.desk.fs.before = () => undefined
    this.desk.mend()
    this.desk.outbox.reconnected()
    await this.desk.clock.pass(2 * 3_600_000)
  }
}

async function live(steps: Step[]): Promise<Day> {
  const day = new Day()
  day.watch()
  await day.desk.boot()
  for (const one of steps) await day.do(one)
  await day.evening()
  return day
}

function promisesHold(day: Day): void {
  const { desk } = day
  const history = new Map(desk.view.history.map((settled) => [settled.id, settled.outcome]))
  // Nothing waits any more, and every promise is accounted for.
  expect(desk.entries.filter((entry) => entry.state === 'waiting')).toEqual([])
  for (const [id, entry] of day.acknowledged) {
    const end = history.get(id) ?? desk.entry(id)?.state
    const known = day.undone.has(id) ? ['undone'] : day.dropped.has(id) ? ['dropped'] : null
    expect(known ?? ['done', 'attention', 'undone', 'dropped'], `${id} ${end}`).toContain(end)
    if (end === 'undone') expect(day.undone).toContain(id)
    if (end === 'dropped') expect(day.dropped).toContain(id)
    if (end === 'attention') expect(desk.entry(id)?.reason).not.toBeNull()
    // Done means that Recras was in that state.
    if (end === 'done')
      expect(
        START[entry.bookingId] === entry.wanted ||
          desk.server.moves.some(
            (move) => move.bookingId === entry.bookingId && move.to === entry.wanted,
          ),
      ).toBe(true)
  }
  // What only this desk knows is as it was last answered, and waits for nobody.
  for (const [bookingId, { answered, doubtful }] of day.marked) {
    const mark = desk.view.marks.find((one) => one.bookingId === bookingId)
    const kept = { arrived: mark?.arrived ?? null, note: mark?.note ?? null }
    expect([answered, ...doubtful]).toContainEqual(kept)
  }
  // Nothing is sent for nothing, over somebody else's head, or before the disk knows.
  expect(day.overwrites).toEqual([])
  // Never more effects than promises; what a crash kept of an unanswered one counts as one.
  for (const id of BOOKINGS) {
    const effects = desk.server.moves.filter((move) => move.by === 'us' && move.bookingId === id)
    const promises = [...desk.view.history, ...desk.entries].filter(
      (one) => one.bookingId === id && !('outcome' in one && one.outcome === 'undone'),
    )
    const again = promises.filter((one) => day.retried.has(one.id))
    expect(effects.length).toBeLessThanOrEqual(promises.length + again.length)
  }
}

const RUNS = Number(process.env['PROPERTY_RUNS'] ?? 300)

describe('whatever happens', () => {
  it('every promise takes effect once, or is where a person sees it', { timeout: 600_000 }, () =>
    fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 60 }), async (steps) => {
        promisesHold(await live(steps))
      }),
      { numRuns: RUNS },
    ),
  )

  it(
    'without a colleague and with an honest Recras, all arrives, in order',
    { timeout: 600_000 },
    () => {
      const harmless = step.filter(
        (one) =>
          one.do === 'tap' ||
          one.do === 'pass' ||
          one.do === 'crash' ||
          one.do === 'disk' ||
          one.do === 'now' ||
          (one.do === 'fault' && !['forbidden', 'refused', 'conflict'].includes(one.error.kind)),
      )
      return fc.assert(
        fc.asyncProperty(fc.array(harmless, { maxLength: 60 }), async (steps) => {
          const day = await live(steps)
          promisesHold(day)
          expect(day.desk.entries).toEqual([])
          for (const id of BOOKINGS) {
            const made = day.desk.server.moves.filter((move) => move.bookingId === id)
            const promised = day.desk.view.history
              .filter((one) => one.bookingId === id && one.outcome === 'done')
              .toReversed()
            expect(made.map((move) => move.to)).toEqual(promised.map((one) => one.wanted))
          }
        }),
        { numRuns: RUNS },
      )
    },
  )
})
