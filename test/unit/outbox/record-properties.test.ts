import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { BeforeSending, RecordContent, RecordView } from '../../../src/shared/outbox/record.ts'
import type { OutboxEvent } from '../../../src/shared/outbox/events.ts'
import { applyRecord, EMPTY, heads, snapshot } from '../../../src/shared/outbox/state.ts'
import { bookingEdit, newBooking, newCustomer } from './support/contents.ts'
import { Desk } from './support/desk.ts'
import { systemError } from './support/memory-fs.ts'

/*
 * Random days on which customers and bookings are made over a line that loses requests, answers and
 * whole processes. Names and sizes of groups are few, so that many are alike.
 */

const NAMES = ['Zeldenrust', 'Wolters']
const name = fc.constantFrom(...NAMES)
const personen = fc.constantFrom(2, 3)

const step = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record({ do: fc.constant('customer' as const), name }),
  },
  {
    weight: 5,
    arbitrary: fc.record({ do: fc.constant('booking' as const), personen, forLast: fc.boolean() }),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('edit' as const), personen: fc.nat(9) }) },
  { weight: 6, arbitrary: fc.record({ do: fc.constant('pass' as const), ms: fc.nat(6000) }) },
  { weight: 6, arbitrary: fc.record({ do: fc.constant('pass' as const), ms: fc.nat(60) }) },
  {
    weight: 8,
    arbitrary: fc.record({
      do: fc.constant('fault' as const),
      kind: fc.constantFrom('timeout' as const, 'unreachable' as const, 'unauthorized' as const),
      on: fc.constantFrom('create', 'create', 'list', 'read', 'edit', 'any'),
      how: fc.constantFrom('before', 'after', 'late'),
      lateMs: fc.nat(4000),
      count: fc.integer({ min: 1, max: 4 }),
    }),
  },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('crash' as const), kept: fc.nat(400) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('amend' as const), pick: fc.nat(5) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('disk' as const), room: fc.nat(900) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('fsync' as const) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('now' as const) }) },
)
type Step = typeof step extends fc.Arbitrary<infer T> ? T : never

class Day {
  desk = new Desk({ statuses: { 1: 'definitief' } })
  readonly acknowledged: string[] = []
  last: RecordView | null = null

  async promise(content: RecordContent): Promise<void> {
    const answer = await this.desk.outbox.promise(content)
    if (!answer.ok) return
    this.acknowledged.push(answer.value.id)
    if (answer.value.kind === 'customer-create') this.last = answer.value
  }

  async do(what: Step): Promise<void> {
    const { desk } = this
    switch (what.do) {
      case 'customer':
        return this.promise(newCustomer(what.name))
      case 'booking': {
        const customer = what.forLast && this.last ? { entry: this.last.id } : { id: 17 }
        return this.promise(newBooking(customer, what.personen))
      }
      case 'edit':
        return this.promise(bookingEdit(1, {}, { personen: what.personen + 1 }))
      case 'pass':
        return desk.clock.pass(what.ms)
      case 'fault': {
        let left = what.count
        desk.server.fault = (kind) => {
          if (left === 0 || (what.on !== 'any' && what.on !== kind)) return null
          left -= 1
          const error = { kind: what.kind }
          // A key is refused before anything else is done.
          if (what.kind === 'unauthorized' || what.how === 'before') return { error, after: false }
          return what.how === 'after'
            ? { error, after: true }
            : { error, after: false, lateMs: what.lateMs }
        }
        return
      }
      case 'crash':
        this.desk = desk.crash((unsynced) => Math.min(unsynced, what.kept))
        await this.desk.boot()
        return
      case 'amend': {
        const entry = desk.records[what.pick]
        if (entry?.kind === 'booking-create' && entry.content?.kind === 'booking-create')
          await desk.outbox.amend(entry.id, {
            ...entry.content,
            body: { ...entry.content.body, personen: 3 },
          })
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
    }
  }

  async evening(): Promise<void> {
    this.desk.fs.room = Number.POSITIVE_INFINITY
    this.desk.fs.before = () => undefined
    this.desk.mend()
    for (let hour = 0; hour < 3; hour += 1) {
      this.desk.outbox.reconnected()
      await this.desk.clock.pass(3_600_000)
    }
  }
}

const RUNS = Number(process.env['PROPERTY_RUNS'] ?? 300)

describe('whatever is lost', () => {
  it('every customer and booking is made exactly once', { timeout: 600_000 }, () =>
    fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 50 }), async (steps) => {
        const day = new Day()
        await day.desk.boot()
        for (const one of steps) await day.do(one)
        await day.evening()
        const { desk } = day
        const { recordHistory, records } = desk.view
        // Changes of one booking may be in each other's way; makings never need a person here.
        expect(records.filter((one) => one.state === 'waiting')).toEqual([])
        expect(records.filter((one) => one.kind !== 'booking-edit')).toEqual([])
        const known = new Set([...recordHistory, ...records].map(({ id }) => id))
        for (const id of day.acknowledged) expect(known).toContain(id)
        for (const [kind, made] of [
          ['customer-create', desk.server.people],
          ['booking-create', desk.server.made],
        ] as const) {
          const results = recordHistory.flatMap((one) => (one.kind === kind ? one.resultId : []))
          expect(results.toSorted()).toEqual(made.map(({ id }) => id).toSorted())
        }
        const waitingFor = desk.server.made.filter(
          ({ body }) =>
            body.klant_id !== 17 && !desk.server.people.some(({ id }) => id === body.klant_id),
        )
        expect(waitingFor).toEqual([])
      }),
      { numRuns: RUNS },
    ),
  )
})

const id = fc.constantFrom('a', 'b', 'c', 'd')
const before = fc.constant<BeforeSending>({
  at: '2026-11-21T09:00:00.000Z',
  ids: [],
  highestCustomer: null,
})
const event: fc.Arbitrary<OutboxEvent> = fc.oneof(
  fc
    .record({
      id,
      kind: fc.constantFrom('customer-create' as const, 'booking-create' as const),
      waitsFor: fc.option(id),
    })
    .map(({ id, kind, waitsFor }) => ({
      type: 'record-promised' as const,
      entry: {
        id,
        kind,
        localId: -1 - 'abcd'.indexOf(id),
        waitsFor: kind === 'booking-create' && waitsFor !== id ? waitsFor : null,
        at: '2026-11-21T09:00:00.000Z',
        serverOffsetMs: null,
        desk: 'Balie',
        by: null,
        state: 'waiting' as const,
        sent: null,
        attempts: 0,
        lastError: null,
        nextTryAt: null,
        reason: null,
        sealed: 'x',
        sealedFindings: null,
        klantId: null,
        notOurs: [],
      },
    })),
  fc.record({ type: fc.constant('record-sent' as const), id, before }),
  fc.record({
    type: fc.constant('record-amended' as const),
    id,
    sealed: fc.constant('y'),
    waitsFor: fc.constant(null),
    klantId: fc.constant(null),
  }),
  fc.record({
    type: fc.constant('record-needs-person' as const),
    id,
    reason: fc.constantFrom({ kind: 'doubtful' as const }, { kind: 'changed' as const }),
    sealedFindings: fc.constant(null),
  }),
  fc.record({
    type: fc.constant('record-retried' as const),
    id,
    fresh: fc.boolean(),
    except: fc.array(fc.nat(5), { maxLength: 2 }),
  }),
  fc.record({
    type: fc.constant('record-settled' as const),
    id,
    outcome: fc.constantFrom('done' as const, 'dropped' as const),
    resultId: fc.option(fc.nat(900)),
    existed: fc.boolean(),
    cameIn: fc.constant<string[]>([]),
    at: fc.constant('2026-11-21T10:00:00.000Z'),
  }),
)

describe('the journal of records', () => {
  it('folds to the same state after any compaction, and loses track of nothing', () =>
    fc.assert(
      fc.property(fc.array(event, { maxLength: 40 }), fc.nat(40), (events, cut) => {
        const whole = events.reduce<typeof EMPTY>(applyRecord, EMPTY)
        const first = events.slice(0, cut).reduce<typeof EMPTY>(applyRecord, EMPTY)
        const shortened = JSON.parse(JSON.stringify(snapshot(first))) as unknown[]
        const again = [...shortened, ...events.slice(cut)].reduce<typeof EMPTY>(applyRecord, EMPTY)
        expect(again).toEqual(whole)
        expect(whole.foreign).toEqual([])
        expect(whole.order.toSorted()).toEqual(whole.records.map((one) => one.id).toSorted())
        // What waits for a customer who was settled waits no more.
        const settled = new Set(whole.recordHistory.map((one) => one.id))
        for (const one of heads(whole)) expect('waitsFor' in one && one.waitsFor).toBeNull()
        for (const one of whole.records)
          if (one.waitsFor && settled.has(one.waitsFor))
            expect(whole.records.map(({ id }) => id)).toContain(one.waitsFor)
      }),
      { numRuns: 1000 },
    ))
})
