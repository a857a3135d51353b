import { expect, test } from './support/test.ts'
import { html, opened, rowOf, visit } from './support/desk.ts'
import {
  beginOf,
  bodiesOf,
  bookingForm,
  bookingsOf,
  submitOf,
  comingQuarter,
  customersOf,
  errorOf,
  fieldOf,
  fillIn,
  firstArrangement,
  Hand,
  nameOf,
  newBooking,
  SANNE,
} from './support/forms.ts'

test('a walk-in group is booked in a few taps: one customer, one booking, on the day', async ({
  simulator,
  launch,
}) => {
  const { page } = await launch()
  await opened(page)
  const hand = new Hand(page)
  const earliest = comingQuarter()
  await hand.tap(page.locator('[data-new-booking]').first())
  const form = bookingForm(page)
  await expect(form.locator('[data-customer-search]')).toBeFocused()
  await fillIn(page, SANNE, hand)
  const arrangement = await firstArrangement(page, hand)
  await hand.tap(submitOf(form))

  const panel = page.locator('aside[data-booking-id][data-referentie]')
  await expect(panel).toBeVisible()
  const [booking] = bookingsOf(simulator, SANNE)
  await expect(panel).toHaveAttribute('data-booking-id', String(booking?.id))
  await expect(panel).toHaveAttribute('data-sync', 'done')
  await expect(rowOf(page, booking?.id ?? 0)).toHaveAttribute('data-status', 'definitief')
  // Opening, Enter after the name, two digits, the arrangement, "Boeken".
  expect(hand.touches).toBeLessThanOrEqual(6)

  expect(customersOf(simulator, SANNE)).toHaveLength(1)
  expect(customersOf(simulator, SANNE)[0]?.contactpersonen).toMatchObject([
    { voornaam: 'Sanne', achternaam: 'Zonneveld', telefoon1: '06 12345678', hoofdcontact: true },
  ])
  expect(bookingsOf(simulator, SANNE)).toHaveLength(1)
  expect(booking).toMatchObject({ personen: 12, status: 'definitief', arrangement })
  expect(booking?.boekingsregels.length).toBeGreaterThan(0)
  expect([earliest, comingQuarter()]).toContain(booking && beginOf(booking))
  expect(bodiesOf(simulator, 'POST', '/klanten')).toHaveLength(1)
  expect(bodiesOf(simulator, 'POST', '/boekingen')).toHaveLength(1)
  await expect(html(page)).toHaveAttribute('data-outbox-waiting', '0')
})

test('a known customer is chosen, and the group is checked in at once', async ({
  simulator,
  launch,
}) => {
  const known = simulator.venue
    .allCustomers()
    .find(({ contactpersonen: [main] }) => (main?.telefoon1?.length ?? 0) > 8)
  const { page } = await launch()
  await opened(page)
  const form = await newBooking(page)
  await form.locator('[data-customer-search]').fill(known?.displaynaam ?? '')
  await form.locator(`[data-customer-id="${known?.id}"]`).click()
  await expect(fieldOf(form, 'klant_id')).toHaveValue(String(known?.id))
  // The people come next: typed straight away.
  await page.keyboard.type('4')
  const before = simulator.venue.all().length
  await form.locator('[data-check-in]').click()

  const panel = page.locator('aside[data-booking-id][data-status="gaande"]')
  await expect(panel).toBeVisible()
  expect(simulator.venue.all()).toHaveLength(before + 1)
  expect(bodiesOf(simulator, 'POST', '/klanten')).toEqual([])
  expect(bodiesOf(simulator, 'POST', '/boekingen')).toMatchObject([
    { klant_id: known?.id, personen: 4, status: 'gaande' },
  ])
})

test('what is missing is said at its field, and what Recras refuses too; nothing is typed twice', async ({
  simulator,
  launch,
}) => {
  const { page } = await launch()
  await opened(page)
  const form = await newBooking(page)
  await submitOf(form).click()
  await expect(errorOf(form, 'klant_id')).toBeVisible()
  await expect(errorOf(form, 'personen')).toBeVisible()
  expect(bodiesOf(simulator, 'POST', '/klanten')).toEqual([])

  await fillIn(page, SANNE)
  await expect(errorOf(form, 'klant_id')).toHaveCount(0)
  await expect(errorOf(form, 'personen')).toHaveCount(0)
  await fieldOf(form, 'bijzonderheden').fill('Twee vegetariërs')
  await form.locator('[data-arrangements]').getByRole('radio').last().click()
  await form.getByRole('radio', { name: 'Boekproces' }).click()
  await fieldOf(form, 'book_process_id').fill('999')
  await submitOf(form).click()

  // Recras knows no such process. The customer is there by now, and stays the one.
  await expect(errorOf(page, 'book_process_id')).toBeVisible()
  await expect(fieldOf(form, 'book_process_id')).toHaveValue('999')
  await expect(fieldOf(form, 'personen')).toHaveValue('12')
  await expect(fieldOf(form, 'bijzonderheden')).toHaveValue('Twee vegetariërs')
  await expect(form.locator('[data-sum]')).toContainText(nameOf(SANNE))
  expect(bookingsOf(simulator, SANNE)).toEqual([])

  await fieldOf(form, 'book_process_id').fill('1')
  await expect(errorOf(page, 'book_process_id')).toHaveCount(0)
  await submitOf(form).click()
  await expect(page.locator('aside[data-booking-id][data-sync="done"]')).toBeVisible()
  expect(customersOf(simulator, SANNE)).toHaveLength(1)
  expect(bookingsOf(simulator, SANNE)).toMatchObject([
    { personen: 12, bijzonderheden: 'Twee vegetariërs', arrangement_id: 5 },
  ])
})

test('without the right to book it says so, keeps all, and books once the right is there', async ({
  simulator,
  launch,
}) => {
  simulator.switches.permissions.createBoeking = false
  const { page } = await launch()
  await opened(page)
  const form = await newBooking(page)
  await fillIn(page, SANNE)
  await submitOf(form).click()

  await expect(form.locator('[data-error]').first()).toContainText('createBoeking')
  await expect(fieldOf(form, 'personen')).toHaveValue('12')
  await expect(html(page)).toHaveAttribute('data-outbox-attention', '1')
  await visit(page, '#/aandacht')
  const card = page.locator('[data-record="booking-create"][data-sync="attention"]')
  await expect(card).toContainText('createBoeking')

  simulator.switches.permissions.createBoeking = true
  await card.locator('[data-change]').click()
  await expect(fieldOf(form, 'personen')).toHaveValue('12')
  await submitOf(form).click()
  await expect(page.locator('aside[data-booking-id][data-sync="done"]')).toBeVisible()
  await expect(html(page)).toHaveAttribute('data-outbox-attention', '0')
  expect(customersOf(simulator, SANNE)).toHaveLength(1)
  expect(bookingsOf(simulator, SANNE)).toHaveLength(1)
})

test('a half filled form survives going away, a page that crashes and a kill of main', async ({
  simulator,
  launch,
}) => {
  const balie = await launch()
  await opened(balie.page)
  await newBooking(balie.page)
  await fillIn(balie.page, SANNE)
  await fieldOf(bookingForm(balie.page), 'bijzonderheden').fill('Eén rolstoel')

  const isThere = async (): Promise<void> => {
    const form = await newBooking(balie.page)
    await expect(fieldOf(form, 'contactpersonen.0.achternaam')).toHaveValue('Zonneveld')
    await expect(fieldOf(form, 'personen')).toHaveValue('12')
    await expect(fieldOf(form, 'bijzonderheden')).toHaveValue('Eén rolstoel')
    await expect(form.locator('[data-resumed]')).toBeVisible()
  }
  await visit(balie.page, '#/dag')
  await expect(bookingForm(balie.page)).toHaveCount(0)
  await isThere()
  // The page that takes its place opens where the old one was.
  await balie.kill('renderer')
  await html(balie.page).and(balie.page.locator('[data-ready="true"]')).waitFor()
  await isThere()
  await balie.kill('main')
  await balie.restart()
  await opened(balie.page)
  await isThere()
  await submitOf(bookingForm(balie.page)).click()
  await expect(balie.page.locator('aside[data-booking-id][data-sync="done"]')).toBeVisible()
  expect(bookingsOf(simulator, SANNE)).toHaveLength(1)

  // Booked is booked: the next one begins empty.
  const form = await newBooking(balie.page)
  await expect(fieldOf(form, 'personen')).toHaveValue('')
})
