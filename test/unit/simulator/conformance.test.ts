import { describe, expect, it } from 'vitest'
import { conform, type Options } from '../../conformance/conform.ts'
import type { Exchange } from '../../conformance/exchange.ts'
import { EXCHANGES, GIVEN } from '../../conformance/exchanges.ts'
import { ask, MOMENT, simulatorFor } from './support.ts'

const LIMITED = 'sleutel-zonder-rechten'
const simulator = await simulatorFor({ limitedKey: LIMITED, now: () => MOMENT })
const options: Options = {
  url: simulator.url,
  key: simulator.key,
  limitedKey: LIMITED,
  write: true,
  given: GIVEN,
  pauseMs: 0,
}
const wrong = async (exchanges: readonly Exchange[], more: Partial<Options> = {}) =>
  (await conform(exchanges, { ...options, ...more }))
    .filter((one) => one.result !== 'passed')
    .map((one) => [one.says, one.request, ...one.why])

describe('the documented behaviour', () => {
  it('is the simulator\u2019s, exchange by exchange, with nothing left out', async () => {
    expect(await wrong(EXCHANGES)).toEqual([])
  })

  it('is recognised in other shapes too', async () => {
    const other = await simulatorFor({
      limitedKey: LIMITED,
      switches: {
        linkShape: 'list',
        linkHrefs: 'absolute',
        legacyPaths: true,
        methodCase: 'lower',
        linkMethods: 'absent',
        locationHref: 'absolute',
        pagingHrefs: 'absolute',
        qrBody: 'text',
        deletableBody: 'object',
        order: 'descending',
        refusedMove: 409,
        matchCustomers: false,
      },
    })
    expect(await wrong(EXCHANGES, { url: other.url })).toEqual([])
  })

  it('is asked of a Recras without changing anything, unless told to write', async () => {
    const { revision, customersRevision } = simulator.venue
    const outcomes = await conform(EXCHANGES, { ...options, write: false })
    expect(outcomes.filter((one) => one.result === 'failed')).toEqual([])
    expect(outcomes.filter((one) => one.result === 'passed').length).toBeGreaterThan(50)
    expect([simulator.venue.revision, simulator.venue.customersRevision]).toEqual([
      revision,
      customersRevision,
    ])
  })

  it('is found missing where it is', async () => {
    const { switches } = simulator
    switches.readOnlyFields = 'ignored'
    switches.pageSize = 50
    const failed = (await wrong(EXCHANGES)).map(([says]) => says)
    switches.readOnlyFields = 'refused'
    switches.pageSize = 100
    expect(failed).toContain('referentie cannot be changed.')
    expect(failed).toContain('The list of bookings has pages of 100 and every documented field.')
  })
})

describe('the exchanges', () => {
  it('leave out what needs a key or a value that there is not', async () => {
    const { limitedKey: _, ...without } = options
    const outcomes = await conform(
      [
        { says: 'a', method: 'GET', path: '/boekingen/{nothing}', status: 200 },
        { says: 'b', method: 'GET', path: '/boekingen', key: 'limited', status: 200 },
      ],
      without,
    )
    expect(_).toBe(LIMITED)
    expect(outcomes.map((one) => one.result)).toEqual(['left out', 'left out'])
  })

  it('send the key to nobody else, wherever a link leads', async () => {
    const elsewhere = await simulatorFor({ venue: 'empty' })
    const [outcome] = await conform([{ says: 'a', method: 'GET', path: '{link}', status: 200 }], {
      ...options,
      given: { link: `${elsewhere.url}/api2/boekingen` },
    })
    expect(outcome).toMatchObject({ result: 'failed' })
    expect(elsewhere.requests).toEqual([])
  })

  it('delete the bookings that they made', async () => {
    const { headers } = await ask(simulator, '/api2/boekingen?page_size=1')
    const made: Exchange = {
      says: 'a',
      writes: true,
      method: 'POST',
      path: '/boekingen',
      body: { klant_id: 46, begin: '2030-06-15T15:00:00+02:00', personen: 4 },
      status: 201,
    }
    expect(await wrong([made, made])).toEqual([])
    const after = await ask(simulator, '/api2/boekingen?page_size=1')
    expect(after.headers.get('x-total-count')).toBe(headers.get('x-total-count'))
  })
})
