import '../../../src/renderer/src/styles/index.css'
import { afterEach, expect, it } from 'vitest'

/*
 * Contrast AAA: every pair of colours that a guest reads is 7:1 or better, in both themes; what is no
 * text (an edge, a bar) is 3:1.
 */

const TEXT: readonly (readonly [text: string, ground: string])[] = [
  ['--kiosk-text', '--kiosk-page'],
  ['--kiosk-text', '--kiosk-card'],
  ['--kiosk-text', '--kiosk-key'],
  ['--kiosk-text', '--kiosk-key-pressed'],
  ['--kiosk-text-2', '--kiosk-page'],
  ['--kiosk-text-2', '--kiosk-card'],
  ['--kiosk-on-accent', '--kiosk-accent'],
  ...['idle', 'welcome', 'already', 'early', 'staff', 'closed'].flatMap((name) => [
    [`--kiosk-${name}-on`, `--kiosk-${name}-field`] as const,
    [`--kiosk-${name}-on-2`, `--kiosk-${name}-field`] as const,
  ]),
]
const SHAPES: readonly (readonly [shape: string, ground: string])[] = [
  ['--kiosk-line', '--kiosk-page'],
  ['--kiosk-line', '--kiosk-card'],
  ['--kiosk-accent', '--kiosk-page'],
  ['--kiosk-accent', '--kiosk-card'],
  ['--leaf-300', '--kiosk-idle-field'],
]

const html = document.documentElement
const probe = document.body.appendChild(document.createElement('i'))
const canvas = new OffscreenCanvas(1, 1).getContext('2d', { willReadFrequently: true })

function luminance(token: string): number {
  probe.style.color = `var(${token})`
  if (!canvas) throw new Error('no canvas')
  canvas.fillStyle = getComputedStyle(probe).color
  canvas.fillRect(0, 0, 1, 1)
  const [red = 0, green = 0, blue = 0] = [...canvas.getImageData(0, 0, 1, 1).data].map((value) => {
    const part = value / 255
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}

function contrast(one: string, other: string): number {
  const [light, dark] = [luminance(one), luminance(other)].sort((a, b) => b - a)
  return ((light ?? 0) + 0.05) / ((dark ?? 0) + 0.05)
}

afterEach(() => delete html.dataset['theme'])

for (const theme of ['light', 'dark']) {
  it.each(TEXT)(`${theme}: %s on %s is read by everybody`, (text, ground) => {
    html.dataset['theme'] = theme
    expect(contrast(text, ground)).toBeGreaterThanOrEqual(7)
  })
  it.each(SHAPES)(`${theme}: %s on %s is seen by everybody`, (shape, ground) => {
    html.dataset['theme'] = theme
    expect(contrast(shape, ground)).toBeGreaterThanOrEqual(3)
  })
}

it('can tell: grey on white is not enough', () => {
  html.dataset['theme'] = 'light'
  expect(contrast('--kiosk-line', '--kiosk-card')).toBeLessThan(7)
})
