import { instantOf, wallTime } from '../../src/shared/domain/time.ts'
import { showTyped } from '../../src/shared/domain/typed-moment.ts'
import type { CostGroup, CostItem } from '../../src/simulator/venue/model.ts'
import { expect, test, type Simulator } from './support/test.ts'
import { html, opened, panelOf, rowOf, visit } from './support/desk.ts'
import { bodiesOf, changeBooking, errorOf, fieldOf, submitOf } from './support/forms.ts'

const BARBECUE = 16
const LATE = { timeout: 30_000 }

/** A booking of today with several activities. */
function programmed({ venue }: Simulator) {
  const { id, boekingsregels, kosten } = venue.add({
    start: 15 * 60,
    status: 'definitief',
    personen: 12,
    arrangement: 'climbAndBarbecue',
  })
  const [first, second, third] = boekingsregels
  if (!first || !second || !third) throw new Error('the arrangement has too few activities')
  return { id, total: kosten.calculated_totaalbedrag_inclusief_btw, first, second, third }
}

const totalOf = ({ venue }: Simulator, id: number): number =>
  venue.booking(id)?.kosten.calculated_totaalbedrag_inclusief_btw ?? 0

const money = (amount: number): string =>
  amount.toLocaleString('nl-NL', { minimumFractionDigits: 2, maximumFractionDigits: 2 })

const itemsOf = (rules: (CostItem | CostGroup)[]): CostItem[] =>
  rules.flatMap((rule) => (rule.type === 'item' ? [rule] : itemsOf(rule.regels)))

test('lines and costs together: changed, added, removed, a discount, a free item, one request', async ({
  simulator,
  launch,
}) => {
  const { id, total, first, second, third } = programmed(simulator)
  const { page } = await launch()
  await opened(page)
  const form = await changeBooking(page, id)
  await expect(form.locator('.edit-total')).toContainText(money(total))
  await expect(form.locator('.edit-total')).not.toHaveClass(/is-old/)

  const begin = (instantOf(first.begin) ?? 0) + 15 * 60_000
  const zone = simulator.venue.zone
  await fieldOf(form, 'boekingsregels.0.aantal').fill(String(first.aantal + 2))
  await fieldOf(form, 'boekingsregels.0.begin').fill(wallTime(begin, zone).slice(0, 16))
  await fieldOf(form, 'boekingsregels.0.eind').fill(
    wallTime(begin + 30 * 60_000, zone).slice(0, 16),
  )
  // The total is Recras', and of before.
  await expect(form.locator('.edit-total')).toHaveClass(/is-old/)
  await expect(form.locator('.edit-total')).toContainText(money(total))

  await form
    .locator('.edit-line')
    .filter({ has: page.locator('[name="boekingsregels.1.product_id"]') })
    .locator('[data-edit="remove-line"]')
    .click()
  await form.locator('[data-edit="add-line"]').click()
  const last = (simulator.venue.booking(id)?.boekingsregels.length ?? 0) - 1
  await fieldOf(form, `boekingsregels.${last}.product_id`).selectOption(String(BARBECUE))
  await fieldOf(form, `boekingsregels.${last}.locatie_id`).selectOption('9')
  await fieldOf(form, `boekingsregels.${last}.aantal`).fill('6')

  const group = form.locator('.rule.is-groep').first()
  await group.locator('[data-edit="discount"]').first().click()
  await group.locator('[name$=".kortingspercentage"]').first().fill('10')
  await group.locator('[name$=".kortingomschrijving"]').first().fill('Vaste klant')
  await form.locator('[data-edit="add-item"]').click()
  const free = form.locator('.rule.is-item').last()
  await free.locator('[name$=".naam"]').fill('Gebroken glas')
  await free.locator('[name$=".bedrag"]').fill('7,50')
  await submitOf(form).click()

  await expect(panelOf(page, id)).toBeVisible()
  const now = simulator.venue.booking(id)
  expect(now?.boekingsregels.map((line) => line.id)).not.toContain(second.id)
  expect(now?.boekingsregels.find((line) => line.id === first.id)).toMatchObject({
    aantal: first.aantal + 2,
    begin: wallTime(begin, zone),
  })
  expect(now?.boekingsregels.find((line) => line.id === third.id)).toEqual(third)
  expect(now?.boekingsregels.at(-1)).toMatchObject({
    product_id: BARBECUE,
    locatie_id: 9,
    aantal: 6,
  })
  const rules = now?.kosten.regels ?? []
  expect(rules.find((rule) => rule.type === 'groep')).toMatchObject({
    kortingspercentage: 10,
    kortingomschrijving: 'Vaste klant',
  })
  const items = itemsOf(rules)
  expect(items.find((item) => item.naam === 'Gebroken glas')).toMatchObject({ bedrag: 7.5 })
  for (const line of now?.boekingsregels ?? [])
    expect(items.some((item) => item.boekingsregel_id === line.id)).toBe(true)

  const [body, ...more] = bodiesOf(simulator, 'PUT', `/boekingen/${id}`)
  expect(more).toEqual([])
  expect(Object.keys(body ?? {}).sort()).toEqual(['boekingsregels', 'kosten'])
  expect(JSON.stringify(body)).not.toMatch(
    /minimum_aantal|herinnering_leverancier|calculated_|klant_id|"boeking_id"/,
  )
  // The new total is Recras' own.
  expect(totalOf(simulator, id)).not.toBe(total)
  await expect(panelOf(page, id).locator('.receipt .is-total')).toContainText(
    money(totalOf(simulator, id)),
  )
})

test('an end before its begin is refused at the field, before anything leaves', async ({
  simulator,
  launch,
}) => {
  const { id, first } = programmed(simulator)
  const { page } = await launch()
  await opened(page)
  const form = await changeBooking(page, id)
  const early = (instantOf(first.begin) ?? 0) - 60 * 60_000
  const eind = wallTime(early, simulator.venue.zone).slice(0, 16)
  await fieldOf(form, 'boekingsregels.0.eind').fill(eind)
  await submitOf(form).click()
  await expect(errorOf(form, 'boekingsregels.0.eind')).toBeVisible()
  await expect(fieldOf(form, 'boekingsregels.0.eind')).toHaveValue(showTyped(eind, 'nl'))
  await fieldOf(form, 'personen').fill('0')
  await submitOf(form).click()
  await expect(errorOf(form, 'personen')).toBeVisible()
  expect(bodiesOf(simulator, 'PUT', `/boekingen/${id}`)).toEqual([])
})

test('without a line: lines say so in advance, and what was typed survives a kill', async ({
  simulator,
  launch,
}) => {
  const { id, first } = programmed(simulator)
  const balie = await launch({ env: { BALIE_POLL_SECONDS: '2' } })
  await opened(balie.page)
  await fieldOf(await changeBooking(balie.page, id), 'boekingsregels.0.aantal').fill('77')
  simulator.faults.closed = true
  await expect(html(balie.page)).toHaveAttribute('data-connection', 'offline')
  await expect(fieldOf(balie.page, 'boekingsregels.0.aantal')).toBeDisabled()
  await expect(balie.page.locator('.notice.is-unknown')).toBeVisible()

  await visit(balie.page, '#/dag')
  await balie.kill('main')
  await balie.restart()
  await opened(balie.page)
  const form = await changeBooking(balie.page, id)
  await expect(fieldOf(form, 'boekingsregels.0.aantal')).toHaveValue('77')
  await expect(fieldOf(form, 'boekingsregels.0.aantal')).toBeDisabled()
  await submitOf(form).click()
  await expect(form.locator('[data-error]').first()).toBeVisible()

  simulator.faults.closed = false
  await expect(html(balie.page)).toHaveAttribute('data-connection', 'online', LATE)
  await submitOf(form).click()
  await expect(panelOf(balie.page, id)).toBeVisible()
  const line = simulator.venue.booking(id)?.boekingsregels.find((one) => one.id === first.id)
  expect(line?.aantal).toBe(77)
  expect(bodiesOf(simulator, 'PUT', `/boekingen/${id}`)).toHaveLength(1)
})

test('without a line plain fields are promised, shown as waiting, and sent alone', async ({
  simulator,
  launch,
}) => {
  const { id } = programmed(simulator)
  const { page } = await launch({ env: { BALIE_POLL_SECONDS: '2' } })
  await opened(page)
  // Looked at once, so that it is known here.
  await expect(rowOf(page, id)).toBeAttached()
  simulator.faults.closed = true
  await expect(html(page)).toHaveAttribute('data-connection', 'offline')
  const form = await changeBooking(page, id)
  await fieldOf(form, 'personen').fill('33')
  await fieldOf(form, 'bijzonderheden').fill('Komen met de bus')
  await submitOf(form).click()
  await expect(panelOf(page, id)).toHaveAttribute('data-sync', 'waiting')
  await expect(panelOf(page, id)).toContainText('33')
  await expect(rowOf(page, id)).toHaveAttribute('data-sync', 'waiting')
  // Changed once more: it begins with what waits, and stays one change.
  const again = await changeBooking(page, id)
  await expect(fieldOf(again, 'personen')).toHaveValue('33')
  await fieldOf(again, 'bijzonderheden').fill('Komen met de trein')
  await submitOf(again).click()
  await expect(panelOf(page, id)).toContainText('Komen met de trein')
  await expect(html(page)).toHaveAttribute('data-outbox-waiting', '1')

  simulator.faults.closed = false
  await expect(html(page)).toHaveAttribute('data-outbox-waiting', '0', LATE)
  await expect(rowOf(page, id)).toHaveAttribute('data-sync', 'done')
  expect(bodiesOf(simulator, 'PUT', `/boekingen/${id}`)).toEqual([
    { personen: 33, bijzonderheden: 'Komen met de trein' },
  ])
  expect(simulator.venue.booking(id)).toMatchObject({ personen: 33 })
})
