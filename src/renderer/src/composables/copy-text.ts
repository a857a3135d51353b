/**
 * Puts a text on the clipboard; says whether it worked. The clipboard API asks for a permission that
 * this window is denied; copying a selection does not.
 */
export function copyText(text: string): boolean {
  const area = document.createElement('textarea')
  area.value = text
  area.className = 'visually-hidden'
  const before = document.activeElement
  // A modal dialog keeps the focus to itself: what is to be selected has to be in it.
  const home = before?.closest('[role="dialog"]') ?? document.body
  home.append(area)
  area.select()
  const copied = document.execCommand('copy')
  area.remove()
  if (before instanceof HTMLElement) before.focus()
  return copied
}
