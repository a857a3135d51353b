import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'

type Quietly = typeof import('../../../src/renderer/src/composables/when-quiet.ts').quietly

/** The desk as it was just opened; time goes by only when a test says so. */
let quietly: Quietly
beforeEach(async () => {
  vi.resetModules()
  vi.useFakeTimers({ toFake: ['setTimeout', 'performance', 'requestIdleCallback'] })
  ;({ quietly } = await import('../../../src/renderer/src/composables/when-quiet.ts'))
})
afterEach(() => {
  vi.useRealTimers()
})

/** Asks for a quiet moment; answers with a function that says whether it came. */
function asked(pause: () => Promise<void>): () => boolean {
  let came = false
  void pause().then(() => (came = true))
  return () => came
}
const press = (): void => void window.dispatchEvent(new KeyboardEvent('keydown', { key: 'a' }))

describe('work that nobody waits for', () => {
  it('begins when the desk was left alone for three seconds, and not before', async () => {
    const came = asked(quietly())
    await vi.advanceTimersByTimeAsync(2_500)
    expect(came()).toBe(false)
    press()
    await vi.advanceTimersByTimeAsync(2_500)
    expect(came()).toBe(false)
    await vi.advanceTimersByTimeAsync(1_000)
    expect(came()).toBe(true)
  })

  it('begins sooner for what asks for less', async () => {
    press()
    const [soon, later] = [asked(quietly(() => false, 1_500)), asked(quietly())]
    await vi.advanceTimersByTimeAsync(1_000)
    expect(soon()).toBe(false)
    await vi.advanceTimersByTimeAsync(1_000)
    expect([soon(), later()]).toEqual([true, false])
  })

  it('stops for whoever comes in its middle, and has no pause while nobody does', async () => {
    await vi.advanceTimersByTimeAsync(10_000)
    const pause = quietly()
    for (let part = 0; part < 3; part++) {
      const came = asked(pause)
      await vi.advanceTimersByTimeAsync(50)
      expect(came()).toBe(true)
    }
    press()
    const came = asked(pause)
    await vi.advanceTimersByTimeAsync(2_000)
    expect(came()).toBe(false)
    await vi.advanceTimersByTimeAsync(1_500)
    expect(came()).toBe(true)
  })

  it('waits for what people do wait for, and three seconds more', async () => {
    await vi.advanceTimersByTimeAsync(10_000)
    let reading = true
    const came = asked(quietly(() => reading))
    await vi.advanceTimersByTimeAsync(20_000)
    expect(came()).toBe(false)
    reading = false
    await vi.advanceTimersByTimeAsync(2_500)
    expect(came()).toBe(false)
    await vi.advanceTimersByTimeAsync(1_000)
    expect(came()).toBe(true)
  })

  it('waits for a minute altogether at a desk that is never quiet', async () => {
    const pause = quietly(() => true)
    const first = asked(pause)
    await vi.advanceTimersByTimeAsync(59_000)
    expect(first()).toBe(false)
    await vi.advanceTimersByTimeAsync(2_000)
    expect(first()).toBe(true)
    const second = asked(pause)
    await vi.advanceTimersByTimeAsync(500)
    expect(second()).toBe(true)
  })
})
