/** One figure of the bench beside its bar. */
export interface Figure {
  what: string
  figure: string
  bar: string
  /** `null` where the figure stands for itself and has no bar. */
  met: boolean | null
}

/** Prints the figures of one subject as a table, ready for a document. */
export function printTable(title: string, figures: readonly Figure[]): void {
  const rows = figures.map((one) => [
    one.what,
    one.figure,
    one.bar,
    one.met === null ? '' : one.met ? 'met' : 'NOT met',
  ])
  const head = ['what', 'figure', 'bar', '']
  const widths = head.map((text, column) =>
    Math.max(text.length, ...rows.map((row) => row[column]?.length ?? 0)),
  )
  const line = (cells: readonly string[]): string =>
    `| ${cells.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(' | ')} |`
  console.log(`\n${title}\n`)
  console.log(line(head))
  console.log(`|${widths.map((width) => '-'.repeat(width + 2)).join('|')}|`)
  for (const row of rows) console.log(line(row))
}

/** The value below which a share of the samples lies (nearest rank). */
export function percentile(samples: readonly number[], share: number): number {
  const sorted = [...samples].sort((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.ceil(sorted.length * share) - 1)] ?? Number.NaN
}

export const ms = (value: number): string => `${value.toFixed(1)} ms`
