import { describe, expect, it } from 'vitest'
import type { BookingRecord, SyncDelta } from '../../../../src/shared/ipc/contract.ts'
import { booking, eventually, openDesk, TODAY, TOMORROW } from './venue.ts'

const range = (from: number, to: number): number[] =>
  Array.from({ length: to - from + 1 }, (_, index) => from + index)

/** The first booking of a part that must be of so many. */
function first(deltas: readonly SyncDelta[], count: number): BookingRecord {
  const [record] = deltas[0]?.upserts ?? []
  if (!record || deltas[0]?.upserts.length !== count) throw new Error('not the part expected')
  return record
}

describe('looking at a day', () => {
  it('sends all of it to an empty cache, in parts, and tells when the day is complete', async () => {
    const { sync, deltas, sent, venue } = await openDesk(range(1, 250).map((id) => booking(id)))
    venue.pageSize = 100
    const read = await sync.watch({ day: TODAY, known: [] })
    expect(read).toEqual({ ok: true, value: { syncedAt: '2026-06-15T10:00:00.000Z' } })
    expect(sent()).toEqual(range(1, 250))
    expect(deltas.length).toBeGreaterThan(3)
    expect(deltas.map((delta) => delta.day).filter(Boolean)).toEqual([
      { day: TODAY, syncedAt: '2026-06-15T10:00:00.000Z', total: 250, unreadable: 0 },
    ])
    const list = venue.requests.filter(({ url }) => url.startsWith('/api2/boekingen?'))
    expect(list[0]?.url).toBe(
      '/api2/boekingen?periode=2026-06-15T00:00:00%2B02:00/2026-06-16T00:00:00%2B02:00' +
        '&embed=Klant,Klant.Hoofdcontact,boekingsregels,kosten,Facturen._betaald_bedrag' +
        '&page_size=500',
    )
  })

  it('lets others have their turn between the parts of one page', async () => {
    const { sync, venue, deltas } = await openDesk(range(1, 350).map((id) => booking(id)))
    venue.pageSize = 500
    let turns = 0
    let running = true
    const count = (): void => {
      turns++
      if (running) setImmediate(count)
    }
    const at: number[] = []
    deltas.push = (...items) => {
      if (items.some(({ upserts }) => upserts.length > 0)) at.push(turns)
      return Array.prototype.push.apply(deltas, items)
    }
    count()
    await sync.watch({ day: TODAY, known: [] })
    running = false
    expect(deltas.map(({ upserts }) => upserts.length).filter(Boolean)).toEqual([100, 100, 100, 50])
    expect(new Set(at).size).toBe(at.length)
  })

  it('does not undo with the rest of a page what was published since it was asked for', async () => {
    const { sync, venue, deltas, cache } = await openDesk(range(1, 150).map((id) => booking(id)))
    venue.pageSize = 500
    let published: Promise<unknown> | null = null
    const add = deltas.push.bind(deltas)
    deltas.push = (...items) => {
      // The first part is being sent: another read of a booking of the second is answered before it.
      published ??= Promise.resolve().then(() => {
        const newer = structuredClone(first(items, 100))
        newer.booking.id = 150
        newer.booking.status = 'gaande'
        sync.publish({ ...newer, hash: 'newer' })
      })
      return add(...items)
    }
    await sync.watch({ day: TODAY, known: [] })
    await published
    expect(cache().get(150)).toMatchObject({ hash: 'newer', status: 'gaande' })
  })

  it('sends nothing when nothing changed, whether announced or sent before', async () => {
    const first = await openDesk([booking(1), booking(2)])
    await first.sync.watch({ day: TODAY, known: [] })
    const known = [...first.cache()].map(([id, { hash }]) => [id, hash, true] as const)
    first.forget()
    await first.sync.watch({ day: TODAY, known })
    await first.sync.now()
    expect(first.sent()).toEqual([])

    const second = await openDesk([booking(1), booking(2)])
    await second.sync.watch({ day: TODAY, known })
    expect(second.sent()).toEqual([])
    expect(second.deltas.filter((delta) => delta.day)).toHaveLength(1)
  })

  it('sends what changed and what is new, and nothing else', async () => {
    const { sync, venue, sent, forget } = await openDesk([booking(1), booking(2), booking(3)])
    await sync.watch({ day: TODAY, known: [] })
    forget()
    venue.bookings.set(2, booking(2, TODAY, 'gaande'))
    venue.bookings.set(4, booking(4))
    await sync.now()
    expect(sent()).toEqual([2, 4])
  })

  it('sends again what the page turns out not to have', async () => {
    const { sync, cache, sent, forget } = await openDesk([booking(1), booking(2), booking(3)])
    await sync.watch({ day: TODAY, known: [] })
    const hash = cache().get(3)?.hash ?? ''
    forget()
    await sync.watch({
      day: TODAY,
      known: [
        [1, 'old', false],
        [3, hash, false],
      ],
    })
    expect(sent()).toEqual([1, 2])
    forget()
    // An emptied cache is emptied of its other days as well.
    await sync.watch({ day: TOMORROW, known: [] })
    await sync.watch({ day: TODAY, known: [] })
    expect(sent()).toEqual([1, 2, 3])
  })

  it('does not take a booking of a neighbouring day, sent along, for lost', async () => {
    const { sync, cache, sent, forget, venue } = await openDesk([booking(1), booking(2, TOMORROW)])
    venue.fault = (request) => {
      // A server that reads the period generously.
      request.url = request.url.replace(/2026-06-16T00/, '2026-06-17T00')
      return false
    }
    await sync.watch({ day: TODAY, known: [] })
    expect(sent()).toEqual([1, 2])
    forget()
    await sync.watch({ day: TODAY, known: [[1, cache().get(1)?.hash ?? '', true]] })
    expect(sent()).toEqual([])
  })

  it('is one read for all who ask at the same time', async () => {
    const { sync, venue } = await openDesk([booking(1)])
    const reads = await Promise.all([
      sync.watch({ day: TODAY, known: [] }),
      sync.watch({ day: TODAY, known: [] }),
      sync.now(),
    ])
    expect(reads.every((read) => read.ok)).toBe(true)
    const today = venue.requests.filter(({ url }) => url.includes('periode=2026-06-15'))
    expect(today).toHaveLength(1)
  })

  it('reads once more for a page that lost what a read under way left out', async () => {
    const { sync, sent, forget, venue } = await openDesk(range(1, 150).map((id) => booking(id)))
    venue.pageSize = 100
    await sync.watch({ day: TODAY, known: [] })
    forget()
    let release: () => void = () => undefined
    venue.fault = ({ url }, response) => {
      if (!url.includes('page=2')) return false
      release = () => response.writeHead(200, { 'x-total-count': '150' }).end('[]')
      return true
    }
    const underWay = sync.now()
    // The first page, unchanged, has been left out by now.
    await eventually(() => venue.requests.filter(({ url }) => url.includes('page=2')).length).toBe(
      1,
    )
    const watched = sync.watch({ day: TODAY, known: [] })
    venue.fault = () => false
    release()
    await Promise.all([watched, underWay])
    expect([...new Set(sent())]).toEqual(range(1, 150))
  })

  it('counts unreadable bookings and keeps the rest', async () => {
    const { sync, deltas, sent, venue } = await openDesk([booking(1), booking(2)])
    venue.bookings.set(3, { ...booking(3), id: 'x' as unknown as number })
    await sync.watch({ day: TODAY, known: [] })
    expect(sent()).toEqual([1, 2])
    expect(deltas.at(-1)?.day).toMatchObject({ total: 2, unreadable: 1 })
  })

  it('says why it failed, keeps what came, and concludes nothing', async () => {
    const { sync, deltas, sent, venue, forget } = await openDesk(
      range(1, 150).map((id) => booking(id)),
    )
    venue.pageSize = 100
    await sync.watch({ day: TODAY, known: [] })
    forget()
    venue.bookings.delete(150)
    venue.bookings.set(1, booking(1, TODAY, 'gaande'))
    venue.fault = ({ url }, response) => {
      if (url.includes('page=2')) response.writeHead(200).end('<html>')
      return url.includes('page=2')
    }
    expect(await sync.watch({ day: TODAY, known: [] })).toMatchObject({
      error: { kind: 'unexpected-answer' },
    })
    expect(sent()).toContain(1)
    expect(deltas.some((delta) => delta.day !== null || delta.removed.length > 0)).toBe(false)
    expect(venue.paths()).not.toContain('/api2/boekingen/150')
  })
})

describe('a booking that left the day', () => {
  it('is read by itself: gone is removed, moved is sent as it is now', async () => {
    const { sync, venue, cache, deltas, sent, forget } = await openDesk(
      [1, 2, 3].map((id) => booking(id)),
    )
    await sync.watch({ day: TODAY, known: [] })
    forget()
    venue.bookings.delete(1)
    venue.bookings.set(2, booking(2, '2026-08-01'))
    await sync.now()
    await eventually(() => [...cache().keys()]).toEqual([2, 3])
    await eventually(sent).toEqual([2])
    expect(deltas.flatMap((delta) => delta.removed)).toEqual([1])
    forget()
    await sync.now()
    expect(venue.paths().filter((path) => /\d$/.test(path))).toEqual([])
  })

  it('is found out about when the page still had it from another time', async () => {
    const { sync, venue, deltas } = await openDesk([booking(2, '2026-08-01')])
    await sync.watch({
      day: TODAY,
      known: [
        [1, 'h1', true],
        [2, 'h2', true],
      ],
    })
    await eventually(() => deltas.flatMap((delta) => delta.removed)).toEqual([1])
    await eventually(() => venue.paths().filter((path) => /\d$/.test(path)).length).toBe(2)
  })

  it('that lists just leave out stays, and is read by itself now and then', async () => {
    const { sync, venue, clock, cache, sent, forget } = await openDesk([booking(1), booking(2)])
    await sync.watch({ day: TODAY, known: [] })
    venue.fault = ({ url }, response) => {
      if (!url.includes('?periode')) return false
      response.end(JSON.stringify([venue.bookings.get(2)]))
      return true
    }
    const asked = (): number => venue.paths().filter((path) => path.endsWith('/1')).length
    await sync.now()
    await eventually(asked).toBe(1)
    await sync.now()
    expect(asked()).toBe(1)
    forget()
    venue.bookings.set(1, booking(1, TODAY, 'geannuleerd'))
    await clock.advance(6 * 60_000)
    await sync.now()
    await eventually(sent).toEqual([1])
    expect(cache().get(1)?.status).toBe('geannuleerd')
  })

  it('is looked for again when the line was down meanwhile', async () => {
    const { sync, venue, deltas, clock } = await openDesk([booking(1), booking(2)])
    await sync.watch({ day: TODAY, known: [] })
    venue.bookings.delete(1)
    let down = true
    venue.fault = ({ url }, response) => {
      const hit = down && /boekingen\/1/.test(url)
      if (hit) response.destroy()
      return hit
    }
    await sync.now()
    await eventually(() => venue.paths()).toContain('/api2/boekingen/1')
    down = false
    await clock.advance(1000)
    await sync.now()
    await eventually(() => deltas.flatMap((delta) => delta.removed)).toEqual([1])
  })
})

describe('one booking', () => {
  it('that is read is answered, and sent when it differs', async () => {
    const { sync, venue, sent, deltas, forget } = await openDesk([booking(1)])
    await sync.watch({ day: TODAY, known: [] })
    forget()
    expect(await sync.readBooking(1)).toMatchObject({ ok: true, value: { booking: { id: 1 } } })
    expect(sent()).toEqual([])
    venue.bookings.set(1, booking(1, TODAY, 'gaande'))
    await sync.readBooking(1)
    expect(sent()).toEqual([1])
    venue.bookings.delete(1)
    expect(await sync.readBooking(1)).toMatchObject({ error: { kind: 'not-found' } })
    expect(deltas.at(-1)?.removed).toEqual([1])
  })

  it('that was just published is not overwritten by a list asked for before', async () => {
    const { sync, venue, cache } = await openDesk([booking(1)])
    await sync.watch({ day: TODAY, known: [] })
    let release: () => void = () => undefined
    venue.fault = ({ url }, response) => {
      if (!url.includes('periode=2026-06-15')) return false
      const old = JSON.stringify([booking(1, TODAY, 'optie')])
      release = () => response.end(old)
      return true
    }
    const slow = sync.now()
    await eventually(() => venue.requests.filter(({ url }) => url.includes('periode')).length).toBe(
      2,
    )
    venue.bookings.set(1, booking(1, TODAY, 'gaande'))
    await sync.readBooking(1)
    release()
    venue.fault = () => false
    await slow
    expect(cache().get(1)?.status).toBe('gaande')
    await sync.now()
    expect(cache().get(1)?.status).toBe('gaande')
  })

  it('is found by reference or by customer, at Recras', async () => {
    const { sync, venue, deltas } = await openDesk([
      booking(1),
      { ...booking(2), klant_id: 1001, referentie: '1001-2' },
      booking(3),
    ])
    expect(await sync.find({ referentie: '1001-2' })).toMatchObject({
      value: [{ booking: { id: 2 } }],
    })
    expect(await sync.find({ klant_id: 1001 })).toMatchObject({
      value: [{ booking: { id: 1 } }, { booking: { id: 2 } }],
    })
    expect(await sync.find({ referentie: '1001-9' })).toEqual({ ok: true, value: [] })
    expect(venue.requests[0]?.url).toContain('klant_id=1001&embed=Klant,')
    expect(deltas).toEqual([])
    venue.bareLists = true
    const found = await sync.find({ referentie: '1001-2' })
    expect(found.ok && Object.keys(found.value[0]?.booking._links ?? {})).toHaveLength(2)
  })
})

describe('lists without links', () => {
  it('are shown at once, and every booking is then read by itself, once', async () => {
    const { sync, venue, cache, sent, forget } = await openDesk([booking(1), booking(2)])
    venue.bareLists = true
    await sync.watch({ day: TODAY, known: [] })
    expect(sent().slice(0, 2)).toEqual([1, 2])
    await eventually(() => [...cache().values()].map((one) => one.offers)).toEqual([true, true])
    forget()
    await sync.now()
    expect(sent()).toEqual([])
    expect(venue.paths().filter((path) => /\d$/.test(path))).toEqual([])
  })

  it('never take links away from an unchanged booking, nor leave them on a changed one', async () => {
    const first = await openDesk([booking(1), booking(2)])
    await first.sync.watch({ day: TODAY, known: [] })
    const known = [...first.cache()].map(([id, { hash }]) => [id, hash, true] as const)

    const { sync, venue, cache, deltas, sent, forget } = await openDesk([booking(1), booking(2)])
    venue.bareLists = true
    await sync.watch({ day: TODAY, known })
    await eventually(() => venue.paths().filter((path) => /\d$/.test(path)).length).toBe(2)
    await sync.now()
    expect(sent()).toEqual([])
    forget()
    venue.bookings.set(1, booking(1, TODAY, 'gaande'))
    await sync.now()
    await eventually(() => cache().get(1)?.offers).toBe(true)
    const seen = deltas.flatMap((delta) => delta.upserts.map((one) => one.booking))
    expect(seen.map((one) => [one.status, Object.keys(one._links).length])).toEqual([
      ['gaande', 0],
      ['gaande', 2],
    ])
  })

  it('are all there is when single bookings may not be read', async () => {
    const { sync, venue, cache, log, forget } = await openDesk([booking(1)])
    venue.bareLists = true
    venue.fault = ({ url }, response) => {
      if (!url.includes('boekingen/1')) return false
      response.writeHead(403).end()
      return true
    }
    await sync.watch({ day: TODAY, known: [] })
    await eventually(() => log.lines.map((line) => line.event)).toContain('booking-not-shown')
    expect(cache().get(1)).toMatchObject({ status: 'definitief', offers: false })
    forget()
    await sync.now()
    expect(venue.paths().filter((path) => path.endsWith('/1'))).toEqual([])
  })
})
