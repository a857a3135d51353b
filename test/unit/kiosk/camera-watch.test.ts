import { describe, expect, it } from 'vitest'
import {
  BLACK_AFTER,
  FIRST_RESTART,
  FROZEN_AFTER,
  TROUBLE_AFTER,
  UNWATCHED,
  watchCamera,
  type CameraSight,
} from '../../../src/shared/kiosk/camera-watch.ts'

const SECOND = 1000
type See = (second: number) => Partial<CameraSight>
const FINE: See = (second) => ({ frames: second * 15, brightness: 90 })

/** Watches a camera for some seconds; what it sees is told by the second. */
function watched(seconds: number, see: See, expected = true) {
  let watch = UNWATCHED
  const restarts: number[] = []
  let trouble = false
  const seen: string[] = []
  for (let second = 1; second <= seconds; second++) {
    const at = second * SECOND
    const sight = { at, says: 'ok', frames: 0, brightness: null, ...see(second) } as const
    const step = watchCamera(watch, sight, expected)
    watch = step.watch
    if (step.restart) restarts.push(second)
    trouble = step.trouble
    seen.push(watch.camera)
  }
  return { camera: watch.camera, restarts, trouble, seen }
}

it('leaves a camera that runs alone, for hours', () => {
  expect(watched(3 * 3600, FINE)).toMatchObject({ camera: 'ok', restarts: [], trouble: false })
})

it('leaves a scene alone in which nothing moves: its pictures still come', () => {
  const still: See = (second) => ({ frames: second, brightness: 40 })
  expect(watched(600, still)).toMatchObject({ camera: 'ok', restarts: [] })
})

it.each([
  ['frozen', (): Partial<CameraSight> => ({ frames: 7, brightness: 90 }), FROZEN_AFTER],
  ['black', (second: number) => ({ frames: second, brightness: 0 }), BLACK_AFTER],
  ['none', () => ({ says: 'none' as const }), 0],
  ['denied', () => ({ says: 'denied' as const }), 0],
  ['busy', () => ({ says: 'busy' as const }), 0],
] as const)(
  'sees that it is %s, starts it anew with growing pauses, and says so',
  (name, see, after) => {
    const early = watched(after / SECOND, see)
    expect(early.trouble).toBe(false)
    const { camera, restarts, trouble } = watched((after + TROUBLE_AFTER) / SECOND + 30, see)
    expect(trouble).toBe(true)
    expect([name, 'starting']).toContain(camera)
    expect(restarts.length).toBeGreaterThan(2)
    expect(restarts.length).toBeLessThan(12)
    expect((restarts[0] ?? 0) * SECOND).toBeGreaterThanOrEqual(after + FIRST_RESTART)
  },
)

it('mends by itself as soon as the camera is back', () => {
  const back: See = (second) => (second < 100 ? { says: 'none' } : FINE(second))
  expect(watched(99, back).trouble).toBe(true)
  expect(watched(101, back)).toMatchObject({ camera: 'ok', trouble: false })
})

describe('a kiosk that never had a camera', () => {
  it('does well without, and says that there is none', () => {
    expect(watched(600, () => ({ says: 'none' }), false)).toMatchObject({
      camera: 'none',
      restarts: [],
      trouble: false,
    })
  })

  it('does notice one that may not be used', () => {
    expect(watched(90, () => ({ says: 'denied' }), false).trouble).toBe(true)
  })
})

it('is not taken in by a camera that says it runs, after each time it was started anew', () => {
  let running = 0
  // Two seconds to start, then a few pictures without light, as a covered lens gives them.
  const covered: See = () =>
    ++running % 20 < 2 ? { says: 'starting' } : { frames: running % 20, brightness: 0 }
  expect(watched(200, covered).trouble).toBe(true)
})

it('takes darkness for darkness only when it lasts', () => {
  const passing: See = (second) => ({ frames: second, brightness: second % 15 === 0 ? 90 : 0 })
  expect(watched(600, passing)).toMatchObject({ camera: 'ok', restarts: [] })
})
