import type {
  Findings,
  RecordContent,
  RecordEntry,
  RecordView,
} from '../../../../shared/outbox/record.ts'
import { laneOf } from '../../../../shared/outbox/record.ts'
import type { RecordEvent } from '../../../../shared/outbox/record-events.ts'
import { nextLocalId } from '../../../../shared/outbox/record-state.ts'
import { inOrder, laneOfPromised } from '../../../../shared/outbox/state.ts'
import { fail, ok, type AppError, type Result } from '../../../../shared/result.ts'
import type { Actor } from '../../../../shared/staff.ts'
import { isWithin } from '../../elapsed.ts'
import type { Clock } from '../../ports.ts'
import type { Seals } from '../../vault/vault.ts'
import type { Ledger } from '../ledger.ts'
import { isEntry, merged, targetOf } from './contents.ts'
import { contentOf, openRecord, sealContent } from './sealing.ts'

export interface RecordPromisesOptions {
  ledger: Ledger
  vault: Seals
  clock: Clock
  newId(): string
  desk(): string
  who(): Actor | null
  serverOffsetMs(): number | null
  /** Whether Recras answers at the moment. */
  online(): boolean
}

/** The same content within this time is a double tap. */
const DOUBLE_MS = 3000
const KEYSTORE = fail<AppError>({ kind: 'not-now', message: 'keystore' })
const NOT_NOW = fail<AppError>({ kind: 'not-now' })
const NOT_FOUND = fail<AppError>({ kind: 'not-found' })
const INVALID = fail<AppError>({ kind: 'invalid', fields: [] })

/** Whom a booking is for, as the journal needs it. */
type Customer = Pick<RecordEntry, 'waitsFor' | 'klantId'>
const NOBODY: Customer = { waitsFor: null, klantId: null }

/** Takes promises of records, and what persons decide over them. */
export class RecordPromises {
  private readonly options: RecordPromisesOptions
  /** The last one that was promised, as it was then: it may be settled before the second of two taps. */
  private last: RecordEntry | null = null

  constructor(options: RecordPromisesOptions) {
    this.options = options
  }

  /**
   * Promises a record: a new entry, or the one that waits for the same already (a double tap, or an
   * earlier change of the same booking or customer that has not left).
   */
  async promise(content: RecordContent): Promise<Result<RecordView>> {
    if (!(await this.canBeKept())) return KEYSTORE
    const { ledger, vault, clock, newId, desk, who, serverOffsetMs } = this.options
    return ledger.exclusively('records', async () => {
      const same = this.justPromised(content)
      if (same) return ok(same)
      const merged = await this.mergedInto(content)
      if (merged) return merged
      const customer = this.customerOf(content, null)
      if (!customer.ok) return customer
      const entry: RecordEntry = {
        id: newId(),
        kind: content.kind,
        localId: targetOf(content) ?? nextLocalId(ledger.state),
        ...customer.value,
        at: new Date(clock.now()).toISOString(),
        serverOffsetMs: serverOffsetMs(),
        desk: desk(),
        by: who(),
        state: 'waiting',
        sent: null,
        attempts: 0,
        lastError: null,
        nextTryAt: null,
        reason: null,
        sealed: sealContent(vault, content),
        sealedFindings: null,
        notOurs: [],
      }
      const written = await ledger.commit([{ type: 'record-promised', entry }])
      if (!written.ok) return written
      this.last = entry
      return ok(this.viewOf(entry))
    })
  }

  /** Replaces what is to be written. `not-now` while a request has left whose answer is not known. */
  async amend(id: string, content: RecordContent): Promise<Result<RecordView>> {
    if (!(await this.canBeKept())) return KEYSTORE
    return this.deciding(id, async (entry) => {
      if (content.kind !== entry.kind) return INVALID
      if ((targetOf(content) ?? entry.localId) !== entry.localId) return INVALID
      if (entry.sent) return NOT_NOW
      const customer = this.customerOf(content, entry)
      return customer.ok ? this.replace(entry, content, customer.value) : customer
    })
  }

  /** The doubtful create became this, which is one of those that were found. */
  adopt(id: string, found: number): Promise<Result<null>> {
    return this.decidingOverDoubt(id, (findings) =>
      findings?.found.some((one) => one.id === found) ? this.settled(id, 'done', found) : null,
    )
  }

  /** The doubtful create became none of those that were found. */
  again(id: string): Promise<Result<null>> {
    return this.decidingOverDoubt(id, (findings) => ({
      type: 'record-retried',
      id,
      fresh: true,
      except: findings?.found.map((one) => one.id) ?? [],
    }))
  }

  /**
   * Tries again what needed a person. Who saw that others changed the same fields, and tries again,
   * wants their own values; a doubtful create is looked for once more.
   */
  async retry(id: string): Promise<Result<null>> {
    const { ledger, vault } = this.options
    if (ledger.record(id)?.reason?.kind === 'unreadable') await vault.load()
    return this.deciding(id, async (entry): Promise<Result<null>> => {
      const content = contentOf(vault, entry)
      switch (entry.reason?.kind) {
        case undefined:
          return ok(null)
        case 'customer-gone':
          return NOT_NOW
        case 'changed': {
          if (!content || !('base' in content)) return KEYSTORE
          const seen = (openRecord(vault, entry).findings?.conflicts ?? []).map(
            ({ field, theirs }) => [field, theirs] as const,
          )
          const base = { ...content.base, ...Object.fromEntries(seen) }
          const replaced = await this.replace(entry, { ...content, base } as RecordContent, NOBODY)
          return replaced.ok ? ok(null) : replaced
        }
        default: {
          if (!content) return KEYSTORE
          const fresh = entry.reason?.kind === 'refused'
          const event: RecordEvent = { type: 'record-retried', id, fresh, except: [] }
          const written = await ledger.commit([event])
          return written.ok ? ok(null) : written
        }
      }
    })
  }

  /** Gives an entry up. What has left already is not called back. */
  drop(id: string): Promise<Result<null>> {
    return this.deciding(id, async () => {
      const written = await this.options.ledger.commit([this.settled(id, 'dropped', null)])
      return written.ok ? ok(null) : written
    })
  }

  /**
   * After a start: what can be opened again goes out again, and a booking whose customer was lost
   * with a damaged line waits for nobody for ever.
   */
  async revive(): Promise<void> {
    const { ledger, vault } = this.options
    await vault.ready()
    const { records } = ledger.state
    const ids = new Set(records.map((one) => one.id))
    const events = records.flatMap((entry): RecordEvent[] => {
      const { id, waitsFor, reason } = entry
      if (reason?.kind === 'unreadable' && contentOf(vault, entry))
        return [{ type: 'record-retried', id, fresh: false, except: [] }]
      if (waitsFor !== null && !ids.has(waitsFor))
        return [
          {
            type: 'record-needs-person',
            id,
            reason: { kind: 'customer-gone' },
            sealedFindings: null,
          },
        ]
      return []
    })
    if (events.length > 0) await ledger.commit(events)
    ledger.tell()
  }

  /** Whether a promise would outlive this run of the app, or can be delivered within it. */
  private async canBeKept(): Promise<boolean> {
    await this.options.vault.ready()
    return this.options.vault.durable || this.options.online()
  }

  private justPromised(content: RecordContent): RecordView | null {
    const { ledger, vault, clock } = this.options
    const text = JSON.stringify(content)
    const { records, recordHistory } = ledger.state
    const { last } = this
    const isDone = recordHistory.some((one) => one.id === last?.id && one.outcome === 'done')
    const same = [...records, ...(last && isDone ? [last] : [])].findLast(
      (entry) =>
        entry.kind === content.kind &&
        entry.state === 'waiting' &&
        isWithin(Date.parse(entry.at), DOUBLE_MS, clock.now()) &&
        JSON.stringify(contentOf(vault, entry)) === text,
    )
    return same ? this.viewOf(same) : null
  }

  /** A further change of what waits as the last of its lane, and has not left, becomes part of it. */
  private async mergedInto(content: RecordContent): Promise<Result<RecordView> | null> {
    const { ledger, vault } = this.options
    if (!('changes' in content)) return null
    const lane = laneOf({ kind: content.kind, localId: targetOf(content) ?? 0 })
    return ledger.exclusively(lane, async () => {
      const last = inOrder(ledger.state).findLast((one) => laneOfPromised(one) === lane)
      const entry = last && ledger.record(last.id)
      if (entry?.kind !== content.kind || entry.state !== 'waiting' || entry.sent) return null
      const first = contentOf(vault, entry)
      if (!first || !('changes' in first)) return null
      return this.replace(entry, merged(first, content), NOBODY)
    })
  }

  private async replace(
    { id }: RecordEntry,
    content: RecordContent,
    customer: Customer,
  ): Promise<Result<RecordView>> {
    const { ledger, vault } = this.options
    const sealed = sealContent(vault, content)
    const written = await ledger.commit([{ type: 'record-amended', id, sealed, ...customer }])
    if (!written.ok) return written
    const entry = ledger.record(id)
    return entry ? ok(this.viewOf(entry)) : NOT_FOUND
  }

  /** Whom the booking is for: known at Recras, or waiting here. Nobody: it was given up. */
  private customerOf(content: RecordContent, before: RecordEntry | null): Result<Customer> {
    if (content.kind !== 'booking-create' || 'id' in content.customer) return ok(NOBODY)
    const { entry: id } = content.customer
    const { records, recordHistory } = this.options.ledger.state
    if (records.some((one) => one.id === id && one.kind === 'customer-create'))
      return ok({ waitsFor: id, klantId: null })
    const settled = recordHistory.find((one) => one.id === id && one.kind === 'customer-create')
    if (settled?.resultId) return ok({ waitsFor: null, klantId: settled.resultId })
    if (before?.klantId === null || before === null) return NOT_FOUND
    const known = contentOf(this.options.vault, before)
    const same = known?.kind === 'booking-create' && isEntry(known.customer, id)
    return same ? ok({ waitsFor: null, klantId: before.klantId }) : NOT_FOUND
  }

  private decidingOverDoubt(
    id: string,
    decide: (findings: Findings | null) => RecordEvent | null,
  ): Promise<Result<null>> {
    const { ledger, vault } = this.options
    return this.deciding(id, async (entry) => {
      if (entry.reason?.kind !== 'doubtful') return NOT_NOW
      const event = decide(openRecord(vault, entry).findings)
      if (event === null) return INVALID
      const written = await ledger.commit([event])
      return written.ok ? ok(null) : written
    })
  }

  /** Decides over an entry while nothing else does, and nothing of its lane leaves. */
  private async deciding<T>(
    id: string,
    decide: (entry: RecordEntry) => Promise<Result<T>>,
  ): Promise<Result<T>> {
    const { ledger } = this.options
    const known = ledger.record(id)
    if (!known) return NOT_FOUND
    await this.options.vault.ready()
    return ledger.exclusively('records', () =>
      ledger.exclusively(laneOf(known), async () => {
        const entry = ledger.record(id)
        return entry ? decide(entry) : NOT_FOUND
      }),
    )
  }

  /** The end that a person gave it. */
  private settled(id: string, outcome: 'done' | 'dropped', resultId: number | null): RecordEvent {
    const at = this.now()
    return { type: 'record-settled', id, outcome, resultId, existed: false, cameIn: [], at }
  }

  private viewOf(entry: RecordEntry): RecordView {
    const { ledger, vault } = this.options
    return openRecord(vault, ledger.record(entry.id) ?? entry)
  }

  private now(): string {
    return new Date(this.options.clock.now()).toISOString()
  }
}
