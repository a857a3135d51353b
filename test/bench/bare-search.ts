import { chromium, type Page } from 'playwright-core'
import { chromiumArgs, findChromium } from '../../scripts/chromium.ts'

/** A search box, and the rows that it finds. */
export interface Searched {
  box: string
  row: string
  /** The `data-…` of a row that tells which one it is, in the spelling of `dataset`. */
  id: string
}

/** The search of the bare page. */
export const BARE: Searched = { box: '[data-search]', row: 'li[data-booking-id]', id: 'bookingId' }

/** As many rows as the desk has in view, and the texts of a row of it. */
const ROWS = 12
const TEXTS = 7

/**
 * A page that does the least that a search can do, in the same browser: every booking's text is looked
 * through anew, and the first rows are filled with texts. What the machine needs for that is what a
 * figure of the app is read beside.
 */
export async function openBareSearch(
  count: number,
): Promise<{ page: Page; close(): Promise<void> }> {
  const browser = await chromium.launch({
    executablePath: findChromium() ?? '',
    args: chromiumArgs,
  })
  const bare = await browser.newPage({ viewport: { width: 1280, height: 800 } })
  await bare.setContent('<input data-search autofocus><ul></ul>')
  await bare.evaluate(
    ({ count, rows, texts }) => {
      const names = ['Familie Jansen', 'De Vries', 'Wien', 'Smeets', 'Basisschool De Regenboog']
      const all = Array.from({ length: count }, (_, at) => {
        const name = `${names[at % names.length]} ${at}`
        return { id: at, name, hay: `${name} klimmen met instructie noord ${at}-1`.toLowerCase() }
      })
      const list = document.querySelector('ul')
      const box = document.querySelector('input')
      if (!list || !box) throw new Error('the bare page is not there')
      list.style.cssText = 'position: relative; margin: 0; font: 16px sans-serif'
      const items = Array.from({ length: rows }, (_, at) => {
        const item = document.createElement('li')
        item.style.cssText = `position: absolute; top: ${at * 54}px; height: 54px; width: 800px`
        item.append(...Array.from({ length: texts }, () => document.createElement('span')))
        return item
      })
      list.append(...items)
      box.addEventListener('input', () => {
        const words = box.value.toLowerCase().split(' ').filter(Boolean)
        const found = all.filter(({ hay }) => words.every((word) => hay.includes(word)))
        for (const [at, item] of items.entries()) {
          const one = words.length > 0 ? found[at] : undefined
          if (one) item.dataset['bookingId'] = String(one.id)
          else delete item.dataset['bookingId']
          for (const [place, span] of [...item.children].entries())
            span.textContent = one ? `${one.name.slice(place)} ` : ''
        }
      })
    },
    { count, rows: ROWS, texts: TEXTS },
  )
  return { page: bare, close: () => browser.close() }
}
