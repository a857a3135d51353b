import { toRow, type BookingRow } from '../../../../shared/domain/booking-row.ts'
import type { Displayed } from '../../../../shared/domain/displayed.ts'
import { readScan, type ScanCode } from '../../../../shared/domain/scan-code.ts'
import type { BookingRecord } from '../../../../shared/ipc/contract.ts'
import { NOBODY, type About, type AskReason } from '../../../../shared/kiosk/answer.ts'
import { proves, type ProofKind } from '../../../../shared/kiosk/identify.ts'
import type { Outcome } from '../../../../shared/kiosk/machine.ts'
import { judgeAtKiosk, type Circumstances } from '../../../../shared/kiosk/verdict.ts'
import type { OutboxEntry } from '../../../../shared/outbox/entry.ts'
import type { Booking } from '../../../../shared/recras/schemas.ts'
import type { AppError, Result } from '../../../../shared/result.ts'
import type { Cache } from '../../db/cache.ts'
import { call } from '../../ipc.ts'

/** As long as Recras is asked while somebody stands here, ms; well within what the screen waits. */
const ASK = 5_000
/** And about a booking that the cache has, and that may have changed a moment ago. */
const ASK_AGAIN = 2_500
/**
 * A proof that is not right is answered at whole steps of this many ms, whether there is such a
 * booking or not: the time taken tells nobody which references exist.
 */
export const WRONG_AFTER = 1_500

export interface LookupOptions {
  cache: () => Cache | null
  displayed: (row: BookingRow) => Displayed
  /** Promises the check-in; resolves when it is on disk. */
  promise: (row: BookingRow) => Promise<Result<OutboxEntry>>
  online: () => boolean
  circumstances: () => Circumstances
}

export interface Looked {
  outcome: Outcome
  /** What was promised, to hear of it if Recras does not take it. */
  entryId: string | null
}

interface Found {
  row: BookingRow
  booking: Booking | null
}

/** What is known of a reference that was typed: from the cache, and (later) from Recras. */
interface Expected {
  referentie: string
  cached: Promise<Found | null>
  /** `null`: no line to ask over. */
  asked: Promise<Result<Found | null>> | null
}

/** Finds out what to tell a guest. Holds what it fetched about one guest at most, until `forget`. */
export class Lookup {
  private expected: Expected | null = null
  private readonly options: LookupOptions

  constructor(options: LookupOptions) {
    this.options = options
  }

  /** The guest is done: nothing of him is kept. */
  forget(): void {
    this.expected = null
  }

  /** A reference was typed: fetches what is known of it while the guest types the proof. */
  expect(referentie: string): void {
    this.expected = {
      referentie,
      cached: this.fromCache({ kind: 'booking', text: referentie, referentie, klantId: 0 }),
      asked: this.options.online() ? this.fromRecras(referentie) : null,
    }
  }

  /** What a scanned text comes to. */
  async look(text: string): Promise<Looked> {
    const code = readScan(text)
    if (code.kind === 'address' || code.kind === 'too-long') return sent(code.kind, NOBODY)
    const cached = await this.fromCache(code)
    if (cached) return this.tell(cached)
    if (code.kind !== 'booking') return sent('unknown', NOBODY)
    const about = { ...NOBODY, referentie: code.referentie }
    if (!this.options.online()) return sent('unknown', about)
    const asked = await this.fromRecras(code.referentie)
    if (!asked.ok) return sent(asked.error.kind === 'timeout' ? 'slow' : 'unknown', about)
    return asked.value ? this.tell(asked.value) : sent('unknown', about)
  }

  /** What a reference with a proof comes to. */
  async prove(referentie: string, kind: ProofKind, typed: string): Promise<Looked> {
    const started = performance.now()
    const about = { ...NOBODY, referentie }
    // Before anything is compared: the try counts.
    const tried = await call('kiosk:try', { referentie })
    if (!tried.ok) return sent('failed', about)
    if (!tried.value.allowed) return sent('tries', about)
    if (this.expected?.referentie !== referentie) this.expect(referentie)
    const { expected } = this
    if (!expected) return sent('failed', about)
    const cached = await expected.cached
    if (cached?.booking && proves(cached.booking, kind, typed)) return this.proved(cached)
    const asked = await expected.asked
    if (asked?.ok && asked.value?.booking && proves(asked.value.booking, kind, typed))
      return this.proved(asked.value)
    await untilStep(started)
    // Nobody said no: that there is no such booking, or that this proof is not its.
    if (asked && !asked.ok && asked.error.kind !== 'not-found') return sent('slow', about)
    return { outcome: { kind: 'wrong', left: tried.value.left }, entryId: null }
  }

  private proved(found: Found): Promise<Looked> {
    void call('kiosk:proved', { referentie: found.row.referentie })
    return this.tell(found)
  }

  private async fromCache(code: ScanCode): Promise<Found | null> {
    const cache = this.options.cache()
    if (!cache) return null
    try {
      const exact = await cache.rowByCode(code.text)
      const row =
        exact ?? (code.kind === 'booking' ? await cache.rowByReference(code.referentie) : undefined)
      return row ? { row, booking: (await cache.booking(row.id)) ?? null } : null
    } catch {
      // A cache that cannot be read is a cache that does not know: Recras is asked instead.
      return null
    }
  }

  private async fromRecras(referentie: string): Promise<Result<Found | null>> {
    const answer = await within(ASK, call('bookings:find', { referentie }))
    if (!answer.ok) {
      if (answer.error.kind === 'not-found') return { ok: true, value: null }
      return answer
    }
    const record = answer.value.find((one) => one.booking.referentie === referentie)
    if (!record) return { ok: true, value: null }
    return { ok: true, value: this.foundOf(record) }
  }

  private foundOf({ booking, hash }: BookingRecord): Found {
    return { row: toRow(booking, hash, this.options.circumstances().zone), booking }
  }

  /** Judges a booking; what the cache would send to the desk Recras is asked about first. */
  private async tell(found: Found): Promise<Looked> {
    const first = this.judge(found)
    if (first.kind !== 'ask-staff' || !this.options.online()) return this.keep(found, first)
    const answer = await within(ASK_AGAIN, call('booking:read', { id: found.row.id }))
    if (!answer.ok || answer.value.hash === found.row.hash) return this.keep(found, first)
    const now = this.foundOf(answer.value)
    return this.keep(now, this.judge(now))
  }

  private judge({ row, booking }: Found) {
    const { displayed, circumstances } = this.options
    return judgeAtKiosk(row, booking, displayed(row), circumstances())
  }

  /** Welcome once the promise is on disk, and not before. */
  private async keep({ row }: Found, judgement: ReturnType<typeof judgeAtKiosk>): Promise<Looked> {
    const about: About = { bookingId: row.id, referentie: row.referentie }
    if (judgement.kind !== 'check-in')
      return { outcome: { kind: 'answer', answer: judgement, about }, entryId: null }
    const kept = await this.options.promise(row)
    if (!kept.ok) return sent('not-kept', about)
    return {
      outcome: { kind: 'answer', answer: judgement.welcome, about },
      entryId: kept.value.id,
    }
  }
}

const sent = (reason: AskReason, about: About): Looked => ({
  outcome: { kind: 'answer', answer: { kind: 'ask-staff', reason }, about },
  entryId: null,
})

const within = <T>(ms: number, answer: Promise<Result<T>>): Promise<Result<T>> => {
  const late = Promise.withResolvers<Result<T>>()
  const timer = setTimeout(() => late.resolve({ ok: false, error: TIMEOUT }), ms)
  return Promise.race([answer, late.promise]).finally(() => clearTimeout(timer))
}
const TIMEOUT: AppError = { kind: 'timeout' }

/** Resolves at the next whole step of `WRONG_AFTER` since `started`. */
const untilStep = (started: number): Promise<void> =>
  new Promise((resolve) => {
    const took = performance.now() - started
    setTimeout(resolve, WRONG_AFTER - (took % WRONG_AFTER))
  })
