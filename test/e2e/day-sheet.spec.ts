import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { addDays, dayOf } from '../../src/shared/domain/time.ts'
import { html, opened, todays, visit } from './support/desk.ts'
import { scan } from './support/scanner.ts'
import { expect, test, type Simulator } from './support/test.ts'

const ZONE = 'Europe/Amsterdam'

/** A table of ours: no cell of the demo venue has a quote or a line of its own in it. */
function tableIn(file: string): Record<string, string>[] {
  const [head = '', ...lines] = readFileSync(file, 'utf8').slice(1).trimEnd().split('\r\n')
  const keys = head.split(';')
  return lines.map((line) => {
    const cells = [...line.matchAll(/(?:^|;)(?:"([^"]*)"|([^;]*))/g)].map(
      ([, quoted, plain]) => quoted ?? plain ?? '',
    )
    return Object.fromEntries(keys.map((key, index) => [key, cells[index] ?? '']))
  })
}

/** Who is at the venue on a day, also those who came the day before and stayed over night. */
const comingOn = (simulator: Simulator, day: string) =>
  simulator.venue.all().filter(({ datum, boekingsregels }) => {
    const ends = boekingsregels.map(({ eind }) => dayOf(Date.parse(eind) - 1, ZONE))
    return datum <= day && [datum, ...ends].some((one) => one >= day)
  })

test('the day is ready on the disk, with what was done in an outage, and prints without a line', async ({
  simulator,
  launch,
}, info) => {
  test.setTimeout(90_000)
  const profile = info.outputPath('profile')
  const folder = info.outputPath('sheets')
  mkdirSync(profile)
  writeFileSync(join(profile, 'settings.json'), JSON.stringify({ sheetFolder: folder }))
  const { page } = await launch({ profile })
  await opened(page)

  const today = dayOf(Date.now(), ZONE)
  const table = join(folder, `balie-daglijst-${today}.csv`)
  const paper = join(folder, `balie-daglijst-${today}.pdf`)
  const tomorrow = join(folder, `balie-daglijst-${addDays(today, 1)}.pdf`)
  await expect
    .poll(() => [table, paper, tomorrow].map((file) => existsSync(file)), { timeout: 20_000 })
    .toEqual([true, true, true])
  expect(readFileSync(paper).subarray(0, 5).toString()).toBe('%PDF-')

  const facts = (rows: { referentie: string; personen: number | null; status: string }[]) =>
    rows.map((row) => `${row.referentie} ${row.personen ?? ''} ${row.status}`).sort()
  const read = (): Record<string, string>[] => tableIn(table)
  expect(
    facts(
      read().map((row) => ({
        referentie: row['referentie'] ?? '',
        personen: Number(row['personen']),
        status: row['status'] ?? '',
      })),
    ),
  ).toEqual(facts(comingOn(simulator, today)))
  expect(readFileSync(table, 'utf8')).not.toMatch(/@|;telefoon/)

  simulator.faults.closed = true
  await expect(html(page)).toHaveAttribute('data-connection', 'offline')
  const [booking] = todays(simulator, 'definitief')
  await scan(page, `B:${booking.referentie}`)
  await expect(html(page)).toHaveAttribute('data-outbox-waiting', '1')
  await page.keyboard.press('Escape')

  // Another rhythm begins with a sheet.
  await visit(page, '#/instellingen/daglijst')
  await page.locator('input[name="sheetMinutes"]').fill('1')
  await page.locator('input[name="sheetMinutes"]').press('Enter')
  const done = () => read().find(({ id }) => id === String(booking.id))
  await expect.poll(done, { timeout: 20_000 }).toMatchObject({
    referentie: booking.referentie,
    status: 'gaande',
    sync: 'waiting',
    desk_moves: expect.stringMatching(/^\d\d:\d\d ingecheckt, wacht op verzenden$/),
  })
  expect(readdirSync(folder).filter((name) => name.endsWith('.tmp'))).toEqual([])

  const chosen = page.locator('input[name="sheetFolder"]')
  await chosen.fill('niet/heel')
  await chosen.press('Enter')
  await expect(page.locator('[data-error-for="sheetFolder"]')).toBeVisible()
  await expect(chosen).toHaveValue('niet/heel')

  await visit(page, '#/daglijst')
  const sheet = page.locator('[data-day-sheet][aria-busy="false"]')
  await expect(sheet.locator('[data-booking-id]')).toHaveCount(comingOn(simulator, today).length)
  await expect(sheet.locator(`[data-booking-id="${booking.id}"]`)).toContainText('ingecheckt')
  await page.locator('[data-export="csv"]').click()
  const said = page.locator('.daysheet-said code')
  await expect(said).toContainText(folder)
  expect(tableIn(await said.innerText())).toHaveLength(comingOn(simulator, today).length)

  await page.emulateMedia({ media: 'print' })
  await expect(sheet).toBeVisible()
  for (const other of ['.rail', '.strip', '.daysheet-bar', '.daysheet-told'])
    await expect(page.locator(other)).toBeHidden()
  // Nothing of it is cut off by a box that scrolls on the screen.
  const hidden = await page.evaluate(
    () =>
      document.documentElement.scrollHeight - (document.querySelector('.paper')?.scrollHeight ?? 0),
  )
  expect(Math.abs(hidden)).toBeLessThan(40)
})
