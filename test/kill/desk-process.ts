import { randomUUID } from 'node:crypto'
import { writeSync } from 'node:fs'
import { join } from 'node:path'
import type { Keystore } from '../../src/main/services/credentials/credentials.ts'
import { writeFileAtomic } from '../../src/main/services/files/atomic-write.ts'
import { nodeJournalFs } from '../../src/main/services/outbox/journal-fs.ts'
import { KeyedLock } from '../../src/main/services/outbox/keyed-lock.ts'
import { OutboxService } from '../../src/main/services/outbox/service.ts'
import type { Clock } from '../../src/main/services/ports.ts'
import { RecrasClient } from '../../src/main/services/recras/client.ts'
import { Vault } from '../../src/main/services/vault/vault.ts'
import type { OutboxView } from '../../src/shared/outbox/entry.ts'
import type { BookingStatus } from '../../src/shared/recras/status.ts'
import type { CustomerRef } from '../../src/shared/outbox/record.ts'
import { ok } from '../../src/shared/result.ts'
import { MARK, type DeskOrder, type DeskReport } from './account.ts'

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
/** What waits for hours waits for minutes: nothing in these rounds takes a server longer. */
const hasty: Clock = { now: Date.now, after: (ms, run) => clock.after(ms / 10, run) }
/** Keeps a key as it is: what this proves is not how well it is kept. */
const plain: Keystore = {
  available: () => Promise.resolve(true),
  encrypt: (text) => Promise.resolve(Buffer.from(text)),
  decrypt: (bytes) => Promise.resolve({ text: Buffer.from(bytes).toString(), stale: false }),
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
  for (const { id, outcome, resultId } of view.recordHistory) {
    if (reported.has(id)) continue
    reported.add(id)
    report({ kind: 'record-settled', id, outcome, resultId })
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
    writeTimeoutMs: 400,
  }),
  vault: new Vault({
    path: join(order.folder, '..', 'vault.json'),
    keystore: plain,
    write: writeFileAtomic,
    clock,
    log: silent,
  }),
  wire: new KeyedLock(),
  // The server of the rounds is at work on nothing that it got no answer for.
  silentMs: 2000,
  publishCustomer: () => undefined,
  highestCustomer: () => null,
  online: () => true,
  publish: ({ booking }) => void shown.set(booking.id, booking.status ?? ''),
  lookup: async () => ok(null),
  clock: hasty,
  random: Math.random,
  newId: randomUUID,
  log: silent,
  desk: () => 'Balie',
  who: () => null,
  told: () => undefined,
  zone: 'Europe/Amsterdam',
  retentionDays: () => 3,
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
/** New customers of this process, to book for. */
const customers: { id: string; mark: string }[] = []

/** Makes a customer, or a booking for one: known, new, or still waiting here. */
async function make(): Promise<void> {
  const mark = `${MARK}${randomUUID()}`
  if (Math.random() < 0.4) {
    const contact = { voornaam: mark, email1: `${mark}@example.com`, hoofdcontact: true }
    const body = { naam: mark, contactpersonen: [contact] }
    const answer = await outbox.promise({ kind: 'customer-create', body })
    if (!answer.ok) return
    customers.push({ id: answer.value.id, mark })
    return report({ kind: 'record-promised', id: answer.value.id, mark, forMark: null })
  }
  const forNew = Math.random() < 0.6 ? pick(customers) : undefined
  const customer: CustomerRef = forNew ? { entry: forNew.id } : { id: order.klantId }
  // All alike but for the mark, by which nothing is looked for.
  const body = { begin: '2026-11-21T14:00:00+01:00', personen: 2, bijzonderheden: mark }
  const answer = await outbox.promise({
    kind: 'booking-create',
    customer,
    customerName: null,
    body,
  })
  if (!answer.ok) return
  const { id } = answer.value
  report({ kind: 'record-promised', id, mark, forMark: forNew?.mark ?? null })
}

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
    await (Math.random() < 0.03 ? make() : tap())
    await pause(Math.random() * order.tapEveryMs * 2)
  }
}

/** Waits until nothing waits any more, and tells what is left. */
async function drain(): Promise<void> {
  const waits = (): boolean => {
    const { entries, records } = outbox.view()
    return [...entries, ...records].some((entry) => entry.state === 'waiting')
  }
  while (waits()) {
    outbox.replayNow()
    await pause(20)
  }
  await outbox.shutdown()
  reportView(outbox.view())
  for (const { id, bookingId, reason } of outbox.view().entries)
    report({ kind: 'attention', id, bookingId, reason: reason?.kind ?? null })
  for (const { id, reason } of outbox.view().records)
    report({ kind: 'record-attention', id, reason: reason?.kind ?? null })
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
