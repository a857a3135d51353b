import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { listenToWedge } from '../../../src/renderer/src/features/scan/keyboard-wedge.ts'
import type { WedgeScan } from '../../../src/shared/scan/wedge.ts'
import { holdKey, key, keys } from './keyboard.ts'

let stop: () => void
let scans: WedgeScan[]
let clicks: string[]
let submits: number

beforeEach(() => {
  document.body.innerHTML = `
    <form><input id="text"><input id="number" type="number"><input id="date" type="date"
      value="2026-06-13"><select id="list"><option>Alpha</option><option>Beta</option></select>
      <textarea id="area"></textarea><button id="go" type="submit">Go</button></form>
    <button id="button" type="button">Press</button><div id="editable" contenteditable></div>`
  scans = []
  clicks = []
  submits = 0
  document.querySelectorAll('button').forEach((button) => {
    button.addEventListener('click', () => clicks.push(button.id))
  })
  document.querySelector('form')?.addEventListener('submit', (event) => {
    event.preventDefault()
    submits++
  })
  stop = listenToWedge({ prefix: () => '', onScan: (scan) => scans.push(scan) })
})
afterEach(() => stop())

const field = (id: string): HTMLInputElement => {
  const found = document.getElementById(id)
  if (!(found instanceof HTMLElement)) throw new Error(id)
  found.focus()
  return found as HTMLInputElement
}
const scanned = (count: number): Promise<void> =>
  vi.waitFor(() => expect(scans).toHaveLength(count), { timeout: 5000 })

it.each(['text', 'number', 'area', 'button', 'go', 'date', 'list'])(
  'a scan leaves what has the focus as it was, presses nothing and submits nothing: %s',
  async (id) => {
    const element = field(id)
    const before = element.value
    for (const [index, gap] of [2, 9, 20, 30].entries()) {
      await keys('B:175-4', () => gap, index % 2 ? 'Tab' : 'Enter')
      await scanned(index + 1)
    }
    expect(scans.map((scan) => scan.text)).toEqual(Array(4).fill('B:175-4'))
    expect(element.value).toBe(before)
    expect(document.activeElement).toBe(element)
    expect({ clicks, submits }).toEqual({ clicks: [], submits: 0 })
  },
)

it('a scan without a terminator leaves nothing behind', async () => {
  const input = field('text')
  await keys('B:175-4', () => 8)
  await scanned(1)
  expect(scans[0]).toMatchObject({ text: 'B:175-4', ended: 'silence' })
  expect(input.value).toBe('')
})

it('a code with spaces does not press the button that has the focus', async () => {
  field('button')
  await keys('B:175-4 and more', () => 6, 'Enter')
  await scanned(1)
  expect(scans[0]?.text).toBe('B:175-4 and more')
  expect(clicks).toEqual([])
})

it.each([' B:70-1', 'A BCDEFGH', 'AB CDEFGH', 'B: 99 -1 x'])(
  'a Space among the first keys of a code presses nothing either: %j',
  async (code) => {
    field('button')
    await keys(code, () => 8, 'Enter')
    await scanned(1)
    expect(scans[0]?.text.trim()).toBe(code.trim())
    expect(clicks).toEqual([])
  },
)

it.each(['text', 'area', 'editable'])(
  'what a person types is there, all of it, in order: %s',
  async (id) => {
    const element = field(id)
    const text = 'familie jansen van 17-4'
    const gaps = [40, 61, 150, 45, 300, 52, 90, 41, 120]
    await keys(text, (index) => gaps[index % gaps.length] ?? 80)
    const value = (): string => (id === 'editable' ? (element.textContent ?? '') : element.value)
    await vi.waitFor(() => expect(value().replace(/\u00a0/g, ' ')).toBe(text))
    expect(scans).toEqual([])
  },
)

it('typing keeps its order with keys that are not text, and Enter does what it does', async () => {
  const input = field('text')
  await keys('abcd', () => 15)
  await key('Backspace', 'Backspace')
  await keys('e', () => 0)
  await key('Enter', 'Enter')
  await vi.waitFor(() => expect(submits).toBe(1))
  expect(input.value).toBe('abce')
  document.execCommand('undo')
  expect(input.value).not.toBe('abce')
})

it('typing respects the length of a field and tells its listeners', async () => {
  const input = field('text')
  input.maxLength = 3
  const heard: string[] = []
  input.addEventListener('input', () => heard.push(input.value))
  input.addEventListener('keydown', (event) => heard.push(event.key))
  await keys('abcd', () => 90)
  await vi.waitFor(() => expect(heard.at(-1)).toBe('d'))
  expect(input.value).toBe('abc')
  expect(heard).toEqual(['a', 'a', 'b', 'ab', 'c', 'abc', 'd'])
})

it('a shortcut still works, and what it focuses gets what is typed next', async () => {
  const input = document.getElementById('text') as HTMLInputElement
  const shortcut = (event: KeyboardEvent): void => {
    if (event.key !== '/' || event.target instanceof HTMLInputElement) return
    event.preventDefault()
    input.focus()
  }
  document.addEventListener('keydown', shortcut)
  field('button')
  await keys('/jan', () => 25)
  await vi.waitFor(() => expect(input.value).toBe('jan'))
  document.removeEventListener('keydown', shortcut)
})

it('Space and Enter of a person press the button that has the focus', async () => {
  field('button')
  await key('Space', ' ')
  await key('Enter', 'Enter')
  await vi.waitFor(() => expect(clicks).toEqual(['button', 'button']))
})

it('a scan between typing leaves the typing', async () => {
  const input = field('text')
  await keys('jan', () => 120)
  await new Promise((resolve) => setTimeout(resolve, 120))
  await keys('B:175-4', () => 10, 'Enter')
  await scanned(1)
  await keys('sen', () => 120)
  await vi.waitFor(() => expect(input.value).toBe('jansen'))
  expect(scans[0]?.text).toBe('B:175-4')
})

it('a scan that is longer than any code is one scan, and the page lives', async () => {
  field('text')
  await keys('B'.repeat(2_400), () => 0, 'Enter')
  await vi.waitFor(() => expect(scans).toHaveLength(1), { timeout: 30_000 })
  expect(scans[0]?.count).toBe(2_400)
}, 60_000)

it.each(['text', 'area'])('a key in a field is there at once: %s', async (id) => {
  const element = field(id)
  const waits: number[] = []
  let pressed = 0
  element.addEventListener('keydown', (event) => (pressed = event.timeStamp))
  element.addEventListener('input', () => waits.push(performance.now() - pressed))
  for (const letter of 'abc') {
    await key(`Key${letter.toUpperCase()}`, letter)
    expect(element.value.endsWith(letter)).toBe(true)
  }
  expect(element.value).toBe('abc')
  // What the browser itself makes of a key is no event of ours.
  expect(waits).toHaveLength(3)
})

it.each(['text', 'area'])('a scan puts text and selection back: %s', async (id) => {
  const element = field(id)
  element.value = 'familie Jansen'
  element.setSelectionRange(2, 5, 'backward')
  const heard: string[] = []
  element.addEventListener('input', () => heard.push(element.value))
  for (const code of ['B:175-4', 'B:7-1']) {
    await keys(code, () => 8, 'Enter')
    await scanned(code === 'B:7-1' ? 2 : 1)
    expect(element.value).toBe('familie Jansen')
    expect([element.selectionStart, element.selectionEnd]).toEqual([2, 5])
    expect(heard.at(-1)).toBe('familie Jansen')
  }
})

it('undo after a scan takes back what was typed, and never brings the scan', async () => {
  const input = field('text')
  await keys('jan', () => 120)
  await new Promise((resolve) => setTimeout(resolve, 150))
  await keys('B:175-4', () => 8, 'Enter')
  await scanned(1)
  expect(input.value).toBe('jan')
  document.execCommand('undo')
  expect('jan'.startsWith(input.value)).toBe(true)
  expect(input.value).not.toBe('jan')
})

it('a burst that turns out to be typing is not typed twice when the focus moves on', async () => {
  const input = field('text')
  const area = document.getElementById('area') as HTMLTextAreaElement
  input.addEventListener('input', () => area.focus(), { once: true })
  await keys('abc', () => 20)
  await vi.waitFor(() => expect(input.value + area.value).toBe('abc'))
  expect(input.value).toBe('a')
})

it.each([
  ['Enter', 'Enter'],
  ['Space', ' '],
])('%s that is held down presses a button once', async (code, text) => {
  field('button')
  await holdKey(code, text, 8)
  await vi.waitFor(() => expect(clicks.length).toBeGreaterThan(0))
  expect(clicks).toEqual(['button'])
})
