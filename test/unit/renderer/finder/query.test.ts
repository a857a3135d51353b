import { describe, expect, it } from 'vitest'
import { emptyForm, queryOf } from '../../../../src/renderer/src/features/finder/query.ts'

const form = (patch: Partial<ReturnType<typeof emptyForm>> = {}) => ({
  ...emptyForm('2026-11-21'),
  ...patch,
})

describe('a search at Recras', () => {
  it('asks for the day that the form opens with, and nothing that was left empty', () => {
    expect(queryOf(form())).toEqual({
      query: { days: { from: '2026-11-21', to: '2026-11-21' }, referentiedatum: 'boekingsregel' },
    })
    expect(queryOf(form({ from: '', to: '' }))).toEqual({ query: {} })
  })

  it('asks for every documented filter under its own name', () => {
    const made = queryOf(
      form({
        referentiedatum: 'created_at',
        status: ['optie', 'gaande'],
        locatie: [2, 3],
        los_op_planning: 'false',
        klant_id: '17',
        soort_klant: 'School, Familie',
        bedrijf_id: '1 2',
        bevat_product_id: '5,6',
        page_size: '250',
      }),
    )
    expect(made).toEqual({
      query: {
        days: { from: '2026-11-21', to: '2026-11-21' },
        referentiedatum: 'created_at',
        status: ['optie', 'gaande'],
        locatie: [2, 3],
        los_op_planning: false,
        klant_id: 17,
        'Klant.soort_klant': ['School', 'Familie'],
        bedrijf_id: [1, 2],
        bevat_product_id: [5, 6],
        page_size: 250,
      },
    })
  })

  it.each([
    ['one day without the other', { to: '' }, 'to', 'days'],
    ['days in the wrong order', { to: '2026-11-20' }, 'to', 'order'],
    ['a customer who is no number', { klant_id: 'Jansen' }, 'klant_id', 'number'],
    ['two customers', { klant_id: '1 2' }, 'klant_id', 'number'],
    ['products that are no numbers', { bevat_product_id: '5, bbq' }, 'bevat_product_id', 'numbers'],
    ['a page of nothing', { page_size: '0' }, 'page_size', 'size'],
  ])('says at the field what is wrong with %s', (_what, patch, field, code) => {
    expect(queryOf(form(patch))).toEqual({ errors: [{ field, code }] })
  })
})
