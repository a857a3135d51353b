import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { sheetCsv } from '../../../src/shared/domain/day-sheet-csv.ts'
import { bookings } from './arbitrary.ts'
import { booking, DAY, line, sheetOf } from './support.ts'

/** A table as a spreadsheet reads it (RFC 4180, with the semicolon): quotes, doubled quotes, lines in cells. */
function parse(text: string): string[][] {
  expect(text.charCodeAt(0)).toBe(0xfeff)
  const rows: string[][] = []
  let cell = ''
  let row: string[] = []
  let quoted = false
  for (let index = 1; index < text.length; index++) {
    const sign = text[index] ?? ''
    if (quoted) {
      if (sign !== '"') cell += sign
      else if (text[index + 1] === '"') cell += text[++index] ?? ''
      else quoted = false
    } else if (sign === '"' && cell === '') quoted = true
    else if (sign === ';') {
      row.push(cell)
      cell = ''
    } else if (sign === '\r' && text[index + 1] === '\n') {
      index++
      rows.push([...row, cell])
      row = []
      cell = ''
    } else cell += sign
  }
  expect([quoted, cell, row]).toEqual([false, '', []])
  return rows
}

function tableOf(text: string): Record<string, string>[] {
  const [keys = [], ...rows] = parse(text)
  return rows.map((row) => {
    expect(row).toHaveLength(keys.length)
    return Object.fromEntries(keys.map((key, index) => [key, row[index] ?? '']))
  })
}

const KEYS =
  'datum;begin;eind;referentie;id;displaynaam;personen;arrangement;status;boekingsregels;bijzonderheden;open;sync;desk_moves;arrived;no_show;desk_note;synced_at;made_at'

describe('the sheet as a table', () => {
  it('has the same keys in every language, and those of contacts only with them', () => {
    expect(sheetCsv(sheetOf([]))).toBe(`\uFEFF${KEYS}\r\n`)
    expect(sheetCsv(sheetOf([], { contacts: true }))).toBe(`\uFEFF${KEYS};telefoon;email\r\n`)
  })

  it('has one line for each booking, and what it says comes out as it went in', () => {
    fc.assert(
      fc.property(bookings, (all) => {
        const sheet = sheetOf(all, { contacts: true })
        const table = tableOf(sheetCsv(sheet))
        expect(table.map(({ id }) => Number(id))).toEqual(sheet.rows.map(({ id }) => id))
        for (const [index, row] of sheet.rows.entries()) {
          const read = (key: string): string => (table[index]?.[key] ?? '').replace(/^'/, '')
          const plain = (text: string): string => text.replace(/^'/, '')
          expect(read('bijzonderheden')).toBe(plain(row.note))
          expect(read('arrangement')).toBe(plain(row.arrangement))
          if (!row.nameless) expect(read('displaynaam')).toBe(plain(row.name))
          expect(read('status')).toBe(row.status)
          expect(read('telefoon')).toBe(row.phones.join(' | '))
        }
      }),
      { numRuns: 300 },
    )
  })

  it('lets no cell be taken for a formula', () => {
    fc.assert(
      fc.property(bookings, (all) => {
        for (const row of parse(sheetCsv(sheetOf(all, { contacts: true }))))
          for (const cell of row) expect(cell).not.toMatch(/^(?:[=+@\t\r]|-(?!\d+$))/)
      }),
    )
  })

  it('has times as the venue reads them, and lines in one cell', () => {
    const one = booking({
      boekingsregels: [line('14:00', '15:00'), line('15:00', '16:30', { opmerking: 'buiten' })],
    })
    expect(tableOf(sheetCsv(sheetOf([one])))[0]).toMatchObject({
      datum: DAY,
      begin: `${DAY} 14:00`,
      eind: `${DAY} 16:30`,
      referentie: '17-4',
      personen: '4',
      boekingsregels: '14:00–15:00 Klimmen, plaats 1 | 15:00–16:30 Klimmen, plaats 1, buiten',
      synced_at: `${DAY} 10:42`,
      made_at: `${DAY} 10:50`,
    })
  })
})
