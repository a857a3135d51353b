import { randomUUID } from 'node:crypto'
import type { AppInfo, ConnectionReport, ConnectionState } from '../../shared/ipc/contract.ts'
import { forPage } from '../../shared/domain/page-delta.ts'
import type { Me } from '../../shared/recras/schemas.ts'
import { ok, type Result } from '../../shared/result.ts'
import type { Actor } from '../../shared/staff.ts'
import { BookingsService } from '../services/bookings/service.ts'
import { CatalogueService } from '../services/catalogue/service.ts'
import { ConnectionMonitor } from '../services/connection/monitor.ts'
import { Outages } from '../services/connection/outages.ts'
import { companyName, testConnection, venueOfHost } from '../services/connection/report.ts'
import type { Credentials } from '../../shared/venue-address.ts'
import { CustomersService } from '../services/customers/service.ts'
import type { DayLog } from '../services/day-log/day-log.ts'
import { lineTeller } from '../services/day-log/line-teller.ts'
import { Drafts } from '../services/drafts/drafts.ts'
import { writeFileAtomic } from '../services/files/atomic-write.ts'
import { nodeJournalFs } from '../services/outbox/journal-fs.ts'
import { KeyedLock } from '../services/outbox/keyed-lock.ts'
import { OutboxService } from '../services/outbox/service.ts'
import type { Clock, Fetch, Log, Random, Send } from '../services/ports.ts'
import type { AnswerObserver, RecrasApi } from '../services/recras/api.ts'
import { RecrasClient } from '../services/recras/client.ts'
import { SyncService } from '../services/sync/sync-service.ts'
import type { Vault } from '../services/vault/vault.ts'
import { Description } from './description.ts'
import { RekeyedApi } from './rekeyed-api.ts'

export interface VenueOptions {
  credentials: Credentials
  /** What it is called towards the page, and by which its cache and journal are told apart. */
  host: string
  journalFolder: string
  draftsFolder: string
  vault: Vault
  zone: string
  pollSeconds: number
  desk: () => string
  /** Who is at the desk; `null` when nobody said so. */
  who: () => Actor | null
  retentionDays: () => number
  dayLog: DayLog
  fetch: Fetch
  clock: Clock
  random: Random
  log: Log
  send: Send
  /** Its name or user became known. */
  described: () => void
}

/** Between two pages of customers: some 10 MB a second, less than the way to the page can carry. */
const BREATH_MS = 8
/** The same while somebody checks groups in: that goes first. */
const DEEP_BREATH_MS = 250
const BUSY_MS = 3000

/** The venue that the desk works for: its client, connection, sync and outbox, started and stopped together. */
export class Venue {
  readonly host: string
  readonly monitor: ConnectionMonitor
  readonly outages: Outages
  readonly sync: SyncService
  readonly customers: CustomersService
  readonly bookings: BookingsService
  readonly catalogue: CatalogueService
  readonly outbox: OutboxService
  readonly drafts: Drafts
  readonly dayLog: DayLog
  private readonly api: RekeyedApi
  private credentials: Credentials
  private client: RecrasApi
  private readonly description: Description
  private described = false
  private busyAt = -Infinity
  private readonly options: VenueOptions

  constructor(options: VenueOptions) {
    this.options = options
    this.credentials = options.credentials
    this.host = options.host
    const { clock, random, log, send, zone, pollSeconds, vault } = options
    this.description = new Description({
      folder: options.journalFolder,
      venue: venueOfHost(options.host),
      write: writeFileAtomic,
      log,
    })
    this.dayLog = options.dayLog
    const { told } = this.dayLog
    const tellLine = lineTeller(told)
    this.outages = new Outages({ folder: options.journalFolder, write: writeFileAtomic, log })
    this.monitor = new ConnectionMonitor({
      clock,
      random,
      log,
      probe: () => this.look(),
      changed: (state) => {
        tellLine(state)
        send('connection:changed', state)
      },
      reconnected: () => this.reconnected(),
      outages: this.outages,
    })
    this.client = this.connect(options.credentials)
    this.api = new RekeyedApi(this.client)
    this.sync = new SyncService({
      api: this.api,
      clock,
      random,
      log,
      zone,
      pollSeconds,
      emit: (delta) => send('sync:delta', forPage(delta, zone)),
    })
    this.customers = new CustomersService({
      api: this.api,
      clock,
      log,
      emit: (delta) => send('customers:delta', delta),
      breathe: () => this.breathe(),
    })
    const wire = new KeyedLock()
    this.bookings = new BookingsService({
      api: this.api,
      cache: this.sync,
      zone,
      folder: options.journalFolder,
      write: writeFileAtomic,
      wire,
      clock,
      log,
      emit: (page) => send('bookings:found', page),
    })
    this.catalogue = new CatalogueService(this.api, clock)
    this.drafts = new Drafts({
      folder: options.draftsFolder,
      vault,
      write: writeFileAtomic,
      log,
    })
    this.outbox = new OutboxService({
      folder: options.journalFolder,
      fs: nodeJournalFs,
      api: this.api,
      vault,
      wire,
      publish: (record) => this.sync.publish(record),
      publishCustomer: (customer) => this.customers.publish(customer),
      highestCustomer: () => this.customers.highestCustomer(),
      lookup: async (referentie) => {
        const found = await this.sync.find({ referentie }, { gentle: true })
        return found.ok ? ok(found.value[0] ?? null) : found
      },
      clock,
      random,
      newId: randomUUID,
      log,
      desk: options.desk,
      who: options.who,
      told,
      zone,
      retentionDays: options.retentionDays,
      serverOffsetMs: () => this.monitor.clockOffsetMs,
      online: () => this.monitor.state.status === 'online',
      onChanged: (view) => send('outbox:changed', view),
    })
  }

  /** The journal first: what waits is shown, and goes out, before anything new can be promised. */
  async start(): Promise<void> {
    this.dayLog.told({ kind: 'started', by: null })
    await Promise.all([this.description.load(), this.outages.load()])
    this.monitor.start()
    this.sync.start()
    await this.outbox.boot()
    // Recras may have answered before their folder was there.
    await Promise.all([this.description.settled(), this.outages.settled()])
  }

  async stop(): Promise<void> {
    this.monitor.stop()
    this.sync.stop()
    this.customers.end()
    this.bookings.end()
    await this.outbox.shutdown()
    await Promise.all([this.description.settled(), this.outages.settled()])
    await this.dayLog.close()
  }

  /** Goes on with another key of the same venue; nothing that is known or promised is lost. */
  rekey(credentials: Credentials): void {
    this.credentials = credentials
    this.client = this.connect(credentials)
    this.api.use(this.client)
    this.outbox.credentialsChanged()
    this.sync.credentialsChanged()
    this.catalogue.expire()
    this.described = false
    this.monitor.rekeyed()
  }

  get info(): Pick<AppInfo, 'host' | 'origin' | 'venue' | 'user'> {
    return { host: this.host, origin: this.credentials.origin, ...this.description.value }
  }

  /** To compare with what somebody gives who says to have it. */
  get key(): string {
    return this.credentials.key
  }

  get state(): ConnectionState {
    return this.monitor.state
  }

  get journalFolder(): string {
    return this.options.journalFolder
  }

  /** Tries the present host and key. The running connection learns of the outcome too. */
  async check(): Promise<Result<ConnectionReport>> {
    const report = await testConnection(
      (observer) =>
        this.clientWith(this.credentials, {
          answered: (answer) => {
            observer.answered(answer)
            this.monitor.answered(answer)
          },
          failed: (failure) => this.monitor.failed(failure),
        }),
      this.options.clock,
    )
    return report.ok ? ok({ ...report.value, host: this.host }) : report
  }

  /** Somebody is at work at the desk: what is only read in advance makes room. */
  busy(): void {
    this.busyAt = this.options.clock.now()
  }

  private breathe(): Promise<void> {
    const { clock } = this.options
    const since = clock.now() - this.busyAt
    const ms = since >= 0 && since < BUSY_MS ? DEEP_BREATH_MS : BREATH_MS
    return new Promise((resolve) => clock.after(ms, resolve))
  }

  suspend(): void {
    this.sync.pause()
  }

  resume(): void {
    this.monitor.look()
    this.sync.resume()
    this.outbox.replayNow()
  }

  private reconnected(): void {
    this.sync.reconnected()
    this.outbox.reconnected()
  }

  private async look(): Promise<Result<unknown>> {
    const me = await this.api.me()
    if (me.ok && !this.described) void this.describe(me.value)
    return me
  }

  private async describe(me: Me): Promise<void> {
    this.described = true
    await this.description.change(me.displaynaam, await companyName(this.api, me))
    this.options.described()
  }

  /** A client whose answers count only while it is the present one: an old key says nothing any more. */
  private connect(credentials: Credentials): RecrasApi {
    const client: RecrasApi = this.clientWith(credentials, {
      answered: (answer) => {
        if (this.client === client) this.monitor.answered(answer)
      },
      failed: (failure) => {
        if (this.client === client) this.monitor.failed(failure)
      },
    })
    return client
  }

  private clientWith({ origin, key }: Credentials, observer: AnswerObserver): RecrasApi {
    const { fetch, clock, log } = this.options
    return new RecrasClient({ url: origin, key, fetch, clock, log, observer })
  }
}
