/** A field as it was at a moment. */
export interface Snapshot {
  element: Element
  /** Makes it so again and tells its listeners. */
  restore: () => void
}

/** Types whose text and selection a page can read and put back; a number's it cannot. */
const TEXTS = new Set(['text', 'search', 'tel', 'url', 'password'])
/** The browser's own controls: keys make values in a way that is theirs. */
const OTHERS = new Set([
  'number',
  'email',
  'button',
  'submit',
  'reset',
  'checkbox',
  'radio',
  'image',
  'file',
])

/** Remembers a field that can be put back; `null` when this is none. */
export function snapshotOf(element: Element | null): Snapshot | null {
  if (element instanceof HTMLTextAreaElement) return element.readOnly ? null : textOf(element)
  if (element instanceof HTMLSelectElement) return valueOf(element)
  if (!(element instanceof HTMLInputElement) || element.readOnly) return null
  if (TEXTS.has(element.type)) return textOf(element)
  return OTHERS.has(element.type) ? null : valueOf(element)
}

function valueOf(element: HTMLInputElement | HTMLSelectElement): Snapshot {
  const { value } = element
  return {
    element,
    restore: () => {
      if (element.value === value) return
      element.value = value
      element.dispatchEvent(new Event('input', { bubbles: true }))
      element.dispatchEvent(new Event('change', { bubbles: true }))
    },
  }
}

function textOf(element: HTMLInputElement | HTMLTextAreaElement): Snapshot {
  const { value, selectionStart, selectionEnd, selectionDirection } = element
  return {
    element,
    restore: () => {
      if (element.value === value) return
      if (document.activeElement === element) takeBack(element, value)
      if (element.value !== value) {
        element.value = value
        element.dispatchEvent(new Event('input', { bubbles: true }))
      }
      element.setSelectionRange(selectionStart, selectionEnd, selectionDirection ?? 'none')
    },
  }
}

/**
 * Undoes what was typed since, as Ctrl+Z would, so that the undo history is as it was too. The
 * browser may have joined it with what was typed just before: that is put in again, and stays one step.
 */
function takeBack(element: HTMLInputElement | HTMLTextAreaElement, value: string): void {
  // Deprecated, and still the only way to a field's undo history.
  document.execCommand('undo')
  const now = element.value
  if (now === value) return
  const shorter = Math.min(now.length, value.length)
  let start = 0
  while (start < shorter && now[start] === value[start]) start++
  let same = 0
  while (same < shorter - start && now.at(-1 - same) === value.at(-1 - same)) same++
  element.setSelectionRange(start, now.length - same)
  const lost = value.slice(start, value.length - same)
  if (lost === '') document.execCommand('delete')
  else document.execCommand('insertText', false, lost)
}
