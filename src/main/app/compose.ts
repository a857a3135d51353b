import { join } from 'node:path'
import { app, net, powerMonitor } from 'electron'
import type { AppInfo, Diagnostics } from '../../shared/ipc/contract.ts'
import type { Handlers } from '../ipc/answer.ts'
import { handlersFor } from '../ipc/register.ts'
import { sender } from '../ipc/send.ts'
import { CredentialStore } from '../services/credentials/credentials.ts'
import { writeFileAtomic } from '../services/files/atomic-write.ts'
import { JsonLog } from '../services/log/log.ts'
import { scrubber } from '../services/log/redact.ts'
import { RotatingFile } from '../services/log/rotating-file.ts'
import type { Fetch, Log, Send } from '../services/ports.ts'
import { RecrasClient } from '../services/recras/client.ts'
import { languageOf, SettingsStore } from '../services/settings/settings.ts'
import { Vault } from '../services/vault/vault.ts'
import { MainWindow } from '../windows/main-window.ts'
import { takeConfiguration } from './configuration.ts'
import { openDemo } from './demo.ts'
import { Desk } from './desk.ts'
import { Journals } from './journals.ts'
import { electronKeystore } from './keystore.electron.ts'
import { bootAll, shutdownAll, type Part } from './parts.ts'
import { systemClock as clock } from './system.ts'
import { Venue } from './venue.ts'
import { VenueFolders } from './venue-folders.ts'

/** The running app: what the entry point starts, and ends. */
export interface Composition {
  log: Log
  window: MainWindow
  handlers: Handlers
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

  const kiosk = process.argv.includes('--kiosk')
  const settings = new SettingsStore({
    path: join(profile, 'settings.json'),
    language: configuration.language ?? languageOf(app.getPreferredSystemLanguages()),
    ...common,
  })
  const window = new MainWindow({
    preload: bundle.preload,
    stateFile: join(profile, 'window.json'),
    theme: () => settings.get().theme,
    kiosk,
    ...common,
  })
  const toPage = sender(() => window.contents, log)
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
  const desk = new Desk({
    version: app.getVersion(),
    kiosk,
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

  settings.onChange((changed) => send('settings:changed', changed))
  powerMonitor.on('suspend', () => desk.venue?.suspend())
  powerMonitor.on('resume', () => desk.venue?.resume())

  const parts: Part[] = [
    { name: 'settings', boot: () => settings.load() },
    { name: 'window', boot: () => Promise.resolve(window.open()) },
    { name: 'desk', boot: () => desk.boot(), shutdown: () => desk.shutdown() },
  ]
  const booted = Promise.withResolvers<void>()
  const handlers = handlersFor({
    desk,
    ready: booted.promise,
    settings,
    log,
    exportFolder: () => app.getPath('documents'),
    lastSync: () => lastSync,
    diagnostics: () => describeRuntime(desk.info, profile, file.path),
  })

  return {
    log,
    window,
    handlers,
    async boot() {
      log.info('start', { version: app.getVersion(), pid: process.pid, platform: process.platform })
      for (const { field, code } of configuration.errors)
        log.warn('configuration', { type: field, problem: code })
      await bootAll(parts, log)
      booted.resolve()
    },
    async shutdown() {
      await shutdownAll(parts, clock, log)
      log.info('stop')
      file.close()
    },
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
