import { join } from 'node:path'
import type { ToldDayLog } from '../../../shared/day-log.ts'
import type { BookingRecord } from '../../../shared/ipc/contract.ts'
import { enqueue } from '../../../shared/outbox/enqueue.ts'
import type {
  JournalDamage,
  OutboxView,
  ParkedScan,
  PromisedEntry,
  StatusWish,
} from '../../../shared/outbox/entry.ts'
import type { LocalMark, MarkChange } from '../../../shared/outbox/mark.ts'
import type { RecordContent, RecordView } from '../../../shared/outbox/record.ts'
import { holdsPromises } from '../../../shared/outbox/state.ts'
import type { Customer } from '../../../shared/recras/schemas.ts'
import { fail, ok, type Result } from '../../../shared/result.ts'
import type { Actor } from '../../../shared/staff.ts'
import type { Clock, Log, Random } from '../ports.ts'
import type { RecrasApi } from '../recras/api.ts'
import type { Seals } from '../vault/vault.ts'
import { exportText } from './export.ts'
import type { JournalFs } from './journal-fs.ts'
import type { KeyedLock } from './keyed-lock.ts'
import { Ledger } from './ledger.ts'
import { Marks } from './marks.ts'
import { MoveDelivery } from './move-delivery.ts'
import { ParkedScans, type Lookup } from './parked-scans.ts'
import { RecordPromises } from './record/promises.ts'
import { RecordDelivery } from './record/record-delivery.ts'
import type { RecordApi } from './record/tools.ts'
import { Replayer } from './replayer.ts'
import { toldOf } from './told.ts'

export interface OutboxOptions {
  /** The journal's own folder. One venue each: what was promised to one is never sent to another. */
  folder: string
  fs: JournalFs
  api: RecordApi & Pick<RecrasApi, 'follow'>
  /** Seals what a person typed: the journal never has it in clear. */
  vault: Seals
  /** Holds a booking while it is read and written; whoever else writes bookings has the same one. */
  wire: KeyedLock
  publish(record: BookingRecord): void
  /** Gives the page's cache a customer that was just read. */
  publishCustomer(customer: Customer): void
  /** The highest customer id that this desk has seen; `null` when it has seen none. */
  highestCustomer(): number | null
  /** How long a server may be at work on a request that it never answered; 30 s. */
  silentMs?: number
  lookup: Lookup
  clock: Clock
  random: Random
  newId(): string
  log: Log
  /** Name of this desk. */
  desk(): string
  /** Who is at the desk; `null` when nobody said so. */
  who(): Actor | null
  /** Told who did what, when the disk has it. */
  told: ToldDayLog
  /** The venue's time zone. */
  zone: string
  /** Days back that local marks stay (settings). */
  retentionDays(): number
  /** Server clock minus device clock, ms; `null` when never measured. */
  serverOffsetMs(): number | null
  /** Whether Recras answers at the moment. */
  online(): boolean
  /** Told the whole view after changes, at most once a turn of the event loop. */
  onChanged(view: OutboxView): void
}

/**
 * What was promised at this desk, from the promise until Recras has it. A promise is made when the
 * journal has it on disk, and not before (docs/offline-and-sync.md).
 */
export class OutboxService {
  private readonly options: OutboxOptions
  private readonly ledger: Ledger
  private readonly replayer: Replayer
  private readonly scans: ParkedScans
  private readonly records: RecordPromises
  private readonly marks: Marks

  constructor(options: OutboxOptions) {
    this.options = options
    this.ledger = new Ledger({
      ...options,
      onUnblocked: () => {
        this.replayNow()
      },
      onCommitted: (events, before) => {
        for (const event of events) toldOf(before, event).forEach(options.told)
      },
    })
    const given = { ...options, ledger: this.ledger }
    this.replayer = new Replayer({
      ...given,
      moves: new MoveDelivery(given),
      records: new RecordDelivery(given),
    })
    this.scans = new ParkedScans(given)
    this.records = new RecordPromises(given)
    this.marks = new Marks(given)
  }

  /**
   * Reads the journal and starts delivering. A journal that cannot be read at all fails with
   * `storage` and is tried again by itself; the view says since when it is so.
   */
  async boot(): Promise<Result<void>> {
    const opened = await this.ledger.open()
    this.replayer.start()
    this.scans.start()
    this.marks.start()
    // The keystore may ask a person to unlock it; moves do not wait for that.
    void this.revive()
    return opened
  }

  /** Stops delivering and waits until the disk has everything. Nothing is accepted after. */
  async shutdown(): Promise<void> {
    this.replayer.stop()
    this.scans.stop()
    this.marks.stop()
    await this.ledger.close()
  }

  view(): OutboxView {
    return this.ledger.view
  }

  /** Why the disk takes no promises now, and since when; `null` while it does. */
  get blocked(): OutboxView['blocked'] {
    return this.ledger.blockedNow
  }

  /** Whether something would be lost with the journal; also while it cannot be read. */
  get holdsPromises(): boolean {
    return holdsPromises(this.ledger.state) || this.ledger.view.blocked !== null
  }

  /** For the diagnostics. */
  journal(): { bytes: number; waiting: number; attention: number; damage: JournalDamage | null } {
    const { entries, records, damage } = this.ledger.state
    const all = [...entries, ...records]
    const attention = all.filter((entry) => entry.state === 'attention').length
    return {
      bytes: this.ledger.journalBytes,
      waiting: all.length - attention,
      attention,
      damage,
    }
  }

  /**
   * Promises a move. Answers after the journal has it on disk: with its entry, with the same entry
   * for a double tap, or with the entry that it undid (`outcome: 'undone'`), which is then settled.
   * `storage`: nothing was promised.
   */
  async enqueue(wish: StatusWish): Promise<Result<PromisedEntry>> {
    const opened = await this.ledger.open()
    if (!opened.ok) return opened
    const { newId, clock, serverOffsetMs, desk, who } = this.options
    const result = await this.ledger.exclusively(wish.bookingId, async () => {
      const answer = enqueue(this.ledger.state, wish, {
        id: newId(),
        at: new Date(clock.now()).toISOString(),
        serverOffsetMs: serverOffsetMs(),
        desk: desk(),
        by: who(),
      })
      if (answer.kind === 'same') return ok(answer.entry)
      const written = await this.ledger.commit([answer.event])
      if (!written.ok) return written
      return ok(answer.kind === 'undone' ? undone(answer.entry) : answer.entry)
    })
    this.replayer.pump()
    return result
  }

  /**
   * Promises that a record will be written. Answers after the journal has it on disk. `not-now` with
   * the message `keystore`: there is no line, and what cannot be sealed for longer than this run of
   * the app is not promised.
   */
  async promise(content: RecordContent): Promise<Result<RecordView>> {
    const opened = await this.ledger.open()
    return opened.ok ? this.pumped(await this.records.promise(content)) : opened
  }

  /** Changes what is to be written, and tries it (again). `not-now` while its answer is awaited. */
  async amend(id: string, content: RecordContent): Promise<Result<RecordView>> {
    return this.woken(id, await this.records.amend(id, content))
  }

  /** A doubtful create became this. */
  async adopt(id: string, found: number): Promise<Result<null>> {
    return this.pumped(await this.records.adopt(id, found))
  }

  /** A doubtful create became none of what was found: it is sent again. */
  async again(id: string): Promise<Result<null>> {
    return this.woken(id, await this.records.again(id))
  }

  /**
   * Tries an entry again now. One that needed a person counts from then on as seen in the state
   * that Recras showed beside it: the person looked at both and decided.
   */
  async retry(id: string): Promise<Result<null>> {
    if (this.ledger.record(id)) return this.woken(id, await this.records.retry(id))
    const known = this.ledger.entry(id)
    if (!known) return fail({ kind: 'not-found' })
    const written = await this.ledger.exclusively(known.bookingId, async () => {
      const entry = this.ledger.entry(id)
      if (entry?.state !== 'attention') return ok(undefined)
      const { status, statusUpdatedAt } = entry.server ?? entry.seen
      return this.ledger.commit([{ type: 'retried', id, seen: { status, statusUpdatedAt } }])
    })
    if (!written.ok) return written
    this.replayer.wake(id)
    return ok(null)
  }

  /** Gives an entry up because a person said so. What has left already is not called back. */
  async drop(id: string): Promise<Result<null>> {
    if (this.ledger.record(id)) return this.pumped(await this.records.drop(id))
    const known = this.ledger.entry(id)
    if (!known) return fail({ kind: 'not-found' })
    const at = new Date(this.options.clock.now()).toISOString()
    const written = await this.ledger.exclusively(known.bookingId, () =>
      this.ledger.commit([{ type: 'settled', id, outcome: 'dropped', at }]),
    )
    if (!written.ok) return written
    this.replayer.pump()
    return ok(null)
  }

  /** Tries everything that waits now, without its back-off; only a `Retry-After` is still honoured. */
  replayNow(): void {
    this.replayer.hurry()
    this.scans.resolve()
  }

  /** Recras answers, and accepts the key (again). */
  reconnected(): void {
    this.replayer.resume()
    this.marks.expire()
    void this.scans.reconnected()
  }

  /** There is another key. */
  credentialsChanged(): void {
    this.replayer.resume()
    this.scans.resolve()
  }

  /** Keeps a code that nobody can answer now. Answers after the journal has it on disk. */
  async park(text: string): Promise<Result<ParkedScan>> {
    const opened = await this.ledger.open()
    return opened.ok ? this.scans.park(text) : opened
  }

  /**
   * Sets what only this desk knows of a booking. Answers after the journal has it on disk. Never
   * counted as waiting, and never sent.
   */
  async mark(change: MarkChange): Promise<Result<LocalMark>> {
    const opened = await this.ledger.open()
    return opened.ok ? this.marks.set(change) : opened
  }

  dropScan(id: string): Promise<Result<null>> {
    return this.scans.drop(id)
  }

  async acknowledgeDamage(): Promise<Result<null>> {
    const written = await this.ledger.commit([{ type: 'damage-acknowledged' }])
    return written.ok ? ok(null) : written
  }

  /** Writes all that waits to a file that a person can read; no key is in it. */
  async exportTo(folder: string): Promise<Result<{ path: string }>> {
    const { clock, fs } = this.options
    const now = new Date(clock.now()).toISOString()
    const path = join(folder, `balie-wachtend-${now.replaceAll(/[:.]/g, '-')}.json`)
    try {
      await fs.makeFolder(folder)
      await fs.writeFile(path, exportText(this.ledger.view, now))
      return ok({ path })
    } catch (error) {
      const code = (error as NodeJS.ErrnoException | null)?.code
      return fail({ kind: 'storage', message: code ?? String(error) })
    }
  }

  /** Forgets everything about the venue. `not-now` while anything waits for Recras or for a person. */
  async forget(): Promise<Result<null>> {
    const opened = await this.ledger.open()
    if (!opened.ok) return opened
    if (this.holdsPromises) return fail({ kind: 'not-now' })
    const written = await this.ledger.clear()
    return written.ok ? ok(null) : written
  }

  private async revive(): Promise<void> {
    try {
      await this.records.revive()
    } catch (error) {
      this.options.log.error('outbox-bug', { error })
    }
    this.replayer.pump()
  }

  private pumped<T>(result: Result<T>): Result<T> {
    if (result.ok) this.replayer.pump()
    return result
  }

  private woken<T>(id: string, result: Result<T>): Result<T> {
    if (result.ok) this.replayer.wake(id)
    return result
  }
}

const undone = (entry: PromisedEntry): PromisedEntry => ({ ...entry, outcome: 'undone' })
