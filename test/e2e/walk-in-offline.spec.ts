import type { Page } from '@playwright/test'
import { expect, test } from './support/test.ts'
import { html, opened, panelOf, rowOf, visit } from './support/desk.ts'
import {
  bodiesOf,
  bookingForm,
  bookingsOf,
  submitOf,
  customersOf,
  fieldOf,
  fillIn,
  firstArrangement,
  nameOf,
  newBooking,
  SANNE,
} from './support/forms.ts'

/** Opens the day, and a new booking once: what there is to choose from is kept for an outage. */
async function beforeOutage(page: Page): Promise<void> {
  await opened(page)
  const form = await newBooking(page)
  await expect(form.locator('[data-arrangements]').getByRole('radio')).not.toHaveCount(1)
  await visit(page, '#/dag')
}

/** Books a walk-in while nothing can be sent; resolves to the number that stands in for its id. */
async function submitOffline(page: Page): Promise<number> {
  const form = await newBooking(page)
  await fillIn(page, SANNE)
  await firstArrangement(page)
  await submitOf(form).click()
  const panel = page.locator('aside[data-waiting-booking]')
  await expect(panel).toHaveAttribute('data-sync', 'waiting')
  return Number(await panel.getAttribute('data-booking-id'))
}

test('booked without a line: shown as waiting, changed, kept over a kill, and made once', async ({
  simulator,
  launch,
}) => {
  const balie = await launch()
  await beforeOutage(balie.page)
  simulator.faults.closed = true
  await expect(html(balie.page)).toHaveAttribute('data-connection', 'offline')
  const id = await submitOffline(balie.page)
  expect(id).toBeLessThan(0)
  // The customer and the booking.
  await expect(html(balie.page)).toHaveAttribute('data-outbox-waiting', '2')
  await expect(rowOf(balie.page, id)).toHaveAttribute('data-sync', 'waiting')
  await visit(balie.page, '#/dag')
  await balie.page.locator('[data-search]').fill('zonneveld')
  await expect(balie.page.locator(`li[data-booking-id="${id}"]`)).toContainText(nameOf(SANNE))
  await balie.page.locator('[data-search]').fill('')

  await balie.kill('main')
  await balie.restart()
  const { page } = balie
  await opened(page)
  await expect(html(page)).toHaveAttribute('data-outbox-waiting', '2')
  await rowOf(page, id).click()
  await panelOf(page, id).locator('[data-change]').click()
  const form = bookingForm(page)
  await expect(fieldOf(form, 'contactpersonen.0.achternaam')).toHaveValue('Zonneveld')
  await expect(fieldOf(form, 'personen')).toHaveValue('12')
  await fieldOf(form, 'personen').fill('14')
  await submitOf(form).click()
  await expect(panelOf(page, id)).toContainText('14')
  await expect(html(page)).toHaveAttribute('data-outbox-waiting', '2')
  expect(bodiesOf(simulator, 'POST', '/klanten')).toEqual([])

  simulator.faults.closed = false
  await expect(html(page)).toHaveAttribute('data-outbox-waiting', '0', { timeout: 30_000 })
  await expect(html(page)).toHaveAttribute('data-outbox-attention', '0')
  const [customer, ...namesakes] = customersOf(simulator, SANNE)
  const [booking, ...doubles] = bookingsOf(simulator, SANNE)
  expect([namesakes, doubles]).toEqual([[], []])
  expect(booking).toMatchObject({ klant_id: customer?.id, personen: 14, status: 'definitief' })
  const made = simulator.requests.filter(({ method, status }) => method === 'POST' && status)
  expect(made.map(({ path }) => path)).toEqual(['/api2/klanten', '/api2/boekingen'])
  // The page that was open on what waited is the booking's own now.
  await expect(page).toHaveURL(new RegExp(`#/boekingen/${booking?.id}$`))
  await expect(panelOf(page, booking?.id ?? 0)).toHaveAttribute('data-sync', 'done')
  await expect(rowOf(page, id)).toHaveCount(0)
  await expect(rowOf(page, booking?.id ?? 0)).toHaveAttribute('data-sync', 'done')
})

test('booked without a line and dropped again: nothing of it is ever sent', async ({
  simulator,
  launch,
}) => {
  const { page } = await launch()
  await beforeOutage(page)
  simulator.faults.closed = true
  await expect(html(page)).toHaveAttribute('data-connection', 'offline')
  const id = await submitOffline(page)
  await visit(page, '#/aandacht')
  await expect(page.locator('[data-record="booking-create"]')).toContainText(nameOf(SANNE))

  await visit(page, `#/boekingen/${id}`)
  await panelOf(page, id).locator('[data-drop]').click()
  await page.locator('[data-confirm="drop"]').click()
  await expect(rowOf(page, id)).toHaveCount(0)
  await expect(html(page)).toHaveAttribute('data-outbox-waiting', '1')
  await visit(page, '#/aandacht')
  await page.locator('[data-record="customer-create"] [data-drop]').click()
  await page.getByRole('alertdialog').locator('.btn-danger').click()
  await expect(html(page)).toHaveAttribute('data-outbox-waiting', '0')

  simulator.faults.closed = false
  await expect(html(page)).toHaveAttribute('data-connection', 'online', { timeout: 30_000 })
  expect(simulator.requests.filter((one) => one.method === 'POST')).toEqual([])
  expect(customersOf(simulator, SANNE)).toEqual([])
})
