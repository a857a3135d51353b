import { chmod, mkdtemp, readdir, readFile, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { JsonLog, pageFailure } from '../../../../src/main/services/log/log.ts'
import { scrubber } from '../../../../src/main/services/log/redact.ts'
import { RotatingFile } from '../../../../src/main/services/log/rotating-file.ts'
import { ManualClock } from '../manual-clock.ts'

const KEY = 'k3y/With+Signs=='
const HIDDEN = [
  'k3y/With+Signs',
  'k3y%2FWith%2BSigns',
  Buffer.from(KEY).toString('base64'),
  'Jan de Vries',
  'jan.devries@example.nl',
  'jan.devries%40example.nl',
  '0612345678',
  '06-12 34 56 78',
  '+31 6 12345678',
  '(0523) 12 34 56',
]

function setUp(): { lines: string[]; log: JsonLog } {
  const lines: string[] = []
  const log = new JsonLog({
    sink: { append: (line) => lines.push(line) },
    clock: new ManualClock(),
    scrub: scrubber(() => [KEY]),
  })
  return { lines, log }
}

describe('what the log says', () => {
  it('keeps what helps: ids, counts, kinds, places', () => {
    const { lines, log } = setUp()
    log.warn('entry-parked', {
      id: 75,
      count: 3,
      indexes: [4, 7],
      code: 'ENOSPC',
      path: '/api2/boekingen/75',
      error: { kind: 'server', status: 503, message: 'Jan de Vries', retryAfterMs: null },
    })
    expect(JSON.parse(lines[0] ?? '')).toEqual({
      at: '2026-06-15T08:00:00.000Z',
      level: 'warn',
      event: 'entry-parked',
      id: 75,
      count: 3,
      indexes: [4, 7],
      code: 'ENOSPC',
      path: '/api2/boekingen/75',
      error: { kind: 'server', status: 503 },
    })
  })

  it('keeps the class, code and places of an exception, not its words', () => {
    const { lines, log } = setUp()
    const error = Object.assign(
      new TypeError('no Jan de Vries in {"email":"jan.devries@example.nl"}'),
      {
        code: 'ENOSPC',
      },
    )
    log.error('storage-failed', { error })
    const said = JSON.parse(lines[0] ?? '') as {
      error: { name: string; code: string; stack: string[] }
    }
    expect(said.error).toMatchObject({ name: 'TypeError', code: 'ENOSPC' })
    expect(said.error.stack[0]).toMatch(/^log\.test\.ts:\d+:\d+$/)
    for (const hidden of HIDDEN) expect(lines[0]).not.toContain(hidden)
  })

  it.each<[string, Record<string, unknown>]>([
    ['a field that is not on the list', { displaynaam: 'Jan de Vries', voornaam: 'Jan de Vries' }],
    ['a whole booking', { booking: { Klant: { naam: 'Jan de Vries', telefoon1: '0612345678' } } }],
    ['a nested field', { problem: { id: 1, klant: { naam: 'Jan de Vries' } } }],
    ['a key by its name', { key: KEY }],
    ['a key in a header', { problem: `Authorization: Bearer ${KEY}` }],
    ['a key in an address', { problem: `demo.recras.nl?key=${encodeURIComponent(KEY)}` }],
    ['a key in base64', { status: Buffer.from(KEY).toString('base64') }],
    ['an e-mail address', { problem: 'from jan.devries@example.nl' }],
    ['an escaped e-mail address', { path: '/x?email=jan.devries%40example.nl' }],
    [
      'telephone numbers',
      { problem: '0612345678, 06-12 34 56 78, +31 6 12345678, (0523) 12 34 56' },
    ],
    ['numbers in a list', { places: ['0612345678'], indexes: ['jan.devries@example.nl'] }],
    [
      "Recras' words in an error",
      { error: { kind: 'refused', fields: [{ message: 'Jan de Vries' }] } },
    ],
    [
      'words in a failure within a failure',
      { problem: { kind: 'refused', error: { kind: 'x', message: 'Jan de Vries' } } },
    ],
    ['a folder named after a person', { path: '/home/Jan de Vries/.config/balie/journal.log' }],
    ['an exception as text', { error: 'TypeError: no Jan de Vries' }],
    ['a cause', { error: new Error('x', { cause: new Error('Jan de Vries') }) }],
    [
      'an error with an odd name',
      { error: Object.assign(new Error('x'), { name: 'Jan de Vries' }) },
    ],
  ])('hides %s', (_what, detail) => {
    const { lines, log } = setUp()
    log.info('event', detail)
    expect(lines).toHaveLength(1)
    for (const hidden of HIDDEN) expect(lines[0]).not.toContain(hidden)
  })

  it('hides what the page says of a failure, but not where it was', () => {
    const { lines, log } = setUp()
    log.error(
      'page-error',
      pageFailure(
        "render TypeError: Cannot read properties of 'Jan de Vries'\n    at setup (app://balie/assets/index-B1x.js:12:345)\n    at app://balie/assets/vue-9z.js:1:2",
      ),
    )
    expect(lines[0]).not.toContain('Jan')
    expect(lines[0]).toContain('TypeError')
    expect(lines[0]).toContain('index-B1x.js:12:345')
  })

  it('takes nothing but a plain word for an event', () => {
    const { lines, log } = setUp()
    log.info('Jan de Vries')
    log.info('jan.devries@example.nl')
    log.info('0612345678')
    expect(lines.map((line) => (JSON.parse(line) as { event: string }).event)).toEqual(
      Array(3).fill('unnamed'),
    )
  })

  it('never throws and always writes one line of JSON, whatever the detail', () => {
    const { lines, log } = setUp()
    fc.assert(
      fc.property(
        fc.dictionary(fc.constantFrom('id', 'error', 'problem', 'x'), fc.anything()),
        (detail) => {
          lines.length = 0
          log.info('event', detail)
          expect(lines.length).toBeLessThanOrEqual(1)
          for (const line of lines) expect(line).not.toMatch(/\n/)
          for (const line of lines) JSON.parse(line)
        },
      ),
    )
    const cyclic: Record<string, unknown> = {}
    cyclic['problem'] = cyclic
    expect(() => log.info('event', cyclic)).not.toThrow()
    const trap = new Proxy(
      {},
      {
        ownKeys: () => {
          throw new Error('trap')
        },
      },
    )
    expect(() => log.info('event', trap)).not.toThrow()
  })
})

describe('the log file', () => {
  it('rotates, and keeps no more than it may', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'balie-log-'))
    const file = new RotatingFile({ folder, name: 'balie.log', size: 1000, count: 3 })
    for (let count = 0; count < 100; count++) file.append(`${count} ${'x'.repeat(90)}`)
    file.close()
    expect((await readdir(folder)).sort()).toEqual(['balie.log', 'balie.log.1', 'balie.log.2'])
    const newest = await readFile(file.path, 'utf8')
    expect(newest.trimEnd().split('\n').at(-1)).toMatch(/^99 /)
    for (const name of await readdir(folder))
      expect((await stat(join(folder, name))).size).toBeLessThanOrEqual(1000)
  })

  it('goes on where the last run stopped', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'balie-log-'))
    for (const text of ['first', 'second']) {
      const file = new RotatingFile({ folder, name: 'balie.log', size: 1000, count: 3 })
      file.append(text)
      file.close()
    }
    expect(await readFile(join(folder, 'balie.log'), 'utf8')).toBe('first\nsecond\n')
  })

  it('loses the line, not the work, when the disk does not take it', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'balie-log-'))
    const blocked = join(folder, 'file')
    await writeFile(blocked, 'in the way')
    await chmod(blocked, 0o400)
    const file = new RotatingFile({
      folder: join(blocked, 'logs'),
      name: 'b.log',
      size: 9,
      count: 2,
    })
    expect(() => file.append('lost')).not.toThrow()
    const full = new RotatingFile({ folder: '/dev', name: 'full', size: 1e9, count: 2 })
    expect(() => full.append('lost')).not.toThrow()
    full.close()
  })
})
