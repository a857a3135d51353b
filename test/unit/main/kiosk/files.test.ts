import { mkdtemp, readFile, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeEach, describe, expect, it } from 'vitest'
import { writeFileAtomic } from '../../../../src/main/services/files/atomic-write.ts'
import { HeartbeatFile, type Heartbeat } from '../../../../src/main/services/kiosk/heartbeat.ts'
import { Relaunches } from '../../../../src/main/services/kiosk/relaunches.ts'
import { ManualClock, MemoryLog } from '../manual-clock.ts'

const MINUTE = 60_000
let folder: string
let clock: ManualClock

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'balie-kiosk-'))
  clock = new ManualClock(Date.parse('2026-06-15T08:00:00Z'))
})

describe('the heartbeat file', () => {
  const now: Omit<Heartbeat, 'at'> = {
    mode: 'kiosk',
    state: 'idle',
    camera: 'ok',
    page: 'ok',
    connection: 'online',
    waiting: 0,
    attention: 0,
    version: '1.0.0',
    pid: 42,
  }

  it('is whole, and says how it is now, every fifteen seconds', async () => {
    const path = join(folder, 'heartbeat.json')
    let waiting = 0
    const written: string[] = []
    const write = async (to: string, text: string): Promise<void> => {
      await writeFileAtomic(to, text)
      written.push(text)
    }
    const look = () => ({ ...now, waiting: waiting++ })
    const file = new HeartbeatFile({ path, look, write, clock, log: new MemoryLog() })
    await file.start()
    expect(JSON.parse(await readFile(path, 'utf8'))).toEqual({
      at: '2026-06-15T08:00:00.000Z',
      ...now,
    })
    await clock.advance(15_000)
    await expect.poll(() => written.length).toBe(2)
    expect(JSON.parse(await readFile(path, 'utf8'))).toMatchObject({
      at: '2026-06-15T08:00:15.000Z',
      waiting: 1,
    })
    file.stop()
    await clock.advance(MINUTE)
    expect(written).toHaveLength(2)
  })

  it('says once that the disk does not take it, and goes on when it does', async () => {
    const log = new MemoryLog()
    let full = true
    let tries = 0
    const write = (): Promise<void> => {
      tries++
      return full ? Promise.reject(new Error('ENOSPC')) : Promise.resolve()
    }
    const file = new HeartbeatFile({ path: '/nowhere', look: () => now, write, clock, log })
    await file.start()
    await clock.advance(30_000)
    expect([tries, log.lines.map((line) => line.event)]).toEqual([3, ['heartbeat-not-written']])
    full = false
    await clock.advance(15_000)
    full = true
    await clock.advance(15_000)
    expect(log.lines).toHaveLength(2)
    file.stop()
  })
})

describe('starting anew after a bug', () => {
  /** As each start has its own. */
  const next = (write = writeFileAtomic) =>
    new Relaunches({ path: join(folder, 'relaunches.json'), write, clock })

  it('happens five times in ten minutes, and then when the first of them is that long ago', async () => {
    const taken: boolean[] = []
    for (let start = 0; start < 7; start++) {
      taken.push(await next().take())
      await clock.advance(MINUTE)
    }
    expect(taken).toEqual([true, true, true, true, true, false, false])
    await clock.advance(3 * MINUTE)
    expect(await next().take()).toBe(true)
    expect(await next().take()).toBe(false)
  })

  it('does not happen when it cannot be counted: it would spin', async () => {
    expect(await next(() => Promise.reject(new Error('ENOSPC'))).take()).toBe(false)
  })

  it('takes a spoilt file for none, and a clock that was set back for a new day', async () => {
    await writeFile(join(folder, 'relaunches.json'), '{"half')
    expect(await next().take()).toBe(true)
    for (let start = 0; start < 4; start++) await next().take()
    clock = new ManualClock(Date.parse('2026-06-14T08:00:00Z'))
    expect(await next().take()).toBe(true)
  })
})
