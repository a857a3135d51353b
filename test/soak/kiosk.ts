import { readFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { startSimulator } from '../../src/simulator/index.ts'
import { Balie } from '../e2e/support/launch.ts'
import { kioskReady, profileWith } from '../e2e/support/kiosk.ts'
import { growthOf, serveGuests } from './guests.ts'

/*
 * Eight hours of guests at the kiosk, one a minute, without the minutes between them. What its page
 * takes stays flat, every code is answered, and who was welcomed is checked in once. The main process is
 * told of and not judged: on the host it keeps, for its tools, every request that the page made.
 *
 *   node test/soak/kiosk.ts [--guests 480]
 */

const { values } = parseArgs({ options: { guests: { type: 'string', default: '480' } } })
const guests = Number(values.guests)
const MOST_GROWTH = 1.05

const started = performance.now()
const simulator = await startSimulator({ venue: 'empty' })
const balie = await Balie.launch({
  env: { BALIE_RECRAS_URL: simulator.url, BALIE_API_KEY: simulator.key, BALIE_LANGUAGE: 'nl' },
  profile: profileWith({ kiosk: true, kioskEarlyMinutes: 0 }),
})
await kioskReady(balie.page)
const rss = (pid: number): number =>
  Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]) / 1024
const mainBefore = process.platform === 'linux' ? rss(balie.mainPid) : null

const { samples, scans, answers, wrong } = await serveGuests(balie, simulator, {
  count: guests,
  warmUp: 80,
  sampleEvery: Math.max(1, Math.floor(guests / 24)),
})

for (const { guests: count, heap, nodes, listeners } of samples)
  console.log(
    `${String(count).padStart(5)} guests  ${(heap / 2 ** 20).toFixed(2)} MB  ` +
      `${nodes} nodes  ${listeners} listeners`,
  )
if (mainBefore !== null)
  console.log(`main process: ${mainBefore.toFixed(0)} MB, then ${rss(balie.mainPid).toFixed(0)} MB`)
await balie.close()
await simulator.close()

const growth = (['heap', 'nodes', 'listeners'] as const).map(
  (what) => [what, growthOf(samples, what)] as const,
)
const said = growth.map(([what, factor]) => `${what} ${factor.toFixed(3)}×`).join(', ')
const seconds = ((performance.now() - started) / 1000).toFixed(0)
console.log(
  `${guests} guests: last quarter against the first: ${said}; ` +
    `${scans} codes, ${answers} answers, ${wrong} not checked in once (${seconds} s)`,
)
const flat = growth.every(([, factor]) => factor <= MOST_GROWTH)
process.exit(flat && scans === answers && wrong === 0 ? 0 : 1)
