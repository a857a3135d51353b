import type { Bridge } from '../../src/shared/ipc/contract.ts'
import { expect, test } from './support/test.ts'
import { html, rowOf, todays, visit } from './support/desk.ts'
import { isWhole } from './support/whole.ts'

test('keyboard only: search, open, check in, back', async ({ simulator, launch }) => {
  const [booking] = todays(simulator, 'definitief')
  const { page } = await launch()
  await expect(rowOf(page, booking.id)).toBeAttached()
  await page.keyboard.press('/')
  await expect(page.locator('[data-search]')).toBeFocused()
  await page.keyboard.type(booking.referentie, { delay: 90 })
  await expect(page.locator('li[data-booking-id]').first()).toHaveAttribute(
    'data-booking-id',
    String(booking.id),
  )
  await page.keyboard.press('Enter')
  const panel = page.locator(`aside[data-booking-id="${booking.id}"]`)
  await expect(panel).toBeVisible()
  const action = panel.locator('[data-action="ongoing"]')
  for (let presses = 0; presses < 60; presses++) {
    if (await action.evaluate((button) => button === document.activeElement)) break
    await page.keyboard.press('Tab')
  }
  await expect(action).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(panel).toHaveAttribute('data-status', 'gaande')
  // Back out of the booking, and out of the search that led to it.
  await expect(async () => {
    await page.keyboard.press('Escape')
    await expect(panel).toHaveCount(0, { timeout: 500 })
  }).toPass()
})

test('rows stand one below the other, of the day and of a search, typed and typed back', async ({
  launch,
}) => {
  const { page } = await launch()
  const tops = (list: string): Promise<number[]> =>
    page
      .locator(`${list} li[data-booking-id]`)
      .evaluateAll((rows) => rows.map((row) => row.getBoundingClientRect().top))
  const below = (all: number[]): boolean =>
    all.length > 1 && all.every((top, at) => at === 0 || top - (all[at - 1] ?? top) >= 54)
  await expect(async () => expect(below(await tops('#day-panel'))).toBe(true)).toPass()
  const box = page.locator('[data-search]')
  for (const query of ['e', 'en', 'e']) {
    await box.fill(query)
    await expect(async () => expect(below(await tops('.found'))).toBe(true)).toPass()
  }
  await box.fill('')
  await expect(async () => expect(below(await tops('#day-panel'))).toBe(true)).toPass()
  await expect(page.locator('.found li[data-booking-id]')).toHaveCount(0)
})

for (const language of ['nl', 'en', 'de']) {
  test(`every screen in ${language}: no serious axe finding, no missing text`, async ({
    simulator,
    launch,
  }) => {
    test.setTimeout(180_000)
    const [booking] = todays(simulator, 'definitief')
    const { page } = await launch({ env: { BALIE_LANGUAGE: language } })
    await expect(rowOf(page, booking.id)).toBeAttached()
    await expect(html(page)).toHaveAttribute('lang', language)
    const klant = `#/klanten/${booking.klant_id}`
    for (const [route, there] of [
      ['#/dag', 'li[data-booking-id]'],
      [`#/boekingen/${booking.id}`, `aside[data-booking-id="${booking.id}"]`],
      ['#/boekingen/nieuw', '[data-form="booking-create"] .create-grid'],
      [`#/boekingen/${booking.id}/wijzigen`, '[data-form="booking-edit"] [data-line]'],
      ['#/zoeken', '[data-form="booking-search"]'],
      ['#/klanten', '.crow-name'],
      [klant, 'main [data-contacts]'],
      [`${klant}/wijzigen`, '[data-form="customer-edit"] [data-contact]'],
      ['#/klanten/nieuw', '[data-form="customer-create"]'],
      ['#/daglijst', '[data-day-sheet] [data-booking-id]'],
      ['#/scannen', 'main'],
      ['#/aandacht', 'main.attention'],
      ['#/gereed', '[data-check]'],
      ['#/daglog', 'main [data-daylog-lines]'],
      ['#/instellingen', 'main'],
    ] as const) {
      await visit(page, route)
      await expect(page.locator(there).first()).toBeVisible()
      await isWhole(page, route)
    }
    // Somebody at the desk, in the rail and in the settings, and nobody at it.
    await page.evaluate(async () => {
      const { calls } = (globalThis as unknown as { balie: Bridge }).balie
      await calls['staff:add']({ name: 'Mila Bos', initials: 'MB', role: 'lead', pin: '2580' })
    })
    await visit(page, '#/instellingen/medewerkers')
    await page.locator('[data-own-pin]').click()
    await isWhole(page, 'staff')
    await page.keyboard.press('F9')
    await expect(page.locator('[data-lock] [data-pin]')).toBeVisible()
    await isWhole(page, 'lock')
    await page.locator('[data-forgot]').click()
    await isWhole(page, 'forgot')
  })
}
