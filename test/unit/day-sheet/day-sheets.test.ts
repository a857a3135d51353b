import { chmod, mkdir, mkdtemp, readdir, readFile, rm, utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Worker } from 'node:worker_threads'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { drawApart } from '../../../src/main/services/day-sheet/draw-apart.ts'
import { draw } from '../../../src/main/services/day-sheet/drawing.ts'
import {
  DaySheets,
  type DaySheetsOptions,
} from '../../../src/main/services/day-sheet/day-sheets.ts'
import { writeFileAtomic, type WriteBytes } from '../../../src/main/services/files/atomic-write.ts'
import { sheetText } from '../../../src/shared/domain/day-sheet-text.ts'
import { DEFAULT_SETTINGS, type Settings } from '../../../src/shared/settings.ts'
import { ManualClock, MemoryLog } from '../main/manual-clock.ts'
import { booking, DAY, FONT_FILES, sheetOf, ZONE } from './support.ts'

let root: string
let settings: Settings
let demo: boolean
let log: MemoryLog
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'balie-sheets-'))
  settings = DEFAULT_SETTINGS
  demo = false
  log = new MemoryLog()
})
afterEach(() => rm(root, { recursive: true, force: true }))

const NOW = Date.parse(`${DAY}T10:50:00+01:00`)
const usual = (): string => join(root, 'documents', 'Balie')
const sheetsIn = (more: Partial<DaySheetsOptions> = {}): DaySheets =>
  new DaySheets({
    settings: () => settings,
    defaultFolder: usual,
    demo: () => demo,
    path: join(root, 'day-sheets.json'),
    draw: (sheet) => draw({ sheet, fonts: FONT_FILES }),
    write: writeFileAtomic,
    clock: new ManualClock(NOW),
    zone: ZONE,
    serverOffsetMs: () => 0,
    log,
    ...more,
  })
const text = (name: string, day = DAY): string =>
  sheetText(sheetOf([booking({ Klant: { id: 1, displaynaam: name } })], { day }))
const PDF = `balie-daglijst-${DAY}.pdf`
const CSV = `balie-daglijst-${DAY}.csv`
const tableIn = (folder: string): Promise<string> => readFile(join(folder, CSV), 'utf8')

/** A disk that fails as told, and otherwise is the real one. */
const failing =
  (code: string, when: (path: string) => boolean): WriteBytes =>
  async (path, content) => {
    if (when(path)) throw Object.assign(new Error(code), { code })
    await writeFileAtomic(path, content)
  }

describe('the sheets that are kept ready', () => {
  it('are two whole files, and say when they were written', async () => {
    const sheets = sheetsIn()
    const kept = await sheets.keep(DAY, text('Familie Jansen'))
    expect(await readdir(usual())).toEqual([CSV, PDF])
    expect(await tableIn(usual())).toContain('Familie Jansen')
    expect((await readFile(join(usual(), PDF))).subarray(0, 5).toString()).toBe('%PDF-')
    expect(kept).toMatchObject({
      ok: true,
      value: { on: true, folder: usual(), error: null, kept: [{ day: DAY }] },
    })
    expect(sheets.facts()).toMatchObject({ everyMinutes: 10, error: null })
    expect(sheets.facts()?.writtenAt).toBeGreaterThan(0)
  })

  it('are renewed in place', async () => {
    const sheets = sheetsIn()
    await sheets.keep(DAY, text('Familie Jansen'))
    await sheets.keep(DAY, text('Familie Pietersen'))
    expect(await tableIn(usual())).toContain('Familie Pietersen')
    expect(await readdir(usual())).toHaveLength(2)
  })

  it('are found again after a restart', async () => {
    await sheetsIn().keep(DAY, text('Familie Jansen'))
    const later = sheetsIn()
    await later.boot()
    expect((await later.get()).kept.map(({ day }) => day)).toEqual([DAY])
    expect(later.facts()?.writtenAt).toBeGreaterThan(0)
  })

  it('stay whole when the power goes while one is written', async () => {
    await sheetsIn().keep(DAY, text('Familie Jansen'))
    const before = await readFile(join(usual(), PDF))
    // What a cut leaves: half a file beside the one that is there.
    const left = `${join(usual(), PDF)}.4711.0.tmp`
    await writeFile(left, before.subarray(0, 100))
    expect((await readFile(join(usual(), PDF))).equals(before)).toBe(true)
    const [, longAgo] = [NOW / 1000, NOW / 1000 - 7200]
    await utimes(left, longAgo, longAgo)
    await sheetsIn().boot()
    expect(await readdir(usual())).toEqual([CSV, PDF])
  })

  it.each([
    ['ENOSPC', 'full'],
    ['EBUSY', 'in-use'],
    ['EROFS', 'not-allowed'],
    ['EIO', 'failed'],
  ])('stay as they were when the disk says %s, which is told', async (code, problem) => {
    await sheetsIn().keep(DAY, text('Familie Jansen'))
    const sheets = sheetsIn({ write: failing(code, (path) => path.includes('daglijst')) })
    const kept = await sheets.keep(DAY, text('Familie Pietersen'))
    expect(kept).toMatchObject({ ok: true, value: { error: { problem, path: usual() } } })
    expect(await tableIn(usual())).toContain('Familie Jansen')
    expect(sheets.facts()?.error).toBe(problem)
    expect(JSON.stringify(log.lines)).not.toContain('Pietersen')
  })

  it('stay as they were when one cannot be drawn, which is told too', async () => {
    await sheetsIn().keep(DAY, text('Familie Jansen'))
    const sheets = sheetsIn({ draw: () => Promise.reject(new Error('no memory')) })
    const kept = await sheets.keep(DAY, text('Familie Pietersen'))
    expect(kept).toMatchObject({ ok: true, value: { error: { problem: 'failed' } } })
    expect(await tableIn(usual())).toContain('Familie Jansen')
  })

  it('are told to be fine again once they are', async () => {
    let broken = true
    const sheets = sheetsIn({ write: failing('ENOSPC', () => broken) })
    await sheets.keep(DAY, text('Familie Jansen'))
    broken = false
    const kept = await sheets.keep(DAY, text('Familie Jansen'))
    expect(kept).toMatchObject({ ok: true, value: { error: null } })
  })

  it('are not kept while that is switched off', async () => {
    settings = { ...DEFAULT_SETTINGS, sheetFiles: false }
    const sheets = sheetsIn()
    expect(await sheets.keep(DAY, text('Familie Jansen'))).toMatchObject({
      error: { kind: 'not-now' },
    })
    await expect(readdir(usual())).rejects.toThrow()
    expect(sheets.facts()).toBeNull()
  })

  it('are looked at once, however many ask while the folder does not answer', async () => {
    const sheets = sheetsIn()
    const first = sheets.get()
    expect(sheets.get()).toBe(first)
    await first
    await sheets.keep(DAY, text('Familie Jansen'))
    expect((await sheets.get()).kept).toHaveLength(1)
  })

  it('stay when this machine’s clock jumped ahead', async () => {
    await sheetsIn().keep(DAY, text('Familie Jansen'))
    const clock = new ManualClock(NOW + 30 * 86_400_000)
    for (const offset of [null, -30 * 86_400_000]) {
      await sheetsIn({ clock, serverOffsetMs: () => offset }).boot()
      expect(await readdir(usual())).toEqual([CSV, PDF])
    }
    // Recras knows what day it is, later: then they are old.
    let offset: number | null = null
    await sheetsIn({ clock, serverOffsetMs: () => offset }).boot()
    offset = 0
    await clock.advance(3_600_000)
    await expect.poll(() => readdir(usual())).toEqual([])
  })

  it('go when they are switched off, and one that is asked for later stays', async () => {
    const sheets = sheetsIn()
    await sheets.keep(DAY, text('Familie Jansen'))
    const before = settings
    settings = { ...before, sheetFiles: false }
    await sheets.settingsChanged(settings, before)
    expect(await readdir(usual())).toEqual([])
    const asked = await sheets.export(DAY, text('Familie Jansen'), 'pdf')
    expect(asked.ok).toBe(true)
    const dark: Settings = { ...settings, theme: 'dark' }
    await sheets.settingsChanged(dark, settings)
    expect(await readdir(usual())).toHaveLength(1)
  })

  it('are never of another day than they are called', async () => {
    const sheets = sheetsIn()
    for (const wrong of [text('Familie Jansen', '2026-11-22'), 'rubbish', ''])
      expect(await sheets.keep(DAY, wrong)).toMatchObject({ error: { kind: 'invalid' } })
    await expect(readdir(usual())).rejects.toThrow()
  })

  it('of the demo venue are kept apart', async () => {
    demo = true
    await sheetsIn().keep(DAY, text('Familie Jansen'))
    expect(await readdir(usual())).toEqual(['demo'])
  })
})

describe('old sheets', () => {
  const old = ['balie-daglijst-2026-11-17.pdf', 'balie-daglijst-2026-11-17-101500.csv']
  const young = ['balie-daglijst-2026-11-18.pdf', 'balie-daglijst-2026-11-22.csv']
  const others = [
    'vakantie.pdf',
    'balie-daglijst.pdf',
    'balie-daglijst-2020-01-01.docx',
    'notes.txt',
  ]

  it('leave by themselves, and nothing else of the folder does', async () => {
    await mkdir(usual(), { recursive: true })
    for (const name of [...old, ...young, ...others]) await writeFile(join(usual(), name), 'x')
    await sheetsIn().keep(DAY, text('Familie Jansen'))
    expect(await readdir(usual())).toEqual([...young, ...others, CSV, PDF].sort())
  })

  it('leave at the start too, when no new one is made', async () => {
    await sheetsIn().keep(DAY, text('Familie Jansen'))
    const later = sheetsIn({ clock: new ManualClock(NOW + 4 * 86_400_000) })
    await later.boot()
    expect(await readdir(usual())).toEqual([])
  })

  it('all leave with the venue, also those in a folder that was used before', async () => {
    const sheets = sheetsIn()
    await sheets.keep(DAY, text('Familie Jansen'))
    await sheets.export(DAY, text('Familie Jansen'), 'csv')
    await writeFile(join(usual(), 'vakantie.pdf'), 'x')
    settings = { ...DEFAULT_SETTINGS, sheetFolder: join(root, 'elders') }
    await sheetsIn({ write: failing('ENOSPC', (path) => path.includes('elders')) }).keep(
      DAY,
      text('Familie Jansen'),
    )
    await sheetsIn().forget()
    expect(await readdir(usual())).toEqual(['vakantie.pdf'])
  })
})

describe('another folder', () => {
  it('is used from then on, and the one before is left clean', async () => {
    const sheets = sheetsIn()
    await sheets.keep(DAY, text('Familie Jansen'))
    const elsewhere = join(root, 'elders', 'dieper')
    expect(await sheets.tryFolder(elsewhere)).toEqual({ ok: true, value: null })
    settings = { ...DEFAULT_SETTINGS, sheetFolder: elsewhere }
    await sheets.keep(DAY, text('Familie Jansen'))
    expect(await readdir(elsewhere)).toEqual([CSV, PDF])
    expect(await readdir(usual())).toEqual([])
  })

  it.each([
    ['niet/heel', 'not-absolute'],
    ['/', 'not-absolute'],
    ['..', 'not-absolute'],
    ['/tmp/a\0b', 'not-absolute'],
  ])('that is no whole path is refused: %j', async (folder, code) => {
    expect(await sheetsIn().tryFolder(folder)).toMatchObject({
      ok: false,
      error: { kind: 'invalid', fields: [{ field: 'sheetFolder', code }] },
    })
  })

  it('that is a file is refused, and so is one that takes nothing', async () => {
    await writeFile(join(root, 'bestand'), '')
    expect(await sheetsIn().tryFolder(join(root, 'bestand'))).toMatchObject({
      error: { fields: [{ code: 'not-a-folder' }] },
    })
    const full = sheetsIn({ write: failing('ENOSPC', () => true) })
    expect(await full.tryFolder(join(root, 'vol'))).toMatchObject({
      error: { fields: [{ code: 'full' }] },
    })
  })

  it.skipIf(process.getuid?.() === 0)('that is read-only is refused', async () => {
    const locked = join(root, 'dicht')
    await mkdir(locked)
    await chmod(locked, 0o500)
    expect(await sheetsIn().tryFolder(locked)).toMatchObject({
      error: { fields: [{ code: 'not-allowed' }] },
    })
  })

  it('is left as it was by looking at it, and empty means the usual one', async () => {
    const folder = join(root, 'nieuw')
    await sheetsIn().tryFolder(folder)
    expect(await readdir(folder)).toEqual([])
    expect(await sheetsIn().tryFolder('  ')).toEqual({ ok: true, value: null })
  })
})

describe('a sheet that a person asks for', () => {
  it('is a file of its own, named after the moment', async () => {
    const sheets = sheetsIn()
    const saved = await sheets.export(DAY, text('Familie Jansen'), 'pdf')
    const name = `balie-daglijst-${DAY}-105000.pdf`
    expect(saved).toEqual({ ok: true, value: { path: join(usual(), name) } })
    expect(await readdir(usual())).toEqual([name])
  })

  it('says why when the disk does not take it', async () => {
    const sheets = sheetsIn({ write: failing('ENOSPC', (path) => path.includes('daglijst')) })
    expect(await sheets.export(DAY, text('Familie Jansen'), 'csv')).toMatchObject({
      error: { kind: 'storage', message: 'full' },
    })
  })
})

describe('drawing on a thread of its own', () => {
  const worker = new URL('../../../src/main/services/day-sheet/worker.ts', import.meta.url)
  const apart = (fonts = FONT_FILES) =>
    drawApart((workerData) => new Worker(worker, { workerData }), fonts)

  it('makes the very same files', async () => {
    const sheet = text('Familie Jansen')
    const [here, there] = [await draw({ sheet, fonts: FONT_FILES }), await apart()(sheet)]
    expect(there?.csv).toBe(here?.csv)
    expect(Buffer.from(there?.pdf ?? []).equals(Buffer.from(here?.pdf ?? []))).toBe(true)
  })

  it('knows what is no sheet, and fails when it cannot draw', async () => {
    expect(await apart()('rubbish')).toBeNull()
    const nowhere = { regular: '/nowhere.ttf', bold: '/nowhere.ttf' }
    await expect(apart(nowhere)(text('Familie Jansen'))).rejects.toThrow('ENOENT')
  })
})
