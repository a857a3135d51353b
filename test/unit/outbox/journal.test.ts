import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { nodeJournalFs } from '../../../src/main/services/outbox/journal-fs.ts'
import { Journal } from '../../../src/main/services/outbox/journal.ts'
import { encodeRecord } from '../../../src/main/services/outbox/records.ts'
import type { JournalDamage } from '../../../src/shared/outbox/entry.ts'
import { MemoryFs, systemError } from './support/memory-fs.ts'
import { VirtualClock } from './support/virtual-clock.ts'

const silent = { info: () => undefined, warn: () => undefined, error: () => undefined }
const FILE = '/profile/journal.log'
const record = (n: number) => ({ n, text: `mevrouw Ünal ${'x'.repeat(n % 7)}` })
const fileOf = (records: unknown[]): Buffer => Buffer.from(records.map(encodeRecord).join(''))

async function openOn(fs: MemoryFs, keep = (seen: unknown[]) => [...seen]) {
  const seen: unknown[] = []
  const damage: JournalDamage[] = []
  const journal = new Journal({
    folder: '/profile',
    fs,
    clock: new VirtualClock(),
    log: silent,
    onDurable: (records) => seen.push(...records),
    snapshot: () => keep(seen),
    onDamage: (one) => damage.push(one),
  })
  const opened = await journal.open()
  return { journal, seen, damage, opened }
}

describe('promises on the disk', () => {
  it('answers only when the record would survive a power cut', async () => {
    const fs = new MemoryFs()
    const { journal } = await openOn(fs)
    for (let n = 0; n < 20; n += 1) {
      expect((await journal.append([record(n)])).ok).toBe(true)
      const { seen, damage } = await openOn(fs.crash(() => 0))
      expect(seen).toEqual(Array.from({ length: n + 1 }, (_, i) => record(i)))
      expect(damage).toEqual([])
    }
  })

  it('survives in a real file, with the names that docs and support rely on', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'journal-'))
    const options = {
      folder: join(folder, 'outbox'),
      fs: nodeJournalFs,
      clock: new VirtualClock(),
      log: silent,
      snapshot: () => seen,
      onDamage: () => undefined,
    }
    const seen: unknown[] = []
    const journal = new Journal({ ...options, onDurable: (records) => seen.push(...records) })
    expect((await journal.open()).ok).toBe(true)
    await Promise.all([1, 2, 3].map((n) => journal.append([record(n)])))
    await journal.close()
    expect(await readdir(options.folder)).toEqual(['journal.log'])
    expect(await readFile(join(options.folder, 'journal.log'), 'utf8')).toBe(
      fileOf([1, 2, 3].map(record)).toString(),
    )
    await rm(folder, { recursive: true })
  })

  it('shares one fsync between records that arrive while the disk is busy', async () => {
    const fs = new MemoryFs()
    const { journal, seen } = await openOn(fs)
    const before = fs.syncs
    await Promise.all(Array.from({ length: 50 }, (_, n) => journal.append([record(n)])))
    expect(seen).toHaveLength(50)
    expect(fs.syncs - before).toBeLessThanOrEqual(2)
  })

  it('starts a new round for a record that comes as the last one ends', async () => {
    const fs = new MemoryFs()
    const { journal, seen } = await openOn(fs)
    for (let ticks = 0; ticks < 12; ticks += 1) {
      await journal.append([record(ticks)])
      for (let tick = 0; tick < ticks; tick += 1) await Promise.resolve()
      await journal.append([record(ticks)])
    }
    expect(seen).toHaveLength(24)
  })
})

describe('a disk that does not take it', () => {
  it.each([
    ['full before the first byte', 0],
    ['full in the middle of the record', 20],
  ])('%s: the promise fails, nothing of it counts, and it works again later', async (_, room) => {
    const fs = new MemoryFs()
    const { journal, seen } = await openOn(fs)
    await journal.append([record(1)])
    fs.room = room
    const failed = await journal.append([record(2)])
    expect(failed).toEqual({ ok: false, error: { kind: 'storage', message: 'ENOSPC' } })
    expect(fs.get(FILE)).toEqual(fileOf([record(1)]))
    fs.room = 10_000
    expect((await journal.append([record(3)])).ok).toBe(true)
    expect(seen).toEqual([record(1), record(3)])
    expect((await openOn(fs.crash(() => 0))).seen).toEqual([record(1), record(3)])
  })

  it('writes on after short writes', async () => {
    const fs = new MemoryFs()
    const { journal } = await openOn(fs)
    fs.longestWrite = 3
    expect((await journal.append([record(1)])).ok).toBe(true)
    expect(fs.get(FILE)).toEqual(fileOf([record(1)]))
  })

  it('a failed fsync is no promise, and is not believed on the second try', async () => {
    const fs = new MemoryFs()
    const { journal } = await openOn(fs)
    await journal.append([record(1)])
    let broken = true
    fs.before = (operation) => {
      if (broken && operation === 'sync') throw systemError('EIO')
    }
    expect((await journal.append([record(2)])).ok).toBe(false)
    broken = false
    expect((await journal.append([record(3)])).ok).toBe(true)
    expect((await openOn(fs.crash(() => 0))).seen).toEqual([record(1), record(3)])
  })

  it('cuts a half record off later when even that fails at first', async () => {
    const fs = new MemoryFs()
    const { journal } = await openOn(fs)
    await journal.append([record(1)])
    fs.room = 15
    let broken = true
    fs.before = (operation) => {
      if (broken && operation === 'truncate') throw systemError('EIO')
    }
    expect((await journal.append([record(2)])).ok).toBe(false)
    fs.room = 10_000
    expect((await journal.append([record(3)])).ok).toBe(false)
    broken = false
    expect((await journal.append([record(4)])).ok).toBe(true)
    expect(fs.get(FILE)).toEqual(fileOf([record(1), record(4)]))
  })

  it('opens on a full disk with damage, writes nothing behind it, and mends when there is room', async () => {
    const fs = new MemoryFs()
    const whole = fileOf([record(1), record(2)])
    const torn = Buffer.concat([whole, Buffer.from('0badc0de {"n":')])
    fs.put(FILE, torn)
    fs.room = 0
    const { journal, seen, damage, opened } = await openOn(fs)
    expect(opened.ok).toBe(true)
    expect(seen).toEqual([record(1), record(2)])
    expect(damage).toHaveLength(1)
    expect((await journal.append([record(3)])).ok).toBe(false)
    expect(fs.get(FILE)).toEqual(torn)
    fs.room = 10_000
    expect((await journal.append([record(4)])).ok).toBe(true)
    expect(fs.get(FILE)).toEqual(fileOf([record(1), record(2), record(4)]))
    expect(fs.get(damage[0]?.file ?? '')?.toString()).toContain('0badc0de {"n":')
  })

  it('says so when it cannot be read, and reads it when asked again', async () => {
    const fs = new MemoryFs()
    fs.put(FILE, fileOf([record(1)]))
    let broken = true
    fs.before = (operation) => {
      if (broken && operation === 'read') throw systemError('EACCES')
    }
    const { journal, seen, opened } = await openOn(fs)
    expect(opened).toEqual({ ok: false, error: { kind: 'storage', message: 'EACCES' } })
    expect((await journal.append([record(2)])).ok).toBe(false)
    broken = false
    expect((await journal.open()).ok).toBe(true)
    expect(seen).toEqual([record(1)])
  })
})

describe('compaction', () => {
  const last = (seen: unknown[]) => seen.slice(-1)

  it('replaces a long file by what still counts', async () => {
    const fs = new MemoryFs()
    const { journal, seen } = await openOn(fs, last)
    let renames = 0
    fs.before = (operation) => {
      if (operation === 'rename') renames += 1
    }
    for (let n = 0; n < 40; n += 1)
      await Promise.all(Array.from({ length: 30 }, (_, i) => journal.append([record(n * 30 + i)])))
    await journal.close()
    expect(renames).toBe(1)
    expect(fs.get(FILE)?.length).toBeLessThan(fileOf(seen).length / 3)
    expect((await openOn(fs)).seen.at(-1)).toEqual(record(1199))
    expect(fs.paths()).toEqual([FILE])
  })

  it('leaves the old or the new file, whichever step the power is cut at', async () => {
    const steps = new Set<string>()
    for (let cut = 0; cut < 40; cut += 1) {
      const fs = new MemoryFs()
      const { journal } = await openOn(fs, last)
      await journal.append([record(1), record(2), record(3)])
      let count = 0
      fs.before = (operation) => {
        if (count === cut) steps.add(operation)
        count += 1
        if (count > cut) throw systemError('EIO')
      }
      await journal.compact()
      const after = await openOn(fs.crash((unsynced) => unsynced))
      expect(after.seen.at(-1)).toEqual(record(3))
      expect(after.damage).toEqual([])
    }
    expect([...steps].toSorted()).toEqual(['open', 'rename', 'sync', 'sync-folder', 'write'])
  })

  it('takes no promise on a new file before its name is on the disk too', async () => {
    const fs = new MemoryFs()
    const { journal } = await openOn(fs)
    await journal.append([record(1)])
    let broken = true
    fs.before = (operation) => {
      if (broken && operation === 'sync-folder') throw systemError('EIO')
    }
    await journal.compact()
    expect((await journal.append([record(2)])).ok).toBe(false)
    broken = false
    expect((await journal.append([record(3)])).ok).toBe(true)
    expect((await openOn(fs.crash(() => 0))).seen).toEqual([record(1), record(3)])
  })

  it('goes on with the long file when there is no room for another', async () => {
    const fs = new MemoryFs()
    const { journal, seen } = await openOn(fs)
    await journal.append([record(1)])
    fs.before = (operation, path) => {
      if (operation === 'write' && path.endsWith('.next')) throw systemError('ENOSPC')
    }
    await journal.compact()
    expect((await journal.append([record(2)])).ok).toBe(true)
    expect(seen).toEqual([record(1), record(2)])
    expect((await openOn(fs.crash(() => 0))).seen).toEqual([record(1), record(2)])
  })

  it('ignores what a crash in the middle of it left behind', async () => {
    const fs = new MemoryFs()
    fs.put(FILE, fileOf([record(1)]))
    fs.put(`${FILE}.next`, Buffer.from('half of a much longer thing that was never renamed'))
    const { seen, damage } = await openOn(fs)
    expect([seen, damage]).toEqual([[record(1)], []])
    expect(fs.get(FILE)).toEqual(fileOf([record(1)]))
  })
})

describe('cut or scribbled on at any byte', () => {
  const records = Array.from({ length: 6 }, (_, n) => record(n))
  const whole = fileOf(records)
  const lines = records.map(encodeRecord).map((line) => Buffer.byteLength(line))
  const starts = lines.map((_, index) => lines.slice(0, index).reduce((a, b) => a + b, 0))

  it('cut at every byte: every whole record before the cut is kept', async () => {
    for (let cut = 0; cut <= whole.length; cut += 1) {
      const fs = new MemoryFs()
      fs.put(FILE, whole.subarray(0, cut))
      const { seen, damage, opened, journal } = await openOn(fs)
      // A record is whole without its newline: its checksum says so.
      const kept = starts.filter((start, i) => start + (lines[i] ?? 0) - 1 <= cut).length
      expect(opened.ok).toBe(true)
      expect(seen, `cut at ${cut}`).toEqual(records.slice(0, kept))
      const torn = cut - Math.min(cut, starts[kept] ?? whole.length)
      expect(damage.map((one) => [one.bytes, one.kept])).toEqual(torn > 0 ? [[torn, kept]] : [])
      // The next start finds a clean file that takes records.
      expect((await journal.append([record(9)])).ok).toBe(true)
      const next = await openOn(fs.crash(() => 0))
      expect([next.seen, next.damage]).toEqual([[...records.slice(0, kept), record(9)], []])
    }
  })

  it('one byte changed, at every byte: only the record that it belongs to is lost', async () => {
    for (let at = 0; at < whole.length; at += 1) {
      for (const flip of [0x01, 0x80, 0x0a ^ (whole[at] ?? 0)]) {
        if (flip === 0) continue
        const fs = new MemoryFs()
        const bytes = Buffer.from(whole)
        bytes[at] = (bytes[at] ?? 0) ^ flip
        fs.put(FILE, bytes)
        const { seen, damage } = await openOn(fs)
        const hit = starts.findLastIndex((start) => start <= at)
        const newline = at === (starts[hit] ?? 0) + (lines[hit] ?? 0) - 1
        const last = hit === records.length - 1
        // A spoilt newline at the very end makes the last record one with a byte too many.
        const lost = newline && !last ? [] : [hit]
        expect(seen, `byte ${at} ^ ${flip}`).toEqual(records.filter((_, i) => !lost.includes(i)))
        expect(damage).toHaveLength(1)
        expect(fs.get(damage[0]?.file ?? '')?.length).toBeGreaterThan(0)
      }
    }
  })

  it('a block of rubbish: the records around it are kept and the rubbish is set aside', async () => {
    let seed = 7
    const random = (below: number) => (seed = (seed * 48271) % 2147483647) % below
    for (let round = 0; round < 400; round += 1) {
      const from = random(whole.length)
      const to = Math.min(whole.length, from + 1 + random(80))
      const bytes = Buffer.from(whole)
      for (let at = from; at < to; at += 1) bytes[at] = random(256)
      const fs = new MemoryFs()
      fs.put(FILE, bytes)
      const { seen, opened } = await openOn(fs)
      expect(opened.ok).toBe(true)
      const untouched = records.filter(
        (_, i) => to <= (starts[i] ?? 0) || from >= (starts[i] ?? 0) + (lines[i] ?? 0),
      )
      // The line before the block may share its spoilt newline with rubbish, never the others.
      for (const one of untouched) expect(seen).toContainEqual(one)
      for (const one of seen) expect(records).toContainEqual(one)
    }
  })

  it('rubbish alone, of any kind, is no reason not to start', async () => {
    for (const rubbish of [
      '\0'.repeat(4096),
      'not a journal',
      '[]',
      '\n\n\n',
      '﻿',
      'ffffffff {}\n',
    ]) {
      const fs = new MemoryFs()
      fs.put(FILE, Buffer.from(rubbish))
      const { seen, opened, journal } = await openOn(fs)
      expect([opened.ok, seen]).toEqual([true, []])
      expect((await journal.append([record(1)])).ok).toBe(true)
    }
  })

  it('is in folders that the disk knows, before anything is promised', async () => {
    const fs = new MemoryFs()
    fs.changedFolders = ['/profile/journal', '/profile']
    const synced: string[] = []
    fs.before = (operation, path) => {
      if (operation === 'sync-folder') synced.push(path)
    }
    const journal = new Journal({
      folder: '/profile/journal/venue',
      fs,
      clock: new VirtualClock(),
      log: silent,
      onDurable: () => undefined,
      snapshot: () => [],
      onDamage: () => undefined,
    })
    await journal.open()
    expect(synced.slice(0, 2)).toEqual(['/profile/journal', '/profile'])
  })

  it('tells which folders got a new one', async () => {
    const profile = await mkdtemp(join(tmpdir(), 'journal-'))
    const folder = join(profile, 'journal', 'venue')
    expect(await nodeJournalFs.makeFolder(folder)).toEqual([join(profile, 'journal'), profile])
    expect(await nodeJournalFs.makeFolder(folder)).toEqual([])
    await rm(profile, { recursive: true })
  })

  it('copies damage next to a real journal', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'journal-'))
    await writeFile(
      join(folder, 'journal.log'),
      Buffer.concat([whole, Buffer.from('deadbeef {"ha')]),
    )
    const found: JournalDamage[] = []
    const seen: unknown[] = []
    const journal = new Journal({
      folder,
      fs: nodeJournalFs,
      clock: new VirtualClock(),
      log: silent,
      onDurable: (more) => seen.push(...more),
      snapshot: () => seen,
      onDamage: (damage) => found.push(damage),
    })
    await journal.open()
    await journal.close()
    expect(seen).toEqual(records)
    expect(found).toEqual([
      {
        foundAt: '2026-11-21T09:00:00.000Z',
        file: join(folder, 'journal.damaged-2026-11-21T09-00-00-000Z.log'),
        bytes: 13,
        kept: 6,
      },
    ])
    expect(await readFile(found[0]?.file ?? '', 'utf8')).toBe('deadbeef {"ha\n')
    expect(await readFile(join(folder, 'journal.log'))).toEqual(whole)
    await rm(folder, { recursive: true })
  })
})
