import { describe, expect, it } from 'vitest'
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { demoVenue } from '../../../src/simulator/demo/day.ts'
import { Chance } from '../../../src/simulator/demo/random.ts'
import { startSimulator, type SimulatorOptions } from '../../../src/simulator/index.ts'
import { STATUSES } from '../../../src/shared/recras/status.ts'
import { ask, idsOf, MOMENT, post, send, simulatorFor } from './support.ts'

const ZONE = 'Europe/Amsterdam'
const HOUR = 3_600_000
const at = (day: string, time: string): number => Date.parse(`${day}T${time}:00+02:00`)

describe('the demo venue', () => {
  const data = demoVenue(1912, MOMENT, ZONE)
  const today = data.bookings.filter((booking) => booking.datum === '2026-06-13')

  it('has a full day, every status, small and large groups, and the days around it', () => {
    expect(today.length).toBeGreaterThanOrEqual(55)
    expect(today.length).toBeLessThanOrEqual(70)
    expect(new Set(today.map((one) => one.status))).toEqual(new Set(STATUSES))
    const people = today.map((one) => one.personen)
    expect([Math.min(...people), Math.max(...people)]).toEqual([2, 120])
    for (const day of ['2026-06-12', '2026-06-14', '2026-06-20'])
      expect(data.bookings.filter((one) => one.datum === day).length).toBeGreaterThanOrEqual(40)
  })

  it('is consistent: one to five lines, unique ids and references, known customers', () => {
    const { bookings } = data
    const begins = today.flatMap((one) => one.boekingsregels.map((line) => line.begin)).sort()
    expect(begins[0]?.slice(11, 16) ?? '').toMatch(/^(09|10):/)
    for (const one of bookings) {
      expect(one.boekingsregels.length).toBeGreaterThanOrEqual(1)
      expect(one.boekingsregels.length).toBeLessThanOrEqual(5)
      expect(one.referentie.startsWith(`${one.klant_id}-`)).toBe(true)
      expect(Date.parse(one.created_at)).toBeLessThan(MOMENT)
      expect(Date.parse(one.status_updated_at)).toBeLessThanOrEqual(MOMENT)
    }
    expect(new Set(bookings.map((one) => one.id)).size).toBe(bookings.length)
    expect(new Set(bookings.map((one) => one.referentie)).size).toBe(bookings.length)
    const customers = new Set(data.customers.map((one) => one.id))
    expect(customers.size).toBe(data.customers.length)
    expect(bookings.every((one) => customers.has(one.klant_id))).toBe(true)
    const lines = bookings.flatMap((one) => one.boekingsregels.map((line) => line.id))
    expect(new Set(lines).size).toBe(lines.length)
  })

  it('shows notes, anonymised customers, and money unpaid, partly paid, paid and unknown', () => {
    const customer = (id: number) => data.customers.find((one) => one.id === id)
    expect(today.some((one) => one.bijzonderheden?.includes('rolstoel'))).toBe(true)
    expect(today.some((one) => customer(one.klant_id)?.displaynaam === '')).toBe(true)
    const share = today.map((one) =>
      one.facturen.length === 0
        ? 'unknown'
        : Math.sign(
            one.facturen.reduce((sum, bill) => sum + bill.betaald, 0) -
              one.kosten.calculated_totaalbedrag_inclusief_btw,
          ) + (one.facturen.some((bill) => bill.betaald > 0) ? ' some' : ' none'),
    )
    expect(new Set(share)).toEqual(new Set(['unknown', '0 some', '-1 some', '-1 none']))
  })

  it.each(['13:00', '14:08', '15:30', '16:45', '18:00'])(
    'has late groups, and one past its end, at %s',
    (time) => {
      const now = at('2026-06-13', time)
      const day = demoVenue(1912, now, ZONE).bookings.filter((one) => one.datum === '2026-06-13')
      const span = (one: (typeof day)[number]) => ({
        begin: Math.min(...one.boekingsregels.map((line) => Date.parse(line.begin))),
        end: Math.max(...one.boekingsregels.map((line) => Date.parse(line.eind))),
      })
      const late = day.filter(
        (one) => one.status === 'definitief' && now - span(one).begin > HOUR / 4,
      )
      const over = day.filter((one) => one.status === 'gaande' && span(one).end < now)
      expect(late.length).toBeGreaterThanOrEqual(1)
      expect(late.length).toBeLessThanOrEqual(6)
      expect(over.length).toBeGreaterThanOrEqual(1)
      expect(day.filter((one) => one.status === 'voltooid' && span(one).begin > now)).toEqual([])
      expect(day.filter((one) => one.status === 'definitief').length).toBeGreaterThanOrEqual(3)
    },
  )

  it('is the same for the same seed and moment, and another for another seed', () => {
    expect(demoVenue(1912, MOMENT, ZONE)).toEqual(data)
    expect(demoVenue(7, MOMENT, ZONE).bookings).not.toEqual(data.bookings)
  })

  it('keeps its bookings while days go by: only their status and what hangs on it moves on', () => {
    const later = demoVenue(1912, MOMENT + 3 * 24 * HOUR, ZONE)
    const known = new Map(later.bookings.map((one) => [one.id, one]))
    const shared = data.bookings.filter((one) => known.has(one.id))
    expect(shared.length).toBeGreaterThan(200)
    for (const one of shared) {
      const next = known.get(one.id)
      expect(next?.boekingsregels).toEqual(one.boekingsregels)
      expect(next?.referentie).toBe(one.referentie)
      expect(next?.bijzonderheden).toBe(one.bijzonderheden)
    }
  })

  it.each(['2026-03-29', '2026-10-25'])('keeps wall times on %s, when the clock changes', (day) => {
    const { bookings } = demoVenue(1912, at(day, '12:00'), ZONE)
    const own = bookings.find((one) => one.datum === day && one.klant_id === 17)
    const begins = own?.boekingsregels.map((line) => line.begin.slice(11, 16)) ?? []
    expect(begins.sort()[0]).toBe('14:00')
  })
})

describe('what is kept', () => {
  const folder = mkdtempSync(join(tmpdir(), 'simulator-'))
  const stateFile = join(folder, 'deep', 'venue.json')
  let now = MOMENT
  const open = (more: SimulatorOptions = {}) =>
    startSimulator({ stateFile, now: () => now, ...more })

  it('survives a restart, an hour and a night, and leaves the rest as it was', async () => {
    const first = await open()
    const [changed, removed, other] = first.venue.todays('definitief')
    if (!changed || !removed || !other) throw new Error('too few bookings')
    first.venue.setStatus(changed.id, 'gaande', 'api')
    first.venue.remove(removed.id)
    const added = first.venue.add({ customerName: 'Blijver' })
    first.venue.setStatus(added.id, 'geannuleerd')
    await first.close()

    now += HOUR
    const second = await open()
    expect(second.venue.booking(changed.id)).toMatchObject({ status: 'gaande' })
    expect(second.venue.booking(removed.id)).toBeNull()
    expect(second.venue.booking(added.id)).toMatchObject({ status: 'geannuleerd' })
    expect(second.venue.customer(added.klant_id)?.displaynaam).toBe('Blijver')
    expect(second.venue.booking(other.id)).toEqual(other)
    expect(second.venue.changesOf(changed.id)).toHaveLength(1)

    now += 24 * HOUR
    await fetch(`${second.url}/api2/personeel/me`)
    expect(second.venue.today()).toBe('2026-06-14')
    expect(second.venue.todays().length).toBeGreaterThan(50)
    expect(second.venue.booking(changed.id)).toMatchObject({ status: 'gaande' })
    await second.close()
  })

  it('holds what clients created, changed and deleted', async () => {
    const first = await open()
    const [doomed] = first.venue.todays('optie')
    if (!doomed) throw new Error('no option')
    const contact = { voornaam: 'Bo', email1: 'bo@example.nl', hoofdcontact: true }
    const extra_fields = [{ name: 'Schoenmaat', type: 'number', value: 42 }]
    const klant = await send(first, 'POST', '/api2/klanten', {
      naam: 'Blijvers',
      contactpersonen: [contact],
      extra_fields,
    })
    const klant_id = (klant.body as { id: number }).id
    const made = await send(first, 'POST', '/api2/boekingen', {
      klant_id,
      begin: '2026-06-14T10:00:00+02:00',
      personen: 9,
      arrangement_id: 5,
    })
    const { id } = made.body as { id: number }
    await send(first, 'PUT', `/api2/boekingen/${id}`, { personen: 10 })
    await send(first, 'PUT', '/api2/klanten/46', { plaats: 'Aalten' })
    await send(first, 'DELETE', `/api2/boekingen/${doomed.id}`)
    await post(first, `/api2/boekingen/${id}/boekingsvoorstel`)
    const kept = first.venue.booking(id)
    await first.close()

    const second = await open()
    expect(second.venue.booking(id)).toEqual(kept)
    expect(kept).toMatchObject({ personen: 10, referentie: `${klant_id}-1` })
    expect(second.venue.customer(klant_id)).toMatchObject({ naam: 'Blijvers', extra_fields })
    expect(second.venue.customer(46)?.plaats).toBe('Aalten')
    expect(second.venue.booking(doomed.id)).toBeNull()
    expect(second.venue.proposals).toEqual({ [id]: 1 })
    second.venue.remove(id)
    await second.close()

    const third = await open()
    const next = third.venue.add({ klant_id })
    expect(next.id).toBe(id + 1)
    const parts = next.boekingsregels.map((line) => line.id)
    expect(parts.some((part) => kept?.boekingsregels.some((line) => line.id === part))).toBe(false)
    await third.close()
  })

  it('keeps its own references apart from those of the days to come', async () => {
    const { venue } = await simulatorFor({ now: () => MOMENT })
    expect(venue.add({ klant_id: 46 }).referentie).toBe('46-28')
    const later = demoVenue(1912, MOMENT + 40 * 24 * HOUR, ZONE)
    expect(later.bookings.some((one) => one.referentie === '46-28')).toBe(false)
  })

  it('is set aside when it cannot be read', async () => {
    writeFileSync(stateFile, readFileSync(stateFile, 'utf8').slice(0, 100))
    const simulator = await open()
    expect(existsSync(`${stateFile}.damaged`)).toBe(true)
    expect(simulator.venue.changes).toEqual([])
    await simulator.close()
    rmSync(folder, { recursive: true })
  })
})

describe('helpers', () => {
  it('let another desk make an offered move, and print the codes of the day', async () => {
    const { venue } = await simulatorFor({ now: () => MOMENT })
    const moved = venue.otherDesk(new Chance('test'))
    expect(venue.changes).toMatchObject([{ to: moved?.status, by: 'desk' }])
    const codes = venue.codes()
    expect(codes).toHaveLength(venue.todays().length)
    expect(codes).toContainEqual({ referentie: '58-21', name: null, code: 'B:58-21' })
  })

  it('hold any number of customers, page by page', async () => {
    const simulator = await simulatorFor({
      venue: 'empty',
      extraCustomers: 20_000,
      now: () => MOMENT,
    })
    const ids = new Set<number>()
    for (let page = 1; page <= 200; page++)
      for (const id of idsOf(await ask(simulator, `/api2/klanten?page=${page}`))) ids.add(id)
    expect(ids.size).toBe(20_000)
    const rest = await ask(simulator, '/api2/klanten?id%3E=2019990&page_size=1000')
    expect(idsOf(rest)).toHaveLength(10)
    const from = performance.now()
    const whole = await ask(simulator, '/api2/klanten?page_size=20000')
    expect(whole.headers.get('x-total-count')).toBe('20000')
    expect(performance.now() - from).toBeLessThan(2_000)
  })

  it('hold any number of bookings, for measuring', async () => {
    const { venue } = await simulatorFor({ extra: 2000, now: () => MOMENT })
    expect(venue.todays().length).toBeGreaterThan(2000)
  })
})
