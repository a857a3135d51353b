/// <reference types="vite/client" />
import { Html5Qrcode, Html5QrcodeSupportedFormats } from 'html5-qrcode'
import { createScanner, prepareDecoder } from '../../../src/renderer/src/features/scan/decoder.ts'
import { drawFrame, FRAME_KINDS, frameSpecs, type FrameKind } from './frames.ts'

/** What one decoder made of the frames of one kind, or of all. */
export interface DecodeRow {
  decoder: string
  kind: FrameKind | 'all'
  frames: number
  read: number
  /** Frames in which it read something else than what is there. */
  wrong: number
  medianMs: number
  p95Ms: number
}

interface Shim {
  qrcode: {
    decodeAsync(canvas: HTMLCanvasElement): Promise<{
      text: string
      debugData?: { decoderName: string }
    }>
  }
}

const HOST = 'decode-table-host'

function host(): void {
  if (document.getElementById(HOST)) return
  const element = document.createElement('div')
  element.id = HOST
  element.hidden = true
  document.body.append(element)
}

const quantile = (sorted: readonly number[], part: number): number =>
  sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? 0

/**
 * Runs the same frames through html5-qrcode as it comes and as the app uses it. Drawing a frame is
 * not measured, decoding it is, through the very call that html5-qrcode makes for a camera's frame.
 */
export async function decodeTable(each: number): Promise<DecodeRow[]> {
  host()
  await prepareDecoder()
  const bare = new Html5Qrcode(HOST, {
    formatsToSupport: [Html5QrcodeSupportedFormats.QR_CODE],
    useBarCodeDetectorIfSupported: false,
    verbose: false,
  }) as unknown as Shim
  const ours = createScanner(HOST) as unknown as Shim
  const scanners = [
    { name: 'html5-qrcode alone', scanner: bare },
    { name: 'with zxing-wasm', scanner: ours },
  ]
  const results = new Map(scanners.map(({ name }) => [name, new Map<FrameKind, Frame[]>()]))
  for (const { scanner } of scanners)
    await decode(scanner, drawFrame({ kind: 'plain', seed: 7, text: 'B:1-1' }))
  for (const spec of frameSpecs(each)) {
    const canvas = drawFrame(spec)
    for (const { name, scanner } of scanners) {
      const frame = await decode(scanner, canvas)
      const kinds = results.get(name)
      kinds?.set(spec.kind, [
        ...(kinds.get(spec.kind) ?? []),
        {
          ms: frame.ms,
          read: frame.text === spec.text,
          wrong: frame.text !== null && frame.text !== spec.text,
        },
      ])
    }
  }
  return scanners.flatMap(({ name }) => {
    const kinds = results.get(name) ?? new Map<FrameKind, Frame[]>()
    return [
      ...FRAME_KINDS.map((kind) => summary(name, kind, kinds.get(kind) ?? [])),
      summary(name, 'all', [...kinds.values()].flat()),
    ]
  })
}

interface Frame {
  ms: number
  read: boolean
  wrong: boolean
}

async function decode(
  { qrcode }: Shim,
  canvas: HTMLCanvasElement,
): Promise<{ text: string | null; ms: number }> {
  const from = performance.now()
  // It rejects, with a sentence, when there is no code in the frame.
  const text = await qrcode.decodeAsync(canvas).then(
    (result) => result.text,
    () => null,
  )
  return { text, ms: performance.now() - from }
}

/** The name by which html5-qrcode calls the decoder that answered for a frame; `null` when none did. */
export async function decoderOf(canvas: HTMLCanvasElement): Promise<string | null> {
  host()
  const { qrcode } = createScanner(HOST) as unknown as Shim
  const result = await qrcode.decodeAsync(canvas).catch(() => null)
  return result?.debugData?.decoderName ?? null
}

function summary(decoder: string, kind: FrameKind | 'all', frames: readonly Frame[]): DecodeRow {
  const times = frames.map((frame) => frame.ms).sort((a, b) => a - b)
  return {
    decoder,
    kind,
    frames: frames.length,
    read: frames.filter((frame) => frame.read).length,
    wrong: frames.filter((frame) => frame.wrong).length,
    medianMs: quantile(times, 0.5),
    p95Ms: quantile(times, 0.95),
  }
}
