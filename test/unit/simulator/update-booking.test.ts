import { beforeEach, describe, expect, it } from 'vitest'
import type { StoredBooking } from '../../../src/simulator/index.ts'
import { ask, fieldsOf, MOMENT, send, simulatorFor, type Answer } from './support.ts'

const seeds = await simulatorFor({ venue: 'seeds', now: () => MOMENT })
const { venue, switches } = seeds

/** A fresh copy of the documentation's booking 25 (lines of products 5, 6 and 3). */
let booking: StoredBooking
beforeEach(async () => {
  const { body } = await send(seeds, 'POST', '/api2/boekingen', {
    klant_id: 46,
    begin: '2026-06-20T09:00:00+02:00',
    personen: 23,
    boeking_id: 25,
  })
  booking = body as StoredBooking
})

const put = (body: unknown, id = booking.id) => send(seeds, 'PUT', `/api2/boekingen/${id}`, body)
const ok = async (body: unknown): Promise<StoredBooking> => {
  const answer = await put(body)
  expect(answer.status, answer.text).toBe(200)
  return answer.body as StoredBooking
}
const refused = (answer: Answer): unknown[] => [answer.status, ...fieldsOf(answer)]
const lineAt = (index: number) => {
  const line = booking.boekingsregels[index]
  if (!line) throw new Error(`no line ${index}`)
  return line
}
const group = () => {
  const [rule] = booking.kosten.regels
  if (rule?.type !== 'groep') throw new Error('no group')
  return rule
}
const itemOf = (line: number) => {
  const item = group().regels.find((rule) => rule.type === 'item' && rule.boekingsregel_id === line)
  if (item?.type !== 'item') throw new Error(`no item of ${line}`)
  return item
}
/** Lines and costs that change nothing. */
const sameLines = () => booking.boekingsregels.map(({ id }) => ({ id }))
const sameCosts = () => ({
  regels: [
    { id: group().id, type: 'groep', regels: group().regels.map(({ id, type }) => ({ id, type })) },
  ],
})

describe('PUT /boekingen/{id}: plain fields', () => {
  it('changes what is sent and nothing else', async () => {
    const next = await ok({
      arrangement: 'Iets anders',
      personen: 30,
      bijzonderheden: null,
      conceptfactuur_na_dagen: -3,
      status_vervaldatum: '2026-06-18',
    })
    expect(next).toEqual({
      ...booking,
      arrangement: 'Iets anders',
      personen: 30,
      bijzonderheden: null,
      conceptfactuur_na_dagen: -3,
      status_vervaldatum: '2026-06-18',
    })
    expect(await ok({ conceptfactuur_na_dagen: null })).toMatchObject({
      conceptfactuur_na_dagen: null,
      personen: 30,
    })
  })

  it('sets a status, writes it down, and drops an expiry that it cannot have', async () => {
    await ok({ status: 'optie', status_vervaldatum: '2026-06-18' })
    expect(await ok({ status: 'definitief' })).toMatchObject({
      status: 'definitief',
      status_vervaldatum: null,
      status_updated_at: '2026-06-13T14:08:00+02:00',
    })
    expect(venue.changesOf(booking.id).map(({ to, by }) => [to, by])).toEqual([
      ['optie', 'api'],
      ['definitief', 'api'],
    ])
    expect(refused(await put({ status_vervaldatum: '2026-06-18' }))).toEqual([
      406,
      'status_vervaldatum',
    ])
  })

  it('reopens a finished booking with saveOverbooking only', async () => {
    await ok({ status: 'voltooid' })
    switches.saveOverbooking = false
    expect((await put({ status: 'gaande' })).status).toBe(403)
    switches.saveOverbooking = true
    expect(await ok({ status: 'gaande' })).toMatchObject({ status: 'gaande' })
  })

  it('refuses fields that cannot be changed, or takes them, as switched', async () => {
    const { id, klant_id, datum, status_updated_at, arrangement_id, online_boeking, referentie } =
      booking
    const fixed = {
      id,
      klant_id,
      datum,
      status_updated_at,
      arrangement_id,
      online_boeking,
      referentie,
    }
    const names = Object.keys(fixed)
    expect(refused(await put(fixed))).toEqual([406, ...names])
    switches.readOnlyFields = 'refused-when-different'
    await ok({ ...fixed, klant_id: String(klant_id) })
    const others = { ...fixed, klant_id: 9, referentie: '9-9' }
    expect(refused(await put(others))).toEqual([406, 'klant_id', 'referentie'])
    switches.readOnlyFields = 'ignored'
    expect(await ok(others)).toMatchObject({ klant_id, referentie })
    switches.readOnlyFields = 'refused'
  })

  it('refuses what is wrong or unknown, asks for editBoeking, and answers as switched', async () => {
    const answer = await put({ personen: 0, status: 'weg', conceptfactuur_na_dagen: '1', x: 1 })
    expect(refused(answer)).toEqual([406, 'personen', 'status', 'conceptfactuur_na_dagen', 'x'])
    expect((await put({ personen: 5 }, 999_999)).status).toBe(404)
    switches.permissions.editBoeking = false
    expect((await put({ personen: 5 })).status).toBe(403)
    switches.permissions.editBoeking = true
    switches.putAnswer = 'empty'
    const empty = await put({ personen: 5 })
    switches.putAnswer = 'booking'
    expect([empty.status, empty.text]).toEqual([200, ''])
    expect(venue.booking(booking.id)?.personen).toBe(5)
  })
})

describe('PUT /boekingen/{id}: lines with their costs', () => {
  it('come together or not at all', async () => {
    expect(refused(await put({ boekingsregels: sameLines() }))).toEqual([406, 'kosten'])
    expect(refused(await put({ kosten: sameCosts() }))).toEqual([406, 'boekingsregels'])
    expect(await ok({ boekingsregels: sameLines(), kosten: sameCosts() })).toEqual(booking)
    expect(await ok({ boekingsregels: sameLines(), kosten: {} })).toEqual(booking)
  })

  it('change a line: its item follows, the total too', async () => {
    const climb = lineAt(1)
    const next = await ok({
      boekingsregels: booking.boekingsregels.map(({ id }) =>
        id === climb.id
          ? {
              id,
              aantal: 10,
              locatie_id: 3,
              begin: '2026-06-20T08:00:00Z',
              eind: '2026-06-20T08:00:00Z',
              beschrijving: null,
              opmerking: 'Rustig aan',
              betaald_bedrag: 12.5,
              betaal_datum: '2026-06-01',
              betaal_opmerking: 'contant',
            }
          : { id },
      ),
      kosten: sameCosts(),
    })
    expect(next.boekingsregels[1]).toEqual({
      ...climb,
      aantal: 10,
      locatie_id: 3,
      begin: '2026-06-20T10:00:00+02:00',
      eind: '2026-06-20T10:00:00+02:00',
      beschrijving: null,
      opmerking: 'Rustig aan',
      betaald_bedrag: 12.5,
      betaal_datum: '2026-06-01',
      betaal_opmerking: 'contant',
    })
    booking = next
    expect(itemOf(climb.id)).toMatchObject({ aantal: 10, bedrag: 15 })
    expect(next.kosten.calculated_totaalbedrag_inclusief_btw).toBe(886.5 - 150)
  })

  it('change the product of a line: minimum, price and VAT follow, an own price stays', async () => {
    const climb = lineAt(1)
    const item = itemOf(climb.id)
    const lines = booking.boekingsregels.map(({ id }) =>
      id === climb.id ? { id, product_id: 11, locatie_id: 1 } : { id },
    )
    booking = await ok({ boekingsregels: lines, kosten: sameCosts() })
    expect(lineAt(1)).toMatchObject({ product_id: 11, minimum_aantal: 6 })
    expect(itemOf(climb.id)).toMatchObject({
      id: item.id,
      product_id: 11,
      bedrag: 21.5,
      btw_percentage: 21,
    })
    const own = sameCosts()
    const regels = own.regels.map((rule) => ({
      ...rule,
      regels: rule.regels.map((one) =>
        one.id === item.id ? { ...one, bedrag: 1, kortingspercentage: 50 } : one,
      ),
    }))
    booking = await ok({
      boekingsregels: booking.boekingsregels.map(({ id }) =>
        id === climb.id ? { id, product_id: 6 } : { id },
      ),
      kosten: { regels },
    })
    expect(itemOf(climb.id)).toMatchObject({ bedrag: 1, kortingspercentage: 50 })
  })

  it('drop a line with its item; an item of a line that is gone is refused', async () => {
    const gone = lineAt(0)
    const lines = sameLines().slice(1)
    const answer = await put({ boekingsregels: lines, kosten: sameCosts() })
    expect(answer.status).toBe(406)
    expect(fieldsOf(answer)).toEqual(['kosten.regels.0.regels.2.boekingsregel_id'])
    expect(venue.booking(booking.id)?.boekingsregels).toHaveLength(3)
    const regels = group().regels.filter((rule) => rule.id !== itemOf(gone.id).id)
    const next = await ok({
      boekingsregels: lines,
      kosten: {
        regels: [
          { id: group().id, type: 'groep', regels: regels.map(({ id, type }) => ({ id, type })) },
        ],
      },
    })
    expect(next.boekingsregels.map((line) => line.id)).toEqual(lines.map((line) => line.id))
    expect(next.kosten.calculated_totaalbedrag_inclusief_btw).toBe(886.5 - 529)
  })

  it('refuse a tree without an item for a line that was there', async () => {
    const answer = await put({ boekingsregels: sameLines(), kosten: { regels: [] } })
    expect(refused(answer)).toEqual([406, 'kosten.regels', 'kosten.regels', 'kosten.regels'])
  })

  it('add a line: with an item of its own by ref, or with the one that Recras makes', async () => {
    const lines = [
      ...sameLines(),
      { ref: 'a', product_id: 14, aantal: 23, locatie_id: 5 },
      { ref: 'b', product_id: 10, aantal: 2, locatie_id: 7, begin: '2026-06-20T15:00:00+02:00' },
    ]
    const { regels } = sameCosts()
    const item = { type: 'item', boekingsregel_ref: 'a', naam: 'Lunch', bedrag: 10 }
    const next = await ok({ boekingsregels: lines, kosten: { regels: [...regels, item] } })
    const [lunch, room] = next.boekingsregels.slice(3)
    expect(lunch).toMatchObject({ product_id: 14, begin: '2026-06-20T09:00:00+02:00' })
    expect(room).toMatchObject({
      begin: '2026-06-20T15:00:00+02:00',
      eind: '2026-06-20T16:15:00+02:00',
    })
    expect(lunch).not.toHaveProperty('ref')
    expect(next.kosten.regels.slice(1)).toMatchObject([
      { naam: 'Lunch', bedrag: 10, aantal: 23, product_id: 14, boekingsregel_id: lunch?.id },
      { naam: 'Escaperoom', bedrag: 162, aantal: 2, boekingsregel_id: room?.id },
    ])
    expect(next.kosten.calculated_totaalbedrag_inclusief_btw).toBe(886.5 + 230 + 324)
  })

  it.each([
    [{ ref: 'a', product_id: 14 }, 'aantal'],
    [{ ref: 'a', aantal: 1 }, 'product_id'],
    [{ aantal: 1, product_id: 14 }, 'ref'],
    [{ ref: 'a', aantal: -1, product_id: 14 }, 'aantal'],
    [{ ref: 'a', aantal: 1, product_id: 99 }, 'product_id'],
    [{ ref: 'a', aantal: 1, product_id: 14, locatie_id: 99 }, 'locatie_id'],
    [{ ref: 'a', aantal: 1, product_id: 14, locatie_id: 1 }, 'locatie_id'],
    [{ ref: 'a', aantal: 1, product_id: 6 }, 'locatie_id'],
    [{ ref: 'a', aantal: 1, product_id: 14, minimum_aantal: 1 }, 'minimum_aantal'],
    [
      { ref: 'a', aantal: 1, product_id: 14, herinnering_leverancier: null },
      'herinnering_leverancier',
    ],
    [{ ref: 'a', aantal: 1, product_id: 14, betaal_datum: 'morgen' }, 'betaal_datum'],
    [{ ref: 'a', aantal: 1, product_id: 14, kleur: 'rood' }, 'kleur'],
    [
      {
        ref: 'a',
        aantal: 1,
        product_id: 14,
        begin: '2026-06-20T15:00:01+02:00',
        eind: '2026-06-20T13:00:00Z',
      },
      'begin',
    ],
    [{ id: 112 }, 'id'],
  ])('refuse the line %j on %s', async (line, field) => {
    const answer = await put({ boekingsregels: [...sameLines(), line], kosten: sameCosts() })
    expect(refused(answer)).toEqual([406, `boekingsregels.3.${field}`])
  })

  it('say by its code that a product needs a place, and take lines without ref when switched', async () => {
    const lines = [...sameLines(), { aantal: 1, product_id: 6 }]
    switches.newLineNeedsRef = false
    const answer = await put({ boekingsregels: lines, kosten: sameCosts() })
    expect(answer.body).toEqual([
      {
        field: 'boekingsregels.3.locatie_id',
        message: 'ERR_PRODUCT_REQUIRES_LOCATION',
        parameters: [6],
      },
    ])
    await ok({
      boekingsregels: [...sameLines(), { aantal: 1, product_id: 14 }],
      kosten: sameCosts(),
    })
    switches.newLineNeedsRef = true
  })

  it('refuse lines that are named twice', async () => {
    const again = { id: lineAt(0).id }
    const a = { ref: 'a', aantal: 1, product_id: 14 }
    const answer = await put({ boekingsregels: [...sameLines(), again, a, a], kosten: sameCosts() })
    expect(refused(answer)).toEqual([406, 'boekingsregels.3.id', 'boekingsregels.5.ref'])
  })
})

describe('PUT /boekingen/{id}: the tree of costs', () => {
  const withRules = (...more: unknown[]) => ({
    boekingsregels: sameLines(),
    kosten: { regels: [...sameCosts().regels, ...more] },
  })

  it('nests groups, discounts both, and counts loose items', async () => {
    const photo = { type: 'item', product_id: 20, aantal: 2, kortingspercentage: 50 }
    const inner = { type: 'groep', naam: 'Binnen', regels: [photo], kortingspercentage: 10 }
    const next = await ok(
      withRules({ type: 'groep', naam: 'Buiten', children_visible: true, regels: [inner] }),
    )
    expect(next.kosten.regels[1]).toMatchObject({
      naam: 'Buiten',
      children_visible: true,
      regels: [
        {
          naam: 'Binnen',
          children_visible: false,
          regels: [{ naam: 'Groepsfoto op groot formaat', bedrag: 17.5, btw_percentage: 21 }],
        },
      ],
    })
    expect(next.kosten.calculated_totaalbedrag_inclusief_btw).toBe(886.5 + 15.75)
    expect(next.kosten.boeking_id).toBe(booking.id)
  })

  it('changes the fields of the costs themselves', async () => {
    const { kosten } = await ok({
      boekingsregels: sameLines(),
      kosten: { opmerking: 'PO 12', betaaltermijn: 30, referentie_klant: null, bedrijf_id: 2 },
    })
    expect(kosten).toEqual({
      ...booking.kosten,
      opmerking: 'PO 12',
      betaaltermijn: 30,
      referentie_klant: null,
      bedrijf_id: 2,
    })
    const fixed = { klant_id: 46, calculated_totaalbedrag_inclusief_btw: 1, boeking_id: 1 }
    const answer = await put({ boekingsregels: sameLines(), kosten: { ...fixed, bedrijf_id: 9 } })
    expect(refused(answer)).toEqual([
      406,
      'kosten.klant_id',
      'kosten.calculated_totaalbedrag_inclusief_btw',
      'kosten.boeking_id',
      'kosten.bedrijf_id',
    ])
  })

  it('takes product and number of an item with a line when they are the old or the new ones', async () => {
    const climb = lineAt(1)
    const item = itemOf(climb.id)
    const lines = booking.boekingsregels.map(({ id }) =>
      id === climb.id ? { id, aantal: 9 } : { id },
    )
    const costs = (aantal: number) => ({
      regels: sameCosts().regels.map((rule) => ({
        ...rule,
        regels: rule.regels.map((one) =>
          one.id === item.id ? { ...one, aantal, product_id: 6, boekingsregel_id: climb.id } : one,
        ),
      })),
    })
    for (const aantal of [item.aantal, 9]) {
      booking = await ok({ boekingsregels: lines, kosten: costs(aantal) })
      expect(itemOf(climb.id).aantal).toBe(9)
    }
    const answer = await put({ boekingsregels: lines, kosten: costs(8) })
    expect(answer.body).toMatchObject([
      { message: 'Kan alleen aangepast worden wanneer boekingsregel_id = null' },
    ])
  })

  it.each([
    [{ naam: 'X' }, 'type'],
    [{ type: 'regel' }, 'type'],
    [{ type: 'item', children_visible: true }, 'children_visible'],
    [{ type: 'item', regels: [] }, 'regels'],
    [{ type: 'groep', aantal: 1 }, 'aantal'],
    [{ type: 'groep', bedrag: 1 }, 'bedrag'],
    [{ type: 'groep', boekingsregel_id: null }, 'boekingsregel_id'],
    [{ type: 'item', kortingspercentage: 101 }, 'kortingspercentage'],
    [{ type: 'item', kortingspercentage: -1 }, 'kortingspercentage'],
    [{ type: 'item', bedrag: '3' }, 'bedrag'],
    [{ type: 'item', product_id: 99 }, 'product_id'],
    [{ type: 'item', boekingsregel_ref: 'x' }, 'boekingsregel_ref'],
    [{ type: 'item', boekingsregel_ref: 'x', boekingsregel_id: null }, 'boekingsregel_ref'],
    [{ type: 'item', boekingsregel_id: 112 }, 'boekingsregel_id'],
    [{ type: 'item', id: 237 }, 'id'],
    [{ type: 'item', kleur: 'rood' }, 'kleur'],
  ])('refuses the rule %j on %s', async (rule, field) => {
    expect(refused(await put(withRules(rule)))).toEqual([406, `kosten.regels.1.${field}`])
  })

  it('refuses a rule that is there twice, and one of another type', async () => {
    const { id } = group()
    const answer = await put(withRules({ id, type: 'groep', regels: [] }, { id, type: 'item' }))
    expect(refused(answer)).toEqual([
      406,
      'kosten.regels.1.id',
      'kosten.regels.2.id',
      'kosten.regels.2.type',
    ])
  })
})

describe('DELETE /boekingen/{id}', () => {
  const remove = (id: number) => send(seeds, 'DELETE', `/api2/boekingen/${id}`)
  const deletable = (id: number) => ask(seeds, `/api2/boekingen/${id}/deletable`)

  it('removes what can be removed', async () => {
    const { id } = booking
    expect((await deletable(id)).body).toBe(true)
    expect((await remove(id)).status).toBe(200)
    for (const answer of [await remove(id), await deletable(id)]) expect(answer.status).toBe(404)
    expect((await ask(seeds, `/api2/boekingen/${id}`)).status).toBe(404)
    expect((await ask(seeds, '/api2/boekingen?klant_id=46')).text).not.toContain(`"id":${id},`)
  })

  it('keeps what has begun, and what was invoiced', async () => {
    const invoiced = venue.add({ paid: 1 }).id
    const begun = ['gaande', 'voltooid'].map((status) => venue.add({ status }).id)
    for (const id of [invoiced, ...begun]) {
      expect((await deletable(id)).body).toBe(false)
      expect((await remove(id)).status).toBe(406)
      expect(venue.booking(id)).not.toBeNull()
    }
  })

  it('says it in every shape that is switched on, and asks for deleteBoeking', async () => {
    const { id } = booking
    const kept = venue.add({ status: 'gaande' }).id
    switches.deletableBody = 'object'
    expect((await deletable(id)).body).toEqual({ deletable: true })
    expect((await deletable(kept)).body).toEqual({ deletable: false })
    switches.deletableBody = 'status'
    expect([(await deletable(id)).status, (await deletable(kept)).status]).toEqual([200, 409])
    switches.deletableBody = 'boolean'
    switches.permissions.deleteBoeking = false
    expect((await deletable(id)).body).toBe(false)
    expect((await remove(id)).status).toBe(403)
    switches.permissions.deleteBoeking = true
  })

  it('never gives a number twice', async () => {
    const { id } = venue.add()
    await remove(id)
    expect(venue.add().id).toBeGreaterThan(id)
  })
})
