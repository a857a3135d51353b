import { describe, expect, it } from 'vitest'
import {
  drillScore,
  serves,
  taskViews,
  type Acknowledged,
  type DrillRecord,
  type DrillTask,
  type Whereabouts,
} from '../../../../src/shared/domain/drill.ts'

const START = Date.parse('2026-06-13T12:00:00Z')

const task = (id: number, more: Partial<DrillTask> = {}): DrillTask => ({
  id,
  kind: 'check-in',
  bookingId: 75 + id,
  referentie: `${67 + id}-1`,
  name: 'Voorbeeldgroep',
  people: 12,
  code: `B:${67 + id}-1`,
  optional: false,
  ...more,
})
const said = (id: string, more: Partial<Acknowledged> = {}): Acknowledged => ({
  id,
  kind: 'move',
  bookingId: 75,
  wanted: 'gaande',
  text: null,
  creates: false,
  at: START + 4000,
  ...more,
})

describe('the tasks of a drill', () => {
  it.each<[string, Partial<DrillTask>, Partial<Acknowledged>, boolean]>([
    ['checked in', {}, {}, true],
    ['another group checked in', {}, { bookingId: 99 }, false],
    ['finished in place of checked in', {}, { wanted: 'voltooid' }, false],
    ['finished', { kind: 'finish' }, { wanted: 'voltooid' }, true],
    [
      'an unknown code kept',
      { kind: 'unknown', code: 'B:9-9' },
      { kind: 'code', text: 'B:9-9' },
      true,
    ],
    [
      'another code kept',
      { kind: 'unknown', code: 'B:9-9' },
      { kind: 'code', text: 'B:9-8' },
      false,
    ],
    ['a booking made', { kind: 'walk-in' }, { kind: 'record', creates: true }, true],
    ['a customer changed', { kind: 'walk-in' }, { kind: 'record' }, false],
  ])('%s', (_what, asked, done, is) => expect(serves(task(0, asked), said('a', done))).toBe(is))

  it('come one after another, each timed from when it was asked for', () => {
    const tasks = [task(0), task(1), task(2), task(3), task(4)]
    const done = [
      said('a', { bookingId: 75, at: START + 3000 }),
      said('b', { bookingId: 77, at: START + 9000 }),
      // Done ahead of its turn.
      said('c', { bookingId: 78, at: START + 8000 }),
    ]
    const views = taskViews(tasks, done, new Map([[1, START + 5000]]), START)
    expect(views.map(({ state, seconds }) => [state, seconds])).toEqual([
      ['done', 3],
      ['skipped', null],
      ['done', 4],
      ['done', 0],
      ['now', null],
    ])
    expect(taskViews(tasks, [], new Map(), START).map(({ state }) => state)).toEqual([
      'now',
      'coming',
      'coming',
      'coming',
      'coming',
    ])
  })
})

describe('the score of a drill', () => {
  const score = (
    acknowledged: Acknowledged[],
    where: Record<string, Whereabouts>,
    record: Partial<DrillRecord>,
    tasks = [task(0), task(1, { kind: 'finish' }), task(2, { kind: 'walk-in', optional: true })],
  ) =>
    drillScore(
      taskViews(tasks, acknowledged, new Map(), START),
      acknowledged,
      ({ id }) => where[id] ?? 'missing',
      { changes: [], made: 0, ...record },
    )
  const changed = (booking: number, to: string, ours = true) => ({ booking, to, ours })

  it('is whole when everything arrived once', () => {
    const done = [said('a'), said('b', { bookingId: 76, wanted: 'voltooid', at: START + 10_000 })]
    const all = { a: 'done', b: 'done' } as const
    expect(score(done, all, { changes: [changed(75, 'gaande'), changed(76, 'voltooid')] })).toEqual(
      {
        given: 2,
        done: 2,
        acknowledged: 2,
        arrived: 2,
        lost: 0,
        twice: 0,
        attention: 0,
        waiting: 0,
        medianSeconds: 5,
      },
    )
  })

  it.each<[string, Acknowledged[], Record<string, Whereabouts>, Partial<DrillRecord>, object]>([
    ['nothing done', [], {}, {}, { done: 0, acknowledged: 0, medianSeconds: null }],
    [
      'the journal says done and the venue has nothing',
      [said('a')],
      { a: 'done' },
      {},
      { arrived: 0, lost: 1 },
    ],
    ['it is in no journal and nowhere', [said('a')], {}, {}, { arrived: 0, lost: 1 }],
    [
      'the venue has it though the journal forgot',
      [said('a')],
      {},
      { changes: [changed(75, 'gaande')] },
      { arrived: 1, lost: 0 },
    ],
    [
      'it was done twice',
      [said('a')],
      { a: 'done' },
      { changes: [changed(75, 'gaande'), changed(75, 'gaande')] },
      { arrived: 1, twice: 1 },
    ],
    [
      'somebody else did it',
      [said('a')],
      { a: 'done' },
      { changes: [changed(75, 'gaande', false)] },
      { arrived: 1, twice: 0, lost: 0 },
    ],
    [
      'it needs a person',
      [said('a')],
      { a: 'attention' },
      {},
      { arrived: 0, lost: 0, attention: 1 },
    ],
    ['it still waits', [said('a')], { a: 'waiting' }, {}, { lost: 0, waiting: 1 }],
    ['it was taken back', [said('a')], { a: 'withdrawn' }, {}, { acknowledged: 0, lost: 0 }],
    [
      'a code was answered',
      [said('a', { kind: 'code', bookingId: null, wanted: null, text: 'B:9-9' })],
      { a: 'done' },
      {},
      { acknowledged: 1, arrived: 1, lost: 0 },
    ],
    [
      'a booking was made',
      [said('a', { kind: 'record', creates: true, bookingId: null, wanted: null })],
      { a: 'done' },
      { made: 1 },
      { given: 3, done: 1, arrived: 1, lost: 0, twice: 0 },
    ],
    [
      'a booking was made twice',
      [said('a', { kind: 'record', creates: true, bookingId: null, wanted: null })],
      { a: 'done' },
      { made: 2 },
      { twice: 1 },
    ],
    [
      'a booking never came',
      [said('a', { kind: 'record', creates: true, bookingId: null, wanted: null })],
      { a: 'done' },
      { made: 0 },
      { lost: 1 },
    ],
  ])('%s', (_what, done, where, record, expected) => {
    expect(score(done, where, record)).toMatchObject(expected)
  })
})
