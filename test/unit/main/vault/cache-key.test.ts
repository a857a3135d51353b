import { hkdfSync } from 'node:crypto'
import { mkdtemp, readFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeEach, describe, expect, it } from 'vitest'
import { systemClock as clock } from '../../../../src/main/app/system.ts'
import { writeFileAtomic } from '../../../../src/main/services/files/atomic-write.ts'
import { cacheKeyOf } from '../../../../src/main/services/vault/cache-key.ts'
import { Vault } from '../../../../src/main/services/vault/vault.ts'
import { ManualClock, MemoryLog } from '../manual-clock.ts'
import { FakeKeystore } from './keystore.ts'

let path: string
let keystore: FakeKeystore

beforeEach(async () => {
  path = join(await mkdtemp(join(tmpdir(), 'balie-vault-')), 'vault.json')
  keystore = new FakeKeystore()
})
const vault = (): Vault =>
  new Vault({ path, keystore, write: writeFileAtomic, clock, log: new MemoryLog() })

describe('the key of the cache', () => {
  it('is the same after a restart, another one for each venue, and not the one that it comes from', async () => {
    const first = await cacheKeyOf(vault(), 'a.recras.nl', clock)
    expect(first.durable).toBe(true)
    expect(Buffer.from(first.key, 'base64')).toHaveLength(32)
    const again = vault()
    expect(await cacheKeyOf(again, 'a.recras.nl', clock)).toEqual(first)
    const other = await cacheKeyOf(again, 'b.recras.nl', clock)
    expect([other.id, other.key === first.key]).toEqual([first.id, false])

    const file = JSON.parse(await readFile(path, 'utf8')) as { id: string; key: string }
    const { text } = await keystore.decrypt(Buffer.from(file.key, 'base64'))
    const data = Buffer.from(text, 'base64')
    const derived = hkdfSync('sha256', data, '', 'balie cache a.recras.nl', 32)
    expect([first.id, first.key]).toEqual([file.id, Buffer.from(derived).toString('base64')])
    expect(first.key).not.toBe(text)
  })

  it('lives as long as the app without a keystore', async () => {
    keystore.there = false
    const one = vault()
    const first = await cacheKeyOf(one, 'a.recras.nl', clock)
    expect(first.durable).toBe(false)
    expect(await cacheKeyOf(one, 'a.recras.nl', clock)).toEqual(first)
    const after = await cacheKeyOf(vault(), 'a.recras.nl', clock)
    expect([after.id === first.id, after.key === first.key]).toEqual([false, false])
  })

  it('of a locked keystore is none, and the kept one is back when it opens', async () => {
    const kept = await cacheKeyOf(vault(), 'a.recras.nl', clock)
    keystore.locked = true
    const elsewhere = vault()
    const session = await cacheKeyOf(elsewhere, 'a.recras.nl', clock)
    expect([session.durable, session.id === kept.id, session.key === kept.key]).toEqual([
      false,
      false,
      false,
    ])
    keystore.locked = false
    await elsewhere.load()
    expect(await cacheKeyOf(elsewhere, 'a.recras.nl', clock)).toEqual(kept)
  })

  it('is not waited for longer than three seconds', async () => {
    const asleep = new Promise<boolean>(() => undefined)
    keystore.available = () => asleep
    const time = new ManualClock()
    let given: Awaited<ReturnType<typeof cacheKeyOf>> | null = null
    void cacheKeyOf(vault(), 'a.recras.nl', time).then((key) => (given = key))
    await time.advance(2_900)
    expect(given).toBeNull()
    await time.advance(200)
    expect(given).toMatchObject({ durable: false })
  })

  it('is another one after the vault was forgotten', async () => {
    const one = vault()
    const before = await cacheKeyOf(one, 'a.recras.nl', clock)
    await one.forget()
    const after = await cacheKeyOf(one, 'a.recras.nl', clock)
    expect([after.id === before.id, after.key === before.key]).toEqual([false, false])
  })
})
