import {
  IDLE,
  wedge,
  type HeldKey,
  type WedgeInput,
  type WedgeScan,
} from '../../../../shared/scan/wedge.ts'
import { snapshotOf, type Snapshot } from './field-snapshot.ts'
import { focusOf, giveBack, isGivenBack, isPressable, isReplayable } from './replay.ts'

export interface WedgeOptions {
  /** What the scanner is set to send first; asked at every key. */
  prefix: () => string
  onScan: (scan: WedgeScan) => void
  /** A key that turned out to be typing, for the scanner's test page. */
  onTyped?: (key: HeldKey) => void
}

interface Scheduling {
  scheduling?: { isInputPending?: () => boolean }
}

/**
 * Listens to every key of the window before anybody else does and lets the wedge reducer decide
 * (see there). Works whatever has the focus. A field gets its keys at once, as nobody may wait for
 * what they type, and is put back once they turn out to be a scan; everywhere else a key that may be
 * a scanner's is held, as a button that was pressed cannot be put back. Returns the function that
 * stops it.
 */
export function listenToWedge(options: WedgeOptions): () => void {
  let state = IDLE
  let timer: ReturnType<typeof setTimeout> | undefined
  /** The field in which the present burst began, as it was before that. */
  let snapshot: Snapshot | null = null
  /** When the keys of the burst that went into it were pressed. */
  const through = new Set<number>()
  /** What had the focus when a held key was pressed. */
  const pressedOn = new Map<number, Element>()

  function begin(element: Element | null): void {
    snapshot = snapshotOf(element)
    through.clear()
  }

  function restore(): void {
    if (through.size > 0) snapshot?.restore()
    through.clear()
  }

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
      const held = step.release.filter((key) => !through.has(key.at))
      giveBack(held, ({ at }) => pressedOn.get(at) ?? null)
      for (const key of step.release) options.onTyped?.(key)
    }
    if (step.scan) restore()
    if (state.count === 0) {
      begin(null)
      pressedOn.clear()
    }
    if (step.scan) options.onScan(step.scan)
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
    const active = document.activeElement
    const focus = focusOf(active)
    const handling = apply({
      kind: 'key',
      at: event.timeStamp,
      code: event.code,
      key: event.key,
      shift: event.shiftKey,
      command: event.ctrlKey || event.altKey || event.metaKey,
      repeat: event.repeat,
      composing: event.isComposing || event.key === 'Process',
      replayable: focus === 'native' || isReplayable(event.key),
    })
    if (handling === 'hold' && active) pressedOn.set(event.timeStamp, active)
    // The key itself is not in the field yet.
    if (handling === 'hold' && state.count === 1) begin(active)
    if (handling === 'pass') {
      // A key that is held down presses once: the button beneath may be another one by then.
      if (!event.repeat || !isPress(event.key) || !isPressable(active)) return
    } else if (state.count > 0 && !state.certain && snapshot?.element === active) {
      through.add(event.timeStamp)
      return
    } else if (state.certain) restore()
    event.preventDefault()
    event.stopImmediatePropagation()
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

const isPress = (key: string): boolean => key === 'Enter' || key === ' '
