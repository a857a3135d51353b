import type { Input } from 'electron'

/** What moves about on the screen and in a field. */
const NAMED = new Set([
  'Enter',
  'Tab',
  'Backspace',
  'Delete',
  'Escape',
  'ArrowLeft',
  'ArrowRight',
  'ArrowUp',
  'ArrowDown',
  // A scanner holds it for capitals and many signs.
  'Shift',
  // A key that waits for the next one on an international keyboard: scanners meet those, and are read
  // by their physical keys.
  'Dead',
])

/**
 * Whether a kiosk's page gets this key: what types, moves and confirms. Nothing together with Ctrl, Alt
 * or the system's key, and no key that has a meaning for a browser (F1 to F24, Back, Refresh, Print).
 */
export const mayPress = ({
  key,
  control,
  alt,
  meta,
}: Pick<Input, 'key' | 'control' | 'alt' | 'meta'>): boolean =>
  !control && !alt && !meta && (NAMED.has(key) || isOneCharacter(key))

const isOneCharacter = (key: string): boolean => /^\P{C}$/u.test(key)
