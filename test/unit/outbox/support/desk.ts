import { KeyedLock } from '../../../../src/main/services/outbox/keyed-lock.ts'
import { OutboxService } from '../../../../src/main/services/outbox/service.ts'
import type { Lookup } from '../../../../src/main/services/outbox/parked-scans.ts'
import type { DayLogEntry } from '../../../../src/shared/day-log.ts'
import type { OutboxEntry, OutboxView, StatusWish } from '../../../../src/shared/outbox/entry.ts'
import type {
  RecordContent,
  RecordView,
  SettledRecord,
} from '../../../../src/shared/outbox/record.ts'
import type { BookingStatus } from '../../../../src/shared/recras/status.ts'
import { ok } from '../../../../src/shared/result.ts'
import type { Actor } from '../../../../src/shared/staff.ts'
import { MemoryFs } from './memory-fs.ts'
import { ModelServer } from './model-server.ts'
import { PlainVault } from './plain-vault.ts'
import { VirtualClock } from './virtual-clock.ts'

export interface DeskOptions {
  clock?: VirtualClock
  fs?: MemoryFs
  server?: ModelServer
  statuses?: Record<number, string>
  lookup?: Lookup
  random?: () => number
  /** Seals without a keystore when not durable. */
  vault?: PlainVault
  highestCustomer?: () => number | null
  serverOffsetMs?: () => number | null
}

let ids = 0

/** The real outbox on a disk, a clock and a Recras that tests hold in their hands. */
export class Desk {
  readonly clock: VirtualClock
  readonly fs: MemoryFs
  readonly server: ModelServer
  readonly outbox: OutboxService
  readonly published: string[] = []
  readonly vault: PlainVault
  online = true
  readonly views: OutboxView[] = []
  /** Who is at the desk, and what the day's log was told. */
  who: Actor | null = null
  readonly told: DayLogEntry[] = []
  onView: (view: OutboxView) => void = () => undefined
  readonly #options: DeskOptions

  constructor(options: DeskOptions = {}) {
    this.#options = options
    this.clock = options.clock ?? new VirtualClock()
    this.fs = options.fs ?? new MemoryFs()
    this.server =
      options.server ?? new ModelServer(this.clock, options.statuses ?? { 1: 'definitief' })
    this.vault = options.vault ?? new PlainVault()
    this.outbox = new OutboxService({
      folder: '/profile/outbox',
      fs: this.fs,
      api: this.server,
      vault: this.vault,
      wire: new KeyedLock(),
      publishCustomer: ({ id }) => void this.published.push(`customer ${id}`),
      highestCustomer: options.highestCustomer ?? (() => null),
      online: () => this.online,
      publish: ({ booking }) => this.published.push(`${booking.id} ${booking.status}`),
      lookup: options.lookup ?? (async () => ok(null)),
      clock: this.clock,
      random: options.random ?? (() => 0.5),
      newId: () => `entry-${(ids += 1)}`,
      log: { info: () => undefined, warn: () => undefined, error: () => undefined },
      desk: () => 'Balie 1',
      who: () => this.who,
      told: (entry) => this.told.push(entry),
      zone: 'Europe/Amsterdam',
      retentionDays: () => 3,
      serverOffsetMs: options.serverOffsetMs ?? (() => 250),
      onChanged: (view) => {
        this.views.push(view)
        this.onView(view)
      },
    })
  }

  async boot(): Promise<this> {
    await this.outbox.boot()
    return this
  }

  /** The power goes: a new process on what the disk has, with Recras as it is. */
  crash(kept: (unsynced: number) => number = () => 0): Desk {
    this.clock.forget()
    this.server.hangUp()
    return new Desk({
      ...this.#options,
      clock: this.clock,
      server: this.server,
      fs: this.fs.crash(kept),
      vault: this.vault,
    })
  }

  /** The line is gone: every request fails at once. */
  cut(): void {
    this.server.fault = () => ({ error: { kind: 'unreachable' }, after: false })
  }

  mend(): void {
    this.server.fault = () => null
  }

  get view(): OutboxView {
    return this.outbox.view()
  }

  get entries(): OutboxEntry[] {
    return this.view.entries
  }

  entry(id: string): OutboxEntry | undefined {
    return this.entries.find((entry) => entry.id === id)
  }

  outcome(id: string): string | undefined {
    return this.view.history.find((settled) => settled.id === id)?.outcome
  }

  get records(): RecordView[] {
    return this.view.records
  }

  /** A record, as long as it is not settled. */
  record(id: string): RecordView | undefined {
    return this.records.find((entry) => entry.id === id)
  }

  /** How a record ended. */
  ended(id: string): SettledRecord | undefined {
    return this.view.recordHistory.find((settled) => settled.id === id)
  }

  /** A record that the disk took. */
  async promise(content: RecordContent): Promise<RecordView> {
    const answer = await this.outbox.promise(content)
    if (!answer.ok) throw new Error(answer.error.kind)
    return answer.value
  }

  /** A tap that the disk took. */
  async tap(bookingId: number, seen: string, wanted: BookingStatus): Promise<OutboxEntry> {
    const answer = await this.outbox.enqueue(wish(bookingId, seen, wanted))
    if (!answer.ok) throw new Error(answer.error.kind)
    return answer.value
  }
}

export const wish = (bookingId: number, seen: string, wanted: BookingStatus): StatusWish => ({
  bookingId,
  referentie: `${bookingId}-1`,
  wanted,
  seen: { status: seen, statusUpdatedAt: null },
})
