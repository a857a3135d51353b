import { parseArgs } from 'node:util'
import { startSimulator } from '../../src/simulator/index.ts'
import { Balie } from '../e2e/support/launch.ts'
import { scan } from '../e2e/support/scanner.ts'
import { seeded } from './seeded.ts'

/*
 * Kills the whole built app with SIGKILL, its main process or its page, at random moments while
 * codes are scanned over a line that comes and goes. Every code for which the desk turned green
 * must in the end have been set to gaande at Recras, and no booking twice.
 *
 *   node test/kill/app-rounds.ts [--rounds 100] [--seed N]
 */

const { values } = parseArgs({
  options: { rounds: { type: 'string', default: '100' }, seed: { type: 'string' } },
})
const rounds = Number(values.rounds)
const seed = Number(values.seed ?? Date.now() % 1_000_000)
const random = seeded(seed)

const PER_ROUND = 6
const LONGEST_MS = 900

const started = performance.now()
const simulator = await startSimulator({ venue: 'empty' })
const bookings = Array.from({ length: rounds * PER_ROUND }, () =>
  simulator.venue.add({ status: 'definitief' }),
)
const balie = await Balie.launch({
  env: { BALIE_RECRAS_URL: simulator.url, BALIE_API_KEY: simulator.key },
})
/** Ids of bookings for which the desk said that they are checked in. */
const acknowledged = new Set<number>()
const restarts = { main: 0, renderer: 0 }

/** Reports every green verdict as soon as it is painted. */
async function watch(): Promise<void> {
  const { page } = balie
  await page.exposeBinding('acknowledged', (_source, id: string) => acknowledged.add(Number(id)))
  await page.evaluate(() => {
    const { acknowledged: tell } = window as unknown as { acknowledged(id: string): Promise<void> }
    new MutationObserver(() => {
      const shown = document.querySelector<HTMLElement>('[data-verdict="accepted"]')
      const id = shown?.dataset['verdictBooking']
      if (id) void tell(id)
    }).observe(document.body, { subtree: true, childList: true, attributes: true })
  })
  await page.locator('html[data-ready="true"]').waitFor()
}

/** Scans one code after the other until the app is gone. */
async function scanAll(some: typeof bookings): Promise<void> {
  for (const booking of some)
    await scan(balie.page, `B:${booking.referentie}`, { gapMs: 4, everyMs: 120 })
}

const pause = (ms: number): Promise<void> => new Promise((done) => setTimeout(done, ms))

await watch()
// The first read of the day, so that codes are answered from the cache.
await balie.page.locator('li[data-booking-id]').first().waitFor({ timeout: 30_000 })

for (let round = 0; round < rounds; round += 1) {
  simulator.faults.clear()
  if (random() < 0.3) simulator.faults.closed = true
  else if (random() < 0.5) simulator.faults.latencyMs = Math.round(random() * 300)
  if (random() < 0.3) simulator.faults.loseAnswerAfterChange = 1
  const some = bookings.slice(round * PER_ROUND, (round + 1) * PER_ROUND)
  // What is cut off in the middle of a scan is the kill's doing.
  const scanning = scanAll(some).catch(() => undefined)
  await pause(random() * LONGEST_MS)
  const which = random() < 0.5 ? 'main' : 'renderer'
  restarts[which] += 1
  await balie.kill(which)
  await scanning
  if (which === 'main') await balie.restart()
  await watch()
}

simulator.faults.clear()
await balie.page.locator('html[data-outbox-waiting="0"]').waitFor({ timeout: 90_000 })
const attention = Number(await balie.page.locator('html').getAttribute('data-outbox-attention'))
await balie.close()
await simulator.close()

const effects = (id: number): number =>
  simulator.venue.changesOf(id).filter((change) => change.to === 'gaande').length
const lost = [...acknowledged].filter((id) => effects(id) === 0)
const twice = bookings.filter((booking) => effects(booking.id) > 1)
for (const id of lost) console.error(`  booking ${id} turned green and never reached Recras`)
for (const { id } of twice) console.error(`  booking ${id} was set to gaande ${effects(id)} times`)
const seconds = ((performance.now() - started) / 1000).toFixed(0)
console.log(
  `${rounds} rounds of the app (main killed ${restarts.main} times, page ${restarts.renderer}): ` +
    `acknowledged ${acknowledged.size}, lost ${lost.length}, done twice ${twice.length} ` +
    `(needs a person ${attention}; seed ${seed}, ${seconds} s)`,
)
if (acknowledged.size === 0) console.error('  nothing was acknowledged at all: this proves nothing')
process.exit(lost.length + twice.length + attention === 0 && acknowledged.size > 0 ? 0 : 1)
