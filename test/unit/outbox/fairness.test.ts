import { describe, expect, it } from 'vitest'
import type { AppError, Result } from '../../../src/shared/result.ts'
import { bookingEdit, newBooking, newCustomer } from './support/contents.ts'
import { Desk } from './support/desk.ts'
import { PlainVault } from './support/plain-vault.ts'

const MINUTE = 60_000
const NAMES = ['Aalders', 'Bakker', 'Claassen', 'Dekker', 'Evers', 'Faber', 'Gerritsen', 'Hoekstra']
const statuses = { 1: 'definitief', 2: 'definitief' }

/** Making something at Recras takes so long, and then fails like this. */
function makingFails(desk: Desk, error: AppError, ms: number): void {
  const slow = async <T>(): Promise<Result<T>> => {
    await desk.clock.wait(ms)
    return { ok: false, error }
  }
  desk.server.createCustomer = slow
  desk.server.createBooking = slow
}

async function promiseMany(desk: Desk): Promise<void> {
  for (const name of NAMES) await desk.promise(newCustomer(name))
}

describe('a move does not wait for what is being made', () => {
  it('while Recras hangs over it', async () => {
    const desk = await new Desk({ statuses }).boot()
    makingFails(desk, { kind: 'timeout' }, 30_000)
    await promiseMany(desk)
    await desk.clock.pass(2000)
    const { id } = await desk.tap(1, 'definitief', 'gaande')
    await desk.clock.pass(2000)
    expect(desk.outcome(id)).toBe('done')
  })

  it('while each try to make it breaks the line', async () => {
    const desk = await new Desk({ statuses, random: () => 1 }).boot()
    makingFails(desk, { kind: 'unreachable', message: 'ECONNRESET' }, 50)
    await promiseMany(desk)
    await desk.clock.pass(10 * MINUTE)
    const { id } = await desk.tap(1, 'definitief', 'gaande')
    await desk.clock.pass(3000)
    expect(desk.outcome(id)).toBe('done')
  })

  it('while the keystore waits for somebody to unlock it', async () => {
    const vault = new PlainVault()
    const first = await new Desk({ statuses, vault }).boot()
    first.cut()
    await promiseMany(first)
    vault.ready = () => new Promise(() => undefined)
    const desk = await first.crash().boot()
    desk.mend()
    const { id } = await desk.tap(1, 'definitief', 'gaande')
    await desk.clock.pass(3000)
    expect(desk.outcome(id)).toBe('done')
  })

  it('while many alike wait for the answer of one', async () => {
    const desk = await new Desk({ statuses }).boot()
    makingFails(desk, { kind: 'timeout' }, 30_000)
    for (let count = 0; count < 20; count += 1) {
      await desk.promise(newBooking({ id: 17 }))
      await desk.clock.pass(3100)
    }
    const { id } = await desk.tap(1, 'definitief', 'gaande')
    await desk.clock.pass(3000)
    expect(desk.outcome(id)).toBe('done')
  })
})

it('a change of a booking does not wait for what is being made, nor the move behind it', async () => {
  const desk = await new Desk({ statuses }).boot()
  desk.server.set(1, { personen: 4 })
  makingFails(desk, { kind: 'timeout' }, 30_000)
  await promiseMany(desk)
  await desk.clock.pass(2000)
  await desk.promise(bookingEdit(1, { personen: 4 }, { personen: 6 }))
  const { id } = await desk.tap(1, 'definitief', 'gaande')
  await desk.clock.pass(3000)
  expect([desk.outcome(id), desk.server.fieldsOf(1)['personen']]).toEqual(['done', 6])
})

describe('what is made for one customer', () => {
  it('does not wait for what is made for another, however alike', async () => {
    const desk = await new Desk().boot()
    const create = desk.server.createBooking.bind(desk.server)
    desk.server.createBooking = (body) =>
      body.klant_id === 17
        ? Promise.resolve({ ok: false, error: { kind: 'timeout' } })
        : create(body)
    await desk.promise(newBooking({ id: 17 }))
    const { id } = await desk.promise(newBooking({ id: 18 }))
    await desk.clock.pass(MINUTE)
    expect(desk.ended(id)).toMatchObject({ outcome: 'done', resultId: 500 })
  })

  it('does not wait for many that wait for one like them', async () => {
    const desk = await new Desk().boot()
    const create = desk.server.createBooking.bind(desk.server)
    desk.server.createBooking = (body) =>
      body.klant_id === 17
        ? Promise.resolve({ ok: false, error: { kind: 'timeout' } })
        : create(body)
    for (let count = 0; count < 20; count += 1) {
      await desk.promise(newBooking({ id: 17 }))
      await desk.clock.pass(3100)
    }
    const { id } = await desk.promise(newBooking({ id: 18 }))
    await desk.clock.pass(10_000)
    expect(desk.ended(id)).toMatchObject({ outcome: 'done' })
  })

  it('asks nothing while it waits for one just like it', async () => {
    const desk = await new Desk().boot()
    const { server } = desk
    makingFails(desk, { kind: 'timeout' }, 30_000)
    await desk.promise(newBooking({ id: 17 }))
    await desk.clock.pass(3100)
    await desk.promise(newBooking({ id: 17 }))
    let asked = 0
    server.fault = (kind) => {
      if (kind === 'list') asked += 1
      return null
    }
    await desk.clock.pass(20_000)
    expect(asked).toBe(0)
  })
})

it('a move keeps its place behind a change of the same booking', async () => {
  const desk = await new Desk({ statuses }).boot()
  desk.server.set(1, { personen: 4 })
  let hung = true
  const update = desk.server.updateBooking.bind(desk.server)
  desk.server.updateBooking = (id, body) =>
    hung ? Promise.resolve({ ok: false, error: { kind: 'timeout' } }) : update(id, body)
  await desk.promise(bookingEdit(1, { personen: 4 }, { personen: 6 }))
  const { id } = await desk.tap(1, 'definitief', 'gaande')
  await desk.clock.pass(3000)
  expect(desk.outcome(id)).toBeUndefined()
  hung = false
  await desk.clock.pass(5 * MINUTE)
  expect([desk.outcome(id), desk.server.fieldsOf(1)['personen']]).toEqual(['done', 6])
})
