import { mkdtemp, readdir, readFile, utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeEach, describe, expect, it } from 'vitest'
import { systemClock as clock } from '../../../../src/main/app/system.ts'
import { Drafts } from '../../../../src/main/services/drafts/drafts.ts'
import {
  writeFileAtomic,
  type WriteFile,
} from '../../../../src/main/services/files/atomic-write.ts'
import { Vault } from '../../../../src/main/services/vault/vault.ts'
import { MemoryLog } from '../manual-clock.ts'
import { FakeKeystore } from '../vault/keystore.ts'

let profile: string
let folder: string
let keystore: FakeKeystore

beforeEach(async () => {
  profile = await mkdtemp(join(tmpdir(), 'balie-drafts-'))
  folder = join(profile, 'drafts', 'demo.recras.nl')
  keystore = new FakeKeystore()
})

/** Drafts as after a start. */
function drafts(write: WriteFile = writeFileAtomic): Drafts {
  const log = new MemoryLog()
  const vault = new Vault({
    path: join(profile, 'vault.json'),
    keystore,
    write: writeFileAtomic,
    clock,
    log,
  })
  return new Drafts({ folder, vault, write, log })
}

const text = async (from: Drafts, key: string): Promise<unknown> => {
  const got = await from.get(key)
  return got.ok ? got.value.text : got.error
}

describe('drafts', () => {
  it('survive a restart, sealed, under names that say nothing', async () => {
    const kept = await drafts().keep('customer-edit:17', '{"naam":"Zeldenrust"}')
    expect(kept).toEqual({ ok: true, value: { kept: 'os' } })
    expect(await text(drafts(), 'customer-edit:17')).toBe('{"naam":"Zeldenrust"}')
    expect(await text(drafts(), 'customer-edit:18')).toBeNull()
    const [name = ''] = await readdir(folder)
    expect(name).not.toMatch(/17|customer/)
    expect(await readFile(join(folder, name), 'utf8')).not.toContain('Zeldenrust')
  })

  it('keep the last word, however quickly it came', async () => {
    const one = drafts()
    await Promise.all(['a', 'ab', 'abc'].map((typed) => one.keep('booking-create', typed)))
    expect(await text(one, 'booking-create')).toBe('abc')
    await Promise.all([one.keep('booking-create', 'abcd'), one.keep('booking-create', null)])
    expect(await text(drafts(), 'booking-create')).toBeNull()
    expect(await readdir(folder)).toEqual([])
  })

  it('live until the app closes without a keystore, and never touch the disk', async () => {
    keystore.there = false
    const one = drafts()
    expect(await one.keep('booking-create', 'a')).toEqual({ ok: true, value: { kept: 'memory' } })
    expect(await text(one, 'booking-create')).toBe('a')
    expect(await text(drafts(), 'booking-create')).toBeNull()
    expect(await readdir(profile)).toEqual([])
  })

  it('that are locked now stay on the disk until they are said to be gone', async () => {
    await drafts().keep('booking-create', 'before')
    keystore.locked = true
    const locked = drafts()
    expect(await text(locked, 'booking-create')).toBeNull()
    await locked.keep('booking-create', 'meanwhile')
    expect(await text(locked, 'booking-create')).toBe('meanwhile')
    keystore.locked = false
    expect(await text(drafts(), 'booking-create')).toBe('before')
    await locked.keep('booking-create', null)
    expect(await text(drafts(), 'booking-create')).toBeNull()
  })

  it('that are garbage are none, nor is one that lies in another one’s place', async () => {
    const one = drafts()
    await one.keep('customer-edit:17', 'seventeen')
    await one.keep('customer-edit:18', 'eighteen')
    const [a = '', b = ''] = (await readdir(folder)).map((name) => join(folder, name))
    await writeFile(a, await readFile(b))
    await writeFile(b, 'garbage')
    expect(await text(one, 'customer-edit:17')).toBeNull()
    expect(await text(one, 'customer-edit:18')).toBeNull()
    expect(await one.keep('customer-edit:17', 'again')).toMatchObject({ ok: true })
    expect(await text(one, 'customer-edit:17')).toBe('again')
  })

  it('are at most two hundred, the oldest go', async () => {
    const one = drafts()
    await one.keep('booking-edit:1', 'oldest')
    const [name = ''] = await readdir(folder)
    await utimes(join(folder, name), 0, 0)
    for (let id = 2; id <= 202; id += 1) await one.keep(`booking-edit:${id}`, 'x')
    expect(await readdir(folder)).toHaveLength(200)
    expect(await text(one, 'booking-edit:1')).toBeNull()
    expect(await text(one, 'booking-edit:202')).toBe('x')
  })

  it('say so when the disk does not take them or they are too long', async () => {
    const full = drafts(() => Promise.reject(Object.assign(new Error('full'), { code: 'ENOSPC' })))
    expect(await full.keep('booking-create', 'a')).toEqual({
      ok: false,
      error: { kind: 'storage', message: 'ENOSPC' },
    })
    const long = await drafts().keep('booking-create', 'a'.repeat(5_000_001))
    expect(long).toMatchObject({ ok: false, error: { kind: 'invalid' } })
  })

  it('are forgotten all at once', async () => {
    const one = drafts()
    await one.keep('booking-create', 'a')
    await one.forget()
    expect(await text(one, 'booking-create')).toBeNull()
    expect(await readdir(join(profile, 'drafts'))).toEqual([])
  })
})
