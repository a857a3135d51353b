import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openStaff } from '../../../../src/main/app/staff.ts'
import {
  answerCall,
  isTrusted,
  type Handlers,
  type Sender,
} from '../../../../src/main/ipc/answer.ts'
import { handlersFor } from '../../../../src/main/ipc/register.ts'
import { sender } from '../../../../src/main/ipc/send.ts'
import { ReadinessService } from '../../../../src/main/services/readiness/readiness.ts'
import { SettingsStore } from '../../../../src/main/services/settings/settings.ts'
import { CALL_NAMES, type CallName } from '../../../../src/shared/ipc/names.ts'
import { deskIn, endDesks } from '../app/desk-setup.ts'
import { quietKiosk } from '../kiosk/quiet-kiosk.ts'
import { ManualClock, MemoryLog } from '../manual-clock.ts'
import { MemoryFs } from '../../outbox/support/memory-fs.ts'
import { PlainVault } from '../../outbox/support/plain-vault.ts'

/** Of each call; `npm run fuzz` asks for many more. */
const RUNS = Number(process.env['FUZZ_PAYLOADS'] ?? 150)
const FUZZ_TIMEOUT_MS = 10_000 + RUNS * 20

const log = new MemoryLog()
let handlers: Handlers

beforeAll(async () => {
  const { desk, sheets } = await deskIn({})
  const settings = new SettingsStore({
    path: '/nowhere/settings.json',
    language: 'nl',
    write: () => Promise.resolve(),
    clock: new ManualClock(),
    log,
  })
  handlers = handlersFor({
    desk,
    sheets,
    ready: Promise.resolve(),
    settings,
    staff: openStaff({
      profile: '/nowhere',
      write: () => Promise.resolve(),
      key: () => null,
      lockMinutes: () => 0,
      clock: new ManualClock(),
      elapsed: () => 0,
      log,
      told: () => undefined,
      changed: () => undefined,
    }),
    kiosk: quietKiosk(settings),
    readiness: new ReadinessService({
      fs: new MemoryFs(),
      freeBytes: () => Promise.resolve(0),
      keystore: {
        available: () => Promise.resolve(false),
        encrypt: () => Promise.reject(new Error('none')),
        decrypt: () => Promise.reject(new Error('none')),
      },
      vault: new PlainVault(),
      staff: () => ({ readable: true, count: 0, leads: 0, blockedUntil: null }),
      sheet: () => null,
      clock: new ManualClock(),
      log,
    }),
    log,
    cacheKey: () => Promise.resolve({ id: 'k', key: '', durable: false }),
    exportFolder: () => '/nowhere',
    lastSync: () => null,
    diagnostics: () => ({ version: '', runtime: '', platform: '', profile: '', logFile: '' }),
  })
})
afterAll(endDesks)

const ask = (name: CallName, request: unknown, trusted = true) =>
  answerCall(name, request, trusted, handlers, log)

describe('who may call', () => {
  const home: Sender = {
    contentsId: 7,
    frame: { url: 'app://balie/index.html#/dag', parent: null },
  }
  it('our own page', () => expect(isTrusted(home, 7)).toBe(true))

  it.each<[string, Sender, number | null]>([
    ['another window', { ...home, contentsId: 8 }, 7],
    ['anybody when there is no window', home, null],
    ['a frame that is gone', { ...home, frame: null }, 7],
    ['a frame inside the page', { ...home, frame: { url: 'app://balie/', parent: {} } }, 7],
    ['a web page', { ...home, frame: { url: 'https://balie/index.html', parent: null } }, 7],
    [
      'a look-alike host',
      { ...home, frame: { url: 'app://balie.evil/index.html', parent: null } },
      7,
    ],
    [
      'a look-alike scheme',
      { ...home, frame: { url: 'app2://balie/index.html', parent: null } },
      7,
    ],
    ['an opaque page', { ...home, frame: { url: 'data:text/html,app://balie/', parent: null } }, 7],
    ['a page with credentials', { ...home, frame: { url: 'app://x@balie/', parent: null } }, 7],
    ['an empty page', { ...home, frame: { url: 'about:blank', parent: null } }, 7],
    ['no address', { ...home, frame: { url: '', parent: null } }, 7],
  ])('not %s', (_what, who, own) => expect(isTrusted(who, own)).toBe(false))

  it.each(CALL_NAMES)('%s tells a stranger nothing', async (name) => {
    expect(await ask(name, undefined, false)).toEqual({ ok: false, error: { kind: 'forbidden' } })
  })
})

describe('what may be asked', () => {
  it.each<[CallName, unknown, string | null]>([
    ['app:info', {}, null],
    ['settings:change', null, null],
    ['settings:change', { desk: '' }, 'desk'],
    ['settings:change', { desk: 'x'.repeat(41) }, 'desk'],
    ['settings:change', { theme: 'pink' }, 'theme'],
    ['connection:test', { url: 'https://x.nl' }, 'key'],
    ['connection:save', { url: 'x'.repeat(501), key: 'k' }, 'url'],
    ['sync:watch', { day: '2026-02-30', known: [] }, 'day'],
    ['sync:watch', { day: '../../etc', known: [] }, 'day'],
    ['sync:watch', { day: '2026-02-03', known: [[1, 'h']] }, 'known.0'],
    ['booking:read', { id: -1 }, 'id'],
    ['booking:read', { id: '75' }, 'id'],
    ['booking:read', { id: 1.5 }, 'id'],
    ['booking:read', { id: Number.NaN }, 'id'],
    ['bookings:find', { referentie: '67-1/../../x' }, null],
    ['bookings:find', { klant_id: '67' }, null],
    [
      'outbox:enqueue',
      {
        bookingId: 1,
        referentie: 'x',
        wanted: 'weg',
        seen: { status: 'x', statusUpdatedAt: null },
      },
      'wanted',
    ],
    ['outbox:drop', { id: '' }, 'id'],
    ['scans:park', { text: 'x'.repeat(2001) }, 'text'],
    ['scans:park', { text: '' }, 'text'],
    ['training:change', { unplugged: 'yes' }, 'unplugged'],
    ['log:page', { event: 'x'.repeat(81), detail: '' }, 'event'],
  ])('%s refuses %j', async (name, request, field) => {
    const answer = await ask(name, request)
    expect(answer).toMatchObject({ ok: false, error: { kind: 'invalid' } })
    if (field !== null) expect(JSON.stringify(answer)).toContain(`"field":${JSON.stringify(field)}`)
  })

  it.each(CALL_NAMES)(
    '%s answers anything with a result, and never throws',
    async (name) => {
      const before = log.lines.filter((line) => line.event === 'call-failed').length
      await fc.assert(
        fc.asyncProperty(fc.oneof(fc.anything(), almost(name)), async (request) => {
          const answer = await ask(name, request)
          expect(answer.ok === true || typeof answer.error.kind === 'string').toBe(true)
          structuredClone(answer)
        }),
        { numRuns: RUNS },
      )
      expect(log.lines.filter((line) => line.event === 'call-failed')).toHaveLength(before)
    },
    FUZZ_TIMEOUT_MS,
  )

  it('keeps what the page says of its failures out of the log, but for where it was', async () => {
    await ask('log:page', { event: 'Jan de Vries', detail: 'TypeError: Jan at x.js:1:2' })
    const line = log.lines.at(-1)
    expect(line).toEqual({
      level: 'error',
      event: 'page-failure',
      detail: { type: 'unnamed', kind: 'TypeError', places: ['x.js:1:2'] },
    })
  })

  it('answers a bug of ours as a failure, and says in the log where', async () => {
    const broken: Handlers = {
      ...handlers,
      'sync:now': () => {
        throw new Error('Jan de Vries')
      },
    }
    const answer = await answerCall('sync:now', undefined, true, broken, log)
    expect(answer).toMatchObject({ ok: false, error: { kind: 'not-now' } })
    expect(JSON.stringify(answer)).not.toContain('Jan')
    expect(log.lines.at(-1)).toMatchObject({ event: 'call-failed', detail: { call: 'sync:now' } })
  })
})

/** Requests that look like the real ones: right fields, any value. Nothing in them leads to a network. */
function almost(name: CallName): fc.Arbitrary<unknown> {
  const value = fc.oneof(fc.anything(), fc.string(), fc.integer(), fc.constant('67-1'))
  const fields = ['id', 'day', 'known', 'text', 'event', 'detail', 'desk', 'theme', 'referentie']
  const more = name.startsWith('connection:') ? [] : ['klant_id', 'bookingId', 'wanted', 'seen']
  return fc.dictionary(fc.constantFrom(...fields, ...more, '__proto__', 'constructor'), value)
}

describe('telling the page', () => {
  it('does nothing without a page, or with one that is gone', () => {
    const sent: string[] = []
    const page = (gone: boolean) => ({
      isDestroyed: () => gone,
      send: (channel: string) => {
        if (gone) throw new Error('Object has been destroyed')
        sent.push(channel)
      },
    })
    const log = new MemoryLog()
    sender(() => null, log)('app:changed', {} as never)
    sender(() => page(true), log)('app:changed', {} as never)
    sender(() => page(false), log)('app:changed', {} as never)
    expect(sent).toEqual(['app:changed'])
    expect(log.lines).toEqual([])
  })

  it('goes on with its work when the page cannot be told', () => {
    const log = new MemoryLog()
    const page = {
      isDestroyed: () => false,
      send: () => {
        throw new TypeError('An object could not be cloned.')
      },
    }
    sender(() => page, log)('app:changed', {} as never)
    expect(log.lines.map((line) => line.event)).toEqual(['page-not-told'])
  })
})
