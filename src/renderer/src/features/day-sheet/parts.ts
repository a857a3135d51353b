import type { SheetRow } from '../../../../shared/domain/day-sheet.ts'

/** More are not drawn in one go. */
const MOST = 100

/** Rows in pieces: one for each start time, and more for a time at which very many begin. */
export function partsOf(rows: readonly SheetRow[]): readonly (readonly SheetRow[])[] {
  const parts: SheetRow[][] = []
  for (const row of rows) {
    const last = parts.at(-1)
    if (!last || row.heading || last.length === MOST) parts.push([row])
    else last.push(row)
  }
  return parts
}
