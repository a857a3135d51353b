import QRCode from 'qrcode'
import { expect, it } from 'vitest'
import { qrPath } from '../../../../src/renderer/src/components/qr-path.ts'

/** Paints the path on a grid, as a screen or a printer would. */
function paint({ path, size }: { path: string; size: number }): boolean[][] {
  const grid = Array.from({ length: size }, () => Array.from({ length: size }, () => false))
  for (const [, x, y, width] of path.matchAll(/M(\d+) (\d+)h(\d+)v1h-\d+z/g))
    for (let step = 0; step < Number(width); step++) {
      const line = grid[Number(y)]
      if (line) line[Number(x) + step] = true
    }
  return grid
}

it.each(['B:88-1', 'B:123456-12', 'B:1-1:' + 'x'.repeat(120)])(
  'draws exactly the modules of %s, with four quiet ones around them',
  (text) => {
    const drawn = qrPath(text) ?? { path: '', size: 0 }
    const { modules } = QRCode.create(text, { errorCorrectionLevel: 'M' })
    expect(drawn.size).toBe(modules.size + 8)
    const grid = paint(drawn)
    for (let y = 0; y < drawn.size; y++)
      for (let x = 0; x < drawn.size; x++) {
        const inside = x >= 4 && y >= 4 && x < drawn.size - 4 && y < drawn.size - 4
        expect(grid[y]?.[x]).toBe(inside && Boolean(modules.get(y - 4, x - 4)))
      }
  },
)

it.each(['', 'x'.repeat(3000)])('draws nothing of a text that no code can hold', (text) => {
  expect(qrPath(text)).toBeNull()
})
