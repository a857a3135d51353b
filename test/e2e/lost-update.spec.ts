import { expect, test } from './support/test.ts'
import { html, opened, panelOf, todays } from './support/desk.ts'
import { bodiesOf, changeBooking, fieldOf, submitOf } from './support/forms.ts'

test('another desk changed another field: both stay, and it is said what came in', async ({
  simulator,
  launch,
}) => {
  const [booking] = todays(simulator, 'definitief')
  const { page } = await launch()
  await opened(page)
  const form = await changeBooking(page, booking.id)
  await fieldOf(form, 'personen').fill('41')
  simulator.venue.update(booking.id, { bijzonderheden: 'Van de andere balie' })
  await submitOf(form).click()
  await expect(panelOf(page, booking.id)).toHaveAttribute('data-sync', 'done')
  await expect(panelOf(page, booking.id).locator('[data-came-in]')).toContainText('Bijzonderheden')
  expect(simulator.venue.booking(booking.id)).toMatchObject({
    personen: 41,
    bijzonderheden: 'Van de andere balie',
  })
  expect(bodiesOf(simulator, 'PUT', `/boekingen/${booking.id}`)).toEqual([{ personen: 41 }])
})

for (const side of ['mine', 'theirs'] as const) {
  test(`another desk changed the same fields: ${side} is chosen, and stays`, async ({
    simulator,
    launch,
  }) => {
    const [booking] = todays(simulator, 'definitief')
    const { page } = await launch()
    await opened(page)
    const form = await changeBooking(page, booking.id)
    await fieldOf(form, 'personen').fill('41')
    simulator.venue.update(booking.id, { personen: 50, bijzonderheden: 'Van de andere balie' })
    await submitOf(form).click()
    const conflict = form.locator('[data-conflict]')
    await expect(conflict).toHaveCount(1)
    await expect(conflict.locator('[data-side="mine"]')).toContainText('41')
    await expect(conflict.locator('[data-side="theirs"]')).toContainText('50')
    expect(bodiesOf(simulator, 'PUT', `/boekingen/${booking.id}`)).toEqual([])

    await conflict.locator(`[data-side="${side}"]`).click()
    await submitOf(form).click()
    await expect(panelOf(page, booking.id)).toHaveAttribute('data-sync', 'done')
    expect(simulator.venue.booking(booking.id)).toMatchObject({
      personen: side === 'mine' ? 41 : 50,
      bijzonderheden: 'Van de andere balie',
    })
    await expect(html(page)).toHaveAttribute('data-outbox-attention', '0')
  })

  test(`another desk changed the same line: ${side} is chosen, the rest of both stays`, async ({
    simulator,
    launch,
  }) => {
    const booking = todays(simulator, 'definitief').find((one) => one.boekingsregels.length > 1)
    const [first, second, ...more] = booking?.boekingsregels ?? []
    if (!booking || !first || !second) throw new Error('no booking of today has two activities')
    const { id } = booking
    const { page } = await launch()
    await opened(page)
    const form = await changeBooking(page, id)
    await fieldOf(form, 'boekingsregels.0.aantal').fill('41')
    const theirs = [
      { ...first, aantal: 50 },
      { ...second, opmerking: 'Van de andere balie' },
      ...more,
    ]
    simulator.venue.update(id, { boekingsregels: theirs })
    await submitOf(form).click()
    const conflict = form.locator('[data-conflict]')
    await expect(conflict).toHaveCount(1)
    await expect(form.locator('[data-came-in]')).toBeVisible()
    await expect(conflict.locator('[data-side="theirs"]')).toContainText('50')
    await conflict.locator(`[data-side="${side}"]`).click()
    await submitOf(form).click()

    await expect(panelOf(page, id)).toBeVisible()
    const [now, other] = simulator.venue.booking(id)?.boekingsregels ?? []
    expect(now?.aantal).toBe(side === 'mine' ? 41 : 50)
    expect(other?.opmerking).toBe('Van de andere balie')
    expect(bodiesOf(simulator, 'PUT', `/boekingen/${id}`).length).toBeLessThanOrEqual(1)
  })
}
