import { defineStore } from 'pinia'
import { computed, ref, shallowRef, watch } from 'vue'
import type { Router } from 'vue-router'
import { toRow, type BookingRow } from '../../../../shared/domain/booking-row.ts'
import { readScan, type ScanCode } from '../../../../shared/domain/scan-code.ts'
import { dayOf, instantOf } from '../../../../shared/domain/time.ts'
import type { OutboxEntry } from '../../../../shared/outbox/entry.ts'
import { actionTowards, type StatusAction } from '../../../../shared/recras/status.ts'
import { fail, type Result } from '../../../../shared/result.ts'
import { ScanQueue } from '../../../../shared/scan/queue.ts'
import { Repeats, type ScanSource } from '../../../../shared/scan/repeats.ts'
import { judge, judgeStranger, type RefusedReason } from '../../../../shared/scan/verdict.ts'
import { worked } from '../../composables/when-quiet.ts'
import { call } from '../../ipc.ts'
import { useAppStore } from '../../stores/app.ts'
import { useMemoryStore } from '../../stores/memory.ts'
import { useOutboxStore } from '../../stores/outbox.ts'
import { useVenueStore } from '../../stores/venue.ts'
import { measureUntilPaint } from './measure.ts'
import { playSound } from './sounds.ts'
import type { ScanFacts, ScanVerdict } from './verdicts.ts'

/** As long as Recras is asked about a code while somebody stands at the desk, in ms. */
const ASK = 6000
/** Earlier verdicts that are kept to look back at. */
const KEPT = 30

/**
 * Every scan, whatever it came from: one stream, one queue, one verdict each. The cache answers at
 * once; what Recras has to say comes later, into the same verdict.
 */
export const useScanStore = defineStore('scan', () => {
  const app = useAppStore()
  const outbox = useOutboxStore()
  const venue = useVenueStore()
  const memory = useMemoryStore()

  /** The last scan first. */
  const verdicts = shallowRef<ScanVerdict[]>([])
  /** The last verdict lies over the desk. */
  const shown = ref(false)
  const last = computed(() => verdicts.value[0] ?? null)
  const earlier = computed(() => verdicts.value.slice(1))

  let repeats = new Repeats()
  const queue = new ScanQueue(bug)
  let seq = 0
  let router: Router | null = null

  function bug(error: unknown): void {
    void call('log:page', { event: 'scan-failed', detail: String(error).slice(0, 2000) })
  }

  /** Takes one scan. `at`: when its last key or frame was, on the page's clock. */
  function submit(raw: string, source: ScanSource, at: number = performance.now()): void {
    const code = readScan(raw)
    if (code.kind === 'empty') return
    worked()
    if (repeats.isRepeat(code.text, source, at)) return
    const { cache } = venue
    void queue.push(async () => {
      // A scan of one venue says nothing in the next.
      if (venue.cache === cache) await handle(code, source, at)
    })
  }

  async function handle(code: ScanCode, source: ScanSource, from: number): Promise<void> {
    const { cache } = venue
    const facts: ScanFacts = { seq: ++seq, text: code.text, source, at: Date.now() }
    const verdict = await decided(facts, async () => {
      const row = await find(code)
      return row ? ofBooking(facts, row, true) : ofStranger(facts, code)
    })
    if (venue.cache !== cache) return
    show(verdict, from)
    if (verdict.kind === 'unknown' && verdict.lookup === 'looking' && code.kind === 'booking')
      void ask(verdict, code.referentie)
    if (verdict.kind === 'refused' && verdict.row && !isNotKept(verdict) && online())
      void askAgain(verdict, verdict.row)
  }

  /** A scan is always answered: when deciding it breaks down, nothing was promised, and that is said. */
  async function decided(
    facts: ScanFacts,
    decide: () => Promise<ScanVerdict>,
  ): Promise<ScanVerdict> {
    try {
      return await decide()
    } catch (error) {
      bug(error)
      const reason = { why: 'not-kept', error: { kind: 'not-now' } } as const
      return { ...facts, failure: null, row: null, note: null, kind: 'refused', reason }
    }
  }

  const online = (): boolean => app.connection?.status === 'online'

  /** The cached booking of a code: by its exact text, else by the reference in it. */
  async function find(code: ScanCode): Promise<BookingRow | undefined> {
    const { cache } = venue
    if (!cache || code.kind === 'too-long') return undefined
    const known = memory.recall(code.text, code.kind === 'booking' ? code.referentie : null)
    if (known || memory.complete) return known ?? undefined
    // Memory is still being filled, soon after the start.
    try {
      const [exact, byReference] = await Promise.all([
        cache.rowByCode(code.text),
        code.kind === 'booking' ? cache.rowByReference(code.referentie) : undefined,
      ])
      return exact ?? byReference
    } catch {
      // A cache that cannot be read is a cache that does not know: Recras is asked instead.
      return undefined
    }
  }

  /** `steers`: this scan may take the page to its booking, when scans are set to do that. */
  async function ofBooking(
    facts: ScanFacts,
    row: BookingRow,
    steers: boolean,
  ): Promise<ScanVerdict> {
    const judgement = judge(row, outbox.displayed(row), dayOf(Date.now(), app.zone))
    const opens = app.settings.scanAction === 'open'
    if (opens && steers) await router?.push(`/boekingen/${row.id}`)
    if (judgement.kind === 'check-in' && !opens) return promise(facts, row, 'ongoing')
    const base = { ...facts, failure: null, row, note: row.bijzonderheden }
    return judgement.kind === 'check-in' ? { ...base, kind: 'opened' } : { ...base, ...judgement }
  }

  /** Accepted once main has the promise on disk, and not before; refused when the disk does not take it. */
  async function promise(
    facts: ScanFacts,
    row: BookingRow,
    action: StatusAction,
  ): Promise<ScanVerdict> {
    const before = outbox.displayed(row).status
    const kept = await outbox.act(row, action)
    const base = { ...facts, failure: null, row, note: row.bijzonderheden }
    return kept.ok
      ? { ...base, kind: 'accepted', entry: kept.value, before, undone: false }
      : { ...base, kind: 'refused', reason: { why: 'not-kept', error: kept.error } }
  }

  async function ofStranger(facts: ScanFacts, code: ScanCode): Promise<ScanVerdict> {
    const base = { ...facts, failure: null, row: null, note: null }
    const stranger = judgeStranger(code, online())
    switch (stranger.kind) {
      case 'refused':
        return { ...base, ...stranger }
      case 'unknown':
        return { ...base, kind: 'unknown', lookup: 'no-code' }
      case 'ask':
        return { ...base, kind: 'unknown', lookup: 'looking' }
      case 'park':
        return park(facts)
    }
  }

  async function park(facts: ScanFacts): Promise<ScanVerdict> {
    const base = { ...facts, failure: null, row: null, note: null }
    const kept = await call('scans:park', { text: facts.text })
    return kept.ok
      ? { ...base, kind: 'parked', scan: kept.value }
      : { ...base, kind: 'refused', reason: { why: 'not-kept', error: kept.error } }
  }

  /** Asks Recras about a code that is not in the cache. Waits outside the queue, decides inside it. */
  async function ask(asked: ScanVerdict, referentie: string): Promise<void> {
    const { cache } = venue
    const facts = factsOf(asked)
    const from = performance.now()
    const answer = await within(ASK, call('bookings:find', { referentie }))
    await queue.push(async () => {
      if (venue.cache !== cache) return
      const better = await decided(facts, async (): Promise<ScanVerdict> => {
        if (!answer.ok && answer.error.kind !== 'not-found')
          // Not known is something only Recras can say; anything else means: keep the code.
          return park(facts)
        const found = answer.ok ? answer.value : []
        const record = found.find((one) => one.booking.referentie === referentie)
        if (!record) return { ...facts, ...NOBODY }
        const row = toRow(record.booking, record.hash, app.zone)
        // So that the day list and later scans have it too.
        void call('booking:read', { id: row.id })
        // Later scans have the page by now.
        return ofBooking(facts, row, last.value?.seq === facts.seq)
      })
      if (venue.cache !== cache) return
      // Heard, but for what was to be expected: the ticket said "unknown" all along.
      replace(better, better.kind === 'unknown' ? undefined : from)
    })
  }

  /** A cached booking that was refused may have changed at Recras since: asks, and judges it anew. */
  async function askAgain(asked: ScanVerdict, before: BookingRow): Promise<void> {
    const { cache } = venue
    const answer = await within(ASK, call('booking:read', { id: before.id }))
    if (!answer.ok || answer.value.hash === before.hash) return
    await queue.push(async () => {
      // Somebody else's turn by now: what was said stays said.
      if (venue.cache !== cache || last.value?.seq !== asked.seq) return
      const facts = factsOf(asked)
      const row = toRow(answer.value.booking, answer.value.hash, app.zone)
      const again = await decided(facts, () => ofBooking(facts, row, false))
      if (venue.cache !== cache) return
      const same = again.kind === 'refused' && !isNotKept(again)
      replace(again, same ? undefined : performance.now())
    })
  }

  function show(verdict: ScanVerdict, from: number): void {
    verdicts.value = [verdict, ...verdicts.value].slice(0, KEPT)
    shown.value = verdict.kind !== 'opened'
    announce(verdict, from)
  }

  /** A better answer to a scan; with `from`, one that is heard and seen, even after it was closed. */
  function replace(verdict: ScanVerdict, from?: number): void {
    const isLast = last.value?.seq === verdict.seq
    verdicts.value = verdicts.value.map((one) => (one.seq === verdict.seq ? verdict : one))
    if (!isLast || from === undefined) return
    shown.value = verdict.kind !== 'opened'
    announce(verdict, from)
  }

  function announce(verdict: ScanVerdict, from: number): void {
    const { kind, source } = verdict
    if (app.settings.sound && kind !== 'opened') playSound(kind)
    measureUntilPaint(from, { seq: verdict.seq, kind, source })
  }

  /**
   * The move that takes back what this verdict says, when that is offered and still so: whatever was
   * done with the booking since is not ours to undo. Else `null`.
   */
  function wayBack(verdict: ScanVerdict): StatusAction | null {
    if (verdict.kind === 'accepted') {
      const back = verdict.undone ? null : actionTowards(verdict.before)
      const now = outbox.displayed(verdict.row)
      return back && now.status === 'gaande' && now.actions.includes(back) ? back : null
    }
    if (verdict.kind !== 'already' || verdict.status !== 'voltooid') return null
    const now = outbox.displayed(verdict.row)
    return now.status === 'voltooid' && now.actions.includes('ongoing') ? 'ongoing' : null
  }

  /**
   * Takes the way back `action`, if it still is the way by the time that it is this job's turn: a
   * second tap was meant for the button as it was at the first.
   */
  const undo = (which: number, action: StatusAction): Promise<void> =>
    queue.push(async () => {
      const verdict = verdicts.value.find((one) => one.seq === which)
      if (!verdict || wayBack(verdict) !== action) return
      if (verdict.kind === 'already')
        return replace(await promise(factsOf(verdict), verdict.row, action), performance.now())
      if (verdict.kind !== 'accepted') return
      const kept = await outbox.act(verdict.row, action)
      if (kept.ok) repeats.forget(verdict.text)
      replace(
        kept.ok ? { ...verdict, undone: true, failure: null } : { ...verdict, failure: kept.error },
      )
    })

  const close = (): void => void (shown.value = false)

  /** The way to a booking's page, for scans that are set to open it. */
  const setRouter = (given: Router): void => void (router = given)

  // What was accepted here and not taken by Recras is said where the person looks.
  watch(
    () => outbox.view.entries,
    (entries) => {
      const stuck = new Map(entries.map((entry) => [entry.id, entry]))
      for (const verdict of verdicts.value) {
        if (verdict.kind !== 'accepted' || verdict.undone) continue
        const entry = stuck.get(verdict.entry.id)
        if (entry?.state !== 'attention') continue
        const { row, note } = verdict
        const reason = reasonOf(entry)
        replace(
          { ...factsOf(verdict), failure: null, row, note, kind: 'refused', reason },
          performance.now(),
        )
      }
    },
  )

  // Nothing of one venue may show in the next. The scans go on counting.
  watch(
    () => venue.cache,
    () => {
      verdicts.value = []
      shown.value = false
      repeats = new Repeats()
    },
    { flush: 'sync' },
  )

  // What Recras said since: rows of the bookings that a verdict is about.
  watch(
    () => venue.cache,
    (cache, _before, onCleanup) => {
      if (!cache) return
      const stop = cache.onChange(({ rows }) => {
        const about = new Set(verdicts.value.map((verdict) => verdict.row?.id))
        const changed = new Map(rows.filter((row) => about.has(row.id)).map((row) => [row.id, row]))
        if (changed.size === 0) return
        verdicts.value = verdicts.value.map((verdict) => {
          const row = verdict.row ? changed.get(verdict.row.id) : undefined
          return verdict.row && row ? { ...verdict, row } : verdict
        })
      })
      onCleanup(stop)
    },
    { immediate: true },
  )

  return { verdicts, last, earlier, shown, submit, undo, wayBack, close, setRouter }
})

const factsOf = ({ seq, text, source, at }: ScanVerdict): ScanFacts => ({ seq, text, source, at })

/** Why a promised check-in needs a person, in the words of a refusal. */
function reasonOf({ reason, server, seen }: OutboxEntry): RefusedReason {
  if (server?.status === 'geannuleerd')
    return { why: 'cancelled', at: instantOf(server.statusUpdatedAt) }
  return reason?.kind === 'refused'
    ? { why: 'declined', error: reason.error }
    : { why: 'not-offered', status: server?.status ?? seen.status }
}

const isNotKept = (verdict: ScanVerdict): boolean =>
  verdict.kind === 'refused' && verdict.reason.why === 'not-kept'

const NOBODY = { failure: null, kind: 'unknown', lookup: 'nobody', row: null, note: null } as const

const within = <T>(ms: number, answer: Promise<Result<T>>): Promise<Result<T>> =>
  Promise.race([
    answer,
    new Promise<Result<T>>((resolve) => {
      setTimeout(() => resolve(fail({ kind: 'timeout' })), ms)
    }),
  ])
