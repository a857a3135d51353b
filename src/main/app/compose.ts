import { statfs } from 'node:fs/promises'
import { join } from 'node:path'
import { app, net, powerMonitor } from 'electron'
import type { AppInfo, Diagnostics } from '../../shared/ipc/contract.ts'
import type { ToldDayLog } from '../../shared/day-log.ts'
import { staffFactsOf } from '../../shared/domain/readiness.ts'
import type { Actor } from '../../shared/staff.ts'
import type { Handlers } from '../ipc/answer.ts'
import { guarded } from '../ipc/gates.ts'
import { gateKiosk, kioskSend } from '../ipc/kiosk-gate.ts'
import { handlersFor } from '../ipc/register.ts'
import { sender } from '../ipc/send.ts'
import { CredentialStore } from '../services/credentials/credentials.ts'
import { appendToFile, DayLog } from '../services/day-log/day-log.ts'
import { settingsTeller } from '../services/day-log/settings-teller.ts'
import { writeFileAtomic } from '../services/files/atomic-write.ts'
import { JsonLog } from '../services/log/log.ts'
import { scrubber } from '../services/log/redact.ts'
import { RotatingFile } from '../services/log/rotating-file.ts'
import type { Fetch, Log, Send } from '../services/ports.ts'
import { nodeJournalFs } from '../services/outbox/journal-fs.ts'
import { ReadinessService } from '../services/readiness/readiness.ts'
import { RecrasClient } from '../services/recras/client.ts'
import { languageOf, SettingsStore } from '../services/settings/settings.ts'
import { cacheKeyOf } from '../services/vault/cache-key.ts'
import { Vault } from '../services/vault/vault.ts'
import { MainWindow } from '../windows/main-window.ts'
import { takeConfiguration } from './configuration.ts'
import { openDemo } from './demo.ts'
import { openDaySheets } from './day-sheets.ts'
import { Desk } from './desk.ts'
import { Journals } from './journals.ts'
import { electronKeystore } from './keystore.electron.ts'
import { kioskParts } from './kiosk.ts'
import { bootAll, shutdownAll, type Part } from './parts.ts'
import { openStaff } from './staff.ts'
import { systemClock as clock } from './system.ts'
import { Venue } from './venue.ts'
import { VenueFolders } from './venue-folders.ts'

/** The running app: what the entry point starts, and ends. */
export interface Composition {
  log: Log
  window: MainWindow
  handlers: Handlers
  /** Something of ours broke that nothing caught. */
  failed(): Promise<void>
  boot(): Promise<void>
  shutdown(): Promise<void>
}

/** Where built files are, seen from the main bundle. */
export interface Bundle {
  preload: string
}

const LOG_SIZE = 1024 * 1024
const LOG_FILES = 5

/** Makes every part of the main process and gives each what it needs. After `ready`. */
export function compose(bundle: Bundle): Composition {
  const profile = app.getPath('userData')
  const { configuration, suggestedOrigin } = takeConfiguration(process.env)
  const secrets = new Set<string>(configuration.venue ? [configuration.venue.key] : [])
  const file = new RotatingFile({
    folder: join(profile, 'logs'),
    name: 'balie.log',
    size: LOG_SIZE,
    count: LOG_FILES,
  })
  const log = new JsonLog({ sink: file, clock, scrub: scrubber(() => [...secrets]) })
  // Chromium's network stack: proxy and certificates are those of the operating system.
  const fetch: Fetch = (input, init) => net.fetch(input instanceof URL ? input.href : input, init)
  const common = { write: writeFileAtomic, clock, log }

  const settings = new SettingsStore({
    path: join(profile, 'settings.json'),
    language: configuration.language ?? languageOf(app.getPreferredSystemLanguages()),
    ...common,
  })
  const window = new MainWindow({
    preload: bundle.preload,
    stateFile: join(profile, 'window.json'),
    theme: () => settings.get().theme,
    kiosk: () => kiosk.mode.on,
    watch: () => kiosk.watch,
    ...common,
  })
  const toPage = kioskSend(
    sender(() => window.contents, log),
    () => kiosk.mode.on,
  )
  let lastSync: string | null = null
  const send: Send = (name, payload) => {
    if (name === 'sync:delta') lastSync = syncedAt(payload) ?? lastSync
    toPage(name, payload)
  }

  const vault = new Vault({
    path: join(profile, 'vault.json'),
    keystore: electronKeystore,
    ...common,
  })
  const elapsed = (): number => performance.now()
  const staff = openStaff({
    profile,
    key: () => desk.provingKey,
    lockMinutes: () => settings.get().lockMinutes,
    elapsed,
    told: (entry) => told(entry),
    changed: (view) => send('staff:changed', view),
    ...common,
  })
  const dayLogs = new VenueFolders(join(profile, 'daglog'))
  /** Who is at the desk. */
  const who = (): Actor | null => staff.actor()
  const told: ToldDayLog = (entry) => desk.venue?.dayLog.told(entry)
  /** Of Recras' clock, and only while it answers: by it goes what is too old. */
  const serverOffsetMs = (): number | null =>
    desk.connection.status === 'online' ? desk.connection.clockOffsetMs : null
  const sheets = openDaySheets({
    profile,
    settings,
    demo: () => desk.demo !== null,
    zone: configuration.timezone,
    serverOffsetMs,
    clock,
    log,
  })
  const desk = new Desk({
    version: app.getVersion(),
    kiosk: () => kiosk.mode.on,
    configuration,
    suggestedOrigin,
    credentials: new CredentialStore({
      path: join(profile, 'venue.json'),
      keystore: electronKeystore,
      ...common,
    }),
    journals: new Journals({ root: join(profile, 'journal'), clock, log }),
    drafts: new VenueFolders(join(profile, 'drafts')),
    vault,
    sheets,
    guestTries: { forget: () => kiosk.kiosk.forget() },
    clock,
    log,
    send,
    clientFor(credentials, observer) {
      secrets.add(credentials.key)
      const { origin: url, key } = credentials
      return new RecrasClient({ url, key, fetch, clock, log, observer })
    },
    venueFor(credentials, host, journalFolder, draftsFolder, described) {
      secrets.add(credentials.key)
      return new Venue({
        credentials,
        host,
        journalFolder,
        draftsFolder,
        vault,
        zone: configuration.timezone,
        pollSeconds: configuration.pollSeconds,
        desk: () => settings.get().desk,
        who,
        retentionDays: () => settings.get().retentionDays,
        dayLog: new DayLog({
          folder: dayLogs.folderOf(host),
          append: appendToFile,
          zone: configuration.timezone,
          desk: () => settings.get().desk,
          who,
          retentionDays: () => settings.get().retentionDays,
          serverOffsetMs,
          clock,
          log,
        }),
        fetch,
        clock,
        random: Math.random,
        log,
        send,
        described,
      })
    },
    openDemo: () => openDemo({ profile, zone: configuration.timezone }),
  })

  const kiosk = kioskParts({
    profile,
    forced: configuration.kiosk || process.argv.includes('--kiosk'),
    supervised: process.argv.includes('--supervised'),
    settings,
    staff,
    told,
    window: () => window,
    look: () => ({
      mode: desk.info.mode,
      version: app.getVersion(),
      connection: desk.connection.status,
      waiting: desk.venue?.outbox.journal().waiting ?? 0,
      attention: desk.venue?.outbox.journal().attention ?? 0,
    }),
    elapsed,
    ...common,
  })

  settings.onChange((changed) => send('settings:changed', changed))
  settings.onChange(settingsTeller(told))
  settings.onChange(() => staff.lockMinutesChanged())
  powerMonitor.on('suspend', () => staff.lock('suspend'))
  powerMonitor.on('suspend', () => desk.venue?.suspend())
  powerMonitor.on('resume', () => desk.venue?.resume())

  const parts: Part[] = [
    { name: 'settings', boot: () => settings.load() },
    { name: 'staff', boot: () => staff.load() },
    kiosk.part,
    { name: 'window', boot: () => Promise.resolve(window.open()) },
    { name: 'desk', boot: () => desk.boot(), shutdown: () => desk.shutdown() },
    {
      name: 'day-sheets',
      boot: () => sheets.boot(),
      shutdown: () => Promise.resolve(sheets.stop()),
    },
  ]
  const readiness = new ReadinessService({
    fs: nodeJournalFs,
    freeBytes: async (folder) => {
      const { bavail, bsize } = await statfs(folder)
      return bavail * bsize
    },
    keystore: electronKeystore,
    vault,
    staff: () => staffFactsOf(staff.view()),
    // A kiosk keeps none.
    sheet: () => (kiosk.mode.on ? null : sheets.facts()),
    clock,
    log,
  })
  const booted = Promise.withResolvers<void>()
  const answers = handlersFor({
    desk,
    ready: booted.promise,
    settings,
    staff,
    kiosk: kiosk.kiosk,
    readiness,
    sheets,
    log,
    cacheKey: (host) => cacheKeyOf(vault, host, clock),
    exportFolder: () => app.getPath('documents'),
    lastSync: () => lastSync,
    diagnostics: () => describeRuntime(desk.info, profile, file.path),
  })
  const allowed = guarded(answers, {
    ready: booted.promise,
    session: () => staff.session,
    outbox: () => desk.outboxView,
    actor: who,
    kiosk: () => kiosk.mode.on,
    active: () => staff.active(),
  })
  const shutdown = async (): Promise<void> => {
    await shutdownAll(parts, clock, log)
    log.info('stop')
    file.close()
  }

  return {
    log,
    window,
    handlers: gateKiosk(allowed, () => kiosk.mode.on, log),
    failed: () => kiosk.failed(shutdown),
    async boot() {
      log.info('start', { version: app.getVersion(), pid: process.pid, platform: process.platform })
      for (const { field, code } of configuration.errors)
        log.warn('configuration', { type: field, problem: code })
      await bootAll(parts, log)
      booted.resolve()
    },
    shutdown,
  }
}

/** When a day was last read completely, out of what is sent to the page. */
const syncedAt = (payload: unknown): string | null =>
  (payload as { day: { syncedAt: string } | null }).day?.syncedAt ?? null

function describeRuntime(
  { version }: AppInfo,
  profile: string,
  logFile: string,
): Omit<Diagnostics, 'journal' | 'lastSync'> {
  const { electron, chrome, node } = process.versions
  return {
    version,
    runtime: `Electron ${electron ?? '-'}, Chromium ${chrome ?? '-'}, Node ${node}`,
    platform: `${process.platform} ${process.arch}`,
    profile,
    logFile,
  }
}
