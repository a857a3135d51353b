import { defineStore } from 'pinia'
import { computed, shallowRef, watch } from 'vue'
import type { BookingRow } from '../../../shared/domain/booking-row.ts'
import {
  display,
  isCaughtUp,
  type Displayed,
  type LearnedOffers,
  type ShownEntry,
} from '../../../shared/domain/displayed.ts'
import { asEntry } from '../../../shared/domain/waiting-row.ts'
import type { OutboxEntry, OutboxView } from '../../../shared/outbox/entry.ts'
import type { LocalMark } from '../../../shared/outbox/mark.ts'
import { statusAfter, type StatusAction } from '../../../shared/recras/status.ts'
import type { AppError, Result } from '../../../shared/result.ts'
import { call, listen } from '../ipc.ts'

const EMPTY: OutboxView = {
  entries: [],
  records: [],
  parked: [],
  history: [],
  recordHistory: [],
  marks: [],
  damage: null,
  blocked: null,
}
const NONE: readonly ShownEntry[] = []
/** The cache follows within moments; when the disk does not take it, the next read has to do. */
const CATCH_UP_MS = 10_000
/** A row that was read just before the cache followed is judged within this time, a scan's for one. */
const LATE_READ_MS = 1_000

/** One booking on one day. */
export const markKey = (bookingId: number, day: string): string => `${bookingId} ${day}`

/** What was promised and is not settled, as the journal in main has it; and the making of promises. */
export const useOutboxStore = defineStore('outbox', () => {
  const view = shallowRef<OutboxView>(EMPTY)
  /** Which moves Recras was seen to offer in each status; filled by the venue store. */
  const offers = shallowRef<LearnedOffers>({})
  /** The last promise that could not be made, until the next one succeeds. */
  const failure = shallowRef<{ bookingId: number; error: AppError } | null>(null)

  /** Settled at Recras a moment ago, while the cache still has the booking as it was before. */
  const delivered = shallowRef<readonly ShownEntry[]>([])

  const byBooking = computed(() => {
    const map = new Map<number, ShownEntry[]>()
    const records = view.value.records.flatMap((record) => asEntry(record) ?? [])
    for (const entry of [...delivered.value, ...view.value.entries, ...records]) {
      const own = map.get(entry.bookingId)
      if (own) own.push(entry)
      else map.set(entry.bookingId, [entry])
    }
    return map
  })
  /** What only this desk knows, by booking and day. The same marks are the same objects. */
  const marks = shallowRef<ReadonlyMap<string, LocalMark>>(new Map())
  watch(
    () => view.value.marks,
    (list) => {
      const next = new Map<string, LocalMark>()
      for (const mark of list) {
        const key = markKey(mark.bookingId, mark.day)
        const known = marks.value.get(key)
        next.set(key, known && isLike(known, mark) ? known : mark)
      }
      const same =
        next.size === marks.value.size &&
        [...next].every(([key, mark]) => marks.value.get(key) === mark)
      if (!same) marks.value = next
    },
    { flush: 'sync' },
  )
  const markOf = (bookingId: number, day: string): LocalMark | undefined =>
    marks.value.get(markKey(bookingId, day))

  /** The journal has it by now; its next view says so too. */
  function marked(mark: LocalMark): void {
    marks.value = new Map(marks.value).set(markKey(mark.bookingId, mark.day), mark)
  }

  /** Saved here and on its way: moves, records, and codes that still wait for an answer. */
  const waiting = computed(
    () =>
      view.value.entries.filter((entry) => entry.state === 'waiting').length +
      view.value.records.filter((entry) => entry.state === 'waiting').length +
      view.value.parked.filter((scan) => scan.state === 'waiting').length,
  )
  /** Needs a person: moves and records that were parked, and codes that were answered and not yet dealt with. */
  const attention = computed(
    () =>
      view.value.entries.filter((entry) => entry.state === 'attention').length +
      view.value.records.filter((entry) => entry.state === 'attention').length +
      view.value.parked.filter((scan) => scan.state !== 'waiting').length,
  )

  /** Takes a new view. What left it as done is shown on until the cache has it too. */
  function follow(next: OutboxView): void {
    const left = new Set(next.entries.map((entry) => entry.id))
    const done = new Set(
      next.history.filter((one) => one.outcome === 'done').map((entry) => entry.id),
    )
    const gone = view.value.entries
      .filter((entry) => entry.state === 'waiting' && !left.has(entry.id) && done.has(entry.id))
      .map((entry): ShownEntry => ({ ...entry, delivered: true }))
    view.value = next
    if (gone.length === 0) return
    delivered.value = [...delivered.value, ...gone]
    setTimeout(letGo, CATCH_UP_MS, gone)
  }

  /**
   * The cache has these rows by now. Whoever holds such a row as it was before is still told of the move
   * for a moment; not where Recras says no times, as that row could be a later one.
   */
  function caughtUp(rows: readonly BookingRow[]): void {
    if (delivered.value.length === 0) return
    const byId = new Map(rows.map((row) => [row.id, row]))
    const [timed, untimed]: [ShownEntry[], ShownEntry[]] = [[], []]
    for (const entry of delivered.value) {
      const row = byId.get(entry.bookingId)
      if (row && isCaughtUp(row, entry))
        (row.statusUpdatedAt === null ? untimed : timed).push(entry)
    }
    letGo(untimed)
    if (timed.length > 0) setTimeout(letGo, LATE_READ_MS, timed)
  }

  function letGo(entries: readonly ShownEntry[]): void {
    const ids = new Set(entries.map((entry) => entry.id))
    const still = delivered.value.filter((entry) => !ids.has(entry.id))
    if (still.length < delivered.value.length) delivered.value = still
  }

  /** Another venue: what was shown of this one is over. */
  function forget(): void {
    delivered.value = []
    failure.value = null
  }

  async function start(): Promise<void> {
    listen('outbox:changed', follow)
    const got = await call('outbox:get')
    if (got.ok) view.value = got.value
  }

  /** The moves of a booking. */
  const entriesOf = (bookingId: number): readonly ShownEntry[] =>
    byBooking.value.get(bookingId)?.filter((entry) => !entry.record) ?? NONE

  /** The row as the desk sees it: cached state plus what waits. */
  const displayed = (row: BookingRow): Displayed =>
    display(row, byBooking.value.get(row.id) ?? NONE, offers.value)

  /**
   * Promises a move of a booking. Resolves after the journal in main has it on disk; only then may
   * anything beep or turn green. A failure means that nothing was promised.
   */
  async function act(row: BookingRow, action: StatusAction): Promise<Result<OutboxEntry>> {
    const result = await call('outbox:enqueue', {
      bookingId: row.id,
      referentie: row.referentie,
      wanted: statusAfter(action),
      seen: { status: displayed(row).status, statusUpdatedAt: row.statusUpdatedAt },
    })
    failure.value = result.ok ? null : { bookingId: row.id, error: result.error }
    return result
  }

  return {
    view,
    offers,
    failure,
    byBooking,
    waiting,
    attention,
    markOf,
    marked,
    start,
    caughtUp,
    forget,
    entriesOf,
    displayed,
    act,
  }
})

const isLike = (one: LocalMark, other: LocalMark): boolean =>
  one.at === other.at &&
  one.arrived === other.arrived &&
  one.noShow === other.noShow &&
  one.note === other.note
