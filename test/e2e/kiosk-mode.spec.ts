import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import type { Bridge, RequestOf } from '../../src/shared/ipc/contract.ts'
import type { CallName } from '../../src/shared/ipc/names.ts'
import { opened } from './support/desk.ts'
import { askToLeave, kioskIn, kioskReady } from './support/kiosk.ts'
import { expect, test } from './support/test.ts'

const PIN = '2580'

/** Asks the main process as the page would. */
const ask = <Name extends CallName>(page: Page, name: Name, request: RequestOf<Name>) =>
  page.evaluate(
    ([call, given]) => {
      const { balie } = globalThis as unknown as { balie: Bridge }
      return (balie.calls[call] as (request: unknown) => Promise<{ error?: unknown }>)(given)
    },
    [name as CallName, request as unknown] as const,
  )

/** The way out, as a lead goes it: the venue's name held, tapped five times, and a PIN. */
async function leave(page: Page, pin: string): Promise<void> {
  await askToLeave(page)
  await typePin(page, pin)
}

async function typePin(page: Page, pin: string): Promise<void> {
  const pad = page.locator('[data-leave]')
  for (const digit of pin) await pad.getByRole('button', { name: digit, exact: true }).click()
  await pad.locator('[data-go]').click()
}

test('a desk becomes a kiosk, stays one over a restart, and a lead makes it a desk again', async ({
  launch,
}) => {
  const balie = await launch()
  await opened(balie.page)
  // Nobody could end it: it does not begin.
  expect(await ask(balie.page, 'kiosk:enter', undefined)).toMatchObject({
    error: { kind: 'invalid', fields: [{ code: 'no-lead' }] },
  })
  await ask(balie.page, 'staff:add', { name: 'Anna', initials: 'AB', role: 'lead', pin: PIN })

  await balie.replace(() => ask(balie.page, 'kiosk:enter', undefined))
  await kioskReady(balie.page)
  await expect(balie.page.locator('[data-day], [data-lock]')).toHaveCount(0)
  expect(balie.page.context().pages()).toHaveLength(1)
  expect(JSON.parse(readFileSync(join(balie.profile, 'settings.json'), 'utf8'))).toMatchObject({
    kiosk: true,
  })
  // Somebody at the kiosk is nobody at the desk.
  expect(await ask(balie.page, 'staff:unlock', { id: 'x', pin: PIN })).toMatchObject({
    error: { kind: 'forbidden' },
  })

  await balie.restart()
  await kioskReady(balie.page)

  await leave(balie.page, '0000')
  await expect(balie.page.locator('[data-leave] [data-error]')).toBeVisible()
  await expect(kioskIn(balie.page)).toHaveCount(1)
  await balie.replace(() => typePin(balie.page, PIN))
  // The desk, with nobody at it yet.
  await balie.page.locator('[data-lock]').waitFor()
  await expect(kioskIn(balie.page)).toHaveCount(0)
  await balie.restart()
  await balie.page.locator('[data-lock]').waitFor()
})

test('what IT started is left for this run only, and begins again with the next', async ({
  launch,
}) => {
  const balie = await launch()
  await opened(balie.page)
  await ask(balie.page, 'staff:add', { name: 'Anna', initials: 'AB', role: 'lead', pin: PIN })
  await balie.restart({ BALIE_KIOSK: '1' })
  await kioskReady(balie.page)
  await balie.replace(() => leave(balie.page, PIN))
  await balie.page.locator('[data-lock]').waitFor()
  await balie.restart({ BALIE_KIOSK: '1' })
  await kioskReady(balie.page)
})
