import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { BookingsService } from '../../../../src/main/services/bookings/service.ts'
import { CustomersService } from '../../../../src/main/services/customers/service.ts'
import { CatalogueService } from '../../../../src/main/services/catalogue/service.ts'
import { writeFileAtomic } from '../../../../src/main/services/files/atomic-write.ts'
import { KeyedLock } from '../../../../src/main/services/outbox/keyed-lock.ts'
import { SyncService } from '../../../../src/main/services/sync/sync-service.ts'
import type { CustomersDelta, FoundPage } from '../../../../src/shared/ipc/record-calls.ts'
import type { SyncDelta } from '../../../../src/shared/ipc/contract.ts'
import { addDays, dayOf, startOfDay, wallTime } from '../../../../src/shared/domain/time.ts'
import { startSimulator, type SimulatorOptions } from '../../../../src/simulator/index.ts'
import { ManualClock, MemoryLog } from '../manual-clock.ts'
import { newClient, realClock } from '../recras/new-client.ts'

const ZONE = 'Europe/Amsterdam'

async function openVenue(switches: NonNullable<SimulatorOptions['switches']>) {
  const clock = new ManualClock()
  const log = new MemoryLog()
  const simulator = await startSimulator({ key: 'geheim', now: () => clock.now(), switches })
  onTestFinished(() => simulator.close())
  const { client } = newClient(simulator.url, { clock: realClock })
  const deltas: SyncDelta[] = []
  const found: FoundPage[] = []
  const people: CustomersDelta[] = []
  const sync = new SyncService({
    api: client,
    clock,
    random: () => 0.5,
    log,
    zone: ZONE,
    pollSeconds: 30,
    emit: (delta) => deltas.push(delta),
  })
  onTestFinished(() => sync.stop())
  const bookings = new BookingsService({
    api: client,
    cache: sync,
    zone: ZONE,
    folder: await mkdtemp(join(tmpdir(), 'balie-bookings-')),
    write: writeFileAtomic,
    wire: new KeyedLock(),
    clock,
    log,
    emit: (page) => found.push(page),
  })
  const customers = new CustomersService({
    api: client,
    breathe: () => Promise.resolve(),
    clock,
    log,
    emit: (delta) => people.push(delta),
  })
  const today = dayOf(clock.now(), ZONE)
  return {
    client,
    simulator,
    deltas,
    found,
    people,
    bookings,
    customers,
    catalogue: new CatalogueService(client, clock),
    tomorrow: addDays(today, 1),
  }
}

/** However Recras turns out to be where it is not documented. */
const WAYS: [name: string, switches: NonNullable<SimulatorOptions['switches']>][] = [
  ['as it is likely', {}],
  ['absolute everywhere', { locationHref: 'absolute', linkHrefs: 'absolute', pagingHrefs: 'absolute' }],
  ['older paths', { legacyPaths: true, linkShape: 'list', methodCase: 'lower' }],
  ['answers without bodies', { putAnswer: 'empty', deletableBody: 'status' }],
  ['a question answered with an object', { deletableBody: 'object', pagingHeaders: 'count' }],
  ['no paging headers', { pagingHeaders: 'none' }],
  ['numbers as text', { numbersAsText: true, paidAs: 'string' }],
] // prettier-ignore

describe('the whole life of a booking', () => {
  it.each(WAYS)('%s', async (_, switches) => {
    const { client, simulator, bookings, customers, people, found, deltas, tomorrow } =
      await openVenue(switches)
    const made = await client.createCustomer({
      naam: 'Familie Proef',
      contactpersonen: [{ voornaam: 'Jo', email1: 'jo@example.nl', hoofdcontact: true }],
    })
    if (!made.ok) throw new Error(JSON.stringify(made.error))
    expect(made.value.existed).toBe(false)
    expect(await customers.readOne(made.value.id)).toMatchObject({
      ok: true,
      value: { naam: 'Familie Proef' },
    })
    expect(people.at(-1)?.upserts[0]?.row).toMatchObject({ contact: 'Jo', email: 'jo@example.nl' })

    const booked = await client.createBooking({
      klant_id: made.value.id,
      begin: wallTime(startOfDay(tomorrow, ZONE) + 10 * 3_600_000, ZONE),
      personen: 4,
      status: 'optie',
    })
    if (!booked.ok) throw new Error(JSON.stringify(booked.error))
    const { id } = booked.value

    const search = await bookings.searches.run({
      search: 1,
      query: {
        klant_id: made.value.id,
        days: { from: tomorrow, to: tomorrow },
        referentiedatum: 'startdatum',
      },
    })
    expect(search).toMatchObject({ ok: true, value: { unreadable: 0 } })
    expect(found.flatMap((page) => page.bookings.map(({ row }) => row.id))).toEqual([id])

    const shown = await bookings.detail(id, [
      'Creator',
      'Diensten',
      'Facturen',
      'gefactureerd_bedrag',
    ])
    if (!shown.ok) throw new Error(JSON.stringify(shown.error))
    const body = { personen: 6, bijzonderheden: 'Taart' }
    const saved = await bookings.writes.save({ id, base: shown.value.json, body })
    expect(saved).toMatchObject({ ok: true, value: { kind: 'saved' } })
    expect(simulator.venue.booking(id)).toMatchObject(body)
    expect(deltas.at(-1)?.upserts[0]?.booking).toMatchObject({ id, ...body })
    const late = await bookings.writes.save({ id, base: shown.value.json, body: { personen: 9 } })
    expect(late).toMatchObject({ ok: true, value: { kind: 'changed' } })

    expect(await bookings.follow(id, 'recras:invoices')).toMatchObject({ ok: true })
    expect(await bookings.proposals.send({ id, again: false })).toMatchObject({ ok: true })
    expect(await bookings.proposals.send({ id, again: false })).toMatchObject({
      error: { kind: 'not-now', message: 'sent' },
    })
    expect(simulator.venue.proposals).toEqual({ [id]: 1 })

    expect(await bookings.writes.deletable(id)).toEqual({
      ok: true,
      value: { deletable: true, reason: null },
    })
    simulator.faults.loseAnswerAfterChange = 1
    expect(await bookings.writes.delete(id)).toEqual({ ok: true, value: null })
    expect(simulator.venue.booking(id)).toBeNull()
    expect(deltas.at(-1)?.removed).toEqual([id])
  })

  it('knows a customer again whom Recras has already', async () => {
    const { client } = await openVenue({ matchCustomers: true })
    const body = {
      naam: 'Familie Proef',
      contactpersonen: [{ voornaam: 'Jo', email1: 'jo@example.nl', hoofdcontact: true }],
    }
    const first = await client.createCustomer(body)
    const second = await client.createCustomer(body)
    const id = first.ok ? first.value.id : 0
    expect(first).toEqual({ ok: true, value: { id, existed: false } })
    expect(second).toEqual({ ok: true, value: { id, existed: true } })
  })

  it('gives every customer to the cache', async () => {
    const { simulator, customers, people } = await openVenue({})
    const read = await customers.sync({ page: 1 })
    const ids = people.flatMap((delta) => delta.upserts.map(({ row }) => row.id))
    expect(read).toMatchObject({ ok: true, value: { total: ids.length, unreadable: 0 } })
    expect(new Set(ids).size).toBe(ids.length)
    expect(ids.length).toBeGreaterThan(50)
    simulator.switches.readable.producten = false
    expect(customers.highestCustomer()).toBe(Math.max(...ids))
  })

  it('has something to choose from', async () => {
    const { simulator, catalogue } = await openVenue({})
    simulator.switches.readable.bedrijven = false
    const read = await catalogue.get()
    expect(read.ok && read.value.bedrijven).toBeNull()
    expect(read.ok && read.value.producten?.[0]).toMatchObject({
      naam: expect.any(String) as string,
    })
    expect(read.ok && read.value.arrangementen?.length).toBeGreaterThan(0)
  })
})
