import { describe, expect, it } from 'vitest'
import { KioskMode } from '../../../../src/main/services/kiosk/mode.ts'
import { fail, ok, type Result } from '../../../../src/shared/result.ts'
import { DEFAULT_SETTINGS, type Settings } from '../../../../src/shared/settings.ts'

/** Settings that are kept, or a disk that takes nothing. */
function settingsWith(kiosk: boolean, disk: 'takes' | 'full' = 'takes') {
  let now: Settings = { ...DEFAULT_SETTINGS, kiosk }
  return {
    get: () => now,
    change: (patch: Partial<Settings>): Promise<Result<Settings>> => {
      if (disk === 'full') return Promise.resolve(fail({ kind: 'storage' }))
      now = { ...now, ...patch }
      return Promise.resolve(ok(now))
    },
  }
}

function modeWith(forced: boolean, settings: ReturnType<typeof settingsWith>) {
  const told: boolean[] = []
  const mode = new KioskMode({ forced, settings })
  mode.onChange((on) => told.push(on))
  return { mode, told }
}

describe('whether this run is a kiosk', () => {
  it.each([
    [false, false, false],
    [false, true, true],
    [true, false, true],
    [true, true, true],
  ])('from outside %s, by the setting %s: %s', (forced, kiosk, on) =>
    expect(modeWith(forced, settingsWith(kiosk)).mode.on).toBe(on),
  )

  it('enters and leaves by the setting, which is what the next start reads', async () => {
    const settings = settingsWith(false)
    const { mode, told } = modeWith(false, settings)
    expect(await mode.enter()).toEqual(ok(null))
    expect([mode.on, settings.get().kiosk]).toEqual([true, true])
    await mode.leave()
    expect([mode.on, settings.get().kiosk]).toEqual([false, false])
    expect(told).toEqual([true, false])
    // Entered once more in the same run.
    await mode.enter()
    expect(mode.on).toBe(true)
  })

  it('that was started from outside is left for this run only', async () => {
    const settings = settingsWith(false)
    const { mode, told } = modeWith(true, settings)
    await mode.leave()
    expect(mode.on).toBe(false)
    expect(told).toEqual([false])
    expect(modeWith(true, settings).mode.on).toBe(true)
  })

  it('is not entered when the disk does not keep that, and tells nobody', async () => {
    const { mode, told } = modeWith(false, settingsWith(false, 'full'))
    expect(await mode.enter()).toEqual(fail({ kind: 'storage' }))
    expect([mode.on, told]).toEqual([false, []])
  })

  it('lets out whoever may leave, also when the disk does not keep that', async () => {
    const { mode, told } = modeWith(false, settingsWith(true, 'full'))
    await mode.leave()
    expect([mode.on, told]).toEqual([false, [false]])
  })
})
