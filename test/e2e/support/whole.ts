import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import AxeBuilder from '@axe-core/playwright'
import { expect, type Page } from '@playwright/test'
import { ROOT } from '../../host/options.ts'

/** The key of a message begins with the folder that its messages stand in. */
const AREAS = ['common', ...readdirSync(join(ROOT, 'src/renderer/src/features'))]
const KEY = `\\b(?:${AREAS.join('|')})\\.[a-z][\\w-]*(?:\\.[\\w-]+)*`

/** A message that is missing is shown as its key: in the text, or in what is said instead of it. */
function keysOnScreen(key: string): string[] {
  const said = ['aria-label', 'placeholder', 'title', 'alt']
  const texts = [...document.querySelectorAll(said.map((name) => `[${name}]`).join(','))].flatMap(
    (element) => said.map((name) => element.getAttribute(name) ?? ''),
  )
  return [document.body.innerText, ...texts].flatMap(
    (text) => text.match(new RegExp(key, 'g')) ?? [],
  )
}

/** Nothing on screen that a reader of it would miss, in either theme. */
export async function isWhole(page: Page, route: string): Promise<void> {
  expect(await page.evaluate(keysOnScreen, KEY)).toEqual([])
  for (const theme of ['light', 'dark']) {
    await page.evaluate((value) => (document.documentElement.dataset['theme'] = value), theme)
    const axe = new AxeBuilder({ page }).setLegacyMode()
    // A theme changes colours and nothing else.
    if (theme === 'dark') axe.withRules(['color-contrast'])
    const { violations } = await axe.analyze()
    const bad = violations.filter((one) => one.impact === 'serious' || one.impact === 'critical')
    expect(
      bad.map(
        (one) =>
          `${route} ${theme} ${one.id}: ${one.nodes.map((node) => node.html.slice(0, 120)).join(' | ')}`,
      ),
    ).toEqual([])
  }
}
