import { expect, it } from 'vitest'
import { isWithin } from '../../../../src/main/services/elapsed.ts'
import { NameReader } from '../../../../src/main/services/sync/name-reader.ts'
import { ok } from '../../../../src/shared/result.ts'

it.each([
  [0, true],
  [999, true],
  [1_000, false],
  [-1, false],
  [-3_600_000, false],
])('%i ms after a moment: within a second of it is %s', (passed, within) => {
  expect(isWithin(5_000_000, 1_000, 5_000_000 + passed)).toBe(within)
})

it('reads names again when the clock was set back', async () => {
  let now = 86_400_000
  let asked = 0
  const names = new NameReader(
    {
      names: () => {
        asked++
        return Promise.resolve(ok([]))
      },
    },
    { now: () => now, after: () => () => undefined },
  )
  await names.refresh({})
  await names.refresh({})
  expect(asked).toBe(2)
  now = 0
  await names.refresh({})
  expect(asked).toBe(4)
  names.expire()
  await names.refresh({})
  expect(asked).toBe(6)
})

it('reads names again after a read that threw', async () => {
  let asked = 0
  const api = {
    names: () => {
      asked++
      return asked === 1 ? Promise.reject(new TypeError('bug')) : Promise.resolve(ok([]))
    },
  }
  const names = new NameReader(api, { now: () => 0, after: () => () => undefined })
  await expect(names.refresh({})).rejects.toThrow('bug')
  expect(await names.refresh({})).toEqual({ locaties: {}, producten: {} })
})
