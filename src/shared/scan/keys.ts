/*
 * The physical keys of a US keyboard: a USB scanner sends these whatever layout the computer has,
 * so `KeyboardEvent.code` says what was scanned where `key` does not (field notes, "Scanning").
 */

const DIGITS_SHIFTED = ')!@#$%^&*('

const MARKS: Readonly<Record<string, readonly [plain: string, shifted: string]>> = {
  Space: [' ', ' '],
  Minus: ['-', '_'],
  Equal: ['=', '+'],
  BracketLeft: ['[', '{'],
  BracketRight: [']', '}'],
  Backslash: ['\\', '|'],
  IntlBackslash: ['\\', '|'],
  Semicolon: [';', ':'],
  Quote: ["'", '"'],
  Backquote: ['`', '~'],
  Comma: [',', '<'],
  Period: ['.', '>'],
  Slash: ['/', '?'],
  NumpadAdd: ['+', '+'],
  NumpadSubtract: ['-', '-'],
  NumpadMultiply: ['*', '*'],
  NumpadDivide: ['/', '/'],
  NumpadDecimal: ['.', '.'],
  NumpadComma: [',', ','],
  NumpadEqual: ['=', '='],
}

/**
 * The character that a US keyboard puts on a key, or `null` for a key without one. Caps lock is left
 * out on purpose: a scanner holds Shift itself. Events without a `code` (a remote desktop, a
 * scanner that is a virtual keyboard) fall back on the character that arrived.
 */
export function characterOf(code: string, shift: boolean, key: string): string | null {
  const letter = /^Key([A-Z])$/.exec(code)?.[1]
  if (letter) return shift ? letter : letter.toLowerCase()
  const digit = /^Digit(\d)$/.exec(code)?.[1]
  if (digit) return shift ? (DIGITS_SHIFTED[Number(digit)] ?? null) : digit
  const pad = /^Numpad(\d)$/.exec(code)?.[1]
  if (pad) return pad
  const mark = MARKS[code]
  if (mark) return shift ? mark[1] : mark[0]
  return code === '' && [...key].length === 1 ? key : null
}

const TERMINATORS = new Set(['Enter', 'NumpadEnter', 'Tab'])

/** Keys that a scanner ends a code with. */
export const isTerminator = (code: string, key: string): boolean =>
  code === '' ? TERMINATORS.has(key) : TERMINATORS.has(code)

/** Keys that only change others: they neither make nor break a burst. */
export const isModifier = (key: string): boolean =>
  ['Shift', 'Control', 'Alt', 'AltGraph', 'Meta', 'CapsLock', 'NumLock'].includes(key)
