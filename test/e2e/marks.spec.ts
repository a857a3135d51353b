import type { Page } from '@playwright/test'
import type { Bridge } from '../../src/shared/ipc/contract.ts'
import { expect, test } from './support/test.ts'
import { html, opened, panelOf, rowOf, visit } from './support/desk.ts'

const PIN = '2468'
const NOTE = 'Bus staat vast bij Zwolle'

/** Sets up the first person of this desk, who is at it from then on. */
const arrive = (page: Page): Promise<string> =>
  page.evaluate(async (pin) => {
    const { balie } = globalThis as unknown as { balie: Bridge }
    const asked = { name: 'Fenna Visser', initials: 'FV', role: 'lead' as const, pin }
    const added = await balie.calls['staff:add'](asked)
    return added.ok ? (added.value.staff[0]?.id ?? '') : ''
  }, PIN)
const unlock = (page: Page, id: string): Promise<boolean> =>
  page.evaluate(
    async ([who, pin]) => {
      const { balie } = globalThis as unknown as { balie: Bridge }
      return (await balie.calls['staff:unlock']({ id: who, pin })).ok
    },
    [id, PIN] as const,
  )

test('who is here, who did not come, and a note: kept at this desk, and nowhere else', async ({
  simulator,
  launch,
}) => {
  const begun = simulator.venue.add({ start: 0, personen: 15, customerName: 'Groep Vandaag' })
  const missed = simulator.venue.add({ start: 0, personen: 4, customerName: 'Familie Weg' })
  const later = simulator.venue.add({
    start: 23 * 60 + 59,
    personen: 8,
    customerName: 'Groep Laat',
  })
  const balie = await launch()
  let { page } = balie
  await opened(page)
  const id = await arrive(page)

  // As fast as a hand can: nothing is lost, and more than were booked may come.
  await visit(page, `#/boekingen/${begun.id}`)
  const panel = panelOf(page, begun.id)
  const plus = panel.locator('[data-mark="plus"]')
  await plus.evaluate((button: HTMLElement) => {
    for (let press = 0; press < 17; press++) button.click()
  })
  await panel.locator('[data-mark="minus"]').click()
  await expect(panel.locator('[data-arrived]')).toHaveText('16 van 15 hier')
  await expect(rowOf(page, begun.id).locator('[data-local]')).toHaveText('16/15')
  const note = panel.locator('[data-mark-note]')
  await note.fill(NOTE)
  await note.press('Enter')
  await expect(rowOf(page, begun.id).locator('[data-local]')).toHaveText('16/15 · notitie')
  // Who is here did not stay away.
  await expect(panel.locator('[data-mark="no-show"]')).toHaveCount(0)

  // Only after the start can it be said that nobody came.
  await visit(page, `#/boekingen/${later.id}`)
  await expect(panelOf(page, later.id).locator('[data-mark="plus"]')).toBeVisible()
  await expect(panelOf(page, later.id).locator('[data-mark="no-show"]')).toHaveCount(0)
  await visit(page, `#/boekingen/${missed.id}`)
  const away = panelOf(page, missed.id)
  await away.locator('[data-mark="no-show"]').click()
  await expect(rowOf(page, missed.id).locator('[data-local]')).toHaveText('niet gekomen')

  await expect(html(page)).toHaveAttribute('data-outbox-waiting', '0')
  await expect(html(page)).toHaveAttribute('data-outbox-attention', '0')

  await balie.kill('main')
  page = (await balie.restart()).page
  await expect(html(page)).toHaveAttribute('data-ready', 'true')
  expect(await unlock(page, id)).toBe(true)
  await opened(page)
  await expect(rowOf(page, begun.id).locator('[data-local]')).toHaveText('16/15 · notitie')
  await visit(page, `#/boekingen/${begun.id}`)
  await expect(panelOf(page, begun.id).locator('[data-mark-note]')).toHaveValue(NOTE)
  await visit(page, `#/boekingen/${missed.id}`)
  await panelOf(page, missed.id).locator('[data-mark="came"]').click()
  await expect(rowOf(page, missed.id).locator('[data-local]')).toHaveCount(0)

  // Recras was read and told nothing.
  expect(simulator.requests.filter(({ method }) => method !== 'GET')).toEqual([])
  expect(JSON.stringify(simulator.requests)).not.toContain('Zwolle')

  await visit(page, '#/daglog')
  const lines = page.locator('[data-daylog-lines]')
  const said = lines.locator('li[data-kind="arrived"]').first()
  await expect(said).toContainText('16 hier geteld')
  await expect(said.locator('[data-by="FV"]')).toBeVisible()
  await expect(said.getByRole('link')).toHaveAttribute('href', `#/boekingen/${begun.id}`)
  await expect(lines.locator('li[data-kind="no-show"] [data-by="FV"]')).toBeVisible()
  await expect(lines.locator('li[data-kind="no-show-undone"]')).toBeVisible()
  await expect(page.locator('main')).not.toContainText('Zwolle')
  await page.locator('[data-group="line"]').click()
  await expect(lines.locator('li[data-kind="started"]')).toHaveCount(2)
  await expect(lines.locator('li[data-kind="arrived"]')).toHaveCount(0)
})

test('who checked a group in stands in its history', async ({ simulator, launch }) => {
  const { id } = simulator.venue.add({ status: 'definitief' })
  const { page } = await launch()
  await opened(page)
  await arrive(page)
  await visit(page, `#/boekingen/${id}`)
  const panel = panelOf(page, id)
  await panel.locator('[data-action="ongoing"]').click()
  await expect(panel).toHaveAttribute('data-sync', 'done', { timeout: 15_000 })
  await expect(panel.locator('.history')).toContainText(/Ingecheckt door FV, /)
})
