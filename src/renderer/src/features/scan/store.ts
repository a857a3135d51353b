import { defineStore } from 'pinia'
import { computed, ref, shallowRef, watch } from 'vue'
import type { Router } from 'vue-router'
import { toRow, type BookingRow } from '../../../../shared/domain/booking-row.ts'
import { readScan, type ScanCode } from '../../../../shared/domain/scan-code.ts'
import { dayOf } from '../../../../shared/domain/time.ts'
import { actionTowards, type StatusAction } from '../../../../shared/recras/status.ts'
import { fail, type Result } from '../../../../shared/result.ts'
import { ScanQueue } from '../../../../shared/scan/queue.ts'
import { Repeats, type ScanSource } from '../../../../shared/scan/repeats.ts'
import { judge, judgeStranger, mayBeOutdated } from '../../../../shared/scan/verdict.ts'
import { call } from '../../ipc.ts'
import { useAppStore } from '../../stores/app.ts'
import { useOutboxStore } from '../../stores/outbox.ts'
import { useSearchStore } from '../../stores/search.ts'
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
  const search = useSearchStore()

  /** The last scan first. */
  const verdicts = shallowRef<ScanVerdict[]>([])
  /** The last verdict lies over the desk. */
  const shown = ref(false)
  const last = computed(() => verdicts.value[0] ?? null)
  const earlier = computed(() => verdicts.value.slice(1))

  const repeats = new Repeats()
  const queue = new ScanQueue((error) => {
    void call('log:page', { event: 'scan-failed', detail: String(error).slice(0, 2000) })
  })
  let seq = 0
  let router: Router | null = null

  /** Takes one scan. `at`: when its last key or frame was, on the page's clock. */
  function submit(raw: string, source: ScanSource, at: number = performance.now()): void {
    const code = readScan(raw)
    if (code.kind === 'empty' || repeats.isRepeat(code.text, source, at)) return
    void queue.push(() => handle(code, source, at))
  }

  async function handle(code: ScanCode, source: ScanSource, from: number): Promise<void> {
    const row = await find(code)
    const facts: ScanFacts = { seq: ++seq, text: code.text, source, at: Date.now() }
    const verdict = row ? await ofBooking(facts, row) : await ofStranger(facts, code)
    show(verdict, from)
    if (verdict.kind === 'unknown' && verdict.lookup === 'looking' && code.kind === 'booking')
      void ask(verdict, code.referentie)
    if (row && verdict.kind === 'refused' && online()) void askAgain(verdict, row)
  }

  const online = (): boolean => app.connection?.status === 'online'

  /** The cached booking of a code: by its exact text, else by the reference in it. */
  async function find(code: ScanCode): Promise<BookingRow | undefined> {
    const { cache } = venue
    if (!cache || code.kind === 'too-long') return undefined
    const known = search.recall(code.text, code.kind === 'booking' ? code.referentie : null)
    if (known || search.complete) return known ?? undefined
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

  async function ofBooking(facts: ScanFacts, row: BookingRow): Promise<ScanVerdict> {
    const judgement = judge(row, outbox.displayed(row), dayOf(Date.now(), app.zone))
    const opens = app.settings.scanAction === 'open'
    if (opens) await router?.push(`/boekingen/${row.id}`)
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
    const kept = await outbox.act(row, action)
    const base = { ...facts, failure: null, row, note: row.bijzonderheden }
    return kept.ok
      ? { ...base, kind: 'accepted', entry: kept.value, undone: false }
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
    const facts = factsOf(asked)
    const from = performance.now()
    const answer = await within(ASK, call('bookings:find', { referentie }))
    await queue.push(async () => {
      if (answer.ok) {
        const record = answer.value.find((one) => one.booking.referentie === referentie)
        if (!record) return replace({ ...facts, ...NOBODY })
        const row = toRow(record.booking, record.hash, app.zone)
        // So that the day list and later scans have it too.
        void call('booking:read', { id: row.id })
        return replace(await ofBooking(facts, row), from)
      }
      if (answer.error.kind === 'not-found') return replace({ ...facts, ...NOBODY })
      // Not known is something only Recras can say; anything else means: keep the code.
      return replace(await park(facts), from)
    })
  }

  /** A cached booking that was refused may have changed at Recras since: asks, and judges it anew. */
  async function askAgain(asked: ScanVerdict, before: BookingRow): Promise<void> {
    const answer = await within(ASK, call('booking:read', { id: before.id }))
    if (!answer.ok || answer.value.hash === before.hash) return
    await queue.push(async () => {
      // Somebody else's turn by now: what was said stays said.
      if (last.value?.seq !== asked.seq) return
      const row = toRow(answer.value.booking, answer.value.hash, app.zone)
      const again = judge(row, outbox.displayed(row), dayOf(Date.now(), app.zone))
      replace(
        await ofBooking(factsOf(asked), row),
        mayBeOutdated(again) ? undefined : performance.now(),
      )
    })
  }

  function show(verdict: ScanVerdict, from: number): void {
    verdicts.value = [verdict, ...verdicts.value].slice(0, KEPT)
    shown.value = verdict.kind !== 'opened'
    announce(verdict, from)
  }

  /** A better answer to a scan; with `from`, one that is heard, too. */
  function replace(verdict: ScanVerdict, from?: number): void {
    const isLast = last.value?.seq === verdict.seq
    verdicts.value = verdicts.value.map((one) => (one.seq === verdict.seq ? verdict : one))
    if (isLast && from !== undefined) announce(verdict, from)
  }

  function announce(verdict: ScanVerdict, from: number): void {
    const { kind, source } = verdict
    if (app.settings.sound && kind !== 'opened') playSound(kind)
    measureUntilPaint(from, { seq: verdict.seq, kind, source })
  }

  /** The move back to what the booking was before it was accepted, when that is offered; else `null`. */
  function wayBack(verdict: ScanVerdict): StatusAction | null {
    if (verdict.kind === 'accepted') {
      const back = verdict.undone ? null : actionTowards(verdict.entry.seen.status)
      return back && outbox.displayed(verdict.row).actions.includes(back) ? back : null
    }
    if (verdict.kind !== 'already' || verdict.status !== 'voltooid') return null
    return outbox.displayed(verdict.row).actions.includes('ongoing') ? 'ongoing' : null
  }

  /** Takes the way back, if there still is one by the time that it is this job's turn. */
  const undo = (which: number): Promise<void> =>
    queue.push(async () => {
      const verdict = verdicts.value.find((one) => one.seq === which)
      const back = verdict ? wayBack(verdict) : null
      if (!verdict || !back) return
      if (verdict.kind === 'already')
        return replace(await promise(factsOf(verdict), verdict.row, back), performance.now())
      if (verdict.kind !== 'accepted') return
      const kept = await outbox.act(verdict.row, back)
      if (kept.ok) repeats.forget(verdict.text)
      replace(
        kept.ok ? { ...verdict, undone: true, failure: null } : { ...verdict, failure: kept.error },
      )
    })

  const close = (): void => void (shown.value = false)

  /** The way to a booking's page, for scans that are set to open it. */
  const setRouter = (given: Router): void => void (router = given)

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

const NOBODY = { failure: null, kind: 'unknown', lookup: 'nobody', row: null, note: null } as const

const within = <T>(ms: number, answer: Promise<Result<T>>): Promise<Result<T>> =>
  Promise.race([
    answer,
    new Promise<Result<T>>((resolve) => {
      setTimeout(() => resolve(fail({ kind: 'timeout' })), ms)
    }),
  ])
