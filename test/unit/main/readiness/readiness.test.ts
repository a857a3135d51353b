import { mkdtemp, rename, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { Keystore } from '../../../../src/main/services/credentials/credentials.ts'
import { nodeJournalFs } from '../../../../src/main/services/outbox/journal-fs.ts'
import {
  PROBE_NAME,
  ReadinessService,
  type ReadinessOptions,
} from '../../../../src/main/services/readiness/readiness.ts'
import { MemoryFs, systemError } from '../../outbox/support/memory-fs.ts'
import { PlainVault } from '../../outbox/support/plain-vault.ts'
import { ManualClock, MemoryLog } from '../manual-clock.ts'

const plain: Keystore = {
  available: () => Promise.resolve(true),
  encrypt: (text) => Promise.resolve(Buffer.from(text)),
  decrypt: (bytes) => Promise.resolve({ text: Buffer.from(bytes).toString(), stale: false }),
}
const STAFF = { readable: true, count: 0, leads: 0, blockedUntil: null }
const FOLDER = '/profile/journal/demo'
const at = { folder: FOLDER, blocked: null }

function service(more: Partial<ReadinessOptions> = {}) {
  const clock = new ManualClock()
  const fs = new MemoryFs()
  const ready = new ReadinessService({
    fs,
    freeBytes: () => Promise.resolve(5_000_000_000),
    keystore: plain,
    vault: new PlainVault(),
    staff: () => STAFF,
    sheet: () => null,
    clock,
    log: new MemoryLog(),
    ...more,
  })
  return { ready, clock, fs }
}

describe('what main tells about being ready', () => {
  it('is fine on a machine that is, and leaves nothing on the disk', async () => {
    const { ready, fs } = service()
    expect(await ready.facts(at)).toEqual({
      journal: { writable: true, error: null },
      freeBytes: 5_000_000_000,
      keystore: 'working',
      staff: STAFF,
      sheet: null,
    })
    expect(fs.syncs).toBeGreaterThan(0)
    expect(fs.paths()).toEqual([])
  })

  it('asks the disk at most every half minute, and at once when a person asks', async () => {
    const { ready, clock, fs } = service()
    await ready.facts(at)
    fs.room = 0
    await clock.advance(29_000)
    expect((await ready.facts(at)).journal.writable).toBe(true)
    expect((await ready.facts(at, true)).journal).toEqual({ writable: false, error: 'ENOSPC' })
    fs.room = Infinity
    await clock.advance(1_000)
    expect((await ready.facts(at, true)).journal.writable).toBe(false)
    await clock.advance(30_000)
    expect((await ready.facts(at)).journal.writable).toBe(true)
  })

  it('looks anew at another venue, and when the clock was set back', async () => {
    const { ready, fs, clock } = service()
    await ready.facts(at)
    const { syncs } = fs
    await ready.facts({ ...at, folder: '/profile/journal/other' })
    expect(fs.syncs).toBeGreaterThan(syncs)
    const before = fs.syncs
    clock.now = () => 0
    await ready.facts({ ...at, folder: '/profile/journal/other' })
    expect(fs.syncs).toBeGreaterThan(before)
  })

  it('asks once for all who ask at the same time', async () => {
    let asked = 0
    const { ready } = service({
      freeBytes: () => {
        asked++
        return Promise.resolve(1)
      },
    })
    await Promise.all([ready.facts(at), ready.facts(at), ready.facts(at, true)])
    expect(asked).toBe(1)
  })

  it.each(['open', 'write', 'sync'] as const)('says why the disk fails to %s', async (step) => {
    const { ready, fs } = service()
    fs.before = (operation) => {
      if (operation === step) throw systemError('EIO')
    }
    expect((await ready.facts(at)).journal).toEqual({ writable: false, error: 'EIO' })
  })

  it("takes the journal's own word before that of the disk", async () => {
    const { ready } = service()
    const blocked = { kind: 'storage', message: 'EROFS' } as const
    expect((await ready.facts({ folder: FOLDER, blocked })).journal).toEqual({
      writable: false,
      error: 'EROFS',
    })
  })

  it('does not know how much room there is when the disk does not tell', async () => {
    const { ready } = service({ freeBytes: () => Promise.reject(systemError('ENOSYS')) })
    expect((await ready.facts(at)).freeBytes).toBeNull()
  })

  it('bothers the keystore every ten minutes only, unless a person asks', async () => {
    let asked = 0
    const encrypt = (text: string): Promise<Uint8Array> => {
      asked++
      return plain.encrypt(text)
    }
    const { ready, clock } = service({ keystore: { ...plain, encrypt } })
    await ready.facts(at)
    await clock.advance(599_000)
    await ready.facts(at)
    expect(asked).toBe(1)
    await ready.facts(at, true)
    expect(asked).toBe(1)
    await clock.advance(2_000)
    await ready.facts(at, true)
    expect(asked).toBe(2)
    await clock.advance(600_000)
    await ready.facts(at)
    expect(asked).toBe(3)
  })

  it.each<[string, Partial<Keystore>, boolean, string]>([
    ['there is none', { available: () => Promise.resolve(false) }, true, 'memory'],
    ['it throws', { encrypt: () => Promise.reject(new Error('locked')) }, true, 'broken'],
    [
      'it opens something else',
      { decrypt: () => Promise.resolve({ text: 'x', stale: false }) },
      true,
      'broken',
    ],
    ['the data key does not open', {}, false, 'broken'],
    ['it waits for ever', { encrypt: () => new Promise(() => undefined) }, true, 'broken'],
  ])('tells of the keystore: %s', async (_what, more, durable, expected) => {
    const vault = new PlainVault()
    vault.durable = durable
    const { ready, clock } = service({ keystore: { ...plain, ...more }, vault })
    const facts = ready.facts(at)
    await clock.advance(5_000)
    expect((await facts).keystore).toBe(expected)
  })
})

describe('a real disk', () => {
  it('takes the file, or says what is wrong', async () => {
    const folder = join(await mkdtemp(join(tmpdir(), 'balie-ready-')), 'journal')
    await nodeJournalFs.makeFolder(folder)
    const { ready } = service({ fs: nodeJournalFs })
    expect((await ready.facts({ folder, blocked: null }, true)).journal.error).toBeNull()

    await symlink('/dev/full', join(folder, PROBE_NAME))
    const full = service({ fs: nodeJournalFs }).ready
    expect((await full.facts({ folder, blocked: null })).journal.error).toBe('ENOSPC')

    await rename(folder, `${folder}-gone`)
    await writeFile(folder, '')
    const gone = service({ fs: nodeJournalFs }).ready
    expect((await gone.facts({ folder, blocked: null })).journal.error).toBe('ENOTDIR')
  })
})
