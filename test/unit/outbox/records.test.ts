import { describe, expect, it } from 'vitest'
import type { AppError } from '../../../src/shared/result.ts'
import { bookingEdit, customerEdit, newBooking, newCustomer, person } from './support/contents.ts'
import { Desk } from './support/desk.ts'

const LONG = 10 * 60_000
const lost = (after: boolean): { error: AppError; after: boolean } => ({
  error: { kind: 'timeout' },
  after,
})

/** Loses so many requests to make something, before or after they were carried out. */
function lose(desk: Desk, after: boolean, count = 1): void {
  let left = count
  desk.server.fault = (kind) => (kind === 'create' && left-- > 0 ? lost(after) : null)
}

describe('a promised customer', () => {
  it('is made once, the page gets it before it is settled, and nothing of it waits', async () => {
    const desk = await new Desk().boot()
    const entry = await desk.promise(newCustomer('Zeldenrust'))
    expect(entry).toMatchObject({ kind: 'customer-create', localId: -1, state: 'waiting' })
    expect(entry.content).toEqual(newCustomer('Zeldenrust'))
    expect(entry).not.toHaveProperty('sealed')
    await desk.clock.pass(LONG)
    expect(desk.server.people.map(({ body }) => body.naam)).toEqual(['Zeldenrust'])
    expect(desk.ended(entry.id)).toMatchObject({ outcome: 'done', resultId: 100, localId: -1 })
    expect([desk.records, desk.published]).toEqual([[], ['customer 100']])
  })

  it('is not made twice when the answer is lost after Recras made it', async () => {
    const desk = await new Desk().boot()
    lose(desk, true)
    const { id } = await desk.promise(newCustomer('Zeldenrust'))
    await desk.clock.pass(LONG)
    expect(desk.server.people).toHaveLength(1)
    expect(desk.ended(id)).toMatchObject({ outcome: 'done', resultId: 100 })
  })

  it('is made after all when the request is lost on its way, not at once', async () => {
    const desk = await new Desk().boot()
    lose(desk, false)
    const { id } = await desk.promise(newCustomer('Zeldenrust'))
    await desk.clock.pass(4000)
    expect(desk.server.people).toHaveLength(0)
    await desk.clock.pass(LONG)
    expect(desk.server.people).toHaveLength(1)
    expect(desk.ended(id)).toMatchObject({ outcome: 'done', resultId: 100 })
  })

  it('is found when the server was still busy with it as it was first looked for', async () => {
    const desk = await new Desk().boot()
    lose(desk, false)
    const { id } = await desk.promise(newCustomer('Zeldenrust'))
    await desk.clock.pass(3000)
    desk.server.addCustomer(person('Zeldenrust'))
    await desk.clock.pass(LONG)
    expect(desk.server.people).toHaveLength(1)
    expect(desk.ended(id)).toMatchObject({ resultId: 100 })
  })

  it('is not taken for one that had the name before', async () => {
    const desk = await new Desk().boot()
    desk.server.addCustomer(person('Zeldenrust'))
    lose(desk, true)
    const { id } = await desk.promise(newCustomer('Zeldenrust'))
    await desk.clock.pass(LONG)
    expect(desk.ended(id)).toMatchObject({ resultId: 101 })
    expect(desk.server.people).toHaveLength(2)
  })

  it('needs a person when somebody of that name came in between, and is what they say', async () => {
    const desk = await new Desk().boot()
    const other = { ...person('Zeldenrust'), contactpersonen: [{ hoofdcontact: true }] }
    lose(desk, false)
    const { id } = await desk.promise(newCustomer('Zeldenrust'))
    await desk.clock.pass(100)
    desk.server.addCustomer(other)
    await desk.clock.pass(LONG)
    const entry = desk.record(id)
    expect(entry).toMatchObject({ state: 'attention', reason: { kind: 'doubtful' } })
    expect(entry?.findings?.found).toEqual([{ id: 100, title: 'Zeldenrust', details: [] }])
    expect(await desk.outbox.amend(id, newCustomer('Zeldenrust'))).toMatchObject({ ok: false })
    await desk.outbox.again(id)
    await desk.clock.pass(LONG)
    expect(desk.server.people).toHaveLength(2)
    expect(desk.ended(id)).toMatchObject({ resultId: 101 })
  })

  it('is never that which a person said that it is not', async () => {
    const desk = await new Desk().boot()
    lose(desk, false, 2)
    const { id } = await desk.promise(newCustomer('Zeldenrust'))
    await desk.clock.pass(100)
    desk.server.addCustomer({ ...person('Zeldenrust'), contactpersonen: [{ hoofdcontact: true }] })
    await desk.clock.pass(LONG)
    await desk.outbox.again(id)
    await desk.clock.pass(LONG)
    expect(desk.server.people).toHaveLength(2)
    expect(desk.ended(id)).toMatchObject({ resultId: 101 })
  })

  it('can be adopted', async () => {
    const desk = await new Desk().boot()
    lose(desk, true)
    desk.server.people.length = 0
    const nameless = { ...person('Zeldenrust'), contactpersonen: [{ hoofdcontact: true }] }
    const { id } = await desk.promise({ kind: 'customer-create', body: nameless })
    await desk.clock.pass(LONG)
    expect(desk.record(id)?.findings?.found).toHaveLength(1)
    expect(await desk.outbox.adopt(id, 100)).toEqual({ ok: true, value: null })
    expect(desk.ended(id)).toMatchObject({ outcome: 'done', resultId: 100 })
    await desk.clock.pass(LONG)
    expect(desk.server.people).toHaveLength(1)
  })

  it('of whom nobody may see the list needs a person when the answer is lost', async () => {
    const desk = await new Desk().boot()
    let left = 1
    desk.server.fault = (kind) =>
      kind === 'list'
        ? { error: { kind: 'forbidden' }, after: false }
        : kind === 'create' && left-- > 0
          ? lost(false)
          : null
    const { id } = await desk.promise(newCustomer('Zeldenrust'))
    await desk.clock.pass(LONG)
    expect(desk.record(id)?.reason).toEqual({ kind: 'doubtful' })
    expect(desk.server.people).toEqual([])
  })
})

describe('two alike', () => {
  it('are two, whatever is lost', async () => {
    for (const after of [false, true]) {
      const desk = await new Desk().boot()
      lose(desk, after, 3)
      const one = await desk.promise(newBooking({ id: 17 }))
      await desk.clock.pass(3100)
      const two = await desk.promise(newBooking({ id: 17 }))
      expect(two.id).not.toBe(one.id)
      await desk.clock.pass(LONG)
      const ids = [one, two].map(({ id }) => desk.ended(id)?.resultId)
      expect(desk.server.made).toHaveLength(2)
      expect(ids.toSorted()).toEqual([500, 501])
    }
  })

  it('are one when the second is promised within three seconds', async () => {
    const desk = await new Desk().boot()
    desk.cut()
    const one = await desk.promise(newBooking({ id: 17 }))
    await desk.clock.pass(2000)
    const two = await desk.promise(newBooking({ id: 17 }))
    expect(two.id).toBe(one.id)
    expect(desk.records).toHaveLength(1)
  })
})

describe('a promised booking', () => {
  it('is made, found and published like a customer', async () => {
    for (const after of [null, false, true]) {
      const desk = await new Desk().boot()
      desk.server.addBooking({ klant_id: 17, begin: '2026-11-21T14:00:00+01:00', personen: 4 })
      if (after !== null) lose(desk, after)
      const { id } = await desk.promise(newBooking({ id: 17 }))
      await desk.clock.pass(LONG)
      expect(desk.ended(id)).toMatchObject({ outcome: 'done', resultId: 501 })
      expect(desk.server.made).toHaveLength(2)
      expect(desk.published.at(-1)).toBe('501 informatie')
    }
  })

  it('waits for its customer and gets the id', async () => {
    const desk = await new Desk().boot()
    desk.cut()
    const customer = await desk.promise(newCustomer('Zeldenrust'))
    const booking = await desk.promise(newBooking({ entry: customer.id }))
    expect(booking).toMatchObject({ localId: -2, waitsFor: customer.id, klantId: null })
    await desk.clock.pass(LONG)
    desk.mend()
    desk.outbox.reconnected()
    await desk.clock.pass(LONG)
    expect(desk.server.made[0]?.body).toMatchObject({ klant_id: 100, personen: 4 })
    expect(desk.ended(booking.id)).toMatchObject({ resultId: 500 })
  })

  it('gets the id also when the customer was settled before it was promised', async () => {
    const desk = await new Desk().boot()
    const customer = await desk.promise(newCustomer('Zeldenrust'))
    await desk.clock.pass(LONG)
    const booking = await desk.promise(newBooking({ entry: customer.id }))
    expect(booking).toMatchObject({ waitsFor: null, klantId: 100 })
    const nobody = await desk.outbox.promise(newBooking({ entry: 'nobody' }))
    expect(nobody).toMatchObject({ ok: false, error: { kind: 'not-found' } })
  })

  it('needs a person when the customer is given up, and takes another one', async () => {
    const desk = await new Desk().boot()
    desk.cut()
    const customer = await desk.promise(newCustomer('Zeldenrust'))
    const { id } = await desk.promise(newBooking({ entry: customer.id }))
    await desk.outbox.drop(customer.id)
    expect(desk.record(id)).toMatchObject({ state: 'attention', reason: { kind: 'customer-gone' } })
    expect(await desk.outbox.retry(id)).toMatchObject({ ok: false, error: { kind: 'not-now' } })
    const amended = await desk.outbox.amend(id, newBooking({ id: 17 }))
    expect(amended).toMatchObject({ ok: true, value: { state: 'waiting', localId: -2 } })
    desk.mend()
    await desk.clock.pass(LONG)
    expect(desk.server.made.map(({ body }) => body.klant_id)).toEqual([17])
    expect(desk.server.people).toEqual([])
  })

  it('can be changed while it waits, and only the change is made', async () => {
    const desk = await new Desk().boot()
    desk.cut()
    const { id } = await desk.promise(newBooking({ id: 17 }, 4))
    await desk.clock.pass(LONG)
    const amended = await desk.outbox.amend(id, newBooking({ id: 17 }, 7))
    expect(amended).toMatchObject({ ok: true, value: { id, content: { body: { personen: 7 } } } })
    desk.mend()
    desk.outbox.replayNow()
    await desk.clock.pass(LONG)
    expect(desk.server.made.map(({ body }) => body.personen)).toEqual([7])
  })

  it('cannot be changed while nobody knows whether it was made', async () => {
    const desk = await new Desk().boot()
    lose(desk, true)
    const { id } = await desk.promise(newBooking({ id: 17 }, 4))
    await desk.clock.pass(60)
    desk.cut()
    await desk.clock.pass(LONG)
    expect(desk.record(id)?.sent).not.toBeNull()
    const amended = await desk.outbox.amend(id, newBooking({ id: 17 }, 7))
    expect(amended).toMatchObject({ ok: false, error: { kind: 'not-now' } })
  })

  it('that Recras refuses keeps the words, is changed and then made', async () => {
    const desk = await new Desk().boot()
    const fields = [{ field: 'personen', message: 'Noor Zeldenrust mag niet' }]
    let left = 1
    desk.server.fault = (kind) =>
      kind === 'create' && left-- > 0
        ? { error: { kind: 'refused', message: 'Fout', fields }, after: false }
        : null
    const { id } = await desk.promise(newBooking({ id: 17 }, 4))
    await desk.clock.pass(LONG)
    const refused = { kind: 'refused', error: { kind: 'refused', message: 'Fout', fields } }
    expect(desk.record(id)).toMatchObject({ state: 'attention', sent: null, reason: refused })
    // What Recras said may repeat what was typed, so the disk does not have it in clear.
    expect(String(desk.fs.get('/profile/outbox/journal.log'))).not.toContain('Zeldenrust')
    const next = desk.crash()
    await next.boot()
    expect(next.record(id)?.reason).toEqual(refused)
    await next.outbox.amend(id, newBooking({ id: 17 }, 5))
    await next.clock.pass(LONG)
    expect(next.server.made.map(({ body }) => body.personen)).toEqual([5])
  })

  it('waits for a new key, and is made once there is one', async () => {
    const desk = await new Desk().boot()
    desk.server.fault = () => ({ error: { kind: 'unauthorized' }, after: false })
    const { id } = await desk.promise(newBooking({ id: 17 }, 4))
    await desk.clock.pass(LONG)
    expect(desk.record(id)).toMatchObject({ state: 'waiting', sent: null })
    desk.mend()
    desk.outbox.credentialsChanged()
    await desk.clock.pass(LONG)
    expect(desk.ended(id)).toMatchObject({ outcome: 'done' })
  })
})

describe('a kill', () => {
  it('at any moment of a create leaves exactly one', async () => {
    for (const make of [newCustomer('Zeldenrust'), newBooking({ id: 17 })])
      for (let at = 0; at <= 120; at += 3) {
        const desk = await new Desk().boot()
        const { id } = await desk.promise(make)
        await desk.clock.pass(at)
        const next = desk.crash()
        await next.boot()
        await next.clock.pass(LONG)
        const made = next.server.people.length + next.server.made.length
        expect([at, made, next.ended(id)?.outcome, next.records]).toEqual([at, 1, 'done', []])
      }
  })

  it('leaves a lost line of the journal no way to make it twice', async () => {
    const desk = await new Desk().boot()
    lose(desk, true)
    await desk.promise(newCustomer('Zeldenrust'))
    await desk.clock.pass(60)
    desk.cut()
    await desk.clock.pass(100)
    expect(desk.server.people).toHaveLength(1)
    const path = '/profile/outbox/journal.log'
    const lines = String(desk.fs.get(path)).split('\n')
    const spoilt = lines.map((line) =>
      line.includes('"record-sent"') ? `x${line.slice(1)}` : line,
    )
    expect(spoilt).not.toEqual(lines)
    const next = desk.crash()
    next.fs.put(path, Buffer.from(spoilt.join('\n')))
    next.mend()
    await next.boot()
    await next.clock.pass(LONG)
    expect(next.view.damage).not.toBeNull()
    expect(next.server.people).toHaveLength(1)
    expect(next.records).toEqual([])
  })
})

describe('a changed booking', () => {
  const START = { personen: 4, bijzonderheden: null }

  async function deskWith(fields: Record<string, unknown>): Promise<Desk> {
    const desk = await new Desk().boot()
    desk.server.set(1, fields)
    return desk
  }

  it('is written field by field, what others changed stays and is told', async () => {
    const desk = await deskWith({ personen: 4, bijzonderheden: 'taart' })
    const { id } = await desk.promise(bookingEdit(1, START, { personen: 6 }))
    await desk.clock.pass(LONG)
    expect(desk.server.edits).toEqual([{ what: 'booking 1', fields: { personen: 6 } }])
    expect(desk.ended(id)).toMatchObject({ outcome: 'done', cameIn: ['bijzonderheden'] })
  })

  it('is done when it is so already, and when only the answer is lost', async () => {
    for (const personen of [6, 4]) {
      const desk = await deskWith({ personen })
      let left = 1
      desk.server.fault = (kind) => (kind === 'edit' && left-- > 0 ? lost(true) : null)
      const { id } = await desk.promise(bookingEdit(1, START, { personen: 6 }))
      await desk.clock.pass(LONG)
      expect(desk.server.edits).toHaveLength(personen === 6 ? 0 : 1)
      expect(desk.ended(id)?.outcome).toBe('done')
    }
  })

  it('needs a person when others changed the same; theirs or mine', async () => {
    const desk = await deskWith({ personen: 9 })
    const { id } = await desk.promise(bookingEdit(1, START, { personen: 6 }))
    await desk.clock.pass(LONG)
    expect(desk.record(id)).toMatchObject({ reason: { kind: 'changed' } })
    expect(desk.record(id)?.findings?.conflicts).toEqual([
      { field: 'personen', base: 4, mine: 6, theirs: 9 },
    ])
    expect(desk.server.edits).toEqual([])
    expect(await desk.outbox.retry(id)).toMatchObject({ ok: true })
    await desk.clock.pass(LONG)
    expect(desk.server.fieldsOf(1)).toMatchObject({ personen: 6 })
  })

  it('and changed again before it left is one change', async () => {
    const desk = await deskWith(START)
    desk.cut()
    const one = await desk.promise(bookingEdit(1, START, { personen: 6 }))
    desk.server.set(1, { bijzonderheden: 'taart' })
    const two = await desk.promise(
      bookingEdit(1, { personen: 6, bijzonderheden: 'taart' }, { bijzonderheden: 'geen taart' }),
    )
    expect(two.id).toBe(one.id)
    expect(two.content).toMatchObject({
      base: { personen: 4, bijzonderheden: 'taart' },
      changes: { personen: 6, bijzonderheden: 'geen taart' },
    })
    desk.mend()
    await desk.clock.pass(LONG)
    expect(desk.server.edits).toHaveLength(1)
    expect(desk.server.fieldsOf(1)).toMatchObject({ personen: 6, bijzonderheden: 'geen taart' })
  })

  it('keeps its place between the moves of that booking', async () => {
    const desk = await deskWith(START)
    desk.cut()
    await desk.tap(1, 'definitief', 'gaande')
    await desk.promise(bookingEdit(1, START, { personen: 6 }))
    await desk.tap(1, 'gaande', 'voltooid')
    await desk.promise(bookingEdit(1, { ...START, personen: 6 }, { personen: 7 }))
    const met: string[] = []
    desk.mend()
    const { server } = desk
    const update = server.updateBooking.bind(server)
    server.updateBooking = (id, body) => {
      met.push(`${server.status(id)} ${body.personen}`)
      return update(id, body)
    }
    const next = desk.crash()
    await next.boot()
    await next.clock.pass(LONG)
    expect(met).toEqual(['gaande 6', 'voltooid 7'])
    expect([next.entries, next.records]).toEqual([[], []])
  })

  it('shows a person a yes that changed nothing', async () => {
    const desk = await deskWith(START)
    desk.server.updateBooking = async () => ({ ok: true, value: null })
    const { id } = await desk.promise(bookingEdit(1, START, { personen: 6 }))
    await desk.clock.pass(LONG)
    expect(desk.record(id)).toMatchObject({ reason: { kind: 'changed' } })
  })
})

describe('a changed customer', () => {
  const NEW = { voornaam: 'Tess', achternaam: 'Nieuw', hoofdcontact: false }

  it('gets a new contact person once, also when the answer is lost', async () => {
    const desk = await new Desk().boot()
    desk.server.addCustomer(person('Zeldenrust'))
    const base = person('Zeldenrust').contactpersonen
    let left = 1
    desk.server.fault = (kind) => (kind === 'edit' && left-- > 0 ? lost(true) : null)
    const { id } = await desk.promise(
      customerEdit(100, { contactpersonen: base }, { contactpersonen: [...base, NEW] }),
    )
    await desk.clock.pass(LONG)
    expect(desk.server.edits).toHaveLength(1)
    expect(desk.ended(id)?.outcome).toBe('done')
    expect(desk.published.at(-1)).toBe('customer 100')
  })

  it('needs a person when somebody else changed its contact people', async () => {
    const desk = await new Desk().boot()
    desk.server.addCustomer(person('Anders'))
    const base = person('Zeldenrust').contactpersonen
    const { id } = await desk.promise(
      customerEdit(100, { contactpersonen: base }, { contactpersonen: [...base, NEW] }),
    )
    await desk.clock.pass(LONG)
    expect(desk.record(id)?.findings?.conflicts.map(({ field }) => field)).toEqual([
      'contactpersonen',
    ])
    expect(desk.server.edits).toEqual([])
  })

  it('is written also in a field that Recras does not show', async () => {
    const desk = await new Desk().boot()
    desk.server.addCustomer(person('Zeldenrust'))
    const extra_fields = [{ name: 'Schoenmaat', type: 'number' as const, value: 42 }]
    const read = desk.server.customer.bind(desk.server)
    desk.server.customer = async (id) => {
      const one = await read(id)
      if (one.ok) delete (one.value as Record<string, unknown>)['extra_fields']
      return one
    }
    const { id } = await desk.promise(customerEdit(100, {}, { extra_fields }))
    await desk.clock.pass(LONG)
    expect(desk.server.edits).toEqual([{ what: 'customer 100', fields: { extra_fields } }])
    expect(desk.ended(id)?.outcome).toBe('done')
  })
})

describe('without a keystore', () => {
  it('nothing is promised while there is no line', async () => {
    const desk = await new Desk().boot()
    desk.vault.durable = false
    desk.online = false
    const answer = await desk.outbox.promise(newCustomer('Zeldenrust'))
    expect(answer).toEqual({ ok: false, error: { kind: 'not-now', message: 'keystore' } })
    desk.online = true
    await desk.promise(newCustomer('Zeldenrust'))
    await desk.clock.pass(LONG)
    expect(desk.server.people).toHaveLength(1)
  })

  it('what cannot be opened is kept, shown, and goes out when it can be', async () => {
    const desk = await new Desk().boot()
    desk.cut()
    const { id } = await desk.promise(newCustomer('Zeldenrust'))
    const locked = desk.crash()
    locked.mend()
    locked.vault.key = 2
    await locked.boot()
    await locked.clock.pass(LONG)
    expect(locked.record(id)).toMatchObject({ content: null, reason: { kind: 'unreadable' } })
    expect(locked.server.people).toEqual([])
    expect(await locked.outbox.retry(id)).toMatchObject({ ok: false, error: { kind: 'not-now' } })
    const open = locked.crash()
    open.vault.key = 1
    await open.boot()
    await open.clock.pass(LONG)
    expect(open.ended(id)).toMatchObject({ outcome: 'done' })
    expect(open.server.people).toHaveLength(1)
  })
})
