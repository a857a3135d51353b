import { describe, expect, it } from 'vitest'
import { display } from '../../../../src/shared/domain/displayed.ts'
import { toRow } from '../../../../src/shared/domain/booking-row.ts'
import {
  asEntry,
  waitingRow,
  waitingRows,
  withEdits,
} from '../../../../src/shared/domain/waiting-row.ts'
import { placeRows } from '../../../../src/renderer/src/stores/placed.ts'
import { withPromised } from '../../../../src/renderer/src/stores/promised.ts'
import type { PlainBookingFields } from '../../../../src/shared/outbox/record.ts'
import { bookingSchema } from '../../../../src/shared/recras/schemas.ts'
import { creating, record } from './records.ts'

const ZONE = 'Europe/Amsterdam'
const DAY = '2026-06-13'

const row = (id: number, at = '13:00') =>
  toRow(
    bookingSchema.parse({
      id,
      referentie: `${id}-1`,
      status: 'definitief',
      personen: 4,
      arrangement: 'Klimmen',
      boekingsregels: [
        { id, begin: `${DAY}T${at}:00+02:00`, eind: `${DAY}T18:00:00+02:00`, locatie_id: 1 },
      ],
      _links: { 'recras:booking:set_status:ongoing': { href: '/x' } },
    }),
    'h',
    ZONE,
  )
const editing = (bookingId: number, changes: PlainBookingFields) =>
  record({ kind: 'booking-edit', bookingId, referentie: `${bookingId}-1`, base: {}, changes })

describe('a booking that waits to be made', () => {
  it('is a row of its day, with nothing to do about it', () => {
    const made = waitingRow(
      record(
        creating({ status: 'gaande', arrangement: 'Boogschieten', bijzonderheden: 'Rolstoel' }),
      ),
      ZONE,
    )
    expect(made).toMatchObject({
      id: -1,
      klantId: 17,
      name: 'Gemeente Appingedam',
      arrangement: 'Boogschieten',
      personen: 12,
      status: 'gaande',
      days: [DAY],
      bijzonderheden: 'Rolstoel',
      note: true,
      actions: [],
    })
    expect(made?.spans[0]?.start).toBe(Date.parse('2026-06-13T12:15:00Z'))
    expect(made?.hay).toBe('gemeente appingedam boogschieten')
  })

  it('is of the day that the venue has then, and has the status that Recras gives by itself', () => {
    const late = waitingRow(record(creating({ begin: '2026-06-13T23:30:00Z' })), ZONE)
    expect(late?.days).toEqual(['2026-06-14'])
    expect(late?.status).toBe('informatie')
  })

  it('is none when it cannot be opened, or is about a customer', () => {
    const closed = record(creating(), { content: null })
    const edit = editing(5, { personen: 3 })
    expect(waitingRows([closed, edit], ZONE)).toEqual([])
  })

  it('shows as waiting, and as needing a person', () => {
    const made = row(7)
    const shown = (state: 'waiting' | 'attention') => {
      const entry = asEntry(record(creating(), { state, localId: 7 }))
      return display(made, entry ? [entry] : [], {})
    }
    expect(shown('waiting')).toMatchObject({ sync: 'waiting', status: 'definitief' })
    expect(shown('attention')).toMatchObject({ sync: 'attention', status: 'definitief' })
    // The moves that Recras offers stay what they are.
    expect(shown('waiting').actions).toEqual(['ongoing'])
    const customer = { kind: 'customer-create' as const, body: { contactpersonen: [] } }
    expect(asEntry(record(customer))).toBeNull()
  })
})

describe('a change that waits', () => {
  it('lies over the row of what it changes, the later over the earlier', () => {
    const before = row(5)
    const after = withEdits(before, [
      editing(5, { personen: 6, bijzonderheden: 'Taart' }),
      editing(6, { personen: 99 }),
      editing(5, { personen: 8 }),
    ])
    expect(after).toMatchObject({ personen: 8, bijzonderheden: 'Taart', note: true })
    expect(after.actions).toEqual(['ongoing'])
    expect(before.personen).toBe(4)
  })

  it('leaves no moves of the old status', () => {
    expect(withEdits(row(5), [editing(5, { status: 'geannuleerd' })])).toMatchObject({
      status: 'geannuleerd',
      actions: [],
    })
  })

  it('is not shown while it needs a person', () => {
    const before = row(5)
    expect(withEdits(before, [{ ...editing(5, { personen: 6 }), state: 'attention' }])).toBe(before)
  })
})

describe('the day with what was promised', () => {
  const placed = placeRows([row(1, '13:00'), row(2, '15:00')], DAY)

  it('has new bookings at their time, and changes in place', () => {
    const records = [record(creating()), editing(2, { personen: 9 })]
    const all = withPromised(placed, records, DAY, ZONE)
    expect(all.map((one) => [one.row.id, one.row.personen])).toEqual([
      [1, 4],
      [-1, 12],
      [2, 9],
    ])
  })

  it('is the very same when nothing of it waits', () => {
    expect(withPromised(placed, [], DAY, ZONE)).toBe(placed)
    const other = record(creating({ begin: '2026-06-20T14:15:00+02:00' }))
    expect(withPromised(placed, [other], DAY, ZONE)).toBe(placed)
  })
})
