import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { Account, type DeskOrder } from './account.ts'
import { bundleDesk } from './bundle.ts'
import { startDesk } from './desk-handle.ts'
import { FlakyLine, HEALTHY, type Faults } from './flaky-line.ts'
import { seeded } from './seeded.ts'
import { openVenue, START } from './venue.ts'

/*
 * Kills the outbox' process with SIGKILL at random moments while it takes and delivers promises
 * over a line that delays, loses and breaks, starts it again on the same folder, and in the end
 * balances every acknowledged promise with what happened at Recras.
 *
 *   node test/kill/rounds.ts [--rounds 100] [--seed N]
 */

const { values } = parseArgs({
  options: { rounds: { type: 'string', default: '100' }, seed: { type: 'string' } },
})
const rounds = Number(values.rounds)
const seed = Number(values.seed ?? Date.now() % 1_000_000)
const random = seeded(seed)

/** Nobody else moves these; the others another desk moves too. */
const ALONE = 100
const BOOKINGS = 120
const LONGEST_MS = 160
const TAP_EVERY_MS = 5
const BAD_LINE: Faults = {
  latencyMs: 2,
  lostBefore: 0.05,
  lostAfter: 0.08,
  noAnswer: 0.03,
  serverError: 0.03,
}

const started = performance.now()
const scratch = await mkdtemp(join(tmpdir(), 'balie-kill-'))
const program = await bundleDesk(join(scratch, 'program'))
const venue = await openVenue(BOOKINGS)
const line = new FlakyLine(venue.origin, random)
const origin = await line.open()
const account = new Account()
const folder = join(scratch, 'outbox')

const pause = (ms: number): Promise<void> => new Promise((done) => setTimeout(done, ms))
const order = (tapEveryMs: number): DeskOrder => ({
  folder,
  origin,
  key: venue.key,
  bookings: venue.bookings(),
  klantId: venue.klantId,
  tapEveryMs,
})

for (let round = 0; round < rounds; round += 1) {
  line.faults = random() < 0.8 ? BAD_LINE : HEALTHY
  line.cut = random() < 0.2
  const desk = startDesk(program, order(TAP_EVERY_MS), (report) => account.take(report))
  // One in ten is killed while it starts, with the journal half read or half rewritten.
  if (random() < 0.9) await desk.ready
  const life = random() * LONGEST_MS
  await pause(life / 2)
  if (random() < 0.2) line.cut = !line.cut
  const other = venue.ids[ALONE + Math.floor(random() * (BOOKINGS - ALONE))]
  if (other !== undefined && random() < 0.5) venue.otherDesk(other, random())
  await pause(life / 2)
  desk.kill()
  await desk.gone
}

line.faults = HEALTHY
line.cut = false
const last = startDesk(program, order(0), (report) => account.take(report))
const code = await last.gone
const alone = venue.ids.slice(0, ALONE)
const verdict = account.balance(START, line.effects, alone)
const records = account.balanceRecords(venue.made())
await line.close()
await venue.close()
await rm(scratch, { recursive: true, force: true })

for (const one of [...verdict.wrong, ...records.wrong]) console.error(`  ${one}`)
const seconds = ((performance.now() - started) / 1000).toFixed(0)
console.log(
  `${rounds} rounds: acknowledged ${verdict.acknowledged}, lost ${verdict.lost}, done twice ${verdict.doneTwice}` +
    ` (done ${verdict.done}, undone ${verdict.undone}, needs a person ${verdict.attention}; seed ${seed}, ${seconds} s)`,
)
console.log(
  `made: acknowledged ${records.acknowledged}, lost ${records.lost}, made twice ${records.doneTwice}`,
)
const nothingDone = rounds > 0 && (verdict.done === 0 || records.acknowledged === 0)
if (nothingDone) console.error('  nothing was delivered at all: this proves nothing')
process.exit(
  code === 0 && verdict.wrong.length + records.wrong.length === 0 && !nothingDone ? 0 : 1,
)
