import { randomUUID } from 'node:crypto'
import { writeSync } from 'node:fs'
import { nodeJournalFs } from '../../src/main/services/outbox/journal-fs.ts'
import { OutboxService } from '../../src/main/services/outbox/service.ts'
import type { Clock } from '../../src/main/services/ports.ts'
import { RecrasClient } from '../../src/main/services/recras/client.ts'
import type { OutboxView } from '../../src/shared/outbox/entry.ts'
import type { BookingStatus } from '../../src/shared/recras/status.ts'
import { ok } from '../../src/shared/result.ts'
import type { DeskOrder, DeskReport } from './account.ts'

/*
 * A desk without a screen: the real outbox, journal and client in a process of their own, to be
 * killed. It taps as fast as its order says and reports, each time the outbox has answered and not
 * before, what was promised.
 */

const order = JSON.parse(process.argv[2] ?? '') as DeskOrder
const clock: Clock = {
  now: Date.now,
  after(ms, run) {
    const timer = setTimeout(run, ms)
    return () => clearTimeout(timer)
  },
}
const silent = { info: () => undefined, warn: () => undefined, error: () => undefined }
const shown = new Map(order.bookings.map(({ id, status }) => [id, status]))
const reported = new Set<string>()

/** Written in one go and at once: what the parent reads is what had happened. */
const report = (line: DeskReport): void => void writeSync(1, `${JSON.stringify(line)}\n`)

function reportView(view: OutboxView): void {
  const news = view.history.filter((settled) => !reported.has(settled.id))
  for (const { id, bookingId, wanted, outcome } of news.toReversed()) {
    reported.add(id)
    report({ kind: 'settled', id, bookingId, wanted, outcome })
  }
}

const outbox = new OutboxService({
  folder: order.folder,
  fs: nodeJournalFs,
  api: new RecrasClient({
    url: order.origin,
    key: order.key,
    fetch,
    clock,
    log: silent,
    observer: { answered: () => undefined, failed: () => undefined },
    timeoutMs: 400,
  }),
  publish: ({ booking }) => void shown.set(booking.id, booking.status ?? ''),
  lookup: async () => ok(null),
  clock,
  random: Math.random,
  newId: randomUUID,
  log: silent,
  desk: () => 'Balie',
  serverOffsetMs: () => null,
  onChanged: reportView,
})

const NEXT: Record<string, BookingStatus[]> = {
  definitief: ['gaande'],
  gaande: ['voltooid', 'definitief'],
  voltooid: ['gaande'],
}
const pick = <T>(list: readonly T[]): T | undefined => list[Math.floor(Math.random() * list.length)]
const pause = (ms: number): Promise<void> => new Promise((done) => setTimeout(done, ms))

const inHand = new Set<number>()

/** One tap on one booking. Nobody taps on what is just being answered. */
async function tap(): Promise<void> {
  const bookingId = pick(order.bookings.filter(({ id }) => !inHand.has(id)))?.id ?? 0
  const { entries } = outbox.view()
  const last = entries.findLast((one) => one.bookingId === bookingId && one.state === 'waiting')
  // Mostly another group, now and then second thoughts about one that was just done.
  if (last && Math.random() < 0.93) return
  const status = last?.wanted ?? shown.get(bookingId) ?? ''
  const wanted = pick(NEXT[status] ?? [])
  if (!wanted) return
  inHand.add(bookingId)
  const answer = await outbox.enqueue({
    bookingId,
    referentie: `${bookingId}-1`,
    wanted,
    seen: { status, statusUpdatedAt: null },
  })
  inHand.delete(bookingId)
  if (!answer.ok) return
  const { id, outcome } = answer.value
  report({
    kind: 'promised',
    id,
    bookingId,
    wanted: answer.value.wanted,
    undone: outcome === 'undone',
  })
}

/** Taps without end, as several people would. */
async function tapOn(): Promise<void> {
  for (;;) {
    await tap()
    await pause(Math.random() * order.tapEveryMs * 2)
  }
}

/** Waits until nothing waits any more, and tells what is left. */
async function drain(): Promise<void> {
  while (outbox.view().entries.some((entry) => entry.state === 'waiting')) {
    outbox.replayNow()
    await pause(20)
  }
  await outbox.shutdown()
  reportView(outbox.view())
  for (const { id, bookingId, reason } of outbox.view().entries)
    report({ kind: 'attention', id, bookingId, reason: reason?.kind ?? null })
  report({ kind: 'drained', damage: outbox.view().damage !== null })
  process.exit(0)
}

await outbox.boot()
reportView(outbox.view())
report({ kind: 'ready' })
if (order.tapEveryMs === 0) await drain()
else {
  // The line comes and goes; a desk that hears of it does not sit out its back-off.
  setInterval(() => outbox.replayNow(), 60)
  await Promise.all([tapOn(), tapOn(), tapOn()])
}
