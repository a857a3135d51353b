import type { OutboxEntry, OutboxView } from '../../../shared/outbox/entry.ts'
import type { OutboxEvent } from '../../../shared/outbox/events.ts'
import type { RecordEntry } from '../../../shared/outbox/record.ts'
import { apply, applyRecord, EMPTY, snapshot, viewOf } from '../../../shared/outbox/state.ts'
import { laneOfPromised, type OutboxState, type Promised } from '../../../shared/outbox/state.ts'
import { ok, type Result } from '../../../shared/result.ts'
import type { Clock, Log } from '../ports.ts'
import type { Seals } from '../vault/vault.ts'
import type { JournalFs } from './journal-fs.ts'
import { Journal } from './journal.ts'
import { KeyedLock } from './keyed-lock.ts'
import { openMark } from './marks.ts'
import { openRecord } from './record/sealing.ts'

export interface LedgerOptions {
  folder: string
  fs: JournalFs
  clock: Clock
  log: Log
  /** Opens for the page what a person typed. */
  vault: Pick<Seals, 'open'>
  /** Told of events that the disk has now, with the state that they met. */
  onCommitted?(events: readonly OutboxEvent[], before: OutboxState): void
  /** Told after changes, once for all that happened in one turn of the event loop. */
  onChanged(view: OutboxView): void
  /** The disk takes promises again; what stood in a journal that could not be read is here now. */
  onUnblocked?(): void
}

const PROBE_MS = 5000
/** What was delivered lies on the disk this much longer, sealed, so that a busy hour is one rewrite. */
const TIDY_MS = 2000
/** Events after which something personal is in the file that nobody needs any more. */
const LEAVES_LITTER: ReadonlySet<string> = new Set<OutboxEvent['type']>([
  'record-settled',
  'record-amended',
  'record-retried',
])

/**
 * The outbox' state, which is what the journal says: an event counts when the disk has it. Whoever
 * decides over a booking does so inside `exclusively`, so that between looking and writing nothing
 * else happens to that booking.
 */
export class Ledger {
  private readonly options: LedgerOptions
  private readonly journal: Journal
  private readonly lock = new KeyedLock()
  private folded: OutboxState = EMPTY
  private blocked: OutboxView['blocked'] = null
  private telling: (() => void) | null = null
  private probing: (() => void) | null = null
  private tidying: (() => void) | null = null
  private closed = false
  private reported = false

  constructor(options: LedgerOptions) {
    this.options = options
    this.journal = new Journal({
      folder: options.folder,
      fs: options.fs,
      clock: options.clock,
      log: options.log,
      onDurable: (records) => {
        this.change(records.reduce<OutboxState>(applyRecord, this.folded))
      },
      snapshot: () => snapshot(this.folded),
      onDamage: (damage) => {
        options.log.error('journal-damaged', { bytes: damage.bytes, kept: damage.kept })
        this.note({ type: 'damaged', damage })
      },
    })
  }

  get state(): OutboxState {
    return this.folded
  }

  get view(): OutboxView {
    const { vault } = this.options
    return viewOf(this.folded, this.blocked, {
      record: (entry) => openRecord(vault, entry),
      mark: (mark) => openMark(vault, mark),
    })
  }

  /** Why the disk takes no promises now, and since when; `null` while it does. */
  get blockedNow(): OutboxView['blocked'] {
    return this.blocked
  }

  get journalBytes(): number {
    return this.journal.bytes
  }

  entry(id: string): OutboxEntry | undefined {
    return this.folded.entries.find((entry) => entry.id === id)
  }

  record(id: string): RecordEntry | undefined {
    return this.folded.records.find((entry) => entry.id === id)
  }

  /** What was promised under this id, as long as it waits. */
  waiting(id: string): Promised | undefined {
    const entry = this.entry(id) ?? this.record(id)
    return entry?.state === 'waiting' ? entry : undefined
  }

  /** Reads the journal, once. When it cannot be read the outbox is blocked, and it is tried again. */
  async open(): Promise<Result<void>> {
    const result = await this.journal.open()
    if (!result.ok) this.heed(result)
    else this.reportForeign()
    return result
  }

  /** Makes events count. Resolves after the disk has them; `storage` when it does not take them. */
  async commit(events: readonly OutboxEvent[]): Promise<Result<void>> {
    const opened = await this.journal.open()
    // Whoever decides over something holds it, so of that nothing else changes meanwhile.
    const before = this.folded
    const result = opened.ok ? await this.journal.append(events) : opened
    this.heed(result)
    if (!result.ok) return result
    this.options.onCommitted?.(events, before)
    if (events.some(({ type }) => LEAVES_LITTER.has(type))) this.tidy()
    return result
  }

  /** Writes what became of an entry; nothing when it waits no longer, because a person was faster. */
  conclude(entry: Promised, event: OutboxEvent): Promise<Result<void>> {
    return this.exclusively(laneOfPromised(entry), async () =>
      this.waiting(entry.id) ? this.commit([event]) : ok(undefined),
    )
  }

  /** Counts an event at once, without the disk: for what a restart may forget. */
  note(event: OutboxEvent): void {
    this.change(apply(this.folded, event))
  }

  /** Runs the work while no other holds the same subject: a lane of delivery, or the parked scans. */
  exclusively<T>(subject: number | string, work: () => Promise<T>): Promise<T> {
    return this.lock.run(String(subject), work)
  }

  /** Forgets everything, on the disk too. */
  async clear(): Promise<Result<void>> {
    const result = await this.commit([{ type: 'forgotten' }])
    if (result.ok) await this.journal.compact()
    return result
  }

  async close(): Promise<void> {
    this.closed = true
    this.probing?.()
    this.telling?.()
    if (this.tidying) {
      this.tidying()
      await this.journal.compact()
    }
    await this.journal.close()
  }

  private reportForeign(): void {
    const count = this.folded.foreign.length
    if (this.reported || count === 0) return
    this.reported = true
    this.options.log.warn('journal-newer-records-kept', { count })
  }

  /** Notices when the disk stops and when it starts taking promises. */
  private heed(result: Result<void>): void {
    if (this.closed) return
    const was = this.blocked
    this.blocked = result.ok
      ? null
      : { since: was?.since ?? this.now().toISOString(), error: result.error }
    if (result.ok) {
      this.probing?.()
      this.probing = null
    } else this.probing ??= this.options.clock.after(PROBE_MS, () => void this.probe())
    if ((was === null) === result.ok) return
    const detail = result.ok ? {} : { code: result.error.message }
    this.options.log.warn(result.ok ? 'journal-writable' : 'journal-blocked', detail)
    this.tell()
    if (result.ok) this.options.onUnblocked?.()
  }

  private async probe(): Promise<void> {
    this.probing = null
    const opened = await this.journal.open()
    this.heed(opened.ok ? await this.journal.probe() : opened)
  }

  /** Has the file written anew soon: something is in it that is nobody's business any more. */
  tidy(): void {
    if (this.closed) return
    this.tidying ??= this.options.clock.after(TIDY_MS, () => {
      this.tidying = null
      void this.journal.compact()
    })
  }

  private change(state: OutboxState): void {
    this.folded = state
    this.tell()
  }

  /** Has the page told again: what was sealed may be open now. */
  tell(): void {
    if (this.closed) return
    this.telling ??= this.options.clock.after(0, () => {
      this.telling = null
      this.options.onChanged(this.view)
    })
  }

  private now(): Date {
    return new Date(this.options.clock.now())
  }
}
