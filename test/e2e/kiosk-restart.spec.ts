import type { Page } from '@playwright/test'
import { KIOSK_STATES, type KioskState } from '../../src/shared/ipc/kiosk-calls.ts'
import { addGroup, kioskIn, kioskReady, profileWith } from './support/kiosk.ts'
import { scan } from './support/scanner.ts'
import { expect, test, type Simulator } from './support/test.ts'

/*
 * Either process of the kiosk is killed in each of its states. It comes back by itself (main's start
 * is that of the system's supervisor) as a kiosk, for the next guest, with nothing of the one before;
 * and whoever was welcomed is checked in at Recras, once.
 */

test.setTimeout(150_000)
test.use({ simulatorOptions: { asOf: '10:30', venue: 'empty' } })

type Group = ReturnType<typeof addGroup>

/** Brings the kiosk to a state; answers with the group that was welcomed there, if one was. */
const TO_GET_THERE: Record<
  Exclude<KioskState, 'out-of-order'>,
  (page: Page, simulator: Simulator, next: () => Group) => Promise<Group | null>
> = {
  idle: async () => null,
  looking: async (page, simulator) => {
    // A reference begins with its customer's number, and that is what Recras is asked by.
    simulator.faults.set({ silent: true, only: { path: 'klant_id=' } })
    await scan(page, 'B:99999-1')
    return null
  },
  welcome: async (page, _simulator, next) => {
    const group = next()
    await scan(page, `B:${group.referentie}`)
    return group
  },
  already: async (page, _simulator, next) => {
    const group = next()
    await scan(page, `B:${group.referentie}`)
    await kioskIn(page, 'welcome').waitFor()
    await page.locator('[data-done]').click()
    await scan(page, `B:${group.referentie}`)
    return group
  },
  early: async (page, simulator) => {
    const [late] = simulator.venue.all().filter(({ personen }) => personen === 77)
    await scan(page, `B:${late?.referentie ?? ''}`)
    return null
  },
  'ask-staff': async (page) => {
    await scan(page, 'https://example.com/')
    return null
  },
}

test('killed in any state, it comes back for the next guest, and keeps what it said', async ({
  launch,
  simulator,
}) => {
  addGroup(simulator, { start: 23 * 60 + 59, personen: 77 })
  const groups = KIOSK_STATES.flatMap(() => [addGroup(simulator), addGroup(simulator)])
  const next = (): Group => {
    const group = groups.pop()
    if (!group) throw new Error('too few groups')
    return group
  }
  const profile = profileWith({ kiosk: true, kioskEarlyMinutes: 0 })
  const balie = await launch({ profile })
  await kioskReady(balie.page)
  const welcomed: Group[] = []

  for (const [state, go] of Object.entries(TO_GET_THERE))
    for (const which of ['renderer', 'main'] as const)
      await test.step(`${which} while ${state}`, async () => {
        // What was promised is still on its way when everything ends.
        simulator.faults.set({ latencyMs: 400 })
        const group = await go(balie.page, simulator, next)
        await kioskIn(balie.page, state).waitFor()
        if (group) welcomed.push(group)
        await balie.kill(which)
        simulator.faults.clear()
        if (which === 'main') await balie.restart()
        await kioskReady(balie.page)
        expect(new URL(balie.page.url()).hash).toBe('#/kiosk')
        if (group) await expect(kioskIn(balie.page)).not.toContainText(group.referentie)
      })

  for (const { id } of welcomed) {
    await expect.poll(() => simulator.venue.booking(id)?.status).toBe('gaande')
    const made = simulator.venue.changesOf(id).filter(({ to }) => to === 'gaande')
    expect(made).toHaveLength(1)
  }
  expect(welcomed).toHaveLength(4)
  for (const { id } of groups) expect(simulator.venue.booking(id)?.status).toBe('definitief')
})

test('killed while out of order, it says so again, and mends itself when it can', async ({
  launch,
  simulator,
}) => {
  const group = addGroup(simulator)
  simulator.faults.closed = true
  const balie = await launch({ profile: profileWith({ kiosk: true }) })
  const outOfOrder = (): Promise<void> =>
    kioskIn(balie.page, 'out-of-order').waitFor({ timeout: 20_000 })
  await outOfOrder()
  await balie.kill('renderer')
  await kioskIn(balie.page).waitFor()
  await balie.kill('main')
  await balie.restart()
  await outOfOrder()
  simulator.faults.clear()
  await kioskReady(balie.page)
  await scan(balie.page, `B:${group.referentie}`)
  await kioskIn(balie.page, 'welcome').waitFor()
})
