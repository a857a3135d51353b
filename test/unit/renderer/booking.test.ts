import { describe, expect, it } from 'vitest'
import { programmeOf } from '../../../src/renderer/src/features/booking/programme.ts'
import { receiptOf } from '../../../src/renderer/src/features/booking/receipt.ts'
import { actionLabel, mainAction } from '../../../src/renderer/src/features/day/main-action.ts'
import { addMonths, weeksOf } from '../../../src/renderer/src/components/month.ts'
import { booking, line, ZONE } from './booking-of.ts'

describe('the programme of a booking', () => {
  it('is sorted and split by the days of the venue; what has no time comes last', () => {
    const days = programmeOf(
      booking({
        boekingsregels: [
          { ...line('16:30', '18:00'), id: 3 },
          { ...line('00:00', '01:00'), id: 9, begin: 'morgen', eind: 'straks' },
          { ...line('09:00', '10:00', 1, '2026-06-14'), id: 4 },
          // 22:30 UTC on the 12th is half past midnight on the 13th here.
          { ...line('00:00', '01:00'), id: 1, begin: '2026-06-12T22:30:00Z' },
        ],
      }),
      ZONE,
    )
    expect(days.map((one) => [one.day, one.lines.map(({ line: { id } }) => id)])).toEqual([
      ['2026-06-13', [1, 3]],
      ['2026-06-14', [4]],
      [null, [9]],
    ])
  })

  it('is empty for a booking without lines', () => {
    expect(programmeOf(booking({ boekingsregels: null }), ZONE)).toEqual([])
  })
})

describe('the receipt', () => {
  const kosten = {
    calculated_totaalbedrag_inclusief_btw: 643.95,
    regels: [
      {
        type: 'groep',
        naam: 'Dag',
        regels: [
          { type: 'item', naam: 'Koffie', aantal: 15, bedrag: '2,50', kortingspercentage: 10 },
          { type: 'groep', naam: 'Diep', regels: [{ type: 'item', naam: 'Bal', bedrag: 1 }] },
          'rommel',
        ],
      },
    ],
  }

  it('keeps the tree of Recras and its own total', () => {
    const receipt = receiptOf(booking({ kosten, Facturen: [{ _betaald_bedrag: '457.45' }] }))
    expect(receipt?.lines.map(({ depth, name, group }) => [depth, name, group])).toEqual([
      [0, 'Dag', true],
      [1, 'Koffie', false],
      [1, 'Diep', true],
      [2, 'Bal', false],
    ])
    expect(receipt?.lines[1]).toMatchObject({ count: 15, price: 2.5, discount: 10 })
    expect(receipt).toMatchObject({ total: 643.95, paid: 457.45, open: 186.5 })
  })

  it('calls nothing paid that Recras does not call paid', () => {
    expect(receiptOf(booking({ kosten }))).toMatchObject({ paid: null, open: null })
    expect(receiptOf(booking())).toBeNull()
  })
})

describe('the one action of a row', () => {
  it('is the next step when its link is there, else the step back, never a cancellation', () => {
    expect(mainAction('definitief', ['ongoing', 'cancelled'])?.action).toBe('ongoing')
    expect(mainAction('gaande', ['finished', 'confirmed'])?.action).toBe('finished')
    expect(mainAction('gaande', ['confirmed'])?.action).toBe('confirmed')
    expect(mainAction('optie', ['confirmed'])?.action).toBe('confirmed')
    expect(mainAction('optie', ['cancelled'])).toBeNull()
    expect(mainAction('voltooid', [])).toBeNull()
  })

  it('is named after what it means in that status', () => {
    expect(actionLabel('definitief', 'ongoing')).toBe('common.action.ongoing')
    expect(actionLabel('voltooid', 'ongoing')).toBe('common.action.reopen')
    expect(actionLabel('gaande', 'confirmed')).toBe('common.action.confirmed')
    expect(actionLabel('optie', 'confirmed')).toBe('common.action.confirm')
  })
})

describe('the month to choose from', () => {
  it('shows whole weeks from Monday', () => {
    const june = weeksOf('2026-06-13')
    expect(june).toHaveLength(5)
    expect(june[0]?.[0]).toBe('2026-06-01')
    expect(june[4]?.[6]).toBe('2026-07-05')
    expect(weeksOf('2026-02-01')[0]?.[0]).toBe('2026-01-26')
    expect(weeksOf('2026-12-31').at(-1)?.at(-1)).toBe('2027-01-03')
  })

  it('goes over the turn of the year', () => {
    expect(addMonths('2026-12-31', 1)).toBe('2027-01-01')
    expect(addMonths('2026-01-31', -1)).toBe('2025-12-01')
  })
})
