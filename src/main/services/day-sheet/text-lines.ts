/** A piece of text in one weight. Sizes are points. */
export interface Ink {
  text: string
  bold: boolean
  size: number
}

/** How wide a text is, in points. */
export type Measure = (ink: Ink) => number

/** A piece of a line, so far from its beginning. */
export interface Placed extends Ink {
  x: number
}

const CUT = '…'
/** Controls, and marks that turn the direction of what follows them. */
const INVISIBLE = /[\p{Cc}\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff]/gu

/** A text as it can be drawn: whole characters, one kind of space, nothing that cannot be seen. */
export const drawable = (text: string): string =>
  text
    .toWellFormed()
    .normalize('NFC')
    .replace(/[\t\v\f\r\u2028\u2029]/g, ' ')
    .replace(INVISIBLE, '')

/**
 * Pieces one after the other in lines of a width. Breaks between words, and inside a word that is
 * longer than a line. A newline in a piece begins a new line.
 */
export function intoLines(pieces: readonly Ink[], width: number, measure: Measure): Placed[][] {
  const lines: Placed[][] = [[]]
  let x = 0
  const next = (): void => {
    lines.push([])
    x = 0
  }
  const put = (ink: Ink, wide: number): void => {
    const line = lines.at(-1) as Placed[]
    const last = line.at(-1)
    // Words of one weight are drawn as one: scripts that join their letters stay joined.
    if (last && last.bold === ink.bold && last.size === ink.size) last.text += ink.text
    else line.push({ ...ink, x })
    x += wide
  }
  for (const piece of pieces) {
    drawn(piece.text).forEach((paragraph, index) => {
      if (index > 0) next()
      for (const word of paragraph.match(/\s+|\S+/gu) ?? []) {
        const ink = { ...piece, text: /^\s/u.test(word) ? ' ' : word }
        const wide = measure(ink)
        if (ink.text === ' ') {
          if (x > 0 && x + wide <= width) put(ink, wide)
        } else if (x + wide <= width) put(ink, wide)
        else {
          if (x > 0) next()
          for (const part of wide <= width ? [ink] : broken(ink, width, measure)) {
            const partWide = measure(part)
            if (x > 0 && x + partWide > width) next()
            put(part, partWide)
          }
        }
      }
    })
  }
  return lines
}

/** The first so many lines; the last of them says that there was more. */
export function cutLines(lines: Placed[][], most: number): Placed[][] {
  if (lines.length <= most) return lines
  const kept = lines.slice(0, Math.max(1, most))
  const last = kept.at(-1)?.at(-1)
  if (last) last.text = `${last.text.slice(0, -1).trimEnd()}${CUT}`
  return kept
}

const drawn = (text: string): string[] =>
  text
    .split(/\r\n|\n/)
    .map(drawable)
    .filter((paragraph, index) => index === 0 || paragraph.trim() !== '')

/** A word that is longer than a line, in pieces that are not; characters stay whole. */
function broken(word: Ink, width: number, measure: Measure): Ink[] {
  const parts: Ink[] = []
  let text = ''
  let wide = 0
  for (const { segment } of characters.segment(word.text)) {
    const own = measure({ ...word, text: segment })
    if (text !== '' && wide + own > width) {
      parts.push({ ...word, text })
      text = ''
      wide = 0
    }
    text += segment
    wide += own
  }
  return [...parts, { ...word, text }]
}

const characters = new Intl.Segmenter(undefined, { granularity: 'grapheme' })
