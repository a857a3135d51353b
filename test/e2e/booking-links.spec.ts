import type { Locator, Page } from '@playwright/test'
import { expect, test } from './support/test.ts'
import { html, opened, panelOf, rowOf, todays, visit } from './support/desk.ts'
import { timesAsked } from './support/forms.ts'

const LATE = { timeout: 30_000 }

/** A booking's page, opened. */
async function open(page: Page, id: number): Promise<Locator> {
  await visit(page, `#/boekingen/${id}`)
  const panel = panelOf(page, id)
  await panel.locator('[data-edit="delete"]').waitFor()
  return panel
}

const proposals = 'boekingsvoorstel'

test('a booking with an invoice is not deleted: Recras says no, in words', async ({
  simulator,
  launch,
}) => {
  const { id } = simulator.venue.add({ status: 'definitief', paid: 0.5 })
  const { page } = await launch()
  await opened(page)
  const panel = await open(page, id)
  await panel.locator('[data-edit="delete"]').click()
  await expect(panel.locator('[data-error]')).toContainText('Recras staat niet toe')
  await expect(page.getByRole('alertdialog')).toHaveCount(0)
  expect(timesAsked(simulator, 'GET', '/deletable')).toBe(1)
  expect(timesAsked(simulator, 'DELETE', '/boekingen')).toBe(0)
  expect(simulator.venue.booking(id)).not.toBeNull()

  // Its own reason, where it gives one: to the question, or only when it is to do it.
  simulator.switches.deletableBody = 'status'
  await panel.locator('[data-edit="delete"]').click()
  await expect(panel.locator('[data-error]')).toContainText('Boeking kan niet verwijderd worden')
  const { id: other } = simulator.venue.add({ status: 'definitief' })
  const next = await open(page, other)
  await next.locator('[data-edit="delete"]').click()
  const sure = page.locator('[data-confirm="delete"]')
  await sure.waitFor()
  simulator.venue.setStatus(other, 'gaande')
  await sure.click()
  await expect(next.locator('[data-error]')).toContainText(
    'Een boeking met status gaande kan niet verwijderd worden',
  )
})

test('a booking is deleted after a question that names it; never without a line', async ({
  simulator,
  launch,
}) => {
  const { id, referentie } = simulator.venue.add({ customerName: 'Familie Weggaan' })
  const { page } = await launch({ env: { BALIE_POLL_SECONDS: '1' } })
  await opened(page)
  await rowOf(page, id).waitFor({ state: 'attached' })
  const panel = await open(page, id)
  const remove = panel.locator('[data-edit="delete"]')
  simulator.faults.closed = true
  await expect(remove).toHaveAttribute('aria-disabled', 'true')
  await remove.click({ force: true })
  await expect(page.getByRole('alertdialog')).toHaveCount(0)
  simulator.faults.closed = false
  await expect(remove).not.toHaveAttribute('aria-disabled', 'true', LATE)

  await remove.click()
  await expect(page.getByRole('alertdialog')).toContainText('Familie Weggaan')
  await expect(page.getByRole('alertdialog')).toContainText(referentie)
  expect(simulator.venue.booking(id)).not.toBeNull()
  await page.locator('[data-confirm="delete"]').click()
  await expect(panelOf(page, id)).toHaveCount(0)
  await expect(page.locator('aside [data-error]')).toBeVisible()
  await expect(rowOf(page, id)).toHaveCount(0)
  expect(simulator.venue.booking(id)).toBeNull()
  expect(timesAsked(simulator, 'DELETE', `/boekingen/${id}`)).toBe(1)
})

test('a proposal is mailed once for one confirmation, and asks again before another', async ({
  simulator,
  launch,
}) => {
  const { id } = simulator.venue.add({ status: 'optie' })
  const { page } = await launch()
  await opened(page)
  const panel = await open(page, id)
  const send = panel.locator('[data-link="proposal"] button')
  const confirm = page.locator('[data-confirm="proposal"]')
  simulator.faults.set({ latencyMs: 300, only: { method: 'POST', path: proposals } })
  await send.click()
  await confirm.dblclick()
  await expect(panel.locator('[data-proposal="sent"]')).toBeVisible()
  expect(simulator.venue.proposals[id]).toBe(1)

  await send.click()
  await expect(page.getByRole('alertdialog')).toContainText('al')
  await page.getByRole('alertdialog').locator('.btn-secondary').click()
  expect(timesAsked(simulator, 'POST', proposals)).toBe(1)
})

test('the answer to a proposal is lost: nobody knows, it is said, and no restart sends it again', async ({
  simulator,
  launch,
}) => {
  const { id } = simulator.venue.add({ status: 'optie' })
  const balie = await launch()
  await opened(balie.page)
  const first = await open(balie.page, id)
  simulator.faults.set({ loseAnswerAfterChange: 1, only: { method: 'POST', path: proposals } })
  await first.locator('[data-link="proposal"] button').click()
  await balie.page.locator('[data-confirm="proposal"]').click()
  await expect(first.locator('[data-link="proposal"] [data-error]')).toContainText('Niemand weet')
  expect(timesAsked(simulator, 'POST', proposals)).toBe(1)

  await balie.kill('main')
  await balie.restart()
  const { page } = balie
  await opened(page)
  await expect(html(page)).toHaveAttribute('data-connection', 'online')
  const panel = await open(page, id)
  await panel.locator('[data-link="proposal"] button').click()
  const confirm = page.locator('[data-confirm="proposal"]')
  await confirm.click()
  // This desk remembers: the same question again, with what is known.
  await expect(page.getByRole('alertdialog')).toContainText('misschien')
  expect(timesAsked(simulator, 'POST', proposals)).toBe(1)
  await confirm.click()
  await expect(panel.locator('[data-proposal="sent"]')).toBeVisible()
  expect(simulator.venue.proposals[id]).toBe(2)
})

test('shifts, invoices and the code are looked up where the links are', async ({
  simulator,
  launch,
}) => {
  const { id, referentie, facturen } = simulator.venue.add({
    status: 'definitief',
    arrangement: 'climbAndBarbecue',
    personen: 20,
    paid: 0.4,
  })
  const { page } = await launch()
  await opened(page)
  const panel = await open(page, id)
  const close = async (): Promise<void> => {
    await page.keyboard.press('Escape')
    await expect(page.getByRole('dialog')).toHaveCount(0)
  }

  await panel.locator('[data-link="shifts"]').click()
  await expect(page.locator('[data-list="shifts"] li').first()).toContainText(/\d\d:\d\d/)
  await close()

  await panel.locator('[data-link="invoices"]').click()
  const row = page.locator('[data-list="invoices"] tbody tr')
  await expect(row).toHaveCount(facturen.length)
  await expect(row.first()).toContainText(facturen[0]?.factuurnummer ?? 'none')
  await close()

  await panel.locator('[data-link="qr"]').click()
  const dialog = page.locator(`[data-code="B:${referentie}"]`)
  await expect(dialog.locator('.code-text')).toHaveText(`B:${referentie}`)
  expect((await dialog.locator('.qr-code path').getAttribute('d'))?.length).toBeGreaterThan(100)
})

test('a relation that nobody knows stands under its name, and is followed when it is a GET', async ({
  simulator,
  launch,
}) => {
  const [booking] = todays(simulator, 'definitief')
  const _links = {
    'recras:parkeerplaatsen': { href: `/api2/boekingen/${booking.id}/diensten`, method: 'GET' },
    'recras:wis_alles': { href: `/api2/boekingen/${booking.id}`, method: 'DELETE' },
  }
  simulator.venue.update(booking.id, { raw: { _links } })
  const { page } = await launch()
  await opened(page)
  const panel = await open(page, booking.id)
  await panel.locator('button[data-link="recras:parkeerplaatsen"]').click()
  await expect(page.getByRole('dialog')).toContainText('recras:parkeerplaatsen')
  await expect(page.getByRole('dialog').locator('.asked-text')).toContainText('medewerker')
  await page.keyboard.press('Escape')
  // What changes something is named, and no button.
  await expect(panel.locator('p[data-link="recras:wis_alles"]')).toBeVisible()
  await expect(panel.locator('button[data-link="recras:wis_alles"]')).toHaveCount(0)
})
