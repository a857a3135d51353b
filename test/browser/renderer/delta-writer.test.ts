import { afterEach, describe, expect, it } from 'vitest'
import { Cache, type CacheChange } from '../../../src/renderer/src/db/cache.ts'
import { DeltaWriter } from '../../../src/renderer/src/db/delta-writer.ts'
import { booking, delta, freshVenue, KEY, upsert } from './support.ts'

const DAY = '2026-06-13'
const READ = { day: DAY, syncedAt: '2026-06-13T12:00:00Z', total: 700, unreadable: 0 }
const opened: Cache[] = []

function open() {
  const cache = new Cache(freshVenue(), KEY)
  opened.push(cache)
  const written: CacheChange[] = []
  const failures: unknown[] = []
  const writer = new DeltaWriter(cache, {
    written: (change) => void written.push(change),
    failed: (error) => void failures.push(error),
  })
  return { cache, writer, written, failures }
}

const part = (from: number, count: number) =>
  upsert(...Array.from({ length: count }, (_, index) => booking(from + index, DAY)))

afterEach(async () => {
  await Promise.all(opened.splice(0).map((cache) => cache.destroy()))
})

describe('the writer of the cache', () => {
  it('writes what queues up together, in order, and the end of a day after its rows', async () => {
    const { cache, writer, written } = open()
    for (let from = 1; from <= 700; from += 100) writer.push(part(from, 100))
    writer.push(delta({ removed: [1], day: READ }))
    await writer.idle()
    expect(await cache.count()).toBe(699)
    expect(written.length).toBeLessThan(6)
    expect(written.flatMap((change) => change.rows.map((row) => row.id))).toHaveLength(700)
    expect(written.findIndex((change) => change.day)).toBe(written.length - 1)
  })

  it('lets others have their turn between two writes', async () => {
    const { writer, written } = open()
    let turns = 0
    const { port1, port2 } = new MessageChannel()
    port1.onmessage = () => {
      turns++
      port2.postMessage(null)
    }
    port2.postMessage(null)
    const began: number[] = []
    for (let from = 1; from <= 900; from += 300) {
      const one = part(from, 300)
      // Looked at when it is written, and at no other time.
      const { upserts } = one
      Object.defineProperty(one, 'upserts', { get: () => (began.push(turns), upserts) })
      writer.push(one)
    }
    const ended: number[] = []
    Object.defineProperty(written, 'push', { value: () => ended.push(turns) })
    await writer.idle()
    port1.close()
    expect(ended).toHaveLength(3)
    // What was looked at after the first write was looked at in a later turn than that ended in.
    expect(began.filter((turn) => turn === ended[0])).toEqual([])
  })

  it('writes nothing after a failure until main was told what there is', async () => {
    const { cache, writer, failures } = open()
    const broken = part(1, 1)
    Object.assign(broken.upserts[0]?.row ?? {}, { hash: () => 1 })
    writer.push(broken)
    writer.push(delta({ day: READ }))
    await writer.idle()
    writer.push(part(2, 1))
    await writer.idle()
    expect(failures).toHaveLength(1)
    expect(await cache.count()).toBe(0)
    expect(await cache.dayState(DAY)).toBeUndefined()
    writer.resume()
    writer.push(part(3, 1))
    await writer.idle()
    expect(await cache.count()).toBe(1)
  })
})
