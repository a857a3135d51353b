import { z } from 'zod'
import type { BookingRow } from '../domain/booking-row.ts'
import type { DrillView } from '../domain/drill.ts'
import type { DayLogPage } from '../day-log.ts'
import type { JournalDamage, OutboxView, ParkedScan, PromisedEntry } from '../outbox/entry.ts'
import { markChangeSchema, type LocalMark } from '../outbox/mark.ts'
import { isDay } from '../domain/time.ts'
import { LONGEST_CODE } from '../domain/scan-code.ts'
import type { Booking, Customer } from '../recras/schemas.ts'
import { STATUSES } from '../recras/status.ts'
import type { AppError, FieldMessage, Result } from '../result.ts'
import { settingsSchema, type Settings } from '../settings.ts'
import type { StaffView } from '../staff.ts'
import { cacheCalls } from './cache-calls.ts'
import { call } from './call.ts'
import { kioskCalls } from './kiosk-calls.ts'
import { outageCalls } from './outage-calls.ts'
import type { CallName, EventName } from './names.ts'
import { recordCalls, type CustomersDelta, type FoundPage } from './record-calls.ts'
import { sheetCalls } from './sheet-calls.ts'
import { staffCalls } from './staff-calls.ts'

/*
 * The whole of what crosses between page and main process. `calls` are asked by the page and
 * answered with a Result; their requests are checked with zod in main, on every call, before
 * anything looks at them. `events` go the other way. Nothing else crosses.
 */

const day = z.string().refine(isDay, 'not a day')
const bookingId = z.number().int().nonnegative()
const entryId = z.string().min(1).max(64)
const hash = z.string().max(64)

/** What the page's cache already has of a day: id, content hash, whether its QR text is known. */
const knownBooking = z.tuple([bookingId, hash, z.boolean()])

const credentials = z.object({ url: z.string().max(500), key: z.string().max(500) })

export const calls = {
  'app:info': call<AppInfo>()(z.void()),

  'settings:get': call<Settings>()(z.void()),
  /** All but `kiosk`, which has calls of its own: one may only become what somebody can end. */
  'settings:change': call<Settings>()(settingsSchema.omit({ kiosk: true }).partial()),

  'connection:get': call<ConnectionState>()(z.void()),
  /** Tries a host and key without keeping them. */
  'connection:test': call<ConnectionReport>()(credentials),
  /** Tries them, and keeps them only when they work. Starts the desk. */
  'connection:save': call<AppInfo>()(credentials),
  /** Tries the kept host and key. */
  'connection:check': call<ConnectionReport>()(z.void()),
  /** Forgets host, key and journal. `not-now` while entries wait. */
  'connection:forget': call<null>()(z.void()),
  /** Opens the demo venue from the set-up screen. */
  'demo:start': call<AppInfo>()(z.void()),

  /**
   * "I show this day, and this is what I have of it." Reads the day at Recras now and pushes what
   * differs as `sync:delta`; today and tomorrow are then kept up to date.
   */
  'sync:watch': call<{ syncedAt: string }>()(
    z.object({ day, known: z.array(knownBooking).max(100_000) }),
  ),
  /** Reads all watched days now. */
  'sync:now': call<null>()(z.void()),

  /** Reads one booking now, with costs. Its change is pushed as `sync:delta` too. */
  'booking:read': call<BookingRecord>()(z.object({ id: bookingId })),
  /** Finds bookings at Recras by reference, or all of one customer. */
  'bookings:find': call<BookingRecord[]>()(
    z.union([
      z.object({ referentie: z.string().regex(/^\d{1,9}-\d{1,6}$/) }),
      z.object({ klant_id: z.number().int().nonnegative() }),
    ]),
  ),
  'customer:read': call<Customer>()(z.object({ id: bookingId })),

  'outbox:get': call<OutboxView>()(z.void()),
  /**
   * Promises a move. Answers only after the journal has it on disk. The way back from a move that
   * was never sent undoes it: then the undone entry is the answer, with `outcome: 'undone'`.
   */
  'outbox:enqueue': call<PromisedEntry>()(
    z.object({
      bookingId,
      referentie: z.string().max(40),
      wanted: z.enum(STATUSES),
      seen: z.object({
        status: z.string().max(40),
        statusUpdatedAt: z.string().max(40).nullable(),
      }),
    }),
  ),
  'outbox:retry': call<null>()(z.object({ id: entryId })),
  'outbox:drop': call<null>()(z.object({ id: entryId })),
  /** Tries everything that waits now, without its back-off. */
  'outbox:replay': call<null>()(z.void()),
  /** Writes what waits to a file that a person can read, and says where. */
  'outbox:export': call<{ path: string }>()(z.void()),
  'outbox:acknowledge-damage': call<null>()(z.void()),
  /**
   * Sets what only this desk knows of a booking. Answers, with all of it, only after the journal has
   * it on disk. Nothing of it is ever sent to Recras.
   */
  'marks:set': call<LocalMark>()(markChangeSchema),
  /** Who did what on one of the venue's days. */
  'daylog:get': call<DayLogPage>()(z.object({ day })),
  /** Writes a day's log as a table for a spreadsheet, and says where. */
  'daylog:export': call<{ path: string }>()(z.object({ day })),
  /** Keeps a code that nobody can answer now. Answers only after the journal has it on disk. */
  'scans:park': call<ParkedScan>()(z.object({ text: z.string().min(1).max(LONGEST_CODE) })),
  'scans:drop': call<null>()(z.object({ id: entryId })),

  /** Demo venue only: see `TrainingState`. */
  'training:get': call<TrainingState>()(z.void()),
  'training:change': call<TrainingState>()(
    z.object({ unplugged: z.boolean(), slow: z.boolean(), revoked: z.boolean() }).partial(),
  ),
  /** Another desk sets a random booking of today to another status; answers with its reference. */
  'training:other-desk': call<{ referentie: string; status: string }>()(z.void()),
  /** QR texts of today's bookings, to print and scan. */
  'training:codes': call<{ referentie: string; name: string | null; code: string }[]>()(z.void()),

  ...cacheCalls,
  ...recordCalls,

  ...staffCalls,
  ...kioskCalls,
  ...outageCalls,
  ...sheetCalls,

  'diagnostics:get': call<Diagnostics>()(z.void()),
  /** A failure in the page, for the log. Only its shape is kept, no guest's data. */
  'log:page': call<null>()(z.object({ event: z.string().max(80), detail: z.string().max(2000) })),
} as const satisfies Record<CallName, { request: z.ZodType; answer: unknown }>

export type Calls = typeof calls
export type RequestOf<Name extends CallName> = z.input<Calls[Name]['request']>
export type AnswerOf<Name extends CallName> = Calls[Name]['answer']

/** Events from main to page. */
export interface Events {
  'sync:delta': PageDelta
  'customers:delta': CustomersDelta
  'bookings:found': FoundPage
  'connection:changed': ConnectionState
  'outbox:changed': OutboxView
  'settings:changed': Settings
  'staff:changed': StaffView
  'app:changed': AppInfo
  'drill:changed': DrillView | null
}

type Missing = Exclude<EventName, keyof Events> | Exclude<keyof Events, EventName>
/** Fails to compile when the list of event names and `Events` differ. */
export const eventsComplete: [Missing] extends [never] ? true : Missing = true

/**
 * What `window.balie` is: one function per call, one subscription per event, each by its own name.
 * A subscription returns the function that ends it.
 */
export interface Bridge {
  calls: { [Name in CallName]: (request: RequestOf<Name>) => Promise<Result<AnswerOf<Name>>> }
  events: { [Name in EventName]: (listener: (payload: Events[Name]) => void) => () => void }
}

/** A booking as read from Recras, with the hash of its content. */
export interface BookingRecord {
  hash: string
  booking: Booking
}

/** What changed since the page last said what it has. Applied in order; each is whole in itself. */
export interface SyncDelta {
  upserts: BookingRecord[]
  /** Ids that Recras no longer has. */
  removed: number[]
  /** QR texts by booking id. */
  codes: [bookingId: number, text: string][]
  /** Set once per finished read of a day. */
  day: { day: string; syncedAt: string; total: number; unreadable: number } | null
  /** Names for ids; `null` when unchanged. */
  names: Names | null
}

/** The same as it crosses: see `forPage`. */
export interface PageDelta extends Omit<SyncDelta, 'upserts'> {
  upserts: CachedBooking[]
}

/** A booking as the page keeps it: its row, and all of it as JSON text of a `Booking`. */
export interface CachedBooking {
  row: BookingRow
  json: string
}

export interface Names {
  locaties: Record<number, string>
  producten: Record<number, string>
}

/**
 * - `online`: Recras answers. `offline`: not reachable, or something else answers in its place.
 * - `unauthorized`: reachable, and it refuses the key. Nothing is dropped.
 */
export type ConnectionStatus = 'online' | 'offline' | 'unauthorized'

export interface ConnectionState {
  status: ConnectionStatus
  /** Since when it is so, ISO. */
  since: string
  /** Last time that Recras answered, ISO. */
  lastAnswerAt: string | null
  /** The outage before this, for "weer verbonden sinds": ISO times. */
  lastOutage: { from: string; to: string } | null
  latencyMs: number | null
  /** Server clock minus this machine's, ms. */
  clockOffsetMs: number | null
  error: AppError | null
}

export interface ConnectionReport {
  host: string
  /** Whose key it is. */
  user: string | null
  venue: string
  latencyMs: number
  clockOffsetMs: number | null
  testedAt: string
}

export interface AppInfo {
  version: string
  mode: 'setup' | 'desk'
  demo: boolean
  /** URL and key come from managed configuration and cannot be changed here. */
  managed: boolean
  host: string | null
  /** Scheme, host and port: what to give back with a new key. On the set-up screen what IT suggests. */
  origin: string | null
  venue: string | null
  user: string | null
  /** Where the key is kept: the OS keystore, or in memory until the app closes. */
  keystore: 'os' | 'memory'
  timezone: string
  kiosk: boolean
  pollSeconds: number
  /** What is wrong with the managed configuration; `field` is the variable's name. Empty when fine. */
  configurationErrors: FieldMessage[]
}

export interface TrainingState {
  unplugged: boolean
  slow: boolean
  revoked: boolean
}

export interface Diagnostics {
  version: string
  runtime: string
  platform: string
  profile: string
  logFile: string
  journal: { bytes: number; waiting: number; attention: number; damage: JournalDamage | null }
  lastSync: string | null
}
