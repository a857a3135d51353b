import { expect, it } from 'vitest'
import { READER_URL } from '../../../src/renderer/src/features/scan/decoder.ts'
import { drawFrame, frameSpecs } from '../../bench/frames/frames.ts'
import { decoderOf, decodeTable } from '../../bench/frames/table.ts'

it('reads the frames of a bad day with the bundled reader, none of them wrong', async () => {
  const rows = await decodeTable(4)
  const ours = rows.find((row) => row.decoder === 'with zxing-wasm' && row.kind === 'all')
  const alone = rows.find((row) => row.decoder === 'html5-qrcode alone' && row.kind === 'all')
  expect(ours?.wrong).toBe(0)
  expect(ours?.read).toBeGreaterThanOrEqual(35)
  expect(ours?.read).toBeGreaterThan(alone?.read ?? Infinity)
}, 60_000)

it('is answered by zxing-wasm for every frame, from the app’s own files', async () => {
  const [first] = frameSpecs(1)
  if (!first) throw new Error('no frame')
  const canvas = drawFrame(first)
  for (let frame = 0; frame < 4; frame++) expect(await decoderOf(canvas)).toBe('BarcodeDetector')
  expect(new URL(READER_URL, location.href).origin).toBe(location.origin)
  const fetched = performance.getEntriesByType('resource').map((entry) => entry.name)
  expect(fetched.some((name) => name.includes('zxing_reader.wasm'))).toBe(true)
  expect(fetched.every((name) => new URL(name).hostname === location.hostname)).toBe(true)
})
