import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { LONGEST_CODE, readScan } from '../../../src/shared/domain/scan-code.ts'
import { AFTERMATH, HOLD, PACE, type WedgeInput } from '../../../src/shared/scan/wedge.ts'
import { person, play, press, run, scanner, type Recorded } from './recordings.ts'

describe('scanners', () => {
  it.each([
    ['a fast one', 2, 'Enter', 'enter'],
    ['a usual one', 12, 'Enter', 'enter'],
    ['a slow one', 30, 'Enter', 'enter'],
    ['one that ends with Tab', 8, 'Tab', 'tab'],
    ['one with the Enter of the number pad', 8, 'NumpadEnter', 'enter'],
    ['one without a terminator', 8, undefined, 'silence'],
    ['a slow one without a terminator', 30, undefined, 'silence'],
  ])('%s is read, and nothing of it is given to the page', (_name, gap, terminator, ended) => {
    const result = play(scanner('B:88-1', gap, terminator))
    expect(result.scans).toHaveLength(1)
    expect(result.scans[0]).toMatchObject({ text: 'B:88-1', count: 6, ended })
    expect(result.scans[0]?.gap).toBeCloseTo(gap, 0)
    expect(result.field).toBe('')
    expect(result.passed.filter((code) => code !== 'ShiftLeft')).toEqual([])
  })

  it('is read by its physical keys on a French keyboard, where the digits need Shift', () => {
    // As recorded with the computer on AZERTY and the scanner on US.
    const recording: Recorded[] = [
      [0, 'ShiftLeft', true, 'Shift'],
      [9, 'KeyB', true, 'B'],
      [11, 'Semicolon', true, 'M'],
      [10, 'Digit1', false, '&'],
      [10, 'Digit7', false, 'è'],
      [11, 'Minus', false, ')'],
      [10, 'Digit4', false, "'"],
      [12, 'Enter', false, 'Enter'],
    ]
    expect(play(recording).scans[0]?.text).toBe('B:17-4')
  })

  it('is read through dead keys of an international layout once it is under way', () => {
    const recording = scanner('{"ref":"17-4"}', 6, 'Enter').map(
      ([gap, code, shift, key]): Recorded => [gap, code, shift, code === 'Quote' ? 'Dead' : key],
    )
    // The first quote is the second key, too early to be sure of; a person's accent must not break.
    expect(play(recording).scans[0]?.text).toBe('ref":"17-4"}')
  })

  it('is read from a number pad, and with caps lock on', () => {
    const pad: Recorded[] = ['1', '7', '5', '4', '3', '2'].map((digit) => [
      10,
      `Numpad${digit}`,
      false,
      digit,
    ])
    expect(
      play([...pad, [10, 'NumpadSubtract', false, '-'], [10, 'Numpad4', false, '4']]).scans[0],
    ).toMatchObject({ text: '175432-4' })
    const shouting = scanner('b:17-4', 10, 'Enter').map(([gap, code, shift, key]): Recorded => [
      gap,
      code,
      shift,
      key === 'b' ? 'B' : key,
    ])
    expect(play(shouting).scans[0]?.text).toBe('b:17-4')
  })

  it('swallows a second terminator and a late one, and nobody elses', () => {
    const twice = play([...scanner('B:88-1', 8, 'Enter'), [15, 'Enter', false, 'Enter']])
    expect(twice.passed).not.toContain('Enter')
    const late = play([...scanner('B:88-1', 8), [120, 'Enter', false, 'Enter']])
    expect(late.scans).toHaveLength(1)
    expect(late.passed).not.toContain('Enter')
    const own = play([...scanner('B:88-1', 8, 'Enter'), [AFTERMATH + 20, 'Enter', false, 'Enter']])
    expect(own.passed).toContain('Enter')
  })

  it('reads two codes right after each other as two', () => {
    const result = play([...scanner('B:88-1', 5, 'Enter'), ...scanner('B:62-1', 5, 'Enter')])
    expect(result.scans.map((scan) => scan.text)).toEqual(['B:88-1', 'B:62-1'])
  })

  it('reads the shortest code that Recras can have, and no other short text', () => {
    expect(play(scanner('B:7-1', 10, 'Enter')).scans[0]?.text).toBe('B:7-1')
    const short = play(scanner('abcde', 10, 'Enter'))
    expect(short.scans).toEqual([])
    expect(short.field).toBe('abcde')
    expect(short.passed).toContain('Enter')
  })

  it('a configured prefix ends all doubt, and is not part of the code', () => {
    const marked = play(scanner('~7-1', 12, 'Enter'), '~')
    expect(marked.scans[0]).toMatchObject({ text: '7-1', count: 3 })
    expect(play(scanner('B:88-1', 12, 'Enter'), '~').scans[0]?.text).toBe('B:88-1')
  })

  it('cuts a scan of 10,000 characters without keeping it, in one piece', () => {
    const result = play(scanner('B'.repeat(10_000), 2, 'Enter'))
    expect(result.scans).toHaveLength(1)
    expect(result.scans[0]?.count).toBe(10_000)
    expect(result.scans[0]?.text.length).toBe(LONGEST_CODE + 1)
    expect(readScan(result.scans[0]?.text ?? '').kind).toBe('too-long')
  })

  it('is read whole when a hitch tore its first keys off', () => {
    const [first = [0, 'KeyB'], second = [0, 'Semicolon'], ...rest] = scanner(
      'B:61-24',
      8,
      'Enter',
    ).filter(([, code]) => code !== 'ShiftLeft')
    const late: Recorded[] = [first, [150, second[1], second[2], second[3]], ...rest]
    expect(play(late).scans.map((scan) => scan.text)).toEqual(['B:61-24'])
    const short = play([first, [150, 'Semicolon', true, ':'], ...scanner('1-2', 8, 'Enter')])
    expect(short.scans.map((scan) => scan.text)).toEqual(['B:1-2'])
    // What a person typed long before does not get into a code, nor into one that is whole.
    expect(play([first, [600, second[1], second[2], second[3]], ...rest]).scans[0]?.text).toBe(
      ':61-24',
    )
    expect(
      play([[0, 'KeyB', false, 'b'], [200, 'KeyB', true, 'B'], ...scanner(':61-24', 8, 'Enter')])
        .scans[0]?.text,
    ).toBe('B:61-24')
  })

  it('half a reference is not taken for a whole one while the scanner may go on', () => {
    const stalls = (silence: number): Recorded[] => [
      ...scanner('B:279-2', 8),
      [silence, 'Digit4', false, '4'],
      [8, 'Enter', false, 'Enter'],
    ]
    expect(play(stalls(200)).scans.map((scan) => scan.text)).toEqual(['B:279-24'])
    // One that was seen to end its codes with Enter is waited for longer.
    const seen = play([...scanner('B:88-1', 8, 'Enter'), ...stalls(450)])
    expect(seen.scans.map((scan) => scan.text)).toEqual(['B:88-1', 'B:279-24'])
  })

  it('does not wait for a terminator that never comes', () => {
    const pause: Recorded = [400, 'ShiftLeft', true, 'Shift']
    const codes = ['B:88-1', 'B:62-1', 'B:17-4'].flatMap((code): Recorded[] => [
      ...scanner(code, 8),
      pause,
    ])
    expect(play(codes).scans.map((scan) => scan.text)).toEqual(['B:88-1', 'B:62-1', 'B:17-4'])
    expect(
      play([...codes, ...scanner('B:89-1', 8), [100, 'KeyA', false, 'a']]).scans.at(-1)?.text,
    ).toBe('B:89-1')
  })

  it('goes by when keys were pressed, not by when a busy page got to them', () => {
    // No tick for a second: the page was busy and the queue is worked off at once.
    const keys = ['B', ':', '8', '8', '-', '1'].map((character, index) => {
      const [, code = '', shift] = scanner(character, 0).at(-1) ?? []
      return press(1000 + index * 10, code, shift, character)
    })
    expect(run([...keys, press(1060, 'Enter', false, 'Enter')]).scans).toHaveLength(1)
  })
})

describe('people', () => {
  it.each([
    ['a fast typist', [60, 75, 48, 110, 90]],
    ['a typist who rolls keys', [28, 140, 22, 95, 41, 180]],
    ['a beginner', [240, 300, 190]],
  ])('%s gets back every key, in order, soon', (_name, gaps) => {
    const text = 'familie van den heuvel 17-4'
    const result = play([...person(text, gaps), [90, 'Enter', false, 'Enter']])
    expect(result.scans).toEqual([])
    expect(result.field).toBe(text)
    expect(result.passed.at(-1)).toBe('Enter')
    expect(result.heldFor).toBeLessThanOrEqual(3 * HOLD)
  })

  it('keeps the order around keys that are not text', () => {
    const result = play([
      [100, 'KeyA', false, 'a'],
      [20, 'Backspace', false, 'Backspace'],
      [20, 'KeyB', false, 'b'],
      [20, 'ArrowLeft', false, 'ArrowLeft'],
    ])
    expect(result.passed).toEqual(['Backspace', 'ArrowLeft'])
    expect(result.typed).toBe('ab')
  })

  it('is left alone with a held key, a shortcut and an input method', () => {
    const held: WedgeInput[] = Array.from({ length: 40 }, (_, index) => ({
      ...press(1000 + index * 30, 'KeyA', false, 'a'),
      repeat: index > 0,
    }))
    expect(run(held)).toMatchObject({ scans: [], field: 'a'.repeat(40) })
    const copies = [...'abcdefgh'].map((letter, index) => ({
      ...press(1000 + index * 10, `Key${letter.toUpperCase()}`, false, letter),
      command: true,
    }))
    expect(run(copies)).toMatchObject({ scans: [], typed: '' })
    const composing = [...'abcdefgh'].map((letter, index) => ({
      ...press(1000 + index * 10, `Key${letter.toUpperCase()}`, false, letter),
      composing: true,
    }))
    expect(run(composing)).toMatchObject({ scans: [], typed: '' })
  })

  it('gets a key back at once when the hand goes elsewhere', () => {
    const result = run([press(1000, 'KeyA', false, 'a'), { kind: 'flush' }])
    expect(result.field).toBe('a')
    expect(result.heldFor).toBe(0)
  })
})

describe('always', () => {
  const text = fc.string({
    unit: fc.constantFrom(...'abcdefghijklmnopqrstuvwxyz0123456789:-. '),
    minLength: 6,
    maxLength: 60,
  })
  const starts = text.filter((one) => !one.startsWith(' '))

  it('typing with 40 to 300 ms between keys comes out as it was typed', () => {
    fc.assert(
      fc.property(
        text,
        fc.array(fc.integer({ min: 40, max: 300 }), { minLength: 60 }),
        (typed, gaps) => {
          const result = play(person(typed, gaps))
          expect(result.scans).toEqual([])
          expect(result.field).toBe(typed)
        },
      ),
      { numRuns: 400 },
    )
  })

  it('a scanner with 2 to 30 ms between keys is one scan of just that, and leaves nothing behind', () => {
    fc.assert(
      fc.property(
        starts,
        fc.array(fc.integer({ min: 2, max: 30 }), { minLength: 61 }),
        fc.constantFrom('Enter', 'Tab', undefined),
        (code, gaps, terminator) => {
          const keys = person(code, gaps)
          const end: Recorded[] = terminator ? [[gaps[60] ?? 9, terminator, false, terminator]] : []
          const result = play([...keys, ...end])
          expect(result.scans.map((scan) => scan.text)).toEqual([code])
          expect(result.field).toBe('')
          expect(result.passed).toEqual([])
        },
      ),
      { numRuns: 400 },
    )
  })

  it('no key is ever lost: given to the page, or part of a scan', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.integer({ min: 1, max: 120 }), fc.constantFrom(...'abc17-')), {
          maxLength: 80,
        }),
        (keys) => {
          const recording = keys.map(([gap, character]): Recorded => {
            const [, code = '', shift] = scanner(character, 0)[0] ?? []
            return [gap, code, shift, character]
          })
          const result = play(recording)
          const scanned = result.scans.reduce((sum, scan) => sum + scan.count, 0)
          expect(scanned + result.field.length).toBe(keys.length)
          for (const scan of result.scans) expect(scan.count).toBeGreaterThanOrEqual(6)
        },
      ),
      { numRuns: 500 },
    )
  })

  it('is a scanner by its average pace', () => {
    expect(play(scanner('B:88-1', PACE, 'Enter')).scans).toHaveLength(1)
    expect(play(scanner('B:88-1', PACE + 3, 'Enter')).scans).toHaveLength(0)
  })
})
