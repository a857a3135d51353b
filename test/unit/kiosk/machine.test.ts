import { describe, expect, it } from 'vitest'
import { readScan } from '../../../src/shared/domain/scan-code.ts'
import { NOBODY, type AnswerOf } from '../../../src/shared/kiosk/answer.ts'
import {
  HANDOVER,
  LIMITS,
  MORE,
  MOST_WAITING,
  START,
  stateOf,
  step,
  type Effect,
  type EventType,
  type Kiosk,
  type KioskEvent,
  type Outcome,
  type Place,
  type PlaceKey,
} from '../../../src/shared/kiosk/machine.ts'

/*
 * Every place with every event, written out: what it becomes, and what it wants done. The table is
 * complete by its type; a place or event that is added does not compile until it is here.
 */

const TICKET = { start: 1, begun: false, place: 'Veld', what: 'Klimmen', personen: 4 }
const WELCOME: AnswerOf<'welcome'> = { kind: 'welcome', name: 'Sanne', ticket: TICKET }
const ALREADY: AnswerOf<'already'> = { kind: 'already', since: 1, finished: false, ticket: TICKET }
const EARLY: AnswerOf<'early'> = { kind: 'early', from: 1, start: 2, minutes: 30 }
const ABOUT = { bookingId: 75, referentie: '67-1' }
const JOB = 5

const PLACES: { [Key in PlaceKey]: Extract<Place, { key: Key }> } = {
  scan: { key: 'scan' },
  reference: { key: 'reference', typed: '67-1', odd: false },
  proof: {
    key: 'proof',
    referentie: '67-1',
    kind: 'phone',
    typed: '5678',
    left: null,
    wrong: false,
  },
  looking: { key: 'looking', asked: { by: 'scan', text: 'B:67-1' }, next: [] },
  welcome: { key: 'welcome', shows: WELCOME, next: [] },
  already: { key: 'already', shows: ALREADY, next: [] },
  early: { key: 'early', shows: EARLY, next: [] },
  'ask-staff': { key: 'ask-staff', next: [] },
  'out-of-order': { key: 'out-of-order' },
}

const EVENTS: { [Type in EventType]: Extract<KioskEvent, { type: Type }> } = {
  scanned: { type: 'scanned', text: 'B:88-2' },
  key: { type: 'key', key: '9' },
  erase: { type: 'erase' },
  submit: { type: 'submit' },
  'other-proof': { type: 'other-proof' },
  back: { type: 'back' },
  done: { type: 'done' },
  'more-time': { type: 'more-time' },
  touched: { type: 'touched' },
  language: { type: 'language', language: 'de' },
  tries: { type: 'tries', referentie: '67-1', left: 2 },
  answered: {
    type: 'answered',
    job: JOB,
    outcome: { kind: 'answer', answer: WELCOME, about: ABOUT },
  },
  declined: { type: 'declined', job: JOB, about: ABOUT },
  trouble: { type: 'trouble', trouble: 'camera' },
  mended: { type: 'mended', trouble: 'data' },
  tick: { type: 'tick' },
}

const AT = 1_000_000
/** A kiosk in a place, some way into its time, with a guest who chose English. */
function kioskAt(key: PlaceKey): Kiosk {
  const span = LIMITS[key]
  const guest = key !== 'scan' && key !== 'out-of-order'
  return {
    place: PLACES[key],
    language: guest ? 'en' : null,
    until: key === 'scan' || span === null ? null : AT + span / 2,
    span: key === 'scan' ? 0 : (span ?? 0),
    troubles: key === 'out-of-order' ? ['data'] : [],
    job: JOB,
  }
}

type Seen = readonly [place: PlaceKey, ...effects: string[]]
const S = (place: PlaceKey, ...effects: string[]): Seen => [place, ...effects]
const LOOK = S('looking', 'forget', 'look')

/** An event that comes while time runs, but for `tick`: that is time being up. */
const EXPECTED: Record<PlaceKey, Record<EventType, Seen>> = {
  scan: {
    scanned: LOOK,
    key: S('reference'),
    erase: S('scan'),
    submit: S('scan'),
    'other-proof': S('scan'),
    back: S('scan', 'forget'),
    done: S('scan', 'forget'),
    'more-time': S('scan'),
    touched: S('scan'),
    language: S('scan'),
    tries: S('scan'),
    answered: S('scan'),
    declined: S('scan'),
    trouble: S('out-of-order', 'note kiosk-out-of-order camera', 'forget'),
    mended: S('scan'),
    tick: S('scan'),
  },
  reference: {
    scanned: LOOK,
    key: S('reference'),
    erase: S('reference'),
    submit: S('proof', 'expect'),
    'other-proof': S('reference'),
    back: S('scan', 'forget'),
    done: S('scan', 'forget'),
    'more-time': S('reference'),
    touched: S('reference'),
    language: S('reference'),
    tries: S('reference'),
    answered: S('reference'),
    declined: S('reference'),
    trouble: S('reference', 'note kiosk-out-of-order camera'),
    mended: S('reference'),
    tick: S('scan', 'forget'),
  },
  proof: {
    scanned: LOOK,
    key: S('proof'),
    erase: S('proof'),
    submit: S('looking', 'prove'),
    'other-proof': S('proof'),
    back: S('reference'),
    done: S('scan', 'forget'),
    'more-time': S('proof'),
    touched: S('proof'),
    language: S('proof'),
    tries: S('proof'),
    answered: S('proof'),
    declined: S('proof'),
    trouble: S('proof', 'note kiosk-out-of-order camera'),
    mended: S('proof'),
    tick: S('scan', 'forget'),
  },
  looking: {
    scanned: S('looking'),
    key: S('looking'),
    erase: S('looking'),
    submit: S('looking'),
    'other-proof': S('looking'),
    back: S('looking'),
    done: S('looking'),
    'more-time': S('looking'),
    touched: S('looking'),
    language: S('looking'),
    tries: S('looking'),
    answered: S('welcome', 'sound welcome', 'note kiosk-welcome null'),
    declined: S('looking'),
    trouble: S('looking', 'note kiosk-out-of-order camera'),
    mended: S('looking'),
    tick: S('ask-staff', 'sound ask-staff', 'note kiosk-ask-staff slow'),
  },
  welcome: {
    scanned: LOOK,
    key: S('welcome'),
    erase: S('welcome'),
    submit: S('welcome'),
    'other-proof': S('welcome'),
    back: S('welcome'),
    done: S('scan', 'forget'),
    'more-time': S('welcome'),
    touched: S('welcome'),
    language: S('welcome'),
    tries: S('welcome'),
    answered: S('welcome'),
    declined: S('ask-staff', 'sound ask-staff', 'note kiosk-ask-staff declined'),
    trouble: S('welcome', 'note kiosk-out-of-order camera'),
    mended: S('welcome'),
    tick: S('scan', 'forget'),
  },
  already: {
    scanned: LOOK,
    key: S('already'),
    erase: S('already'),
    submit: S('already'),
    'other-proof': S('already'),
    back: S('already'),
    done: S('scan', 'forget'),
    'more-time': S('already'),
    touched: S('already'),
    language: S('already'),
    tries: S('already'),
    answered: S('already'),
    declined: S('already'),
    trouble: S('already', 'note kiosk-out-of-order camera'),
    mended: S('already'),
    tick: S('scan', 'forget'),
  },
  early: {
    scanned: LOOK,
    key: S('early'),
    erase: S('early'),
    submit: S('early'),
    'other-proof': S('early'),
    back: S('early'),
    done: S('scan', 'forget'),
    'more-time': S('early'),
    touched: S('early'),
    language: S('early'),
    tries: S('early'),
    answered: S('early'),
    declined: S('early'),
    trouble: S('early', 'note kiosk-out-of-order camera'),
    mended: S('early'),
    tick: S('scan', 'forget'),
  },
  'ask-staff': {
    scanned: LOOK,
    key: S('ask-staff'),
    erase: S('ask-staff'),
    submit: S('ask-staff'),
    'other-proof': S('ask-staff'),
    back: S('ask-staff'),
    done: S('scan', 'forget'),
    'more-time': S('ask-staff'),
    touched: S('ask-staff'),
    language: S('ask-staff'),
    tries: S('ask-staff'),
    answered: S('ask-staff'),
    declined: S('ask-staff'),
    trouble: S('ask-staff', 'note kiosk-out-of-order camera'),
    mended: S('ask-staff'),
    tick: S('scan', 'forget'),
  },
  'out-of-order': {
    scanned: LOOK,
    key: S('out-of-order'),
    erase: S('out-of-order'),
    submit: S('out-of-order'),
    'other-proof': S('out-of-order'),
    back: S('out-of-order'),
    done: S('out-of-order'),
    'more-time': S('out-of-order'),
    touched: S('out-of-order'),
    language: S('out-of-order'),
    tries: S('out-of-order'),
    answered: S('out-of-order'),
    declined: S('out-of-order'),
    trouble: S('out-of-order'),
    mended: S('scan', 'note kiosk-mended data', 'forget'),
    tick: S('out-of-order'),
  },
}

const KEYS = Object.keys(PLACES) as PlaceKey[]
const TYPES = Object.keys(EVENTS) as EventType[]
const wordOf = (effect: Effect): string =>
  effect.do === 'note'
    ? `note ${effect.kind} ${effect.detail}`
    : effect.do === 'sound'
      ? `sound ${effect.kind}`
      : effect.do

describe.each(KEYS)('%s', (key) => {
  it.each(TYPES)('and %s', (type) => {
    const before = kioskAt(key)
    const at = type === 'tick' ? (before.until ?? AT) : AT
    const { state, effects } = step(before, EVENTS[type], at)
    expect([state.place.key, ...effects.map(wordOf)]).toEqual(EXPECTED[key][type])
  })
})

/** Sends events one after the other, at a moment each. */
function run(from: Kiosk, ...events: readonly (readonly [at: number, event: KioskEvent])[]) {
  let state = from
  const effects: Effect[] = []
  for (const [at, event] of events) {
    const next = step(state, event, at)
    state = next.state
    effects.push(...next.effects)
  }
  return { state, effects }
}
const type = (text: string): (readonly [number, KioskEvent])[] =>
  [...text].map((key) => [AT, { type: 'key', key }] as const)
const scanned = (text: string): KioskEvent => ({ type: 'scanned', text })
const answered = (job: number, outcome: Outcome): KioskEvent => ({ type: 'answered', job, outcome })
const welcome = (job: number): KioskEvent =>
  answered(job, { kind: 'answer', answer: WELCOME, about: ABOUT })

describe('time alone', () => {
  it.each(KEYS)('brings %s back to its start, without anything of a guest', (key) => {
    for (const troubles of [[], ['camera']] as const) {
      let state: Kiosk = { ...kioskAt(key), troubles }
      if (state.place.key === 'looking')
        state = { ...state, place: { ...state.place, next: ['B:1-1', 'B:1-2'] } }
      for (let turn = 0; turn < 50 && state.until !== null; turn++)
        state = step(state, { type: 'tick' }, state.until).state
      const rests = key === 'out-of-order' || (key !== 'scan' && troubles.length > 0)
      expect(state).toEqual({
        ...START,
        place: { key: rests ? 'out-of-order' : 'scan' },
        troubles,
        job: expect.any(Number) as number,
      })
    }
  })

  it('does nothing before it is up', () => {
    for (const key of KEYS) {
      const state = kioskAt(key)
      if (state.until === null) continue
      expect(step(state, { type: 'tick' }, state.until - 1)).toEqual({ state, effects: [] })
    }
  })

  it('has ended a place before an event that comes late does anything', () => {
    const typing = kioskAt('proof')
    const late = step(typing, { type: 'key', key: '9' }, (typing.until ?? 0) + 60_000)
    expect(late.state.place).toEqual({ key: 'reference', typed: '9', odd: false })
    const looking = kioskAt('looking')
    const slow = step(looking, welcome(JOB), (looking.until ?? 0) + 1)
    expect(slow.state.place.key).toBe('ask-staff')
  })

  it('is given anew as often as somebody asks, and never adds up', () => {
    let state = kioskAt('welcome')
    let at = AT
    for (let turn = 0; turn < 100; turn++) {
      at = (state.until ?? 0) - 1
      state = step(state, { type: 'more-time' }, at).state
      expect(state).toMatchObject({ place: { key: 'welcome' }, until: at + MORE, span: MORE })
    }
    const twice = run(state, [at, { type: 'more-time' }], [at, { type: 'more-time' }])
    expect(twice.state.until).toBe(at + MORE)
  })

  it('begins anew at every key and touch while somebody types', () => {
    for (const event of [EVENTS.touched, EVENTS.key, EVENTS.erase, EVENTS['other-proof']]) {
      const { state } = step(kioskAt('proof'), event, AT)
      expect(state.until).toBe(AT + (LIMITS.proof ?? 0))
    }
  })
})

describe('a scan', () => {
  it('while another is looked up waits its turn, and none is lost', () => {
    const texts = ['B:1-1', 'B:2-1', 'B:3-1', 'B:4-1']
    const first = run(START, ...texts.map((text) => [AT, scanned(text)] as const))
    let { state } = first
    let effects: readonly Effect[] = first.effects
    const looked: string[] = []
    while (state.until !== null) {
      for (const effect of effects)
        if (effect.do === 'look') {
          looked.push(effect.text)
          state = step(state, welcome(effect.job), (state.until ?? 0) - 1).state
          expect(state.place.key).toBe('welcome')
        }
      ;({ state, effects } = step(state, { type: 'tick' }, state.until ?? 0))
    }
    expect(looked).toEqual(texts)
    expect(state.place).toEqual({ key: 'scan' })
  })

  it('that waits makes the answer before it short, and it can be read on', () => {
    const looking = run(START, [AT, scanned('B:1-1')], [AT, scanned('B:2-1')]).state
    const { state } = step(looking, welcome(1), AT)
    expect(state).toMatchObject({ until: AT + HANDOVER, span: HANDOVER })
    expect(step(state, { type: 'done' }, AT).effects).toContainEqual({
      do: 'look',
      job: 2,
      text: 'B:2-1',
    })
  })

  it('while an answer stands is somebody else, in the kiosk’s own language', () => {
    const { state, effects } = step(kioskAt('welcome'), scanned('B:88-2'), AT)
    expect(state).toMatchObject({ language: null, place: { key: 'looking' } })
    expect(effects).toContainEqual({ do: 'look', job: JOB + 1, text: 'B:88-2' })
    expect(JSON.stringify(state)).not.toContain('Sanne')
  })

  it('comes after those that wait already', () => {
    const before = kioskAt('welcome')
    const waiting: Kiosk = { ...before, place: { ...PLACES.welcome, next: ['B:1-1'] } }
    const { state, effects } = step(waiting, scanned('B:2-1'), AT)
    expect(effects).toContainEqual({ do: 'look', job: JOB + 1, text: 'B:1-1' })
    expect(state.place).toMatchObject({ next: ['B:2-1'] })
  })

  it('by the thousand fills no memory', () => {
    let state = step(START, scanned('B:1-1'), AT).state
    for (let turn = 0; turn < 1000; turn++) state = step(state, scanned(`B:${turn}-1`), AT).state
    expect(state.place).toMatchObject({ next: { length: MOST_WAITING } })
  })

  it('keeps the language that was chosen before it', () => {
    const { state } = run(
      START,
      [AT, { type: 'language', language: 'de' }],
      [AT, scanned('B:1-1')],
      [AT, welcome(1)],
    )
    expect(state).toMatchObject({ language: 'de', place: { key: 'welcome' } })
    expect(step(state, { type: 'done' }, AT).state.language).toBeNull()
  })

  it('is tried while the kiosk is out of order, which it is again after', () => {
    const broken = kioskAt('out-of-order')
    const looking = step(broken, scanned('B:1-1'), AT).state
    const shown = step(looking, welcome(JOB + 1), AT).state
    expect(stateOf(shown)).toBe('welcome')
    expect(stateOf(step(shown, { type: 'done' }, AT).state)).toBe('out-of-order')
  })
})

describe('a late or strange answer', () => {
  it('of an earlier look-up changes nothing', () => {
    const state = kioskAt('looking')
    expect(step(state, welcome(JOB - 1), AT)).toEqual({ state, effects: [] })
    const shown = kioskAt('welcome')
    expect(step(shown, { type: 'declined', job: JOB - 1, about: ABOUT }, AT).state).toEqual(shown)
  })

  it.each([
    ['welcome', WELCOME, 'kiosk-welcome'],
    ['already', ALREADY, 'kiosk-already'],
    ['early', EARLY, 'kiosk-early'],
  ] as const)('%s shows and notes what it is about', (key, answer, kind) => {
    const event = answered(JOB, { kind: 'answer', answer, about: ABOUT })
    const { state, effects } = step(kioskAt('looking'), event, AT)
    expect(state.place).toEqual({ key, shows: answer, next: [] })
    expect(effects).toContainEqual({ do: 'note', kind, about: ABOUT, detail: null })
  })

  it('that sends to the desk keeps no reason on the screen', () => {
    const answer = { kind: 'ask-staff', reason: 'money' } as const
    const event = answered(JOB, { kind: 'answer', answer, about: ABOUT })
    const { state, effects } = step(kioskAt('looking'), event, AT)
    expect(state.place).toEqual({ key: 'ask-staff', next: [] })
    expect(effects).toContainEqual({
      do: 'note',
      kind: 'kiosk-ask-staff',
      about: ABOUT,
      detail: 'money',
    })
  })

  it('notes the reference of a scan that nobody answered', () => {
    const looking = kioskAt('looking')
    const { effects } = step(looking, { type: 'tick' }, looking.until ?? 0)
    const referentie = readScan('B:67-1').kind === 'booking' ? '67-1' : null
    expect(effects).toContainEqual({
      do: 'note',
      kind: 'kiosk-ask-staff',
      about: { ...NOBODY, referentie },
      detail: 'slow',
    })
  })
})

describe('typing', () => {
  const typed = (text: string) => run(START, ...type(text)).state.place

  it('takes what can become a reference, and nothing else', () => {
    expect(typed('67-1')).toMatchObject({ typed: '67-1' })
    expect(typed('6a7--1x')).toMatchObject({ typed: '67-1' })
    expect(typed('-')).toEqual({ key: 'scan' })
    expect(typed('1234567890-1234567')).toMatchObject({ typed: '123456789-123456' })
  })

  it('says so when it is no reference yet, until the next key', () => {
    const odd = run(START, ...type('67'), [AT, { type: 'submit' }]).state
    expect(odd.place).toMatchObject({ key: 'reference', odd: true })
    expect(run(odd, ...type('-')).state.place).toMatchObject({ typed: '67-', odd: false })
  })

  it('is empty again when all was erased', () => {
    expect(run(START, ...type('6'), [AT, { type: 'erase' }]).state.place).toEqual({ key: 'scan' })
  })

  it('asks the question whatever reference it is', () => {
    for (const reference of ['67-1', '999999999-999999'])
      expect(run(START, ...type(reference), [AT, { type: 'submit' }]).state.place).toEqual({
        key: 'proof',
        referentie: reference,
        kind: 'phone',
        typed: '',
        left: null,
        wrong: false,
      })
  })

  it('takes four digits, or letters as names have them', () => {
    const asked = run(START, ...type('67-1'), [AT, { type: 'submit' }]).state
    expect(run(asked, ...type('56a789')).state.place).toMatchObject({ typed: '5678' })
    const named = run(asked, [AT, { type: 'other-proof' }], ...type("d'él 9-a!")).state
    expect(named.place).toMatchObject({ kind: 'name', typed: "d'él -a" })
    expect(run(asked, ...type('567'), [AT, { type: 'submit' }]).state.place.key).toBe('proof')
    expect(
      run(asked, [AT, { type: 'other-proof' }], ...type("'- "), [AT, { type: 'submit' }]).state
        .place.key,
    ).toBe('proof')
  })

  it('goes back to the question after a wrong proof, with what is left, without what was typed', () => {
    const proving = step(kioskAt('proof'), { type: 'submit' }, AT).state
    const wrong = step(proving, answered(JOB + 1, { kind: 'wrong', left: 2 }), AT)
    expect(wrong.state.place).toEqual({
      key: 'proof',
      referentie: '67-1',
      kind: 'phone',
      typed: '',
      left: 2,
      wrong: true,
    })
    expect(wrong.effects).toEqual([])
    const last = step(proving, answered(JOB + 1, { kind: 'wrong', left: 0 }), AT)
    expect(last.state.place.key).toBe('ask-staff')
    expect(last.effects.map(wordOf)).toContain('note kiosk-ask-staff tries')
  })

  it('hears how many tries there are of the reference that is asked about', () => {
    expect(step(kioskAt('proof'), EVENTS.tries, AT).state.place).toMatchObject({ left: 2 })
    const none: KioskEvent = { type: 'tries', referentie: '67-1', left: 0 }
    expect(step(kioskAt('proof'), none, AT).state.place.key).toBe('ask-staff')
    const other: KioskEvent = { type: 'tries', referentie: '1-1', left: 2 }
    expect(step(kioskAt('proof'), other, AT).state.place).toMatchObject({ left: null })
  })
})

describe('trouble', () => {
  it('is noted once, and once that all of it is mended', () => {
    const { state, effects } = run(
      START,
      [AT, { type: 'trouble', trouble: 'camera' }],
      [AT, { type: 'trouble', trouble: 'data' }],
      [AT, { type: 'trouble', trouble: 'camera' }],
      [AT, { type: 'mended', trouble: 'camera' }],
    )
    expect(stateOf(state)).toBe('out-of-order')
    expect(effects.map(wordOf).filter((word) => word.startsWith('note'))).toEqual([
      'note kiosk-out-of-order camera',
    ])
    const mended = step(state, { type: 'mended', trouble: 'data' }, AT)
    expect(stateOf(mended.state)).toBe('idle')
    expect(mended.effects.map(wordOf)).toContain('note kiosk-mended data')
  })

  it('that comes and goes while a guest stands here is not seen', () => {
    const { state } = run(
      kioskAt('welcome'),
      [AT, { type: 'trouble', trouble: 'camera' }],
      [AT, { type: 'mended', trouble: 'camera' }],
      [AT, { type: 'done' }],
    )
    expect(stateOf(state)).toBe('idle')
  })
})

it('keeps nothing of anybody, whatever comes in whatever order', () => {
  let seed = 7
  const random = (): number => (seed = (seed * 48271) % 2147483647) / 2147483647
  let state = START
  let at = 0
  for (let turn = 0; turn < 20_000; turn++) {
    at += random() < 0.05 ? 40_000 : random() * 3000
    const kind = TYPES[Math.floor(random() * TYPES.length)] ?? 'tick'
    const event: KioskEvent =
      kind === 'answered'
        ? welcome(state.job)
        : kind === 'declined'
          ? { ...EVENTS.declined, job: state.job }
          : EVENTS[kind]
    state = step(state, event, at).state
    if (state.place.key === 'scan' || state.place.key === 'out-of-order')
      expect(Object.keys(state.place)).toEqual(['key'])
    else expect(state.until).toBeGreaterThan(at)
    expect(state.place.key === 'scan' && state.troubles.length > 0).toBe(false)
  }
})
