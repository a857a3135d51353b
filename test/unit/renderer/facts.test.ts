import { describe, expect, it } from 'vitest'
import { factsOf } from '../../../src/renderer/src/features/day/facts.ts'
import type { Displayed } from '../../../src/shared/domain/displayed.ts'
import type { BookingRow } from '../../../src/shared/domain/booking-row.ts'
import { DAY, line, row, ZONE } from './booking-of.ts'

const at = (time: string, day = DAY): number => Date.parse(`${day}T${time}:00+02:00`)
const moment = (time: string, day = DAY) => ({ now: at(time, day), today: day, zone: ZONE })
const shown = (of: BookingRow, fields: Partial<Displayed> = {}): Displayed => ({
  status: of.status,
  sync: 'done',
  actions: of.actions,
  since: null,
  ...fields,
})
const facts = (of: BookingRow, time: string, fields: Partial<Displayed> = {}) =>
  factsOf(of, of.spans[0] ?? null, shown(of, fields), moment(time))

describe('what the clock says about a group that is expected', () => {
  it('counts down, is due from 15 minutes before, late from 15 minutes after', () => {
    const group = row()
    expect(facts(group, '13:38')).toMatchObject({
      due: false,
      late: false,
      time: { kind: 'coming', minutes: 22 },
    })
    expect(facts(group, '13:45')).toMatchObject({ due: true, late: false })
    expect(facts(group, '14:08')).toMatchObject({
      due: true,
      late: false,
      time: { kind: 'started', minutes: 8 },
    })
    expect(facts(group, '14:14').late).toBe(false)
    expect(facts(group, '14:15')).toMatchObject({
      due: true,
      late: true,
      time: { kind: 'late', minutes: 15 },
    })
  })

  it('calls nobody late who promised nothing, or is here, or is over', () => {
    for (const status of ['informatie', 'interesse', 'gaande', 'voltooid', 'geannuleerd', 'iets'])
      expect(facts(row({ status }), '15:00').late).toBe(false)
    for (const status of ['optie', 'reservering', 'pending_online', 'definitief'])
      expect(facts(row({ status }), '15:00').late).toBe(true)
  })

  it('is no longer late once it is checked in here and waits to be sent', () => {
    const group = row()
    const waiting = { status: 'gaande', sync: 'waiting', since: at('14:20') } as const
    expect(facts(group, '14:30', waiting)).toMatchObject({
      late: false,
      time: { kind: 'since', at: at('14:20') },
    })
  })

  it('says until when a status holds, and that it expired', () => {
    const option = row({ status: 'optie', status_vervaldatum: '2026-06-13' })
    expect(facts(option, '12:00').time).toEqual({ kind: 'until', day: '2026-06-13' })
    const expired = row({ status: 'optie', status_vervaldatum: '2026-06-12' })
    expect(facts(expired, '12:00').time).toEqual({ kind: 'expired', day: '2026-06-12' })
    const firm = row({ status: 'definitief', status_vervaldatum: '2026-06-12' })
    expect(facts(firm, '12:00').time.kind).toBe('coming')
  })

  it('speaks of minutes on today only', () => {
    const group = row()
    const span = group.spans[0] ?? null
    const next = factsOf(group, span, shown(group), moment('14:30', '2026-06-12'))
    expect(next).toMatchObject({ late: false, due: false, time: { kind: 'none' } })
    const past = factsOf(group, span, shown(group), moment('09:00', '2026-06-14'))
    expect(past).toMatchObject({ late: false, due: false, time: { kind: 'missed' } })
  })

  it('says nothing about a time that is not there', () => {
    const broken = row({ boekingsregels: [] })
    expect(facts(broken, '15:00')).toMatchObject({
      late: false,
      due: false,
      time: { kind: 'none' },
    })
  })
})

describe('what the clock says about a group that is here or over', () => {
  const here = { status: 'gaande', status_updated_at: `${DAY}T12:26:00+02:00` }

  it('stays too long from a minute past the end of its last line', () => {
    const group = row({
      ...here,
      boekingsregels: [line('16:00', '18:00'), line('14:00', '16:00')],
    })
    expect(facts(group, '18:00')).toMatchObject({ over: false, time: { kind: 'since' } })
    expect(facts(group, '18:23')).toMatchObject({ over: true, time: { kind: 'over', minutes: 23 } })
  })

  it('does not stay too long while it has another day to come', () => {
    const group = row({
      ...here,
      boekingsregels: [line('14:00', '16:00'), line('10:00', '12:00', 1, '2026-06-14')],
    })
    expect(facts(group, '20:00').over).toBe(false)
  })

  it('says since when it is here, and when it was over, if that was today', () => {
    expect(facts(row(here), '14:08').time).toEqual({ kind: 'since', at: at('12:26') })
    const done = { status: 'voltooid', status_updated_at: `${DAY}T13:55:00+02:00` }
    expect(facts(row(done), '14:08').time).toEqual({ kind: 'at', at: at('13:55') })
    const earlier = { status: 'voltooid', status_updated_at: '2026-06-12T13:55:00+02:00' }
    expect(facts(row(earlier), '14:08').time).toEqual({ kind: 'none' })
  })
})

describe('on the days on which the clock is changed', () => {
  it('counts real minutes over the hour that is skipped', () => {
    const group = row({
      boekingsregels: [
        { id: 1, begin: '2026-03-29T01:50:00+01:00', eind: '2026-03-29T05:00:00+02:00' },
      ],
    })
    // 03:10 summer time is 20 minutes after 01:50 winter time.
    const now = Date.parse('2026-03-29T03:10:00+02:00')
    const found = factsOf(group, group.spans[0] ?? null, shown(group), {
      now,
      today: '2026-03-29',
      zone: ZONE,
    })
    expect(found.time).toEqual({ kind: 'late', minutes: 20 })
  })

  it('tells the two half past twos in autumn apart', () => {
    const group = row({
      boekingsregels: [
        { id: 1, begin: '2026-10-25T02:30:00+01:00', eind: '2026-10-25T05:00:00+01:00' },
      ],
    })
    const now = Date.parse('2026-10-25T02:30:00+02:00')
    const found = factsOf(group, group.spans[0] ?? null, shown(group), {
      now,
      today: '2026-10-25',
      zone: ZONE,
    })
    expect(found.time).toEqual({ kind: 'coming', minutes: 60 })
  })
})
