import { describe, expect, it } from 'vitest'
import { moneyOpen, paidAmount } from '../../../src/shared/domain/money.ts'
import { bookingSchema } from '../../../src/shared/recras/schemas.ts'

const booking = (Facturen: unknown, total: unknown = 643.95) =>
  bookingSchema.parse({
    id: 1,
    Facturen,
    kosten: { calculated_totaalbedrag_inclusief_btw: total, regels: [] },
  })

describe('what the guest paid', () => {
  it.each([
    ['a number', [{ _betaald_bedrag: 457.45 }], 457.45],
    ['text', [{ _betaald_bedrag: '457.45' }], 457.45],
    ['text with a comma', [{ _betaald_bedrag: '457,45' }], 457.45],
    ['several invoices', [{ _betaald_bedrag: 100 }, { _betaald_bedrag: '50.00' }], 150],
    ['one object', { _betaald_bedrag: 12 }, 12],
    ['nothing yet', [{ _betaald_bedrag: 0 }], 0],
    ['one invoice that says so and one that does not', [{ _betaald_bedrag: 5 }, {}], 5],
  ])('%s', (_what, facturen, paid) => {
    expect(paidAmount(booking(facturen))).toBe(paid)
  })

  it.each([
    ['no invoices embedded', undefined],
    ['an empty list', []],
    ['invoices without the amount', [{ id: 1 }]],
    ['an amount that is none', [{ _betaald_bedrag: 'veel' }, null, 7]],
    ['no value', [{ _betaald_bedrag: '' }, { _betaald_bedrag: null }]],
  ])('is unknown with %s, and nothing is called open or paid', (_what, facturen) => {
    expect(paidAmount(booking(facturen))).toBeNull()
    expect(moneyOpen(booking(facturen))).toBeNull()
  })
})

describe('what is open', () => {
  it('is Recras’ total less what was paid, in whole cents, never below nothing', () => {
    expect(moneyOpen(booking([{ _betaald_bedrag: 457.45 }]))).toBe(186.5)
    expect(moneyOpen(booking([{ _betaald_bedrag: 700 }]))).toBe(0)
    expect(moneyOpen(booking([{ _betaald_bedrag: 0.1 }, { _betaald_bedrag: 0.2 }], 0.3))).toBe(0)
    expect(moneyOpen(booking([{ _betaald_bedrag: 1 }], null))).toBeNull()
  })
})
