import { beforeEach, describe, expect, it } from 'vitest'
import { PageWatch } from '../../../../src/main/services/kiosk/page-watch.ts'
import { ManualClock, MemoryLog } from '../manual-clock.ts'

const SECOND = 1_000
let clock: ManualClock
let log: MemoryLog
let restarts: number
let kiosk: boolean
let watch: PageWatch

beforeEach(() => {
  clock = new ManualClock()
  log = new MemoryLog()
  restarts = 0
  kiosk = true
  watch = new PageWatch({ strict: () => kiosk, restart: () => restarts++, clock, log })
})

describe('a page that is loaded', () => {
  it('has a minute to say that it lives', async () => {
    watch.loaded()
    await clock.advance(59 * SECOND)
    expect([restarts, watch.health]).toEqual([0, 'ok'])
    await clock.advance(SECOND)
    expect([restarts, watch.health]).toEqual([1, 'hung'])
    expect(log.lines).toEqual([{ level: 'error', event: 'page-hung', detail: { type: 'silent' } }])
  })

  it('is let live for hours while it says so, and ended half a minute after it stops', async () => {
    watch.loaded()
    for (let at = 0; at < 1_000; at++) {
      await clock.advance(29 * SECOND)
      watch.alive()
    }
    expect(restarts).toBe(0)
    await clock.advance(30 * SECOND)
    expect(restarts).toBe(1)
  })

  it('is ended once, and the next one has its own minute', async () => {
    watch.loaded()
    await clock.advance(60 * SECOND)
    watch.gone()
    await clock.advance(600 * SECOND)
    expect([restarts, watch.health]).toEqual([1, 'gone'])
    watch.loaded()
    await clock.advance(59 * SECOND)
    expect([restarts, watch.health]).toEqual([1, 'ok'])
  })

  it('says nothing any more once it is gone: a late word does not count', async () => {
    watch.loaded()
    watch.gone()
    watch.alive()
    await clock.advance(600 * SECOND)
    expect([restarts, watch.health]).toEqual([0, 'gone'])
  })
})

describe('a page that handles no input', () => {
  it('is ended after ten seconds', async () => {
    watch.loaded()
    watch.unresponsive()
    expect(watch.health).toBe('hung')
    await clock.advance(9 * SECOND)
    expect(restarts).toBe(0)
    await clock.advance(SECOND)
    expect(restarts).toBe(1)
  })

  it('is spared when it comes round', async () => {
    watch.loaded()
    watch.unresponsive()
    await clock.advance(9 * SECOND)
    watch.responsive()
    await clock.advance(9 * SECOND)
    expect([restarts, watch.health]).toEqual([0, 'ok'])
  })
})

it('ends nothing at a desk: a person sees it hang', async () => {
  kiosk = false
  watch.loaded()
  watch.unresponsive()
  await clock.advance(600 * SECOND)
  expect([restarts, watch.health, log.lines]).toEqual([0, 'hung', []])
})

it('waits for nothing after the end', async () => {
  watch.loaded()
  watch.unresponsive()
  watch.stop()
  await clock.advance(600 * SECOND)
  expect(restarts).toBe(0)
  expect(clock.pending).toEqual([])
})
