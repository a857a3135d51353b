import { expect, test } from './support/test.ts'
import { html, opened, pair, rowOf, todays, visit } from './support/desk.ts'
import { scan } from './support/scanner.ts'

test('an outage of many actions with a restart in the middle: everything arrives, once', async ({
  simulator,
  launch,
}) => {
  test.setTimeout(90_000)
  const bookings = todays(simulator, 'definitief').slice(0, 12)
  const balie = await launch()
  await opened(balie.page)

  simulator.faults.closed = true
  await expect(html(balie.page)).toHaveAttribute('data-connection', 'offline')

  for (const [index, booking] of bookings.slice(0, 6).entries()) {
    await scan(balie.page, `B:${booking.referentie}`)
    await expect(balie.page.locator('[data-verdict]')).toHaveAttribute(
      'data-verdict-seq',
      String(index + 1),
    )
    await expect(balie.page.locator('[data-verdict]')).toHaveAttribute('data-verdict', 'accepted')
  }
  await expect(html(balie.page)).toHaveAttribute('data-outbox-waiting', '6')

  const { page } = await balie.restart()
  await expect(html(page)).toHaveAttribute('data-outbox-waiting', '6')
  for (const booking of bookings.slice(0, 6)) {
    await expect(rowOf(page, booking.id)).toHaveAttribute('data-status', 'gaande')
    await expect(rowOf(page, booking.id)).toHaveAttribute('data-sync', 'waiting')
  }
  for (const booking of bookings.slice(6)) await scan(page, `B:${booking.referentie}`)
  await expect(html(page)).toHaveAttribute('data-outbox-waiting', '12')

  simulator.faults.closed = false
  await expect(html(page)).toHaveAttribute('data-connection', 'online')
  await expect(html(page)).toHaveAttribute('data-outbox-waiting', '0', { timeout: 30_000 })
  await expect(html(page)).toHaveAttribute('data-outbox-attention', '0')
  for (const booking of bookings) {
    expect(simulator.venue.changesOf(booking.id).map((change) => change.to)).toEqual(['gaande'])
    await expect(rowOf(page, booking.id)).toHaveAttribute('data-sync', 'done')
  }
})

test('checked in and undone while the line is down: nothing is sent', async ({
  simulator,
  launch,
}) => {
  const [booking] = todays(simulator, 'definitief')
  const { page } = await launch()
  const row = rowOf(page, booking.id)
  await expect(row).toBeAttached()
  simulator.faults.closed = true
  await expect(html(page)).toHaveAttribute('data-connection', 'offline')

  await visit(page, `#/boekingen/${booking.id}`)
  const panel = page.locator(`aside[data-booking-id="${booking.id}"]`)
  await panel.locator('[data-action="ongoing"]').click()
  await expect(panel).toHaveAttribute('data-sync', 'waiting')
  await panel.locator('[data-action="confirmed"]').click()
  await expect(panel).toHaveAttribute('data-status', 'definitief')
  await expect(html(page)).toHaveAttribute('data-outbox-waiting', '0')

  simulator.faults.closed = false
  await expect(html(page)).toHaveAttribute('data-connection', 'online')
  expect(simulator.venue.changesOf(booking.id)).toEqual([])
})

test('an answer that is lost after the change is not asked for twice', async ({
  simulator,
  launch,
}) => {
  const [booking] = todays(simulator, 'definitief')
  const { page } = await launch()
  const row = rowOf(page, booking.id)
  await expect(row).toBeAttached()

  simulator.faults.loseAnswerAfterChange = 1
  await row.locator('[data-action="ongoing"]').click()
  await expect(row).toHaveAttribute('data-status', 'gaande')
  await expect(row).toHaveAttribute('data-sync', 'done', { timeout: 30_000 })
  expect(simulator.venue.changesOf(booking.id)).toHaveLength(1)
  expect(simulator.requests.filter((one) => one.method === 'POST')).toHaveLength(1)
})

test('another desk was first: done when it did the same, needs a person when it cancelled', async ({
  simulator,
  launch,
}) => {
  const [same, cancelled] = pair(simulator, 'definitief')
  const { page } = await launch()
  await expect(rowOf(page, same.id)).toBeAttached()
  simulator.faults.closed = true
  await expect(html(page)).toHaveAttribute('data-connection', 'offline')
  await scan(page, `B:${same.referentie}`)
  await scan(page, `B:${cancelled.referentie}`)
  await expect(html(page)).toHaveAttribute('data-outbox-waiting', '2')

  simulator.venue.setStatus(same.id, 'gaande')
  simulator.venue.setStatus(cancelled.id, 'geannuleerd')
  simulator.faults.closed = false

  await expect(html(page)).toHaveAttribute('data-outbox-waiting', '0', { timeout: 30_000 })
  await expect(html(page)).toHaveAttribute('data-outbox-attention', '1')
  await expect(rowOf(page, same.id)).toHaveAttribute('data-sync', 'done')
  await expect(rowOf(page, cancelled.id)).toHaveAttribute('data-sync', 'attention')
  expect(simulator.requests.filter((one) => one.method === 'POST')).toEqual([])

  await visit(page, '#/aandacht')
  const card = page.locator(`[data-booking-id="${cancelled.id}"][data-sync="attention"]`)
  await expect(card).toContainText('Gaande')
  await expect(card).toContainText('Geannuleerd')
  await card.getByRole('button', { name: 'Laten vallen' }).click()
  await page.getByRole('alertdialog').getByRole('button', { name: 'Laten vallen' }).click()
  await expect(html(page)).toHaveAttribute('data-outbox-attention', '0')
})

test('a key that is revoked in mid-shift: nothing is dropped, a new key delivers it', async ({
  simulator,
  launch,
}) => {
  const [booking] = todays(simulator, 'definitief')
  const { page } = await launch()
  await expect(rowOf(page, booking.id)).toBeAttached()

  simulator.faults.revoked = true
  await rowOf(page, booking.id).locator('[data-action="ongoing"]').click()
  await expect(html(page)).toHaveAttribute('data-connection', 'unauthorized', { timeout: 20_000 })
  await expect(html(page)).toHaveAttribute('data-outbox-waiting', '1')
  await expect(rowOf(page, booking.id)).toHaveAttribute('data-status', 'gaande')

  simulator.faults.revoked = false
  await expect(html(page)).toHaveAttribute('data-connection', 'online', { timeout: 45_000 })
  await expect(html(page)).toHaveAttribute('data-outbox-waiting', '0')
  expect(simulator.venue.changesOf(booking.id).map((change) => change.to)).toEqual(['gaande'])
})

test('a page of a captive portal is not Recras', async ({ simulator, launch }) => {
  const [booking] = todays(simulator, 'definitief')
  const { page } = await launch({ env: { BALIE_POLL_SECONDS: '1' } })
  await expect(rowOf(page, booking.id)).toBeAttached()
  simulator.faults.html = true
  await expect(html(page)).toHaveAttribute('data-connection', 'offline')
  await expect(rowOf(page, booking.id)).toBeAttached()
  simulator.faults.html = false
  await expect(html(page)).toHaveAttribute('data-connection', 'online', { timeout: 30_000 })
})
