import { defineStore } from 'pinia'
import { computed, ref, shallowRef, watch } from 'vue'
import { type About } from '../../../../shared/kiosk/answer.ts'
import {
  START,
  stateOf,
  step,
  type Effect,
  type Kiosk,
  type KioskEvent,
} from '../../../../shared/kiosk/machine.ts'
import { Repeats, SAME_SCAN, type ScanSource } from '../../../../shared/scan/repeats.ts'
import { LONGEST_CODE, readScan } from '../../../../shared/domain/scan-code.ts'
import { call } from '../../ipc.ts'
import { useAppStore } from '../../stores/app.ts'
import { useOutboxStore } from '../../stores/outbox.ts'
import { useVenueStore } from '../../stores/venue.ts'
import { playSound } from '../scan/sounds.ts'
import { Lookup, type Looked } from './lookup.ts'

const TICK = 250
const SOUNDS = {
  welcome: 'accepted',
  already: 'already',
  early: 'parked',
  'ask-staff': 'unknown',
} as const

/**
 * The kiosk: its state, and what its machine wants done. All that is known of a guest is in `state`
 * and in the look-up that runs for him, and both let go of it when he is done.
 */
export const useKioskStore = defineStore('kiosk', () => {
  const app = useAppStore()
  const outbox = useOutboxStore()
  const venue = useVenueStore()

  const state = shallowRef<Kiosk>(START)
  /** The clock of the machine; moves only while something ends by itself. */
  const now = ref(performance.now())
  /** The same clock, always moving: for who asks for it. */
  const clock = ref(0)
  const name = computed(() => stateOf(state.value))
  const msLeft = computed(() =>
    state.value.until === null ? null : Math.max(0, state.value.until - now.value),
  )
  const language = computed(() => state.value.language ?? app.settings.language)

  let repeats = new Repeats()
  let lastSight = 0
  /** What was scanned for this guest: once he is done, he may scan it again at once. */
  let lastText = ''
  /** The promise that the present welcome stands for. */
  let promised: { job: number; entryId: string; about: About } | null = null

  const lookup = new Lookup({
    cache: () => venue.cache,
    displayed: (row) => outbox.displayed(row),
    promise: (row) => outbox.act(row, 'ongoing'),
    online: () => app.connection?.status === 'online',
    circumstances: () => ({
      settings: app.settings,
      now: Date.now(),
      zone: app.zone,
      names: venue.names,
    }),
  })

  function send(event: KioskEvent): void {
    now.value = performance.now()
    const next = step(state.value, event, now.value)
    state.value = next.state
    for (const effect of next.effects) perform(effect)
  }

  function perform(effect: Effect): void {
    switch (effect.do) {
      case 'look':
        return void answer(effect.job, lookup.look(effect.text))
      case 'prove':
        return void answer(effect.job, lookup.prove(effect.referentie, effect.kind, effect.typed))
      case 'expect':
        lookup.expect(effect.referentie)
        return
      case 'note': {
        const { kind, about, detail } = effect
        return void call('kiosk:note', { kind, ...about, detail })
      }
      case 'sound':
        if (app.settings.kioskSound) playSound(SOUNDS[effect.kind])
        return
      case 'forget':
        promised = null
        lookup.forget()
        repeats.forget(lastText)
        lastText = ''
    }
  }

  /** A look-up always comes to something: when it breaks down, the guest is sent to the desk. */
  async function answer(job: number, looked: Promise<Looked>): Promise<void> {
    const { outcome, entryId } = await looked.catch((error: unknown): Looked => {
      const detail = error instanceof Error ? error.name : 'unknown'
      void call('log:page', { event: 'kiosk-lookup-failed', detail })
      return FAILED
    })
    if (state.value.job === job && entryId !== null && outcome.kind === 'answer')
      promised = { job, entryId, about: outcome.about }
    send({ type: 'answered', job, outcome })
    heed()
  }

  /** What was promised a moment ago and is not taken by Recras: the welcome was not true. */
  function heed(): void {
    if (!promised) return
    const { job, entryId, about } = promised
    const entry = outbox.view.entries.find((one) => one.id === entryId)
    if (entry?.state === 'attention') send({ type: 'declined', job, about })
  }
  watch(() => outbox.view.entries, heed)

  /** Takes one scan. `at`: when its last key or frame was, on the page's clock. */
  function scan(raw: string, source: ScanSource, at: number = performance.now()): void {
    const { text, kind } = readScan(raw)
    if (kind === 'empty') return
    lastSight = at
    if (repeats.isRepeat(text, source, at)) return
    // What is too long stays so: its beginning might be somebody's code.
    send({ type: 'scanned', text: kind === 'too-long' ? raw.slice(0, LONGEST_CODE + 1) : text })
    lastText = text
  }

  function tick(): void {
    clock.value = performance.now()
    if (state.value.until !== null) send({ type: 'tick' })
    // What was scanned is known again for as long as it may be the same scan, and no longer.
    if (lastSight > 0 && performance.now() - lastSight > SAME_SCAN) {
      repeats = new Repeats()
      lastSight = 0
    }
  }

  /** How many tries there are for a reference, `null` when nobody says. */
  async function triesOf(referentie: string): Promise<number | null> {
    const tries = await call('kiosk:tries', { referentie })
    if (!tries.ok) return null
    return tries.value.allowed ? tries.value.left : 0
  }

  /** Lets time pass; returns the function that stops it. */
  function start(): () => void {
    const timer = setInterval(tick, TICK)
    return () => clearInterval(timer)
  }

  return { state, name, msLeft, language, clock, send, scan, triesOf, start }
})

const FAILED: Looked = {
  outcome: {
    kind: 'answer',
    answer: { kind: 'ask-staff', reason: 'failed' },
    about: { bookingId: null, referentie: null },
  },
  entryId: null,
}
