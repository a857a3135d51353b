import { readScan } from '../domain/scan-code.ts'
import type { KioskState } from '../ipc/kiosk-calls.ts'
import type { Language } from '../settings.ts'
import { NOBODY, type About, type AnswerOf, type AskReason, type KioskAnswer } from './answer.ts'
import { readReference, type ProofKind } from './identify.ts'

/*
 * The kiosk as a state machine. Pure: time is in the call, what has to happen is in the effects, and
 * the screen is a function of the state. `TABLE` has a rule for every place and every event.
 *
 * A guest's data lives in `place` and nowhere else, and every place that has any ends by itself.
 */

/** What is broken, so that guests are sent to the desk. */
export const TROUBLES = ['camera', 'data', 'main'] as const
export type Trouble = (typeof TROUBLES)[number]

/** What is being looked up. */
export type Asked =
  { by: 'scan'; text: string } | { by: 'proof'; referentie: string; kind: ProofKind }

/** Scans that came meanwhile, the first one first. */
type Next = readonly string[]

export type Place =
  | { key: 'scan' }
  /** `odd`: what is typed is no reference. */
  | { key: 'reference'; typed: string; odd: boolean }
  /** `left`: tries that are left, `null` as long as nobody said. `wrong`: the last one was. */
  | {
      key: 'proof'
      referentie: string
      kind: ProofKind
      typed: string
      left: number | null
      wrong: boolean
    }
  | { key: 'looking'; asked: Asked; next: Next }
  | { key: 'welcome'; shows: AnswerOf<'welcome'>; next: Next }
  | { key: 'already'; shows: AnswerOf<'already'>; next: Next }
  | { key: 'early'; shows: AnswerOf<'early'>; next: Next }
  | { key: 'ask-staff'; next: Next }
  | { key: 'out-of-order' }

export type PlaceKey = Place['key']
export type PlaceAt<Key extends PlaceKey> = Extract<Place, { key: Key }>

export interface Kiosk {
  place: Place
  /** What this guest chose; `null`: the kiosk's own. */
  language: Language | null
  /** When the place ends by itself, ms of the clock that `step` is given; `null`: never. */
  until: number | null
  /** How long it lasts, of that. */
  span: number
  troubles: readonly Trouble[]
  /** Counts what was looked up, so that a late answer is known as one. */
  job: number
}

export type KioskEvent =
  | { type: 'scanned'; text: string }
  | { type: 'key'; key: string }
  | { type: 'erase' }
  | { type: 'submit' }
  | { type: 'other-proof' }
  | { type: 'back' }
  | { type: 'done' }
  | { type: 'more-time' }
  | { type: 'touched' }
  | { type: 'language'; language: Language }
  | { type: 'tries'; referentie: string; left: number }
  | { type: 'answered'; job: number; outcome: Outcome }
  /** What was promised in this job is not taken by Recras after all. */
  | { type: 'declined'; job: number; about: About }
  | { type: 'trouble'; trouble: Trouble }
  | { type: 'mended'; trouble: Trouble }
  /** Time went by. A rule of the table is asked only when it is up. */
  | { type: 'tick' }

export type EventType = KioskEvent['type']
export type EventOf<Type extends EventType> = Extract<KioskEvent, { type: Type }>

/** What a look-up came to. */
export type Outcome =
  | { kind: 'answer'; answer: KioskAnswer; about: About }
  /** The proof was not right, or there is no such booking: which of them, nobody learns. */
  | { kind: 'wrong'; left: number }

export type Effect =
  | { do: 'look'; job: number; text: string }
  /** A reference was typed: what is known of it can be fetched while the guest types the proof. */
  | { do: 'expect'; referentie: string }
  | { do: 'prove'; job: number; referentie: string; kind: ProofKind; typed: string }
  | { do: 'note'; kind: NoteKind; about: About; detail: string | null }
  | { do: 'sound'; kind: KioskAnswer['kind'] }
  /** A guest is done: nothing of him may be kept. */
  | { do: 'forget' }

export type NoteKind = `kiosk-${KioskAnswer['kind']}` | 'kiosk-out-of-order' | 'kiosk-mended'

export interface Step {
  state: Kiosk
  effects: readonly Effect[]
}

/** How long each place lasts, ms. Those of a person who types begin anew at every touch. */
export const LIMITS: Readonly<Record<PlaceKey, number | null>> = {
  // Only once a language was chosen: then somebody is there, or was.
  scan: 30_000,
  reference: 40_000,
  proof: 40_000,
  looking: 8_000,
  welcome: 20_000,
  already: 20_000,
  early: 20_000,
  'ask-staff': 25_000,
  'out-of-order': null,
}
/** Asking for more time gives this much from then on, as often as somebody likes. */
export const MORE = 30_000
/** With somebody waiting who scanned meanwhile, an answer stands for so long. */
export const HANDOVER = 4_000
/** As many scans wait their turn at most; nobody holds up more codes in a few seconds. */
export const MOST_WAITING = 8
/** So long before a person's typing is thrown away, the screen offers more time. */
export const WARNING = 20_000

const LONGEST_NAME = 40
const REFERENCE_SO_FAR = /^\d{1,9}(-\d{0,6})?$/
const NAME_KEY = /^[\p{L}\p{M}' -]$/u
const NONE: readonly Effect[] = []

export const START: Kiosk = {
  place: { key: 'scan' },
  language: null,
  until: null,
  span: 0,
  troubles: [],
  job: 0,
}

const STATES: Readonly<Record<PlaceKey, KioskState>> = {
  scan: 'idle',
  reference: 'idle',
  proof: 'idle',
  looking: 'looking',
  welcome: 'welcome',
  already: 'already',
  early: 'early',
  'ask-staff': 'ask-staff',
  'out-of-order': 'out-of-order',
}

/** The state by its name in the contract. */
export const stateOf = ({ place }: Kiosk): KioskState => STATES[place.key]

/** Takes one event at `at`, ms of a clock that never goes back. */
export function step(state: Kiosk, event: KioskEvent, at: number): Step {
  const isUp = state.until !== null && at >= state.until
  if (event.type === 'tick') return isUp ? apply(state, event, at) : { state, effects: NONE }
  if (!isUp) return apply(state, event, at)
  // The clock woke late: what ended then has ended, whatever comes now.
  const ended = step(state, { type: 'tick' }, at)
  const next = step(ended.state, event, at)
  return { state: next.state, effects: [...ended.effects, ...next.effects] }
}

function apply(state: Kiosk, event: KioskEvent, at: number): Step {
  const rule = TABLE[state.place.key][event.type] as unknown as AnyRule
  return rule(state, event, at)
}

type AnyRule = (state: Kiosk, event: KioskEvent, at: number) => Step
type Rule<Key extends PlaceKey, Type extends EventType> = (
  state: Kiosk & { place: PlaceAt<Key> },
  event: EventOf<Type>,
  at: number,
) => Step
type Table = {
  readonly [Key in PlaceKey]: { readonly [Type in EventType]: Rule<Key, Type> }
}

/* ------------------------------------------------------------------- rules */

const stay = (state: Kiosk): Step => ({ state, effects: NONE })

/** Goes to a place, with its time from now. */
function go(state: Kiosk, place: Place, at: number, effects: readonly Effect[] = NONE): Step {
  const timed = place.key !== 'scan' || state.language !== null
  const span = timed ? LIMITS[place.key] : null
  return {
    state: { ...state, place, until: span === null ? null : at + span, span: span ?? 0 },
    effects,
  }
}

/** Stays in the place, with all of its time again. */
const again = (state: Kiosk, _event: KioskEvent, at: number): Step => go(state, state.place, at)

const more = (state: Kiosk, _event: KioskEvent, at: number): Step => ({
  state: { ...state, until: at + MORE, span: MORE },
  effects: NONE,
})

/** The guest is done, or gone. */
const home = (state: Kiosk, _event: KioskEvent, at: number): Step =>
  go(
    { ...state, language: null },
    state.troubles.length > 0 ? { key: 'out-of-order' } : { key: 'scan' },
    at,
    [{ do: 'forget' }],
  )

/** Looks up the first of the scans that wait. */
function begin(state: Kiosk, [text, ...next]: readonly [string, ...string[]], at: number): Step {
  const job = state.job + 1
  const place: Place = { key: 'looking', asked: { by: 'scan', text }, next }
  return go({ ...state, job }, place, at, [{ do: 'forget' }, { do: 'look', job, text }])
}

const look = (state: Kiosk, { text }: EventOf<'scanned'>, at: number): Step =>
  begin(state, [text], at)

/** A scan while an answer stands is somebody else's, who comes after those that wait already. */
function lookNext(
  state: Kiosk & { place: { next: Next } },
  { text }: EventOf<'scanned'>,
  at: number,
): Step {
  const [first, ...rest] = state.place.next
  const fresh = { ...state, language: null }
  return first === undefined
    ? begin(fresh, [text], at)
    : begin(fresh, [first, ...rest, text].slice(0, MOST_WAITING) as [string, ...string[]], at)
}

/** The answer has been read: who scanned meanwhile is next. */
function leave(state: Kiosk & { place: { next: Next } }, event: KioskEvent, at: number): Step {
  const [first, ...rest] = state.place.next
  return first === undefined
    ? home(state, event, at)
    : begin({ ...state, language: null }, [first, ...rest], at)
}

function wait(state: Kiosk & { place: PlaceAt<'looking'> }, { text }: EventOf<'scanned'>): Step {
  const next = [...state.place.next, text].slice(0, MOST_WAITING)
  return stay({ ...state, place: { ...state.place, next } })
}

const speak = (state: Kiosk, { language }: EventOf<'language'>, at: number): Step =>
  go({ ...state, language }, state.place, at)

function type(
  state: Kiosk & { place: PlaceAt<'scan'> | PlaceAt<'reference'> },
  { key }: EventOf<'key'>,
  at: number,
): Step {
  const typed = (state.place.key === 'reference' ? state.place.typed : '') + key
  return key.length === 1 && REFERENCE_SO_FAR.test(typed)
    ? go(state, { key: 'reference', typed, odd: false }, at)
    : again(state, { type: 'touched' }, at)
}

function erase(
  state: Kiosk & { place: PlaceAt<'reference'> },
  _event: KioskEvent,
  at: number,
): Step {
  const typed = state.place.typed.slice(0, -1)
  return go(state, typed === '' ? { key: 'scan' } : { key: 'reference', typed, odd: false }, at)
}

/** From the reference to the question: always, so that nobody learns which references exist. */
function ask(state: Kiosk & { place: PlaceAt<'reference'> }, _event: KioskEvent, at: number): Step {
  const referentie = readReference(state.place.typed)
  if (referentie === null) return go(state, { ...state.place, odd: true }, at)
  const place = { key: 'proof', kind: 'phone', typed: '', left: null, wrong: false } as const
  return go(state, { ...place, referentie }, at, [{ do: 'expect', referentie }])
}

function typeProof(
  state: Kiosk & { place: PlaceAt<'proof'> },
  { key }: EventOf<'key'>,
  at: number,
): Step {
  const { kind, typed } = state.place
  const fits =
    kind === 'phone'
      ? /^\d$/.test(key) && typed.length < 4
      : NAME_KEY.test(key) && typed.length < LONGEST_NAME
  return fits
    ? go(state, { ...state.place, typed: typed + key }, at)
    : again(state, { type: 'touched' }, at)
}

const eraseProof = (
  state: Kiosk & { place: PlaceAt<'proof'> },
  _event: KioskEvent,
  at: number,
): Step => go(state, { ...state.place, typed: state.place.typed.slice(0, -1) }, at)

function prove(state: Kiosk & { place: PlaceAt<'proof'> }, event: KioskEvent, at: number): Step {
  const { referentie, kind, typed } = state.place
  if (kind === 'phone' ? typed.length < 4 : !/\p{L}/u.test(typed)) return again(state, event, at)
  const job = state.job + 1
  const place: Place = { key: 'looking', asked: { by: 'proof', referentie, kind }, next: [] }
  return go({ ...state, job }, place, at, [{ do: 'prove', job, referentie, kind, typed }])
}

const otherProof = (
  state: Kiosk & { place: PlaceAt<'proof'> },
  _event: KioskEvent,
  at: number,
): Step => {
  const kind = state.place.kind === 'phone' ? 'name' : 'phone'
  return go(state, { ...state.place, kind, typed: '' }, at)
}

const backToReference = (
  state: Kiosk & { place: PlaceAt<'proof'> },
  _event: KioskEvent,
  at: number,
): Step => go(state, { key: 'reference', typed: state.place.referentie, odd: false }, at)

function count(
  state: Kiosk & { place: PlaceAt<'proof'> },
  { referentie, left }: EventOf<'tries'>,
  at: number,
): Step {
  const { place } = state
  if (place.referentie !== referentie || place.left !== null) return stay(state)
  if (left <= 0) return show(state, sent('tries'), { ...NOBODY, referentie }, [], at)
  return stay({ ...state, place: { ...place, left } })
}

function answer(
  state: Kiosk & { place: PlaceAt<'looking'> },
  { job, outcome }: EventOf<'answered'>,
  at: number,
): Step {
  if (job !== state.job) return stay(state)
  const { asked, next } = state.place
  if (outcome.kind === 'answer') return show(state, outcome.answer, outcome.about, next, at)
  if (asked.by !== 'proof' || outcome.left <= 0)
    return show(state, sent('tries'), aboutOf(asked), next, at)
  const [first, ...rest] = next
  if (first !== undefined) return begin({ ...state, language: null }, [first, ...rest], at)
  const { referentie, kind } = asked
  return go(
    state,
    { key: 'proof', referentie, kind, typed: '', left: outcome.left, wrong: true },
    at,
  )
}

const tooSlow = (
  state: Kiosk & { place: PlaceAt<'looking'> },
  _event: KioskEvent,
  at: number,
): Step => show(state, sent('slow'), aboutOf(state.place.asked), state.place.next, at)

function decline(
  state: Kiosk & { place: PlaceAt<'welcome'> },
  { job, about }: EventOf<'declined'>,
  at: number,
): Step {
  return job === state.job
    ? show(state, sent('declined'), about, state.place.next, at)
    : stay(state)
}

function show(state: Kiosk, shows: KioskAnswer, about: About, next: Next, at: number): Step {
  const place: Place =
    shows.kind === 'welcome'
      ? { key: 'welcome', shows, next }
      : shows.kind === 'already'
        ? { key: 'already', shows, next }
        : shows.kind === 'early'
          ? { key: 'early', shows, next }
          : { key: 'ask-staff', next }
  const shown = go(state, place, at, [
    { do: 'sound', kind: shows.kind },
    {
      do: 'note',
      kind: `kiosk-${shows.kind}`,
      about,
      detail: shows.kind === 'ask-staff' ? shows.reason : null,
    },
  ])
  if (next.length === 0) return shown
  return { ...shown, state: { ...shown.state, until: at + HANDOVER, span: HANDOVER } }
}

const sent = (reason: AskReason): KioskAnswer => ({ kind: 'ask-staff', reason })

function aboutOf(asked: Asked): About {
  if (asked.by === 'proof') return { ...NOBODY, referentie: asked.referentie }
  const code = readScan(asked.text)
  return code.kind === 'booking' ? { ...NOBODY, referentie: code.referentie } : NOBODY
}

/** Something broke: told once, and shown when no guest stands here. */
function suffer(state: Kiosk, { trouble }: EventOf<'trouble'>): Step {
  if (state.troubles.includes(trouble)) return stay(state)
  const effects: Effect[] =
    state.troubles.length === 0
      ? [{ do: 'note', kind: 'kiosk-out-of-order', about: NOBODY, detail: trouble }]
      : []
  return { state: { ...state, troubles: [...state.troubles, trouble] }, effects }
}

function fall(state: Kiosk, event: EventOf<'trouble'>, at: number): Step {
  const suffered = suffer(state, event)
  const shown = home(suffered.state, event, at)
  return { ...shown, effects: [...suffered.effects, ...shown.effects] }
}

function mend(state: Kiosk, { trouble }: EventOf<'mended'>): Step {
  if (!state.troubles.includes(trouble)) return stay(state)
  const troubles = state.troubles.filter((one) => one !== trouble)
  const effects: Effect[] =
    troubles.length === 0
      ? [{ do: 'note', kind: 'kiosk-mended', about: NOBODY, detail: trouble }]
      : []
  return { state: { ...state, troubles }, effects }
}

function rise(state: Kiosk, event: EventOf<'mended'>, at: number): Step {
  const mended = mend(state, event)
  if (mended.state.troubles.length > 0) return mended
  const shown = home(mended.state, event, at)
  return { ...shown, effects: [...mended.effects, ...shown.effects] }
}

/* ------------------------------------------------------------------- table */

/** The rules that all answers share. */
const ANSWER = {
  scanned: lookNext,
  key: stay,
  erase: stay,
  submit: stay,
  'other-proof': stay,
  back: stay,
  done: leave,
  'more-time': more,
  touched: stay,
  language: speak,
  tries: stay,
  answered: stay,
  declined: stay,
  trouble: suffer,
  mended: mend,
  tick: leave,
} as const

/** A rule for every place and every event: what is not written here does not compile. */
const TABLE: Table = {
  scan: {
    scanned: look,
    key: type,
    erase: again,
    submit: again,
    'other-proof': stay,
    back: home,
    done: home,
    'more-time': again,
    touched: again,
    language: speak,
    tries: stay,
    answered: stay,
    declined: stay,
    trouble: fall,
    mended: mend,
    tick: home,
  },
  reference: {
    scanned: look,
    key: type,
    erase,
    submit: ask,
    'other-proof': stay,
    back: home,
    done: home,
    'more-time': again,
    touched: again,
    language: speak,
    tries: stay,
    answered: stay,
    declined: stay,
    trouble: suffer,
    mended: mend,
    tick: home,
  },
  proof: {
    scanned: look,
    key: typeProof,
    erase: eraseProof,
    submit: prove,
    'other-proof': otherProof,
    back: backToReference,
    done: home,
    'more-time': again,
    touched: again,
    language: speak,
    tries: count,
    answered: stay,
    declined: stay,
    trouble: suffer,
    mended: mend,
    tick: home,
  },
  looking: {
    scanned: wait,
    key: stay,
    erase: stay,
    submit: stay,
    'other-proof': stay,
    back: stay,
    done: stay,
    'more-time': stay,
    touched: stay,
    language: stay,
    tries: stay,
    answered: answer,
    declined: stay,
    trouble: suffer,
    mended: mend,
    tick: tooSlow,
  },
  welcome: { ...ANSWER, declined: decline },
  already: ANSWER,
  early: ANSWER,
  'ask-staff': ANSWER,
  'out-of-order': {
    scanned: look,
    key: stay,
    erase: stay,
    submit: stay,
    'other-proof': stay,
    back: stay,
    done: stay,
    'more-time': stay,
    touched: stay,
    language: stay,
    tries: stay,
    answered: stay,
    declined: stay,
    trouble: suffer,
    mended: rise,
    tick: stay,
  },
}
