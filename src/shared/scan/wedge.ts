import { LONGEST_CODE, readScan } from '../domain/scan-code.ts'
import { characterOf, isModifier, isTerminator } from './keys.ts'

/*
 * Tells a USB scanner from a person by the pace of physical keys (field notes, "Scanning"). Pure: the
 * clock is in the input, and what has to happen is in the answer. A key that might begin a scan is
 * held back for a moment; a person's keys are given back in order, a scanner's are not.
 */

/**
 * A scanner's keys come this fast on average, in ms, its slowest gap left out: a busy computer
 * delivers one key late now and then. A person does not get below 50.
 */
export const PACE = 35
/** Fewer characters than this are no scan, unless the prefix or the code itself says so. */
export const SHORTEST = 6
/** How long the first keys are held: four frames, which nobody sees while typing. */
export const HOLD = 60
/** And how long three keys or more that came at a scanner's pace. */
export const HOLD_FAST = 100
/** This long without a key ends a scan of a scanner that was seen to send no terminator. */
export const SILENCE = 80
/**
 * The same for a scanner that is not known yet, and for a text that is no whole reference: more of
 * it may be on its way, and half a reference may be somebody else's.
 */
export const SILENCE_UNKNOWN = 250
/** And for one that sends a terminator, or a text longer than any usual code: only a hitch is so quiet. */
export const SILENCE_LONG = 500
/** Keys given back this shortly before a burst may be the beginning of its code. */
export const LEAD = 400
/** An Enter or Tab this soon after a scan belongs to it (late after silence, or a second one). */
export const AFTERMATH = 300

/** From here on a fast burst is held with a scanner's patience, and odd keys count too. */
const SUSPICIOUS = 3
const USUAL = 64
const SHORT_CODE = /^B:\d+-\d+$/i
const LONGEST_LEAD = 8
/** So many scans in a row without a terminator make a scanner that sends none. */
const SILENT = 2

export interface WedgeKey {
  kind: 'key'
  /** `event.timeStamp`: when the key was pressed, not when the page got round to it. */
  at: number
  code: string
  key: string
  shift: boolean
  /** Ctrl, Alt or Meta is held: a shortcut. */
  command: boolean
  repeat: boolean
  /** An input method is composing. */
  composing: boolean
  /** Whether the key can be given back where the focus is: not so for a dead key, say. */
  replayable: boolean
}

export type WedgeInput =
  | WedgeKey
  /** Time has passed: what `wakeAt` asked for. */
  | { kind: 'tick'; at: number }
  /** The focus or the hand went elsewhere: give back what is held. */
  | { kind: 'flush' }

export interface HeldKey {
  at: number
  code: string
  key: string
  shift: boolean
  replayable: boolean
}

export interface WedgeState {
  /** Characters of the present burst, cut just past the longest code. */
  readonly text: string
  readonly count: number
  readonly first: number
  readonly last: number
  /** The longest gap so far. */
  readonly slowest: number
  /** Keys to give back when it turns out to be typing; empty once that is out of the question. */
  readonly held: readonly HeldKey[]
  /** Enough was seen: only a scanner does this. */
  readonly certain: boolean
  /** When the last scan ended, for its late terminator. */
  readonly endedAt: number | null
  /** What was given back just before: a hitch may have torn it off the code that follows. */
  readonly lead: { readonly text: string; readonly at: number }
  /** Scans in a row that ended in silence; `null` before the first scan. */
  readonly silences: number | null
}

/** What a scanner sent. */
export interface WedgeScan {
  text: string
  /** Characters that arrived; more than `text` holds when it was cut. */
  count: number
  /** Average ms between two keys. */
  gap: number
  ended: 'enter' | 'tab' | 'silence'
  /** When its last key was pressed. */
  at: number
}

export interface WedgeStep {
  state: WedgeState
  /** `hold`: the key must do nothing now. `pass`: it is none of ours. */
  handling: 'pass' | 'hold'
  /** Keys to give back, in order, before this one does anything. */
  release: readonly HeldKey[]
  scan: WedgeScan | null
  /** When to tick, `null` when nothing is held. */
  wakeAt: number | null
}

export const IDLE: WedgeState = {
  text: '',
  count: 0,
  first: 0,
  last: 0,
  slowest: 0,
  held: [],
  certain: false,
  endedAt: null,
  lead: { text: '', at: 0 },
  silences: null,
}

type Burst = Pick<WedgeState, 'count' | 'first' | 'last' | 'slowest'>

const averageGap = ({ count, first, last }: Burst): number =>
  count > 1 ? (last - first) / (count - 1) : 0

const isFast = (burst: Burst): boolean =>
  averageGap(burst) <= PACE ||
  (burst.count > SUSPICIOUS &&
    (burst.last - burst.first - burst.slowest) / (burst.count - 2) <= PACE)

/** How long to wait for the next key. */
function windowOf(state: WedgeState): number {
  if (!state.certain) return state.count >= SUSPICIOUS && isFast(state) ? HOLD_FAST : HOLD
  if (state.count > USUAL || state.silences === 0) return SILENCE_LONG
  const known = state.silences !== null && state.silences >= SILENT
  return known && readScan(state.text).kind === 'booking' ? SILENCE : SILENCE_UNKNOWN
}

/** The text of the burst, with what a hitch tore off its front when only that makes it a code. */
function wholeText({ text, lead }: WedgeState): string {
  const whole = lead.text + text
  for (let start = 0; start < lead.text.length; start++)
    if (SHORT_CODE.test(whole.slice(start))) return whole.slice(start)
  return text
}

const qualifies = (state: WedgeState): boolean =>
  state.certain || (isFast(state) && SHORT_CODE.test(wholeText(state)))

const scanOf = (state: WedgeState, ended: WedgeScan['ended'], prefix: string): WedgeScan => {
  const marked = prefix !== '' && state.text.startsWith(prefix)
  const text = wholeText(state)
  return {
    text: marked ? state.text.slice(prefix.length) : text,
    count: marked ? state.count - prefix.length : state.count + text.length - state.text.length,
    gap: averageGap(state),
    ended,
    at: state.last,
  }
}

/** Takes one input. `prefix` is what the scanner is set to send first, empty when it sends nothing. */
export function wedge(state: WedgeState, input: WedgeInput, prefix: string): WedgeStep {
  switch (input.kind) {
    case 'flush':
      return state.certain ? step(state) : step(clear(state), { release: state.held })
    case 'tick':
      if (state.count === 0 || input.at < state.last + windowOf(state)) return step(state)
      return end(state, prefix)
    case 'key':
      return press(state, input, prefix)
  }
}

function press(state: WedgeState, key: WedgeKey, prefix: string): WedgeStep {
  if (isModifier(key.key)) return step(state)
  // Time that no tick told about yet: the page was busy, the keys were not.
  if (state.count > 0 && key.at - state.last > windowOf(state)) {
    const ended = end(state, prefix)
    const next = press(ended.state, key, prefix)
    return { ...next, release: [...ended.release, ...next.release], scan: ended.scan }
  }
  if (key.composing) return giveBack(state)
  if (isTerminator(key.code, key.key) && !key.command) return terminate(state, key, prefix)
  if (key.repeat || key.command) {
    // In the middle of a scan this is a control character, which no code of Recras holds.
    return state.certain ? step({ ...state, last: key.at }, { handling: 'hold' }) : giveBack(state)
  }
  const character = characterOf(key.code, key.shift, key.key)
  if (character === null) return giveBack(state)
  if (!key.replayable && (state.count < SUSPICIOUS || windowOf(state) === HOLD))
    return giveBack(state)
  return take(state, key, character, prefix)
}

function take(state: WedgeState, key: WedgeKey, character: string, prefix: string): WedgeStep {
  if (state.count === 0 && state.lead.text !== '' && key.at - state.lead.at > LEAD)
    return take({ ...state, lead: IDLE.lead }, key, character, prefix)
  const count = state.count + 1
  const slowest = Math.max(state.slowest, key.at - state.last)
  const fast = isFast({ count, first: state.first, last: key.at, slowest })
  const goesOn = state.count > 0 && (state.certain || fast || count <= SUSPICIOUS)
  const held: HeldKey = {
    at: key.at,
    code: key.code,
    key: key.key,
    shift: key.shift,
    replayable: key.replayable,
  }
  if (!goesOn) {
    const begun: WedgeState = {
      ...clear(state),
      text: character,
      count: 1,
      first: key.at,
      last: key.at,
      slowest: 0,
      held: [held],
    }
    return step(begun, { handling: 'hold', release: state.held })
  }
  const text = state.text.length > LONGEST_CODE ? state.text : state.text + character
  const certain =
    state.certain ||
    (fast &&
      (count >= SHORTEST || (prefix !== '' && text.startsWith(prefix) && count > prefix.length)))
  return step(
    {
      ...state,
      text,
      count,
      slowest,
      last: key.at,
      certain,
      held: certain ? [] : [...state.held, held],
    },
    { handling: 'hold' },
  )
}

function terminate(state: WedgeState, key: WedgeKey, prefix: string): WedgeStep {
  if (state.count > 0 && qualifies(state) && !key.repeat) {
    const scan = scanOf(state, key.code === 'Tab' ? 'tab' : 'enter', prefix)
    const over = { ...IDLE, endedAt: key.at, silences: 0 }
    return step(over, { handling: 'hold', scan: { ...scan, at: key.at } })
  }
  if (state.count === 0 && state.endedAt !== null && key.at - state.endedAt <= AFTERMATH)
    return step({ ...IDLE, endedAt: state.endedAt, silences: 0 }, { handling: 'hold' })
  return giveBack(state)
}

/** The burst is over without a terminator: a scan, or a person who paused. */
const end = (state: WedgeState, prefix: string): WedgeStep =>
  qualifies(state)
    ? step(
        { ...IDLE, endedAt: state.last, silences: (state.silences ?? 0) + 1 },
        { scan: scanOf(state, 'silence', prefix) },
      )
    : step(clear(state), { release: state.held })

/** This key is none of ours, and what was held before it comes first. */
const giveBack = (state: WedgeState): WedgeStep =>
  state.certain ? step(state) : step(clear(state), { release: state.held })

/** Nothing held any more, but for what is remembered of the scanner and of the keys just given back. */
function clear(state: WedgeState): WedgeState {
  if (state.count === 0) return state
  const lead = state.first - state.lead.at <= LEAD ? state.lead.text + state.text : state.text
  return {
    ...IDLE,
    endedAt: state.endedAt,
    silences: state.silences,
    lead: { text: lead.slice(-LONGEST_LEAD), at: state.last },
  }
}

function step(
  state: WedgeState,
  rest: Partial<Omit<WedgeStep, 'state' | 'wakeAt'>> = {},
): WedgeStep {
  return {
    handling: 'pass',
    release: [],
    scan: null,
    ...rest,
    state,
    wakeAt: state.count === 0 ? null : state.last + windowOf(state),
  }
}
