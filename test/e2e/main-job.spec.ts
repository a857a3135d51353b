import { expect, test } from './support/test.ts'
import { pair, rowOf, todays, visit } from './support/desk.ts'
import { scan } from './support/scanner.ts'

test('a tap checks a group in, and it is finished and confirmed at Recras', async ({
  simulator,
  launch,
}) => {
  const [booking] = todays(simulator, 'definitief')
  const { page } = await launch()
  const row = rowOf(page, booking.id)

  await row.scrollIntoViewIfNeeded()
  await expect(row).toHaveAttribute('data-status', 'definitief')
  await row.locator('[data-action="ongoing"]').click()
  await expect(row).toHaveAttribute('data-status', 'gaande')
  await expect(row).toHaveAttribute('data-sync', 'done')
  expect(simulator.venue.booking(booking.id)?.status).toBe('gaande')

  await row.locator('[data-action="finished"]').click()
  await expect(row).toHaveAttribute('data-status', 'voltooid')
  await expect(row).toHaveAttribute('data-sync', 'done')
  expect(simulator.venue.booking(booking.id)?.status).toBe('voltooid')
  expect(simulator.venue.changesOf(booking.id).map((change) => change.to)).toEqual([
    'gaande',
    'voltooid',
  ])
})

test('the panel shows the booking whole, and undo is there when Recras offers it', async ({
  simulator,
  launch,
}) => {
  const [booking] = todays(simulator, 'definitief')
  const { page } = await launch()
  await visit(page, `#/boekingen/${booking.id}`)
  const panel = page.locator(`aside[data-booking-id="${booking.id}"]`)

  await expect(panel).toBeVisible()
  await expect(panel.locator('.lines li')).toHaveCount(booking.boekingsregels.length)
  await panel.locator('[data-action="ongoing"]').click()
  await expect(panel).toHaveAttribute('data-status', 'gaande')
  await expect(panel).toHaveAttribute('data-sync', 'done')
  await expect(panel.locator('[data-action="ongoing"]')).toHaveCount(0)
  await panel.locator('[data-action="confirmed"]').click()
  await expect(panel).toHaveAttribute('data-status', 'definitief')
  await expect(panel).toHaveAttribute('data-sync', 'done')
  expect(simulator.venue.booking(booking.id)?.status).toBe('definitief')
})

test('a scanned code checks in; the same again says that they are here', async ({
  simulator,
  launch,
}) => {
  const [booking] = todays(simulator, 'definitief')
  const { page } = await launch()
  await expect(rowOf(page, booking.id)).toBeAttached()
  const verdict = page.locator('[data-verdict]')

  await scan(page, `B:${booking.referentie}`)
  await expect(verdict).toHaveAttribute('data-verdict-seq', '1')
  await expect(verdict).toHaveAttribute('data-verdict', 'accepted')
  await expect(verdict).toHaveAttribute('data-verdict-booking', String(booking.id))
  await expect.poll(() => simulator.venue.booking(booking.id)?.status).toBe('gaande')

  const [cancelled] = todays(simulator, 'geannuleerd')
  await scan(page, `B:${cancelled.referentie}`)
  await expect(verdict).toHaveAttribute('data-verdict-seq', '2')
  await expect(verdict).toHaveAttribute('data-verdict', 'refused')

  // The same code within 3 s is the same scan.
  await expect(async () => {
    await scan(page, `B:${booking.referentie}`)
    await expect(verdict).toHaveAttribute('data-verdict-seq', '3', { timeout: 500 })
  }).toPass({ intervals: [3200] })
  await expect(verdict).toHaveAttribute('data-verdict', 'already')
  expect(simulator.venue.changesOf(booking.id)).toHaveLength(1)
})

test('another desk and another day: what changes at Recras shows here, and nothing lingers', async ({
  simulator,
  launch,
}) => {
  const [first, second] = pair(simulator, 'definitief')
  const { page } = await launch({ env: { BALIE_POLL_SECONDS: '1' } })
  await expect(rowOf(page, first.id)).toBeAttached()

  simulator.venue.setStatus(first.id, 'gaande')
  await expect(rowOf(page, first.id)).toHaveAttribute('data-status', 'gaande')
  simulator.venue.remove(second.id)
  await expect(rowOf(page, second.id)).toHaveCount(0)
})

test('a green verdict does not stay green when Recras has it cancelled meanwhile', async ({
  simulator,
  launch,
}) => {
  const [booking] = todays(simulator, 'definitief')
  const { page } = await launch()
  await expect(rowOf(page, booking.id)).toBeAttached()
  simulator.venue.setStatus(booking.id, 'geannuleerd')

  await scan(page, `B:${booking.referentie}`)
  const verdict = page.locator('[data-verdict]')
  await expect(verdict).toHaveAttribute('data-verdict', 'refused')
  await expect(verdict).toHaveAttribute('data-verdict-seq', '1')
  await expect(verdict).toContainText('Geannuleerd')
  await expect(rowOf(page, booking.id)).toHaveAttribute('data-sync', 'attention')
})
