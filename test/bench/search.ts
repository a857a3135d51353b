import type { Page } from 'playwright-core'
import { openBench } from './app.ts'
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

/** A search box, and the rows that it finds. */
export interface Searched {
  box: string
  row: string
  /** The `data-…` of a row that tells which one it is, in the spelling of `dataset`. */
  id: string
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

/** Types words into a search box over `count` records, and measures every key. */
export async function measureTyping(
  page: Page,
  where: Searched,
  words: readonly string[],
  count: number,
): Promise<Figure[]> {
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
  const all = (of: 'work' | 'whole', share: number): number =>
    percentile(
      took.map((one) => one[of]),
      share,
    )
  const p95 = all('work', 0.95)
  return [
    {
      what: `search, key to paint, ${count.toLocaleString('en')} cached, p95 of ${took.length}, less the wait for the display`,
      figure: `${ms(p95)} (median ${ms(all('work', 0.5))})`,
      bar: '≤ 16.7 ms',
      met: p95 <= 16.7,
    },
    {
      what: 'the same with the wait for the next of its 60 frames a second',
      figure: ms(all('whole', 0.95)),
      bar: '',
      met: null,
    },
  ]
}
