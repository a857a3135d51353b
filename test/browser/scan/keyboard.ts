import { cdp } from 'vitest/browser'
import { keyFor } from '../../unit/scan/recordings.ts'

interface Session {
  send(method: string, params: Record<string, unknown>): Promise<unknown>
}
const session = (): Session => cdp() as unknown as Session

const VIRTUAL: Record<string, number> = { Enter: 13, Tab: 9, Backspace: 8, Space: 32, Escape: 27 }

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms))

/** One key pressed and let go, as the browser gets it from a keyboard. */
export async function key(code: string, text: string, shift = false): Promise<void> {
  const named = text.length > 1
  const base = {
    code,
    key: text,
    modifiers: shift ? 8 : 0,
    windowsVirtualKeyCode: VIRTUAL[code] ?? text.toUpperCase().charCodeAt(0),
  }
  const printed = text === 'Enter' ? '\r' : named ? undefined : text
  const down = session().send('Input.dispatchKeyEvent', {
    ...base,
    type: printed === undefined ? 'rawKeyDown' : 'keyDown',
    ...(printed === undefined ? {} : { text: printed }),
  })
  const up = session().send('Input.dispatchKeyEvent', { ...base, type: 'keyUp' })
  await Promise.all([down, up])
}

/** A key that is held down: pressed once, then as often again as the keyboard repeats it. */
export async function holdKey(code: string, text: string, repeats: number): Promise<void> {
  const base = { code, key: text, windowsVirtualKeyCode: VIRTUAL[code] ?? 0 }
  const printed = text === 'Enter' ? '\r' : text
  for (let index = 0; index <= repeats; index++)
    await session().send('Input.dispatchKeyEvent', {
      ...base,
      type: 'keyDown',
      text: printed,
      autoRepeat: index > 0,
    })
  await session().send('Input.dispatchKeyEvent', { ...base, type: 'keyUp' })
}

/** Keys at a pace, sent without waiting for one to arrive: `gap` says how long before each. */
export async function keys(
  text: string,
  gap: (index: number) => number,
  terminator?: 'Enter' | 'Tab',
): Promise<void> {
  const sent: Promise<void>[] = []
  let due = performance.now()
  let index = 0
  for (const character of [...text, ...(terminator ? [terminator] : [])]) {
    due += gap(index++)
    const wait = due - performance.now()
    if (wait > 0) await pause(wait)
    const [code, shift] = character.length > 1 ? [character, false] : keyFor(character)
    sent.push(key(code, character, shift))
  }
  await Promise.all(sent)
}
