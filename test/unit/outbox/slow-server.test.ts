import { describe, expect, it } from 'vitest'
import { newBooking, newCustomer } from './support/contents.ts'
import { Desk } from './support/desk.ts'

const LONG = 10 * 60_000

/** A server that answers nothing to the first create, and makes it so much later all the same. */
function silent(desk: Desk, lateMs: number): void {
  let left = 1
  desk.server.fault = (kind) =>
    kind === 'create' && left-- > 0 ? { error: { kind: 'timeout' }, after: false, lateMs } : null
}

/** Long after; the server makes what took its time when it is next asked something. */
async function settled(desk: Desk): Promise<void> {
  await desk.clock.pass(LONG)
  await desk.promise(newCustomer('Iemand anders'))
  await desk.clock.pass(LONG)
}

describe('a create that a slow server is still at work on', () => {
  it('when this desk stopped waiting is made once', async () => {
    const desk = await new Desk().boot()
    silent(desk, 20_000)
    const { id } = await desk.promise(newBooking({ id: 17 }))
    await settled(desk)
    expect(desk.server.made).toHaveLength(1)
    expect(desk.ended(id)).toMatchObject({ outcome: 'done' })
  })

  it('when this desk went down is made once', async () => {
    const desk = await new Desk().boot()
    silent(desk, 8000)
    const { id } = await desk.promise(newBooking({ id: 17 }))
    await desk.clock.pass(500)
    const next = desk.crash()
    await next.boot()
    await settled(next)
    expect(next.server.made).toHaveLength(1)
    expect(next.ended(id)).toMatchObject({ outcome: 'done' })
  })

  it('that was cut off and made nothing is sent again soon', async () => {
    const desk = await new Desk().boot()
    let left = 1
    desk.server.fault = (kind) =>
      kind === 'create' && left-- > 0 ? { error: { kind: 'unreachable' }, after: false } : null
    const { id } = await desk.promise(newBooking({ id: 17 }))
    await desk.clock.pass(15_000)
    expect(desk.ended(id)).toMatchObject({ outcome: 'done' })
    expect(desk.server.made).toHaveLength(1)
  })
})
