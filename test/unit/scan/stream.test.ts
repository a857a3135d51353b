import { describe, expect, it } from 'vitest'
import { ScanQueue } from '../../../src/shared/scan/queue.ts'
import { Repeats } from '../../../src/shared/scan/repeats.ts'

describe('the same code again', () => {
  it('is one scan within three seconds, and a new one after', () => {
    const repeats = new Repeats()
    expect(repeats.isRepeat('B:17-4', 'scanner', 0)).toBe(false)
    expect(repeats.isRepeat('B:17-4', 'scanner', 1500)).toBe(true)
    expect(repeats.isRepeat('B:17-4', 'scanner', 3000)).toBe(true)
    expect(repeats.isRepeat('B:17-4', 'scanner', 3001)).toBe(false)
  })

  it('counts once for as long as the camera sees it', () => {
    const repeats = new Repeats()
    let counted = 0
    for (let at = 0; at < 20_000; at += 80) if (!repeats.isRepeat('B:17-4', 'camera', at)) counted++
    expect(counted).toBe(1)
    expect(repeats.isRepeat('B:17-4', 'camera', 24_000)).toBe(false)
  })

  it('is told apart by its text, whatever it came from', () => {
    const repeats = new Repeats()
    expect(repeats.isRepeat('B:17-4', 'camera', 0)).toBe(false)
    expect(repeats.isRepeat('B:17-5', 'camera', 80)).toBe(false)
    expect(repeats.isRepeat('B:17-5', 'scanner', 900)).toBe(true)
    expect(repeats.isRepeat('B:17-4', 'camera', 1000)).toBe(true)
  })

  it('is scanned anew when another code came in between: its verdict must be on top again', () => {
    const repeats = new Repeats()
    expect(repeats.isRepeat('B:17-4', 'scanner', 0)).toBe(false)
    expect(repeats.isRepeat('B:17-4', 'scanner', 400)).toBe(true)
    expect(repeats.isRepeat('B:17-5', 'scanner', 800)).toBe(false)
    expect(repeats.isRepeat('B:17-4', 'scanner', 1200)).toBe(false)
  })

  it('counts at once after it was undone', () => {
    const repeats = new Repeats()
    repeats.isRepeat('B:17-4', 'scanner', 0)
    repeats.forget('B:17-4')
    expect(repeats.isRepeat('B:17-4', 'scanner', 500)).toBe(false)
  })

  it('does not count after it was undone for as long as the camera goes on seeing it', () => {
    const repeats = new Repeats()
    const counts = (from: number, to: number): number => {
      let counted = 0
      for (let at = from; at < to; at += 80)
        if (!repeats.isRepeat('B:17-4', 'camera', at)) counted++
      return counted
    }
    expect(counts(0, 2000)).toBe(1)
    repeats.forget('B:17-4')
    expect(counts(2000, 9000)).toBe(0)
    // A scanner is somebody who means it, and the view goes on beside it.
    expect(repeats.isRepeat('B:17-4', 'scanner', 9000)).toBe(false)
    expect(counts(9040, 14_000)).toBe(0)
    expect(repeats.isRepeat('B:17-4', 'camera', 18_000)).toBe(false)
  })
})

describe('the queue', () => {
  it('does everything, one after the other, in order, however long each takes', async () => {
    const queue = new ScanQueue(() => undefined)
    const events: string[] = []
    const pushed = [30, 1, 12, 0, 5].map((ms, index) =>
      queue.push(async () => {
        events.push(`begin ${index}`)
        await new Promise((resolve) => setTimeout(resolve, ms))
        events.push(`end ${index}`)
      }),
    )
    await Promise.all(pushed)
    expect(events).toEqual([0, 1, 2, 3, 4].flatMap((index) => [`begin ${index}`, `end ${index}`]))
  })

  it('goes on after a job that failed, and tells', async () => {
    const bugs: unknown[] = []
    const queue = new ScanQueue((error) => bugs.push(error))
    const done: number[] = []
    void queue.push(() => Promise.reject(new Error('bug')))
    await queue.push(() => Promise.resolve(void done.push(2)))
    expect(done).toEqual([2])
    expect(bugs).toHaveLength(1)
  })
})
