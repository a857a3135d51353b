import { setTimeout as wait } from 'node:timers/promises'
import type { CDPSession, Page } from '@playwright/test'

export interface ScanOptions {
  /** Between two characters, 2 to 30 ms for a real scanner. */
  gapMs?: number
  /** What the scanner sends after a code; `null` for those that send nothing. */
  terminator?: 'Enter' | 'Tab' | null
  /** The scan takes at least so long altogether, so that scans in a row come one every `everyMs`. */
  everyMs?: number
}

interface Key {
  code: string
  key: string
  /** Windows' number of the key. */
  number: number
  shift: boolean
}

const SHIFT_BIT = 8

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
 * held for the characters that take it, and each event with the time at which the
 * scanner sends it, so that a slow machine does not make a slow scanner. Resolves when all were handled.
 */
export async function scan(page: Page, text: string, options: ScanOptions = {}): Promise<void> {
  const { gapMs = 8, terminator = 'Enter', everyMs = 0 } = options
  const session = await sessionOf(page)
  const started = Date.now()
  const handled: Promise<unknown>[] = []
  const send = (at: number, type: 'keyDown' | 'rawKeyDown' | 'keyUp', key: Key, typed = ''): void =>
    void handled.push(
      session.send('Input.dispatchKeyEvent', {
        type,
        code: key.code,
        key: key.key,
        windowsVirtualKeyCode: key.number,
        modifiers: key.shift ? SHIFT_BIT : 0,
        timestamp: at / 1000,
        ...(typed && type === 'keyDown' ? { text: typed } : {}),
      }),
    )
  const shift: Key = { code: 'ShiftLeft', key: 'Shift', number: 16, shift: true }
  let at = started
  let held = false
  const hold = (wanted: boolean): void => {
    if (wanted !== held) send(at, wanted ? 'rawKeyDown' : 'keyUp', { ...shift, shift: wanted })
    held = wanted
  }
  for (const character of text) {
    if (at - Date.now() > 1) await wait(at - Date.now())
    const key = keyFor(character)
    hold(key.shift)
    send(at, 'keyDown', key, character)
    send(at, 'keyUp', key)
    at += gapMs
  }
  hold(false)
  if (terminator) {
    const number = terminator === 'Enter' ? 13 : 9
    const key: Key = { code: terminator, key: terminator, number, shift: false }
    send(at, terminator === 'Enter' ? 'keyDown' : 'rawKeyDown', key, '\r')
    send(at, 'keyUp', key)
  }
  await Promise.all(handled)
  const rest = started + everyMs - Date.now()
  if (rest > 0) await wait(rest)
}

/** Types as a quick person does, some 140 ms a key. */
export async function typeLikeAPerson(page: Page, text: string): Promise<void> {
  await page.keyboard.type(text, { delay: 140 })
}
