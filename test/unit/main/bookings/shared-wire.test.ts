import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { systemClock } from '../../../../src/main/app/system.ts'
import { BookingsService } from '../../../../src/main/services/bookings/service.ts'
import { writeFileAtomic } from '../../../../src/main/services/files/atomic-write.ts'
import { nodeJournalFs } from '../../../../src/main/services/outbox/journal-fs.ts'
import { KeyedLock } from '../../../../src/main/services/outbox/keyed-lock.ts'
import { OutboxService } from '../../../../src/main/services/outbox/service.ts'
import { SyncService } from '../../../../src/main/services/sync/sync-service.ts'
import { ok } from '../../../../src/shared/result.ts'
import { startSimulator } from '../../../../src/simulator/index.ts'
import { bookingEdit } from '../../outbox/support/contents.ts'
import { PlainVault } from '../../outbox/support/plain-vault.ts'
import { MemoryLog } from '../manual-clock.ts'
import { newClient } from '../recras/new-client.ts'

/*
 * One desk writes a booking in two ways: its lines at once, from the page where they are changed, and
 * plain fields from the outbox, whenever the line allows. Both read it first, and a slow Recras leaves
 * plenty of time between the reading and the writing.
 */

const ZONE = 'Europe/Amsterdam'
const SLOW_MS = 60

/** A desk at a slow Recras, with a booking of twenty people that both are about to change. */
async function openDesk(vault = new PlainVault()) {
  const simulator = await startSimulator({ venue: 'empty' })
  onTestFinished(() => simulator.close())
  const booking = simulator.venue.add({ personen: 20 })
  const log = new MemoryLog()
  const { client } = newClient(simulator.url, { clock: systemClock, key: simulator.key })
  const sync = new SyncService({
    api: client,
    clock: systemClock,
    random: () => 0.5,
    log,
    zone: ZONE,
    pollSeconds: 3600,
    emit: () => undefined,
  })
  onTestFinished(() => sync.stop())
  const folder = await mkdtemp(join(tmpdir(), 'balie-wire-'))
  const wire = new KeyedLock()
  const bookings = new BookingsService({
    api: client,
    cache: sync,
    zone: ZONE,
    folder,
    write: writeFileAtomic,
    wire,
    clock: systemClock,
    log,
    emit: () => undefined,
  })
  const outbox = new OutboxService({
    folder: join(folder, 'journal'),
    fs: nodeJournalFs,
    api: client,
    vault,
    wire,
    publish: () => undefined,
    publishCustomer: () => undefined,
    highestCustomer: () => null,
    lookup: async () => ok(null),
    clock: systemClock,
    random: () => 0,
    newId: () => 'the-edit',
    log,
    desk: () => 'Balie',
    who: () => null,
    told: () => undefined,
    zone: ZONE,
    retentionDays: () => 3,
    serverOffsetMs: () => 0,
    online: () => true,
    onChanged: () => undefined,
  })
  await outbox.boot()
  onTestFinished(() => outbox.shutdown())
  const detail = await bookings.detail(booking.id, [])
  if (!detail.ok) throw new Error(detail.error.kind)
  simulator.faults.latencyMs = SLOW_MS
  const asked = (): string[] => simulator.requests.map(({ method }) => method)
  return { simulator, booking, bookings, outbox, base: detail.value.json, asked }
}

type Desk = Awaited<ReturnType<typeof openDesk>>

const saveLines = ({ bookings, booking, base }: Desk) =>
  bookings.writes.save({ id: booking.id, base, body: { personen: 30 } })

/** Promises the edit; resolves to what became of it. */
async function edit({ outbox, booking }: Desk): Promise<string> {
  const promised = await outbox.promise(bookingEdit(booking.id, { personen: 20 }, { personen: 41 }))
  if (!promised.ok) throw new Error(promised.error.kind)
  await expect
    .poll(() => outbox.view().records.filter(({ state }) => state === 'waiting'))
    .toEqual([])
  return outbox.view().recordHistory[0]?.outcome ?? outbox.view().records[0]?.reason?.kind ?? ''
}

const people = ({ simulator, booking }: Desk): number | null | undefined =>
  simulator.venue.booking(booking.id)?.personen

describe('lines and a waiting change of the same booking', () => {
  it('lines first: the change finds what they wrote, and asks a person', async () => {
    const desk = await openDesk()
    const saving = saveLines(desk)
    const [saved, edited] = await Promise.all([saving, edit(desk)])
    expect(saved).toMatchObject({ value: { kind: 'saved' } })
    expect(edited).toBe('changed')
    expect(people(desk)).toBe(30)
  })

  it('the change first: the lines are not written over it', async () => {
    const desk = await openDesk()
    const before = desk.asked().length
    const editing = edit(desk)
    // It has read the booking, and its request has not come yet.
    await expect.poll(() => desk.asked().length, { interval: 1 }).toBe(before + 1)
    const [saved, edited] = await Promise.all([saveLines(desk), editing])
    expect(edited).toBe('done')
    expect(saved).toMatchObject({ value: { kind: 'changed' } })
    expect(people(desk)).toBe(41)
  })

  it('the lines do not wait for a change that waits for the keystore', async () => {
    const vault = new PlainVault()
    const desk = await openDesk(vault)
    let asked = 0
    // It was open when the change was promised; now it waits for a person.
    vault.ready = () => (asked++ === 0 ? Promise.resolve() : new Promise(() => undefined))
    await desk.outbox.promise(bookingEdit(desk.booking.id, { personen: 20 }, { personen: 41 }))
    await expect.poll(() => asked).toBe(2)
    expect(await saveLines(desk)).toMatchObject({ value: { kind: 'saved' } })
    expect(people(desk)).toBe(30)
  })

  it('a move waits for neither of them', async () => {
    const desk = await openDesk()
    desk.simulator.faults.set({ only: { method: 'PUT' }, latencyMs: 1500 })
    const saving = saveLines(desk)
    await expect.poll(() => desk.asked()).toContain('PUT')
    const { id, referentie } = desk.booking
    const seen = { status: 'definitief', statusUpdatedAt: null }
    await desk.outbox.enqueue({ bookingId: id, referentie, wanted: 'gaande', seen })
    await expect.poll(() => desk.simulator.venue.booking(id)?.status).toBe('gaande')
    expect(people(desk)).toBe(20)
    desk.simulator.faults.clear()
    await saving
  })
})
