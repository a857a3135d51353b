import { mkdtempSync, rmSync } from 'node:fs'
import { open } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { create } from 'qrcode'

export interface CameraOptions {
  /** Frames without a code before those with it, and after. The whole is repeated for ever. */
  blank?: number
  frames?: number
  /** Pixels of one module of the code. */
  scale?: number
}

const [WIDTH, HEIGHT, RATE] = [640, 480, 15]
const [GROUND, WHITE, BLACK] = [128, 235, 16]

/** One frame's brightness: the code on a white card in front of grey, or the grey alone. */
function luma(text: string | null, scale: number): Buffer {
  const plane = Buffer.alloc(WIDTH * HEIGHT, GROUND)
  if (text === null) return plane
  const { modules } = create(text, { errorCorrectionLevel: 'M' })
  const quiet = 4
  const side = (modules.size + 2 * quiet) * scale
  if (side > HEIGHT) throw new Error(`a code of ${side} pixels does not fit the picture`)
  const [left, top] = [(WIDTH - side) >> 1, (HEIGHT - side) >> 1]
  for (let y = 0; y < side; y += 1)
    for (let x = 0; x < side; x += 1) {
      const [column, row] = [Math.floor(x / scale) - quiet, Math.floor(y / scale) - quiet]
      const inside = column >= 0 && row >= 0 && column < modules.size && row < modules.size
      const dark = inside && modules.get(row, column) !== 0
      plane[(top + y) * WIDTH + left + x] = dark ? BLACK : WHITE
    }
  return plane
}

/** Writes a video that Chromium plays as a camera, showing a QR code with this text. Removed at exit. */
export async function cameraFile(text: string, options: CameraOptions = {}): Promise<string> {
  const { blank = 3, frames = 12, scale = 8 } = options
  const folder = mkdtempSync(join(tmpdir(), 'balie-camera-'))
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }))
  const path = join(folder, 'camera.y4m')
  const file = await open(path, 'w')
  const colour = Buffer.alloc((WIDTH * HEIGHT) / 2, 128)
  const write = async (plane: Buffer, times: number): Promise<void> => {
    for (let time = 0; time < times; time += 1)
      await file.write(Buffer.concat([Buffer.from('FRAME\n'), plane, colour]))
  }
  await file.write(`YUV4MPEG2 W${WIDTH} H${HEIGHT} F${RATE}:1 Ip A1:1 C420\n`)
  await write(luma(null, scale), blank)
  await write(luma(text, scale), frames)
  await write(luma(null, scale), blank)
  await file.close()
  return path
}
