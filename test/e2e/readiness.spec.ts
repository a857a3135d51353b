import { readdirSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Locator, Page } from '@playwright/test'
import { expect, test } from './support/test.ts'
import { html, opened, pair, visit } from './support/desk.ts'
import { scan } from './support/scanner.ts'
import { isWhole } from './support/whole.ts'

/** So few bookings that their codes are all read within seconds. */
test.use({ simulatorOptions: { venue: 'empty' } })

const level = (page: Page, of: 'green' | 'amber' | 'red', timeout = 20_000): Promise<void> =>
  expect(html(page)).toHaveAttribute('data-readiness', of, { timeout })
const check = (page: Page, id: string): Locator => page.locator(`[data-check="${id}"]`)
/** The disk is not asked more often than every other second, however often somebody presses. */
const untilLooked = (press: Locator, then: () => Promise<void>): Promise<void> =>
  expect(async () => {
    await press.click()
    await then()
  }).toPass({ timeout: 20_000 })

test('green on a healthy desk; a full disk and a lost folder are red, a wrong clock is amber', async ({
  simulator,
  launch,
}) => {
  simulator.venue.add({ status: 'definitief' })
  simulator.venue.add({ status: 'definitief', onDay: 1 })
  const balie = await launch()
  const { page, profile } = balie
  await page.locator('html[data-ready="true"]').waitFor()
  await level(page, 'green')
  await page.locator('.counter.is-ready').click()
  await expect(page.locator('h1')).toHaveText('Klaar voor storing')
  await expect(page.locator('[data-check]')).toHaveCount(10)
  await expect(check(page, 'codes')).toContainText('2 codes bekend')
  await isWhole(page, '#/gereed')

  // A disk that is full says so at the first byte; this file of Linux is always full.
  const root = join(profile, 'journal')
  const folder = join(root, readdirSync(root)[0] ?? '')
  const probe = join(folder, 'schijf-proef.tmp')
  symlinkSync('/dev/full', probe)
  const again = page.locator('[data-look]')
  await untilLooked(again, () => level(page, 'red', 1_000))
  await expect(check(page, 'journal').locator('[data-code]')).toHaveAttribute('data-code', 'full')
  await expect(check(page, 'journal')).toContainText('Maak ruimte op de schijf')
  await expect(page.locator('[data-check]').first()).toHaveAttribute('data-check', 'journal')
  await isWhole(page, '#/gereed')

  rmSync(probe, { force: true })
  renameSync(folder, `${folder}-away`)
  writeFileSync(folder, 'in the way')
  await untilLooked(check(page, 'journal').getByRole('button', { name: 'Opnieuw kijken' }), () =>
    expect(check(page, 'journal').locator('[data-code]')).toHaveAttribute(
      'data-code',
      'unwritable',
      { timeout: 1_000 },
    ),
  )
  rmSync(folder)
  renameSync(`${folder}-away`, folder)
  await untilLooked(again, () => level(page, 'green', 1_000))

  simulator.switches.clockSkewMs = 10 * 60_000
  for (let read = 0; read < 5; read++)
    await page.evaluate(() =>
      (
        window as unknown as { balie: { calls: Record<string, () => Promise<unknown>> } }
      ).balie.calls['sync:now']?.(),
    )
  await level(page, 'amber')
  await expect(check(page, 'clock')).toContainText('10 minuten achter')
})

test('after an outage: what was done in it, while it arrives, also after a restart in the middle', async ({
  simulator,
  launch,
}) => {
  for (let count = 0; count < 4; count++) simulator.venue.add({ status: 'definitief' })
  const [one, other] = pair(simulator, 'definitief')
  const balie = await launch()
  await opened(balie.page)
  simulator.faults.closed = true
  await expect(html(balie.page)).toHaveAttribute('data-connection', 'offline')
  await scan(balie.page, `B:${one.referentie}`)
  await expect(html(balie.page)).toHaveAttribute('data-outbox-waiting', '1')
  const before = await balie.page.locator('.voice').textContent()
  const since = /sinds (\d\d:\d\d)/.exec(before ?? '')?.[1]
  expect(since).toBeTruthy()

  const { page } = await balie.restart()
  await page.locator('html[data-ready="true"]').waitFor()
  await expect(page.locator('.voice')).toContainText(`sinds ${since}`)
  await scan(page, `B:${other.referentie}`)
  await scan(page, 'B:99999-1')
  await expect(html(page)).toHaveAttribute('data-outbox-waiting', '3')
  await visit(page, '#/gereed')
  const part = (name: string): Locator => page.locator(`[data-part="${name}"] dd`)
  await expect(page.locator('[data-outage-summary]')).toContainText(`Storing sinds ${since}`)
  await expect(part('made')).toHaveText('3')
  await expect(part('arrived')).toHaveText('0')
  // Being without a line is no fault of the desk.
  await expect(html(page)).not.toHaveAttribute('data-readiness', 'red')

  simulator.venue.setStatus(other.id, 'geannuleerd')
  simulator.faults.closed = false
  await expect(html(page)).toHaveAttribute('data-outbox-waiting', '0', { timeout: 30_000 })
  await expect(page.locator('[data-outage-summary]')).toContainText(`Storing van ${since}`)
  await expect(part('made')).toHaveText('3')
  await expect(part('arrived')).toHaveText('1')
  await expect(part('attention')).toHaveText('2')
  await expect(page.locator('[data-outage-summary]')).toContainText('2 ingecheckt, 1 code bewaard')
  await isWhole(page, '#/gereed')

  await visit(page, '#/dag')
  const news = page.locator('[data-outage-news]')
  await expect(news).toContainText('3 gedaan, 1 bij Recras, 2 vragen aandacht')
  await balie.kill('renderer')
  const again = balie.page.locator('[data-outage-news]')
  await expect(again).toContainText('3 gedaan')
  await again.getByRole('button', { name: 'Gezien' }).click()
  await expect(again).toHaveCount(0)
  await visit(balie.page, '#/gereed')
  await expect(balie.page.locator('[data-outage-summary]')).toContainText(`Storing van ${since}`)
})
