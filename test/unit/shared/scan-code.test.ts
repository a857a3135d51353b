import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { LONGEST_CODE, readScan } from '../../../src/shared/domain/scan-code.ts'

describe('a scanned text', () => {
  it.each([
    ['B:67-1', '67-1', 67],
    ['b:67-1', '67-1', 67],
    [' 67-1\r\n', '67-1', 67],
    ['B:67-1:9f2c', '67-1', 67],
    ['B:67-12?x=1', '67-12', 67],
    ['\u0002B:\u001d67-1\u0003', '67-1', 67],
  ])('%j is booking %s', (raw, referentie, klantId) => {
    expect(readScan(raw)).toMatchObject({ kind: 'booking', referentie, klantId })
  })

  it.each([
    ['https://example.com/B:67-1', 'address'],
    ['javascript://67-1', 'address'],
    ['www.example.com', 'address'],
    ['17-4 euro korting', 'other'],
    ['10-12 uur', 'other'],
    ['67-1:9f2c', 'other'],
    ['B:67', 'other'],
    ['B:67-1-2', 'other'],
    ['8712345678906', 'other'],
    ['06-0001234567', 'other'],
    ['{"ref":"67-1"}', 'other'],
    ['', 'empty'],
    [' \u0000\n', 'empty'],
  ])('%j is %s', (raw, kind) => {
    expect(readScan(raw).kind).toBe(kind)
  })

  it('of 10,000 characters is cut', () => {
    const code = readScan('B:67-1' + 'x'.repeat(10_000))
    expect(code.kind).toBe('too-long')
    expect(code.text.length).toBeLessThan(100)
  })

  it('never throws and never grows, whatever it is', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 3000 }), (raw) => {
        const code = readScan(raw)
        expect(code.text.length).toBeLessThanOrEqual(Math.min(raw.length, LONGEST_CODE))
        expect(/\p{Cc}/u.test(code.text)).toBe(false)
      }),
    )
  })
})
