import {
  appendFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  writeFileSync,
} from 'node:fs'
import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it, vi } from 'vitest'
import {
  appendToFile,
  DayLog,
  type DayLogOptions,
} from '../../../../src/main/services/day-log/day-log.ts'
import { lineTeller } from '../../../../src/main/services/day-log/line-teller.ts'
import { settingsTeller } from '../../../../src/main/services/day-log/settings-teller.ts'
import type { DayLogEntry, DayLogPage } from '../../../../src/shared/day-log.ts'
import type { ConnectionState } from '../../../../src/shared/ipc/contract.ts'
import { DEFAULT_SETTINGS } from '../../../../src/shared/settings.ts'
import { ManualClock, MemoryLog } from '../manual-clock.ts'

const FM = { id: 's1', initials: 'FM' }
const JW = { id: 's2', initials: 'JW' }
const DAY = '2026-06-15'

async function logIn(more: Partial<DayLogOptions> = {}) {
  const root = await mkdtemp(join(tmpdir(), 'balie-daglog-'))
  const clock = new ManualClock(Date.parse('2026-06-15T08:00:00Z'))
  const log = new MemoryLog()
  const options: DayLogOptions = {
    folder: join(root, 'daglog', 'demo'),
    append: appendToFile,
    zone: 'Europe/Amsterdam',
    clock,
    log,
    desk: () => 'Ingang',
    who: () => FM,
    retentionDays: () => 3,
    serverOffsetMs: () => 0,
    ...more,
  }
  return { root, clock, log, options, folder: options.folder, dayLog: new DayLog(options) }
}

async function read(dayLog: DayLog, day = DAY): Promise<DayLogPage> {
  const page = await dayLog.get(day)
  if (!page.ok) throw new Error(page.error.kind)
  return page.value
}
const told = async (dayLog: DayLog, day = DAY): Promise<(string | null)[]> =>
  (await read(dayLog, day)).lines.map(({ kind, detail }) => detail ?? kind)

describe('the day’s log', () => {
  it('has each line with its time, desk and who, in order', async () => {
    const { dayLog } = await logIn()
    dayLog.told({ kind: 'promised', bookingId: 75, referentie: '67-1', detail: 'gaande' })
    dayLog.told({ kind: 'done', bookingId: 75, referentie: '67-1', detail: 'gaande', by: JW })
    dayLog.told({ kind: 'line-lost', by: null })
    expect(await read(dayLog)).toEqual({
      skipped: 0,
      lines: [
        {
          at: '2026-06-15T08:00:00.000Z',
          kind: 'promised',
          by: FM,
          desk: 'Ingang',
          bookingId: 75,
          referentie: '67-1',
          detail: 'gaande',
        },
        expect.objectContaining({ kind: 'done', by: JW }) as unknown,
        expect.objectContaining({ kind: 'line-lost', by: null, bookingId: null }) as unknown,
      ],
    })
  })

  it('is one file for each of the venue’s days', async () => {
    const { dayLog, clock, folder } = await logIn()
    dayLog.told({ kind: 'started', detail: 'one' })
    // 23:59 and 00:01 in Amsterdam.
    await clock.advance(Date.parse('2026-06-15T21:59:00Z') - clock.now())
    dayLog.told({ kind: 'locked', detail: 'two' })
    await clock.advance(120_000)
    dayLog.told({ kind: 'unlocked', detail: 'three' })
    await dayLog.close()
    expect(readdirSync(folder).toSorted()).toEqual(['2026-06-15.jsonl', '2026-06-16.jsonl'])
    expect(await told(dayLog)).toEqual(['one', 'two'])
    expect(await told(dayLog, '2026-06-16')).toEqual(['three'])
    expect(await read(dayLog, '2026-06-17')).toEqual({ lines: [], skipped: 0 })
  })

  it('keeps every whole line of a file that was cut and scribbled on, and counts the rest', async () => {
    const { dayLog, options, folder } = await logIn()
    dayLog.told({ kind: 'arrived', detail: '12' })
    await dayLog.close()
    const path = join(folder, `${DAY}.jsonl`)
    // A later version's kind, garbage, a time that is none, and half a line without its end.
    appendFileSync(path, '{"kind":"flown"}\n\u0000\u0001%%\n')
    appendFileSync(path, readFileSync(path, 'utf8').trim().replace('2026-06-15T', 'x'))
    appendFileSync(path, '\n{"at":"2026-06-15T08:00:00.000Z","ki')
    const after = new DayLog(options)
    after.told({ kind: 'arrived', detail: '13' })
    expect(await told(after)).toEqual(['12', '13'])
    expect((await read(after)).skipped).toBeGreaterThanOrEqual(4)
  })

  it('never fails and never waits, and has what the disk did not take when it takes again', async () => {
    let full = true
    const { dayLog, clock, log } = await logIn({
      append: async (path, text) => {
        if (!full) return appendToFile(path, text)
        // Half of it is on the disk by then.
        await appendToFile(path, text.slice(0, 20))
        throw Object.assign(new Error('full'), { code: 'ENOSPC' })
      },
    })
    for (const detail of ['1', '2', '3']) dayLog.told({ kind: 'arrived', detail })
    expect(await told(dayLog)).toEqual(['1', '2', '3'])
    expect(log.lines).toEqual([
      { level: 'warn', event: 'day-log-not-written', detail: { code: 'ENOSPC' } },
    ])
    full = false
    await clock.advance(10_000)
    await dayLog.close()
    expect(await told(dayLog)).toEqual(['1', '2', '3'])
    expect(await read(dayLog)).toMatchObject({ skipped: 1 })
  })

  it('lets go of days that are past, fourteen later than their bookings, and of nothing else', async () => {
    const { dayLog, folder } = await logIn({ retentionDays: () => 3 })
    mkdirSync(folder, { recursive: true })
    const old = ['2026-05-28.jsonl', '2026-05-29.jsonl', '2026-07-01.jsonl', 'notes.txt']
    for (const name of old) writeFileSync(join(folder, name), '\n')
    dayLog.told({ kind: 'started' })
    await dayLog.close()
    expect(readdirSync(folder).toSorted()).toEqual([
      '2026-05-29.jsonl',
      '2026-06-15.jsonl',
      '2026-07-01.jsonl',
      'notes.txt',
    ])
  })

  it('lets go of nothing because this machine’s clock jumped ahead', async () => {
    const { dayLog, clock, folder, options } = await logIn()
    dayLog.told({ kind: 'started' })
    await dayLog.close()
    await clock.advance(400 * 86_400_000)
    for (const offset of [null, -400 * 86_400_000]) {
      const later = new DayLog({ ...options, serverOffsetMs: () => offset })
      later.told({ kind: 'started' })
      await later.close()
      expect(readdirSync(folder)).toContain(`${DAY}.jsonl`)
    }
  })

  it('tries once more at the end what the disk did not take', async () => {
    let full = true
    const { dayLog, options } = await logIn({
      append: (path, text) =>
        full
          ? Promise.reject(Object.assign(new Error('full'), { code: 'ENOSPC' }))
          : appendToFile(path, text),
    })
    dayLog.told({ kind: 'promised', detail: 'gaande' })
    await vi.waitFor(() => expect(options.clock).toMatchObject({ pending: [10_000] }))
    full = false
    await dayLog.close()
    expect(await told(new DayLog(options))).toEqual(['gaande'])
  })

  it('is gone when the venue is forgotten, and takes nothing after', async () => {
    const { dayLog, folder } = await logIn()
    dayLog.told({ kind: 'started' })
    await dayLog.forget()
    dayLog.told({ kind: 'locked' })
    await dayLog.close()
    expect(existsSync(folder)).toBe(false)
  })

  it('cuts what is too long to be a plain word', async () => {
    const { dayLog } = await logIn()
    dayLog.told({ kind: 'kiosk-ask-staff', referentie: 'x'.repeat(5000), detail: 'y'.repeat(5000) })
    const [line] = (await read(dayLog)).lines
    expect([line?.referentie?.length, line?.detail?.length]).toEqual([80, 200])
  })

  it('holds a busy kiosk’s day without being slow', async () => {
    const { dayLog } = await logIn()
    for (let n = 0; n < 3000; n++) dayLog.told({ kind: 'kiosk-welcome', referentie: `${n}-1` })
    const { lines } = await read(dayLog)
    expect([lines.length, lines.at(-1)?.referentie]).toEqual([3000, '2999-1'])
  })
})

describe('as a table', () => {
  it('has the venue’s time, and no cell that a spreadsheet would run', async () => {
    const { dayLog, root } = await logIn({ desk: () => '=HYPERLINK("http://evil")' })
    dayLog.told({ kind: 'arrived', bookingId: 75, referentie: '67-1', detail: '12' })
    dayLog.told({ kind: 'kiosk-ask-staff', referentie: '@SUM(1;2)', by: null })
    const made = await dayLog.exportTo(join(root, 'Documenten'), DAY)
    const path = made.ok ? made.value.path : ''
    expect(path).toContain(`balie-daglog-${DAY}-`)
    const desk = `"'=HYPERLINK(""http://evil"")"`
    expect(readFileSync(path, 'utf8')).toBe(
      '\uFEFF' +
        [
          'day;time;kind;by;desk;referentie;bookingId;detail',
          `2026-06-15;10:00:00;arrived;FM;${desk};67-1;75;12`,
          `2026-06-15;10:00:00;kiosk-ask-staff;;${desk};"'@SUM(1;2)";;`,
          '',
        ].join('\r\n'),
    )
  })
})

describe('the line', () => {
  const state = (status: ConnectionState['status'], second: number, failed = false) =>
    ({
      status,
      since: new Date(Date.parse('2026-06-15T08:00:00Z') + second * 1000).toISOString(),
      error: failed ? { kind: 'unreachable' } : null,
    }) as ConnectionState

  it('is lost once and back once, however often it is told of in between', () => {
    const lines: DayLogEntry[] = []
    const tell = lineTeller((entry) => lines.push(entry))
    tell(state('offline', 0))
    tell(state('online', 1))
    tell(state('offline', 60, true))
    tell(state('offline', 60, true))
    tell(state('unauthorized', 70, true))
    tell(state('online', 105))
    tell(state('online', 105))
    expect(lines).toEqual([
      { kind: 'line-lost', by: null, detail: 'unreachable' },
      { kind: 'line-back', by: null, detail: '45' },
    ])
  })
})

describe('settings', () => {
  it('are told by name, and never what they say', () => {
    const lines: DayLogEntry[] = []
    const tell = settingsTeller((entry) => lines.push(entry))
    tell({ ...DEFAULT_SETTINGS, desk: 'Ingang', lockMinutes: 5 }, DEFAULT_SETTINGS)
    tell(DEFAULT_SETTINGS, { ...DEFAULT_SETTINGS })
    expect(lines).toEqual([{ kind: 'settings-changed', detail: 'desk, lockMinutes' }])
  })
})
