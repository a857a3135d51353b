import { describe, expect, it } from 'vitest'
import { Pace } from '../../../../src/main/services/recras/pace.ts'
import { ManualClock, settle } from '../manual-clock.ts'
import { json, serve } from './http-server.ts'
import { newClient } from './new-client.ts'

describe('the request budget', () => {
  it('lets background work through at two a second, after a burst', async () => {
    const clock = new ManualClock()
    const pace = new Pace(clock)
    const went: number[] = []
    const start = clock.now()
    for (let one = 0; one < 30; one++)
      void pace.turn({ gentle: true }).then(() => went.push(clock.now() - start))
    await settle()
    expect(went).toHaveLength(10)
    await clock.advance(5000)
    expect(went.length).toBeGreaterThanOrEqual(19)
    expect(went.length).toBeLessThanOrEqual(20)
    await clock.advance(60_000)
    expect(went).toHaveLength(30)
  })

  it('never makes a person wait, and background work at most for a while after', async () => {
    const clock = new ManualClock()
    const pace = new Pace(clock)
    for (let one = 0; one < 100; one++) await pace.turn({})
    let went = false
    void pace.turn({ gentle: true }).then(() => (went = true))
    await clock.advance(5000)
    expect(went).toBe(false)
    await clock.advance(600)
    expect(went).toBe(true)
  })

  it('a waiting request goes at once when a person comes to need it, or gives it up', async () => {
    const clock = new ManualClock()
    const pace = new Pace(clock)
    for (let one = 0; one < 20; one++) await pace.turn({})
    const hurry = new AbortController()
    const signal = new AbortController()
    const went: string[] = []
    void pace.turn({ gentle: true }).then(() => went.push('patient'))
    void pace.turn({ gentle: true, hurry: hurry.signal }).then(() => went.push('hurried'))
    void pace.turn({ gentle: true, signal: signal.signal }).then(() => went.push('given up'))
    await settle()
    expect(went).toEqual([])
    hurry.abort()
    await settle()
    signal.abort()
    await settle()
    expect(went).toEqual(['hurried', 'given up'])
    await clock.advance(10_000)
    expect(went).toEqual(['hurried', 'given up', 'patient'])
  })

  it('survives a clock that is set back', async () => {
    const clock = new ManualClock()
    const pace = new Pace(clock)
    pace.hold(5000)
    expect(pace.holdMs).toBe(5000)
    await clock.advance(-3_600_000)
    expect(pace.holdMs).toBe(0)
  })
})

describe('Retry-After', () => {
  it.each([429, 503])('after a %i nothing is sent until then, by nobody', async (status) => {
    let busy = true
    const server = await serve((_, response) => {
      if (busy) response.writeHead(status, { 'retry-after': '20' }).end()
      else json(response, { id: 1 })
    })
    const clock = new ManualClock()
    const { client, told } = newClient(server.origin, { clock })
    const first = await client.me()
    expect(first).toMatchObject({ ok: false, error: { retryAfterMs: 20_000 } })
    busy = false
    await clock.advance(15_000)
    expect(await client.me()).toEqual({
      ok: false,
      error: { kind: 'rate-limited', retryAfterMs: 5000 },
    })
    expect(server.requests).toHaveLength(1)
    expect(told.answers.length + told.failures.length).toBe(1)
    await clock.advance(5001)
    expect(await client.me()).toMatchObject({ ok: true })
  })
})
