import { mkdtemp, readFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeEach, describe, expect, it } from 'vitest'
import { writeFileAtomic } from '../../../../src/main/services/files/atomic-write.ts'
import { Kiosk } from '../../../../src/main/services/kiosk/kiosk.ts'
import { KioskMode } from '../../../../src/main/services/kiosk/mode.ts'
import { PageWatch } from '../../../../src/main/services/kiosk/page-watch.ts'
import { GuestTries } from '../../../../src/main/services/kiosk/tries.ts'
import type { DayLogEntry } from '../../../../src/shared/day-log.ts'
import { fail, ok, type Result } from '../../../../src/shared/result.ts'
import { DEFAULT_SETTINGS, type Settings } from '../../../../src/shared/settings.ts'
import type { Actor, StaffView } from '../../../../src/shared/staff.ts'
import { ManualClock, MemoryLog } from '../manual-clock.ts'

const MINUTE = 60_000
const LEAD: Actor = { id: 'lead', initials: 'AB' }
const WRONG = fail({ kind: 'wrong-proof' as const, waitMs: 0, left: 4 })

const NOBODY: StaffView = {
  staff: [],
  session: { state: 'locked' },
  triesBlockedUntil: null,
  blockedUntil: {},
  damaged: false,
  resettable: false,
}

let folder: string
let elapsed: number
let clock: ManualClock
let settings: Settings
let leads: Actor[]
let locked: number
let told: DayLogEntry[]

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'balie-kiosk-'))
  elapsed = 0
  clock = new ManualClock()
  settings = DEFAULT_SETTINGS
  leads = [LEAD]
  locked = 0
  told = []
})

/** One start. The staff is a stand-in: its own tests are elsewhere. */
async function start({ forced = false } = {}) {
  const log = new MemoryLog()
  const mode = new KioskMode({
    forced,
    settings: {
      get: () => settings,
      change: (patch) => {
        settings = { ...settings, ...(patch as Partial<Settings>) }
        return Promise.resolve(ok(settings))
      },
    },
  })
  const tries = new GuestTries({
    path: join(folder, 'kiosk-tries.json'),
    write: writeFileAtomic,
    elapsed: () => elapsed,
    log,
  })
  await tries.load()
  let restarts = 0
  const watch = new PageWatch({ strict: () => mode.on, restart: () => restarts++, clock, log })
  const kiosk = new Kiosk({
    mode,
    staff: {
      hasLead: () => leads.length > 0,
      verifyLead: (id, pin): Promise<Result<Actor>> =>
        Promise.resolve(id === LEAD.id && pin === '1234' ? ok(LEAD) : WRONG),
      lock: () => {
        locked++
        return NOBODY
      },
    },
    tries,
    watch,
    told: (entry) => told.push(entry),
  })
  return { kiosk, mode, watch, restarts: () => restarts }
}

const NOT_NOW = fail({ kind: 'not-now' })
const alive = { state: 'idle', camera: 'ok' } as const
const note = {
  kind: 'kiosk-ask-staff',
  bookingId: 75,
  referentie: '67-1',
  detail: 'other-day',
} as const

describe('becoming a kiosk', () => {
  it('needs a lead, who can end it', async () => {
    leads = []
    const { kiosk, mode } = await start()
    expect(await kiosk.enter()).toMatchObject({
      ok: false,
      error: { kind: 'invalid', fields: [{ code: 'no-lead' }] },
    })
    expect([mode.on, settings.kiosk, locked]).toEqual([false, false, 0])
  })

  it('leaves nobody at the desk behind it', async () => {
    const { kiosk, mode } = await start()
    expect(await kiosk.enter()).toEqual(ok(null))
    expect([mode.on, locked]).toEqual([true, 1])
  })
})

describe('ending it', () => {
  it('takes the PIN of a lead, and says so in the log', async () => {
    settings = { ...settings, kiosk: true }
    const { kiosk, mode } = await start()
    expect(await kiosk.leave({ id: 'lead', pin: '0000' })).toEqual(WRONG)
    expect([mode.on, settings.kiosk, told]).toEqual([true, true, []])
    expect(await kiosk.leave({ id: 'lead', pin: '1234' })).toEqual(ok(null))
    expect([mode.on, settings.kiosk]).toEqual([false, false])
    expect(told).toEqual([{ kind: 'kiosk-left', by: LEAD }])
    expect(locked).toBe(1)
  })

  it('that was started from outside ends this run of it', async () => {
    const { kiosk, mode } = await start({ forced: true })
    expect(await kiosk.leave({ id: 'lead', pin: '1234' })).toEqual(ok(null))
    expect(mode.on).toBe(false)
    expect((await start({ forced: true })).mode.on).toBe(true)
  })
})

it('answers nothing at a desk', async () => {
  const { kiosk } = await start()
  expect(kiosk.alive(alive)).toEqual(NOT_NOW)
  expect(kiosk.note(note)).toEqual(NOT_NOW)
  expect(kiosk.tries({ referentie: '67-1' })).toEqual(NOT_NOW)
  expect(await kiosk.try({ referentie: '67-1' })).toEqual(NOT_NOW)
  expect(await kiosk.proved({ referentie: '67-1' })).toEqual(NOT_NOW)
  expect(await kiosk.leave({ id: 'lead', pin: '1234' })).toEqual(NOT_NOW)
  expect(told).toEqual([])
})

describe('what the page says', () => {
  it('keeps it alive, and is what the heartbeat tells', async () => {
    const { kiosk, mode, watch, restarts } = await start({ forced: true })
    watch.loaded()
    for (let at = 0; at < 20; at++) {
      await clock.advance(25_000)
      kiosk.alive(alive)
    }
    expect([kiosk.said, restarts()]).toEqual([alive, 0])
    await clock.advance(30_000)
    expect(restarts()).toBe(1)
    await mode.leave()
    expect(kiosk.said).toBeNull()
  })

  it('goes to the log of the day as nobody’s doing', async () => {
    const { kiosk } = await start({ forced: true })
    expect(kiosk.note(note)).toEqual(ok(null))
    expect(told).toEqual([{ ...note, by: null }])
  })

  it.each([
    ['Jan de Vries', 'Jan de Vries'],
    ['https://example.com/x', 'javascript:alert(1)'],
    ['67-1 ', 'de Vries'],
    ['BEGIN:VCARD', '0612345678'],
  ])('but not %j and %j: those may be a guest’s', async (referentie, detail) => {
    const { kiosk } = await start({ forced: true })
    kiosk.note({ ...note, referentie, detail })
    expect(told).toEqual([{ ...note, referentie: null, detail: null, by: null }])
  })
})

describe('the tries of guests', () => {
  it('are three for a booking, then a wait that a restart does not end', async () => {
    const { kiosk } = await start({ forced: true })
    const asked = { referentie: '67-1' }
    expect(kiosk.tries(asked)).toEqual(ok({ allowed: true, left: 3, waitMs: 0 }))
    expect(await kiosk.try(asked)).toEqual(ok({ allowed: true, left: 2, waitMs: 0 }))
    expect(await kiosk.try(asked)).toEqual(ok({ allowed: true, left: 1, waitMs: 0 }))
    expect(await kiosk.try(asked)).toEqual(ok({ allowed: true, left: 0, waitMs: 5 * MINUTE }))
    expect(await kiosk.try(asked)).toEqual(ok({ allowed: false, left: 0, waitMs: 5 * MINUTE }))
    const again = await start({ forced: true })
    expect(again.kiosk.tries(asked)).toMatchObject(ok({ allowed: false, left: 0 }))
    expect(await again.kiosk.try(asked)).toMatchObject(ok({ allowed: false }))
    expect(again.kiosk.tries({ referentie: '68-1' })).toEqual(
      ok({ allowed: true, left: 3, waitMs: 0 }),
    )
    elapsed += 5 * MINUTE
    expect(await again.kiosk.try(asked)).toMatchObject(ok({ allowed: true }))
  })

  it('count anew once somebody was right', async () => {
    const { kiosk } = await start({ forced: true })
    const asked = { referentie: '67-1' }
    await kiosk.try(asked)
    await kiosk.try(asked)
    expect(await kiosk.proved(asked)).toEqual(ok(null))
    expect(kiosk.tries(asked)).toEqual(ok({ allowed: true, left: 3, waitMs: 0 }))
  })

  it('are twelve over all bookings, for who goes through the references', async () => {
    const { kiosk } = await start({ forced: true })
    for (let booking = 1; booking <= 12; booking++)
      expect(await kiosk.try({ referentie: `${booking}-1` })).toMatchObject(ok({ allowed: true }))
    expect(await kiosk.try({ referentie: '99-1' })).toMatchObject(
      ok({ allowed: false, waitMs: MINUTE }),
    )
    elapsed += 10 * MINUTE
    expect(await kiosk.try({ referentie: '99-1' })).toMatchObject(ok({ allowed: true, left: 2 }))
  })

  it('write nobody’s words to the disk', async () => {
    const { kiosk } = await start({ forced: true })
    for (const referentie of ['Jan de Vries', '0612345678', 'x'.repeat(40)])
      await kiosk.try({ referentie })
    const kept = await readFile(join(folder, 'kiosk-tries.json'), 'utf8')
    expect(kept).not.toMatch(/Jan|0612|xxx/)
    // They count together, so that made-up references are no way round.
    expect(kiosk.tries({ referentie: 'Piet' })).toMatchObject(ok({ allowed: false }))
  })
})
