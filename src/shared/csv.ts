/*
 * Tables for spreadsheets. They take a cell that starts like a formula for one and run it, whoever
 * wrote it; and what they take for the end of a cell differs by country. So neither is left to them.
 */

const FORMULA = /^[\s]*[=+\-@＝＋－＠]|^[\t\r]/u
const NEEDS_QUOTES = /[",;\t\r\n]|^\s|\s$/u

/** Which mark stands between cells. Spreadsheets in Dutch and German take the semicolon. */
const BETWEEN = ';'
/** Lines of a table end so in every spreadsheet. */
const END = '\r\n'
/** Before the first line: without it a spreadsheet takes accents for something else. */
export const CSV_START = '\uFEFF'

/**
 * One cell. A text that a spreadsheet would run as a formula gets an apostrophe before it; numbers
 * are left alone, also negative ones. `null` is an empty cell.
 */
export function csvCell(value: string | number | null): string {
  if (value === null) return ''
  if (typeof value === 'number') return String(value)
  const text = FORMULA.test(value) ? `'${value}` : value
  return NEEDS_QUOTES.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}

/** One line of a table, with its end. */
export const csvRow = (cells: readonly (string | number | null)[]): string =>
  cells.map(csvCell).join(BETWEEN) + END
