import { create } from 'qrcode'

/*
 * Camera frames with a QR code in them, drawn the same on every machine: what a desk's camera sees on
 * a bad day. Runs in a page.
 */

export const FRAME_KINDS = [
  'plain',
  'rotated',
  'skewed',
  'small',
  'blurred',
  'dim',
  'noisy',
  'glare',
  'inverted',
] as const
export type FrameKind = (typeof FRAME_KINDS)[number]

export interface FrameSpec {
  kind: FrameKind
  seed: number
  text: string
}

export const FRAME_WIDTH = 1280
export const FRAME_HEIGHT = 720

/** Frames of every kind, `each` of them per kind. */
export const frameSpecs = (each: number): FrameSpec[] =>
  FRAME_KINDS.flatMap((kind, group) =>
    Array.from({ length: each }, (_, index) => {
      const seed = group * 1000 + index + 1
      return { kind, seed, text: `B:${(seed * 37) % 900}-${(seed % 7) + 1}` }
    }),
  )

/** Random numbers from 0 to 1 that are the same for the same seed (mulberry32). */
function randomOf(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}

const canvasOf = (width: number, height: number): [HTMLCanvasElement, CanvasRenderingContext2D] => {
  const canvas = document.createElement('canvas')
  canvas.width = width
  canvas.height = height
  const context = canvas.getContext('2d', { willReadFrequently: true })
  if (!context) throw new Error('no canvas')
  return [canvas, context]
}

/** The code on its paper or its screen, with the quiet zone around it. */
function drawCode(text: string, pixels: number, inverted: boolean): HTMLCanvasElement {
  const { modules } = create(text, { errorCorrectionLevel: 'M' })
  const cells = modules.size + 8
  const cell = Math.max(1, Math.round(pixels / cells))
  const [canvas, context] = canvasOf(cells * cell, cells * cell)
  context.fillStyle = inverted ? '#101014' : '#fafaf8'
  context.fillRect(0, 0, canvas.width, canvas.height)
  context.fillStyle = inverted ? '#f2f2f2' : '#16161a'
  for (let row = 0; row < modules.size; row++)
    for (let column = 0; column < modules.size; column++)
      if (modules.get(row, column))
        context.fillRect((column + 4) * cell, (row + 4) * cell, cell, cell)
  return canvas
}

/** A desk behind the code: bands and blocks that a decoder must not trip over. */
function drawDesk(context: CanvasRenderingContext2D, random: () => number): void {
  context.fillStyle = `hsl(${random() * 360} 12% ${38 + random() * 30}%)`
  context.fillRect(0, 0, FRAME_WIDTH, FRAME_HEIGHT)
  for (let block = 0; block < 5; block++) {
    context.fillStyle = `hsl(${random() * 360} 18% ${20 + random() * 60}%)`
    context.fillRect(
      random() * FRAME_WIDTH,
      random() * FRAME_HEIGHT,
      30 + random() * 260,
      20 + random() * 180,
    )
  }
}

/** Draws the code as seen at an angle: every pixel looked up through a projection, with a little smoothing. */
function drawSkewed(
  context: CanvasRenderingContext2D,
  code: HTMLCanvasElement,
  at: { x: number; y: number; turn: number; leanX: number; leanY: number },
): void {
  const source = code.getContext('2d')?.getImageData(0, 0, code.width, code.height)
  if (!source) return
  const half = code.width / 2
  const reach = Math.ceil(half * 1.7)
  const left = Math.max(0, Math.floor(at.x - reach))
  const top = Math.max(0, Math.floor(at.y - reach))
  const image = context.getImageData(
    left,
    top,
    Math.min(FRAME_WIDTH, left + 2 * reach) - left,
    Math.min(FRAME_HEIGHT, top + 2 * reach) - top,
  )
  const cos = Math.cos(at.turn)
  const sin = Math.sin(at.turn)
  for (let y = 0; y < image.height; y++) {
    for (let x = 0; x < image.width; x++) {
      let sum = 0
      let inside = 0
      for (const [subX, subY] of CORNERS) {
        const dx = left + x + subX - at.x
        const dy = top + y + subY - at.y
        const u = cos * dx + sin * dy
        const v = cos * dy - sin * dx
        const depth = 1 + (at.leanX * u + at.leanY * v) / half
        const sourceX = Math.floor(u / depth + half)
        const sourceY = Math.floor(v / depth + half)
        if (sourceX < 0 || sourceY < 0 || sourceX >= code.width || sourceY >= code.height) continue
        sum += source.data[(sourceY * code.width + sourceX) * 4] ?? 0
        inside++
      }
      if (inside < CORNERS.length) continue
      const target = (y * image.width + x) * 4
      image.data.fill(sum / inside, target, target + 3)
    }
  }
  context.putImageData(image, left, top)
}

const CORNERS = [
  [0.25, 0.25],
  [0.75, 0.25],
  [0.25, 0.75],
  [0.75, 0.75],
] as const

function addNoise(context: CanvasRenderingContext2D, random: () => number, strength: number): void {
  const image = context.getImageData(0, 0, FRAME_WIDTH, FRAME_HEIGHT)
  const { data } = image
  for (let at = 0; at < data.length; at += 4) {
    const noise = (random() + random() + random() - 1.5) * strength
    for (let channel = 0; channel < 3; channel++)
      data[at + channel] = (data[at + channel] ?? 0) + noise
  }
  context.putImageData(image, 0, 0)
}

function addGlare(
  context: CanvasRenderingContext2D,
  random: () => number,
  x: number,
  y: number,
  size: number,
): void {
  const angle = random() * Math.PI * 2
  const glareX = x + Math.cos(angle) * size * 0.42
  const glareY = y + Math.sin(angle) * size * 0.42
  const light = context.createRadialGradient(glareX, glareY, 0, glareX, glareY, size * 0.26)
  light.addColorStop(0, 'rgb(255 255 255 / 0.8)')
  light.addColorStop(0.4, 'rgb(255 255 255 / 0.45)')
  light.addColorStop(1, 'rgb(255 255 255 / 0)')
  context.fillStyle = light
  context.fillRect(0, 0, FRAME_WIDTH, FRAME_HEIGHT)
}

/** Draws one 720p frame. */
export function drawFrame({ kind, seed, text }: FrameSpec): HTMLCanvasElement {
  const random = randomOf(seed)
  const [canvas, context] = canvasOf(FRAME_WIDTH, FRAME_HEIGHT)
  drawDesk(context, random)
  const size = kind === 'small' ? 88 + random() * 30 : 210 + random() * 220
  const code = drawCode(text, size, kind === 'inverted')
  const x = FRAME_WIDTH * (0.3 + random() * 0.4)
  const y = FRAME_HEIGHT * (0.38 + random() * 0.24)
  context.save()
  context.translate(x, y)
  const turn = kind === 'rotated' ? random() * Math.PI * 2 : (random() - 0.5) * 0.35
  context.rotate(turn)
  if (kind === 'blurred') context.filter = `blur(${(1.2 + random() * 1.3).toFixed(2)}px)`
  if (kind !== 'skewed') context.drawImage(code, -code.width / 2, -code.height / 2)
  context.restore()
  if (kind === 'skewed') {
    const lean = (): number => (random() < 0.5 ? -1 : 1) * (0.1 + random() * 0.18)
    drawSkewed(context, code, { x, y, turn, leanX: lean(), leanY: lean() })
  }
  if (kind === 'dim') {
    context.fillStyle = `rgb(0 0 0 / ${(0.72 + random() * 0.14).toFixed(3)})`
    context.fillRect(0, 0, FRAME_WIDTH, FRAME_HEIGHT)
    addNoise(context, random, 10)
  }
  if (kind === 'glare') addGlare(context, random, x, y, size)
  addNoise(context, random, kind === 'noisy' ? 110 + random() * 50 : 6)
  return canvas
}
