import { describe, expect, it } from 'vitest'
import { mayPress } from '../../../../src/main/windows/kiosk-keys.ts'

const press = (key: string, ...held: ('control' | 'alt' | 'meta')[]) =>
  mayPress({
    key,
    control: held.includes('control'),
    alt: held.includes('alt'),
    meta: held.includes('meta'),
  })

/** Everything that a US keyboard types, with and without Shift: what a scanner sends. */
const PRINTABLE = Array.from({ length: 95 }, (_, index) => String.fromCharCode(32 + index))

describe('keys at a kiosk', () => {
  it.each([...PRINTABLE, 'é', 'ß', '€'])('%j types', (key) => expect(press(key)).toBe(true))

  it.each(['Enter', 'Tab', 'Backspace', 'Delete', 'Escape', 'Shift', 'Dead', 'ArrowDown'])(
    '%s does its work',
    (key) => expect(press(key)).toBe(true),
  )

  it.each([
    ...Array.from({ length: 24 }, (_, index) => `F${index + 1}`),
    ...['Control', 'Alt', 'AltGraph', 'Meta', 'OS', 'ContextMenu', 'PrintScreen', 'Print'],
    ...['BrowserBack', 'BrowserForward', 'BrowserHome', 'BrowserRefresh', 'BrowserSearch'],
    ...['LaunchMail', 'LaunchApplication1', 'LaunchApplication2', 'Help', 'Pause', 'Insert'],
    ...['Home', 'End', 'PageUp', 'PageDown', 'ZoomIn', 'ZoomOut', 'Process', 'Unidentified', ''],
    ...['Power', 'Sleep', 'WakeUp', 'MediaPlayPause', 'AudioVolumeUp', 'NumLock', 'CapsLock'],
    ...['\u0000', '\u001B', '\u007F', '\u200B', '\u202E'],
  ])('%j does nothing', (key) => expect(press(key)).toBe(false))

  it.each(['control', 'alt', 'meta'] as const)('nothing together with %s', (held) => {
    for (const key of [...PRINTABLE, 'Enter', 'Tab', 'Escape', 'ArrowLeft', 'Backspace', 'Shift'])
      expect(press(key, held)).toBe(false)
  })
})
