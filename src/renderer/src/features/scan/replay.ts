import type { HeldKey } from '../../../../shared/scan/wedge.ts'

/*
 * Gives held keys back to where the focus is. A page cannot make a trusted key event, so this does by
 * hand what the browser would have done: listeners first, then the text into the field, in order
 * and with its place in the undo history.
 */

/** What can be done with a key where the focus is. */
export type Focus =
  /** Text can be put in: any key can be held and given back. */
  | 'text'
  /** The browser's own control (a date, a list): keys go through, and its value is put back after a scan. */
  | 'native'
  /** No text: only listeners hear keys here. */
  | 'other'

const TEXT_TYPES = new Set(['text', 'search', 'tel', 'url', 'email', 'password', 'number', ''])
const PRESSED_TYPES = new Set(['button', 'submit', 'reset', 'checkbox', 'radio', 'image', 'file'])

/** What has the focus in this document. */
export function focusOf(element: Element | null): Focus {
  if (element instanceof HTMLTextAreaElement) return element.readOnly ? 'other' : 'text'
  if (element instanceof HTMLSelectElement) return 'native'
  if (element instanceof HTMLInputElement) {
    if (PRESSED_TYPES.has(element.type) || element.readOnly) return 'other'
    return TEXT_TYPES.has(element.type) ? 'text' : 'native'
  }
  return element instanceof HTMLElement && element.isContentEditable ? 'text' : 'other'
}

/** Whether Enter or Space presses this. */
export const isPressable = (element: Element | null): boolean =>
  element?.matches(
    'button, a[href], summary, [role=button], input[type=button], input[type=submit]',
  ) ?? false

/** Whether a key can be given back: all but a dead key. */
export const isReplayable = (key: string): boolean => [...key].length === 1

const PRESSED_BY_SPACE =
  'button, summary, input:is([type=button], [type=submit], [type=reset], [type=checkbox], [type=radio])'

const ours = new WeakSet<Event>()

/** Whether this event is one that `giveBack` made. */
export const isGivenBack = (event: Event): boolean => ours.has(event)

/**
 * Gives keys back, each to what has the focus by then (a shortcut may have moved it). A Space goes
 * to what had the focus when it was pressed, as it may press a button.
 */
export function giveBack(
  keys: readonly HeldKey[],
  pressedOn: (key: HeldKey) => Element | null,
): void {
  for (const held of keys) {
    const { key, code, shift, replayable } = held
    if (!replayable) continue
    const before = key === ' ' ? pressedOn(held) : null
    const target = before?.isConnected ? before : (document.activeElement ?? document.body)
    const event = new KeyboardEvent('keydown', {
      key,
      code,
      shiftKey: shift,
      bubbles: true,
      cancelable: true,
      composed: true,
    })
    ours.add(event)
    if (!target.dispatchEvent(event)) continue
    // Deprecated, and still the only way that keeps the undo history, `maxlength` and input events.
    if (focusOf(document.activeElement) === 'text') document.execCommand('insertText', false, key)
    else if (key === ' ' && target instanceof HTMLElement && target.matches(PRESSED_BY_SPACE))
      target.click()
  }
}
