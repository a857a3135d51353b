import { describe, expect, it, onTestFinished } from 'vitest'
import { SyncService } from '../../../../src/main/services/sync/sync-service.ts'
import { dayOf } from '../../../../src/shared/domain/time.ts'
import type { SyncDelta } from '../../../../src/shared/ipc/contract.ts'
import { startSimulator, type SimulatorOptions } from '../../../../src/simulator/index.ts'
import { ManualClock, MemoryLog } from '../manual-clock.ts'
import { newClient } from '../recras/new-client.ts'
import { eventually } from './venue.ts'

const ZONE = 'Europe/Amsterdam'

async function watchToday(switches: NonNullable<SimulatorOptions['switches']>) {
  const clock = new ManualClock()
  const simulator = await startSimulator({
    key: 'geheim',
    extra: 350,
    now: () => clock.now(),
    switches,
  })
  onTestFinished(() => simulator.close())
  const deltas: SyncDelta[] = []
  const sync = new SyncService({
    api: newClient(simulator.url).client,
    clock,
    random: () => 0.5,
    log: new MemoryLog(),
    zone: ZONE,
    pollSeconds: 30,
    emit: (delta) => deltas.push(delta),
  })
  onTestFinished(() => sync.stop())
  const day = dayOf(clock.now(), ZONE)
  const read = await sync.watch({ day, known: [] })
  const upserts = (): number[] =>
    deltas.flatMap((delta) => delta.upserts.map((one) => one.booking.id))
  return { clock, simulator, deltas, sync, read, upserts, day }
}

/** However Recras turns out to be where it is not documented, the day comes over whole. */
const WAYS: [name: string, switches: NonNullable<SimulatorOptions['switches']>][] = [
  ['as it is likely', {}],
  ['absolute paging links', { pagingHrefs: 'absolute', linkHrefs: 'absolute' }],
  ['a total and no Link', { pagingHeaders: 'count', order: 'descending' }],
  ['no paging headers', { pagingHeaders: 'none' }],
  ['no paging headers, no page past the end', { pagingHeaders: 'none', pagePastEnd: 'refused' }],
  ['no larger pages', { maxPageSize: 100, errorBody: 'html' }],
  ['no larger pages, and none of it said', { maxPageSize: 100, pagingHeaders: 'none' }],
  ['older paths, links as lists', { legacyPaths: true, linkShape: 'list', methodCase: 'lower' }],
  ['numbers as text', { numbersAsText: true, paidAs: 'string' }],
  ['a period that includes its end', { periodEnd: 'inclusive' }],
  [
    'no names',
    { readable: { locaties: false, producten: false, bedrijven: false, klanten: false } },
  ],
]

describe('a day at the simulator', () => {
  it.each(WAYS)('%s', async (_, switches) => {
    const { simulator, read, sync, deltas, upserts, day } = await watchToday(switches)
    expect(read).toMatchObject({ ok: true })
    const ids = simulator.venue.bookingsOn(day).map((one) => one.id)
    expect(ids.length).toBeGreaterThan(350)
    const sent = upserts()
    expect(new Set(sent).size).toBe(sent.length)
    for (const id of ids) expect(sent).toContain(id)
    expect(deltas.find((delta) => delta.day)?.day).toMatchObject({ unreadable: 0 })
    await eventually(() => deltas.some((delta) => delta.names !== null)).toBe(true)
    await sync.watch({ day: '2031-01-01', known: [] })
    deltas.length = 0
    await sync.now()
    // Tomorrow had not been read before; today brings nothing.
    const again = new Set(upserts())
    expect(ids.filter((id) => again.has(id))).toEqual([])
  })

  it('without links in lists: every booking of the day gets its links from its own page', async () => {
    const { upserts, deltas } = await watchToday({ linksInLists: false })
    const withLinks = (): number =>
      deltas.flatMap((delta) =>
        delta.upserts.filter((one) => Object.keys(one.booking._links).length > 0),
      ).length
    expect(upserts().length).toBeGreaterThan(350)
    // Gently: what the burst of the request budget allows comes at once.
    await eventually(withLinks).toBeGreaterThan(4)
  })

  it.each(['string', 'object', 'text'] as const)('QR texts as %s', async (qrBody) => {
    const { clock, simulator, deltas } = await watchToday({ qrBody, qrSuffix: '-x1' })
    const codes = (): [number, string][] => deltas.flatMap((delta) => delta.codes)
    await eventually(async () => {
      await clock.advance(1000)
      return codes().length
    }).toBeGreaterThan(1)
    for (const [id, text] of codes())
      expect(text).toBe(`B:${simulator.venue.booking(id)?.referentie}-x1`)
  })

  it('keeps every good booking beside rubbish', async () => {
    const { simulator, sync, deltas, day } = await watchToday({})
    simulator.faults.rubbishBooking = true
    deltas.length = 0
    expect(await sync.now()).toMatchObject({ ok: true })
    const read = deltas.find((delta) => delta.day?.day === day)?.day
    expect(read?.unreadable).toBeGreaterThan(0)
    expect(deltas.flatMap((delta) => delta.removed)).toEqual([])
  })

  it.each([
    ['html', 'unexpected-answer'],
    ['truncate', 'unreachable'],
    ['revoked', 'unauthorized'],
    ['closed', 'unreachable'],
  ] as const)('%s is %s', async (fault, kind) => {
    const { simulator, sync, deltas } = await watchToday({})
    Object.assign(simulator.faults, { [fault]: true })
    deltas.length = 0
    expect(await sync.now()).toMatchObject({ ok: false, error: { kind } })
    expect(deltas).toEqual([])
  })
})
