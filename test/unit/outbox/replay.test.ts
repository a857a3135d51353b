import { describe, expect, it } from 'vitest'
import type { OutboxEntry } from '../../../src/shared/outbox/entry.ts'
import { afterError, decide, type ServerState } from '../../../src/shared/outbox/replay.ts'
import { SET_STATUS_PREFIX } from '../../../src/shared/recras/status.ts'
import type { AppError } from '../../../src/shared/result.ts'

const entry: OutboxEntry = {
  id: 'a',
  bookingId: 1,
  referentie: '1-1',
  wanted: 'gaande',
  seen: { status: 'definitief', statusUpdatedAt: '2026-11-21T09:00:00+01:00' },
  at: '2026-11-21T08:00:00.000Z',
  serverOffsetMs: null,
  desk: 'Balie',
  by: null,
  state: 'waiting',
  sent: false,
  attempts: 0,
  lastError: null,
  nextTryAt: null,
  reason: null,
  server: null,
}
const link = { href: '/api2/boekingen/1/set_status/gaande', method: 'POST', templated: false }
const server = (status: string, offered = true, statusUpdatedAt: string | null = null) =>
  ({
    status,
    statusUpdatedAt,
    offers: offered ? ['ongoing'] : [],
    links: offered ? { [`${SET_STATUS_PREFIX}ongoing`]: [link] } : {},
  }) satisfies ServerState
const before = (statusUpdatedAt: string | null) => ({
  status: 'definitief',
  statusUpdatedAt,
  offers: ['ongoing'],
})

describe('replay by reading state', () => {
  it.each([
    ['already there', server('gaande'), { kind: 'done' }],
    ['already there, with no link', server('gaande', false), { kind: 'done' }],
    [
      'as it was seen',
      server('definitief'),
      { kind: 'follow', rel: `${SET_STATUS_PREFIX}ongoing`, link },
    ],
    [
      'link gone',
      server('definitief', false),
      { kind: 'attention', reason: { kind: 'not-offered' } },
    ],
    [
      'moved by somebody else, link or not',
      server('voltooid'),
      { kind: 'attention', reason: { kind: 'changed' } },
    ],
    ['without a status', server(''), { kind: 'attention', reason: { kind: 'changed' } }],
  ])('%s', (_, state, decision) => {
    expect(decide(entry, state)).toEqual(decision)
  })

  it.each([
    ['2026-11-21T09:00:00+01:00', '2026-11-21T08:00:00Z', 'follow'],
    ['2026-11-21T09:00:00+01:00', '2026-11-21T09:05:00+01:00', 'attention'],
    [null, '2026-11-21T09:05:00+01:00', 'follow'],
    ['2026-11-21T09:00:00+01:00', null, 'follow'],
    ['no date', 'no date', 'follow'],
    ['no date', 'another', 'attention'],
  ])('sent when it was of %s, now of %s: %s', (then, now, kind) => {
    const sent = { ...entry, sent: true, server: before(then) }
    expect(decide(sent, server('definitief', true, now)).kind).toBe(kind)
  })

  it.each([
    ['2026-11-21T09:00:00+01:00', 'follow'],
    ['2026-11-21T10:00:00+01:00', 'attention'],
  ])('sent, and how it was just before is lost: now of %s, %s', (now, kind) => {
    const seen = { status: 'definitief', statusUpdatedAt: '2026-11-21T08:00:00Z' }
    const sent = { ...entry, seen, sent: true, server: null }
    expect(decide(sent, server('definitief', true, now)).kind).toBe(kind)
  })

  it('a moment of its own says nothing about what was never sent', () => {
    const other = server('definitief', true, '2026-11-21T10:00:00+01:00')
    expect(decide({ ...entry, server: before('2026-11-21T09:00:00+01:00') }, other).kind).toBe(
      'follow',
    )
  })

  it('follows no template and offers no move that no link leads to', () => {
    const templated = {
      ...server('definitief'),
      links: { [`${SET_STATUS_PREFIX}ongoing`]: [{ ...link, templated: true }] },
    }
    expect(decide(entry, templated).kind).toBe('attention')
    expect(decide({ ...entry, wanted: 'optie' }, server('definitief')).kind).toBe('attention')
  })
})

describe('the error class decides', () => {
  const limited = (retryAfterMs: number | null): AppError => ({
    kind: 'rate-limited',
    retryAfterMs,
  })

  it.each<[AppError['kind'], string]>([
    ['unreachable', 'retry'],
    ['timeout', 'retry'],
    ['server', 'retry'],
    ['rate-limited', 'retry'],
    ['unexpected-answer', 'retry'],
    ['storage', 'retry'],
    ['not-now', 'retry'],
    ['unauthorized', 'pause'],
    ['forbidden', 'attention'],
    ['not-found', 'attention'],
    ['refused', 'attention'],
    ['conflict', 'attention'],
    ['invalid', 'attention'],
  ])('%s: %s', (kind, consequence) => {
    const error = { kind, fields: [], status: 500, retryAfterMs: null } as AppError
    expect(afterError(error, 1, 0.5).kind).toBe(consequence)
  })

  it('backs off with full jitter, doubling from 1 s to 60 s', () => {
    const delays = (random: number) =>
      [1, 2, 3, 6, 7, 8, 5000].map((n) => {
        const after = afterError({ kind: 'timeout' }, n, random)
        return after.kind === 'retry' ? after.delayMs : null
      })
    expect(delays(0)).toEqual([0, 0, 0, 0, 0, 0, 0])
    expect(delays(0.5)).toEqual([500, 1000, 2000, 16000, 30000, 30000, 30000])
    expect(delays(0.999999)).toEqual([1000, 2000, 4000, 32000, 60000, 60000, 60000])
  })

  it('takes Retry-After as the least, for the whole queue, within reason', () => {
    expect(afterError(limited(30_000), 1, 0.9)).toMatchObject({
      delayMs: 30_000,
      queue: true,
      firm: true,
    })
    expect(afterError(limited(10), 7, 0.5)).toMatchObject({ delayMs: 30_000, firm: true })
    expect(afterError(limited(1e12), 1, 0)).toMatchObject({ delayMs: 3_600_000 })
    expect(afterError(limited(-5), 1, 0)).toMatchObject({ delayMs: 0 })
    expect(afterError({ kind: 'server', status: 503, retryAfterMs: 5000 }, 1, 0)).toMatchObject({
      delayMs: 5000,
      firm: true,
    })
  })

  it('lets one booking in trouble hold up no other; a line that is gone holds up all', () => {
    expect(afterError({ kind: 'server', status: 500, retryAfterMs: null }, 1, 0)).toMatchObject({
      queue: false,
    })
    expect(afterError({ kind: 'unexpected-answer' }, 1, 0)).toMatchObject({ queue: false })
    expect(afterError({ kind: 'unreachable' }, 1, 0)).toMatchObject({ queue: true, firm: false })
  })
})
