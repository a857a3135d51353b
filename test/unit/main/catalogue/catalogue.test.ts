import { describe, expect, it } from 'vitest'
import { CatalogueService } from '../../../../src/main/services/catalogue/service.ts'
import { ManualClock } from '../manual-clock.ts'
import { json, serve, type Handler } from '../recras/http-server.ts'
import { newClient } from '../recras/new-client.ts'

const LISTS: Record<string, unknown[]> = {
  '/api2/producten': [{ id: 5, naam: 'BBQ', verkoop: 23 }],
  '/api2/locaties': [{ id: 2, naam: 'KB', weergavenaam: 'Klimbos' }],
  '/api2/arrangementen': [{ id: 4, naam: 'Klimmen en bbq' }],
  '/api2/bedrijven': [{ id: 1, naam: 'De Hoge Eik' }, { id: 3 }],
  '/api2/personeel/me': [],
}

const CATALOGUE = {
  producten: [{ id: 5, naam: 'BBQ', duur: null, minimum_aantal: null, verkoop: 23 }],
  locaties: [{ id: 2, naam: 'Klimbos' }],
  arrangementen: [{ id: 4, naam: 'Klimmen en bbq' }],
  bedrijven: [
    { id: 1, naam: 'De Hoge Eik' },
    { id: 3, naam: '#3' },
  ],
}

async function open(fault: (path: string) => number | null = () => null) {
  const venue = { fault }
  const handler: Handler = ({ url }, response) => {
    const path = url.split('?')[0] ?? ''
    const status = venue.fault(path)
    if (status === null) json(response, LISTS[path] ?? [])
    else json(response, { message: 'Nee' }, {}, status)
  }
  const server = await serve(handler)
  const clock = new ManualClock()
  return {
    venue,
    server,
    clock,
    catalogue: new CatalogueService(newClient(server.origin).client, clock),
  }
}

describe('what can be chosen from', () => {
  it('is read once, for ten minutes and for all who ask', async () => {
    const { catalogue, server, clock } = await open()
    const both = await Promise.all([catalogue.get(), catalogue.get()])
    for (const read of both) expect(read).toEqual({ ok: true, value: CATALOGUE })
    expect(server.requests).toHaveLength(4)
    await clock.advance(9 * 60_000)
    await catalogue.get()
    expect(server.requests).toHaveLength(4)
    await clock.advance(2 * 60_000)
    await catalogue.get()
    expect(server.requests).toHaveLength(8)
  })

  it.each([403, 404, 406])('leaves out what may not be read (%i)', async (status) => {
    const { catalogue } = await open((path) => (/producten|bedrijven/.test(path) ? status : null))
    expect(await catalogue.get()).toEqual({
      ok: true,
      value: { ...CATALOGUE, producten: null, bedrijven: null },
    })
  })

  it('is asked for again after a failure', async () => {
    const { catalogue, venue } = await open((path) => (path.includes('locaties') ? 500 : null))
    expect(await catalogue.get()).toMatchObject({ error: { kind: 'server' } })
    venue.fault = () => null
    expect(await catalogue.get()).toEqual({ ok: true, value: CATALOGUE })
  })

  it('stays what it was while Recras does not answer', async () => {
    const { catalogue, venue, clock } = await open()
    await catalogue.get()
    await clock.advance(11 * 60_000)
    venue.fault = () => 503
    expect(await catalogue.get()).toEqual({ ok: true, value: CATALOGUE })
  })

  it('is read anew with another key', async () => {
    const { catalogue, venue, server } = await open(() => 403)
    const nothing = { producten: null, locaties: null, arrangementen: null, bedrijven: null }
    expect(await catalogue.get()).toEqual({ ok: true, value: nothing })
    venue.fault = () => null
    expect(await catalogue.get()).toEqual({ ok: true, value: nothing })
    catalogue.expire()
    expect(await catalogue.get()).toEqual({ ok: true, value: CATALOGUE })
    const asked = server.requests.length
    await catalogue.get()
    expect(server.requests.length).toBe(asked)
  })
})
