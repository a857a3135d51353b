import { readScan } from '../../../shared/domain/scan-code.ts'
import type { BookingRecord } from '../../../shared/ipc/contract.ts'
import type { ParkedScan } from '../../../shared/outbox/entry.ts'
import { afterError } from '../../../shared/outbox/replay.ts'
import { fail, isTransient, ok, type Result } from '../../../shared/result.ts'
import type { Actor } from '../../../shared/staff.ts'
import type { Clock, Log, Random } from '../ports.ts'
import type { Ledger } from './ledger.ts'

/** Finds a booking at Recras by what its code says; `null` when Recras does not know it. */
export type Lookup = (referentie: string, klantId: number) => Promise<Result<BookingRecord | null>>

export interface ParkedScansOptions {
  ledger: Ledger
  lookup: Lookup
  publish(record: BookingRecord): void
  clock: Clock
  random: Random
  log: Log
  newId(): string
  desk(): string
  who(): Actor | null
}

/** Codes that nobody could answer yet: kept on the disk, asked for when there is a line. */
export class ParkedScans {
  private readonly options: ParkedScansOptions
  private asking = false
  private asked = false
  private again: (() => void) | null = null
  private failures = 0
  private running = false

  constructor(options: ParkedScansOptions) {
    this.options = options
  }

  start(): void {
    this.running = true
    this.resolve()
  }

  stop(): void {
    this.running = false
    this.again?.()
    this.again = null
  }

  /** Keeps a code. The same code, still without an answer, is kept once. */
  park(raw: string): Promise<Result<ParkedScan>> {
    const { ledger, clock, newId, desk, who } = this.options
    const code = readScan(raw)
    return ledger.exclusively('scans', async () => {
      const known = ledger.state.parked.find(
        (scan) => scan.text === code.text && scan.state === 'waiting',
      )
      if (known) return ok(known)
      const scan: ParkedScan = {
        id: newId(),
        text: code.text,
        referentie: code.kind === 'booking' ? code.referentie : null,
        klantId: code.kind === 'booking' ? code.klantId : null,
        at: new Date(clock.now()).toISOString(),
        desk: desk(),
        by: who(),
        state: 'waiting',
        bookingId: null,
      }
      const written = await ledger.commit([{ type: 'scan-parked', scan }])
      if (!written.ok) return written
      this.resolve()
      return ok(scan)
    })
  }

  drop(id: string): Promise<Result<null>> {
    const { ledger } = this.options
    return ledger.exclusively('scans', async () => {
      if (!ledger.state.parked.some((scan) => scan.id === id)) return fail({ kind: 'not-found' })
      const written = await ledger.commit([{ type: 'scan-dropped', id }])
      return written.ok ? ok(null) : written
    })
  }

  /**
   * There is a line: asks for all that wait, and gives up on codes that hold no reference, about
   * which Recras cannot be asked.
   */
  async reconnected(): Promise<void> {
    const nameless = this.waiting().filter((scan) => scan.referentie === null)
    for (const scan of nameless) await this.resolved(scan, 'unknown', null)
    this.resolve()
  }

  /** Asks Recras for all that wait, one after another; after a failure again later. */
  resolve(): void {
    if (!this.running) return
    this.again?.()
    this.again = null
    this.asked = true
    if (!this.asking) void this.askWhileAsked()
  }

  private async askWhileAsked(): Promise<void> {
    this.asking = true
    try {
      while (this.asked) {
        this.asked = false
        await this.askAll()
      }
    } catch (error) {
      this.options.log.error('scans-bug', { error })
    } finally {
      this.asking = false
    }
  }

  private async askAll(): Promise<void> {
    for (const scan of this.waiting()) {
      if (!this.running) return
      if (scan.referentie === null || scan.klantId === null) continue
      const found = await this.options.lookup(scan.referentie, scan.klantId)
      if (found.ok) {
        this.failures = 0
        if (found.value) this.options.publish(found.value)
        await this.resolved(scan, found.value ? 'found' : 'unknown', found.value)
      } else if (found.error.kind === 'not-found' || found.error.kind === 'refused') {
        await this.resolved(scan, 'unknown', null)
      } else if (isTransient(found.error)) {
        this.later(found.error)
        return
      } else if (found.error.kind === 'unauthorized') return
      // A key that may not look: the scan waits, for another key or for a person.
    }
  }

  private later(error: Parameters<typeof afterError>[0]): void {
    const { clock, random } = this.options
    this.failures += 1
    const consequence = afterError(error, this.failures, random())
    if (consequence.kind !== 'retry' || !this.running) return
    this.again?.()
    this.again = clock.after(consequence.delayMs, () => {
      this.again = null
      this.resolve()
    })
  }

  private async resolved(
    scan: ParkedScan,
    state: ParkedScan['state'],
    record: BookingRecord | null,
  ): Promise<void> {
    const { ledger } = this.options
    const bookingId = record?.booking.id ?? null
    const written = await ledger.exclusively('scans', () =>
      ledger.commit([{ type: 'scan-resolved', id: scan.id, state, bookingId }]),
    )
    if (!written.ok) this.later(written.error)
  }

  private waiting(): ParkedScan[] {
    return this.options.ledger.state.parked.filter((scan) => scan.state === 'waiting')
  }
}
