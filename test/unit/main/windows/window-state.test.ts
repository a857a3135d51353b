import { mkdtemp, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { writeFileAtomic } from '../../../../src/main/services/files/atomic-write.ts'
import { keepWindowState, readWindowState } from '../../../../src/main/windows/window-state.ts'

const left = { x: 0, y: 0, width: 1920, height: 1080 }
const right = { x: 1920, y: 0, width: 1280, height: 1024 }
let path: string

beforeAll(async () => {
  path = join(await mkdtemp(join(tmpdir(), 'balie-window-')), 'window.json')
})

const state = (x: number, y: number, width = 1280, height = 800) => ({
  bounds: { x, y, width, height },
  maximized: false,
})

describe('where the window was', () => {
  it.each([
    ['in the middle of a screen', state(100, 100), [left]],
    ['on the second screen', state(1920, 0), [left, right]],
    ['half off to the side', state(-1100, 50), [left]],
    ['maximised', { ...state(0, 0), maximized: true }, [left]],
  ])('is used again when it was %s', async (_what, kept, screens) => {
    await keepWindowState(path, kept, writeFileAtomic)
    expect(readWindowState(path, screens)).toEqual(kept)
  })

  it.each([
    ['its screen is gone', state(1920, 0), [left]],
    ['only a sliver would show', state(-1250, 0), [left]],
    ['its upper edge would be out of reach', state(0, -400), [left]],
    ['it would be below the screen', state(0, 1075), [left]],
    ['it was too small to use', state(0, 0, 300, 200), [left]],
    ['it was larger than any screen', state(0, 0, 9000, 7000), [left]],
    ['there is no screen', state(0, 0), []],
  ])('is forgotten when %s', async (_what, kept, screens) => {
    await keepWindowState(path, kept, writeFileAtomic)
    expect(readWindowState(path, screens)).toBeNull()
  })

  it.each(['', '{', '[]', 'null', '{"bounds":{"x":"0"}}', '{"bounds":{"x":1e300}}'])(
    'is forgotten when the file holds %j',
    async (text) => {
      await writeFile(path, text)
      expect(readWindowState(path, [left])).toBeNull()
    },
  )

  it('costs nothing when there is no file and when the disk is full', async () => {
    expect(readWindowState(join(path, 'none'), [left])).toBeNull()
    await expect(
      keepWindowState(path, state(0, 0), () => Promise.reject(new Error('full'))),
    ).resolves.toBeUndefined()
  })
})
