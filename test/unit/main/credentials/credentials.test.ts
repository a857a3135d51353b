import { mkdtemp, readdir, readFile, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeEach, describe, expect, it } from 'vitest'
import {
  CredentialStore,
  type Keystore,
} from '../../../../src/main/services/credentials/credentials.ts'
import {
  writeFileAtomic,
  type WriteFile,
} from '../../../../src/main/services/files/atomic-write.ts'
import { ManualClock, MemoryLog } from '../manual-clock.ts'

/** A keystore that only turns bytes around: enough to see that the key itself is not on disk. */
class Turning implements Keystore {
  works = true
  stale = false
  encrypted = 0
  available = (): Promise<boolean> => Promise.resolve(this.works)
  encrypt = (text: string): Promise<Uint8Array> => {
    this.encrypted++
    return Promise.resolve(Buffer.from(text).map((byte) => byte ^ 0x55))
  }
  decrypt = (bytes: Uint8Array): Promise<{ text: string; stale: boolean }> =>
    Promise.resolve({
      text: Buffer.from(bytes.map((byte) => byte ^ 0x55)).toString(),
      stale: this.stale,
    })
}

const VENUE = { origin: 'https://demo.recras.nl', key: 'very-secret-key' }
let folder: string
let path: string
let keystore: Turning
let log: MemoryLog

const store = (write: WriteFile = writeFileAtomic): CredentialStore =>
  new CredentialStore({ path, keystore, write, clock: new ManualClock(), log })

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'balie-credentials-'))
  path = join(folder, 'venue.json')
  keystore = new Turning()
  log = new MemoryLog()
})

describe('credentials', () => {
  it('are there again after a restart, encrypted on disk and for this user alone', async () => {
    const first = store()
    expect(await first.load()).toBeNull()
    expect(await first.save(VENUE)).toEqual({ ok: true, value: null })
    expect(first.where).toBe('os')
    const text = await readFile(path, 'utf8')
    expect(text).not.toContain(VENUE.key)
    expect(text).not.toContain(Buffer.from(VENUE.key).toString('base64'))
    expect((await stat(path)).mode & 0o777).toBe(0o600)
    expect(await readdir(folder)).toEqual(['venue.json'])
    expect(await store().load()).toEqual(VENUE)
  })

  it('live in memory where nothing protects them, and an older key does not come back', async () => {
    await store().save(VENUE)
    keystore.works = false
    const second = store()
    expect(await second.load()).toBeNull()
    await second.save({ ...VENUE, key: 'new' })
    expect(second.where).toBe('memory')
    expect(await readdir(folder)).toEqual([])
    keystore.works = true
    expect(await store().load()).toBeNull()
  })

  it('stay on disk when the keystore is away for one session', async () => {
    await store().save(VENUE)
    keystore.works = false
    expect(await store().load()).toBeNull()
    keystore.works = true
    expect(await store().load()).toEqual(VENUE)
  })

  it('stay on disk while the keystore is locked or refuses', async () => {
    await store().save(VENUE)
    const { decrypt } = keystore
    keystore.decrypt = () => Promise.reject(new Error('denied'))
    expect(await store().load()).toBeNull()
    expect(log.lines.at(-1)?.event).toBe('credentials-locked')
    expect(await readdir(folder)).toEqual(['venue.json'])
    keystore.decrypt = decrypt
    expect(await store().load()).toEqual(VENUE)
  })

  it('are used although the disk does not take them encrypted anew', async () => {
    await store().save(VENUE)
    keystore.stale = true
    const full = store(() => Promise.reject(Object.assign(new Error('full'), { code: 'ENOSPC' })))
    expect(await full.load()).toEqual(VENUE)
    expect(await readdir(folder)).toEqual(['venue.json'])
  })

  it('survive a keystore that throws', async () => {
    keystore.available = () => Promise.reject(new Error('dbus'))
    const broken = store()
    expect(await broken.load()).toBeNull()
    expect((await broken.save(VENUE)).ok).toBe(true)
    expect(broken.where).toBe('memory')
  })

  it('are encrypted again when the keystore has a newer key', async () => {
    await store().save(VENUE)
    keystore.stale = true
    const before = keystore.encrypted
    expect(await store().load()).toEqual(VENUE)
    expect(keystore.encrypted).toBe(before + 1)
  })

  it.each([
    ['empty', ''],
    ['cut in half', '{"version":1,"origin":"https://demo.re'],
    ['not ours', '[]'],
    ['of another version', '{"version":2,"origin":"https://demo.recras.nl","key":""}'],
    [
      'with an address that cannot be',
      '{"version":1,"origin":"http://demo.recras.nl","key":"QQ=="}',
    ],
    ['with a key that cannot be', '{"version":1,"origin":"https://demo.recras.nl","key":"dXU="}'],
    ['bytes', '\u0000\u0001\u0002'],
  ])('a file that is %s is set aside and the desk asks again', async (_what, text) => {
    await writeFile(path, text)
    expect(await store().load()).toBeNull()
    expect((await readdir(folder)).join()).toMatch(/^venue\.json\.damaged-\d+$/)
    expect(log.lines.at(-1)?.event).toBe('credentials-damaged')
  })

  it('are refused by a full disk without losing the ones before', async () => {
    await store().save(VENUE)
    const full = store(() => Promise.reject(Object.assign(new Error('full'), { code: 'ENOSPC' })))
    await full.load()
    expect(await full.save({ ...VENUE, key: 'other' })).toMatchObject({
      error: { kind: 'storage' },
    })
    expect(await store().load()).toEqual(VENUE)
  })

  it('are gone after forgetting', async () => {
    const kept = store()
    await kept.save(VENUE)
    expect((await kept.forget()).ok).toBe(true)
    expect(await readdir(folder)).toEqual([])
    expect((await kept.forget()).ok).toBe(true)
  })

  it('never stand in the log', async () => {
    const kept = store(() => Promise.reject(new Error(VENUE.key)))
    await kept.save(VENUE)
    const details = log.lines.flatMap((line) => Object.entries(line.detail ?? {}))
    expect(details.every(([field]) => field === 'error')).toBe(true)
  })
})
