import { describe, expect, it } from 'vitest'
import { bookingSchema } from '../../../src/shared/recras/schemas.ts'
import { fail, ok, type AppError } from '../../../src/shared/result.ts'
import { Desk } from './support/desk.ts'

const record = (id: number) => ({
  hash: 'h',
  booking: bookingSchema.parse({ id, status: 'optie' }),
})

/** Recras with one booking, 67-1; `line.error` cuts it off. */
function venue() {
  const line: { error: AppError | null; asked: string[] } = {
    error: { kind: 'unreachable' },
    asked: [],
  }
  const desk = new Desk({
    lookup: async (referentie, klantId) => {
      line.asked.push(`${referentie} of ${klantId}`)
      if (line.error) return fail(line.error)
      return ok(referentie === '67-1' ? record(9) : null)
    },
  })
  return { line, desk }
}

describe('parked scans', () => {
  it('are kept on disk, once while unanswered', async () => {
    const { desk } = venue()
    await desk.boot()
    const [a, b] = [await desk.outbox.park('B:67-1'), await desk.outbox.park(' B:67-1\n')]
    expect(a).toMatchObject({
      ok: true,
      value: { text: 'B:67-1', referentie: '67-1', klantId: 67, state: 'waiting', desk: 'Balie 1' },
    })
    expect(b).toEqual(a)
    const next = await desk.crash().boot()
    expect(next.view.parked).toEqual(desk.view.parked)
  })

  it('are answered when there is a line: found, unknown', async () => {
    const { desk, line } = venue()
    await desk.boot()
    for (const text of ['B:67-1', '12-3', 'abc']) await desk.outbox.park(text)
    await desk.clock.pass(60_000)
    expect(desk.view.parked.map((scan) => scan.state)).toEqual(['waiting', 'waiting', 'waiting'])
    line.error = null
    desk.outbox.reconnected()
    await desk.clock.pass(1000)
    expect(desk.view.parked.map(({ state, bookingId }) => [state, bookingId])).toEqual([
      ['found', 9],
      ['unknown', null],
      ['unknown', null],
    ])
    expect(desk.published).toEqual(['9 optie'])
    expect(line.asked.slice(-2)).toEqual(['67-1 of 67', '12-3 of 12'])
    // The same code again is a scan of its own.
    await desk.outbox.park('abc')
    expect(desk.view.parked).toHaveLength(4)
  })

  it('are asked for again by themselves, ever more slowly', async () => {
    const { desk, line } = venue()
    await desk.boot()
    await desk.outbox.park('B:67-1')
    await desk.clock.pass(3_600_000)
    expect(line.asked.length).toBeGreaterThan(60)
    expect(line.asked.length).toBeLessThan(300)
    line.error = null
    await desk.clock.pass(61_000)
    expect(desk.view.parked[0]?.state).toBe('found')
  })

  it.each<[AppError, string]>([
    [{ kind: 'refused', fields: [] }, 'unknown'],
    [{ kind: 'not-found' }, 'unknown'],
    [{ kind: 'forbidden' }, 'waiting'],
    [{ kind: 'unauthorized' }, 'waiting'],
  ])('%o: %s', async (error, state) => {
    const { desk, line } = venue()
    line.error = error
    await desk.boot()
    await desk.outbox.park('B:67-1')
    await desk.clock.pass(60_000)
    expect(desk.view.parked[0]?.state).toBe(state)
  })

  it('are not asked for one by one with a key that is refused', async () => {
    const { desk, line } = venue()
    line.error = { kind: 'unauthorized' }
    await desk.boot()
    for (const text of ['B:67-1', 'B:68-1', 'B:69-1']) await desk.outbox.park(text)
    await desk.clock.pass(60_000)
    line.asked.length = 0
    desk.outbox.credentialsChanged()
    await desk.clock.pass(60_000)
    expect(line.asked).toEqual(['67-1 of 67'])
  })

  it('keep the venue from being forgotten until somebody dealt with them', async () => {
    const { desk, line } = venue()
    line.error = null
    await desk.boot()
    const scan = await desk.outbox.park('B:67-1')
    await desk.clock.pass(1000)
    expect(desk.view.parked[0]?.state).toBe('found')
    expect(await desk.outbox.forget()).toMatchObject({ error: { kind: 'not-now' } })
    await desk.outbox.dropScan(scan.ok ? scan.value.id : '')
    expect((await desk.outbox.forget()).ok).toBe(true)
  })

  it('are gone when dropped', async () => {
    const { desk } = venue()
    await desk.boot()
    const scan = await desk.outbox.park('B:67-1')
    const id = scan.ok ? scan.value.id : ''
    expect((await desk.outbox.dropScan(id)).ok).toBe(true)
    expect(desk.view.parked).toEqual([])
    expect(await desk.outbox.dropScan(id)).toMatchObject({ error: { kind: 'not-found' } })
    expect((await desk.crash().boot()).view.parked).toEqual([])
  })

  it('are not promised by a full disk', async () => {
    const { desk } = venue()
    await desk.boot()
    desk.fs.room = 0
    expect(await desk.outbox.park('B:67-1')).toMatchObject({ error: { kind: 'storage' } })
    expect(desk.view.parked).toEqual([])
  })
})
