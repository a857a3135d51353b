import type { Page } from 'playwright-core'
import { openBench } from './app.ts'
import { BARE, openBareSearch, type Searched } from './bare-search.ts'
import { ms, percentile, type Figure } from './report.ts'

const WORDS = ['familie', 'jansen 12', 'de vries', 'wien 77', '1000', 'sme']

interface Taken {
  query: string
  /** The first booking in the list when the frame was drawn. */
  first: string | null
  /** From the key to the frame, less the wait for the display. */
  work: number
  whole: number
}

/** From a key in the search box to the painted results. */
export async function benchSearch(count: number): Promise<Figure[]> {
  const bench = await openBench({ extra: count })
  const where = { box: '[data-search]', row: 'li[data-booking-id]', id: 'bookingId' }
  try {
    return await measureTyping(bench.balie.page, where, WORDS, count)
  } finally {
    await bench.close()
  }
}

/**
 * Types words into a search box over `count` records, and measures every key; then the same in a page
 * that does the least that a search can do, on the same machine a moment later.
 */
export async function measureTyping(
  page: Page,
  where: Searched,
  words: readonly string[],
  count: number,
): Promise<Figure[]> {
  const app = await typeIn(page, where, words)
  const floorPage = await openBareSearch(count)
  const bare = await typeIn(floorPage.page, BARE, words).finally(() => floorPage.close())
  const p95 = (of: readonly Taken[], what: 'work' | 'whole'): number =>
    percentile(
      of.map((one) => one[what]),
      0.95,
    )
  const [work, floor] = [p95(app, 'work'), p95(bare, 'work')]
  const median = percentile(
    app.map((one) => one.work),
    0.5,
  )
  return [
    {
      what: `search, key to paint, ${count.toLocaleString('en')} cached, p95 of ${app.length}, less the wait for the display`,
      figure: `${ms(work)} (median ${ms(median)})`,
      bar: '≤ 16.7 ms',
      met: work <= 16.7,
    },
    {
      what: 'the same with the wait for the next of its 60 frames a second',
      figure: ms(p95(app, 'whole')),
      bar: '',
      met: null,
    },
    {
      what: 'a bare page that looks through as many texts and fills as many rows; the app against it',
      figure: `${ms(floor)}; ${(work / floor).toFixed(2)}×`,
      bar: '',
      met: null,
    },
  ]
}

async function typeIn(page: Page, where: Searched, words: readonly string[]): Promise<Taken[]> {
  const box = page.locator(where.box)
  await page.evaluate((where) => {
    const took: Taken[] = []
    Object.assign(window, { took })
    /** The next task: after what the present one left to do at its end. */
    const next = (run: () => void): void => {
      const channel = new MessageChannel()
      channel.port1.onmessage = run
      channel.port2.postMessage(null)
    }
    /** When the present task is done, and what it left to do at its end. */
    const endOfTask = async (): Promise<number> => {
      for (let turn = 0; turn < 20; turn++) await null
      return performance.now()
    }
    const box = document.querySelector<HTMLInputElement>(where.box)
    box?.addEventListener('input', (event) => {
      const query = box.value
      let handled = 0
      let ended = 0
      next(() => (handled = performance.now()))
      void endOfTask().then((at) => (ended = at))
      requestAnimationFrame(() => {
        const began = performance.now()
        const row = document.querySelector<HTMLElement>(where.row)
        const first = row?.dataset[where.id] ?? null
        // A task after the frame's callbacks runs when the frame is drawn.
        next(() => {
          const drawn = performance.now()
          // The frame may have come before that task did: then nothing was done in between.
          const before = (handled > 0 && handled < began ? handled : ended) - event.timeStamp
          took.push({
            query,
            first,
            work: before + drawn - began,
            whole: drawn - event.timeStamp,
          })
        })
      })
    })
  }, where)
  // The index is made in idle moments after the start.
  await box.fill(words[0] ?? '')
  await page.locator(where.row).first().waitFor()
  for (const one of words) {
    await box.fill('')
    await box.focus()
    // The emptied box is drawn before the first key, or that key's rows would be taken for its own.
    await page.evaluate(
      () => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))),
    )
    await page.keyboard.type(one, { delay: 120 })
  }
  const took = await page.evaluate(() => (window as unknown as { took: Taken[] }).took.slice())
  // What was drawn has to be what was asked for: the same as with all the time in the world.
  for (const { query, first } of took) {
    await box.fill(query)
    const seen = await page.evaluate(
      (where) =>
        new Promise<string | null>((resolve) =>
          setTimeout(() => {
            const row = document.querySelector<HTMLElement>(where.row)
            resolve(row?.dataset[where.id] ?? null)
          }, 100),
        ),
      where,
    )
    if (seen !== first) throw new Error(`for “${query}” ${first} was drawn and not ${seen}`)
  }
  return took
}
