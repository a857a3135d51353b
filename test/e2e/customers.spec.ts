import type { Locator, Page } from '@playwright/test'
import { expect, test } from './support/test.ts'
import { html, opened, visit } from './support/desk.ts'
import { bodiesOf, errorOf, fieldOf } from './support/forms.ts'

const LATE = { timeout: 30_000 }

const saveOf = (form: Locator): Locator => form.locator('[data-save]')

/** Opens the form of a new customer. */
async function newCustomer(page: Page): Promise<Locator> {
  await visit(page, '#/klanten/nieuw')
  const form = page.locator('form[data-form="customer-create"]')
  await form.waitFor()
  return form
}

/** Opens the form that changes a customer, with his contact people. */
async function change(page: Page, id: number): Promise<Locator> {
  await visit(page, `#/klanten/${id}/wijzigen`)
  const form = page.locator('form[data-form="customer-edit"]')
  await fieldOf(form, 'contactpersonen.0.achternaam').waitFor()
  return form
}

async function addExtra(form: Locator, index: number, name: string, type: string): Promise<void> {
  await form.locator('[data-add-extra]').click()
  await fieldOf(form, `extra_fields.${index}.name`).fill(name)
  await fieldOf(form, `extra_fields.${index}.type`).selectOption(type)
}

test('a customer with every field, two contacts, and extra fields of all five types', async ({
  simulator,
  launch,
}) => {
  const { page } = await launch()
  await opened(page)
  const form = await newCustomer(page)
  for (const [name, value] of Object.entries({
    naam: 'Hockeyclub De Zwaan',
    adres: 'Sportlaan 8',
    postcode: '7009 AA',
    plaats: 'Doetinchem',
    soort_klant: 'Vereniging',
    afdeling: 'Jeugd',
    website: 'https://dezwaan.example',
    factuur_adressering: 'T.a.v. de penningmeester',
    'contactpersonen.0.voornaam': 'Femke',
    'contactpersonen.0.achternaam': 'Zwart',
    'contactpersonen.0.telefoon1': '0314 123456',
    'contactpersonen.0.email1': 'femke@dezwaan.example',
  }))
    await fieldOf(form, name).fill(value)
  await fieldOf(form, 'provinciecode').selectOption('NL-GE')
  await fieldOf(form, 'bedrijf_id').selectOption('2')
  await fieldOf(form, 'contactpersonen.0.geslacht').selectOption('vrouw')
  await form.locator('[data-add-contact]').click()
  await fieldOf(form, 'contactpersonen.1.voornaam').fill('Bram')
  await fieldOf(form, 'contactpersonen.1.achternaam').fill('Wit')
  // One main contact, whichever is chosen.
  await fieldOf(form, 'contactpersonen.1.hoofdcontact').check()
  await expect(fieldOf(form, 'contactpersonen.0.hoofdcontact')).not.toBeChecked()

  await addExtra(form, 0, 'Clubkleur', 'text')
  await fieldOf(form, 'extra_fields.0.value').fill('Wit')
  await addExtra(form, 1, 'Leden', 'number')
  await fieldOf(form, 'extra_fields.1.value').fill('veel')
  await addExtra(form, 2, 'Lid sinds', 'date')
  await fieldOf(form, 'extra_fields.2.value').fill('2019-04-01')
  await addExtra(form, 3, 'Ligging', 'singlechoice')
  await fieldOf(form, 'extra_fields.3.value').fill('Noord')
  await addExtra(form, 4, 'Sporten', 'multiplechoice')
  await fieldOf(form, 'extra_fields.4.value.0').fill('hockey')
  await form.locator('[data-extra="4"] [data-add-value]').click()
  await fieldOf(form, 'extra_fields.4.value.1').fill('cricket')
  await saveOf(form).click()
  await expect(errorOf(form, 'extra_fields.1.value')).toBeVisible()
  expect(bodiesOf(simulator, 'POST', '/klanten')).toEqual([])
  await fieldOf(form, 'extra_fields.1.value').fill('240')
  await saveOf(form).click()

  await expect(page).toHaveURL(/#\/klanten\/\d+$/)
  const id = Number(/\d+$/.exec(page.url())?.[0])
  expect(simulator.venue.customer(id)).toMatchObject({
    naam: 'Hockeyclub De Zwaan',
    adres: 'Sportlaan 8',
    postcode: '7009 AA',
    plaats: 'Doetinchem',
    provinciecode: 'NL-GE',
    bedrijf_id: 2,
    soort_klant: 'Vereniging',
    afdeling: 'Jeugd',
    website: 'https://dezwaan.example',
    factuur_adressering: 'T.a.v. de penningmeester',
    contactpersonen: [
      { voornaam: 'Bram', achternaam: 'Wit', hoofdcontact: true },
      {
        voornaam: 'Femke',
        achternaam: 'Zwart',
        geslacht: 'vrouw',
        telefoon1: '0314 123456',
        email1: 'femke@dezwaan.example',
        hoofdcontact: false,
      },
    ],
    extra_fields: [
      { name: 'Clubkleur', type: 'text', value: 'Wit' },
      { name: 'Leden', type: 'number', value: 240 },
      { name: 'Lid sinds', type: 'date', value: '2019-04-01' },
      { name: 'Ligging', type: 'singlechoice', value: 'Noord' },
      { name: 'Sporten', type: 'multiplechoice', value: ['hockey', 'cricket'] },
    ],
  })
  expect(bodiesOf(simulator, 'POST', '/klanten')).toHaveLength(1)
  await expect(page.locator('[data-contacts] [data-main="true"]')).toContainText('Bram Wit')
})

test('what Recras refuses stands at its field; the customer it has already is said and opened', async ({
  simulator,
  launch,
}) => {
  const known = simulator.venue
    .allCustomers()
    .find(({ naam, contactpersonen: [main] }) => naam && main?.email1)
  const [main] = known?.contactpersonen ?? []
  const before = simulator.venue.allCustomers().length
  const { page } = await launch()
  await opened(page)
  const form = await newCustomer(page)
  await fieldOf(form, 'naam').fill(known?.naam ?? '')
  await fieldOf(form, 'contactpersonen.0.voornaam').fill(main?.voornaam ?? '')
  await fieldOf(form, 'contactpersonen.0.email1').fill(main?.email1 ?? '')
  // Whoever is here already is offered before another is made.
  await expect(form.locator(`[data-alike] [data-customer-id="${known?.id}"]`)).toBeVisible()
  await fieldOf(form, 'soort_klant').fill('Piraten')
  await saveOf(form).click()
  await expect(errorOf(page, 'soort_klant')).toBeVisible()
  await expect(fieldOf(page, 'soort_klant')).toHaveValue('Piraten')
  await expect(fieldOf(page, 'contactpersonen.0.email1')).toHaveValue(main?.email1 ?? '')
  expect(simulator.venue.allCustomers()).toHaveLength(before)

  await fieldOf(page, 'soort_klant').fill('')
  await saveOf(page.locator('form[data-form="customer-create"]')).click()
  await expect(page.locator('[data-existed]')).toBeVisible()
  await expect(page).toHaveURL(new RegExp(`#/klanten/${known?.id}\\b`))
  expect(simulator.venue.allCustomers()).toHaveLength(before)
})

test('only what changed is sent; contact people only when they were edited, and then all', async ({
  simulator,
  launch,
}) => {
  const known = simulator.venue
    .allCustomers()
    .find(({ contactpersonen }) => contactpersonen.length === 1 && contactpersonen[0]?.achternaam)
  const id = known?.id ?? 0
  const [main] = known?.contactpersonen ?? []
  const { page } = await launch()
  await opened(page)
  const path = `/klanten/${id}`
  let form = await change(page, id)
  await fieldOf(form, 'plaats').fill('Zutphen')
  await saveOf(form).click()
  await expect(form).toHaveCount(0)
  await expect(html(page)).toHaveAttribute('data-outbox-waiting', '0')
  expect(bodiesOf(simulator, 'PUT', path)).toEqual([{ plaats: 'Zutphen' }])

  form = await change(page, id)
  await expect(fieldOf(form, 'plaats')).toHaveValue('Zutphen')
  await form.locator('[data-add-contact]').click()
  await fieldOf(form, 'contactpersonen.1.voornaam').fill('Bram')
  await saveOf(form).click()
  await expect(form).toHaveCount(0)
  await expect(html(page)).toHaveAttribute('data-outbox-waiting', '0')
  const [, second, ...more] = bodiesOf(simulator, 'PUT', path)
  expect(more).toEqual([])
  expect(Object.keys(second ?? {})).toEqual(['contactpersonen'])
  expect(second?.['contactpersonen']).toMatchObject([
    { id: main?.id, hoofdcontact: true },
    { voornaam: 'Bram', hoofdcontact: false },
  ])
  expect(simulator.venue.customer(id)?.contactpersonen).toMatchObject([
    { id: main?.id, achternaam: main?.achternaam, hoofdcontact: true },
    { voornaam: 'Bram', hoofdcontact: false },
  ])
})

test('another desk added a contact meanwhile: theirs stays or mine does, as is chosen', async ({
  simulator,
  launch,
}) => {
  const known = simulator.venue
    .allCustomers()
    .find(({ contactpersonen }) => contactpersonen.length === 1 && contactpersonen[0]?.achternaam)
  const [main] = known?.contactpersonen ?? []
  if (!known || !main) throw new Error('no customer has one contact')
  const { page } = await launch()
  await opened(page)
  const form = await change(page, known.id)
  await fieldOf(form, 'contactpersonen.0.telefoon1').fill('0314 999999')
  const theirs = { ...main, id: simulator.venue.nextPart(), voornaam: 'Ander', hoofdcontact: false }
  simulator.venue.changeCustomers([{ ...known, contactpersonen: [main, theirs] }])
  await saveOf(form).click()
  await expect(form.locator('[data-conflict]')).toHaveCount(1)
  expect(bodiesOf(simulator, 'PUT', `/klanten/${known.id}`)).toEqual([])
  await form.locator('[data-conflict] [data-side="theirs"]').click()
  await saveOf(form).click()
  await expect(form).toHaveCount(0)
  await expect(html(page)).toHaveAttribute('data-outbox-attention', '0')
  expect(simulator.venue.customer(known.id)?.contactpersonen).toHaveLength(2)
})

test('without a line a customer waits, is found over a restart, and is made once', async ({
  simulator,
  launch,
}) => {
  const balie = await launch({ env: { BALIE_POLL_SECONDS: '1' } })
  await opened(balie.page)
  simulator.faults.closed = true
  await expect(html(balie.page)).toHaveAttribute('data-connection', 'offline')
  const form = await newCustomer(balie.page)
  await fieldOf(form, 'naam').fill('Hockeyclub De Zwaan')
  await fieldOf(form, 'contactpersonen.0.email1').fill('femke@dezwaan.example')
  await saveOf(form).click()
  await expect(balie.page).toHaveURL(/#\/klanten\/-\d+$/)
  await expect(html(balie.page)).toHaveAttribute('data-outbox-waiting', '1')
  await balie.kill('main')
  await balie.restart()
  const { page } = balie
  await opened(page)
  await visit(page, '#/klanten')
  await page.locator('main input[type="search"]').fill('zwaan')
  await page.getByRole('link', { name: 'Hockeyclub De Zwaan' }).click()
  await expect(page.locator('[data-waiting]')).toBeVisible()

  simulator.faults.closed = false
  await expect(html(page)).toHaveAttribute('data-outbox-waiting', '0', LATE)
  await expect(page).toHaveURL(/#\/klanten\/\d+/)
  expect(
    simulator.venue.allCustomers().filter((one) => one.naam === 'Hockeyclub De Zwaan'),
  ).toHaveLength(1)
  expect(bodiesOf(simulator, 'POST', '/klanten')).toHaveLength(1)
})
