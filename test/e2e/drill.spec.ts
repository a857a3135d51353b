import type { Page } from '@playwright/test'
import { expect, test } from './support/test.ts'
import { html, opened, visit } from './support/desk.ts'
import { scan } from './support/scanner.ts'
import { isWhole } from './support/whole.ts'

const DEMO = { BALIE_RECRAS_URL: '', BALIE_API_KEY: '', BALIE_DEMO: '1' }

async function start(page: Page, seconds: number): Promise<void> {
  await visit(page, `#/oefening?seconden=${seconds}`)
  await page.locator('[data-drill-start]').click()
  await page.locator('[data-drill="running"]').waitFor()
  await expect(html(page)).toHaveAttribute('data-connection', 'offline')
}

test('a busy hour with the plug pulled: everything is kept, and the venue says so', async ({
  launch,
}) => {
  const { page } = await launch({ env: DEMO })
  await opened(page)
  await visit(page, '#/oefening?seconden=90')
  await expect(page.locator('.drill-card h2')).toHaveText('90 drukke seconden zonder Recras')
  await isWhole(page, '#/oefening')
  await start(page, 60)
  const bar = page.locator('[data-drill="running"]')
  for (;;) {
    const kind = await bar.getAttribute('data-task-kind')
    if (kind === null) break
    const task = (await bar.getAttribute('data-task')) ?? ''
    if (kind === 'finish') {
      await page.locator('[data-drill-find]').click()
      await page.locator('aside [data-action="finished"]').click()
    } else await scan(page, (await bar.getAttribute('data-code')) ?? '')
    await expect(bar).not.toHaveAttribute('data-task', task)
  }
  await expect(page.locator('[data-drill-kept]')).toHaveText('8')
  await page.locator('[data-drill-end]').click()

  const score = page.locator('[data-drill-score]')
  await expect(score).toContainText('8 van 8 groepen', { timeout: 30_000 })
  await isWhole(page, 'the score')
  for (const [part, count] of Object.entries({ acknowledged: 8, arrived: 8, lost: 0, twice: 0 }))
    await expect(score.locator(`[data-part="${part}"] dd`)).toHaveText(String(count))
  await expect(html(page)).toHaveAttribute('data-connection', 'online')
  await expect(html(page)).toHaveAttribute('data-outbox-waiting', '0')
})

test('the plug goes back in by itself, whatever becomes of the page and of the app', async ({
  launch,
}) => {
  const balie = await launch({ env: DEMO })
  await opened(balie.page)
  await start(balie.page, 8)
  const code = await balie.page.locator('[data-drill]').getAttribute('data-code')
  await scan(balie.page, code ?? '')
  await expect(balie.page.locator('[data-drill-kept]')).toHaveText('1')
  await balie.kill('renderer')
  const { page } = balie
  await expect(html(page)).toHaveAttribute('data-connection', 'online', { timeout: 30_000 })
  await expect(page.locator('[data-drill-score]')).toContainText('1 van 5 groepen')

  await start(page, 600)
  await balie.restart()
  await opened(balie.page)
  await expect(html(balie.page)).toHaveAttribute('data-connection', 'online')
  await expect(balie.page.locator('[data-drill]')).toHaveCount(0)
})
