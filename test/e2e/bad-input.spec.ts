import { appendFile, readdir, truncate, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from './support/test.ts'
import { html, opened, panelOf, rowOf, todays, visit } from './support/desk.ts'
import { scan } from './support/scanner.ts'

test('set-up: each wrong address or key is said at its field, and nothing typed is lost', async ({
  simulator,
  launch,
}) => {
  const { page } = await launch({ env: { BALIE_RECRAS_URL: '', BALIE_API_KEY: '' } })
  const url = page.locator('input[name="url"]')
  const key = page.locator('input[name="key"]')
  const begin = page.locator('button[type="submit"]')
  for (const [address, typed, field] of [
    ['geen adres', 'sleutel', 'url'],
    ['http://dehogeeik.recras.nl', 'sleutel', 'url'],
    ['ftp://dehogeeik.recras.nl', 'sleutel', 'url'],
    [simulator.url, 'sleutel met spatie', 'key'],
    [simulator.url, 'verkeerd', 'key'],
    ['http://127.0.0.1:9', 'sleutel', 'url'],
  ] as const) {
    await url.fill(address)
    await key.fill(typed)
    await begin.click()
    await expect(page.locator(`[data-error-for="${field}"]`)).toBeVisible()
    await expect(url).toHaveValue(address)
    await expect(key).toHaveValue(typed)
  }
  await url.fill(simulator.url)
  await key.fill(simulator.key)
  await begin.click()
  await expect(page.locator('[data-day]')).toBeVisible()
})

test('a host that is not Recras is said to be something else', async ({ simulator, launch }) => {
  simulator.faults.html = true
  const { page } = await launch({ env: { BALIE_RECRAS_URL: '', BALIE_API_KEY: '' } })
  await page.locator('input[name="url"]').fill(simulator.url)
  await page.locator('input[name="key"]').fill(simulator.key)
  await page.locator('button[type="submit"]').click()
  await expect(page.locator('[data-error-for="url"]')).toBeVisible()
})

test('bookings full of rubbish: each is shown with a mark or counted, none breaks the day', async ({
  simulator,
  launch,
}) => {
  const day = { onDay: 0, status: 'definitief' }
  const noLines = simulator.venue.add({ ...day, raw: { boekingsregels: [] } })
  const badDates = simulator.venue.add({
    ...day,
    rawLine: { begin: 'gisteren', eind: '2026-99-99' },
  })
  const negative = simulator.venue.add({ ...day, raw: { personen: -5 } })
  const markup = simulator.venue.add({ ...day, customerName: '<img src=x onerror=alert(1)>' })
  simulator.faults.rubbishBooking = true
  const { page } = await launch()
  await expect(rowOf(page, markup.id)).toContainText('<img src=x onerror=alert(1)>')
  for (const [one, words] of [
    [noLines, 'geen programma'],
    [badDates, 'datum of tijd'],
    [negative, 'aantal personen'],
  ] as const) {
    await visit(page, `#/boekingen/${one.id}`)
    await expect(panelOf(page, one.id)).toContainText(words)
  }
  await expect(page.locator('.notice')).toContainText('1')
})

test('a server clock that is hours off changes nothing but a warning', async ({
  simulator,
  launch,
}) => {
  simulator.switches.clockSkewMs = 3 * 3_600_000
  const [booking] = todays(simulator, 'definitief')
  const { page } = await launch()
  await opened(page)
  await scan(page, `B:${booking.referentie}`)
  await expect(page.locator('[data-verdict]')).toHaveAttribute('data-verdict', 'accepted')
  await visit(page, '#/instellingen')
  await expect(page.locator('[data-clock-warning]')).toBeVisible()
})

test('a journal cut in half and scribbled on: the app starts, keeps what is whole, says so', async ({
  simulator,
  launch,
}) => {
  const bookings = todays(simulator, 'definitief').slice(0, 4)
  const balie = await launch()
  await opened(balie.page)
  simulator.faults.closed = true
  await expect(html(balie.page)).toHaveAttribute('data-connection', 'offline')
  for (const booking of bookings) await scan(balie.page, `B:${booking.referentie}`)
  await expect(html(balie.page)).toHaveAttribute('data-outbox-waiting', '4')
  await balie.quit()

  const folder = join(balie.profile, 'journal', new URL(simulator.url).host.replace(':', '_'))
  const journal = join(folder, 'journal.log')
  const { size } = await stat(journal)
  await truncate(journal, size - 10)
  await appendFile(journal, '\u0000\u0001 geen record')

  const { page } = await balie.restart()
  await expect(html(page)).toHaveAttribute('data-outbox-waiting', '3')
  await visit(page, '#/aandacht')
  await expect(page.locator('[data-journal-damage]')).toBeVisible()
  expect((await readdir(folder)).some((name) => name.includes('damaged'))).toBe(true)
})
