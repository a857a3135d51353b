import {
  IDLE,
  wedge,
  type HeldKey,
  type WedgeInput,
  type WedgeKey,
  type WedgeScan,
} from '../../../src/shared/scan/wedge.ts'

/** One key of a recording: ms since the key before it, physical key, Shift, and what the layout made of it. */
export type Recorded = [
  gap: number,
  code: string,
  shift?: boolean | undefined,
  key?: string | undefined,
]

/** What a recording came to. */
export interface Replayed {
  scans: WedgeScan[]
  /** Keys that reached the page at once, by code. */
  passed: string[]
  /** Keys given back, in order, as the text that they make. */
  typed: string
  /** What a text field would hold: passed and given-back characters, in order. */
  field: string
  /** The longest time that any key was held, in ms. */
  heldFor: number
}

export const press = (at: number, code: string, shift = false, key = ''): WedgeKey => ({
  kind: 'key',
  at,
  code,
  key: key || code,
  shift,
  command: false,
  repeat: false,
  composing: false,
  replayable: [...(key || code)].length === 1,
})

/**
 * Runs inputs through the reducer as the page does: a tick when the state asked for one and nothing
 * came before it, and one long after the end.
 */
export function run(inputs: WedgeInput[], prefix = ''): Replayed {
  const result: Replayed = { scans: [], passed: [], typed: '', field: '', heldFor: 0 }
  let state = IDLE
  let wakeAt: number | null = null
  const apply = (input: WedgeInput, now: number): void => {
    const step = wedge(state, input, prefix)
    state = step.state
    wakeAt = step.wakeAt
    const give = (key: HeldKey): void => {
      result.typed += key.key
      result.field += key.key
      result.heldFor = Math.max(result.heldFor, now - key.at)
    }
    step.release.forEach(give)
    if (step.scan) result.scans.push(step.scan)
    if (input.kind === 'key' && step.handling === 'pass') {
      result.passed.push(input.code)
      if ([...input.key].length === 1) result.field += input.key
    }
  }
  let last = 0
  for (const input of inputs) {
    const at = input.kind === 'flush' ? last : input.at
    while (wakeAt !== null && wakeAt < at) apply({ kind: 'tick', at: wakeAt }, wakeAt)
    apply(input, at)
    last = at
  }
  while (wakeAt !== null) apply({ kind: 'tick', at: wakeAt }, wakeAt)
  return result
}

/** Plays a recording. */
export function play(recording: Recorded[], prefix = ''): Replayed {
  let at = 1000
  return run(
    recording.map(([gap, code, shift, key]) => press((at += gap), code, shift, key)),
    prefix,
  )
}

const CODES: Record<string, [code: string, shift: boolean]> = {
  ' ': ['Space', false],
  '-': ['Minus', false],
  ':': ['Semicolon', true],
  '.': ['Period', false],
  '/': ['Slash', false],
  '?': ['Slash', true],
  '=': ['Equal', false],
  '~': ['Backquote', true],
  '"': ['Quote', true],
  '{': ['BracketLeft', true],
  '}': ['BracketRight', true],
  ',': ['Comma', false],
  '@': ['Digit2', true],
  _: ['Minus', true],
}

/** The physical key of a US keyboard for a character. */
export function keyFor(character: string): [code: string, shift: boolean] {
  if (/[a-z]/.test(character)) return [`Key${character.toUpperCase()}`, false]
  if (/[A-Z]/.test(character)) return [`Key${character}`, true]
  if (/\d/.test(character)) return [`Digit${character}`, false]
  const found = CODES[character]
  if (!found) throw new Error(`no key for ${character}`)
  return found
}

/** A scanner that sends a text at a pace, and then a terminator if it has one. */
export function scanner(text: string, gap: number, terminator?: string): Recorded[] {
  const keys = [...text].flatMap((character): Recorded[] => {
    const [code, shift] = keyFor(character)
    return shift
      ? [
          [gap / 2, 'ShiftLeft', true, 'Shift'],
          [gap / 2, code, true, character],
        ]
      : [[gap, code, false, character]]
  })
  return terminator ? [...keys, [gap, terminator, false, terminator]] : keys
}

/** A person who types a text with these gaps, over and over. */
export const person = (text: string, gaps: number[]): Recorded[] =>
  [...text].map((character, index): Recorded => {
    const [code, shift] = keyFor(character)
    return [gaps[index % gaps.length] ?? 150, code, shift, character]
  })
