import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { ask, MOMENT, send, simulatorFor } from './support.ts'

const seeds = await simulatorFor({ venue: 'seeds', now: () => MOMENT })

const NAMES = [
  'klant_id begin personen status arrangement boeking_id arrangement_id product_id id ref',
  'status_vervaldatum bijzonderheden conceptfactuur_na_dagen boekingsregels kosten regels type',
  'naam contactpersonen hoofdcontact extra_fields value name aantal locatie_id eind bedrag',
  'boekingsregel_id boekingsregel_ref kortingspercentage children_visible __proto__ constructor',
].flatMap((line) => line.split(' '))
const VALUES = [0, -1, 1, 6, 25, 46, 112, 236, 237, 1e308, 0.5, '', 'groep', 'item', 'optie', null]
const MORE = ['2026-06-13', '2026-06-13T15:00:00+02:00', 'text', 'number', true, [], {}]

/** Objects of the API's own names and of values that are right somewhere, in any disorder. */
const { body } = fc.letrec((tie) => ({
  value: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.constantFrom(...VALUES, ...MORE),
    tie('body'),
    fc.array(tie('body'), { maxLength: 3 }),
  ),
  body: fc.dictionary(fc.constantFrom(...NAMES), tie('value'), {
    maxKeys: 8,
    noNullPrototype: true,
  }),
}))

describe('rubbish', () => {
  it.each([
    ['POST', '/api2/boekingen'],
    ['PUT', '/api2/boekingen/25'],
    ['POST', '/api2/klanten'],
    ['PUT', '/api2/klanten/46'],
  ] as const)('to %s %s is refused or taken, and breaks nothing', async (method, path) => {
    await fc.assert(
      fc.asyncProperty(body, async (sent) => {
        const answer = await send(seeds, method, path, sent)
        expect([200, 201, 406]).toContain(answer.status)
        if (answer.status === 406) expect((answer.body as unknown[]).length).toBeGreaterThan(0)
      }),
      { numRuns: 150, seed: 1912 },
    )
    for (const list of [
      '/api2/boekingen?embed=Klant.Hoofdcontact,boekingsregels,kosten,Diensten',
      '/api2/klanten',
    ])
      expect((await ask(seeds, list)).status).toBe(200)
  })
})
