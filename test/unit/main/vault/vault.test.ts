import { mkdir, mkdtemp, readdir, readFile, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeEach, describe, expect, it } from 'vitest'
import { systemClock as clock } from '../../../../src/main/app/system.ts'
import {
  writeFileAtomic,
  type WriteFile,
} from '../../../../src/main/services/files/atomic-write.ts'
import { Vault } from '../../../../src/main/services/vault/vault.ts'
import { MemoryLog } from '../manual-clock.ts'
import { FakeKeystore } from './keystore.ts'

let folder: string
let path: string
let keystore: FakeKeystore
let log: MemoryLog

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'balie-vault-'))
  path = join(folder, 'vault.json')
  keystore = new FakeKeystore()
  log = new MemoryLog()
})

async function vault(write: WriteFile = writeFileAtomic): Promise<Vault> {
  const one = new Vault({ path, keystore, write, clock, log })
  await one.ready()
  return one
}

describe('the vault', () => {
  it('opens after a restart what it sealed, and the disk has neither text nor key', async () => {
    const first = await vault()
    const sealed = first.seal('Noor Zeldenrust ✓')
    expect([first.durable, (await vault()).open(sealed)]).toEqual([true, 'Noor Zeldenrust ✓'])
    expect(sealed).not.toContain('Noor')
    const file = JSON.parse(await readFile(path, 'utf8')) as { key: string }
    const { text } = await keystore.decrypt(Buffer.from(file.key, 'base64'))
    expect(Buffer.from(text, 'base64')).toHaveLength(32)
    expect(JSON.stringify(file)).not.toContain(text)
  })

  it('seals the same text differently every time', async () => {
    const one = await vault()
    expect(one.seal('a')).not.toBe(one.seal('a'))
  })

  it('opens nothing that was changed, cut or sealed elsewhere', async () => {
    const one = await vault()
    const sealed = one.seal('Noor')
    for (let at = 0; at < sealed.length; at += 1) {
      const other = sealed[at] === 'A' ? 'B' : 'A'
      const changed = sealed.slice(0, at) + other + sealed.slice(at + 1)
      // The last character may hold bits that say nothing.
      if (at < sealed.length - 1) expect(one.open(changed), String(at)).toBeNull()
      expect(one.open(sealed.slice(0, at))).toBeNull()
    }
    for (const rubbish of ['', '.', '1..', '2.x.y', 'null']) expect(one.open(rubbish)).toBeNull()
  })

  it('lives as long as the app without a keystore, and writes nothing', async () => {
    keystore.there = false
    const one = await vault()
    expect([one.durable, one.open(one.seal('Noor'))]).toEqual([false, 'Noor'])
    expect((await vault()).open(one.seal('Noor'))).toBeNull()
    expect(await readdir(folder)).toEqual([])
  })

  it('never replaces a key that is locked now, and opens what it sealed when it is open', async () => {
    const sealed = (await vault()).seal('Noor')
    const before = await readFile(path, 'utf8')
    for (const how of ['there', 'locked'] as const) {
      keystore[how] = how === 'locked'
      const locked = await vault()
      const meanwhile = locked.seal('Kim')
      expect([locked.durable, locked.open(sealed), locked.open(meanwhile)]).toEqual([
        false,
        null,
        'Kim',
      ])
      expect(await readFile(path, 'utf8')).toBe(before)
      keystore.there = true
      keystore.locked = false
      await locked.load()
      expect([locked.durable, locked.open(sealed), locked.open(meanwhile)]).toEqual([
        true,
        'Noor',
        'Kim',
      ])
    }
  })

  it('sets a file aside that is none, and starts anew', async () => {
    for (const rubbish of ['', '{', '{"version":1,"id":"0123456789abcdef","key":"AAAA"}']) {
      await writeFile(path, rubbish)
      const one = await vault()
      expect([one.durable, one.open(one.seal('Noor'))]).toEqual([true, 'Noor'])
    }
    expect(
      (await readdir(folder)).filter((name) => name.includes('damaged')).length,
    ).toBeGreaterThan(0)
  })

  it('writes over nothing that it could not set aside', async () => {
    await writeFile(path, '{')
    const aside = `${path}.damaged-7`
    await mkdir(join(aside, 'in-the-way'), { recursive: true })
    const stuck = { ...clock, now: () => 7 }
    const one = new Vault({ path, keystore, write: writeFileAtomic, clock: stuck, log })
    await one.ready()
    expect([one.durable, await readFile(path, 'utf8')]).toEqual([false, '{'])
  })

  it('does not claim to last when the disk did not take its key', async () => {
    const one = await vault(() => Promise.reject(new Error('ENOSPC')))
    expect([one.durable, one.open(one.seal('Noor'))]).toEqual([false, 'Noor'])
  })

  it('is encrypted anew when the keystore has a newer key, and stays the same vault', async () => {
    const sealed = (await vault()).seal('Noor')
    const before = await readFile(path, 'utf8')
    keystore.stale = true
    let writes = 0
    const one = await vault(async (to, text) => {
      writes += 1
      await writeFileAtomic(to, text)
    })
    expect([writes, one.open(sealed)]).toEqual([1, 'Noor'])
    expect(await readFile(path, 'utf8')).toBe(before)
  })

  it('never goes on with a key whose file is being removed', async () => {
    for (let turns = 0; turns < 8; turns++) {
      const one = await vault()
      const forgotten = one.forget()
      // Whoever looks after the keystore looks right then.
      for (let turn = 0; turn < turns; turn++) await Promise.resolve()
      await Promise.all([forgotten, one.load()])
      await one.load()
      const sealed = one.seal('Jansen')
      expect([one.durable, (await vault()).open(sealed)]).toEqual([true, 'Jansen'])
    }
  })

  it('forgets its key, and has another one after', async () => {
    const one = await vault()
    const sealed = one.seal('Noor')
    await one.forget()
    expect(await readdir(folder)).toEqual([])
    expect([one.durable, one.open(sealed)]).toEqual([false, null])
    await one.ready()
    expect([one.durable, one.open(sealed), one.open(one.seal('Kim'))]).toEqual([true, null, 'Kim'])
  })
})
