import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import type { StoredBooking } from '../../../src/simulator/index.ts'
import { ask, fieldsOf, idsOf, MOMENT, send, simulatorFor } from './support.ts'

const fixture = (name: string): Record<string, unknown> =>
  JSON.parse(
    readFileSync(new URL(`../../fixtures/seeds/${name}.json`, import.meta.url), 'utf8'),
  ) as Record<string, unknown>

const seeds = await simulatorFor({ venue: 'seeds', now: () => MOMENT })
const create = (body: unknown) => send(seeds, 'POST', '/api2/boekingen', body)
const wanted = { klant_id: 47, begin: '2026-06-13T15:00:00+02:00', personen: 15 }
const made = async (more: object): Promise<StoredBooking> => {
  const answer = await create({ ...wanted, ...more })
  expect(answer.status, answer.text).toBe(201)
  return answer.body as StoredBooking
}

describe('POST /boekingen', () => {
  it('answers the documented request with the documented booking', async () => {
    const answer = await create(fixture('boeking-create-request'))
    const example = fixture('boeking-created')
    expect(answer.status).toBe(201)
    const booking = answer.body as StoredBooking
    expect(answer.headers.get('location')).toBe(`/api2/boekingen/${booking.id}`)
    const { _links, ...body } = answer.body as Record<string, unknown>
    expect(Object.keys(body).sort()).toEqual(Object.keys(example).sort())
    for (const name of ['klant_id', 'datum', 'status', 'arrangement', 'personen', 'arrangement_id'])
      expect(body[name]).toEqual(example[name])
    expect(body).toMatchObject({ online_boeking: false, referentie: '47-3', bijzonderheden: '' })
    expect(_links).toBeTypeOf('object')
    const told = (one: { id: number; begin: string; eind: string; product_id: number }) => [
      one.product_id,
      one.begin,
      one.eind,
    ]
    const lines = (example as unknown as StoredBooking).boekingsregels
    expect(booking.boekingsregels.map(told).sort()).toEqual(lines.map(told).sort())
    expect(booking.kosten.regels).toMatchObject([
      { type: 'groep', naam: 'Klimmen en barbecue', children_visible: false },
    ])
    expect(booking.kosten.calculated_totaalbedrag_inclusief_btw).toBe(607.5)
    expect((await ask(seeds, answer.headers.get('location') ?? '')).body).toMatchObject({
      id: booking.id,
      referentie: '47-3',
    })
  })

  it('counts VAT on top of the prices when switched so, as the example has it', async () => {
    seeds.switches.btwInPrices = false
    const { kosten } = await made({ arrangement_id: 5 })
    seeds.switches.btwInPrices = true
    expect(kosten.calculated_totaalbedrag_inclusief_btw).toBe(444.68)
  })

  it('is made of a product, a book process, or nothing', async () => {
    const product = await made({ product_id: 10, personen: 4 })
    expect(product).toMatchObject({ arrangement: 'Escaperoom', arrangement_id: null })
    expect(product.boekingsregels).toMatchObject([{ aantal: 1, product_id: 10, locatie_id: 7 }])
    const process = await made({ book_process_id: 1 })
    expect(process).toMatchObject({ online_boeking: false, arrangement_id: 5 })
    expect(process.boekingsregels).toHaveLength(1)
    const nothing = await made({ arrangement: 'Op maat', bijzonderheden: 'Komen te voet' })
    expect(nothing).toMatchObject({
      arrangement: 'Op maat',
      bijzonderheden: 'Komen te voet',
      boekingsregels: [],
      kosten: { regels: [], calculated_totaalbedrag_inclusief_btw: 0 },
    })
  })

  it('copies another booking, moved and scaled, with numbers of its own', async () => {
    const copy = await made({ boeking_id: 25, begin: '2026-07-01T10:00:00+02:00', personen: 46 })
    const source = seeds.venue.booking(25)
    expect(copy).toMatchObject({ arrangement: 'Klimmen en bbq', arrangement_id: 2 })
    expect(copy.boekingsregels.map((line) => [line.begin, line.aantal, line.locatie_id])).toEqual([
      ['2026-07-01T13:00:00+02:00', 46, 2],
      ['2026-07-01T10:30:00+02:00', 40, 1],
      ['2026-07-01T10:00:00+02:00', 46, 2],
    ])
    const old = new Set(source?.boekingsregels.map((line) => line.id))
    expect(copy.boekingsregels.some((line) => old.has(line.id))).toBe(false)
    const [group] = copy.kosten.regels
    if (group?.type !== 'groep') throw new Error('no group')
    const items = group.regels.flatMap((rule) => (rule.type === 'item' ? [rule] : []))
    expect(new Set(items.map((item) => item.boekingsregel_id))).toEqual(
      new Set(copy.boekingsregels.map((line) => line.id)),
    )
    expect(copy.kosten.calculated_totaalbedrag_inclusief_btw).toBe(2 * 886.5)
  })

  it('writes moments as the venue does, whatever offset they came with', async () => {
    const { boekingsregels, datum } = await made({
      begin: '2026-06-13T23:30:00Z',
      product_id: 9,
    })
    expect(boekingsregels[0]?.begin).toBe('2026-06-14T01:30:00+02:00')
    expect(datum).toBe('2026-06-14')
  })

  it('takes each status, and an expiry with four of them only', async () => {
    for (const status of ['informatie', 'interesse', 'optie', 'reservering'])
      expect(await made({ status, status_vervaldatum: '2026-06-20' })).toMatchObject({
        status,
        status_vervaldatum: '2026-06-20',
      })
    for (const status of ['pending_online', 'definitief', 'gaande', 'voltooid', 'geannuleerd']) {
      expect(await made({ status })).toMatchObject({ status, status_vervaldatum: null })
      const answer = await create({ ...wanted, status, status_vervaldatum: '2026-06-20' })
      expect([answer.status, ...fieldsOf(answer)]).toEqual([406, 'status_vervaldatum'])
    }
  })

  it('is found by when it was made', async () => {
    const { id } = await made({ klant_id: 49 })
    const hour = encodeURIComponent('2026-06-13T14:00:00+02:00/PT1H')
    const path = `/api2/boekingen?klant_id=49&referentiedatum=created_at&periode=${hour}`
    expect(idsOf(await ask(seeds, path))).toEqual([id])
  })

  it('refuses everything that is wrong, all at once', async () => {
    const before = seeds.venue.all().length
    const answer = await create({
      begin: '2026-06-13T15:00:00',
      personen: 0,
      status: 'weg',
      arrangement: 7,
      boeking_id: 25,
      arrangement_id: 2,
      book_process_id: 99,
      product_id: '6',
      status_vervaldatum: '13-06-2026',
      bijzonderheden: false,
      haast: true,
    })
    expect(answer.status).toBe(406)
    expect(fieldsOf(answer).sort()).toEqual(
      [
        'klant_id',
        'begin',
        'personen',
        'status',
        'arrangement',
        'boeking_id',
        'book_process_id',
        'product_id',
        'status_vervaldatum',
        'bijzonderheden',
        'haast',
      ].sort(),
    )
    expect(answer.body).toContainEqual({
      field: 'haast',
      message: 'Could not validate extra field',
      parameters: [],
    })
    expect(seeds.venue.all()).toHaveLength(before)
  })

  it.each(['arrangement_id', 'book_process_id', 'product_id'])(
    'refuses boeking_id together with %s',
    async (name) => {
      const id = name === 'product_id' ? 6 : 2
      const answer = await create({ ...wanted, boeking_id: 25, [name]: id })
      expect([answer.status, ...fieldsOf(answer)]).toEqual([406, 'boeking_id'])
    },
  )

  it.each([
    ['klant_id', 999],
    ['klant_id', null],
    ['personen', 2.5],
    ['boeking_id', 999],
    ['arrangement_id', 999],
    ['product_id', 999],
    ['begin', '2026-02-30T12:00:00Z'],
    ['status', null],
  ])('refuses %s %j', async (name, value) => {
    const answer = await create({ ...wanted, [name]: value })
    expect([answer.status, ...fieldsOf(answer)]).toEqual([406, name])
  })

  it('refuses what is no JSON object, and parameters', async () => {
    for (const body of ['x', [], null]) expect((await create(body)).status).toBe(406)
    const answer = await send(seeds, 'POST', '/api2/boekingen?embed=Klant', wanted)
    expect([answer.status, ...fieldsOf(answer)]).toEqual([406, 'embed'])
  })

  it('asks for createBoeking, and writes Location as switched', async () => {
    seeds.switches.permissions.createBoeking = false
    expect((await create(wanted)).status).toBe(403)
    seeds.switches.permissions.createBoeking = true
    seeds.switches.locationHref = 'absolute'
    const answer = await create(wanted)
    seeds.switches.locationHref = 'relative'
    const { id } = answer.body as { id: number }
    expect(answer.headers.get('location')).toBe(`${seeds.url}/api2/boekingen/${id}`)
  })
})

describe('arrangements', () => {
  it('are listed with their names, unless the key may not', async () => {
    const { body } = await ask(seeds, '/api2/arrangementen')
    expect(body).toContainEqual({
      id: 2,
      naam: 'Klimmen en barbecue',
      weergavenaam: 'Klimmen en barbecue',
    })
    seeds.switches.readable.arrangementen = false
    expect((await ask(seeds, '/api2/arrangementen')).status).toBe(403)
    seeds.switches.readable.arrangementen = true
  })
})
