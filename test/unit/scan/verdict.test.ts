import { describe, expect, it } from 'vitest'
import { emptySpan, type BookingRow } from '../../../src/shared/domain/booking-row.ts'
import type { Displayed } from '../../../src/shared/domain/displayed.ts'
import { readScan } from '../../../src/shared/domain/scan-code.ts'
import { judge, judgeStranger } from '../../../src/shared/scan/verdict.ts'

const TODAY = '2026-06-13'
const at = (text: string): number => Date.parse(text)

function row(over: Partial<BookingRow> = {}, days: string[] = [TODAY]): BookingRow {
  return {
    id: 75,
    hash: 'h',
    referentie: '17-4',
    klantId: 17,
    name: 'Gemeente Appingedam',
    contact: null,
    arrangement: null,
    personen: 15,
    status: 'definitief',
    statusUpdatedAt: '2026-06-12T09:30:00+02:00',
    days,
    spans: days.map((day) => ({
      ...emptySpan(day),
      start: at(`${day}T14:00:00+02:00`),
      end: at(`${day}T16:00:00+02:00`),
    })),
    note: false,
    bijzonderheden: null,
    linksKnown: true,
    open: null,
    expires: null,
    actions: ['ongoing'],
    flags: [],
    hay: '',
    ...over,
  }
}
const seen = (one: BookingRow, over: Partial<Displayed> = {}): Displayed => ({
  status: one.status,
  sync: 'done',
  actions: one.actions,
  since: null,
  ...over,
})
const judged = (one: BookingRow, over: Partial<Displayed> = {}) =>
  judge(one, seen(one, over), TODAY)

describe('a booking that is known', () => {
  it('is checked in when it is for today and Recras offers it', () => {
    expect(judged(row())).toEqual({ kind: 'check-in' })
  })

  it('is checked in when the list did not tell its links: the replay reads them first', () => {
    const bare = row({ actions: [], linksKnown: false })
    expect(judged(bare)).toEqual({ kind: 'check-in' })
    expect(judged(row({ actions: [] }))).toMatchObject({ kind: 'refused' })
    const option = row({ actions: [], linksKnown: false, status: 'optie' })
    expect(judged(option)).toMatchObject({ kind: 'refused' })
  })

  it('counts for each of its days', () => {
    expect(judged(row({}, ['2026-06-12', TODAY, '2026-06-14']))).toEqual({ kind: 'check-in' })
  })

  it('is here already, with since when, even when it is of another day', () => {
    const here = row({ status: 'gaande', actions: ['finished'] }, ['2026-06-12'])
    expect(judged(here)).toEqual({
      kind: 'already',
      status: 'gaande',
      since: at('2026-06-12T09:30:00+02:00'),
    })
    expect(judged(row(), { status: 'gaande', sync: 'waiting', since: 42 })).toMatchObject({
      kind: 'already',
      since: 42,
    })
  })

  it('was done already', () => {
    expect(judged(row({ status: 'voltooid' }))).toMatchObject({
      kind: 'already',
      status: 'voltooid',
    })
  })

  it.each([
    ['to come', ['2026-06-20'], '2026-06-20', false],
    ['past', ['2026-06-01'], '2026-06-01', true],
    ['both: the one to come', ['2026-06-01', '2026-06-20', '2026-07-01'], '2026-06-20', false],
  ])('is refused on another day, %s', (_name, days, day, past) => {
    expect(judged(row({}, days))).toEqual({
      kind: 'refused',
      reason: { why: 'other-day', day, start: at(`${day}T14:00:00+02:00`), past },
    })
  })

  it('is refused when Recras gives it no day', () => {
    expect(judged(row({}, []))).toEqual({ kind: 'refused', reason: { why: 'no-day' } })
  })

  it('is refused when cancelled, whatever the day', () => {
    expect(judged(row({ status: 'geannuleerd', actions: [] }, ['2026-01-01']))).toMatchObject({
      reason: { why: 'cancelled', at: at('2026-06-12T09:30:00+02:00') },
    })
  })

  it.each(['informatie', 'interesse', 'optie', 'reservering', 'pending_online'])(
    'is refused when it is not firm yet: %s',
    (status) => {
      expect(judged(row({ status, actions: ['confirmed'] }))).toEqual({
        kind: 'refused',
        reason: { why: 'not-confirmed', status },
      })
    },
  )

  it('is checked in from any status in which Recras offers that', () => {
    expect(judged(row({ status: 'optie', actions: ['ongoing'] }))).toEqual({ kind: 'check-in' })
    expect(judged(row({ status: 'iets nieuws', actions: ['ongoing'] }))).toEqual({
      kind: 'check-in',
    })
  })

  it('is refused when Recras does not offer it', () => {
    expect(judged(row({ actions: [] }))).toEqual({
      kind: 'refused',
      reason: { why: 'not-offered', status: 'definitief' },
    })
  })

  it('survives a booking without a date that is one', () => {
    expect(judged(row({ status: 'gaande', statusUpdatedAt: 'gisteren' }))).toMatchObject({
      kind: 'already',
      since: null,
    })
  })
})

describe('a text that no booking goes by', () => {
  const stranger = (text: string, online: boolean) => judgeStranger(readScan(text), online)

  it('is asked about when there is a line, and kept when there is none', () => {
    expect(stranger('B:880-12', true)).toEqual({ kind: 'ask', referentie: '880-12' })
    expect(stranger('880-12', true)).toEqual({ kind: 'ask', referentie: '880-12' })
    expect(stranger('B:880-12', false)).toEqual({ kind: 'park' })
  })

  it('is kept without a line when it looks like a code of Recras', () => {
    expect(stranger('B:QR-x8', false)).toEqual({ kind: 'park' })
    expect(stranger('B:QR-x8', true)).toEqual({ kind: 'unknown' })
  })

  it('is never called wrong by a machine that cannot know', () => {
    expect(stranger('8712345678906', true)).toEqual({ kind: 'unknown' })
    expect(stranger('8712345678906', false)).toEqual({ kind: 'unknown' })
  })

  it('is refused when it is a web address or far too long', () => {
    expect(stranger('https://example.com/?q=1', false)).toMatchObject({
      reason: { why: 'address' },
    })
    expect(stranger('B'.repeat(10_000), true)).toMatchObject({ reason: { why: 'too-long' } })
  })
})
