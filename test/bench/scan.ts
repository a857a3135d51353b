import { scan } from '../e2e/support/scanner.ts'
import { openBench, type Bench } from './app.ts'
import { ms, percentile, type Figure } from './report.ts'

const SCANS = 40
const EVERY_MS = 250

type Line = 'online' | 'slow' | 'none'
const LINES: Record<Line, string> = {
  online: 'online',
  slow: 'answers take 600 ms',
  none: 'no network',
}

interface Measured {
  duration: number
  detail: { seq: number; kind: string }
}

/** How many bookings are cached, on which of the two watched days. */
export interface Crowd {
  today: number
  tomorrow: number
}

/** From a scan's last key to its verdict on screen, in every state of the line. */
export async function benchScan(crowds: readonly Crowd[]): Promise<Figure[]> {
  const figures: Figure[] = []
  for (const { today, tomorrow } of crowds) {
    const count = today + tomorrow
    const cached = `${count.toLocaleString('en')} cached, ${today.toLocaleString('en')} of them today`
    const bench = await openBench({ extra: today, extraTomorrow: tomorrow })
    try {
      const codes = bench.simulator.venue.todays('definitief').map((one) => `B:${one.referentie}`)
      let from = 0
      for (const line of Object.keys(LINES) as Line[]) {
        bench.simulator.faults.clear()
        if (line === 'slow') bench.simulator.faults.latencyMs = 600
        if (line === 'none') bench.simulator.faults.closed = true
        if (line === 'none')
          await bench.balie.page.locator('html[data-connection="offline"]').waitFor()
        const took = await scanAll(bench, codes.slice(from, from + SCANS))
        from += SCANS
        const bar = count > 1000 ? 60 : 50
        const p95 = percentile(took, 0.95)
        figures.push({
          what: `scan to verdict, ${cached}, ${LINES[line]}, p95 of ${took.length}`,
          figure: `${ms(p95)} (median ${ms(percentile(took, 0.5))})`,
          bar: `≤ ${bar} ms`,
          met: took.length === SCANS && p95 <= bar,
        })
      }
    } finally {
      await bench.close()
    }
  }
  return figures
}

/** Scans one code after the other; answers with what the page measured of each, in ms. */
async function scanAll({ balie }: Bench, codes: readonly string[]): Promise<number[]> {
  const { page } = balie
  await page.evaluate(() => performance.clearMeasures('scan-to-verdict'))
  for (const code of codes) await scan(page, code, { everyMs: EVERY_MS, live: true })
  const read = (): Promise<Measured[]> =>
    page.evaluate(() =>
      performance.getEntriesByName('scan-to-verdict').map((entry) => ({
        duration: entry.duration,
        detail: (entry as PerformanceMeasure).detail as Measured['detail'],
      })),
    )
  await page.waitForFunction(
    (count) => performance.getEntriesByName('scan-to-verdict').length >= count,
    codes.length,
    { timeout: 20_000 },
  )
  return (await read()).filter((one) => one.detail.kind === 'accepted').map((one) => one.duration)
}

/** Ten codes at each pace while Recras answers at each speed: how many are accepted in the end. */
export async function benchBursts(): Promise<Figure[]> {
  const figures: Figure[] = []
  const bench = await openBench({ extra: 1000 })
  const { simulator, balie } = bench
  const { page } = balie
  try {
    const bookings = simulator.venue.todays('definitief')
    let from = 0
    for (const answer of [0, 150, 600, null]) {
      for (const everyMs of [150, 300, 600, 1000]) {
        simulator.faults.clear()
        if (answer === null) simulator.faults.silent = true
        else simulator.faults.latencyMs = answer
        const ten = bookings.slice(from, from + 10)
        from += 10
        await page.evaluate(() => performance.clearMeasures('scan-to-verdict'))
        for (const one of ten) await scan(page, `B:${one.referentie}`, { everyMs, live: true })
        await page
          .waitForFunction(
            () => performance.getEntriesByName('scan-to-verdict').length >= 10,
            null,
            {
              timeout: 5_000,
            },
          )
          .catch(() => undefined)
        const accepted = await page.evaluate(
          () =>
            performance
              .getEntriesByName('scan-to-verdict')
              .filter(
                (entry) =>
                  ((entry as PerformanceMeasure).detail as { kind: string }).kind === 'accepted',
              ).length,
        )
        figures.push({
          what: `ten codes, one every ${everyMs} ms, Recras ${answer === null ? 'never answers' : `answers in ${answer} ms`}`,
          figure: `${accepted} of 10`,
          bar: '10 of 10',
          met: accepted === 10,
        })
      }
    }
  } finally {
    await bench.close()
  }
  return figures
}
