import { mkdtemp, readdir, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { beforeEach, describe, expect, it } from 'vitest'
import {
  writeFileAtomic,
  type WriteFile,
} from '../../../../src/main/services/files/atomic-write.ts'
import {
  languageOf,
  readSettings,
  SettingsStore,
} from '../../../../src/main/services/settings/settings.ts'
import { DEFAULT_SETTINGS, settingsSchema, type Settings } from '../../../../src/shared/settings.ts'
import { ManualClock, MemoryLog } from '../manual-clock.ts'

let folder: string
let path: string

const store = (write: WriteFile = writeFileAtomic): SettingsStore =>
  new SettingsStore({ path, language: 'de', write, clock: new ManualClock(), log: new MemoryLog() })

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'balie-settings-'))
  path = join(folder, 'settings.json')
})

describe('settings', () => {
  it('begin with the defaults in the language given', async () => {
    const settings = store()
    await settings.load()
    expect(settings.get()).toEqual({ ...DEFAULT_SETTINGS, language: 'de' })
  })

  it('are there again after a restart, and told to listeners', async () => {
    const settings = store()
    const told: Settings[] = []
    settings.onChange((changed) => told.push(changed))
    expect(await settings.change({ desk: 'Kassa 2', sound: undefined })).toMatchObject({
      ok: true,
      value: { desk: 'Kassa 2', sound: true },
    })
    await settings.change({ theme: 'dark' })
    expect(told.map((one) => one.theme)).toEqual(['system', 'dark'])
    const again = store()
    await again.load()
    expect(again.get()).toMatchObject({ desk: 'Kassa 2', theme: 'dark', language: 'de' })
  })

  it('keeps every change of many at once', async () => {
    const settings = store()
    await Promise.all([
      settings.change({ desk: 'A' }),
      settings.change({ theme: 'dark' }),
      settings.change({ sound: false }),
    ])
    const again = store()
    await again.load()
    expect(again.get()).toMatchObject({ desk: 'A', theme: 'dark', sound: false })
  })

  it('one bad field does not reset the others', () => {
    expect(
      readSettings({ desk: '  ', theme: 'dark', language: 'fr', sound: 'yes', extra: 1 }),
    ).toEqual({ theme: 'dark' })
  })

  it('come out right, whatever is in the file', () => {
    fc.assert(
      fc.property(fc.anything(), (raw) => {
        expect(settingsSchema.partial().strict().safeParse(readSettings(raw)).success).toBe(true)
      }),
    )
  })

  it('what nobody chose follows the default from outside', async () => {
    await store().change({ desk: 'Kas' })
    const inEnglish = new SettingsStore({
      path,
      language: 'en',
      write: writeFileAtomic,
      clock: new ManualClock(),
      log: new MemoryLog(),
    })
    await inEnglish.load()
    expect(inEnglish.get()).toMatchObject({ desk: 'Kas', language: 'en' })
  })

  it('a damaged file is set aside, not overwritten', async () => {
    await writeFile(path, '{"desk":"Kas')
    const settings = store()
    await settings.load()
    expect(settings.get().desk).toBe('Balie')
    expect((await readdir(folder)).join()).toMatch(/^settings\.json\.damaged-\d+$/)
  })

  it('a full disk changes nothing and says so', async () => {
    const settings = store(() => Promise.reject(new Error('full')))
    expect(await settings.change({ desk: 'B' })).toMatchObject({ error: { kind: 'storage' } })
    expect(settings.get().desk).toBe('Balie')
  })
})

describe('the language of the operating system', () => {
  it.each([
    [['de-AT', 'en'], 'de'],
    [['fr-FR', 'en-GB'], 'en'],
    [['NL_be'], 'nl'],
    [['fr'], 'nl'],
    [[], 'nl'],
  ])('%j gives %s', (preferred, language) => {
    expect(languageOf(preferred)).toBe(language)
  })
})
