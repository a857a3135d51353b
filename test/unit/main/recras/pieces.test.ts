import { describe, expect, it } from 'vitest'
import {
  bookingsPath,
  buildQuery,
  customersPath,
} from '../../../../src/main/services/recras/query.ts'
import { linkWithRel } from '../../../../src/main/services/recras/link-header.ts'
import { readQrBody } from '../../../../src/shared/recras/qr-body.ts'
import { retryAfterMs } from '../../../../src/main/services/recras/retry-after.ts'
import type { BookingQuery } from '../../../../src/main/services/recras/api.ts'
import { periodOfDay, periodOfDays } from '../../../../src/shared/domain/time.ts'

describe('query', () => {
  it('writes names and values as Recras reads them', () => {
    expect(buildQuery({ 'id>': 1000 })).toBe('?id%3E=1000')
    expect(buildQuery({ a: '', b: null, c: undefined, d: [] })).toBe('')
    expect(buildQuery({ a: 'x&y=z#', b: ['k', 'l'] })).toBe('?a=x%26y%3Dz%23&b=k,l')
  })

  it.each([
    ['2026-03-28', '2026-03-28T00:00:00%2B01:00/2026-03-29T00:00:00%2B01:00'],
    ['2026-03-29', '2026-03-29T00:00:00%2B01:00/2026-03-30T00:00:00%2B02:00'],
    ['2026-10-25', '2026-10-25T00:00:00%2B02:00/2026-10-26T00:00:00%2B01:00'],
  ])('asks for %s with the right offset on both ends', (day, expected) => {
    const periode = periodOfDay(day, 'Europe/Amsterdam')
    expect(bookingsPath({ periode }, 1)).toBe(`/api2/boekingen?periode=${expected}`)
  })

  it('knows every documented filter', () => {
    const query: BookingQuery = {
      periode: periodOfDays('2026-03-28', '2026-03-29', 'Europe/Amsterdam'),
      referentiedatum: 'created_at',
      status: ['optie', 'definitief'],
      locatie: [1, 2],
      los_op_planning: false,
      klant_id: 0,
      'Klant.soort_klant': ['Familie & co', 'School, groep 8'],
      bedrijf_id: [3],
      bevat_product_id: [5, 6],
      embed: ['Klant', 'Klant.Hoofdcontact'],
      page_size: 50,
    }
    expect(bookingsPath(query, 2)).toBe(
      '/api2/boekingen?periode=2026-03-28T00:00:00%2B01:00/2026-03-30T00:00:00%2B02:00' +
        '&referentiedatum=created_at&status=optie,definitief&locatie=1,2&los_op_planning=false' +
        '&klant_id=0&Klant.soort_klant=Familie%20%26%20co,School%2C%20groep%208' +
        '&bedrijf_id=3&bevat_product_id=5,6&embed=Klant,Klant.Hoofdcontact&page_size=50&page=2',
    )
    const none = { status: [], locatie: [], 'Klant.soort_klant': [] }
    expect(bookingsPath(none, 1)).toBe('/api2/boekingen')
  })

  it('asks for customers without a page size', () => {
    expect(customersPath({ from: 1000 }, 1)).toBe('/api2/klanten?id%3E=1000')
    expect(customersPath({}, 4)).toBe('/api2/klanten?page=4')
  })

  it('sends nothing that is not documented', () => {
    const query = { klant_id: 49, sort: 'x', page_size: 500 } as BookingQuery
    expect(bookingsPath(query, 1)).toBe('/api2/boekingen?klant_id=49&page_size=500')
    expect(bookingsPath({ klant_id: 49 }, 3)).toBe('/api2/boekingen?klant_id=49&page=3')
  })
})

describe('Link header', () => {
  it.each([
    ['</a?page=2>; rel="next", </a?page=9>; rel="last"', '/a?page=2'],
    ['<http://x/a,b?page=2>; title="x"; rel=next', 'http://x/a,b?page=2'],
    ['</1>; rel="first prev", </2>; rel="NEXT last"', '/2'],
    ['</1>;rel="prev"', null],
    ['</1>;rel="nextish"', null],
    ['rubbish', null],
    [null, null],
  ])('%s', (header, expected) => {
    expect(linkWithRel(header, 'next')).toBe(expected)
  })
})

describe('Retry-After', () => {
  const NOW = Date.parse('2026-11-21T10:00:00Z')
  it.each([
    ['120', null, 120_000],
    [' 0 ', null, 0],
    ['Sat, 21 Nov 2026 10:00:30 GMT', null, 30_000],
    ['Sat, 21 Nov 2026 09:00:00 GMT', null, 0],
    ['99999999', null, 900_000],
    ['Sat, 21 Nov 2036 09:00:00 GMT', null, 900_000],
    ['soon', null, null],
    ['-5', null, null],
    ['', null, null],
    [null, null, null],
    // This machine's clock is three hours behind: the server's own date counts.
    ['Sat, 21 Nov 2026 13:00:20 GMT', NOW + 3 * 3_600_000, 20_000],
  ])('%s', (header, serverDate, expected) => {
    expect(retryAfterMs(header, serverDate, NOW)).toBe(expected)
  })
})

describe('QR body', () => {
  it.each([
    ['B:67-1-abc', 'B:67-1-abc'],
    [' B:67-1\n', 'B:67-1'],
    [{ qr_code: 'B:67-1', id: 4, _links: {} }, 'B:67-1'],
    [{ a: 'B:67-1', b: 'other' }, null],
    [{}, null],
    [['B:67-1'], null],
    ['', null],
    ['x'.repeat(3000), null],
    [null, null],
    [67, null],
  ])('%j', (body, expected) => {
    expect(readQrBody(body)).toBe(expected)
  })
})
