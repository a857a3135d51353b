import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { sheetHandlers } from '../../../src/main/ipc/sheet-handlers.ts'
import { sheetText } from '../../../src/shared/domain/day-sheet-text.ts'
import { deskIn, endDesks } from '../main/app/desk-setup.ts'
import { smallRecras, type SmallRecras } from '../main/app/small-recras.ts'
import { booking, line, sheetOf, ZONE } from './support.ts'
import { dayOf } from '../../../src/shared/domain/time.ts'

let recras: SmallRecras
beforeEach(async () => {
  recras = await smallRecras()
})
afterEach(async () => {
  await endDesks()
  await recras.close()
})

it('takes the sheets along when a venue is forgotten, and writes none of it afterwards', async () => {
  const { desk, sheets, profile } = await deskIn({})
  const answers = sheetHandlers({ desk, sheets, ready: Promise.resolve() })
  const day = dayOf(Date.now(), ZONE)
  const today = line('14:00', '16:00', { begin: `${day}T12:00:00Z`, eind: `${day}T14:00:00Z` })
  const sheet = sheetText(sheetOf([booking({ boekingsregels: [today] })], { day }))
  const folder = join(profile, 'documents', 'Balie')
  expect(await answers['daysheet:keep']({ day, sheet })).toMatchObject({
    error: { kind: 'not-now' },
  })
  await desk.save({ url: recras.url, key: recras.key })
  expect(await answers['daysheet:keep']({ day, sheet })).toMatchObject({ ok: true })
  expect(await readFile(join(folder, `balie-daglijst-${day}.csv`), 'utf8')).toContain('17-4')

  // The page had one on its way when somebody pressed the button.
  const keeping = answers['daysheet:keep']({ day, sheet })
  await new Promise((resolve) => setImmediate(resolve))
  const [last, forgotten] = await Promise.all([keeping, desk.forget()])
  expect([last.ok, forgotten.ok]).toEqual([true, true])
  expect(await answers['daysheet:keep']({ day, sheet })).toMatchObject({
    error: { kind: 'not-now' },
  })
  expect(await readdir(folder)).toEqual([])
  expect(await readdir(profile)).not.toContain('day-sheets.json')
})
