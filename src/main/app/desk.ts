import type { AppInfo, ConnectionReport, ConnectionState } from '../../shared/ipc/contract.ts'
import type { OutboxView } from '../../shared/outbox/entry.ts'
import { fail, ok, type AppError, type FieldMessage, type Result } from '../../shared/result.ts'
import { testConnection } from '../services/connection/report.ts'
import { hostOf, readCredentials, type Credentials } from '../../shared/venue-address.ts'
import type { CredentialStore } from '../services/credentials/credentials.ts'
import { Drill } from '../services/training/drill.ts'
import type { Vault } from '../services/vault/vault.ts'
import type { Clock, Log, Send } from '../services/ports.ts'
import type { AnswerObserver, RecrasApi } from '../services/recras/api.ts'
import type { Configuration } from './configuration.ts'
import type { DemoVenue } from './demo.ts'
import { Gate } from './gate.ts'
import type { Journals } from './journals.ts'
import type { VenueFolders } from './venue-folders.ts'
import type { Venue } from './venue.ts'

export interface DeskOptions {
  version: string
  kiosk: () => boolean
  configuration: Configuration
  /** Shown on the set-up screen when IT gave an address without a key. */
  suggestedOrigin: string | null
  credentials: CredentialStore
  journals: Journals
  /** Where drafts are kept: one folder for each venue. */
  drafts: VenueFolders
  vault: Vault
  /** What is kept of a venue outside of the profile. */
  sheets: { forget(): Promise<void> }
  /** The references that guests tried at a kiosk. */
  guestTries: { forget(): Promise<void> }
  clock: Clock
  log: Log
  send: Send
  clientFor: (credentials: Credentials, observer: AnswerObserver) => RecrasApi
  venueFor: (
    credentials: Credentials,
    host: string,
    journalFolder: string,
    draftsFolder: string,
    described: () => void,
  ) => Venue
  openDemo: () => Promise<DemoVenue>
}

/** What the demo venue's journal and cache are called; no real host is named so. */
const DEMO_HOST = 'demo'
const NOT_NOW = fail<AppError>({ kind: 'not-now' })
const NOTHING: OutboxView = {
  entries: [],
  records: [],
  parked: [],
  history: [],
  recordHistory: [],
  marks: [],
  damage: null,
  blocked: null,
}

/**
 * Which venue this desk works for, and the change from one to another. Set up from outside (managed),
 * by a person (kept credentials), or as the demo venue; without any of them the page shows its
 * set-up screen.
 */
export class Desk {
  venue: Venue | null = null
  demo: DemoVenue | null = null
  /** Practising an outage, in the demo venue. */
  readonly drill: Drill
  /** Promises pass here, so that none is half-way when a venue is left. */
  readonly promises = new Gate()
  private managed = false
  private readonly startedAt: number
  private elsewhere: FieldMessage[] = []
  private readonly options: DeskOptions

  constructor(options: DeskOptions) {
    this.options = options
    this.startedAt = options.clock.now()
    this.drill = new Drill({
      ground: () => this.demo,
      desk: () => this.venue,
      clock: options.clock,
      log: options.log,
      changed: (view) => options.send('drill:changed', view),
    })
  }

  /** Opens what was configured or kept. Recras is not waited for: the desk works without it. */
  async boot(): Promise<void> {
    const { configuration, credentials } = this.options
    // The keystore may ask a person to unlock it: only who needs a key from it waits for that.
    const loading = credentials.load()
    if (configuration.venue) {
      this.managed = true
      await this.enter(configuration.venue)
    } else if (configuration.demo) await this.enterDemo()
    else {
      const kept = await loading
      // A managed address or key that cannot be right is shown, not replaced by an older one.
      const wrong = configuration.errors.some((one) => /URL|KEY/.test(one.field ?? ''))
      if (kept && !wrong) await this.enter(kept)
    }
    await this.announce()
  }

  async shutdown(): Promise<void> {
    this.drill.stop()
    await this.venue?.stop()
    await this.demo?.stop()
  }

  get info(): AppInfo {
    const { version, kiosk, configuration, credentials, suggestedOrigin } = this.options
    const nobody = {
      host: suggestedOrigin === null ? null : hostOf(suggestedOrigin),
      origin: suggestedOrigin,
      venue: null,
      user: null,
    }
    return {
      version,
      mode: this.venue ? 'desk' : 'setup',
      demo: this.demo !== null,
      managed: this.managed,
      ...(this.venue?.info ?? nobody),
      keystore: credentials.where,
      timezone: configuration.timezone,
      kiosk: kiosk(),
      pollSeconds: configuration.pollSeconds,
      configurationErrors: [...configuration.errors, ...this.elsewhere],
    }
  }

  get connection(): ConnectionState {
    return (
      this.venue?.state ?? {
        status: 'offline',
        since: new Date(this.startedAt).toISOString(),
        lastAnswerAt: null,
        lastOutage: null,
        latencyMs: null,
        clockOffsetMs: null,
        error: null,
      }
    )
  }

  /** What only somebody who may set up this desk has; `null` without one. The demo's is in the source. */
  get provingKey(): string | null {
    return this.demo ? null : (this.venue?.key ?? null)
  }

  get outboxView(): OutboxView {
    return this.venue?.outbox.view() ?? NOTHING
  }

  /** Tries a host and key without keeping them. */
  async test(given: { url: string; key: string }): Promise<Result<ConnectionReport>> {
    const read = readCredentials(given)
    return 'fields' in read
      ? fail({ kind: 'invalid', fields: read.fields })
      : this.try(read.credentials)
  }

  /**
   * Tries a host and key, keeps them when they work, and opens the desk. A new key of the same host
   * leaves everything as it is. Another host is `not-now` while anything is promised to the one before.
   */
  async save(given: { url: string; key: string }): Promise<Result<AppInfo>> {
    if (this.managed) return NOT_NOW
    const read = readCredentials(given)
    if ('fields' in read) return fail({ kind: 'invalid', fields: read.fields })
    const tried = await this.try(read.credentials)
    return tried.ok ? this.promises.alone(() => this.change(read.credentials), NOT_NOW) : tried
  }

  /** Tries the present host and key. */
  async check(): Promise<Result<ConnectionReport>> {
    return this.venue ? this.venue.check() : NOT_NOW
  }

  /** Forgets host, key and journal. `not-now` while anything waits, and for what is managed. */
  forget(): Promise<Result<null>> {
    return this.promises.alone(async () => {
      if (this.managed || !this.venue) return NOT_NOW
      const left = await this.leave()
      if (!left.ok) return left
      const forgotten = await this.options.credentials.forget()
      await this.announce()
      return forgotten
    }, NOT_NOW)
  }

  /** Opens the demo venue from the set-up screen. */
  startDemo(): Promise<Result<AppInfo>> {
    return this.promises.alone(async () => {
      if (this.venue || !(await this.enterDemo())) return NOT_NOW
      await this.announce()
      return ok(this.info)
    }, NOT_NOW)
  }

  private async try(credentials: Credentials): Promise<Result<ConnectionReport>> {
    const { clientFor, clock } = this.options
    return testConnection((observer) => clientFor(credentials, observer), clock)
  }

  private async change(next: Credentials): Promise<Result<AppInfo>> {
    const { credentials, journals } = this.options
    const host = hostOf(next.origin)
    const same = this.venue?.host === host
    if (!same) {
      if (this.venue?.outbox.holdsPromises) return NOT_NOW
      const present = this.venue ? [this.venue.host] : []
      const elsewhere = await journals.waitingElsewhere([host, DEMO_HOST, ...present])
      if (elsewhere.length > 0) return NOT_NOW
    }
    const saved = await credentials.save(next)
    if (!saved.ok) return saved
    if (this.venue && same) this.venue.rekey(next)
    else {
      const left = await this.leave()
      if (!left.ok) return left
      await this.enter(next)
    }
    await this.announce()
    return ok(this.info)
  }

  /** Leaves the present venue, with its journal; refused while anything is promised to it. */
  private async leave(): Promise<Result<null>> {
    const { venue } = this
    if (!venue) return ok(null)
    const cleared = await venue.outbox.forget()
    if (!cleared.ok) return cleared
    this.drill.stop()
    this.venue = null
    await venue.stop()
    await venue.drafts.forget()
    await venue.dayLog.forget()
    await this.options.sheets.forget()
    await this.options.guestTries.forget()
    await this.options.journals.remove(venue.host)
    await this.forgetVault()
    await this.demo?.stop()
    this.demo = null
    return ok(null)
  }

  /** The data key goes with the last thing that it seals. */
  private async forgetVault(): Promise<void> {
    const { drafts, journals, vault } = this.options
    const sealed = [...(await drafts.names()), ...(await journals.waitingElsewhere([]))]
    if (sealed.length === 0) await vault.forget()
  }

  private async enter(credentials: Credentials, host = hostOf(credentials.origin)): Promise<void> {
    const { venueFor, journals, drafts, send } = this.options
    const folders = [journals.folderOf(host), drafts.folderOf(host)] as const
    const venue = venueFor(credentials, host, ...folders, () => {
      if (this.venue === venue) send('app:changed', this.info)
    })
    this.venue = venue
    await venue.start()
  }

  private async enterDemo(): Promise<boolean> {
    try {
      this.demo = await this.options.openDemo()
    } catch (error) {
      this.options.log.error('demo-failed', { error })
      return false
    }
    await this.enter({ origin: this.demo.origin, key: this.demo.key }, DEMO_HOST)
    return true
  }

  private async announce(): Promise<void> {
    await this.lookElsewhere()
    const { send } = this.options
    send('connection:changed', this.connection)
    send('outbox:changed', this.outboxView)
    send('app:changed', this.info)
  }

  /** What was promised to a venue that this desk does not work for (any more): it is kept, and told. */
  private async lookElsewhere(): Promise<void> {
    const { journals, log } = this.options
    const present = this.venue ? [this.venue.host] : []
    const elsewhere = await journals.waitingElsewhere([DEMO_HOST, ...present])
    this.elsewhere = []
    if (elsewhere.length === 0) return
    log.warn('promised-elsewhere', { count: elsewhere.length })
    this.elsewhere.push({
      field: this.managed ? 'BALIE_RECRAS_URL' : null,
      code: 'promised-elsewhere',
      message: `something still waits for ${elsewhere.join(', ')}; it is kept, and goes out when the desk works for that venue again`,
    })
  }
}
