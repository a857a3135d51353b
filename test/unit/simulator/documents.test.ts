import { describe, expect, it } from 'vitest'
import { readLinks } from '../../../src/shared/recras/links.ts'
import { ask, MOMENT, post, simulatorFor } from './support.ts'

const demo = await simulatorFor({ now: () => MOMENT })
const { venue, switches } = demo
const linksOf = async (id: number) => {
  const { body } = await ask(demo, `/api2/boekingen/${id}`)
  return readLinks((body as { _links: unknown })._links)
}
const follow = async (id: number, rel: string) => (await linksOf(id))[rel]?.[0]?.href ?? ''

describe('shifts', () => {
  it('are linked and embedded: who, when, where and how certain, the same every time', async () => {
    const [booking] = venue.todays('definitief')
    if (!booking) throw new Error('no booking')
    const href = await follow(booking.id, 'recras:diensten_bij_boeking')
    const { body } = await ask(demo, href)
    const shifts = body as { begin: string; eind: string; locatie_id: number | null }[]
    expect(shifts.length).toBeGreaterThanOrEqual(booking.boekingsregels.length)
    for (const shift of shifts) {
      expect(Date.parse(shift.begin)).toBeLessThan(Date.parse(shift.eind))
      expect(shift).toMatchObject({
        boeking_id: booking.id,
        functie: expect.stringMatching(/^(Horeca|Instructeur)$/) as string,
        status: expect.stringMatching(/^(open|ingepland|bevestigd)$/) as string,
      })
    }
    const embedded = await ask(demo, `/api2/boekingen/${booking.id}?embed=Diensten`)
    expect((embedded.body as { Diensten: unknown }).Diensten).toEqual(shifts)
  })

  it('are nobody\u2019s when nobody has them, and none when the booking is off', async () => {
    const all = (await ask(demo, '/api2/boekingen?periode=P1D&embed=Diensten')).body as {
      status: string
      Diensten: { status: string; medewerker: unknown }[]
    }[]
    const shifts = all.flatMap((one) => one.Diensten)
    expect(new Set(shifts.map((one) => one.status))).toEqual(
      new Set(['open', 'ingepland', 'bevestigd']),
    )
    for (const one of shifts) expect(one.medewerker === null).toBe(one.status === 'open')
    for (const one of all.filter(({ status }) => status === 'geannuleerd'))
      expect(one.Diensten).toEqual([])
  })
})

describe('invoices', () => {
  it('carry number, date, status, total, paid and open', async () => {
    const half = venue.add({ paid: 0.5 })
    const { body } = await ask(demo, await follow(half.id, 'recras:invoices'))
    const total = half.kosten.calculated_totaalbedrag_inclusief_btw
    expect(body).toMatchObject([
      { datum: '2026-06-06', status: 'betaald', totaalbedrag: total / 2, openstaand_bedrag: 0 },
      { status: 'verzonden', totaalbedrag: total / 2, openstaand_bedrag: total / 2 },
    ])
    const bills = body as { factuurnummer: string; _betaald_bedrag: unknown }[]
    expect(bills.map((one) => Number(one._betaald_bedrag))).toEqual([total / 2, 0])
    expect(bills[0]?.factuurnummer).toMatch(/^2026-\d{5}$/)
    const embedded = await ask(demo, `/api2/boekingen/${half.id}?embed=gefactureerd_bedrag,Creator`)
    expect(embedded.body).toMatchObject({
      gefactureerd_bedrag: total,
      Creator: { type: 'personeel' },
    })
  })
})

describe('proposals', () => {
  it('are sent as often as they are asked for, in statuses that are not firm', async () => {
    const { id } = venue.add({ status: 'optie' })
    const href = await follow(id, 'recras:send_boekingsvoorstel')
    expect((await post(demo, href)).status).toBe(204)
    expect((await post(demo, href)).status).toBe(204)
    expect(venue.proposals[id]).toBe(2)
  })

  it.each(['pending_online', 'definitief', 'gaande', 'voltooid', 'geannuleerd'])(
    'are not sent for %s',
    async (status) => {
      const { id } = venue.add({ status })
      expect(await follow(id, 'recras:send_boekingsvoorstel')).toBe('')
      expect((await post(demo, `/api2/boekingen/${id}/boekingsvoorstel`)).status).toBe(406)
      expect(venue.proposals[id]).toBeUndefined()
    },
  )

  it('are offered where switched', async () => {
    const { id } = venue.add({ status: 'definitief' })
    const usual = switches.proposalIn
    switches.proposalIn = ['definitief']
    expect((await post(demo, await follow(id, 'recras:send_boekingsvoorstel'))).status).toBe(204)
    switches.proposalIn = usual
  })
})

describe('links', () => {
  it('do not name deletable: its path is documented, a relation is not', async () => {
    const { id } = venue.add({ status: 'optie' })
    expect(Object.keys(await linksOf(id)).sort()).toEqual(
      [
        'recras:booking:qr',
        'recras:booking:set_status:confirmed',
        'recras:diensten_bij_boeking',
        'recras:invoices',
        'recras:send_boekingsvoorstel',
        'self',
      ].sort(),
    )
  })
})
