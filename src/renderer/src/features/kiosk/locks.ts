/*
 * What a page can do to stay shut: no menu, selection, dragging, zooming, printing, finding, function
 * keys, shortcuts or history. The main process does its own part; the machine's is in docs/kiosk.md.
 */

const HOME = '#/kiosk'

/** Keys that a guest may press; which of them mean something the screen decides. */
const ALLOWED = new Set(['Enter', 'Backspace', 'Escape', 'Tab', ' '])

const stop = (event: Event): void => event.preventDefault()

function stopKey(event: KeyboardEvent): void {
  const { key, ctrlKey, metaKey, altKey } = event
  if (ctrlKey || metaKey || altKey || ([...key].length !== 1 && !ALLOWED.has(key)))
    event.preventDefault()
}

function stopWheel(event: WheelEvent): void {
  if (event.ctrlKey || event.metaKey) event.preventDefault()
}

function stopPinch(event: TouchEvent): void {
  if (event.touches.length > 1) event.preventDefault()
}

/** Buttons of a mouse that are not the first: menu, new tab, back and forward. */
function stopButton(event: MouseEvent): void {
  if (event.button > 0) event.preventDefault()
}

/** Every address is the kiosk's. */
function stayHome(): void {
  if (location.hash !== HOME) history.replaceState(null, '', HOME)
}

const EVENTS = [
  'contextmenu',
  'dragstart',
  'dragover',
  'drop',
  'selectstart',
  'copy',
  'cut',
  'paste',
  'gesturestart',
  'beforeinput',
] as const

/** Shuts the page; returns the function that opens it. */
export function lockPage(): () => void {
  const options = { capture: true, passive: false }
  stayHome()
  window.print = () => undefined
  for (const name of EVENTS) window.addEventListener(name, stop, options)
  window.addEventListener('keydown', stopKey, options)
  window.addEventListener('wheel', stopWheel, options)
  window.addEventListener('touchmove', stopPinch, options)
  window.addEventListener('mousedown', stopButton, options)
  window.addEventListener('mouseup', stopButton, options)
  window.addEventListener('auxclick', stop, options)
  window.addEventListener('hashchange', stayHome)
  window.addEventListener('popstate', stayHome)
  return () => {
    for (const name of EVENTS) window.removeEventListener(name, stop, options)
    window.removeEventListener('keydown', stopKey, options)
    window.removeEventListener('wheel', stopWheel, options)
    window.removeEventListener('touchmove', stopPinch, options)
    window.removeEventListener('mousedown', stopButton, options)
    window.removeEventListener('mouseup', stopButton, options)
    window.removeEventListener('auxclick', stop, options)
    window.removeEventListener('hashchange', stayHome)
    window.removeEventListener('popstate', stayHome)
  }
}
