import type { ConnectionStatus } from '../ipc/contract.ts'
import type { StaffView } from '../staff.ts'

/*
 * Whether the desk can go on when the line goes, or goes on now that it has gone. A pure function of
 * facts. Being offline is no fault here: what counts is what is kept, where it can be kept, and
 * whether it gets away afterwards.
 */

export type Level = 'green' | 'amber' | 'red'

export const CHECK_IDS = [
  'today',
  'tomorrow',
  'codes',
  'journal',
  'disk',
  'clock',
  'keystore',
  'staff',
  'replay',
  'sheet',
] as const
export type CheckId = (typeof CHECK_IDS)[number]

/** What a person, or the app when asked, can do about it. */
export type Remedy =
  /** Read the days at Recras now. */
  | 'sync'
  /** Look at disk and keystore again. */
  | 'look'
  /** Send what waits now. */
  | 'send'
  | 'key'
  | 'staff'
  | 'sheet'
  /** What needs a person is listed on its own page. */
  | 'attention'

/** One thing that was looked at. `code` and `values`: why, for a sentence in the person's language. */
export interface Check {
  id: CheckId
  level: Level
  code: string
  values: Readonly<Record<string, number | string>>
  remedy: Remedy | null
}

export interface Readiness {
  level: Level
  checks: Check[]
}

/** What the cache knows of a day; `syncedAt`: when it was last read completely, epoch ms. */
export interface DayFacts {
  syncedAt: number | null
  unreadable: number
}

/** What only the main process can see. */
export interface MainFacts {
  /** Whether the journal's folder took a file just now; `error` is the platform's code. */
  journal: { writable: boolean; error: string | null }
  /** On the journal's disk; `null` when it does not tell. */
  freeBytes: number | null
  /** `memory`: there is none. `broken`: there is one, and it does not open what it closed. */
  keystore: 'working' | 'memory' | 'broken'
  staff: StaffFacts
  sheet: SheetFacts | null
}

export interface StaffFacts {
  /** Whether the list of staff could be read. */
  readable: boolean
  count: number
  leads: number
  /** Nobody can try a PIN before then, epoch ms; `null` when they can. */
  blockedUntil: number | null
}

export const staffFactsOf = ({ staff, damaged, triesBlockedUntil }: StaffView): StaffFacts => ({
  readable: !damaged,
  count: staff.length,
  leads: staff.filter(({ role }) => role === 'lead').length,
  blockedUntil: triesBlockedUntil,
})

/** The day sheet that is kept ready as a file; `null` in `MainFacts` when it is switched off. */
export interface SheetFacts {
  /** Epoch ms; `null` when none was written yet. */
  writtenAt: number | null
  everyMinutes: number
  /** Why the last one could not be written; the platform's code. */
  error: string | null
}

export interface ReadinessFacts {
  /** This machine's clock, epoch ms. */
  now: number
  line: { status: ConnectionStatus; since: number }
  pollSeconds: number
  cache: {
    today: DayFacts
    tomorrow: DayFacts
    /** The disk does not take the cache, or does not give it back. */
    broken: boolean
  }
  /** Bookings of today and tomorrow that can still be checked in; `null` while they are being counted. */
  codes: { wanted: number; known: number } | null
  /** Unreadable bytes were found in the journal, and nobody has said that they saw it. */
  damaged: boolean
  /** Server clock minus this machine's, ms; `null` when never measured. */
  clockOffsetMs: number | null
  replay: {
    waiting: number
    /** When the one that waits longest was promised, epoch ms; `null` when nothing waits. */
    oldestAt: number | null
    lastDeliveredAt: number | null
  }
  main: MainFacts
}

export const LOW_BYTES = 500 * 1024 ** 2
export const FULL_BYTES = 50 * 1024 ** 2
/** Beyond it "late" and "too early" are wrong on screen (design: "Ready for an outage"). */
export const CLOCK_MS = 120_000
/** Beyond it this machine may think that it is another day. */
export const OTHER_DAY_MS = 12 * 3_600_000

const MINUTE = 60_000
/** Offline a day grows old by itself; after so long what others booked since matters. */
const OLD_OFFLINE_MS = 120 * MINUTE
const STALE_OFFLINE_MS = 12 * 60 * MINUTE
const OLD_ONLINE_MS = 10 * MINUTE
const STALE_ONLINE_MS = 120 * MINUTE
/** Online, so long is no longer on its way. */
const SLOW_MS = 2 * MINUTE
const STUCK_MS = 15 * MINUTE
/** A sheet may be late by its own rhythm once. */
const SHEET_SLACK_MS = 2 * MINUTE

/** Looks at everything. The overall level is that of the worst. */
export function readinessOf(facts: ReadinessFacts): Readiness {
  const { main } = facts
  const checks = [
    dayCheck('today', facts.cache.today, facts),
    atMostAmber(dayCheck('tomorrow', facts.cache.tomorrow, facts)),
    codesCheck(facts),
    journalCheck(facts),
    diskCheck(main.freeBytes),
    clockCheck(facts.clockOffsetMs),
    keystoreCheck(main.keystore),
    staffCheck(main.staff, facts.now),
    replayCheck(facts),
    ...(main.sheet ? [sheetCheck(main.sheet, facts.now)] : []),
  ]
  return { level: worstOf(checks.map(({ level }) => level)), checks }
}

export const worstOf = (levels: readonly Level[]): Level =>
  levels.includes('red') ? 'red' : levels.includes('amber') ? 'amber' : 'green'

type Values = Check['values']
const maker =
  (id: CheckId) =>
  (level: Level, code: string, values: Values = {}, remedy: Remedy | null = null): Check => ({
    id,
    level,
    code,
    values,
    remedy,
  })

/** Tomorrow can be fetched tomorrow: without it this desk still works today. */
const atMostAmber = (check: Check): Check =>
  check.level === 'red' && check.code !== 'broken' ? { ...check, level: 'amber' } : check

function dayCheck(id: 'today' | 'tomorrow', day: DayFacts, facts: ReadinessFacts): Check {
  const check = maker(id)
  const online = facts.line.status === 'online'
  const remedy = online ? 'sync' : null
  if (facts.cache.broken) return check('red', 'broken', {}, 'sync')
  if (day.syncedAt === null) return check('red', online ? 'never' : 'neverOffline', {}, remedy)
  const age = facts.now - day.syncedAt
  // This machine's clock was set back since: how old it is nobody can say.
  if (age < -CLOCK_MS) return check('amber', 'future', {}, remedy)
  const minutes = minutesIn(age)
  const [old, stale] = limits(online, facts.pollSeconds)
  if (age > stale) return check('red', online ? 'stale' : 'staleOffline', { minutes }, remedy)
  if (age > old) return check('amber', online ? 'old' : 'oldOffline', { minutes }, remedy)
  if (day.unreadable > 0)
    return check('amber', 'unreadable', { count: day.unreadable, minutes }, remedy)
  return check('green', online ? 'fresh' : 'freshOffline', { minutes })
}

/** A desk that was told to ask rarely is not late for doing so. */
function limits(online: boolean, pollSeconds: number): readonly [old: number, stale: number] {
  if (!online) return [OLD_OFFLINE_MS, STALE_OFFLINE_MS]
  const old = Math.max(OLD_ONLINE_MS, 3 * pollSeconds * 1000)
  return [old, Math.max(STALE_ONLINE_MS, 2 * old)]
}

function codesCheck({ codes, line }: ReadinessFacts): Check {
  const check = maker('codes')
  if (!codes) return check('amber', 'counting')
  const { wanted, known } = codes
  if (wanted === 0) return check('green', 'none')
  if (known >= wanted) return check('green', 'complete', { count: wanted })
  const missing = wanted - known
  // A code without its text is still found by the reference in it, so this is never red.
  return check('amber', line.status === 'online' ? 'fetching' : 'missing', { count: missing })
}

function journalCheck({ main, damaged }: ReadinessFacts): Check {
  const check = maker('journal')
  const { writable, error } = main.journal
  if (!writable)
    return check('red', isFull(error) ? 'full' : 'unwritable', { error: error ?? '' }, 'look')
  if (damaged) return check('amber', 'damaged', {}, 'attention')
  return check('green', 'writable')
}

const isFull = (error: string | null): boolean => error === 'ENOSPC' || error === 'EDQUOT'

function diskCheck(free: number | null): Check {
  const check = maker('disk')
  if (free === null) return check('amber', 'unknown', {}, 'look')
  const values = { megabytes: Math.floor(free / 1024 ** 2) }
  if (free < FULL_BYTES) return check('red', 'full', values, 'look')
  if (free < LOW_BYTES) return check('amber', 'low', values, 'look')
  return check('green', 'room', values)
}

function clockCheck(offset: number | null): Check {
  const check = maker('clock')
  if (offset === null || !Number.isFinite(offset)) return check('amber', 'unmeasured')
  const off = Math.abs(offset)
  const seconds = Math.round(off / 1000)
  if (off <= CLOCK_MS) return check('green', 'right', { seconds })
  // A server that is ahead means that this machine is behind.
  const side = offset > 0 ? 'slow' : 'fast'
  return check(off > OTHER_DAY_MS ? 'red' : 'amber', side, { minutes: Math.round(off / MINUTE) })
}

function keystoreCheck(keystore: MainFacts['keystore']): Check {
  const check = maker('keystore')
  switch (keystore) {
    case 'working':
      return check('green', 'working')
    case 'memory':
      return check('amber', 'memory')
    case 'broken':
      return check('red', 'broken', {}, 'look')
  }
}

function staffCheck({ readable, count, leads, blockedUntil }: StaffFacts, now: number): Check {
  const check = maker('staff')
  if (!readable) return check('red', 'unreadable', {}, 'staff')
  if (count === 0) return check('green', 'open')
  if (leads === 0) return check('red', 'noLead', {}, 'staff')
  const wait = (blockedUntil ?? now) - now
  if (wait > MINUTE) return check('amber', 'blocked', { minutes: Math.ceil(wait / MINUTE) })
  return check('green', 'able', { count })
}

function replayCheck({ replay, line, now }: ReadinessFacts): Check {
  const check = maker('replay')
  const { waiting, oldestAt, lastDeliveredAt } = replay
  if (line.status === 'unauthorized')
    return check('amber', waiting > 0 ? 'keyWaiting' : 'key', { count: waiting }, 'key')
  if (waiting === 0 || oldestAt === null)
    return lastDeliveredAt === null
      ? check('green', 'nothing')
      : check('green', 'delivered', { at: lastDeliveredAt })
  if (line.status === 'offline') return check('green', 'line', { count: waiting })
  // The time without a line does not count, and neither does a clock that was set back.
  const waited = now - Math.max(oldestAt, line.since)
  const values = { count: waiting, minutes: minutesIn(waited) }
  if (waited > STUCK_MS) return check('red', 'stuck', values, 'send')
  if (waited > SLOW_MS) return check('amber', 'slow', values, 'send')
  return check('green', 'sending', { count: waiting })
}

function sheetCheck({ writtenAt, everyMinutes, error }: SheetFacts, now: number): Check {
  const check = maker('sheet')
  if (error !== null) return check('amber', 'failed', { error }, 'sheet')
  if (writtenAt === null) return check('amber', 'never', {}, 'sheet')
  const age = now - writtenAt
  const minutes = minutesIn(age)
  return age > 2 * everyMinutes * MINUTE + SHEET_SLACK_MS
    ? check('amber', 'old', { minutes }, 'sheet')
    : check('green', 'fresh', { minutes })
}

const minutesIn = (ms: number): number => Math.max(0, Math.floor(ms / MINUTE))
