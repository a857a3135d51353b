import { settled } from './app.ts'
import { measureCrossing } from './crossing.ts'
import { measureFloor } from './floor.ts'
import { ms, percentile, type Figure } from './report.ts'
import { measureTyping } from './search.ts'
import { startSimulator } from '../../src/simulator/index.ts'
import { Balie } from '../e2e/support/launch.ts'
import { readCustomer } from '../../src/main/services/recras/customer-reader.ts'
import { toCachedCustomer } from '../../src/main/services/customers/delta-writer.ts'
import type { CachedCustomer } from '../../src/shared/ipc/record-calls.ts'

const TIMES = 5
const PAGE_SIZE = 100
/** As many customers as the app sends at once. */
const PART = 500
const WORDS = ['familie', 'jansen 12', 'de vries', 'doetinchem 77', '1000', 'sme']
const SEARCHED = { box: '[data-customer-search]', row: 'li[data-customer-id]', id: 'customerId' }

type Simulator = Awaited<ReturnType<typeof startSimulator>>

/**
 * The app's first load of all customers against the bare floor in the same browser, in turns, medians
 * compared; and the search over them. Both loads are measured from the first request to the last
 * customer in the database.
 */
export async function benchCustomers(count: number): Promise<Figure[]> {
  const simulator = await startSimulator({ venue: 'empty', extraCustomers: count, asOf: '08:00' })
  const floors: number[] = []
  const apps: number[] = []
  const crossings: number[] = []
  const longest: number[] = []
  let typing: Figure[] = []
  try {
    const customers = await readAll(simulator)
    for (let time = 0; time < TIMES; time += 1) {
      const floor = await measureFloor(simulator.url, simulator.key, 'klanten?', 'id')
      if (floor.rows < count) throw new Error(`the floor read ${floor.rows} of ${count}`)
      const balie = await launch(simulator)
      try {
        const app = await measureLoad(balie)
        floors.push(floor.took)
        apps.push(app.took)
        longest.push(app.longestTask)
        if (time === TIMES - 1) typing = await search(balie, count)
      } finally {
        await balie.close()
      }
      crossings.push(await measureCrossing(customers, PART))
    }
  } finally {
    await simulator.close()
  }
  const median = (of: readonly number[]): number => percentile(of, 0.5)
  const [floor, app, crossing] = [median(floors), median(apps), median(crossings)]
  const ratio = (app - crossing) / floor
  const all = count.toLocaleString('en')
  return [
    {
      what: `first load of ${all} customers: bare fetch + parse + bulkPut`,
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
    { what: 'that crossing alone; Electron has another', figure: ms(crossing), bar: '', met: null },
    {
      what: 'the app less the crossing, against the bare floor',
      figure: `${ratio.toFixed(2)}×`,
      bar: '≤ 1.3×',
      met: ratio <= 1.3,
    },
    {
      what: `longest task of the page during it, median of ${TIMES} (most)`,
      figure: `${ms(median(longest))} (${Math.max(...longest).toFixed(0)})`,
      bar: '≤ 50 ms',
      met: median(longest) <= 50,
    },
    ...typing,
  ]
}

const launch = ({ url, key }: Simulator): Promise<Balie> =>
  Balie.launch({ env: { BALIE_RECRAS_URL: url, BALIE_API_KEY: key, BALIE_LANGUAGE: 'nl' } })

/** All customers as the app hands them to its page. */
async function readAll({ url, key }: Simulator): Promise<CachedCustomer[]> {
  const customers: CachedCustomer[] = []
  for (let page = 1; ; page += 1) {
    const answer = await fetch(`${url}/api2/klanten?page=${page}`, {
      headers: { Authorization: `Bearer ${key}` },
    })
    const entries = (await answer.json()) as unknown[]
    const records = entries.map(readCustomer).filter((record) => record !== null)
    customers.push(...records.map(toCachedCustomer))
    if (entries.length < PAGE_SIZE) return customers
  }
}

/** From the page's asking main for all customers to the last of them in the cache, ms. */
async function measureLoad(balie: Balie): Promise<{ took: number; longestTask: number }> {
  await settled(balie)
  await balie.page.waitForFunction(
    () => performance.getEntriesByName('customers-read').length > 0,
    null,
    { timeout: 180_000, polling: 100 },
  )
  return balie.page.evaluate(async () => {
    const [load] = performance.getEntriesByName('customers-read')
    if (!load) throw new Error('the page did not measure its first load')
    const tasks = await new Promise<PerformanceEntry[]>((resolve) => {
      const observer = new PerformanceObserver((list) => resolve(list.getEntries()))
      observer.observe({ type: 'longtask', buffered: true })
      setTimeout(() => resolve([]), 500)
    })
    const during = tasks.filter(
      ({ startTime }) => startTime >= load.startTime && startTime <= load.startTime + load.duration,
    )
    return {
      took: load.duration,
      longestTask: Math.max(0, ...during.map(({ duration }) => duration)),
    }
  })
}

async function search({ page }: Balie, count: number): Promise<Figure[]> {
  await page.evaluate(() => (location.hash = '#/klanten'))
  await page.locator(SEARCHED.row).first().waitFor()
  return measureTyping(page, SEARCHED, WORDS, count)
}
