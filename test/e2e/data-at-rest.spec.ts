import { cp, mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { expect, test, type Simulator } from './support/test.ts'
import { html, opened, panelOf, rowOf, todays, visit } from './support/desk.ts'
import { changeBooking, fieldOf } from './support/forms.ts'
import { scan } from './support/scanner.ts'

/** Nobody else is called so, and no file of a browser holds it by chance. */
const GUEST = {
  name: 'Familie Wendelspiegel',
  note: 'Wendelspiegel junior zit in een rolstoel',
  typed: 'Draaiorgelmans',
  phone: '06 57310284',
}

/** What is known of guests: names, phone numbers and mail addresses of everybody with a booking today. */
function guestsOf({ venue }: Simulator): string[] {
  const ids = new Set(venue.todays().map(({ klant_id }) => klant_id))
  const words = new Set<string>(Object.values(GUEST))
  for (const { id, displaynaam, contactpersonen } of venue.allCustomers()) {
    if (!ids.has(id)) continue
    for (const { achternaam, telefoon1, email1 } of contactpersonen)
      for (const word of [displaynaam, achternaam, telefoon1, email1])
        if (word && word.length > 7) words.add(word)
  }
  return [...words]
}

/** On the host the person's documents lie in the profile: the day sheets there name guests on purpose. */
const DOCUMENTS = 'documents'

/** Which of these words stand somewhere in the files of a folder, as UTF-8, UTF-16 or Latin-1. */
async function foundIn(folder: string, words: readonly string[]): Promise<string[]> {
  const found = new Set<string>()
  const spelt = words.map((word) => [word, [word, Buffer.from(word).toString('latin1')]] as const)
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name)
    if (!entry.isFile() || path.startsWith(join(folder, DOCUMENTS))) continue
    // A file may go while the app runs.
    const bytes = await readFile(path).catch(() => Buffer.alloc(0))
    const text = bytes.toString('latin1')
    // Without its zeros UTF-16 reads like Latin-1.
    const wide = text.includes('\0') ? text.replaceAll('\0', '') : ''
    for (const [word, spellings] of spelt)
      for (const spelling of spellings)
        if (text.includes(spelling) || wide.includes(spelling))
          found.add(`${word} in ${path.slice(folder.length)}`)
  }
  return [...found]
}

const databases = (page: Page): Promise<(string | undefined)[]> =>
  page.evaluate(async () => (await indexedDB.databases()).map(({ name }) => name))

/** Sets the desk up by hand, as what is managed cannot be forgotten. */
async function setUp(page: Page, { url, key }: Simulator): Promise<void> {
  await page.locator('input[name="url"]').fill(url)
  await page.locator('input[name="key"]').fill(key)
  await page.locator('button[type="submit"]').click()
  await opened(page)
}

const forget = (page: Page) =>
  page.evaluate(() =>
    (
      window as unknown as {
        balie: { calls: Record<string, () => Promise<{ ok: boolean; error?: { kind: string } }>> }
      }
    ).balie.calls['connection:forget']?.(),
  )

test('no file of the profile says who the guests are, in use or after forgetting; forgetting leaves nothing', async ({
  simulator,
  launch,
}) => {
  const guest = simulator.venue.add({
    onDay: 0,
    status: 'definitief',
    customerName: GUEST.name,
    bijzonderheden: GUEST.note,
  })
  const [other] = todays(simulator, 'definitief')
  const words = guestsOf(simulator)
  expect(words.length).toBeGreaterThan(30)
  const balie = await launch({ env: { BALIE_RECRAS_URL: '', BALIE_API_KEY: '' } })
  const { page, profile } = balie
  await setUp(page, simulator)

  await visit(page, `#/boekingen/${guest.id}`)
  await expect(panelOf(page, guest.id)).toContainText(GUEST.name)
  await expect(panelOf(page, guest.id)).toContainText(GUEST.note)
  await visit(page, `#/klanten/${other.klant_id}`)
  const person = simulator.venue.customer(other.klant_id)?.contactpersonen[0]
  await expect(page.locator('main')).toContainText(person?.achternaam ?? '?')
  // A form that is not saved.
  await visit(page, '#/klanten/nieuw')
  const draft = page.locator('form[data-form="customer-create"]')
  await fieldOf(draft, 'naam').fill(GUEST.typed)
  await fieldOf(draft, 'contactpersonen.0.telefoon1').fill(GUEST.phone)
  await expect.poll(() => readdir(join(profile, 'drafts')).catch(() => [])).not.toEqual([])
  // A move, a change and a code that wait.
  simulator.faults.closed = true
  await expect(html(page)).toHaveAttribute('data-connection', 'offline')
  await visit(page, '#/dag')
  await rowOf(page, other.id).locator('[data-action="ongoing"]').click()
  const form = await changeBooking(page, guest.id)
  await fieldOf(form, 'bijzonderheden').fill(`${GUEST.note}, ${GUEST.typed}`)
  await form.locator('button[type="submit"]').click()
  await visit(page, '#/dag')
  await scan(page, 'B:987654-1')
  await expect(html(page)).toHaveAttribute('data-outbox-waiting', '3')

  expect(await foundIn(profile, words)).toEqual([])
  // What is in clear is found: the same look would have found a guest.
  expect(await foundIn(profile, [guest.referentie])).not.toEqual([])

  expect(await forget(page)).toMatchObject({ ok: false, error: { kind: 'not-now' } })
  await visit(page, '#/instellingen')
  await expect(page.locator('[aria-describedby="why-not-forget"]')).toBeDisabled()

  simulator.faults.closed = false
  await expect(html(page)).toHaveAttribute('data-outbox-waiting', '0', { timeout: 30_000 })
  await visit(page, '#/aandacht')
  await page.locator('[data-parked] .btn-icon').click()
  await expect(html(page)).toHaveAttribute('data-outbox-attention', '0')
  await visit(page, '#/instellingen')
  await page.getByRole('button', { name: 'Vergeten', exact: true }).click()
  await page.getByRole('alertdialog').locator('.btn-danger').click()
  await expect(page.locator('input[name="url"]')).toBeVisible()
  await expect.poll(() => databases(page)).toEqual([])
  for (const folder of ['journal', 'drafts', 'daglog'])
    expect(await readdir(join(profile, folder)).catch(() => [])).toEqual([])
  expect(await readdir(profile)).not.toContain('vault.json')
  expect(await readdir(profile)).not.toContain('venue.json')
  expect(await foundIn(profile, words)).toEqual([])
  await balie.quit()
  expect(await foundIn(profile, words)).toEqual([])
})

test('a profile that was copied to another machine shows no guest; at home all are there', async ({
  simulator,
  launch,
}) => {
  const balie = await launch()
  await opened(balie.page)
  const [booking] = todays(simulator, 'definitief')
  await expect(rowOf(balie.page, booking.id)).toBeAttached()
  await balie.quit()
  const elsewhere = await mkdtemp(join(tmpdir(), 'balie-copied-'))
  try {
    await cp(balie.profile, elsewhere, { recursive: true })
    simulator.faults.closed = true

    const copied = await launch({ profile: elsewhere })
    await copied.page.locator('html[data-ready="true"]').waitFor()
    await expect(copied.page.locator('[data-day]')).toBeVisible()
    await expect(copied.page.locator('li[data-booking-id]')).toHaveCount(0)
    await visit(copied.page, `#/boekingen/${booking.id}`)
    await expect(panelOf(copied.page, booking.id)).toHaveCount(0)
    await visit(copied.page, '#/instellingen')
    await expect(copied.page.locator('[data-session-only]')).toBeVisible()
    await copied.quit()
  } finally {
    await rm(elsewhere, { recursive: true, force: true })
  }

  await balie.restart()
  await expect(rowOf(balie.page, booking.id)).toBeAttached()
  await visit(balie.page, '#/instellingen')
  await expect(balie.page.locator('[data-keystore]')).toBeVisible()
  await expect(balie.page.locator('[data-session-only]')).toHaveCount(0)
})

test('without a keystore the cache lives as long as the app, and the settings say so', async ({
  simulator,
  launch,
}) => {
  const balie = await launch({ env: { BALIE_HOST_KEYSTORE: 'memory' } })
  await opened(balie.page)
  await visit(balie.page, '#/instellingen')
  await expect(balie.page.locator('[data-session-only]')).toBeVisible()
  await visit(balie.page, '#/dag')
  // The page comes back to its cache; the app does not.
  await balie.kill('renderer')
  simulator.faults.closed = true
  await opened(balie.page)
  await balie.restart()
  await balie.page.locator('html[data-ready="true"]').waitFor()
  await expect(balie.page.locator('[data-day]')).toBeVisible()
  await expect(balie.page.locator('li[data-booking-id]')).toHaveCount(0)
})
