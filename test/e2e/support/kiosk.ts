import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Locator, Page } from '@playwright/test'
import { dayOf, startOfDay } from '../../../src/shared/domain/time.ts'
import { DEFAULT_SETTINGS, type Settings } from '../../../src/shared/settings.ts'
import type { Simulator } from './test.ts'

const ZONE = 'Europe/Amsterdam'

/** A profile with settings, removed when the tests end. */
export function profileWith(settings: Partial<Settings>): string {
  const folder = mkdtempSync(join(tmpdir(), 'balie-kiosk-'))
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }))
  const profile = join(folder, 'profile')
  mkdirSync(profile)
  writeFileSync(
    join(profile, 'settings.json'),
    JSON.stringify({ ...DEFAULT_SETTINGS, ...settings }),
  )
  return profile
}

/** The kiosk in a state, or in whichever. */
export const kioskIn = (page: Page, state?: string): Locator =>
  page.locator(state ? `[data-kiosk-state="${state}"]` : '[data-kiosk-state]')

/** Minutes of the venue's day by now. */
export function minutesNow(now = Date.now()): number {
  return Math.floor((now - startOfDay(dayOf(now, ZONE), ZONE)) / 60_000)
}

type NewBooking = NonNullable<Parameters<Simulator['venue']['add']>[0]>

/** A firm booking of today that began a moment ago. */
export const addGroup = ({ venue }: Simulator, more: NewBooking = {}) =>
  venue.add({ start: Math.max(0, minutesNow() - 5), customerName: 'Scouting Sint Joris', ...more })

/** The hidden gesture: the venue's name held for five seconds, which is the gesture and no hope, and five taps. */
export async function askToLeave(page: Page): Promise<void> {
  const name = page.locator('[data-brand]')
  await name.hover()
  await page.mouse.down()
  await page.waitForTimeout(5_200)
  await page.mouse.up()
  for (let taps = 0; taps < 5; taps++) await name.click()
}

/** Waits until the kiosk is there and has read today. */
export async function kioskReady(page: Page): Promise<void> {
  await page.locator('html[data-ready="true"][data-connection="online"]').waitFor()
  await kioskIn(page, 'idle').waitFor()
}
