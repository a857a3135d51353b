import { findElectron } from '../../scripts/electron.ts'
import { benchCustomers } from './customers.ts'
import { printTable, type Figure } from './report.ts'
import { benchBursts, benchScan } from './scan.ts'
import { benchSearch } from './search.ts'
import { benchFirstSync, benchRefresh } from './sync.ts'
import { measureDecoding } from './frames/measure.ts'

/*
 * npm run bench [-- subject …]   scan, burst, sync, refresh, search, customers, decode; all without a name
 *
 * The figures that the design asks for, each beside its bar. Where a bar is a ratio, both sides are
 * measured in the same run. The built app is measured: `npm run build` first.
 */

async function decode(): Promise<Figure[]> {
  const rows = (await measureDecoding(24)).filter((row) => row.kind === 'all')
  return rows.map((row) => {
    const share = (100 * row.read) / row.frames
    const own = row.decoder.includes('zxing-wasm')
    return {
      what: `${row.decoder}: read of ${row.frames} frames, wrong, median of a 720p frame`,
      figure: `${share.toFixed(1)} %, ${row.wrong}, ${row.medianMs.toFixed(1)} ms`,
      bar: own ? '≥ 98 %, 0, ≤ 10 ms' : '',
      met: own ? share >= 98 && row.wrong === 0 && row.medianMs <= 10 : null,
    }
  })
}

const subjects: Record<string, () => Promise<Figure[]>> = {
  scan: () =>
    benchScan([
      { today: 1000, tomorrow: 0 },
      { today: 1000, tomorrow: 29_000 },
      { today: 30_000, tomorrow: 0 },
    ]),
  burst: benchBursts,
  sync: () => benchFirstSync([1000, 10_000]),
  refresh: () => benchRefresh(1000),
  search: () => benchSearch(10_000),
  customers: () => benchCustomers(20_000),
  decode,
}

const asked = process.argv.slice(2)
const unknown = asked.filter((name) => !(name in subjects))
if (unknown.length > 0) {
  console.error(
    `no such subject: ${unknown.join(', ')}; there are ${Object.keys(subjects).join(', ')}`,
  )
  process.exit(1)
}
console.log(
  findElectron() ? 'Measured in Electron.' : 'Measured on the host: no Electron binary here.',
)
for (const [name, measure] of Object.entries(subjects)) {
  if (asked.length > 0 && !asked.includes(name)) continue
  printTable(name, await measure())
}
