import { afterEach, describe, expect, it } from 'vitest'
import { ask, post, send, simulatorFor } from './support.ts'

const simulator = await simulatorFor({ control: true })
const { faults, venue } = simulator
afterEach(() => faults.clear())

const me = '/api2/personeel/me'

describe('faults', () => {
  it('closed: no answer, and a request under way breaks too', async () => {
    faults.latencyMs = 60_000
    const under = ask(simulator, me)
    const outcome = expect(under).rejects.toThrow()
    await expect.poll(() => simulator.requests.length).toBeGreaterThan(0)
    faults.closed = true
    await outcome
    faults.latencyMs = 0
    await expect(ask(simulator, me)).rejects.toThrow('fetch failed')
    faults.closed = false
    expect((await ask(simulator, me)).status).toBe(200)
  })

  it('silent: taken in, never answered, nothing done', async () => {
    const { id } = venue.add({ status: 'definitief' })
    faults.silent = true
    const request = ask(simulator, `/api2/boekingen/${id}/set_status/gaande`, {
      method: 'POST',
      headers: { Authorization: `Bearer ${simulator.key}` },
      signal: AbortSignal.timeout(150),
    })
    await expect(request).rejects.toThrow('timeout')
    expect(venue.booking(id)?.status).toBe('definitief')
  })

  it('loses the answer after the change was made, as often as asked', async () => {
    const { id } = venue.add({ status: 'definitief' })
    faults.loseAnswerAfterChange = 1
    const path = `/api2/boekingen/${id}/set_status`
    await expect(post(simulator, `${path}/gaande`)).rejects.toThrow()
    expect(venue.changesOf(id).map((change) => change.to)).toEqual(['gaande'])
    expect(simulator.requests.at(-1)).toMatchObject({ method: 'POST', status: null })
    expect((await post(simulator, `${path}/voltooid`)).status).toBe(204)
  })

  it('429 with Retry-After, 503, a page in place of Recras, a key that is refused', async () => {
    faults.status429 = { count: 2, retryAfter: 7 }
    const limited = await ask(simulator, me)
    expect([limited.status, limited.headers.get('retry-after')]).toEqual([429, '7'])
    expect((await ask(simulator, me)).status).toBe(429)
    faults.status5xx = 1
    expect((await ask(simulator, me)).status).toBe(503)
    faults.html = true
    const page = await ask(simulator, me)
    expect([page.status, page.headers.get('content-type')]).toEqual([
      200,
      'text/html; charset=utf-8',
    ])
    faults.html = false
    faults.revoked = true
    expect((await ask(simulator, me)).status).toBe(401)
    faults.revoked = false
    expect((await ask(simulator, me)).status).toBe(200)
  })

  it('truncates: promises the whole body and breaks off half way', async () => {
    faults.truncate = true
    await expect(ask(simulator, '/api2/locaties')).rejects.toThrow('terminated')
  })

  it('puts rubbish before the bookings of a page and keeps them all', async () => {
    faults.rubbishBooking = true
    const { body, headers } = await ask(simulator, '/api2/boekingen?page_size=10')
    expect(body).toHaveLength(11)
    expect((body as { id: unknown }[])[0]?.id).toBe('geen nummer')
    expect(Number(headers.get('x-total-count'))).toBe(venue.all().length)
  })
})

describe('faults of changes', () => {
  const people = [{ voornaam: 'Bo', hoofdcontact: true }]
  const customers = () => venue.allCustomers().length

  it('break the line before a change is made, as often as asked', async () => {
    const count = customers()
    const body = { naam: 'Eerst niet', contactpersonen: people }
    faults.loseRequestBeforeChange = 1
    await expect(send(simulator, 'POST', '/api2/klanten', body)).rejects.toThrow()
    expect(customers()).toBe(count)
    expect(simulator.requests.at(-1)).toMatchObject({ method: 'POST', status: null })
    expect((await send(simulator, 'POST', '/api2/klanten', body)).status).toBe(201)
  })

  it('lose the answer of every verb after its change was made', async () => {
    const count = customers()
    const { id } = venue.add({ status: 'optie' })
    faults.loseAnswerAfterChange = 4
    const body = { naam: 'Wel', contactpersonen: people }
    await expect(send(simulator, 'POST', '/api2/klanten', body)).rejects.toThrow()
    expect(customers()).toBe(count + 2)
    const path = `/api2/boekingen/${id}`
    await expect(send(simulator, 'PUT', path, { personen: 77 })).rejects.toThrow()
    expect(venue.booking(id)?.personen).toBe(77)
    await expect(post(simulator, `${path}/boekingsvoorstel`)).rejects.toThrow()
    expect(venue.proposals[id]).toBe(1)
    await expect(send(simulator, 'DELETE', path)).rejects.toThrow()
    expect(venue.booking(id)).toBeNull()
  })

  it('are for the requests that are named, and for nobody else', async () => {
    faults.set({ only: { method: 'POST', path: '/klanten' }, status5xx: 1 })
    expect((await ask(simulator, '/api2/klanten')).status).toBe(200)
    expect((await send(simulator, 'POST', '/api2/boekingen', {})).status).toBe(406)
    expect((await send(simulator, 'POST', '/api2/klanten', {})).status).toBe(503)
    expect((await send(simulator, 'POST', '/api2/klanten', {})).status).toBe(406)
  })
})

describe('the control surface', () => {
  const control = (path: string, body?: unknown, method = 'POST') =>
    ask(simulator, `/_control${path}`, {
      method: body === undefined && method === 'POST' ? 'GET' : method,
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })

  it('works while the line is down', async () => {
    expect((await control('/faults', { closed: true })).body).toMatchObject({ closed: true })
    await expect(ask(simulator, me)).rejects.toThrow()
    await control('/faults', undefined, 'DELETE')
    expect((await ask(simulator, me)).status).toBe(200)
  })

  it('adds, changes and removes bookings, and tells what was changed', async () => {
    const added = (await control('/bookings', { status: 'definitief', customerName: 'X' })).body
    const { id } = added as { id: number }
    await control(`/bookings/${id}/status`, { status: 'geannuleerd' })
    expect((await control(`/changes?booking=${id}`)).body).toMatchObject([
      { from: 'definitief', to: 'geannuleerd', by: 'desk' },
    ])
    await control(`/bookings/${id}/move`, { days: 2 })
    expect(venue.booking(id)?.datum).not.toBe(venue.today())
    await control(`/bookings/${id}/raw`, { personen: 'veel' })
    expect((await ask(simulator, `/api2/boekingen/${id}`)).body).toMatchObject({ personen: 'veel' })
    expect((await control(`/bookings/${id}`, undefined, 'DELETE')).status).toBe(204)
    expect((await ask(simulator, `/api2/boekingen/${id}`)).status).toBe(404)
  })

  it('refuses what it does not know', async () => {
    expect((await control('/faults', { slow: true })).status).toBe(400)
    expect((await control('/switches', { links2: true })).status).toBe(400)
    expect((await control('/bookings/1234567890')).status).toBe(404)
  })

  it('is not there unless it was asked for', async () => {
    const plain = await simulatorFor({ venue: 'empty' })
    expect((await ask(plain, '/_control/state')).status).toBe(404)
  })
})
