import { readFile } from 'node:fs/promises'
import type { DaySheet } from '../../../shared/domain/day-sheet.ts'
import { sheetCsv } from '../../../shared/domain/day-sheet-csv.ts'
import { readSheet } from '../../../shared/domain/day-sheet-text.ts'
import { sheetPdf } from './pdf.ts'

/** What is to be drawn: a sheet's text, and the files of the two fonts. */
export interface DrawRequest {
  sheet: string
  fonts: { regular: string; bold: string }
}

/** A sheet as files: the very bytes. */
export interface Drawn {
  day: string
  pdf: Uint8Array
  csv: string
}

/** Draws a sheet's text; `null` when it is no sheet. Rejects when the fonts cannot be read. */
export async function draw({ sheet: text, fonts }: DrawRequest): Promise<Drawn | null> {
  const sheet: DaySheet | null = readSheet(text)
  if (!sheet) return null
  const [regular, bold] = await Promise.all([readFile(fonts.regular), readFile(fonts.bold)])
  return {
    day: sheet.head.day,
    pdf: await sheetPdf(sheet, { fonts: { regular, bold } }),
    csv: sheetCsv(sheet),
  }
}
