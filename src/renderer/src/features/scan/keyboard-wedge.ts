import {
  IDLE,
  wedge,
  type HeldKey,
  type WedgeInput,
  type WedgeScan,
} from '../../../../shared/scan/wedge.ts'
import { focusOf, giveBack, isGivenBack, isReplayable } from './replay.ts'

export interface WedgeOptions {
  /** What the scanner is set to send first; asked at every key. */
  prefix: () => string
  onScan: (scan: WedgeScan) => void
  /** A key that turned out to be typing, for the scanner's test page. */
  onTyped?: (key: HeldKey) => void
}

/** The value of a control of the browser's own, to be put back when a scan went into it. */
interface Snapshot {
  element: HTMLInputElement | HTMLSelectElement
  value: string
}

interface Scheduling {
  scheduling?: { isInputPending?: () => boolean }
}

/**
 * Listens to every key of the window before anybody else does and lets the wedge reducer decide
 * (see there). Works whatever has the focus. Returns the function that stops it.
 */
export function listenToWedge(options: WedgeOptions): () => void {
  let state = IDLE
  let timer: ReturnType<typeof setTimeout> | undefined
  let snapshot: Snapshot | null = null

  function apply(input: WedgeInput): 'pass' | 'hold' {
    const step = wedge(state, input, options.prefix())
    state = step.state
    clearTimeout(timer)
    timer = undefined
    // From now on, not from when the key was pressed: keys may reach a busy page late, and the next
    // one is then late as well.
    if (step.wakeAt !== null) {
      const pressed = input.kind === 'key' ? input.at : performance.now()
      arm(performance.now() + step.wakeAt - pressed)
    }
    if (step.release.length > 0) {
      if (!snapshot) giveBack(step.release)
      for (const key of step.release) options.onTyped?.(key)
    }
    if (step.scan) {
      restore()
      options.onScan(step.scan)
    }
    if (state.count === 0) snapshot = null
    return step.handling
  }

  function arm(wakeAt: number): void {
    timer = setTimeout(
      () => {
        // A busy page: the next key is already in the queue and tells the time better than we do.
        if ((navigator as Scheduling).scheduling?.isInputPending?.()) arm(performance.now() + 4)
        else apply({ kind: 'tick', at: performance.now() })
      },
      Math.max(0, wakeAt - performance.now()),
    )
  }

  function onKeyDown(event: KeyboardEvent): void {
    if (isGivenBack(event)) return
    const focus = focusOf(document.activeElement)
    if (focus === 'native' && state.count === 0) snapshot = snapshotOf(document.activeElement)
    const wasCertain = state.certain
    const handling = apply({
      kind: 'key',
      at: event.timeStamp,
      code: event.code,
      key: event.key,
      shift: event.shiftKey,
      command: event.ctrlKey || event.altKey || event.metaKey,
      repeat: event.repeat,
      composing: event.isComposing || event.key === 'Process',
      replayable: focus === 'native' || isReplayable(event.key, focus),
    })
    if (handling === 'pass') return
    // A control of the browser's own gets its keys until there is no doubt.
    const terminator = state.count === 0
    if (snapshot && !wasCertain && !terminator) return
    event.preventDefault()
    event.stopImmediatePropagation()
  }

  function restore(): void {
    if (!snapshot || snapshot.element.value === snapshot.value) return
    snapshot.element.value = snapshot.value
    snapshot.element.dispatchEvent(new Event('input', { bubbles: true }))
    snapshot.element.dispatchEvent(new Event('change', { bubbles: true }))
  }

  const flush = (): void => void apply({ kind: 'flush' })
  window.addEventListener('keydown', onKeyDown, { capture: true })
  window.addEventListener('pointerdown', flush, { capture: true })
  window.addEventListener('compositionstart', flush, { capture: true })
  window.addEventListener('blur', flush)
  return () => {
    flush()
    clearTimeout(timer)
    window.removeEventListener('keydown', onKeyDown, { capture: true })
    window.removeEventListener('pointerdown', flush, { capture: true })
    window.removeEventListener('compositionstart', flush, { capture: true })
    window.removeEventListener('blur', flush)
  }
}

const snapshotOf = (element: Element | null): Snapshot | null =>
  element instanceof HTMLInputElement || element instanceof HTMLSelectElement
    ? { element, value: element.value }
    : null
