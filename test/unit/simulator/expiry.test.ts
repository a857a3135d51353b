import { describe, expect, it } from 'vitest'
import { ask, MOMENT, simulatorFor } from './support.ts'

const MINUTE = 60_000
let now = MOMENT
const simulator = await simulatorFor({ now: () => now })
const { venue } = simulator
const statusOf = async (id: number) =>
  ((await ask(simulator, `/api2/boekingen/${id}`)).body as { status: string }).status

describe('what expires', () => {
  it('cancels an online payment that takes too long, the venue\u2019s own too', async () => {
    const { id } = venue.add({ status: 'pending_online' })
    const [own] = venue.todays('pending_online')
    if (!own) throw new Error('nobody is paying')
    now += 29 * MINUTE
    expect(await statusOf(id)).toBe('pending_online')
    now += 2 * MINUTE
    expect(await statusOf(id)).toBe('geannuleerd')
    expect(await statusOf(own.id)).toBe('geannuleerd')
    expect(venue.changesOf(id)).toMatchObject([{ to: 'geannuleerd', by: 'recras' }])
    expect((await ask(simulator, '/api2/boekingen?status=pending_online')).body).toEqual([])
  })

  it('leaves every other status as it is', async () => {
    const ids = ['informatie', 'interesse', 'optie', 'reservering'].map((status) => {
      const { id } = venue.add({ status })
      venue.update(id, { status_vervaldatum: '2026-06-01' })
      return { id, status }
    })
    now += 24 * 60 * MINUTE
    for (const { id, status } of ids) expect(await statusOf(id)).toBe(status)
  })
})
