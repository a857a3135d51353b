import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { expect, it } from 'vitest'
import { ZXING_WASM_SHA256 } from 'barcode-detector/ponyfill'

it('bundles the very reader that barcode-detector was built with', () => {
  // Resolved as the page resolves it; a neighbour version fails every frame, and in silence.
  const path = createRequire(import.meta.url).resolve('zxing-wasm/reader/zxing_reader.wasm')
  expect(createHash('sha256').update(readFileSync(path)).digest('hex')).toBe(ZXING_WASM_SHA256)
})
