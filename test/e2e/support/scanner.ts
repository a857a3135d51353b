import { setTimeout as wait } from 'node:timers/promises'
import type { CDPSession, Page } from '@playwright/test'

export interface ScanOptions {
  /** Between two characters, 2 to 30 ms for a real scanner. */
  gapMs?: number
  /** What the scanner sends after a code; `null` for those that send nothing. */
  terminator?: 'Enter' | 'Tab' | null
  /** The scan takes at least so long altogether, so that scans in a row come one every `everyMs`. */
  everyMs?: number
  /** Each key at its own moment, instead of all together with their times when the last is due. */
  live?: boolean
}

interface Key {
  code: string
  key: string
  /** Windows' number of the key. */
  number: number
  shift: boolean
}

const SHIFT_BIT = 8
const SHIFT: Key = { code: 'ShiftLeft', key: 'Shift', number: 16, shift: true }

/** A US keyboard's keys that are not letters: code, number, and what they give without and with Shift. */
const SYMBOLS: readonly [code: string, number: number, plain: string, shifted: string][] = [
  ['Minus', 189, '-', '_'],
  ['Equal', 187, '=', '+'],
  ['BracketLeft', 219, '[', '{'],
  ['BracketRight', 221, ']', '}'],
  ['Backslash', 220, '\\', '|'],
  ['Semicolon', 186, ';', ':'],
  ['Quote', 222, "'", '"'],
  ['Backquote', 192, '`', '~'],
  ['Comma', 188, ',', '<'],
  ['Period', 190, '.', '>'],
  ['Slash', 191, '/', '?'],
  ['Space', 32, ' ', ' '],
  ...[...')!@#$%^&*('].map((shifted, digit): [string, number, string, string] => [
    `Digit${digit}`,
    48 + digit,
    String(digit),
    shifted,
  ]),
]

function keyFor(character: string): Key {
  if (/^[a-z]$/i.test(character)) {
    const upper = character.toUpperCase()
    const shift = character === upper
    return { code: `Key${upper}`, key: character, number: upper.charCodeAt(0), shift }
  }
  const found = SYMBOLS.find(([, , plain, shifted]) => character === plain || character === shifted)
  if (!found) throw new Error(`no key of a US keyboard gives ${JSON.stringify(character)}`)
  const [code, number, plain] = found
  return { code, key: character, number, shift: character !== plain }
}

const sessions = new WeakMap<Page, Promise<CDPSession>>()

function sessionOf(page: Page): Promise<CDPSession> {
  const session = sessions.get(page) ?? page.context().newCDPSession(page)
  sessions.set(page, session)
  return session
}

/**
 * Types a code as a USB scanner does: real key events with the physical keys of a US keyboard, Shift
 * held for the characters that take it, and each event with the time at which a scanner sends it.
 *
 * The keys are delivered together when the last one is due, as after a short stall of the system, so
 * that a busy machine that runs tests does not become a scanner that stutters; with `live` each one is
 * sent at its own moment. Resolves when the page has handled all.
 */
export async function scan(page: Page, text: string, options: ScanOptions = {}): Promise<void> {
  const { gapMs = 8, terminator = 'Enter', everyMs = 0, live = false } = options
  const session = await sessionOf(page)
  const strokes = strokesOf(text, terminator)
  const started = Date.now()
  if (!live) await wait(gapMs * (strokes.length - 1))
  const handled: Promise<unknown>[] = []
  let held = false
  for (const [index, { key, typed }] of strokes.entries()) {
    const at = started + index * gapMs
    if (live && at > Date.now()) await wait(at - Date.now())
    const send = (type: 'keyDown' | 'rawKeyDown' | 'keyUp', which: Key): void =>
      void handled.push(
        session.send('Input.dispatchKeyEvent', {
          type,
          code: which.code,
          key: which.key,
          windowsVirtualKeyCode: which.number,
          modifiers: which.shift ? SHIFT_BIT : 0,
          timestamp: at / 1000,
          ...(type === 'keyDown' ? { text: typed } : {}),
        }),
      )
    if (key.shift !== held) send(key.shift ? 'rawKeyDown' : 'keyUp', { ...SHIFT, shift: key.shift })
    held = key.shift
    send(typed ? 'keyDown' : 'rawKeyDown', key)
    send('keyUp', key)
    if (held && index === strokes.length - 1) send('keyUp', { ...SHIFT, shift: false })
  }
  await Promise.all(handled)
  const rest = started + everyMs - Date.now()
  if (rest > 0) await wait(rest)
}

function strokesOf(
  text: string,
  terminator: ScanOptions['terminator'],
): { key: Key; typed: string }[] {
  const strokes = [...text].map((character) => ({ key: keyFor(character), typed: character }))
  if (!terminator) return strokes
  const number = terminator === 'Enter' ? 13 : 9
  const key = { code: terminator, key: terminator, number, shift: false }
  // Tab types nothing; it moves the focus.
  return [...strokes, { key, typed: terminator === 'Enter' ? '\r' : '' }]
}

/** Types as a quick person does, some 140 ms a key. */
export async function typeLikeAPerson(page: Page, text: string): Promise<void> {
  await page.keyboard.type(text, { delay: 140 })
}
