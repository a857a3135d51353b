import { describe, expect, it } from 'vitest'
import messages from '../../../../src/renderer/src/features/readiness/messages.ts'
import {
  CHECK_IDS,
  FULL_BYTES,
  LOW_BYTES,
  readinessOf,
  staffFactsOf,
  worstOf,
  type Check,
  type CheckId,
  type Level,
  type MainFacts,
  type ReadinessFacts,
} from '../../../../src/shared/domain/readiness.ts'
import { missingIn } from '../../renderer/messages.ts'

const NOW = Date.parse('2026-06-13T12:00:00Z')
const MINUTE = 60_000
const HOUR = 60 * MINUTE
const ago = (ms: number): number => NOW - ms

const HEALTHY: ReadinessFacts = {
  now: NOW,
  line: { status: 'online', since: ago(5 * HOUR) },
  pollSeconds: 30,
  cache: {
    today: { syncedAt: ago(20_000), unreadable: 0 },
    tomorrow: { syncedAt: ago(40_000), unreadable: 0 },
    broken: false,
  },
  codes: { wanted: 40, known: 40 },
  damaged: false,
  clockOffsetMs: 700,
  replay: { waiting: 0, oldestAt: null, lastDeliveredAt: ago(HOUR) },
  main: {
    journal: { writable: true, error: null },
    freeBytes: 80 * 1024 ** 3,
    keystore: 'working',
    staff: { readable: true, count: 3, leads: 1, blockedUntil: null },
    sheet: { writtenAt: ago(4 * MINUTE), everyMinutes: 10, error: null },
  },
}

type Facts = Partial<Omit<ReadinessFacts, 'main' | 'cache'>> & {
  main?: Partial<MainFacts>
  cache?: Partial<ReadinessFacts['cache']>
}
const given = (more: Facts): ReadinessFacts => ({
  ...HEALTHY,
  ...more,
  main: { ...HEALTHY.main, ...more.main },
  cache: { ...HEALTHY.cache, ...more.cache },
})
const offline = { status: 'offline', since: ago(HOUR) } as const
const old = (ms: number | null, unreadable = 0) => ({
  syncedAt: ms === null ? null : ago(ms),
  unreadable,
})
const check = (facts: ReadinessFacts, id: CheckId): Check => {
  const found = readinessOf(facts).checks.find((one) => one.id === id)
  if (!found) throw new Error(`no check ${id}`)
  return found
}

describe('being ready for an outage', () => {
  it('is green when all is well, with every check told', () => {
    const { level, checks } = readinessOf(HEALTHY)
    expect(level).toBe('green')
    expect(checks.map(({ id }) => id)).toEqual(CHECK_IDS)
    expect(new Set(checks.map((one) => one.level))).toEqual(new Set(['green']))
  })

  it('is green without a line as well, as long as the desk can go on', () => {
    const facts = given({
      line: offline,
      cache: { today: old(HOUR), tomorrow: old(HOUR) },
      replay: { waiting: 12, oldestAt: ago(HOUR), lastDeliveredAt: null },
    })
    expect(readinessOf(facts).level).toBe('green')
    expect(check(facts, 'today').values).toEqual({ minutes: 60 })
  })

  const TABLE: [what: string, id: CheckId, facts: Facts, level: Level, code: string][] = [
    ['today just read', 'today', {}, 'green', 'fresh'],
    [
      'today as old as it may be',
      'today',
      { cache: { today: old(10 * MINUTE) } },
      'green',
      'fresh',
    ],
    ['today a little too old', 'today', { cache: { today: old(10 * MINUTE + 1) } }, 'amber', 'old'],
    ['today far too old', 'today', { cache: { today: old(2 * HOUR + 1) } }, 'red', 'stale'],
    [
      'a desk that was told to ask once an hour',
      'today',
      { pollSeconds: 3600, cache: { today: old(3 * HOUR) } },
      'green',
      'fresh',
    ],
    ['today never read', 'today', { cache: { today: old(null) } }, 'red', 'never'],
    [
      'today never read, without a line',
      'today',
      { line: offline, cache: { today: old(null) } },
      'red',
      'neverOffline',
    ],
    [
      'two hours without a line',
      'today',
      { line: offline, cache: { today: old(2 * HOUR) } },
      'green',
      'freshOffline',
    ],
    [
      'more than two hours',
      'today',
      { line: offline, cache: { today: old(2 * HOUR + 1) } },
      'amber',
      'oldOffline',
    ],
    [
      'more than half a day',
      'today',
      { line: offline, cache: { today: old(12 * HOUR + 1) } },
      'red',
      'staleOffline',
    ],
    ['a clock set back since', 'today', { cache: { today: old(-HOUR) } }, 'amber', 'future'],
    ['a clock a little behind', 'today', { cache: { today: old(-MINUTE) } }, 'green', 'fresh'],
    ['bookings not understood', 'today', { cache: { today: old(0, 2) } }, 'amber', 'unreadable'],
    ['a cache that breaks', 'today', { cache: { broken: true } }, 'red', 'broken'],
    ['tomorrow never read', 'tomorrow', { cache: { tomorrow: old(null) } }, 'amber', 'never'],
    ['tomorrow far too old', 'tomorrow', { cache: { tomorrow: old(9 * HOUR) } }, 'amber', 'stale'],
    ['tomorrow in a broken cache', 'tomorrow', { cache: { broken: true } }, 'red', 'broken'],
    ['nobody to come', 'codes', { codes: { wanted: 0, known: 0 } }, 'green', 'none'],
    ['all codes', 'codes', {}, 'green', 'complete'],
    ['codes on their way', 'codes', { codes: { wanted: 9, known: 8 } }, 'amber', 'fetching'],
    [
      'codes missing without a line',
      'codes',
      { line: offline, codes: { wanted: 9, known: 0 } },
      'amber',
      'missing',
    ],
    ['codes not counted yet', 'codes', { codes: null }, 'amber', 'counting'],
    ['a journal that takes promises', 'journal', {}, 'green', 'writable'],
    [
      'a full disk',
      'journal',
      { main: { journal: { writable: false, error: 'ENOSPC' } } },
      'red',
      'full',
    ],
    [
      'a used up quota',
      'journal',
      { main: { journal: { writable: false, error: 'EDQUOT' } } },
      'red',
      'full',
    ],
    [
      'a folder that may not be written',
      'journal',
      { main: { journal: { writable: false, error: 'EACCES' } } },
      'red',
      'unwritable',
    ],
    [
      'a folder that says nothing',
      'journal',
      { main: { journal: { writable: false, error: null } } },
      'red',
      'unwritable',
    ],
    ['damage nobody has seen', 'journal', { damaged: true }, 'amber', 'damaged'],
    ['room enough', 'disk', { main: { freeBytes: LOW_BYTES } }, 'green', 'room'],
    ['little room', 'disk', { main: { freeBytes: LOW_BYTES - 1 } }, 'amber', 'low'],
    ['hardly any room', 'disk', { main: { freeBytes: FULL_BYTES } }, 'amber', 'low'],
    ['no room', 'disk', { main: { freeBytes: FULL_BYTES - 1 } }, 'red', 'full'],
    ['a disk that does not tell', 'disk', { main: { freeBytes: null } }, 'amber', 'unknown'],
    ['a clock never compared', 'clock', { clockOffsetMs: null }, 'amber', 'unmeasured'],
    ['a clock gone mad', 'clock', { clockOffsetMs: Number.NaN }, 'amber', 'unmeasured'],
    ['two minutes behind', 'clock', { clockOffsetMs: 120_000 }, 'green', 'right'],
    ['more than two minutes behind', 'clock', { clockOffsetMs: 120_001 }, 'amber', 'slow'],
    ['more than two minutes ahead', 'clock', { clockOffsetMs: -120_001 }, 'amber', 'fast'],
    ['half a day behind', 'clock', { clockOffsetMs: 13 * HOUR }, 'red', 'slow'],
    ['no keystore', 'keystore', { main: { keystore: 'memory' } }, 'amber', 'memory'],
    ['a keystore that fails', 'keystore', { main: { keystore: 'broken' } }, 'red', 'broken'],
    [
      'no staff',
      'staff',
      { main: { staff: { readable: true, count: 0, leads: 0, blockedUntil: null } } },
      'green',
      'open',
    ],
    [
      'staff without a lead',
      'staff',
      { main: { staff: { readable: true, count: 2, leads: 0, blockedUntil: null } } },
      'red',
      'noLead',
    ],
    [
      'staff that cannot be read',
      'staff',
      { main: { staff: { readable: false, count: 0, leads: 0, blockedUntil: null } } },
      'red',
      'unreadable',
    ],
    [
      'nobody may try a PIN for a while',
      'staff',
      { main: { staff: { readable: true, count: 2, leads: 1, blockedUntil: NOW + 5 * MINUTE } } },
      'amber',
      'blocked',
    ],
    [
      'a wait that is over',
      'staff',
      { main: { staff: { readable: true, count: 2, leads: 1, blockedUntil: ago(MINUTE) } } },
      'green',
      'able',
    ],
    [
      'nothing has ever waited',
      'replay',
      { replay: { waiting: 0, oldestAt: null, lastDeliveredAt: null } },
      'green',
      'nothing',
    ],
    ['all delivered', 'replay', {}, 'green', 'delivered'],
    [
      'waiting for a line',
      'replay',
      { line: offline, replay: { waiting: 3, oldestAt: ago(9 * HOUR), lastDeliveredAt: null } },
      'green',
      'line',
    ],
    [
      'being sent',
      'replay',
      { replay: { waiting: 3, oldestAt: ago(MINUTE), lastDeliveredAt: null } },
      'green',
      'sending',
    ],
    [
      'waiting since an outage that is just over',
      'replay',
      {
        line: { status: 'online', since: ago(MINUTE) },
        replay: { waiting: 3, oldestAt: ago(HOUR), lastDeliveredAt: null },
      },
      'green',
      'sending',
    ],
    [
      'slow',
      'replay',
      { replay: { waiting: 3, oldestAt: ago(2 * MINUTE + 1), lastDeliveredAt: null } },
      'amber',
      'slow',
    ],
    [
      'stuck',
      'replay',
      { replay: { waiting: 3, oldestAt: ago(15 * MINUTE + 1), lastDeliveredAt: null } },
      'red',
      'stuck',
    ],
    [
      'a promise of the future',
      'replay',
      { replay: { waiting: 1, oldestAt: NOW + HOUR, lastDeliveredAt: null } },
      'green',
      'sending',
    ],
    [
      'a refused key',
      'replay',
      { line: { status: 'unauthorized', since: ago(HOUR) } },
      'amber',
      'key',
    ],
    [
      'a refused key while something waits',
      'replay',
      {
        line: { status: 'unauthorized', since: ago(HOUR) },
        replay: { waiting: 1, oldestAt: ago(HOUR), lastDeliveredAt: null },
      },
      'amber',
      'keyWaiting',
    ],
    ['a sheet just renewed', 'sheet', {}, 'green', 'fresh'],
    [
      'a sheet that missed its turns',
      'sheet',
      { main: { sheet: { writtenAt: ago(23 * MINUTE), everyMinutes: 10, error: null } } },
      'amber',
      'old',
    ],
    [
      'no sheet yet',
      'sheet',
      { main: { sheet: { writtenAt: null, everyMinutes: 10, error: null } } },
      'amber',
      'never',
    ],
    [
      'a sheet that could not be written',
      'sheet',
      { main: { sheet: { writtenAt: ago(MINUTE), everyMinutes: 10, error: 'ENOENT' } } },
      'amber',
      'failed',
    ],
  ]

  it.each(TABLE)('%s: %s', (_what, id, facts, level, code) => {
    expect(check(given(facts), id)).toMatchObject({ level, code })
  })

  it('is as bad as the worst of it', () => {
    expect(worstOf([])).toBe('green')
    expect(worstOf(['green', 'amber', 'green'])).toBe('amber')
    for (const [, id, facts, level] of TABLE) {
      const all = readinessOf(given(facts))
      const rank = (one: Level): number => ['green', 'amber', 'red'].indexOf(one)
      expect(rank(all.level), id).toBeGreaterThanOrEqual(rank(level))
    }
  })

  it('has a sentence in every language for every reason, and one about the remedy for all but green', () => {
    for (const [what, id, facts] of TABLE) {
      const { code, level } = check(given(facts), id)
      const of = id === 'today' || id === 'tomorrow' ? 'day' : id
      expect(missingIn(messages, `${of}.${code}`), what).toEqual([])
      if (level !== 'green' && code !== 'counting')
        expect(missingIn(messages, `mend.${id}.${code}`), what).toEqual([])
    }
  })

  it('offers to fetch only while there is a line', () => {
    expect(check(given({ cache: { today: old(null) } }), 'today').remedy).toBe('sync')
    expect(check(given({ line: offline, cache: { today: old(null) } }), 'today').remedy).toBeNull()
  })

  it('says nothing of a sheet that is switched off', () => {
    const { checks } = readinessOf(given({ main: { sheet: null } }))
    expect(checks.map(({ id }) => id)).not.toContain('sheet')
  })

  it('reads what it needs of the staff', () => {
    const member = (role: 'lead' | 'desk') => ({ id: role, name: 'Mila', initials: 'MV', role })
    const view = {
      staff: [member('lead'), member('desk')],
      session: { state: 'locked' as const },
      triesBlockedUntil: 5,
      blockedUntil: {},
      damaged: false,
      resettable: true,
    }
    expect(staffFactsOf(view)).toEqual({ readable: true, count: 2, leads: 1, blockedUntil: 5 })
    expect(staffFactsOf({ ...view, damaged: true }).readable).toBe(false)
  })
})
