import { openBench, settled } from './app.ts'
import { measureCrossing } from './crossing.ts'
import { measureFloor } from './floor.ts'
import { ms, percentile, type Figure } from './report.ts'
import { startSimulator } from '../../src/simulator/index.ts'
import { Balie } from '../e2e/support/launch.ts'
import { readBooking } from '../../src/main/services/recras/booking-reader.ts'
import { forPage } from '../../src/shared/domain/page-delta.ts'
import { periodOfDay } from '../../src/shared/domain/time.ts'
import type { CachedBooking } from '../../src/shared/ipc/contract.ts'

const TIMES = 5
const ZONE = 'Europe/Amsterdam'
const EMBED = 'Klant,Klant.Hoofdcontact,boekingsregels,kosten,Facturen._betaald_bedrag'
const PAGE_SIZE = 500
/** As many bookings as the app sends at once. */
const PART = 100

/**
 * The app's first sync of a day against the bare floor in the same browser, in turns; medians are
 * compared. Both are measured from the first request for the day to its last booking in the database.
 */
export async function benchFirstSync(counts: readonly number[]): Promise<Figure[]> {
  const figures: Figure[] = []
  for (const count of counts) figures.push(...(await benchCount(count)))
  return figures
}

async function benchCount(count: number): Promise<Figure[]> {
  const simulator = await startSimulator({ venue: 'empty', extra: count })
  const floors: number[] = []
  const apps: number[] = []
  const crossings: number[] = []
  const longest: number[] = []
  let megabytes: number
  try {
    const period = encodeURIComponent(periodOfDay(simulator.venue.today(), ZONE))
    const query = `periode=${period}&embed=${encodeURIComponent(EMBED)}&page_size=${PAGE_SIZE}`
    // The server's own work per booking is kept after the first time: let it be done.
    const bookings = await readAll(simulator, query)
    megabytes = JSON.stringify(bookings).length / 1e6
    for (let time = 0; time < TIMES; time += 1) {
      const floor = await measureFloor(simulator.url, simulator.key, `boekingen?${query}&`)
      if (floor.rows < count) throw new Error(`the floor read ${floor.rows} of ${count}`)
      const app = await measureApp(simulator)
      floors.push(floor.took)
      apps.push(app.took)
      longest.push(app.longestTask)
      crossings.push(await measureCrossing(bookings, PART))
    }
  } finally {
    await simulator.close()
  }
  const [floor, app, crossing] = [floors, apps, crossings].map((all) => percentile(all, 0.5)) as [
    number,
    number,
    number,
  ]
  const ratio = (app - crossing) / floor
  const task = percentile(longest, 0.5)
  return [
    {
      what: `first sync of ${count.toLocaleString('en')}: bare fetch + parse + bulkPut`,
      figure: ms(floor),
      bar: '',
      met: null,
    },
    {
      what: 'the app, with the crossing between the host and its page',
      figure: `${ms(app)} (${(app / floor).toFixed(2)}×)`,
      bar: '',
      met: null,
    },
    {
      what: `that crossing alone, ${megabytes.toFixed(1)} MB; Electron has another`,
      figure: ms(crossing),
      bar: '',
      met: null,
    },
    {
      what: 'the app less the crossing, against the bare floor',
      figure: `${ratio.toFixed(2)}×`,
      bar: '≤ 1.3×',
      met: ratio <= 1.3,
    },
    {
      what: `longest task of the page during it, median of ${TIMES} (most)`,
      figure: `${ms(task)} (${Math.max(...longest).toFixed(0)})`,
      bar: '≤ 50 ms',
      met: task <= 50,
    },
  ]
}

/** All bookings of the query as the app hands them to its page. */
async function readAll({ url, key }: Simulator, query: string): Promise<CachedBooking[]> {
  const bookings: CachedBooking[] = []
  for (let page = 1; ; page += 1) {
    const answer = await fetch(`${url}/api2/boekingen?${query}&page=${page}`, {
      headers: { Authorization: `Bearer ${key}` },
    })
    const entries = (await answer.json()) as unknown[]
    const upserts = entries.map(readBooking).filter((record) => record !== null)
    const delta = { upserts, removed: [], codes: [], day: null, names: null }
    bookings.push(...forPage(delta, ZONE).upserts)
    if (entries.length < PAGE_SIZE) return bookings
  }
}

type Simulator = Awaited<ReturnType<typeof startSimulator>>

/** From the page's asking main for the day to the last booking of it in the cache, ms. */
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
