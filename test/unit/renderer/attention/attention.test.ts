import { describe, expect, it } from 'vitest'
import {
  nextTries,
  nowAtRecras,
  ownWords,
  wantedKey,
  whyOf,
} from '../../../../src/renderer/src/features/attention/attention.ts'
import messages from '../../../../src/renderer/src/features/attention/messages.ts'
import { toRow, type BookingRow } from '../../../../src/shared/domain/booking-row.ts'
import type { AttentionReason, OutboxEntry } from '../../../../src/shared/outbox/entry.ts'
import { bookingSchema } from '../../../../src/shared/recras/schemas.ts'
import { STATUSES } from '../../../../src/shared/recras/status.ts'
import type { AppError } from '../../../../src/shared/result.ts'
import { missingIn } from '../messages.ts'

const NOW = Date.parse('2026-06-13T12:00:00Z')

const entry = (id: string, bookingId: number, more: Partial<OutboxEntry> = {}): OutboxEntry => ({
  id,
  bookingId,
  referentie: `${bookingId}-1`,
  wanted: 'gaande',
  seen: { status: 'definitief', statusUpdatedAt: '2026-06-13T09:00:00+02:00' },
  at: '2026-06-13T11:54:00Z',
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

const row = (status: string, statusUpdatedAt: string | null): BookingRow =>
  toRow(
    bookingSchema.parse({
      id: 1,
      referentie: '1-1',
      status,
      status_updated_at: statusUpdatedAt,
      _links: {
        'recras:booking:set_status:confirmed': { href: '/boekingen/1/status', method: 'POST' },
      },
    }),
    'h',
    'Europe/Amsterdam',
  )

const server = (status: string, statusUpdatedAt: string | null = '2026-06-13T13:41:00+02:00') => ({
  status,
  statusUpdatedAt,
  offers: [],
})

const parked = (reason: AttentionReason, more: Partial<OutboxEntry> = {}): OutboxEntry =>
  entry('a', 1, { state: 'attention', reason, ...more })

const refused = (error: AppError): AttentionReason => ({ kind: 'refused', error })

describe('when a waiting move is tried', () => {
  it('sends three bookings at a time, and of each the longest waiting move first', () => {
    const waiting = [entry('a', 1), entry('a2', 1), entry('b', 2), entry('c', 3), entry('d', 4)]
    const tries = nextTries(waiting, 'online', NOW)
    expect([...tries].map(([id, { kind }]) => `${id} ${kind}`)).toEqual([
      'a now',
      'a2 next',
      'b now',
      'c now',
      'd next',
    ])
  })

  it('counts down to a time of its own, and shows a time that has come as being sent', () => {
    const waiting = [
      entry('a', 1, { nextTryAt: NOW + 3_200 }),
      entry('b', 2, { nextTryAt: NOW - 1 }),
    ]
    const tries = nextTries(waiting, 'online', NOW)
    expect(tries.get('a')).toEqual({ kind: 'in', seconds: 4 })
    expect(tries.get('b')).toEqual({ kind: 'now' })
  })

  it('does not claim to send while everything waits for the line', () => {
    const waiting = [
      entry('a', 1, { nextTryAt: NOW + 1_000, lastError: { kind: 'unreachable' } }),
      entry('b', 2),
    ]
    expect(nextTries(waiting, 'online', NOW).get('b')).toEqual({ kind: 'next' })
    expect(nextTries(waiting, 'offline', NOW).get('b')).toEqual({ kind: 'line' })
  })

  it('waits for a key when the key is refused, whatever the times say', () => {
    const tries = nextTries([entry('a', 1, { nextTryAt: NOW + 9_000 })], 'unauthorized', NOW)
    expect(tries.get('a')).toEqual({ kind: 'key' })
  })
})

describe('what Recras says now', () => {
  it('is what was read for the move, until the cache has something that is not older', () => {
    const one = parked({ kind: 'changed' }, { server: server('geannuleerd') })
    expect(nowAtRecras(one, undefined)?.status).toBe('geannuleerd')
    expect(nowAtRecras(one, row('definitief', '2026-06-13T09:00:00+02:00'))?.status).toBe(
      'geannuleerd',
    )
    expect(nowAtRecras(one, row('definitief', '2026-06-13T13:50:00+02:00'))?.status).toBe(
      'definitief',
    )
  })

  it('is the cache when nothing was read, and nothing when neither knows it', () => {
    const one = parked({ kind: 'not-offered' })
    expect(nowAtRecras(one, row('optie', null))).toEqual({
      status: 'optie',
      since: null,
      offers: ['confirmed'],
    })
    expect(nowAtRecras(one, undefined)).toBeNull()
  })

  it('is nothing for a booking that is gone, even when the cache still has it', () => {
    const gone = parked(refused({ kind: 'not-found' }), { server: server('definitief') })
    expect(nowAtRecras(gone, row('definitief', null))).toBeNull()
  })
})

describe('why a person is needed', () => {
  const cases: [string, OutboxEntry, string][] = [
    [
      'cancelled meanwhile',
      parked({ kind: 'changed' }, { server: server('geannuleerd') }),
      'cancelled',
    ],
    ['another status', parked({ kind: 'changed' }, { server: server('voltooid') }), 'changed'],
    ['taken back', parked({ kind: 'changed' }, { server: server('definitief') }), 'back'],
    ['so by now', parked({ kind: 'changed' }, { server: server('gaande') }), 'same'],
    ['no link', parked({ kind: 'not-offered' }, { server: server('definitief') }), 'notOffered'],
    ['never read', parked({ kind: 'not-offered' }), 'notOffered'],
    ['403', parked(refused({ kind: 'forbidden' })), 'forbidden'],
    ['404', parked(refused({ kind: 'not-found' })), 'not-found'],
    ['409', parked(refused({ kind: 'conflict' })), 'conflict'],
    ['406', parked(refused({ kind: 'refused', fields: [] })), 'refused'],
  ]
  it.each(cases)('%s', (_name, one, key) => {
    expect(whyOf(one, nowAtRecras(one, undefined)).key).toBe(key)
    expect(missingIn(messages, `why.${key}`)).toEqual([])
  })

  it('names the status that another desk chose', () => {
    const one = parked({ kind: 'changed' }, { server: server('voltooid') })
    expect(whyOf(one, nowAtRecras(one, undefined)).status).toBe('voltooid')
  })

  it('has a sentence for every wish', () => {
    for (const wanted of STATUSES)
      expect(missingIn(messages, `wanted.${wantedKey(entry('a', 1, { wanted }))}`)).toEqual([])
  })
})

it("gives Recras' own words once each, and none that are empty", () => {
  const fields = [
    { field: 'status', message: 'mag niet' },
    { field: null, message: ' ' },
    { field: 'x', message: 'Al gefactureerd' },
  ]
  const one = parked(refused({ kind: 'refused', message: 'Al gefactureerd', fields }))
  expect(ownWords(one)).toEqual(['Al gefactureerd', 'mag niet'])
  expect(ownWords(parked({ kind: 'changed' }))).toEqual([])
})
