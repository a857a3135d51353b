import { createPinia, disposePinia, setActivePinia, type Pinia } from 'pinia'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { Router } from 'vue-router'
import { useScanStore } from '../../../src/renderer/src/features/scan/store.ts'
import { contractWord } from '../../../src/renderer/src/features/scan/verdicts.ts'
import { SAME_TAP, useAct } from '../../../src/renderer/src/composables/use-act.ts'
import { Cache } from '../../../src/renderer/src/db/cache.ts'
import { useAppStore } from '../../../src/renderer/src/stores/app.ts'
import { useMemoryStore } from '../../../src/renderer/src/stores/memory.ts'
import { useOutboxStore } from '../../../src/renderer/src/stores/outbox.ts'
import { useVenueStore } from '../../../src/renderer/src/stores/venue.ts'
import { dayOf } from '../../../src/shared/domain/time.ts'
import type { OutboxEntry } from '../../../src/shared/outbox/entry.ts'
import { DEFAULT_SETTINGS } from '../../../src/shared/settings.ts'
import { booking, fakeMain, freshVenue, KEY, upsert, ZONE } from '../renderer/support.ts'

const TODAY = dayOf(Date.now(), ZONE)
const ok = (value: unknown) => ({ ok: true, value })
const links = (...to: string[]) => ({
  _links: Object.fromEntries(
    to.map((one) => [`recras:booking:set_status:${one}`, { href: `/${one}` }]),
  ),
})
const firm = (id: number) => booking(id, TODAY, links('ongoing'))

let pinia: Pinia
const venues: string[] = []

beforeEach(() => setActivePinia((pinia = createPinia())))
afterEach(async () => {
  vi.restoreAllMocks()
  await useVenueStore().close()
  disposePinia(pinia)
  for (const venue of venues.splice(0)) await new Cache(venue, KEY).destroy()
})

/** A desk with bookings in its cache; `find` answers what Recras says about a reference. */
async function desk(options: { cached?: ReturnType<typeof booking>[]; action?: 'open' } = {}) {
  const entries: OutboxEntry[] = []
  let find: (answer: unknown) => void = () => undefined
  let read: (answer: unknown) => void = () => undefined
  const main = fakeMain({
    'sync:watch': () => ok({ syncedAt: '2026-06-13T12:00:00Z' }),
    'outbox:get': () =>
      ok({
        entries: [],
        records: [],
        parked: [],
        history: [],
        recordHistory: [],
        marks: [],
        damage: null,
        blocked: null,
      }),
    'bookings:find': () => new Promise((resolve) => (find = resolve)),
    'booking:read': () => new Promise((resolve) => (read = resolve)),
    'outbox:enqueue': (wish) => {
      const at = new Date().toISOString()
      const entry = { ...(wish as object), id: `e${entries.length}`, at, state: 'waiting' }
      entries.push(entry as OutboxEntry)
      tell(entries)
      return ok(entry)
    },
  })
  const tell = (all: OutboxEntry[]): void =>
    main.send('outbox:changed', {
      entries: all,
      parked: [],
      history: [],
      recordHistory: [],
      marks: [],
      records: [],
      damage: null,
      blocked: null,
    })
  const app = useAppStore()
  app.settings = { ...DEFAULT_SETTINGS, sound: false, scanAction: options.action ?? 'checkin' }
  app.connection = { status: 'online' } as typeof app.connection
  await useOutboxStore().start()
  const venue = await openVenue(...(options.cached ?? []))
  const scan = useScanStore()
  const pushed: string[] = []
  scan.setRouter({ push: (to: string) => Promise.resolve(pushed.push(to)) } as unknown as Router)
  return {
    main,
    scan,
    venue,
    pushed,
    entries,
    tell,
    found: (answer: unknown) => find(answer),
    reread: (answer: unknown) => read(answer),
  }
}

async function openVenue(...cached: ReturnType<typeof booking>[]) {
  const name = freshVenue()
  venues.push(name)
  const before = new Cache(name, KEY)
  if (cached.length > 0) await before.apply(upsert(...cached))
  before.close()
  const venue = useVenueStore()
  await venue.open(name)
  await vi.waitFor(() => expect(useMemoryStore().complete).toBe(true), 10_000)
  return venue
}

async function scanned(scan: ReturnType<typeof useScanStore>, text: string, seq: number) {
  scan.submit(text, 'scanner')
  await vi.waitFor(() => expect(scan.last?.seq).toBe(seq))
  return scan.last
}

describe('a verdict', () => {
  it('of one venue is gone in the next, and a late answer does not bring it there', async () => {
    const { scan, found, entries } = await desk({ cached: [firm(1)] })
    expect(await scanned(scan, 'B:1-1', 1)).toMatchObject({ kind: 'accepted' })
    expect(await scanned(scan, 'B:9-1', 2)).toMatchObject({ kind: 'unknown', lookup: 'looking' })
    await openVenue(firm(1))
    expect([scan.verdicts, scan.shown]).toEqual([[], false])
    // The same code at once is another venue's code.
    await scanned(scan, 'B:1-1', 3)
    found(
      ok([{ booking: booking(9, TODAY, { referentie: '9-1', ...links('ongoing') }), hash: 'x' }]),
    )
    await scanned(scan, 'B:8', 4)
    expect(scan.verdicts.map((one) => one.text)).toEqual(['B:8', 'B:1-1'])
    expect(entries.map((entry) => entry.bookingId)).toEqual([1])
  })

  it('that came late is shown again after it was closed', async () => {
    const { scan, found } = await desk()
    await scanned(scan, 'B:9-1', 1)
    scan.close()
    found(
      ok([{ booking: booking(9, TODAY, { referentie: '9-1', ...links('ongoing') }), hash: 'x' }]),
    )
    await vi.waitFor(() => expect(scan.last?.kind).toBe('accepted'))
    expect(scan.shown).toBe(true)
  })

  it('is given for a scan that breaks down, and the next one counts on', async () => {
    const { scan } = await desk({ cached: [firm(1)] })
    const outbox = useOutboxStore()
    const act = vi.spyOn(outbox, 'act').mockRejectedValueOnce(new Error('bug'))
    expect(await scanned(scan, 'B:1-1', 1)).toMatchObject({
      kind: 'refused',
      reason: { why: 'not-kept' },
    })
    act.mockRestore()
    expect(await scanned(scan, 'B:7', 2)).toMatchObject({ kind: 'unknown' })
  })
})

describe('undo', () => {
  it('goes back to what the desk saw before, once, and only from "is here"', async () => {
    const { scan, entries, tell } = await desk({ cached: [firm(1)] })
    const verdict = await scanned(scan, 'B:1-1', 1)
    if (verdict?.kind !== 'accepted') throw new Error('not accepted')
    expect(verdict.before).toBe('definitief')
    expect(scan.wayBack(verdict)).toBe('confirmed')
    // Finished since: "undo" would now mean something that nobody sees.
    const promised = entries[0]
    if (!promised) throw new Error('no promise')
    tell([promised, { ...promised, id: 'later', wanted: 'voltooid' }])
    expect(scan.wayBack(verdict)).toBeNull()
    await scan.undo(1, 'confirmed')
    expect(entries).toHaveLength(1)
    tell([promised])
    await Promise.all([scan.undo(1, 'confirmed'), scan.undo(1, 'confirmed')])
    expect(entries.map((one) => one.wanted)).toEqual(['gaande', 'definitief'])
  })

  it('of "was done" is not taken back by the second half of a double click', async () => {
    const done = booking(1, TODAY, { status: 'voltooid', ...links('ongoing') })
    const { scan, entries } = await desk({ cached: [done] })
    expect(await scanned(scan, 'B:1-1', 1)).toMatchObject({ kind: 'already', status: 'voltooid' })
    await Promise.all([scan.undo(1, 'ongoing'), scan.undo(1, 'ongoing')])
    expect(entries.map((one) => one.wanted)).toEqual(['gaande'])
    expect(scan.last).toMatchObject({ kind: 'accepted', before: 'voltooid' })
  })
})

describe('scans that open the booking', () => {
  it('take the page there, and say in the contract that nobody was checked in', async () => {
    const { scan, pushed, entries } = await desk({ cached: [firm(1)], action: 'open' })
    const verdict = await scanned(scan, 'B:1-1', 1)
    expect(verdict && contractWord(verdict)).toBe('refused')
    expect([verdict?.kind, pushed, entries, scan.shown]).toEqual([
      'opened',
      ['/boekingen/1'],
      [],
      false,
    ])
  })

  it('do not take the page away from a later scan', async () => {
    const { scan, pushed, found } = await desk({ cached: [firm(1)], action: 'open' })
    await scanned(scan, 'B:9-1', 1)
    await scanned(scan, 'B:1-1', 2)
    found(
      ok([{ booking: booking(9, TODAY, { referentie: '9-1', ...links('ongoing') }), hash: 'x' }]),
    )
    await vi.waitFor(() => expect(scan.earlier[0]?.kind).toBe('opened'))
    expect(pushed).toEqual(['/boekingen/1'])
  })

  it('do not take the page anywhere twice', async () => {
    const optie = booking(1, TODAY, { status: 'optie' })
    const { scan, pushed, reread } = await desk({ cached: [optie], action: 'open' })
    expect(await scanned(scan, 'B:1-1', 1)).toMatchObject({ kind: 'refused' })
    expect(pushed).toEqual(['/boekingen/1'])
    reread(ok({ booking: firm(1), hash: 'other' }))
    await vi.waitFor(() => expect(scan.last?.kind).toBe('opened'))
    expect(pushed).toEqual(['/boekingen/1'])
  })
})

describe('what is in memory', () => {
  it('is not called complete when the cache could not be read, and is read again', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
    try {
      const real = Cache.prototype.eachBatch
      let reads = 0
      vi.spyOn(Cache.prototype, 'eachBatch').mockImplementation(function (this: Cache, ...args) {
        return reads++ === 0 ? Promise.reject(new Error('gone')) : real.apply(this, args)
      })
      const name = freshVenue()
      venues.push(name)
      const before = new Cache(name, KEY)
      await before.apply(upsert(firm(1)))
      before.close()
      const main = fakeMain({})
      const memory = useMemoryStore()
      await useVenueStore().open(name)
      const failed = () => main.calls.some((call) => JSON.stringify(call).includes('index-failed'))
      while (!failed()) await new Promise((resolve) => requestAnimationFrame(resolve))
      expect(memory.complete).toBe(false)
      expect(memory.recall('B:1-1', '1-1')).toBeNull()
      await vi.advanceTimersByTimeAsync(5_000)
      while (!memory.complete) await new Promise((resolve) => requestAnimationFrame(resolve))
      expect(memory.recall('B:1-1', '1-1')?.id).toBe(1)
    } finally {
      vi.useRealTimers()
    }
  })
})

describe('an action', () => {
  it('on a booking is one, however fast a hand taps or a key repeats', async () => {
    const { entries } = await desk({ cached: [firm(1), firm(2)] })
    const memory = useMemoryStore()
    const [one, two] = [memory.recall('', '1-1'), memory.recall('', '2-1')]
    if (!one || !two) throw new Error('no rows')
    const clock = vi.spyOn(performance, 'now').mockReturnValue(10_000_000)
    const [row, panel] = [useAct(), useAct()]
    await row.act(one, 'ongoing', new MouseEvent('click', { detail: 0 }))
    clock.mockReturnValue(10_000_000 + SAME_TAP - 1)
    await row.act(one, 'finished', new MouseEvent('click', { detail: 0 }))
    await panel.act(one, 'finished')
    await panel.act(two, 'ongoing')
    expect(entries.map((entry) => [entry.bookingId, entry.wanted])).toEqual([
      [1, 'gaande'],
      [2, 'gaande'],
    ])
    clock.mockReturnValue(10_000_000 + SAME_TAP)
    await row.act(one, 'finished')
    expect(entries).toHaveLength(3)
  })
})
