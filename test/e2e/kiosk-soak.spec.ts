import { growthOf, serveGuests } from '../soak/guests.ts'
import { kioskReady, profileWith } from './support/kiosk.ts'
import { expect, test } from './support/test.ts'

/* The short form of `npm run soak`, which has eight hours of guests. */

test.setTimeout(180_000)
test.use({ simulatorOptions: { asOf: '10:30', venue: 'empty' } })

test('guest after guest, what the kiosk takes stays flat and no code is missed', async ({
  launch,
  simulator,
}) => {
  const balie = await launch({ profile: profileWith({ kiosk: true, kioskEarlyMinutes: 0 }) })
  await kioskReady(balie.page)
  const served = await serveGuests(balie, simulator, { count: 40, warmUp: 8, sampleEvery: 8 })
  const { samples, scans, answers, wrong } = served
  expect(answers).toBe(scans)
  expect(wrong).toBe(0)
  // So few guests come in one kind more or less each time; a leak of every guest's shows all the same.
  expect(growthOf(samples, 'nodes')).toBeLessThan(1.1)
  expect(growthOf(samples, 'listeners')).toBeLessThan(1.1)
  expect(growthOf(samples, 'heap')).toBeLessThan(1.1)
})
