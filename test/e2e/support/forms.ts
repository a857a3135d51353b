import type { Locator, Page } from '@playwright/test'
import { quartersFrom } from '../../../src/renderer/src/features/booking-create/form.ts'
import { instantOf } from '../../../src/shared/domain/time.ts'
import type { Simulator } from './test.ts'
import { visit } from './desk.ts'

export type Sent = Record<string, unknown>

/** What was sent with a method to a path (without its query), in order, also when nothing answered. */
export const bodiesOf = ({ requests }: Simulator, method: string, path: string): Sent[] =>
  requests
    .filter((one) => one.method === method && one.path.split('?')[0] === `/api2${path}`)
    .map(({ body }) => JSON.parse(body || '{}') as Sent)

/** How often something was asked for with a method, of a path that a text is part of. */
export const timesAsked = ({ requests }: Simulator, method: string, part: string): number =>
  requests.filter((one) => one.method === method && one.path.includes(part)).length

/** A field by the API's name. */
export const fieldOf = (form: Page | Locator, name: string): Locator =>
  form.locator(`[name="${name}"]`)

/** What is said to be wrong with a field. */
export const errorOf = (form: Page | Locator, name: string): Locator =>
  form.locator(`[data-error-for="${name}"]`)

export const bookingForm = (page: Page): Locator => page.locator('form[data-form="booking-create"]')

/** Counts what a hand does: taps, and keys that are no text. */
export class Hand {
  touches = 0
  private readonly page: Page

  constructor(page: Page) {
    this.page = page
  }

  async tap(on: Locator): Promise<void> {
    this.touches++
    await on.click()
  }

  async press(key: string): Promise<void> {
    this.touches++
    await this.page.keyboard.press(key)
  }
}

export interface WalkIn {
  voornaam: string
  achternaam: string
  telefoon1: string
  email1?: string
  personen: number
}

export const SANNE: WalkIn = {
  voornaam: 'Sanne',
  achternaam: 'Zonneveld',
  telefoon1: '06 12345678',
  personen: 12,
}

export const nameOf = ({ voornaam, achternaam }: WalkIn): string => `${voornaam} ${achternaam}`

/** Opens a new booking and waits until what was kept of it is there. */
export async function newBooking(page: Page): Promise<Locator> {
  await visit(page, '#/boekingen/nieuw')
  const form = bookingForm(page)
  await form.locator('.create-grid').waitFor()
  return form
}

/** Fills the form in as somebody at the desk does: a name typed, the people on the keypad. */
export async function fillIn(page: Page, who: WalkIn, hand = new Hand(page)): Promise<void> {
  const form = bookingForm(page)
  await form.locator('[data-customer-search]').fill(nameOf(who))
  await hand.press('Enter')
  await fieldOf(form, 'contactpersonen.0.telefoon1').fill(who.telefoon1)
  if (who.email1) await fieldOf(form, 'contactpersonen.0.email1').fill(who.email1)
  for (const digit of String(who.personen))
    await hand.tap(form.locator('.keypad').getByRole('button', { name: digit, exact: true }))
}

/** Taps the first of the arrangements that are offered, and says which. */
export async function firstArrangement(page: Page, hand = new Hand(page)): Promise<string> {
  const choice = bookingForm(page).locator('[data-arrangements]').getByRole('radio').first()
  const name = (await choice.innerText()).trim()
  await hand.tap(choice)
  return name
}

export const submitOf = (form: Locator): Locator => form.locator('button[type="submit"]')

/** Opens the form that changes a booking. */
export async function changeBooking(page: Page, id: number): Promise<Locator> {
  await visit(page, `#/boekingen/${id}/wijzigen`)
  const form = page.locator(`form[data-form="booking-edit"][data-booking-id="${id}"]`)
  await form.waitFor()
  return form
}

/** The customers at Recras of a walk-in's name. */
export const customersOf = ({ venue }: Simulator, who: WalkIn) =>
  venue.allCustomers().filter((one) => one.displaynaam === nameOf(who))

/** The bookings at Recras of the customers of a walk-in's name. */
export function bookingsOf(simulator: Simulator, who: WalkIn) {
  const ids = customersOf(simulator, who).map(({ id }) => id)
  return simulator.venue.all().filter((one) => ids.includes(one.klant_id))
}

/** When a booking begins, by its first line; epoch ms. */
export const beginOf = ({ boekingsregels }: { boekingsregels: { begin: string }[] }): number =>
  Math.min(...boekingsregels.map(({ begin }) => instantOf(begin) ?? Infinity))

/** The coming quarter of an hour, epoch ms. */
export const comingQuarter = (now = Date.now()): number => quartersFrom(now, 1)[0] ?? 0
