import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import type { Bridge } from '../../src/shared/ipc/contract.ts'
import { html, opened, pair, rowOf, visit } from './support/desk.ts'
import { scan } from './support/scanner.ts'
import { expect, test } from './support/test.ts'

const lock = (page: Page) => page.locator('[data-lock]')
const tile = (page: Page, name: string) => page.locator('[data-staff-id]', { hasText: name })

/** As fingers type, on the keyboard; what comes faster is a scanner. */
async function pin(page: Page, digits: string): Promise<void> {
  for (const digit of digits) await page.keyboard.press(digit, { delay: 70 })
  await expect(page.locator('[data-pin] i.on')).toHaveCount(digits.length)
  await page.keyboard.press('Enter')
}

async function typeMember(page: Page, name: string, digits: string): Promise<void> {
  const form = page.locator('form[data-form="staff-member"]')
  await form.locator('[name="name"]').fill(name)
  await form.locator('[name="pin"]').fill(digits)
  await form.locator('[name="again"]').fill(digits)
  await form.locator('button[type="submit"]').click()
  await form.waitFor({ state: 'detached' })
}

/** What main says to a call, by its own answer and not by what the page shows. */
const asked = (page: Page, name: keyof Bridge['calls'], request?: unknown) =>
  page.evaluate(
    async ([call, given]) => {
      const { balie } = globalThis as unknown as { balie: Bridge }
      const ask = balie.calls[call] as (request: unknown) => Promise<{ error?: { kind: string } }>
      return (await ask(given)).error?.kind ?? 'done'
    },
    [name, request] as const,
  )

const journal = (profile: string): string => {
  const root = join(profile, 'journal')
  return readdirSync(root, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.jsonl') || name.includes('journal'))
    .map((name) => {
      try {
        return readFileSync(join(root, name), 'utf8')
      } catch {
        return ''
      }
    })
    .join('\n')
}

test('staff say who they are: set up, locked, tried and unlocked, without a line and over restarts', async ({
  simulator,
  launch,
}) => {
  test.setTimeout(120_000)
  const [booking, second] = pair(simulator, 'definitief')
  const balie = await launch()
  let page = balie.page
  await opened(page)
  await expect(page.locator('[data-who]')).toHaveCount(0)

  await visit(page, '#/instellingen/medewerkers')
  await page.locator('[data-add-staff]').click()
  await typeMember(page, 'Mila Verhoeven', '2580')
  await expect(page.locator('[data-who]')).toContainText('Mila')
  await page.locator('[data-add-staff]').click()
  await typeMember(page, 'Joost de Wit', '1357')
  await expect(page.locator('.staff-list li')).toHaveCount(2)

  // Nothing of a guest is there while it is locked, and what was typed is there afterwards.
  await visit(page, '#/dag')
  await opened(page)
  await page.locator('[data-search]').fill('van')
  await page.keyboard.press('F9')
  await expect(lock(page)).toBeVisible()
  await expect(page.locator('[data-booking-id], .rail, .strip, [data-verdict]')).toHaveCount(0)
  await scan(page, `B:${booking.referentie}`)
  await expect(lock(page).locator('[data-error]')).toContainText('vergrendeld')
  expect(await asked(page, 'outbox:enqueue', promiseOf(booking))).toBe('locked')
  expect(await asked(page, 'booking:detail', { id: booking.id, embed: [] })).toBe('locked')
  expect(await asked(page, 'outbox:export')).toBe('locked')
  expect(await asked(page, 'settings:change', { lockMinutes: 0 })).toBe('locked')
  await pin(page, '2580')
  await expect(page.locator('[data-search]')).toHaveValue('van')
  await page.locator('[data-who]').click()

  // Wrong ones are counted over a restart, also when the app was killed.
  simulator.faults.closed = true
  await tile(page, 'Joost').click()
  for (const left of ['4', '3']) {
    await pin(page, '0000')
    await expect(lock(page).locator('[data-error]')).toContainText(left)
  }
  await balie.kill('main')
  page = (await balie.restart()).page
  await expect(lock(page)).toBeVisible()
  await expect(page.locator('[data-booking-id]')).toHaveCount(0)
  await tile(page, 'Joost').click()
  for (const left of ['2', '1']) {
    await pin(page, '0000')
    await expect(lock(page).locator('[data-error]')).toContainText(left)
  }
  await pin(page, '0000')
  await expect(page.locator('[data-lock-wait]')).toBeVisible()
  await expect(page.locator('[data-pin-ok]')).toBeDisabled()
  const joost = await tile(page, 'Joost').getAttribute('data-staff-id')
  expect(await asked(page, 'staff:unlock', { id: joost, pin: '1357' })).toBe('wrong-proof')

  // Somebody else's wait is not Mila's; without a line. She lets Joost in by a new PIN.
  await tile(page, 'Mila').click()
  await pin(page, '2580')
  await expect(lock(page)).toHaveCount(0)
  await visit(page, '#/instellingen/medewerkers')
  await page.locator('.staff-list li', { hasText: 'Joost' }).getByRole('button').first().click()
  await typeMember(page, 'Joost de Wit', '24680')
  await page.locator('[data-who]').click()
  await tile(page, 'Joost').click()
  await pin(page, '24680')
  await expect(page.locator('[data-who]')).toContainText('Joost')

  // A colleague is refused what is for leads, by the page's words and by main's.
  await expect(page.locator('[data-lead-only]')).toBeVisible()
  await expect(page.locator('[name="desk"]')).toBeDisabled()
  expect(await asked(page, 'settings:change', { desk: 'Kassa' })).toBe('lead-only')
  expect(await asked(page, 'settings:change', { sound: false })).toBe('done')
  expect(await asked(page, 'connection:forget')).toBe('lead-only')
  expect(
    await asked(page, 'staff:add', { name: 'X', initials: 'X', role: 'lead', pin: '9999' }),
  ).toBe('lead-only')

  // Who did it stands in the journal.
  await visit(page, `#/boekingen/${booking.id}`)
  await page.locator('aside [data-action="ongoing"]').click()
  await expect(rowOf(page, booking.id)).toHaveAttribute('data-sync', 'waiting')
  const [entry] = await page.evaluate(async () => {
    const got = await (globalThis as unknown as { balie: Bridge }).balie.calls['outbox:get']()
    return got.ok ? got.value.entries : []
  })
  expect(entry?.by).toEqual({ id: joost, initials: 'JW' })
  expect(journal(balie.profile)).toContain('"initials":"JW"')
  expect(await asked(page, 'outbox:drop', { id: entry?.id })).toBe('lead-only')

  // What waits goes out while nobody is there.
  await page.locator('[data-who]').click()
  await expect(lock(page)).toBeVisible()
  simulator.faults.closed = false
  await expect(html(page)).toHaveAttribute('data-outbox-waiting', '0', { timeout: 30_000 })
  expect(simulator.venue.changesOf(booking.id).map((change) => change.to)).toEqual(['gaande'])

  // A lead's forgotten PIN, by the key of Recras.
  await tile(page, 'Mila').click()
  await page.locator('[data-forgot]').click()
  const reset = page.locator('form[data-form="staff-reset"]')
  await reset.locator('[name="key"]').fill('not-the-key')
  await reset.locator('[name="pin"]').fill('98765432')
  await reset.locator('[name="again"]').fill('98765432')
  await reset.locator('button[type="submit"]').click()
  await expect(reset.locator('[data-error-for="key"]')).toContainText('4')
  await reset.locator('[name="key"]').fill(simulator.key)
  await reset.locator('button[type="submit"]').click()
  await expect(page.locator('[data-who]')).toContainText('Mila')
  expect(await asked(page, 'outbox:enqueue', promiseOf(second))).toBe('done')

  expect(balie.output).not.toMatch(/2580|24680|98765432/)
  for (const name of readdirSync(balie.profile).filter((one) => /\.json$|\.log$/.test(one)))
    expect(readFileSync(join(balie.profile, name), 'utf8')).not.toMatch(/"(2580|24680|98765432)"/)
})

const promiseOf = (booking: { id: number; referentie: string }) => ({
  bookingId: booking.id,
  referentie: booking.referentie,
  wanted: 'gaande',
  seen: { status: 'definitief', statusUpdatedAt: null },
})
