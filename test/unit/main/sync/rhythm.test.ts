import { describe, expect, it } from 'vitest'
import { settle } from '../manual-clock.ts'
import { booking, eventually, openDesk, TODAY, TOMORROW } from './venue.ts'

const days = (requests: { url: string }[]): string[] =>
  requests.flatMap(({ url }) => /periode=(\d{4}-\d\d-\d\d)/.exec(url)?.[1] ?? [])

describe('polling', () => {
  it('reads today, tomorrow and the day looked at last, every interval', async () => {
    const { sync, clock, venue, deltas, forget } = await openDesk([booking(1)])
    sync.start()
    await clock.advance(60_000)
    // Nobody has said yet what the page has.
    expect(venue.requests).toEqual([])
    await sync.watch({ day: '2026-07-04', known: [] })
    forget()
    const done = (): number => deltas.filter((delta) => delta.day).length
    await clock.advance(30_000)
    await eventually(done).toBe(3)
    expect(days(venue.requests)).toEqual([TODAY, TOMORROW, '2026-07-04'])
    await eventually(() => clock.pending).toContain(30_000)
    await clock.advance(30_000)
    await eventually(done).toBe(6)
  })

  it('moves on to the next day at midnight', async () => {
    const { sync, clock, venue, forget } = await openDesk([], 12 * 3600)
    sync.start()
    await sync.watch({ day: TODAY, known: [] })
    forget()
    await clock.advance(12 * 3_600_000)
    await eventually(() => days(venue.requests)).toEqual([TOMORROW, '2026-06-17', TODAY])
  })

  it('goes on after failures', async () => {
    const { sync, clock, venue, sent } = await openDesk([booking(1)])
    venue.fault = (_, response) => {
      response.destroy()
      return true
    }
    sync.start()
    expect(await sync.watch({ day: TODAY, known: [] })).toMatchObject({
      error: { kind: 'unreachable' },
    })
    await clock.advance(30_000)
    await eventually(() => clock.pending).toContain(30_000)
    venue.fault = () => false
    await clock.advance(30_000)
    await eventually(sent).toEqual([1])
  })

  it('stops while the machine sleeps, and reads at once when it wakes', async () => {
    const { sync, clock, venue, sent, forget } = await openDesk([booking(1)])
    sync.start()
    await sync.watch({ day: TODAY, known: [] })
    sync.pause()
    forget()
    await clock.advance(3_600_000)
    expect(venue.requests).toEqual([])
    venue.bookings.set(1, booking(1, TODAY, 'gaande'))
    sync.resume()
    await eventually(sent).toEqual([1])
    await eventually(() => clock.pending).toContain(30_000)
  })

  it('gives up what hangs over a sleep, and reads anew', async () => {
    const { sync, clock, venue, sent } = await openDesk([booking(1)])
    sync.start()
    venue.fault = ({ url }) => url.includes('periode')
    const hanging = sync.watch({ day: TODAY, known: [] })
    await eventually(() => venue.requests.length).toBe(1)
    sync.pause()
    venue.fault = () => false
    sync.resume()
    expect(await hanging).toMatchObject({ error: { kind: 'not-now' } })
    await eventually(sent).toEqual([1])
    await eventually(() => clock.pending).toContain(30_000)
  })

  it('reads at once when the line is back, and not twice at the same time', async () => {
    const { sync, venue, sent, forget } = await openDesk([booking(1)])
    sync.start()
    await sync.watch({ day: TODAY, known: [] })
    forget()
    venue.bookings.set(1, booking(1, TODAY, 'gaande'))
    sync.reconnected()
    sync.reconnected()
    await eventually(sent).toEqual([1])
    await eventually(() => days(venue.requests)).toEqual([TODAY, TOMORROW])
  })

  it('says nothing after it was stopped', async () => {
    const { sync, clock, venue, deltas } = await openDesk([booking(1)])
    sync.start()
    const reading = sync.watch({ day: TODAY, known: [] })
    sync.stop()
    expect(await reading).toMatchObject({ error: { kind: 'not-now' } })
    await clock.advance(600_000)
    await sync.readBooking(1)
    expect(deltas).toEqual([])
    expect(venue.requests.length).toBeLessThanOrEqual(2)
  })
})

describe('QR texts', () => {
  const asked = (paths: string[]): string[] => paths.filter((path) => path.endsWith('/qr'))

  it('of today and tomorrow come one a second, and each only once', async () => {
    const { sync, clock, venue, codes } = await openDesk([
      booking(1),
      booking(2),
      booking(3, TOMORROW),
      booking(4, '2026-07-04'),
    ])
    await sync.watch({ day: TODAY, known: [] })
    await sync.watch({ day: TOMORROW, known: [] })
    await sync.watch({ day: '2026-07-04', known: [] })
    for (let second = 1; second <= 3; second++) {
      await eventually(() => codes().length + clock.pending.length).toBe(second)
      await clock.advance(990)
      expect(asked(venue.paths()).length).toBeLessThanOrEqual(second)
      await clock.advance(10)
      await eventually(() => codes().length).toBe(second)
    }
    expect(codes()).toEqual([
      [1, 'B:1001-1'],
      [2, 'B:1002-1'],
      [3, 'B:1003-1'],
    ])
    expect(clock.pending).toEqual([])
    await sync.now()
    await settle()
    expect(clock.pending).toEqual([])
    expect(asked(venue.paths())).toHaveLength(3)
    // A cache that was emptied needs them once more.
    await sync.watch({ day: TODAY, known: [] })
    await eventually(() => clock.pending.length).toBe(1)
  })

  it('that the page has are not asked for', async () => {
    const { sync, clock, venue, cache, forget } = await openDesk([booking(1)])
    await sync.watch({ day: TODAY, known: [] })
    const hash = cache().get(1)?.hash ?? ''
    const other = await openDesk([booking(1)])
    await other.sync.watch({ day: TODAY, known: [[1, hash, true]] })
    await settle()
    expect(other.clock.pending).toEqual([])
    await other.sync.watch({ day: TODAY, known: [[1, hash, false]] })
    await eventually(() => other.clock.pending.length).toBe(1)
    forget()
    await clock.advance(5000)
    await eventually(() => asked(venue.paths())).toHaveLength(1)
  })

  it('of an unchanged booking are fetched when the page lacks only them', async () => {
    const first = await openDesk([booking(1)])
    await first.sync.watch({ day: TODAY, known: [] })
    const hash = first.cache().get(1)?.hash ?? ''
    const { sync, clock, codes } = await openDesk([booking(1)])
    await sync.watch({ day: TODAY, known: [[1, hash, false]] })
    await eventually(() => clock.pending.length).toBeGreaterThan(0)
    await clock.advance(1000)
    await eventually(codes).toEqual([[1, 'B:1001-1']])
  })

  it.each([403, 404, 406])('refused with %i are not asked for again', async (status) => {
    const { sync, clock, venue, codes } = await openDesk([booking(1), booking(2)])
    venue.fault = ({ url }, response) => {
      if (!url.includes('1/qr')) return false
      response.writeHead(status).end()
      return true
    }
    await sync.watch({ day: TODAY, known: [] })
    await eventually(async () => {
      await clock.advance(1000)
      return codes()
    }).toEqual([[2, 'B:1002-1']])
    await clock.advance(3_600_000)
    await sync.now()
    await settle()
    expect(clock.pending).toEqual([])
    expect(asked(venue.paths())).toHaveLength(2)
  })

  it('refused to one key are asked for with the next one', async () => {
    const { sync, clock, venue, codes } = await openDesk([booking(1)])
    let refuses = true
    venue.fault = ({ url }, response) => {
      if (refuses && url.includes('1/qr')) response.writeHead(403).end()
      return refuses && url.includes('1/qr')
    }
    await sync.watch({ day: TODAY, known: [] })
    await eventually(async () => {
      await clock.advance(1000)
      return venue.paths()
    }).toContain('/api2/personeel/me')
    await settle()
    refuses = false
    sync.credentialsChanged()
    await eventually(async () => {
      await sync.now()
      await clock.advance(1000)
      return codes()
    }).toEqual([[1, 'B:1001-1']])
  })

  it('are asked for when the booking comes near, though its list says nothing of them', async () => {
    const later = '2026-06-20'
    const { sync, clock, venue, codes } = await openDesk([booking(1, later)])
    venue.bareLists = true
    await sync.watch({ day: later, known: [] })
    await eventually(() => venue.paths()).toContain('/api2/boekingen/1')
    await clock.advance(10_000)
    expect(asked(venue.paths())).toEqual([])
    await clock.advance(5 * 86_400_000)
    await eventually(async () => {
      await sync.now()
      await clock.advance(1000)
      return codes()
    }).toEqual([[1, 'B:1001-1']])
    expect(asked(venue.paths())).toHaveLength(1)
  })

  it('wait while Recras cannot be reached, and back off one by one', async () => {
    const { sync, clock, venue, codes } = await openDesk([booking(1)])
    let down = true
    venue.fault = ({ url }, response) => {
      const hit = down && url.includes('qr')
      if (hit) response.writeHead(500).end()
      return hit
    }
    await sync.watch({ day: TODAY, known: [] })
    await eventually(() => clock.pending.length).toBeGreaterThan(0)
    await clock.advance(1000)
    await eventually(() => asked(venue.paths()).length).toBe(1)
    // Neither time alone nor another read brings a storm.
    await clock.advance(10_000)
    await sync.now()
    await clock.advance(2000)
    expect(asked(venue.paths())).toHaveLength(1)
    down = false
    await clock.advance(30_000)
    await sync.now()
    await eventually(() => clock.pending.length).toBeGreaterThan(0)
    await clock.advance(1000)
    await eventually(codes).toEqual([[1, 'B:1001-1']])
  })
})

describe('names', () => {
  it('are read once, and again after some hours; an empty cache gets them at once', async () => {
    const { sync, clock, deltas, venue, forget } = await openDesk([booking(1)])
    const names = (): unknown[] => deltas.flatMap((delta) => delta.names ?? [])
    const expected = { locaties: { 2: 'Klimbos' }, producten: { 5: 'BBQ' } }
    await sync.watch({ day: TODAY, known: [] })
    await eventually(names).toEqual([expected])
    await sync.watch({ day: TODAY, known: [[1, 'x', true]] })
    expect(names()).toHaveLength(1)
    await sync.watch({ day: TOMORROW, known: [] })
    expect(names()).toHaveLength(2)
    forget()
    await clock.advance(5 * 3_600_000)
    await sync.watch({ day: TODAY, known: [[1, 'x', true]] })
    await eventually(names).toEqual([expected])
    expect(venue.paths().filter((path) => path.endsWith('locaties'))).toHaveLength(1)
  })

  it('that a key may not read are empty, and not asked for again and again', async () => {
    const { sync, clock, deltas, venue } = await openDesk([])
    venue.fault = ({ url }, response) => {
      const hit = /locaties|producten/.test(url)
      if (hit) response.writeHead(403).end()
      return hit
    }
    await sync.watch({ day: TODAY, known: [] })
    await eventually(() => deltas.flatMap((delta) => delta.names ?? [])).toEqual([
      { locaties: {}, producten: {} },
    ])
    await clock.advance(600_000)
    await sync.watch({ day: TODAY, known: [] })
    expect(venue.paths().filter((path) => /locaties|producten/.test(path))).toHaveLength(2)
  })
})
