import AxeBuilder from '@axe-core/playwright'
import type { Page } from '@playwright/test'
import type { Bridge } from '../../src/shared/ipc/contract.ts'
import { cameraFile } from './support/camera.ts'
import { html, opened } from './support/desk.ts'
import { addGroup, askToLeave, kioskIn, kioskReady, profileWith } from './support/kiosk.ts'
import { scan } from './support/scanner.ts'
import { expect, test } from './support/test.ts'

const done = (page: Page): Promise<void> => page.locator('[data-done]').click()
const tap = async (page: Page, keys: string): Promise<void> => {
  for (const key of keys)
    await page.locator('.key', { hasText: new RegExp(`^\\s*${key}\\s*$`) }).click()
}
const SAID = ['Je hebt nog 2 pogingen.', 'Je hebt nog 1 poging.']
const heading = (page: Page) => page.locator('h1')

/** Everything that a page could keep of a guest, as text. */
const kept = (page: Page): Promise<string> =>
  page.evaluate(() =>
    [
      document.documentElement.outerHTML,
      document.title,
      location.href,
      JSON.stringify(history.state),
      JSON.stringify({ ...localStorage }),
      JSON.stringify({ ...sessionStorage }),
    ].join('\n'),
  )

test('by the reader: every answer, each gone without a trace', async ({ simulator, launch }) => {
  const at = { customerName: 'Scouting Sint Joris' }
  const welcome = addGroup(simulator, { ...at, personen: 48 })
  const already = addGroup(simulator, { ...at, status: 'gaande' })
  const early = addGroup(simulator, { ...at, start: 23 * 60 + 59 })
  const away = [
    addGroup(simulator, { ...at, onDay: 1 }),
    addGroup(simulator, { ...at, status: 'geannuleerd' }),
    addGroup(simulator, { ...at, status: 'optie' }),
    addGroup(simulator, { ...at, paid: 0.5 }),
  ]
  const { page } = await launch({ kiosk: true, profile: profileWith({ kioskEarlyMinutes: 0 }) })
  await kioskReady(page)
  const entries = await page.evaluate(() => history.length)

  await scan(page, `B:${welcome.referentie}`)
  await expect(kioskIn(page, 'welcome')).toBeVisible()
  await expect(page.locator('.kiosk-state')).toContainText('Scouting Sint Joris')
  await expect(page.locator('.kiosk-state')).toContainText('48 personen')
  await expect.poll(() => simulator.venue.booking(welcome.id)?.status).toBe('gaande')
  await done(page)
  await expect(kioskIn(page, 'idle')).toBeVisible()

  for (const booking of [welcome, already]) {
    await scan(page, `B:${booking.referentie}`)
    await expect(kioskIn(page, 'already')).toBeVisible()
    await done(page)
  }
  await scan(page, `B:${early.referentie}`)
  await expect(kioskIn(page, 'early')).toBeVisible()
  await expect(page.locator('.kiosk-figure')).toHaveText('23:59')
  await done(page)

  const sent = [...away.map((one) => `B:${one.referentie}`), 'B:999999-1', 'https://example.com/']
  for (const text of sent) {
    await scan(page, text)
    await expect(kioskIn(page, 'ask-staff')).toBeVisible()
    await expect(page.locator('.kiosk-state')).not.toContainText('Scouting')
    await done(page)
    await expect(kioskIn(page, 'idle')).toBeVisible()
  }
  expect(await kept(page)).not.toContain('Scouting')
  expect(await kept(page)).not.toContain(welcome.referentie)
  expect(await page.evaluate(() => history.length)).toBe(entries)
  for (const booking of [...away, early])
    expect(simulator.venue.booking(booking.id)?.status).toBe(booking.status)
})

test('by the camera: the picture runs behind every screen, and a code in it checks in', async ({
  simulator,
  launch,
}) => {
  const booking = addGroup(simulator)
  const camera = await cameraFile(`B:${booking.referentie}`)
  const { page } = await launch({ kiosk: true, camera })
  await expect(kioskIn(page, 'welcome')).toBeVisible({ timeout: 30_000 })
  await expect.poll(() => simulator.venue.booking(booking.id)?.status).toBe('gaande')
  await done(page)
  await expect(kioskIn(page, 'idle')).toBeVisible()
  await expect(page.locator('[data-camera="ok"]')).toBeAttached()

  // A camera that hangs is started anew, and nobody has to do anything.
  await page.evaluate(() => {
    const stream = document.querySelector('video')?.srcObject
    if (stream instanceof MediaStream) for (const track of stream.getTracks()) track.stop()
  })
  await expect(page.locator('[data-camera="frozen"]')).toBeAttached({ timeout: 20_000 })
  await expect(page.locator('[data-camera="ok"]')).toBeAttached({ timeout: 30_000 })
})

test('by the keypad: the question is the same for everybody, and so is a wrong answer', async ({
  simulator,
  launch,
}) => {
  const booking = addGroup(simulator)
  const klant = simulator.venue.customer(booking.klant_id)
  const { page } = await launch({ kiosk: true })
  await kioskReady(page)

  const words: string[] = []
  const times: number[] = []
  for (const reference of [booking.referentie, '999998-1']) {
    await tap(page, reference)
    await page.locator('[data-go]').click()
    await expect(heading(page)).toHaveText('Nog één vraag')
    await expect(page.locator('.kiosk-say')).toContainText('Je hebt nog 3 pogingen.')
    await tap(page, '9871')
    const from = Date.now()
    await page.locator('[data-go]').click()
    await expect(heading(page)).toHaveText('Dat klopt niet')
    times.push(Date.now() - from)
    words.push(await page.locator('.kiosk-say').innerText())
    await page.keyboard.press('Escape')
    await page.keyboard.press('Escape')
    await expect(heading(page)).not.toHaveText('Dat klopt niet')
  }
  expect(words[0]).toBe(words[1])
  expect(words[0]).toContain('Je hebt nog 2 pogingen.')
  for (const time of times) expect(time).toBeGreaterThan(1_400)

  await tap(page, booking.referentie)
  await page.locator('[data-go]').click()
  await page.locator('[data-other]').click()
  const name = klant?.contactpersonen[0]?.achternaam?.toLowerCase() ?? ''
  await tap(page, name.replace(/[^a-z]/g, ''))
  await page.locator('[data-go]').click()
  await expect(kioskIn(page, 'welcome')).toBeVisible()
  await expect.poll(() => simulator.venue.booking(booking.id)?.status).toBe('gaande')
  await done(page)

  // Three wrong ones, and nobody may go on guessing.
  await tap(page, '999997-1')
  await page.locator('[data-go]').click()
  await expect(heading(page)).toHaveText('Nog één vraag')
  for (let turn = 0; turn < 3; turn++) {
    await tap(page, '1111')
    await page.locator('[data-go]').click()
    if (turn < 2) await expect(heading(page)).toHaveText('Dat klopt niet')
    await expect(page.locator('.kiosk-say')).toContainText(SAID[turn] ?? '')
  }
  await expect(kioskIn(page, 'ask-staff')).toBeVisible()
})

test('without a line: checked in and kept for later; unknown and without any data to the desk', async ({
  simulator,
  launch,
}) => {
  const booking = addGroup(simulator)
  const balie = await launch({ kiosk: true, env: { BALIE_POLL_SECONDS: '5' } })
  const { page } = balie
  await kioskReady(page)
  await scan(page, 'B:999999-9')
  await expect(kioskIn(page, 'ask-staff')).toBeVisible()
  await done(page)
  simulator.faults.closed = true
  await expect(html(page)).toHaveAttribute('data-connection', 'offline', { timeout: 45_000 })
  await scan(page, `B:${booking.referentie}`)
  await expect(kioskIn(page, 'welcome')).toBeVisible()
  await expect(html(page)).toHaveAttribute('data-outbox-waiting', '1')
  await done(page)
  await scan(page, `B:${booking.referentie}`)
  await expect(kioskIn(page, 'already')).toBeVisible()
  await done(page)
  await balie.kill('main')
  await balie.restart()
  await expect(kioskIn(balie.page, 'idle')).toBeVisible()
  await expect(html(balie.page)).toHaveAttribute('data-outbox-waiting', '1')
  simulator.faults.closed = false
  await expect
    .poll(() => simulator.venue.booking(booking.id)?.status, { timeout: 45_000 })
    .toBe('gaande')
})

test('out of order without a line and without data, and back by itself', async ({
  simulator,
  launch,
}) => {
  simulator.faults.closed = true
  const { page } = await launch({ kiosk: true, env: { BALIE_POLL_SECONDS: '5' } })
  await expect(kioskIn(page, 'out-of-order')).toBeVisible({ timeout: 30_000 })
  await expect(page.locator('.kiosk-both')).toContainText('out of order')
  await expect(page.locator('.kiosk-both')).toContainText('außer Betrieb')
  simulator.faults.closed = false
  await expect(kioskIn(page, 'idle')).toBeVisible({ timeout: 60_000 })
})

test('three languages, each for one guest only; axe finds nothing in any of them', async ({
  simulator,
  launch,
}) => {
  const { page } = await launch({ kiosk: true, profile: profileWith({ kioskEarlyMinutes: 1440 }) })
  await kioskReady(page)
  const check = async (): Promise<void> => {
    const { violations } = await new AxeBuilder({ page })
      .setLegacyMode()
      .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag2aaa', 'best-practice'])
      // Targets and headings are judged by our own tests; there is one screen at a time.
      .disableRules(['region'])
      .analyze()
    expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)).toEqual([])
  }
  for (const [button, lang, title] of [
    ['Nederlands', 'nl', 'Welkom!'],
    ['English', 'en', 'Welcome!'],
    ['Deutsch', 'de', 'Willkommen!'],
  ] as const) {
    const booking = addGroup(simulator)
    await page.getByRole('button', { name: button }).click()
    await expect(html(page)).toHaveAttribute('lang', lang)
    await check()
    await tap(page, '67-1')
    await page.locator('[data-go]').click()
    await expect(page.locator('.kiosk-digits')).toBeVisible()
    await check()
    await scan(page, `B:${booking.referentie}`)
    await expect(heading(page)).toHaveText(title)
    await check()
    await scan(page, 'B:999999-1')
    await expect(kioskIn(page, 'ask-staff')).toBeVisible()
    await expect(html(page)).toHaveAttribute('lang', 'nl')
    await check()
    await done(page)
    await expect(html(page)).toHaveAttribute('lang', 'nl')
  }
})

test('nothing but the kiosk can be reached, by address or by what is loaded', async ({
  launch,
}) => {
  const { page } = await launch({ kiosk: true })
  await kioskReady(page)
  for (const hash of ['#/dag', '#/boekingen/75', '#/instellingen', '#/klanten', '#/scannen']) {
    await page.evaluate((to) => (location.hash = to), hash)
    await expect.poll(() => page.evaluate(() => location.hash)).toBe('#/kiosk')
    await expect(kioskIn(page, 'idle')).toBeVisible()
    await expect(page.locator('[data-day], [data-booking-id], [data-search]')).toHaveCount(0)
  }
  const loaded = await page.evaluate(() =>
    performance.getEntriesByType('resource').map(({ name }) => name),
  )
  expect(loaded.filter((name) => /App-|router-/.test(name))).toEqual([])
})

test('a desk becomes a kiosk in its settings, and a lead’s PIN makes it a desk again', async ({
  launch,
}) => {
  const balie = await launch()
  const { page } = balie
  await opened(page)
  await page.evaluate(() => (location.hash = '#/kiosk'))
  await expect(page.locator('[data-day]')).toBeVisible()
  await page.evaluate(() => (location.hash = '#/instellingen/zuil'))
  await expect(page.locator('.kiosk-card')).toContainText('Eerst moet er een leidinggevende')
  const lead = await page.evaluate(() =>
    (window as unknown as { balie: Bridge }).balie.calls['staff:add']({
      name: 'Anna Berg',
      initials: 'AB',
      role: 'lead',
      pin: '2468',
    }),
  )
  expect(lead.ok).toBe(true)
  await page.locator('[data-action="start-kiosk"]').click()
  await Promise.all([
    page.waitForEvent('close'),
    page.locator('[data-confirm="start-kiosk"]').click(),
  ])

  // A restart and a power cut lead back to the kiosk.
  await balie.restart()
  await expect(kioskIn(balie.page, 'idle')).toBeVisible()
  await balie.kill('main')
  await balie.restart()
  await expect(kioskIn(balie.page, 'idle')).toBeVisible()
  await askToLeave(balie.page)
  await tap(balie.page, '1111')
  await balie.page.locator('[data-go]').click()
  await expect(balie.page.locator('[data-error]')).toContainText('Die pincode klopt niet.')
  await tap(balie.page, '2468')
  await Promise.all([balie.page.waitForEvent('close'), balie.page.locator('[data-go]').click()])
  await balie.restart()
  await expect(balie.page.locator('[data-kiosk-state]')).toHaveCount(0)
})
