import type { Locator, Page } from '@playwright/test'
import type { Simulator } from './test.ts'

type Booking = ReturnType<Simulator['venue']['todays']>[number]

/** Bookings of today in a status, at least as many as asked for. */
export function todays(simulator: Simulator, status: string, least = 1): [Booking, ...Booking[]] {
  const [first, ...rest] = simulator.venue.todays(status)
  if (!first || rest.length + 1 < least) throw new Error(`too few bookings of today are ${status}`)
  return [first, ...rest]
}

/** Two different bookings of today in a status. */
export function pair(simulator: Simulator, status: string): [Booking, Booking] {
  const [one, other] = todays(simulator, status, 2)
  if (!other) throw new Error(`only one booking of today is ${status}`)
  return [one, other]
}

/** The page's root, with the connection and the two counters. */
export const html = (page: Page): Locator => page.locator('html')

/** A booking's row in the day list. */
export const rowOf = (page: Page, id: number): Locator =>
  page.locator(`li[data-booking-id="${id}"]`)

/** A booking's page, beside the list. */
export const panelOf = (page: Page, id: number): Locator =>
  page.locator(`aside[data-booking-id="${id}"]`)

/** Goes to a route without loading the page anew. */
export async function visit(page: Page, route: string): Promise<void> {
  await page.evaluate((hash) => (location.hash = hash), route)
}

/** Waits for the first list and for what Recras says of today. */
export async function opened(page: Page): Promise<void> {
  await page.locator('html[data-ready="true"]').waitFor()
  await page.locator('li[data-booking-id]').first().waitFor()
}
