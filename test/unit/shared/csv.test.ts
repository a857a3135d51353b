import { describe, expect, it } from 'vitest'
import { csvCell, csvRow } from '../../../src/shared/csv.ts'

describe('a cell of a table', () => {
  it.each([
    ['Familie De Vries', 'Familie De Vries'],
    ['=1+1', `'=1+1`],
    ['+31 6 12345678', `'+31 6 12345678`],
    ['-2', `'-2`],
    ['@SUM(A1)', `'@SUM(A1)`],
    ['  =1+1', `'  =1+1`],
    ['\t=1', `"'\t=1"`],
    ['＝1+1', `'＝1+1`],
    ['a;b', '"a;b"'],
    ['1,5', '"1,5"'],
    ['zei "ja"', '"zei ""ja"""'],
    ['twee\r\nregels', '"twee\r\nregels"'],
    [' ruimte ', '" ruimte "'],
    ['', ''],
    [-5, '-5'],
    [12.5, '12.5'],
    [null, ''],
  ])('%j is written as %j', (value, written) => {
    expect(csvCell(value)).toBe(written)
  })

  it('stands between semicolons, and a line ends as spreadsheets end theirs', () => {
    expect(csvRow(['a', 1, null, '=x'])).toBe("a;1;;'=x\r\n")
  })
})
