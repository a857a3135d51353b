import type { Part, ProductFacts } from '../venue/model.ts'
import { ARRANGEMENTS, PRODUCTS } from './catalogue.ts'

/** What is eaten and drunk: the lower rate. */
export const SERVED: ReadonlySet<number> = new Set([3, 5, 8, 12, 14, 16, 18])
/** What somebody must keep a place free for. */
const PLACED: ReadonlySet<number> = new Set([6, 7, 9, 10, 11, 15])
const LARGE_BTW = 21
const SMALL_BTW = 9

export const btwOf = (product: number): number => (SERVED.has(product) ? SMALL_BTW : LARGE_BTW)

const parts: readonly Part[] = Object.values(ARRANGEMENTS).flatMap((one) => one.parts)

/** Where products can take place and what comes with them, as the arrangements have it. */
export const PRODUCT_FACTS: ReadonlyMap<number, ProductFacts> = new Map(
  PRODUCTS.map(({ id, duur }) => {
    const own = parts.filter((part) => part.product === id)
    return [
      id,
      {
        places: [...new Set(own.flatMap((part) => part.places))],
        needsPlace: PLACED.has(id),
        per: own[0]?.per ?? 'person',
        minutes: minutesOf(duur),
        btw: btwOf(id),
        text: own[0]?.text ?? null,
      },
    ]
  }),
)

/** The minutes of a duration in hours and minutes. */
function minutesOf(duration: string): number {
  const [, hours = '0', minutes = '0'] = /^PT(?:(\d+)H)?(?:(\d+)M)?/.exec(duration) ?? []
  return Number(hours) * 60 + Number(minutes)
}
