import { openBench, settled } from './app.ts'
import { measureCrossing } from './crossing.ts'
import { measureFloor } from './floor.ts'
import { ms, percentile, type Figure } from './report.ts'
import { startSimulator } from '../../src/simulator/index.ts'
import { Balie } from '../e2e/support/launch.ts'
import { bookingSchema } from '../../src/shared/recras/schemas.ts'
import { periodOfDay } from '../../src/shared/domain/time.ts'

const TIMES = 3

/** The app's first sync of a day against the bare floor in the same browser, side by side. */
export async function benchFirstSync(counts: readonly number[]): Promise<Figure[]> {
  const figures: Figure[] = []
  for (const count of counts) {
    const ratios: number[] = []
    const floors: number[] = []
    const apps: number[] = []
    let longest = 0
    const crossings: number[] = []
    let megabytes = 0
    for (let time = 0; time < TIMES; time += 1) {
      const simulator = await startSimulator({ venue: 'empty', extra: count })
      try {
        const period = encodeURIComponent(periodOfDay(simulator.venue.today(), 'Europe/Amsterdam'))
        const embed = 'Klant,Klant.Hoofdcontact,boekingsregels,kosten,Facturen._betaald_bedrag'
        const query = `periode=${period}&embed=${encodeURIComponent(embed)}&page_size=500`
        // The server's own work per booking is kept after the first time: let it be done.
        await measureFloor(simulator.url, simulator.key, query)
        const floor = await measureFloor(simulator.url, simulator.key, query)
        if (floor.rows < count) throw new Error(`the floor read ${floor.rows} of ${count}`)
        const app = await measureApp(simulator)
        const bookings = await readAll(simulator, query)
        megabytes = JSON.stringify(bookings).length / 1e6
        const crossing = await measureCrossing(bookings)
        crossings.push(crossing)
        ratios.push((app.took - crossing) / floor.took)
        floors.push(floor.took)
        apps.push(app.took)
        longest = Math.max(longest, app.longestTask)
      } finally {
        await simulator.close()
      }
    }
    const ratio = percentile(ratios, 0.5)
    const whole = percentile(apps, 0.5)
    figures.push({
      what: `first sync of ${count.toLocaleString('en')}: bare fetch + parse + bulkPut`,
      figure: ms(percentile(floors, 0.5)),
      bar: '',
      met: null,
    })
    figures.push({
      what: 'the app, with the crossing between the host and its page',
      figure: `${ms(whole)} (${(whole / percentile(floors, 0.5)).toFixed(2)}×)`,
      bar: '',
      met: null,
    })
    figures.push({
      what: `that crossing alone, ${megabytes.toFixed(1)} MB; Electron has another`,
      figure: ms(percentile(crossings, 0.5)),
      bar: '',
      met: null,
    })
    figures.push({
      what: 'the app less the crossing, against the bare floor',
      figure: `${ratio.toFixed(2)}×`,
      bar: '≤ 1.3×',
      met: ratio <= 1.3,
    })
    figures.push({
      what: `longest task of the page during it`,
      figure: ms(longest),
      bar: '≤ 50 ms',
      met: longest <= 50,
    })
  }
  return figures
}

/** All bookings of the query as the app hands them to its page. */
async function readAll({ url, key }: Simulator, query: string): Promise<unknown[]> {
  const bookings: unknown[] = []
  for (let page = 1; ; page += 1) {
    const answer = await fetch(`${url}/api2/boekingen?${query}&page=${page}`, {
      headers: { Authorization: `Bearer ${key}` },
    })
    const entries = (await answer.json()) as unknown[]
    bookings.push(...entries.map((entry) => bookingSchema.parse(entry)))
    if (entries.length < 500) return bookings
  }
}

type Simulator = Awaited<ReturnType<typeof startSimulator>>

/** From the page's asking for the day to the last booking of it in the cache, ms. */
async function measureApp(simulator: Simulator): Promise<{ took: number; longestTask: number }> {
  const balie = await Balie.launch({
    env: { BALIE_RECRAS_URL: simulator.url, BALIE_API_KEY: simulator.key },
  })
  try {
    await settled(balie)
    return await balie.page.evaluate(async (today) => {
      const sync = performance
        .getEntriesByName('day-sync')
        .find((entry) => ((entry as PerformanceMeasure).detail as { day: string }).day === today)
      if (!sync) throw new Error('the page did not measure its first sync')
      const tasks = await new Promise<PerformanceEntry[]>((resolve) => {
        const observer = new PerformanceObserver((list) => resolve(list.getEntries()))
        observer.observe({ type: 'longtask', buffered: true })
        setTimeout(() => resolve([]), 500)
      })
      const during = tasks.filter(
        (task) =>
          task.startTime >= sync.startTime && task.startTime <= sync.startTime + sync.duration,
      )
      return {
        took: sync.duration,
        longestTask: Math.max(0, ...during.map((task) => task.duration)),
      }
    }, simulator.venue.today())
  } finally {
    await balie.close()
  }
}

/** Reads the same day again: nothing may be written and nothing may cross. */
export async function benchRefresh(count: number): Promise<Figure[]> {
  const bench = await openBench({ extra: count })
  const { page } = bench.balie
  try {
    const crossed = await page.evaluate(async () => {
      const { balie } = window as unknown as {
        balie: {
          calls: Record<string, (request: unknown) => Promise<unknown>>
          events: Record<string, (listener: (delta: { upserts: unknown[] }) => void) => () => void>
        }
      }
      let rows = 0
      const stop = balie.events['sync:delta']?.((delta) => (rows += delta.upserts.length))
      await balie.calls['sync:now']?.(undefined)
      stop?.()
      return rows
    })
    return [
      {
        what: `unchanged refresh of ${count.toLocaleString('en')}: rows over IPC, and so rows written`,
        figure: String(crossed),
        bar: '0',
        met: crossed === 0,
      },
    ]
  } finally {
    await bench.close()
  }
}
