import { describe, expect, it } from 'vitest'
import { readLinks } from '../../../src/shared/recras/links.ts'
import { ask, MOMENT, post, simulatorFor } from './support.ts'

const simulator = await simulatorFor({ venue: 'empty', now: () => MOMENT })
const add = (status: string) => simulator.venue.add({ status })
const linksOf = async (id: number) => {
  const { body } = await ask(simulator, `/api2/boekingen/${id}`)
  return readLinks((body as { _links: unknown })._links)
}
const move = (id: number, status: string) =>
  post(simulator, `/api2/boekingen/${id}/set_status/${status}`)

describe('status links', () => {
  it.each([
    ['informatie', ['confirmed']],
    ['pending_online', ['confirmed']],
    ['definitief', ['ongoing']],
    ['gaande', ['finished', 'confirmed']],
    ['voltooid', ['ongoing']],
    ['geannuleerd', []],
  ])('offers in %s: %j', async (status, offered) => {
    const rels = Object.keys(await linksOf(add(status).id))
    const moves = rels.flatMap((rel) => /set_status:(\w+)/.exec(rel)?.[1] ?? [])
    expect(moves).toEqual(offered)
  })

  it('are followed once; a repeat is refused and changes nothing', async () => {
    const { id, status_updated_at } = add('definitief')
    const link = (await linksOf(id))['recras:booking:set_status:ongoing']?.[0]
    expect(link).toMatchObject({ method: 'POST' })
    expect((await post(simulator, link?.href ?? '')).status).toBe(204)
    const repeat = await move(id, 'gaande')
    expect([repeat.status, repeat.body]).toEqual([
      406,
      [{ field: 'status', message: expect.stringContaining('gaande') as string, parameters: [] }],
    ])
    expect(simulator.venue.changesOf(id)).toEqual([
      {
        booking: id,
        from: 'definitief',
        to: 'gaande',
        at: '2026-06-13T14:08:00+02:00',
        by: 'api',
      },
    ])
    expect(simulator.venue.booking(id)?.status_updated_at).toBe(status_updated_at)
    expect((await move(id, 'voltooid')).status).toBe(204)
  })

  it('refuse to reopen a finished booking without saveOverbooking', async () => {
    const { id } = add('voltooid')
    simulator.switches.saveOverbooking = false
    expect((await move(id, 'gaande')).status).toBe(403)
    expect(simulator.venue.booking(id)?.status).toBe('voltooid')
    simulator.switches.saveOverbooking = true
    expect((await move(id, 'gaande')).status).toBe(204)
  })

  it('offer to cancel only when switched on, and refuse as switched', async () => {
    const { id } = add('definitief')
    simulator.switches.refusedMove = 403
    expect((await move(id, 'geannuleerd')).status).toBe(403)
    simulator.switches.refusedMove = 406
    simulator.switches.cancelLink = true
    expect(await linksOf(id)).toHaveProperty('recras:booking:set_status:cancelled')
    expect((await move(id, 'geannuleerd')).status).toBe(204)
    simulator.switches.cancelLink = false
    expect((await move(id, 'weg')).status).toBe(404)
  })

  it('take the shape that is asked for', async () => {
    const { id } = add('definitief')
    Object.assign(simulator.switches, {
      linkHrefs: 'absolute',
      legacyPaths: true,
      linkShape: 'list',
      methodCase: 'lower',
    })
    const { text } = await ask(simulator, `/api2/boekingen/${id}`)
    expect(text).toContain(
      `"recras:booking:set_status:ongoing":[{"href":"${simulator.url}/api2.php/boekingen/${id}/set_status/gaande","method":"post"}]`,
    )
    expect((await post(simulator, `/api2.php/boekingen/${id}/set_status/gaande`)).status).toBe(204)
    Object.assign(simulator.switches, {
      linkHrefs: 'relative',
      legacyPaths: false,
      linkShape: 'object',
      methodCase: 'upper',
      linkMethods: 'absent',
      linksInLists: false,
    })
    expect((await ask(simulator, `/api2/boekingen/${id}`)).text).not.toContain('"method"')
    expect((await ask(simulator, '/api2/boekingen')).text).not.toContain('_links')
    Object.assign(simulator.switches, { linkMethods: 'given', linksInLists: true })
  })

  it('follow the skewed clock', async () => {
    const { id } = add('definitief')
    simulator.switches.clockSkewMs = 3 * 3_600_000
    const answer = await move(id, 'gaande')
    simulator.switches.clockSkewMs = 0
    expect(answer.headers.get('date')).toBe('Sat, 13 Jun 2026 15:08:00 GMT')
    expect(simulator.venue.booking(id)?.status_updated_at).toBe('2026-06-13T17:08:00+02:00')
  })
})

describe('the qr link', () => {
  it.each([
    ['string', (text: string) => JSON.stringify(text)],
    ['object', (text: string) => JSON.stringify({ qr_code: text })],
    ['text', (text: string) => text],
  ] as const)('answers with %s', async (body, write) => {
    const { id, referentie } = add('definitief')
    const href = (await linksOf(id))['recras:booking:qr']?.[0]?.href ?? ''
    simulator.switches.qrBody = body
    simulator.switches.qrSuffix = body === 'text' ? ':9f2c' : ''
    const expected = `B:${referentie}${simulator.switches.qrSuffix}`
    expect((await ask(simulator, href)).text).toBe(write(expected))
  })
})
