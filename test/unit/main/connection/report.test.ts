import { describe, expect, it } from 'vitest'
import { companyName } from '../../../../src/main/services/connection/report.ts'
import { json, serve } from '../recras/http-server.ts'
import { newClient } from '../recras/new-client.ts'

describe('the name of a venue', () => {
  it.each([
    [2, 'Klimbos'],
    [9, null],
    [null, null],
  ])('is that of the company of the key’s user (%j): %j', async (bedrijf_id, name) => {
    const server = await serve((_, response) =>
      json(response, [
        { id: 1, naam: 'Strandtent' },
        { id: 2, naam: 'Klimbos' },
      ]),
    )
    const { client } = newClient(server.origin)
    expect(await companyName(client, { id: 3, displaynaam: 'Kim', bedrijf_id })).toBe(name)
  })
})
