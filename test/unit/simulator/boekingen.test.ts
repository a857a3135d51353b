import { describe, expect, it } from 'vitest'
import { readFileSync } from 'node:fs'
import { ask, idsOf, MOMENT, post, send, simulatorFor } from './support.ts'

const fixture = (name: string): unknown =>
  JSON.parse(readFileSync(new URL(`../../fixtures/seeds/${name}.json`, import.meta.url), 'utf8'))

const seeds = await simulatorFor({ venue: 'seeds', now: () => MOMENT })
const demo = await simulatorFor({ now: () => MOMENT })
const complaintsOf = (body: unknown): string[] =>
  (body as { field: string }[]).map((one) => one.field)

describe('the documented examples', () => {
  it('are served as they are documented', async () => {
    const embed = 'Klant,Klant.Hoofdcontact,boekingsregels,kosten,gefactureerd_bedrag'
    expect((await ask(seeds, `/api2/boekingen/25?embed=${embed}`)).body).toMatchObject(
      fixture('boeking-25') as object,
    )
    expect((await ask(seeds, '/api2/boekingen/34?embed=boekingsregels,kosten')).body).toMatchObject(
      fixture('boeking-created') as object,
    )
    const listed = (await ask(seeds, '/api2/boekingen')).body as { id: number }[]
    for (const example of fixture('boekingen-list') as { id: number }[])
      expect(listed.find((one) => one.id === example.id)).toMatchObject(example)
    expect((await ask(seeds, '/api2/klanten/17')).body).toEqual(fixture('klant-17'))
    expect((await ask(seeds, '/api2/contacten/17')).body).toEqual(fixture('klant-17'))
    const klanten = (await ask(seeds, '/api2/klanten')).body as { id: number }[]
    for (const example of fixture('klanten-list') as { id: number }[])
      expect(klanten).toContainEqual(example)
  })
})

describe('filters', () => {
  it('finds by period, on lines, start or making', async () => {
    const day = encodeURIComponent('2014-11-15T00:00:00+01:00/2014-11-16T00:00:00+01:00')
    expect(idsOf(await ask(seeds, `/api2/boekingen?periode=${day}`))).toEqual([25])
    const noon = encodeURIComponent('2014-11-15T12:30:00+01:00/P1D')
    expect(idsOf(await ask(seeds, `/api2/boekingen?periode=${noon}`))).toEqual([25])
    expect(
      idsOf(await ask(seeds, `/api2/boekingen?periode=${noon}&referentiedatum=startdatum`)),
    ).toEqual([])
    const made = encodeURIComponent('P2D/2014-10-30T00:00:00+01:00')
    expect(
      idsOf(await ask(seeds, `/api2/boekingen?periode=${made}&referentiedatum=created_at`)),
    ).toEqual([34])
    expect(idsOf(await ask(demo, '/api2/boekingen?periode=P1D&page_size=500')).length).toBe(
      demo.venue.todays().length + 1, // the camp that began yesterday
    )
  })

  it('finds by status, place, customer, sort of customer, company and product', async () => {
    expect(idsOf(await ask(seeds, '/api2/boekingen?status=optie,definitief'))).toEqual([25])
    expect(idsOf(await ask(seeds, '/api2/boekingen?locatie=4'))).toEqual([75])
    expect(idsOf(await ask(seeds, '/api2/boekingen?klant_id=47'))).toEqual([34])
    expect(idsOf(await ask(seeds, '/api2/boekingen?bevat_product_id=3,6'))).toEqual([25, 34])
    expect(idsOf(await ask(seeds, '/api2/boekingen?bedrijf_id=2'))).toEqual([])
    const schools = await ask(demo, '/api2/boekingen?Klant.soort_klant=School&periode=P1D')
    for (const one of schools.body as { Klant: { soort_klant: string } }[])
      expect(one.Klant.soort_klant).toBe('School')
    expect(idsOf(schools).length).toBeGreaterThan(0)
    const loose = await ask(demo, '/api2/boekingen?los_op_planning=true&embed=kosten')
    expect(loose.text).toContain('Groepsfoto')
    expect(idsOf(loose).length).toBeLessThan(demo.venue.all().length)
  })

  it('drops empty parameters and counts the last of a repeated one', async () => {
    expect(
      idsOf(await ask(seeds, '/api2/boekingen?status=&embed=&klant_id=9&klant_id=49')),
    ).toEqual([75])
  })
})

describe('refusals', () => {
  it('complains about everything at once, in the words of Recras', async () => {
    const answer = await ask(
      seeds,
      '/api2/boekingen?limit=5&embed=Klant,x&page=0&page_size=no&status=weg&periode=P&klant_id=a&los_op_planning=ja&referentiedatum=ooit',
    )
    expect(answer.status).toBe(406)
    expect(complaintsOf(answer.body)).toEqual([
      'limit',
      'embed',
      'page',
      'page_size',
      'status',
      'periode',
      'klant_id',
      'los_op_planning',
      'referentiedatum',
    ])
    expect(answer.body).toContainEqual({
      field: 'limit',
      message: 'Could not validate extra field',
      parameters: [],
    })
    expect(answer.text).toContain('\\"x\\" is not embeddable')
  })

  it.each([
    '2021-11-01T00:00:00/2021-11-05T00:00:00',
    '2021-11-05T00:00:00Z/2021-11-01T00:00:00Z',
    '2021-11-01T00:00:00+01:00/2021-11-05T00:00:00+01:00', // a plus that is not encoded is a space
    'P1D/P1D',
    '2021-13-01T00:00:00Z/P1D',
  ])('refuses the period %s', async (periode) => {
    expect((await ask(seeds, `/api2/boekingen?periode=${periode}`)).status).toBe(406)
  })

  it('refuses page sizes above a maximum where there is one', async () => {
    seeds.switches.maxPageSize = 500
    expect((await ask(seeds, '/api2/boekingen?page_size=500')).status).toBe(200)
    expect((await ask(seeds, '/api2/boekingen?page_size=501')).status).toBe(406)
    seeds.switches.maxPageSize = null
  })

  it('answers 401, 404 and 405 with their headers and a body', async () => {
    for (const authorization of ['', 'Bearer wrong', 'Basic ZGVtbw=='])
      expect(
        (await ask(seeds, '/api2/boekingen', { headers: { Authorization: authorization } })).status,
      ).toBe(401)
    expect((await ask(seeds, '/api2/boekingen/999')).status).toBe(404)
    expect((await ask(seeds, '/api2/nergens')).body).toHaveProperty('error.code', 404)
    const refused = async (path: string) => {
      const answer = await send(seeds, 'DELETE', path)
      return [answer.status, answer.headers.get('allow')]
    }
    expect(await refused('/api2/boekingen')).toEqual([405, 'GET, POST'])
    expect(await refused('/api2/boekingen/25/qr')).toEqual([405, 'GET'])
    expect(await refused('/api2/klanten/17')).toEqual([405, 'GET, PUT'])
    const posted = await post(seeds, '/api2/boekingen/25')
    expect([posted.status, posted.headers.get('allow')]).toEqual([405, 'GET, PUT, DELETE'])
    const get = await ask(seeds, '/api2/boekingen/25/set_status/gaande')
    expect([get.status, get.headers.get('allow')]).toEqual([405, 'POST'])
    expect((await ask(seeds, '/api2.php/boekingen/25')).status).toBe(200)
  })
})

describe('pages', () => {
  it('carries size, count and links, and ends with an empty page', async () => {
    const first = await ask(demo, '/api2/boekingen?page_size=50')
    const total = Number(first.headers.get('x-total-count'))
    expect(first.headers.get('x-page-size')).toBe('50')
    expect(total).toBe(demo.venue.all().length)
    const seen = new Set(idsOf(first))
    let link = first.headers.get('link') ?? ''
    expect(link).not.toContain('rel="prev"')
    for (let next = nextOf(link); next !== null; next = nextOf(link)) {
      const page = await ask(demo, next)
      for (const id of idsOf(page)) seen.add(id)
      link = page.headers.get('link') ?? ''
    }
    expect(seen.size).toBe(total)
    expect(link).toContain('rel="prev"')
    expect(idsOf(await ask(demo, '/api2/boekingen?page=999'))).toEqual([])
  })

  it('gives absolute links, or none', async () => {
    demo.switches.pagingHrefs = 'absolute'
    expect((await ask(demo, '/api2/boekingen')).headers.get('link')).toContain(`<${demo.url}/api2`)
    demo.switches.pagingHrefs = 'relative'
    demo.switches.pagingHeaders = 'none'
    const bare = await ask(demo, '/api2/boekingen')
    expect([bare.headers.get('link'), bare.headers.get('x-total-count')]).toEqual([null, null])
    demo.switches.pagingHeaders = 'all'
  })
})

const nextOf = (link: string): string | null => /<([^>]+)>; rel="next"/.exec(link)?.[1] ?? null

describe('embeds', () => {
  it('brings what is asked for and nothing else', async () => {
    const [booking] = demo.venue.todays('voltooid')
    const path = `/api2/boekingen/${booking?.id}`
    const bare = (await ask(demo, path)).body as object
    for (const name of ['Klant', 'boekingsregels', 'kosten', 'Facturen', 'gefactureerd_bedrag'])
      expect(bare).not.toHaveProperty(name)
    const all =
      'Klant.Hoofdcontact,boekingsregels,kosten,Creator,Diensten,Facturen,gefactureerd_bedrag'
    const full = (await ask(demo, `${path}?embed=${all}`)).body as object
    for (const name of ['boekingsregels', 'kosten', 'Creator', 'Diensten', 'Facturen'])
      expect(full).toHaveProperty(name)
    expect(full).toHaveProperty('Klant.Hoofdcontact.hoofdcontact', true)
    expect(JSON.stringify(full)).not.toContain('_betaald_bedrag')
  })

  it('writes what was paid as numbers and as text', async () => {
    const paid = async (): Promise<string[]> => {
      const { body } = await ask(demo, '/api2/boekingen?periode=P1D&embed=Facturen._betaald_bedrag')
      const bookings = body as { Facturen: { _betaald_bedrag?: unknown }[] }[]
      return bookings.flatMap((one) => one.Facturen.map((bill) => typeof bill._betaald_bedrag))
    }
    expect(new Set(await paid())).toEqual(new Set(['number', 'string']))
    demo.switches.paidAs = 'absent'
    expect(new Set(await paid())).toEqual(new Set(['undefined']))
    demo.switches.paidAs = 'mixed'
  })
})

describe('names', () => {
  it('lists places, products and companies, unless the key may not', async () => {
    for (const name of ['locaties', 'producten', 'bedrijven'] as const) {
      expect(idsOf(await ask(demo, `/api2/${name}`)).length).toBeGreaterThan(1)
      demo.switches.readable[name] = false
      expect((await ask(demo, `/api2/${name}`)).status).toBe(403)
      demo.switches.readable[name] = true
    }
  })

  it('lists customers from an id on', async () => {
    expect(idsOf(await ask(seeds, '/api2/klanten?id%3E=47'))).toEqual([47, 49, 62, 83])
    seeds.switches.idFrom = 'exclusive'
    expect(idsOf(await ask(seeds, '/api2/klanten?id%3E=47'))).toEqual([49, 62, 83])
    seeds.switches.idFrom = 'inclusive'
    expect(complaintsOf((await ask(seeds, '/api2/klanten?id=47')).body)).toEqual(['id'])
  })

  it('says whose key it is', async () => {
    expect((await ask(seeds, '/api2/personeel/me')).body).toMatchObject({
      type: 'personeel',
      bedrijf_id: 1,
    })
    expect((await post(seeds, '/api2/personeel/me')).status).toBe(405)
  })
})
