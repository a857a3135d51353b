import { expect, test, type Simulator } from './support/test.ts'
import { html, opened, visit } from './support/desk.ts'
import {
  bodiesOf,
  bookingsOf,
  submitOf,
  customersOf,
  fillIn,
  firstArrangement,
  nameOf,
  newBooking,
  SANNE,
  type WalkIn,
} from './support/forms.ts'
import type { Balie } from './support/launch.ts'

const SURE: WalkIn = { ...SANNE, email1: 'sanne@zonneveld.example' }
/** What is not there at once is looked for again some seconds later. */
const LATE = { timeout: 30_000 }

async function book({ page }: Balie, who: WalkIn): Promise<void> {
  const form = await newBooking(page)
  await fillIn(page, who)
  await firstArrangement(page)
  await submitOf(form).click()
}

/** Everything arrived, and each thing once. */
async function arrivedOnce({ page }: Balie, simulator: Simulator): Promise<void> {
  await expect(html(page)).toHaveAttribute('data-outbox-waiting', '0', LATE)
  await expect(html(page)).toHaveAttribute('data-outbox-attention', '0')
  expect(customersOf(simulator, SURE)).toHaveLength(1)
  expect(bookingsOf(simulator, SURE)).toHaveLength(1)
}

for (const [path, waiting] of [
  ['/klanten', '2'],
  ['/boekingen', '1'],
] as const) {
  test(`the answer to POST ${path} is lost after Recras acted: found, not made again`, async ({
    simulator,
    launch,
  }) => {
    const balie = await launch()
    await opened(balie.page)
    simulator.faults.set({ loseAnswerAfterChange: 1, only: { method: 'POST', path } })
    await book(balie, SURE)
    await expect.poll(() => simulator.faults.loseAnswerAfterChange).toBe(0)
    await expect(balie.page.locator('aside[data-referentie][data-sync="done"]')).toBeVisible(LATE)
    await arrivedOnce(balie, simulator)
    expect(bodiesOf(simulator, 'POST', path)).toHaveLength(1)
  })

  test(`POST ${path} is lost before Recras acted: looked for, and sent again`, async ({
    simulator,
    launch,
  }) => {
    const balie = await launch()
    await opened(balie.page)
    simulator.faults.set({ loseRequestBeforeChange: 1, only: { method: 'POST', path } })
    await book(balie, SURE)
    await expect.poll(() => simulator.faults.loseRequestBeforeChange).toBe(0)
    await expect(balie.page.locator('aside[data-referentie][data-sync="done"]')).toBeVisible(LATE)
    await arrivedOnce(balie, simulator)
    expect(bodiesOf(simulator, 'POST', path)).toHaveLength(2)
  })

  test(`main is killed while POST ${path} is on its way: each is made once`, async ({
    simulator,
    launch,
  }) => {
    const balie = await launch()
    await opened(balie.page)
    simulator.faults.set({ latencyMs: 700, only: { method: 'POST', path } })
    await book(balie, SURE)
    await expect.poll(() => bodiesOf(simulator, 'POST', path).length).toBe(1)
    // What is not promised yet is a draft, and no subject here.
    await expect(html(balie.page)).toHaveAttribute('data-outbox-waiting', waiting)
    await balie.kill('main')
    simulator.faults.clear()
    await balie.restart()
    await opened(balie.page)
    await arrivedOnce(balie, simulator)
  })
}

test('nobody can tell which booking it became: a person chooses one', async ({
  simulator,
  launch,
}) => {
  const balie = await launch()
  await doubtful(balie, simulator)
  const card = balie.page.locator('[data-record="booking-create"][data-reason="doubtful"]')
  const [booking] = bookingsOf(simulator, SURE)
  await expect(card.locator('[data-adopt]')).toHaveCount(2)
  await card.locator(`[data-adopt="${booking?.id}"]`).click()
  await expect(html(balie.page)).toHaveAttribute('data-outbox-attention', '0')
  expect(bodiesOf(simulator, 'POST', '/boekingen')).toHaveLength(1)
})

test('none of what was found is it: the booking is sent again, once', async ({
  simulator,
  launch,
}) => {
  const balie = await launch()
  await doubtful(balie, simulator)
  const card = balie.page.locator('[data-record="booking-create"][data-reason="doubtful"]')
  await card.locator('[data-again]').click()
  await expect(html(balie.page)).toHaveAttribute('data-outbox-attention', '0')
  await expect(html(balie.page)).toHaveAttribute('data-outbox-waiting', '0', LATE)
  expect(bodiesOf(simulator, 'POST', '/boekingen')).toHaveLength(2)
  expect(bookingsOf(simulator, SURE)).toHaveLength(3)
})

test('a name alone is nobody: whether that is the customer, a person says', async ({
  simulator,
  launch,
}) => {
  const balie = await launch()
  await opened(balie.page)
  const path = '/klanten'
  simulator.faults.set({ loseAnswerAfterChange: 1, only: { method: 'POST', path } })
  await book(balie, { ...SURE, telefoon1: '', email1: '' })
  await expect(html(balie.page)).toHaveAttribute('data-outbox-attention', '1', LATE)
  await visit(balie.page, '#/aandacht')
  const card = balie.page.locator('[data-record="customer-create"][data-reason="doubtful"]')
  const [customer] = customersOf(simulator, SURE)
  await card.locator(`[data-adopt="${customer?.id}"]`).click()
  // The booking waited for him, and goes out now.
  await arrivedOnce(balie, simulator)
  expect(bodiesOf(simulator, 'POST', path)).toHaveLength(1)
  expect(bookingsOf(simulator, SURE)).toMatchObject([{ klant_id: customer?.id }])
})

/** A booking whose answer was lost while a colleague booked the very same: Aandacht asks. */
async function doubtful(balie: Balie, simulator: Simulator): Promise<void> {
  const { page } = balie
  await opened(page)
  simulator.faults.set({ loseAnswerAfterChange: 1, only: { method: 'POST', path: '/boekingen' } })
  await book(balie, SURE)
  // The line is gone with the answer, before the app can look; meanwhile a colleague books the same.
  await new Promise<void>((resolve) => {
    const watching = setInterval(() => {
      if (simulator.faults.loseAnswerAfterChange > 0) return
      clearInterval(watching)
      simulator.faults.closed = true
      resolve()
    }, 1)
  })
  const [mine] = bookingsOf(simulator, SURE)
  if (!mine) throw new Error('the booking was not made')
  simulator.venue.addBooking(mine.klant_id, (id, visit) => ({
    ...mine,
    id,
    referentie: `${mine.klant_id}-${visit}`,
  }))
  simulator.faults.clear()
  await expect(html(page)).toHaveAttribute('data-outbox-attention', '1', LATE)
  await visit(page, '#/aandacht')
  const card = page.locator('[data-record="booking-create"]')
  await expect(card).toContainText(nameOf(SURE))
}
