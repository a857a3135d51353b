import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeEach, describe, expect, it } from 'vitest'
import { openStaff } from '../../../../src/main/app/staff.ts'
import {
  writeFileAtomic,
  type WriteFile,
} from '../../../../src/main/services/files/atomic-write.ts'
import { hashPin } from '../../../../src/main/services/staff/pin-hash.ts'
import type { StaffService } from '../../../../src/main/services/staff/service.ts'
import type { DayLogEntry } from '../../../../src/shared/day-log.ts'
import type { Result } from '../../../../src/shared/result.ts'
import type { StaffView } from '../../../../src/shared/staff.ts'
import { ManualClock, MemoryLog } from '../manual-clock.ts'

/** The real thing, for less: what it costs is `pin-hash.test.ts`'s. */
const CHEAP = { n: 2 ** 14, r: 1, p: 1 } as const
const KEY = 'a-key-of-recras-0123456789'
const MINUTE = 60_000

let profile: string
let clock: ManualClock
/** Set apart from the clock: what a person does to the time of day must not count. */
let elapsed: () => number
let log: MemoryLog
let told: DayLogEntry[]
let views: StaffView[]
let lockMinutes: number
let key: string | null

async function started(write: WriteFile = writeFileAtomic): Promise<StaffService> {
  const staff = openStaff({
    profile,
    write,
    hash: (pin) => hashPin(pin, CHEAP),
    key: () => key,
    lockMinutes: () => lockMinutes,
    clock,
    elapsed: () => elapsed(),
    log,
    told: (entry) => told.push(entry),
    changed: (view) => views.push(view),
  })
  await staff.load()
  return staff
}

const MILA = { name: 'Mila Verhoeven', initials: 'MV', role: 'lead', pin: '2580' } as const
const JOOST = { name: 'Joost de Wit', initials: 'JW', role: 'desk', pin: '13579246' } as const

/** A desk with a lead and a colleague; the lead is at it. */
async function staffed(): Promise<{ staff: StaffService; mila: string; joost: string }> {
  const staff = await started()
  await staff.add(MILA)
  const view = valueOf(await staff.add(JOOST))
  const [mila, joost] = view.staff
  if (!mila || !joost) throw new Error('two were added')
  return { staff, mila: mila.id, joost: joost.id }
}

function valueOf<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(JSON.stringify(result.error))
  return result.value
}

const file = (): string => join(profile, 'staff.json')

beforeEach(async () => {
  profile = await mkdtemp(join(tmpdir(), 'balie-staff-'))
  clock = new ManualClock()
  const start = clock.now()
  elapsed = () => clock.now() - start
  log = new MemoryLog()
  told = []
  views = []
  lockMinutes = 10
  key = KEY
})

describe('without anybody set up', () => {
  it('the desk is open, nobody acts by name, and locking does nothing', async () => {
    const staff = await started()
    expect(staff.session).toEqual({ state: 'open' })
    expect(staff.actor()).toBeNull()
    expect(staff.lock('hand').session).toEqual({ state: 'open' })
    expect(told).toEqual([])
  })

  it('the first one is a lead, and at the desk at once', async () => {
    const staff = await started()
    expect(await staff.add({ ...JOOST })).toMatchObject({
      ok: false,
      error: { kind: 'invalid', fields: [{ field: 'role', code: 'first-lead' }] },
    })
    const view = valueOf(await staff.add(MILA))
    expect(view.session).toMatchObject({ state: 'unlocked', member: { initials: 'MV' } })
    expect(staff.actor()).toEqual({ id: view.staff[0]?.id, initials: 'MV' })
  })

  it('before the file was read the desk is locked', () => {
    const staff = openStaff({
      profile,
      write: writeFileAtomic,
      key: () => null,
      lockMinutes: () => 0,
      clock,
      elapsed,
      log,
      told: () => undefined,
      changed: () => undefined,
    })
    expect(staff.session).toEqual({ state: 'locked' })
  })
})

describe('saying who is at the desk', () => {
  it('takes the right PIN, also in the place of a colleague, and is told', async () => {
    const { staff, mila, joost } = await staffed()
    staff.lock('hand')
    expect(staff.session).toEqual({ state: 'locked' })
    expect(staff.actor()).toBeNull()
    expect(valueOf(await staff.unlock(joost, JOOST.pin)).session).toMatchObject({
      member: { id: joost, role: 'desk' },
    })
    valueOf(await staff.unlock(mila, MILA.pin))
    expect(staff.actor()).toEqual({ id: mila, initials: 'MV' })
    expect(told.map(({ kind, by }) => [kind, by?.initials])).toEqual([
      ['staff-changed', undefined],
      ['unlocked', 'MV'],
      ['staff-changed', 'MV'],
      ['locked', 'MV'],
      ['unlocked', 'JW'],
      ['unlocked', 'MV'],
    ])
  })

  it('refuses a wrong PIN, says how often it may be tried, then how long to wait', async () => {
    const { staff, joost } = await staffed()
    for (const left of [4, 3, 2, 1])
      expect(await staff.unlock(joost, '0000')).toEqual({
        ok: false,
        error: { kind: 'wrong-proof', waitMs: 0, left },
      })
    expect(await staff.unlock(joost, '0000')).toMatchObject({ error: { waitMs: 30_000, left: 0 } })
    expect(staff.view().blockedUntil).toEqual({ [joost]: clock.now() + 30_000 })
    // Not even the right one: nothing is compared.
    expect(await staff.unlock(joost, JOOST.pin)).toMatchObject({ error: { kind: 'wrong-proof' } })
    await clock.advance(30_000)
    expect(await staff.unlock(joost, JOOST.pin)).toMatchObject({ ok: true })
    expect(told.filter((one) => one.kind === 'wrong-pin')).toHaveLength(5)
  })

  it('has the wait still after a restart, and with the clock set forward or back', async () => {
    const { staff, joost } = await staffed()
    for (let nth = 0; nth < 6; nth++) {
      await staff.unlock(joost, '0000')
      if (nth === 4) await clock.advance(30_000)
    }
    let ran = 0
    elapsed = () => ran
    for (const moved of [30 * 24 * 60 * MINUTE, -365 * 24 * 60 * MINUTE]) {
      clock = new ManualClock(clock.now() + moved)
      ran = 0
      const again = await started()
      expect(again.session).toEqual({ state: 'locked' })
      expect(await again.unlock(joost, JOOST.pin)).toMatchObject({ error: { waitMs: MINUTE } })
      expect(again.view().blockedUntil).toEqual({ [joost]: clock.now() + MINUTE })
      ran = MINUTE - 1
      expect(await again.unlock(joost, JOOST.pin)).toMatchObject({ ok: false })
    }
    ran = MINUTE
    const last = await started()
    ran += MINUTE
    expect(await last.unlock(joost, JOOST.pin)).toMatchObject({ ok: true })
  })

  it('never lets a PIN into the log, the file or the page', async () => {
    const { staff, joost } = await staffed()
    await staff.unlock(joost, '86420975')
    const written = await Promise.all(
      (await readdir(profile)).map((name) => readFile(join(profile, name), 'utf8')),
    )
    const said = JSON.stringify([written, log.lines, told, views])
    for (const secret of [MILA.pin, JOOST.pin, '86420975', 'salt'])
      expect(secret === 'salt' ? JSON.stringify(views) : said).not.toContain(secret)
  })

  it('a lead is verified without changing who is at the desk', async () => {
    const { staff, mila, joost } = await staffed()
    staff.lock('kiosk')
    expect(await staff.verifyLead(mila, '0000')).toMatchObject({ error: { kind: 'wrong-proof' } })
    expect(await staff.verifyLead(joost, JOOST.pin)).toMatchObject({ error: { kind: 'lead-only' } })
    expect(await staff.verifyLead(mila, MILA.pin)).toEqual({
      ok: true,
      value: { id: mila, initials: 'MV' },
    })
    expect(staff.session).toEqual({ state: 'locked' })
  })
})

describe('the desk locks by itself', () => {
  it('after the minutes without a sign of somebody, and not before', async () => {
    const { staff } = await staffed()
    await clock.advance(9 * MINUTE)
    staff.active()
    await clock.advance(9 * MINUTE)
    expect(staff.session.state).toBe('unlocked')
    await clock.advance(MINUTE)
    expect(staff.session.state).toBe('locked')
    expect(told.at(-1)).toMatchObject({ kind: 'locked', by: { initials: 'MV' }, detail: 'idle' })
    expect(views.at(-1)?.session).toEqual({ state: 'locked' })
    expect(clock.pending).toEqual([])
  })

  it('sooner, later or never when the setting changes', async () => {
    const { staff } = await staffed()
    lockMinutes = 0
    staff.lockMinutesChanged()
    await clock.advance(600 * MINUTE)
    expect(staff.session.state).toBe('unlocked')
    lockMinutes = 1
    staff.lockMinutesChanged()
    expect(staff.session.state).toBe('locked')
  })
})

describe('changing the staff', () => {
  it('survives a restart', async () => {
    const { staff, joost } = await staffed()
    valueOf(await staff.change({ id: joost, name: 'Joost Wit', initials: 'JO', pin: '4444' }))
    const again = await started()
    expect(again.view().staff.map(({ name, initials }) => [name, initials])).toEqual([
      ['Mila Verhoeven', 'MV'],
      ['Joost Wit', 'JO'],
    ])
    expect(await again.unlock(joost, JOOST.pin)).toMatchObject({ ok: false })
    expect(await again.unlock(joost, '4444')).toMatchObject({ ok: true })
  })

  it('keeps initials apart', async () => {
    const { staff, joost } = await staffed()
    const taken = { error: { kind: 'invalid', fields: [{ field: 'initials', code: 'taken' }] } }
    expect(await staff.add({ ...JOOST, initials: 'mv' })).toMatchObject(taken)
    expect(await staff.change({ id: joost, initials: 'MV' })).toMatchObject(taken)
    expect(await staff.change({ id: joost, initials: 'jw' })).toMatchObject({ ok: true })
  })

  it('keeps a lead while there is anybody, and opens the desk without anybody', async () => {
    const { staff, mila, joost } = await staffed()
    const lastLead = { error: { kind: 'invalid', fields: [{ field: 'role', code: 'last-lead' }] } }
    expect(await staff.remove(mila)).toMatchObject(lastLead)
    expect(await staff.change({ id: mila, role: 'desk' })).toMatchObject(lastLead)
    valueOf(await staff.remove(joost))
    expect(valueOf(await staff.remove(mila)).session).toEqual({ state: 'open' })
    expect(staff.actor()).toBeNull()
    expect(told.at(-1)).toMatchObject({ kind: 'staff-changed', detail: 'MV', by: { id: mila } })
    expect((await started()).session).toEqual({ state: 'open' })
  })

  it('a lead who leaves the staff leaves the desk locked', async () => {
    const { staff, mila, joost } = await staffed()
    valueOf(await staff.change({ id: joost, role: 'lead' }))
    expect(valueOf(await staff.remove(mila)).session).toEqual({ state: 'locked' })
  })

  it('a new PIN from a lead ends the wait', async () => {
    const { staff, joost } = await staffed()
    for (let nth = 0; nth < 5; nth++) await staff.unlock(joost, '0000')
    expect(valueOf(await staff.change({ id: joost, pin: '1122' })).blockedUntil).toEqual({})
    expect(await staff.unlock(joost, '1122')).toMatchObject({ ok: true })
  })

  it('an own PIN needs the old one', async () => {
    const { staff, joost } = await staffed()
    valueOf(await staff.unlock(joost, JOOST.pin))
    expect(await staff.ownPin({ pin: '0000', next: '7777' })).toMatchObject({
      error: { kind: 'wrong-proof', left: 4 },
    })
    valueOf(await staff.ownPin({ pin: JOOST.pin, next: '7777' }))
    expect(staff.session).toMatchObject({ state: 'unlocked', member: { id: joost } })
    expect(await staff.unlock(joost, '7777')).toMatchObject({ ok: true })
  })

  it('does not happen when the disk does not take it', async () => {
    const { joost } = await staffed()
    const staff = await started((path, text) =>
      path.endsWith('staff.json') ? Promise.reject(new Error('full')) : writeFileAtomic(path, text),
    )
    expect(await staff.change({ id: joost, name: 'Other' })).toMatchObject({
      error: { kind: 'storage' },
    })
    expect(staff.view().staff[1]?.name).toBe(JOOST.name)
  })
})

describe('a forgotten PIN of a lead', () => {
  it('is set anew with the key of Recras', async () => {
    const { staff, mila, joost } = await staffed()
    staff.lock('hand')
    for (let nth = 0; nth < 5; nth++) await staff.unlock(mila, '0000')
    expect(await staff.reset({ key: KEY, id: joost, pin: '9999' })).toMatchObject({
      error: { kind: 'not-found' },
    })
    expect(await staff.reset({ key: `${KEY}x`, id: mila, pin: '9999' })).toMatchObject({
      error: { kind: 'wrong-proof', left: 4 },
    })
    const view = valueOf(await staff.reset({ key: ` ${KEY}\n`, id: mila, pin: '9999' }))
    expect(view.session).toMatchObject({ state: 'unlocked', member: { id: mila } })
    staff.lock('hand')
    expect(await staff.unlock(mila, MILA.pin)).toMatchObject({ ok: false })
    expect(await staff.unlock(mila, '9999')).toMatchObject({ ok: true })
  })

  it('has limited tries at the key too, after a restart as well', async () => {
    const { staff, mila } = await staffed()
    for (let nth = 0; nth < 5; nth++) await staff.reset({ key: 'guess', id: mila, pin: '9999' })
    const again = await started()
    expect(await again.reset({ key: KEY, id: mila, pin: '9999' })).toMatchObject({
      error: { kind: 'wrong-proof', waitMs: 30_000 },
    })
    // Tries at the key do not keep anybody with a PIN out.
    expect(await again.unlock(mila, MILA.pin)).toMatchObject({ ok: true })
  })

  it('is not possible where this desk has no key', async () => {
    const { staff, mila } = await staffed()
    key = null
    expect(staff.view().resettable).toBe(false)
    expect(await staff.reset({ key: KEY, id: mila, pin: '9999' })).toMatchObject({
      error: { kind: 'not-now' },
    })
  })
})

describe('a staff file that cannot be read', () => {
  const NINA = { name: 'Nina Bos', initials: 'NB', pin: '8642' }

  it.each(['', '{', '[]', '{"version":1}', '{"version":2,"members":[]}', '\0\0\0\0'])(
    'keeps the desk locked, start after start: %j',
    async (text) => {
      await writeFile(file(), text)
      for (let nth = 0; nth < 2; nth++) {
        const staff = await started()
        expect(staff.view()).toMatchObject({ session: { state: 'locked' }, damaged: true })
        expect(await staff.add(MILA)).toMatchObject({ error: { kind: 'not-now' } })
      }
      expect(await readFile(file(), 'utf8')).toBe(text)
    },
  )

  it('cut or scribbled on anywhere never opens the desk', async () => {
    await staffed()
    const whole = await readFile(file())
    for (let at = 0; at < whole.length; at += 13) {
      await writeFile(file(), whole.subarray(0, at))
      expect((await started()).session).toEqual({ state: 'locked' })
      const scribbled = Buffer.from(whole)
      scribbled[at] = 0
      await writeFile(file(), scribbled)
      expect((await started()).session).toEqual({ state: 'locked' })
    }
  })

  it('that is a folder keeps it locked too', async () => {
    await mkdir(file())
    expect((await started()).session).toEqual({ state: 'locked' })
  })

  it('is set aside when whoever has the key sets up a lead anew', async () => {
    await writeFile(file(), 'scribble')
    const staff = await started()
    expect(await staff.reset({ key: 'guess', first: NINA })).toMatchObject({
      error: { kind: 'wrong-proof' },
    })
    const view = valueOf(await staff.reset({ key: KEY, first: NINA }))
    expect(view).toMatchObject({ damaged: false, session: { state: 'unlocked' } })
    const aside = (await readdir(profile)).find((name) => name.includes('.damaged-'))
    expect(await readFile(join(profile, aside ?? ''), 'utf8')).toBe('scribble')
    const again = await started()
    const [nina] = again.view().staff
    expect(await again.unlock(nina?.id ?? '', NINA.pin)).toMatchObject({ ok: true })
  })

  it('never lets the key set up a second lead beside those that there are', async () => {
    const { staff } = await staffed()
    expect(await staff.reset({ key: KEY, first: NINA })).toMatchObject({
      error: { kind: 'not-now' },
    })
    await rm(file())
    const open = await started()
    expect(await open.reset({ key: KEY, first: NINA })).toMatchObject({
      error: { kind: 'not-now' },
    })
  })
})
