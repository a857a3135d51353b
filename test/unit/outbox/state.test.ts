import { describe, expect, it } from 'vitest'
import type { StatusWish } from '../../../src/shared/outbox/entry.ts'
import { enqueue } from '../../../src/shared/outbox/enqueue.ts'
import { readEvent, type OutboxEvent } from '../../../src/shared/outbox/events.ts'
import {
  apply,
  applyRecord,
  EMPTY,
  heads,
  HISTORY,
  holdsPromises,
  snapshot,
  type OutboxState,
} from '../../../src/shared/outbox/state.ts'
import type { SealedMark } from '../../../src/shared/outbox/mark.ts'
import type { Actor } from '../../../src/shared/staff.ts'
import { wish } from './support/desk.ts'

const AT = '2026-11-21T09:00:00.000Z'
const FM: Actor = { id: 's1', initials: 'FM' }
const by = (id: string) => ({ id, at: AT, serverOffsetMs: -40, desk: 'Balie', by: FM })
const fold = (events: OutboxEvent[], from = EMPTY): OutboxState => events.reduce(apply, from)

function promise(state: OutboxState, id: string, what: StatusWish): OutboxState {
  const answer = enqueue(state, what, by(id))
  return answer.kind === 'same' ? state : apply(state, answer.event)
}
const sent = (id: string): OutboxEvent => ({
  type: 'sent',
  id,
  server: { status: 'definitief', statusUpdatedAt: null, offers: ['ongoing'] },
})
const ids = (entries: readonly { id: string }[]) => entries.map((entry) => entry.id)

describe('promising', () => {
  const one = promise(EMPTY, 'a', wish(1, 'definitief', 'gaande'))

  it('keeps what the person saw, when and where', () => {
    expect(one.entries).toEqual([
      {
        ...wish(1, 'definitief', 'gaande'),
        ...by('a'),
        state: 'waiting',
        sent: false,
        attempts: 0,
        lastError: null,
        nextTryAt: null,
        reason: null,
        server: null,
      },
    ])
  })

  it('gives a double tap the same entry', () => {
    expect(enqueue(one, wish(1, 'definitief', 'gaande'), by('b'))).toEqual({
      kind: 'same',
      entry: one.entries[0],
    })
    const other = enqueue(one, wish(2, 'definitief', 'gaande'), by('b'))
    expect(other.kind).toBe('new')
  })

  it('cancels out with the way back while nothing was sent', () => {
    const back = enqueue(one, wish(1, 'gaande', 'definitief'), by('b'))
    expect(back.kind).toBe('undone')
    const after = promise(one, 'b', wish(1, 'gaande', 'definitief'))
    expect(after.entries).toEqual([])
    expect(after.history).toMatchObject([{ id: 'a', outcome: 'undone' }])
  })

  it.each([
    ['it was sent', fold([sent('a')], one), wish(1, 'gaande', 'definitief')],
    ['it is a step on', one, wish(1, 'gaande', 'voltooid')],
    ['the person saw something else', one, wish(1, 'reservering', 'definitief')],
    [
      'it needs a person',
      fold([{ type: 'needs-person', id: 'a', reason: { kind: 'changed' }, server: null }], one),
      wish(1, 'gaande', 'definitief'),
    ],
    [
      'damage may have eaten the record that says it was sent',
      fold([{ type: 'damaged', damage: { foundAt: AT, file: 'x', bytes: 1, kept: 1 } }], one),
      wish(1, 'gaande', 'definitief'),
    ],
  ])('does not cancel out when %s', (_, state, what) => {
    expect(enqueue(state, what, by('b')).kind).toBe('new')
  })

  it('walks back step by step through what was never sent', () => {
    let state = promise(one, 'b', wish(1, 'gaande', 'voltooid'))
    state = promise(state, 'c', wish(1, 'voltooid', 'gaande'))
    expect(ids(state.entries)).toEqual(['a'])
    state = promise(state, 'd', wish(1, 'gaande', 'definitief'))
    expect(state.entries).toEqual([])
  })
})

describe('the fold', () => {
  const state = [
    wish(1, 'definitief', 'gaande'),
    wish(2, 'definitief', 'gaande'),
    wish(1, 'gaande', 'voltooid'),
  ].reduce((before, what, index) => promise(before, 'abc'.charAt(index), what), EMPTY)

  it('tries of each booking only the longest waiting', () => {
    expect(ids(heads(state))).toEqual(['a', 'b'])
    const parked = fold(
      [{ type: 'needs-person', id: 'a', reason: { kind: 'not-offered' }, server: null }],
      state,
    )
    expect(ids(heads(parked))).toEqual(['b', 'c'])
    const again = fold(
      [{ type: 'retried', id: 'a', seen: { status: 'optie', statusUpdatedAt: null } }],
      parked,
    )
    // Promised anew: after what was promised for the same booking in the meantime.
    expect(ids(again.entries)).toEqual(['b', 'c', 'a'])
    expect(ids(heads(again))).toEqual(['b', 'c'])
    expect(again.entries[2]).toMatchObject({
      state: 'waiting',
      reason: null,
      seen: { status: 'optie' },
    })
  })

  it('is unmoved by events about what it does not have', () => {
    const events: OutboxEvent[] = [
      sent('x'),
      { type: 'attempted', id: 'x', error: { kind: 'timeout' }, nextTryAt: 1 },
      { type: 'needs-person', id: 'x', reason: { kind: 'changed' }, server: null },
      { type: 'retried', id: 'x', seen: { status: 'optie', statusUpdatedAt: null } },
      { type: 'settled', id: 'x', outcome: 'done', at: AT },
      { type: 'scan-resolved', id: 'x', state: 'found', bookingId: 1 },
      { type: 'scan-dropped', id: 'x' },
    ]
    expect(fold(events, state)).toEqual(state)
  })

  it('keeps the last 500 settled, the most recent first', () => {
    let long = EMPTY
    for (let n = 0; n < HISTORY + 5; n += 1) {
      long = promise(long, `e${n}`, wish(n, 'definitief', 'gaande'))
      long = apply(long, { type: 'settled', id: `e${n}`, outcome: 'done', at: AT })
    }
    expect([long.history.length, long.history[0]?.id]).toEqual([HISTORY, `e${HISTORY + 4}`])
  })

  it('comes back whole from its own snapshot, through JSON', () => {
    const full = fold(
      [
        { type: 'damaged', damage: { foundAt: AT, file: 'x', bytes: 3, kept: 2 } },
        { type: 'settled', id: 'b', outcome: 'done', at: AT },
        {
          type: 'needs-person',
          id: 'a',
          reason: { kind: 'refused', error: { kind: 'refused', fields: [], message: 'Nee.' } },
          server: { status: 'optie', statusUpdatedAt: null, offers: [] },
        },
        {
          type: 'scan-parked',
          scan: {
            id: 's',
            text: 'B:67-1',
            referentie: '67-1',
            klantId: 67,
            at: AT,
            desk: 'Balie',
            by: FM,
            state: 'waiting',
            bookingId: null,
          },
        },
      ],
      state,
    )
    const withNew = promise(full, 'd', wish(4, 'definitief', 'gaande'))
    const again = (JSON.parse(JSON.stringify(snapshot(withNew))) as unknown[]).reduce<OutboxState>(
      applyRecord,
      EMPTY,
    )
    expect(again).toEqual(withNew)
  })

  it('keeps records of a newer version as they are', () => {
    const strange = [
      { type: 'created', wish: { personen: 3 } },
      { type: 'promised', entry: { id: 7 } },
      'text',
      null,
    ]
    const after = strange.reduce<OutboxState>(applyRecord, state)
    expect(after.entries).toEqual(state.entries)
    expect(snapshot(after).slice(-4)).toEqual(strange)
  })

  it('keeps fields of a newer version on what it knows', () => {
    const [entry] = state.entries
    const newer = { type: 'promised', entry: { ...entry, reden: 'regen' } }
    expect(readEvent(newer)).toEqual(newer)
  })
})

describe('who did it', () => {
  const written = JSON.parse(
    JSON.stringify(snapshot(promise(EMPTY, 'a', wish(1, 'definitief', 'gaande')))),
  ) as { entry: Record<string, unknown> }[]

  it('stays with the promise until it is settled', () => {
    const one = promise(EMPTY, 'a', wish(1, 'definitief', 'gaande'))
    const done = apply(one, { type: 'settled', id: 'a', outcome: 'done', at: AT })
    expect([one.entries[0]?.by, done.history[0]?.by]).toEqual([FM, FM])
  })

  it.each([
    ['is of before there was staff', undefined],
    ['says it in a way that cannot be read', 'Fatima'],
    ['says it by halves', { id: 's1' }],
  ])('is nobody in a journal that %s, and the promise stands', (_, by) => {
    const [record] = written
    const read = applyRecord(EMPTY, { ...record, entry: { ...record?.entry, by } })
    expect(read.foreign).toEqual([])
    expect(read.entries).toMatchObject([{ id: 'a', by: null, wanted: 'gaande' }])
  })
})

describe('local marks', () => {
  const mark = (bookingId: number, more: Partial<SealedMark> = {}): OutboxEvent => ({
    type: 'marked',
    mark: {
      bookingId,
      day: '2026-11-21',
      referentie: `${bookingId}-1`,
      arrived: null,
      noShow: false,
      sealedNote: null,
      at: AT,
      by: FM,
      desk: 'Balie',
      ...more,
    },
  })

  it('are one for each booking and day: the last', () => {
    const { marks } = fold([
      mark(1, { arrived: 3 }),
      mark(2, { noShow: true }),
      mark(1, { arrived: 4 }),
      mark(1, { arrived: 9, day: '2026-11-22' }),
    ])
    expect(marks.map(({ bookingId, day, arrived }) => [bookingId, day, arrived])).toEqual([
      [2, '2026-11-21', null],
      [1, '2026-11-21', 4],
      [1, '2026-11-22', 9],
    ])
  })

  it('are nothing when they say nothing any more', () => {
    expect(fold([mark(1, { arrived: 3 }), mark(1)]).marks).toEqual([])
    expect(fold([mark(1, { arrived: 3 }), mark(1, { arrived: 0 })]).marks).toHaveLength(1)
  })

  it('come back from their own snapshot, without those of days that are over', () => {
    const state = fold([
      mark(1, { arrived: 3, day: '2026-11-17' }),
      mark(2, { arrived: 4, day: '2026-11-18', sealedNote: 'x' }),
      mark(3, { noShow: true, day: '2026-12-31' }),
      { type: 'marks-expired', before: '2026-11-18' },
    ])
    expect(state.marks.map(({ bookingId }) => bookingId)).toEqual([2, 3])
    const again = (JSON.parse(JSON.stringify(snapshot(state))) as unknown[]).reduce<OutboxState>(
      applyRecord,
      EMPTY,
    )
    expect(again).toEqual(state)
  })

  it('hold nobody up: a venue with nothing else can be left', () => {
    const state = fold([mark(1, { arrived: 3, sealedNote: 'x' })])
    expect(holdsPromises(state)).toBe(false)
    expect(heads(state)).toEqual([])
    expect(apply(state, { type: 'forgotten' }).marks).toEqual([])
  })
})
