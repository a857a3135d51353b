import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { ask, fieldsOf, idsOf, MOMENT, send, simulatorFor } from './support.ts'

const fixture = (name: string): Record<string, unknown> =>
  JSON.parse(
    readFileSync(new URL(`../../fixtures/seeds/${name}.json`, import.meta.url), 'utf8'),
  ) as Record<string, unknown>

const seeds = await simulatorFor({ venue: 'seeds', now: () => MOMENT })
const create = (body: unknown) => send(seeds, 'POST', '/api2/klanten', body)
const change = (id: number, body: unknown) => send(seeds, 'PUT', `/api2/klanten/${id}`, body)
const read = async (id: number) =>
  (await ask(seeds, `/api2/klanten/${id}`)).body as Record<string, unknown> & {
    contactpersonen: { id: number; voornaam: string | null; hoofdcontact: boolean }[]
  }
const person = (more: object = {}) => ({ voornaam: 'Bo', hoofdcontact: true, ...more })

describe('POST /klanten', () => {
  it('answers the documented request with the documented customer', async () => {
    seeds.switches.matchCustomers = false
    const revision = seeds.venue.customersRevision
    const answer = await create(fixture('klant-create-request'))
    seeds.switches.matchCustomers = true
    expect(answer.status).toBe(201)
    const { id, ...body } = answer.body as Record<string, unknown>
    const { id: _id, ...example } = fixture('klant-created')
    expect(body).toEqual(example)
    expect(answer.headers.get('location')).toBe(`/api2/klanten/${String(id)}`)
    expect(seeds.venue.customersRevision).toBeGreaterThan(revision)
    const customer = await read(Number(id))
    expect(customer.contactpersonen).toMatchObject([
      { voornaam: 'Test', geslacht: 'man', telefoon2: null, hoofdcontact: true },
      { id: 15, voornaam: 'Janny', hoofdcontact: false },
    ])
    expect(customer['extra_fields']).toEqual([{ name: 'Shoe size', type: 'number', value: 42 }])
    expect(_id).toBe(83)
    expect(idsOf(await ask(seeds, `/api2/klanten?id%3E=${String(id)}`))).toContain(id)
    expect((await read(17)).contactpersonen).toMatchObject([{ id: 15, hoofdcontact: true }])
  })

  it('needs nothing but a contact, and then goes by its name', async () => {
    const answer = await create({ contactpersonen: [person({ achternaam: 'Kok' })] })
    expect([answer.status, answer.body]).toMatchObject([
      201,
      { naam: null, displaynaam: 'Bo Kok', bedrijf_id: 1, soort_klant: null },
    ])
  })

  it('answers 200 with the customer that it already is, by name and e-mail', async () => {
    const given = {
      naam: 'voorbeeldgroep ',
      contactpersonen: [person({ email2: 'TEST@example.com' })],
    }
    const count = seeds.venue.allCustomers().length
    const same = await create(given)
    expect([same.status, (same.body as { id: number }).id]).toEqual([200, 83])
    expect(seeds.venue.allCustomers()).toHaveLength(count)
    expect((await create({ ...given, naam: 'Een andere groep' })).status).toBe(201)
    seeds.switches.matchCustomers = false
    expect((await create(given)).status).toBe(201)
    seeds.switches.matchCustomers = true
  })

  it('keeps extra fields of all five types', async () => {
    const extra_fields = [
      { name: 'Hond', type: 'text', value: 'Bello' },
      { name: 'Schoenmaat', type: 'number', value: 42 },
      { name: 'Jarig', type: 'date', value: '2012-02-29' },
      { name: 'Bron', type: 'singlechoice', value: 'Folder' },
      { name: 'Interesses', type: 'multiplechoice', value: ['Klimmen', 'Boog'] },
    ]
    const { body } = await create({ naam: 'Vijf', contactpersonen: [person()], extra_fields })
    const { id } = body as { id: number }
    expect((await read(id))['extra_fields']).toEqual(extra_fields)
    await change(id, { extra_fields: [{ name: 'Schoenmaat', type: 'number', value: 43 }] })
    expect((await read(id))['extra_fields']).toHaveLength(5)
    expect((await read(id))['extra_fields']).toContainEqual({
      name: 'Schoenmaat',
      type: 'number',
      value: 43,
    })
  })

  it.each([
    ['text', 1],
    ['number', '42'],
    ['number', 4.2],
    ['date', '29-02-2012'],
    ['date', '2013-02-29'],
    ['singlechoice', ['a']],
    ['multiplechoice', 'a'],
    ['multiplechoice', [1]],
  ])('refuses %j as the value of a %s field', async (type, value) => {
    const answer = await create({
      contactpersonen: [person()],
      extra_fields: [{ name: 'X', type, value }],
    })
    expect(answer.status).toBe(406)
    expect(fieldsOf(answer)[0]).toMatch(/^extra_fields\.0\.value/)
  })

  it.each([
    [{}, 'contactpersonen'],
    [{ contactpersonen: [] }, 'contactpersonen'],
    [{ contactpersonen: [person({ hoofdcontact: false })] }, 'contactpersonen'],
    [{ contactpersonen: [person(), person()] }, 'contactpersonen'],
    [{ contactpersonen: [{ voornaam: 'Bo' }] }, 'contactpersonen.0.hoofdcontact'],
    [{ contactpersonen: [person({ id: 999 })] }, 'contactpersonen.0.id'],
    [{ contactpersonen: [person({ geslacht: 'm' })] }, 'contactpersonen.0.geslacht'],
    [{ contactpersonen: [person({ telefoon3: '1' })] }, 'contactpersonen.0.telefoon3'],
    [{ contactpersonen: [person(), person({ email1: 5 })] }, 'contactpersonen.1.email1'],
    [{ contactpersonen: [person()], provinciecode: 'Gelderland' }, 'provinciecode'],
    [{ contactpersonen: [person()], bedrijf_id: 9 }, 'bedrijf_id'],
    [{ contactpersonen: [person()], soort_klant: 'Onbekend soort' }, 'soort_klant'],
    [
      { contactpersonen: [person()], extra_fields: [{ name: 'X', type: 'file', value: '' }] },
      'extra_fields.0.type',
    ],
    [{ contactpersonen: [person()], displaynaam: 'X' }, 'displaynaam'],
    [{ contactpersonen: [person()], naam: 5 }, 'naam'],
  ])('refuses %j on %s', async (body, field) => {
    const count = seeds.venue.allCustomers().length
    const answer = await create(body)
    expect([answer.status, ...fieldsOf(answer)]).toEqual([406, field])
    expect(seeds.venue.allCustomers()).toHaveLength(count)
  })

  it('fills in the standard company', async () => {
    const { body } = await create({ bedrijf_id: null, contactpersonen: [person()] })
    expect(body).toMatchObject({ bedrijf_id: 1 })
  })
})

describe('PUT /klanten/{id}', () => {
  it('changes what is given and nothing else', async () => {
    const before = await read(62)
    const answer = await change(62, { plaats: 'Zelhem', soort_klant: 'Familie' })
    expect([answer.status, answer.body]).toMatchObject([200, { id: 62, plaats: 'Zelhem' }])
    expect(await read(62)).toEqual({ ...before, plaats: 'Zelhem', soort_klant: 'Familie' })
    await change(62, { naam: 'Corry en kids' })
    expect(await read(62)).toMatchObject({ displaynaam: 'Corry en kids' })
  })

  it('makes the list of contacts exactly what was sent, the main one first', async () => {
    const [own] = (await read(49)).contactpersonen
    await change(49, {
      contactpersonen: [
        { id: own?.id, hoofdcontact: false, voornaam: 'Elsbeth' },
        { voornaam: 'Nieuw', hoofdcontact: true },
      ],
    })
    const { contactpersonen } = await read(49)
    expect(contactpersonen).toMatchObject([
      { voornaam: 'Nieuw', hoofdcontact: true },
      { id: own?.id, voornaam: 'Elsbeth', achternaam: 'Pol', hoofdcontact: false },
    ])
    await change(49, { contactpersonen: [{ id: contactpersonen[0]?.id, hoofdcontact: true }] })
    expect((await read(49)).contactpersonen).toHaveLength(1)
  })

  it('refuses as POST does, and what is not there', async () => {
    const answer = await change(62, { contactpersonen: [person({ hoofdcontact: false })], id: 62 })
    expect([answer.status, ...fieldsOf(answer).sort()]).toEqual([406, 'contactpersonen', 'id'])
    expect((await change(999, { naam: 'X' })).status).toBe(404)
  })

  it('shows in what is embedded in bookings', async () => {
    await ask(seeds, '/api2/boekingen?embed=Klant&klant_id=46')
    await change(46, { naam: 'De Dinkel aan Zee' })
    expect((await ask(seeds, '/api2/boekingen?embed=Klant&klant_id=46')).text).toContain('aan Zee')
  })
})
