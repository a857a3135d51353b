import { CSV_START, csvRow } from '../csv.ts'
import type { DaySheet, SheetHead, SheetLine, SheetRow } from './day-sheet.ts'
import { wallTime } from './time.ts'

type Cell = string | number | null

/** Between several things in one cell. */
const AND = ' | '

/**
 * The columns of the table: their keys never change, whatever the language. Recras' own names where
 * Recras has it, English ones for what only the desk knows.
 */
const COLUMNS: readonly (readonly [key: string, cell: (row: SheetRow, head: SheetHead) => Cell])[] =
  [
    ['datum', (_row, head) => head.day],
    ['begin', (row, head) => wall(row.begin, head)],
    ['eind', (row, head) => wall(row.end, head)],
    ['referentie', (row) => row.referentie],
    ['id', (row) => row.id],
    ['displaynaam', (row) => (row.nameless ? '' : row.name)],
    ['personen', (row) => row.people],
    ['arrangement', (row) => row.arrangement],
    ['status', (row) => row.status],
    ['boekingsregels', (row) => row.lines.map(lineText).join(AND)],
    ['bijzonderheden', (row) => row.note],
    ['open', (row) => (row.open === null ? null : row.open.toFixed(2).replace('.', ','))],
    ['sync', (row) => row.sync],
    ['desk_moves', (row) => row.deeds.join(AND)],
    ['arrived', (row) => row.arrived],
    ['no_show', (row) => (row.noShow ? 1 : 0)],
    ['desk_note', (row) => row.deskNote],
    ['synced_at', (_row, head) => wall(head.syncedAt, head)],
    ['made_at', (_row, head) => wall(head.madeAt, head)],
  ]

const CONTACTS: typeof COLUMNS = [
  ['telefoon', (row) => row.phones.join(AND)],
  ['email', (row) => row.emails.join(AND)],
]

/** The sheet as a table for a spreadsheet: one line for each booking, in the order of the sheet. */
export function sheetCsv({ head, rows }: DaySheet): string {
  const columns = head.contacts ? [...COLUMNS, ...CONTACTS] : COLUMNS
  const lines = rows.map((row) => csvRow(columns.map(([, cell]) => cell(row, head))))
  return CSV_START + csvRow(columns.map(([key]) => key)) + lines.join('')
}

/** The venue's wall time as spreadsheets read it: `2026-11-21 14:00`. */
const wall = (iso: string | null, { zone }: SheetHead): string | null =>
  iso === null ? null : wallTime(Date.parse(iso), zone).slice(0, 16).replace('T', ' ')

const lineText = ({ time, what, place, remark }: SheetLine): string =>
  [[time, what].filter(Boolean).join(' '), place, remark].filter(Boolean).join(', ')
