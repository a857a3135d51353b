import { describe, expect, it } from 'vitest'
import { recordContentSchema } from '../../../src/shared/outbox/record-schema.ts'
import { bookingEdit, customerEdit, newBooking, newCustomer, person } from './support/contents.ts'
import { Desk } from './support/desk.ts'

const LONG = 10 * 60_000

describe('a doubtful create', () => {
  it('becomes only what was found', async () => {
    const desk = await new Desk().boot()
    let left = 1
    desk.server.fault = (kind) =>
      kind === 'create' && left-- > 0 ? { error: { kind: 'timeout' }, after: true } : null
    const nameless = { ...person('Zeldenrust'), contactpersonen: [{ hoofdcontact: true }] }
    const { id } = await desk.promise({ kind: 'customer-create', body: nameless })
    await desk.clock.pass(LONG)
    expect(desk.record(id)?.findings?.found.map((one) => one.id)).toEqual([100])
    expect(await desk.outbox.adopt(id, 4)).toMatchObject({ ok: false, error: { kind: 'invalid' } })
    expect(desk.record(id)).toMatchObject({ state: 'attention' })
    expect(await desk.outbox.adopt(id, 100)).toMatchObject({ ok: true })
  })
})

describe('a change of which Recras takes a part', () => {
  it('is not called done: what it left as it was needs a person', async () => {
    const desk = await new Desk({ statuses: { 1: 'definitief' } }).boot()
    desk.server.set(1, { personen: 4, bijzonderheden: '' })
    const update = desk.server.updateBooking.bind(desk.server)
    desk.server.updateBooking = (id, body) => {
      const taken = { ...body }
      delete taken.personen
      return update(id, taken)
    }
    const base = { personen: 4, bijzonderheden: null }
    const { id } = await desk.promise(
      bookingEdit(1, base, { personen: 6, bijzonderheden: 'taart' }),
    )
    await desk.clock.pass(LONG)
    expect(desk.server.fieldsOf(1)['bijzonderheden']).toBe('taart')
    expect(desk.record(id)).toMatchObject({ state: 'attention', reason: { kind: 'changed' } })
    expect(desk.record(id)?.findings?.conflicts).toEqual([
      { field: 'personen', base: 4, mine: 6, theirs: 4 },
    ])
  })
})

describe('a clock that is wrong', () => {
  it('and put right while an answer is awaited makes nothing twice', async () => {
    // Three hours fast; the offset is measured, and lags behind when the clock is put right.
    const desk = await new Desk({ serverOffsetMs: () => -3 * 3_600_000 }).boot()
    let left = 1
    desk.server.fault = (kind) =>
      kind === 'create' && left-- > 0 ? { error: { kind: 'timeout' }, after: true } : null
    const { id } = await desk.promise(newBooking({ id: 17 }))
    // What Recras made bears Recras' own time.
    desk.server.now = () => Date.parse('2026-11-21T06:00:00Z')
    await desk.clock.pass(100)
    desk.clock.set(Date.parse('2026-11-21T06:00:00Z'))
    await desk.clock.pass(LONG)
    expect(desk.server.made).toHaveLength(1)
    expect(desk.ended(id)).toMatchObject({ outcome: 'done', resultId: 500 })
  })
})

describe('the same promised again within three seconds', () => {
  it('is one, also when the first was made already', async () => {
    const desk = await new Desk().boot()
    const one = await desk.promise(newCustomer('Zeldenrust'))
    await desk.clock.pass(1000)
    expect(desk.ended(one.id)).toMatchObject({ outcome: 'done' })
    const two = await desk.promise(newCustomer('Zeldenrust'))
    expect(two.id).toBe(one.id)
    await desk.clock.pass(3000)
    const three = await desk.promise(newCustomer('Zeldenrust'))
    expect(three.id).not.toBe(one.id)
  })
})

it('what no form holds is not promised', () => {
  const content = newCustomer('Zeldenrust')
  const contacts = (count: number) =>
    Array.from({ length: count }, (_, at) => ({ aanhef: 'x'.repeat(400), hoofdcontact: at === 0 }))
  for (const [count, fits] of [
    [100, true],
    [2000, false],
  ] as const) {
    const body = { ...content.body, contactpersonen: contacts(count) }
    expect(recordContentSchema.safeParse({ ...content, body }).success).toBe(fits)
  }
})

describe('extra fields that come back with more than was sent', () => {
  const field = (value: number) => ({ name: 'Schoenmaat', type: 'number' as const, value })
  const given = async () => {
    const desk = await new Desk().boot()
    desk.server.addCustomer(person('Zeldenrust'))
    const read = desk.server.customer.bind(desk.server)
    desk.server.customer = async (id) => {
      const one = await read(id)
      const own = one.ok ? (one.value['extra_fields'] as object[]) : []
      if (one.ok) Object.assign(one.value, { extra_fields: own.map((had) => ({ id: 7, ...had })) })
      return one
    }
    Object.assign(desk.server.people[0]?.body ?? {}, { extra_fields: [field(42)] })
    return desk
  }

  it('are nobody else’s change', async () => {
    const desk = await given()
    const base = { plaats: null, extra_fields: [field(42)] }
    const { id } = await desk.promise(customerEdit(100, base, { plaats: 'Assen' }))
    await desk.clock.pass(LONG)
    expect(desk.ended(id)).toMatchObject({ outcome: 'done', cameIn: [] })
  })

  it('can be changed', async () => {
    const desk = await given()
    const base = { extra_fields: [field(42)] }
    const { id } = await desk.promise(customerEdit(100, base, { extra_fields: [field(43)] }))
    await desk.clock.pass(LONG)
    expect(desk.ended(id)).toMatchObject({ outcome: 'done' })
    expect(desk.server.edits).toHaveLength(1)
  })
})
