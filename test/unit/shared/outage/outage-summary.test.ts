import { describe, expect, it } from 'vitest'
import {
  lastTold,
  outageLasted,
  outageSummary,
  type Outage,
} from '../../../../src/shared/domain/outage-summary.ts'
import type {
  OutboxEntry,
  OutboxView,
  ParkedScan,
  SettledEntry,
} from '../../../../src/shared/outbox/entry.ts'
import type { SettledRecord } from '../../../../src/shared/outbox/record.ts'
import { creating, record } from '../../renderer/create/records.ts'

const FROM = '2026-06-13T11:52:00.000Z'
const TO = '2026-06-13T12:12:00.000Z'
const IN = '2026-06-13T11:55:00.000Z'
const HOUR = 3_600_000
const OUTAGE: Outage = {
  from: FROM,
  to: TO,
  fromOffsetMs: 0,
  toOffsetMs: 0,
  dismissed: false,
}
const MILA = { id: 'mila', initials: 'MV' }
const JAN = { id: 'jan', initials: 'JJ' }

const move = (id: string, more: Partial<OutboxEntry> = {}): OutboxEntry => ({
  id,
  bookingId: 75,
  referentie: '67-1',
  wanted: 'gaande',
  seen: { status: 'definitief', statusUpdatedAt: null },
  at: IN,
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
  ...more,
})
const settled = (id: string, more: Partial<SettledEntry> = {}): SettledEntry => ({
  id,
  bookingId: 76,
  referentie: '68-1',
  wanted: 'gaande',
  at: IN,
  desk: 'Balie',
  by: null,
  outcome: 'done',
  settledAt: TO,
  ...more,
})
const written = (id: string, more: Partial<SettledRecord> = {}): SettledRecord => ({
  id,
  kind: 'booking-create',
  localId: -1,
  at: IN,
  desk: 'Balie',
  by: null,
  outcome: 'done',
  settledAt: TO,
  resultId: 90,
  existed: false,
  cameIn: [],
  ...more,
})
const code = (id: string, state: ParkedScan['state']): ParkedScan => ({
  id,
  text: 'B:880-12',
  referentie: '880-12',
  klantId: null,
  at: IN,
  desk: 'Balie',
  by: null,
  state,
  bookingId: state === 'found' ? 77 : null,
})
const view = (more: Partial<OutboxView>): OutboxView => ({
  entries: [],
  records: [],
  parked: [],
  history: [],
  recordHistory: [],
  marks: [],
  damage: null,
  blocked: null,
  ...more,
})

describe('what an outage came to', () => {
  it('counts what was done in it, by kind, by whom and by where it is now', () => {
    const summary = outageSummary(
      view({
        entries: [
          move('a', { by: MILA }),
          move('b', { state: 'attention', bookingId: 80, by: JAN }),
          move('before', { at: '2026-06-13T11:51:59.999Z' }),
          move('after', { at: '2026-06-13T12:12:00.001Z' }),
        ],
        history: [
          settled('c', { by: MILA }),
          settled('d', { wanted: 'voltooid', by: MILA }),
          settled('e', { wanted: 'definitief' }),
          settled('f', { wanted: 'geannuleerd' }),
          settled('undone', { outcome: 'undone' }),
          settled('dropped', { outcome: 'dropped' }),
          settled('later', { at: '2026-06-13T12:20:00.000Z' }),
        ],
        records: [record(creating(), { at: IN, state: 'attention' })],
        recordHistory: [
          written('g'),
          written('h', { kind: 'customer-edit' }),
          written('gone', { outcome: 'dropped' }),
        ],
        parked: [code('i', 'waiting'), code('j', 'unknown')],
      }),
      OUTAGE,
    )
    expect(summary).toMatchObject({
      lastedMs: 20 * 60_000,
      made: 11,
      arrived: 6,
      waiting: 2,
      attention: 3,
      people: [
        { by: MILA, count: 3 },
        { by: JAN, count: 1 },
      ],
    })
    expect(summary.kinds).toEqual([
      { kind: 'gaande', count: 3 },
      { kind: 'voltooid', count: 1 },
      { kind: 'definitief', count: 1 },
      { kind: 'otherMove', count: 1 },
      { kind: 'booking-create', count: 2 },
      { kind: 'customer-edit', count: 1 },
      { kind: 'code', count: 2 },
    ])
    expect(summary.needs).toMatchObject([
      { id: 'b', kind: 'gaande', bookingId: 80, referentie: '67-1' },
      { kind: 'booking-create', bookingId: null },
      { id: 'j', kind: 'code', bookingId: null, referentie: '880-12' },
    ])
  })

  it('adds up at every moment while things arrive', () => {
    const all = ['a', 'b', 'c', 'd']
    for (let sent = 0; sent <= all.length; sent++) {
      const summary = outageSummary(
        view({
          entries: all.slice(sent).map((id) => move(id)),
          history: all.slice(0, sent).map((id) => settled(id)),
        }),
        OUTAGE,
      )
      expect(summary).toMatchObject({ made: 4, arrived: sent, waiting: 4 - sent })
    }
  })

  it.each<[string, Partial<Outage>, number]>([
    ['a clock that stayed', {}, 20 * 60_000],
    // Set back an hour half way: it ended "before" it began.
    ['a clock set back', { to: '2026-06-13T11:12:00.000Z', toOffsetMs: HOUR }, 20 * 60_000],
    ['a clock set ahead', { to: '2026-06-13T13:12:00.000Z', toOffsetMs: -HOUR }, 20 * 60_000],
    [
      'a clock set back that was never compared',
      { to: FROM.replace('52', '30'), toOffsetMs: null },
      0,
    ],
    ['a time that is none', { from: 'yesterday' }, 0],
  ])('knows how long it lasted with %s', (_what, more, lasted) => {
    expect(outageLasted({ ...OUTAGE, ...more })).toBe(lasted)
  })

  it('counts what was done before and after the clock was set', () => {
    const outage = { ...OUTAGE, to: '2026-06-13T11:12:00.000Z', toOffsetMs: HOUR }
    const done = view({
      entries: [
        move('before the change'),
        move('after the change', { at: '2026-06-13T11:05:00.000Z' }),
        move('long before', { at: '2026-06-13T10:40:00.000Z' }),
      ],
    })
    expect(outageSummary(done, outage)).toMatchObject({ made: 2, lastedMs: 20 * 60_000 })
  })
})

describe('the outage that is told about', () => {
  const brief = { ...OUTAGE, from: '2026-06-13T13:00:00.000Z', to: '2026-06-13T13:00:40.000Z' }

  it('is the latest, unless it was short and nothing was done in it', () => {
    expect(lastTold(view({}), [])).toBeNull()
    expect(lastTold(view({}), [brief])).toBeNull()
    expect(lastTold(view({}), [brief, OUTAGE])?.outage).toBe(OUTAGE)
    const busy = view({ history: [settled('a', { at: '2026-06-13T13:00:20.000Z' })] })
    expect(lastTold(busy, [OUTAGE, brief])?.outage).toBe(brief)
  })
})
