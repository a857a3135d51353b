import AxeBuilder from '@axe-core/playwright'
import { expect, test } from './support/test.ts'
import { html, rowOf, todays, visit } from './support/desk.ts'

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

for (const language of ['nl', 'en', 'de']) {
  test(`every screen in ${language}: no serious axe finding, no missing text`, async ({
    simulator,
    launch,
  }) => {
    test.setTimeout(120_000)
    const [booking] = todays(simulator, 'definitief')
    const missing: string[] = []
    const { page } = await launch({ env: { BALIE_LANGUAGE: language } })
    page.on('console', (message) => {
      if (/not found .* key|missing/i.test(message.text())) missing.push(message.text())
    })
    await expect(rowOf(page, booking.id)).toBeAttached()
    await expect(html(page)).toHaveAttribute('lang', language)
    for (const route of [
      '#/dag',
      `#/boekingen/${booking.id}`,
      '#/scannen',
      '#/aandacht',
      '#/instellingen',
    ]) {
      await visit(page, route)
      await expect(page.locator('main')).toBeVisible()
      for (const theme of ['light', 'dark']) {
        await page.evaluate((value) => (document.documentElement.dataset['theme'] = value), theme)
        const { violations } = await new AxeBuilder({ page }).setLegacyMode().analyze()
        const bad = violations.filter(
          (one) => one.impact === 'serious' || one.impact === 'critical',
        )
        expect(
          bad.map(
            (one) =>
              `${route} ${theme} ${one.id}: ${one.nodes.map((node) => node.html.slice(0, 120)).join(' | ')}`,
          ),
        ).toEqual([])
      }
    }
    expect(missing).toEqual([])
  })
}
