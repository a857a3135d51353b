import { defineStore } from 'pinia'
import { computed, ref, shallowRef, watch } from 'vue'
import {
  readinessOf,
  type DayFacts,
  type MainFacts,
  type Readiness,
  type ReadinessFacts,
} from '../../../shared/domain/readiness.ts'
import { addDays, instantOf } from '../../../shared/domain/time.ts'
import type { OutboxView } from '../../../shared/outbox/entry.ts'
import { call } from '../ipc.ts'
import { useAppStore } from './app.ts'
import { useDaySheetStore } from './day-sheet.ts'
import { useMemoryStore } from './memory.ts'
import { useOutboxStore } from './outbox.ts'
import { useVenueStore } from './venue.ts'

const EVERY_MS = 30_000
/** What changes together is looked at once, and never more often than this. */
const GATHER_MS = 1_500
const CODES_MS = 3_000
const IDLE_MS = 2_000
/** Just opened, the first read and the count are on their way: no verdict before that, or this long. */
const SETTLE_MS = 15_000

type CacheFacts = Pick<ReadinessFacts, 'cache' | 'codes'>

/**
 * Whether this desk can go on without a line. Looked at in the page's idle time, and not before
 * `start`: no scan and no first list waits for it.
 */
export const useReadinessStore = defineStore('readiness', () => {
  const app = useAppStore()
  const sheets = useDaySheetStore()
  const memory = useMemoryStore()
  const outbox = useOutboxStore()
  const venue = useVenueStore()

  const main = shallowRef<MainFacts | null>(null)
  const cached = shallowRef<CacheFacts | null>(null)
  let running = false
  let timer: ReturnType<typeof setTimeout> | undefined
  let codesTimer: ReturnType<typeof setTimeout> | undefined
  let interval: ReturnType<typeof setInterval> | undefined
  let turn = 0
  let asked = false
  let startedAt = 0
  /** The first read is over, however it went. */
  const settled = ref(false)

  /** `null` until it was looked at. */
  const state = computed<Readiness | null>(() => {
    const { connection } = app
    if (!settled.value || !main.value || !cached.value || !connection) return null
    return readinessOf({
      ...cached.value,
      now: app.now,
      line: { status: connection.status, since: Date.parse(connection.since) },
      pollSeconds: app.info?.pollSeconds ?? 30,
      damaged: outbox.view.damage !== null,
      clockOffsetMs: connection.clockOffsetMs,
      replay: replayOf(outbox.view),
      main: main.value,
    })
  })

  /** How old what is kept of today is, whole minutes; `null` when nothing is. */
  const minutesOld = computed(() => {
    const at = cached.value?.cache.today.syncedAt ?? null
    return at === null ? null : Math.max(0, Math.floor((app.now - at) / 60_000))
  })

  async function look(fresh = false): Promise<void> {
    const { cache } = venue
    // What a person asked for is newer than what is asked for by the way.
    if (!cache || (asked && !fresh)) return
    const mine = ++turn
    asked = fresh
    const days = [app.today, addDays(app.today, 1)]
    const [said, codes, ...known] = await Promise.all([
      call('readiness:get', { fresh }),
      memory.complete ? memory.codesOn(new Set(days)) : null,
      ...days.map((day) => cache.dayState(day).catch(() => undefined)),
    ])
    if (mine !== turn) return
    asked = false
    if (!running) return
    const [today, tomorrow] = known.map((day): DayFacts => ({
      syncedAt: instantOf(day?.syncedAt),
      unreadable: day?.unreadable ?? 0,
    }))
    if (today && tomorrow)
      cached.value = {
        cache: { today, tomorrow, broken: venue.cacheError !== null },
        codes,
      }
    const late = performance.now() - startedAt > SETTLE_MS
    // On the very first start the read of today has yet to begin; without a line it will not.
    const begun = today?.syncedAt !== null || app.connection?.status !== 'online'
    settled.value ||= late || (codes !== null && !venue.reading && begun)
    if (said.ok) {
      const { blocked } = outbox.view
      // The journal's own word is newer than the last look at the disk.
      main.value = blocked
        ? {
            ...said.value,
            journal: { writable: false, error: blocked.error.message ?? blocked.error.kind },
          }
        : said.value
    }
  }

  function soon(): void {
    if (!running || timer !== undefined) return
    timer = setTimeout(() => {
      timer = undefined
      requestIdleCallback(() => void look(), { timeout: IDLE_MS })
    }, GATHER_MS)
  }

  /** QR texts come one by one, for minutes: each alone is no reason to look. */
  function whenMoreCodes(): void {
    codesTimer ??= setTimeout(() => {
      codesTimer = undefined
      soon()
    }, CODES_MS)
  }

  /** Starts looking: the first screen is there. */
  function start(): void {
    if (running) return
    running = true
    startedAt = performance.now()
    interval = setInterval(soon, EVERY_MS)
    requestIdleCallback(() => void look(), { timeout: IDLE_MS })
  }

  /** Another venue, or none: nothing of this one may be said of the next. */
  function stop(): void {
    running = false
    asked = false
    turn++
    clearTimeout(timer)
    timer = undefined
    clearTimeout(codesTimer)
    codesTimer = undefined
    clearInterval(interval)
    settled.value = false
    main.value = null
    cached.value = null
  }

  watch(
    () => [
      app.connection?.status,
      app.today,
      memory.complete,
      memory.version,
      outbox.view.blocked,
      outbox.waiting,
      // The first sheet is often ready a moment after the first look.
      sheets.state,
      venue.cacheError,
      venue.reading,
      venue.syncedAt,
    ],
    soon,
  )
  watch(() => memory.codesVersion, whenMoreCodes)
  watch(
    () => state.value?.level,
    (level) => {
      const { dataset } = document.documentElement
      if (level) dataset['readiness'] = level
      else delete dataset['readiness']
    },
  )

  return { state, minutesOld, look, start, stop }
})

/** What waits, since when, and when something last got away. */
function replayOf(view: OutboxView): ReadinessFacts['replay'] {
  const waiting = [
    ...view.entries.filter(({ state }) => state === 'waiting'),
    // What waits for its customer is as late as he is.
    ...view.records.filter(({ state, waitsFor }) => state === 'waiting' && waitsFor === null),
  ].map(({ at }) => Date.parse(at))
  const delivered = [
    view.history.find(({ outcome }) => outcome === 'done'),
    view.recordHistory.find(({ outcome }) => outcome === 'done'),
  ].flatMap((one) => (one ? Date.parse(one.settledAt) : []))
  return {
    waiting: waiting.length,
    oldestAt: waiting.length === 0 ? null : Math.min(...waiting),
    lastDeliveredAt: delivered.length === 0 ? null : Math.max(...delivered),
  }
}
