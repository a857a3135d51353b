import { addDays } from '../../src/shared/domain/time.ts'
import { showTyped } from '../../src/shared/domain/typed-moment.ts'
import { expect, test, type Simulator } from './support/test.ts'
import { html, opened, panelOf, visit } from './support/desk.ts'
import { fieldOf, submitOf } from './support/forms.ts'

/** What the last list of bookings with a page size was asked with. */
function lastQuery({ requests }: Simulator): Record<string, string> {
  const asked = requests.findLast(
    ({ method, path }) => method === 'GET' && /^\/api2\/boekingen\?.*page_size=/.test(path),
  )
  return Object.fromEntries(new URL(asked?.path ?? '', 'http://recras').searchParams)
}

test('every filter reaches Recras by its own name, and nothing else does', async ({
  simulator,
  launch,
}) => {
  const { page } = await launch()
  await opened(page)
  await visit(page, '#/zoeken')
  const form = page.locator('form[data-form="booking-search"]')
  const from = simulator.venue.today()
  await fieldOf(form, 'from').fill(from)
  await fieldOf(form, 'to').fill(addDays(from, 6))
  await fieldOf(form, 'referentiedatum').selectOption('startdatum')
  await form.locator('[name="status"][value="definitief"]').check()
  await form.locator('[name="status"][value="optie"]').check()
  await form.locator('[name="locatie"][value="2"]').check()
  await fieldOf(form, 'klant_id').fill('17')
  await fieldOf(form, 'Klant.soort_klant').fill('Familie, School')
  await fieldOf(form, 'bedrijf_id').fill('1')
  await fieldOf(form, 'bevat_product_id').fill('5 6')
  await fieldOf(form, 'los_op_planning').selectOption('false')
  await fieldOf(form, 'page_size').fill('7')
  await submitOf(form).click()
  await expect(page.locator('.pagebar [role="status"]')).toContainText(/\d/)
  await expect.poll(() => lastQuery(simulator)['page_size']).toBe('7')

  const { periode, embed, ...rest } = lastQuery(simulator)
  expect(rest).toEqual({
    referentiedatum: 'startdatum',
    status: 'definitief,optie',
    locatie: '2',
    los_op_planning: 'false',
    klant_id: '17',
    'Klant.soort_klant': 'Familie,School',
    bedrijf_id: '1',
    bevat_product_id: '5,6',
    page_size: '7',
  })
  expect(periode).toContain(from)
  expect(embed).toContain('boekingsregels')
})

test('a long search shows how far it is, and is stopped', async ({ simulator, launch }) => {
  const { page } = await launch()
  await opened(page)
  await visit(page, '#/zoeken')
  const form = page.locator('form[data-form="booking-search"]')
  await fieldOf(form, 'to').fill(addDays(simulator.venue.today(), 1))
  await fieldOf(form, 'page_size').fill('2')
  simulator.faults.set({ latencyMs: 150, only: { method: 'GET', path: 'page_size=2' } })
  await submitOf(form).click()
  await expect(page.locator('[data-list="found"] li').first()).toBeVisible()
  await page.locator('[data-finder="stop"]').click()
  await expect(page.locator('[data-finder="stop"]')).toHaveCount(0)
  const said = await page.locator('.pagebar [role="status"]').innerText()
  const asked = simulator.requests.length
  expect(said).toMatch(/\d/)
  const found = Number(/\d+/.exec(said)?.[0])
  expect(found).toBeGreaterThan(0)
  expect(found).toBeLessThan(simulator.venue.todays().length)
  // One may have been on its way.
  await expect(page.locator('[data-finder="keep"]')).toBeVisible()
  expect(simulator.requests.length - asked).toBeLessThanOrEqual(1)
})

test('what was found can be kept, and is opened without a line', async ({ simulator, launch }) => {
  const { id, datum } = simulator.venue.add({ onDay: 45, customerName: 'Familie Overzes' })
  const balie = await launch({ env: { BALIE_POLL_SECONDS: '1' } })
  await opened(balie.page)
  await visit(balie.page, '#/zoeken')
  const form = balie.page.locator('form[data-form="booking-search"]')
  await fieldOf(form, 'from').fill(addDays(datum, -1))
  await expect(fieldOf(form, 'to')).toHaveValue(showTyped(simulator.venue.today(), 'nl'))
  await submitOf(form).click()
  // The end lies before the begin.
  await expect(form.locator('[data-error-for="to"]')).toBeVisible()
  await fieldOf(form, 'to').fill(addDays(datum, 1))
  await submitOf(form).click()
  const found = balie.page.locator(`[data-list="found"] [data-booking-id="${id}"]`)
  await expect(found).toContainText('Familie Overzes')
  await balie.page.locator('[data-finder="keep"]').click()
  await expect(balie.page.locator('[data-finder="keep"]')).toBeDisabled()

  simulator.faults.closed = true
  await expect(html(balie.page)).toHaveAttribute('data-connection', 'offline')
  await expect(submitOf(form)).toBeDisabled()
  await balie.restart()
  await opened(balie.page)
  await visit(balie.page, `#/boekingen/${id}`)
  await expect(panelOf(balie.page, id)).toContainText('Familie Overzes')
})
