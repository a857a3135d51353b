import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { readConfiguration } from '../../../../src/main/app/configuration.ts'
import { Desk } from '../../../../src/main/app/desk.ts'
import { Journals } from '../../../../src/main/app/journals.ts'
import { systemClock as clock } from '../../../../src/main/app/system.ts'
import { Venue } from '../../../../src/main/app/venue.ts'
import { VenueFolders } from '../../../../src/main/app/venue-folders.ts'
import { Vault } from '../../../../src/main/services/vault/vault.ts'
import type { Send } from '../../../../src/main/services/ports.ts'
import {
  CredentialStore,
  type Keystore,
} from '../../../../src/main/services/credentials/credentials.ts'
import { appendToFile, DayLog } from '../../../../src/main/services/day-log/day-log.ts'
import { DaySheets } from '../../../../src/main/services/day-sheet/day-sheets.ts'
import { draw } from '../../../../src/main/services/day-sheet/drawing.ts'
import { writeFileAtomic as write } from '../../../../src/main/services/files/atomic-write.ts'
import { GuestTries } from '../../../../src/main/services/kiosk/tries.ts'
import { RecrasClient } from '../../../../src/main/services/recras/client.ts'
import type { DemoVenue } from '../../../../src/main/app/demo.ts'
import type { StatusWish } from '../../../../src/shared/outbox/entry.ts'
import { DEFAULT_SETTINGS } from '../../../../src/shared/settings.ts'
import { FONT_FILES } from '../../day-sheet/support.ts'
import { MemoryLog } from '../manual-clock.ts'

const plain: Keystore = {
  available: () => Promise.resolve(true),
  encrypt: (text) => Promise.resolve(Buffer.from(text)),
  decrypt: (bytes) => Promise.resolve({ text: Buffer.from(bytes).toString(), stale: false }),
}

export interface Told {
  name: string
  payload: unknown
}

export interface DeskSetup {
  desk: Desk
  profile: string
  log: MemoryLog
  told: Told[]
  sheets: DaySheets
  guestTries: GuestTries
}

const running: Desk[] = []

/** A desk of real parts in a profile folder of its own (or one given, as after a restart). */
export async function deskIn(given: {
  profile?: string
  environment?: Record<string, string>
  demo?: DemoVenue
}): Promise<DeskSetup> {
  const profile = given.profile ?? (await mkdtemp(join(tmpdir(), 'balie-desk-')))
  const log = new MemoryLog()
  const told: Told[] = []
  const send: Send = (name, payload) => void told.push({ name, payload })
  const { configuration, suggestedOrigin } = readConfiguration(given.environment ?? {})
  const path = join(profile, 'venue.json')
  const { fetch } = globalThis
  const vault = new Vault({ path: join(profile, 'vault.json'), keystore: plain, write, clock, log })
  const sheets = new DaySheets({
    settings: () => DEFAULT_SETTINGS,
    defaultFolder: () => join(profile, 'documents', 'Balie'),
    demo: () => desk.demo !== null,
    path: join(profile, 'day-sheets.json'),
    draw: (sheet) => draw({ sheet, fonts: FONT_FILES }),
    write,
    clock,
    zone: configuration.timezone,
    serverOffsetMs: () => 0,
    log,
  })
  const guestTries = new GuestTries({
    path: join(profile, 'kiosk-tries.json'),
    write,
    elapsed: () => performance.now(),
    log,
  })
  const desk = new Desk({
    version: '1.0.0',
    kiosk: () => false,
    configuration,
    suggestedOrigin,
    credentials: new CredentialStore({ path, keystore: plain, write, clock, log }),
    journals: new Journals({ root: join(profile, 'journal'), clock, log }),
    drafts: new VenueFolders(join(profile, 'drafts')),
    vault,
    sheets,
    guestTries,
    clock,
    log,
    send,
    clientFor: ({ origin: url, key }, observer) =>
      new RecrasClient({ url, key, fetch, clock, log, observer }),
    venueFor: (credentials, host, journalFolder, draftsFolder, described) =>
      new Venue({
        credentials,
        host,
        journalFolder,
        draftsFolder,
        vault,
        described,
        zone: configuration.timezone,
        pollSeconds: configuration.pollSeconds,
        desk: () => 'Balie',
        who: () => null,
        retentionDays: () => 3,
        dayLog: new DayLog({
          folder: new VenueFolders(join(profile, 'daglog')).folderOf(host),
          append: appendToFile,
          zone: configuration.timezone,
          desk: () => 'Balie',
          who: () => null,
          retentionDays: () => 3,
          serverOffsetMs: () => 0,
          clock,
          log,
        }),
        fetch,
        clock,
        random: Math.random,
        log,
        send,
      }),
    openDemo: () => (given.demo ? Promise.resolve(given.demo) : Promise.reject(new Error('none'))),
  })
  running.push(desk)
  await desk.boot()
  return { desk, profile, log, told, sheets, guestTries }
}

/** Ends all desks of a test. */
export async function endDesks(): Promise<void> {
  await Promise.all(running.splice(0).map((desk) => desk.shutdown()))
}

export const checkIn: StatusWish = {
  bookingId: 75,
  referentie: '67-1',
  wanted: 'gaande',
  seen: { status: 'definitief', statusUpdatedAt: null },
}
