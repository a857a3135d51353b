import { describe, expect, it } from 'vitest'
import { ok, type AppError } from '../../../src/shared/result.ts'
import { systemError } from './support/memory-fs.ts'
import { Desk, wish } from './support/desk.ts'
import { settle } from './support/virtual-clock.ts'

const fault = (error: AppError, after = false) => ({ error, after })
const LONG = 10 * 60_000

describe('a promise', () => {
  it('is delivered, the page hears of it before it is settled, and it is remembered', async () => {
    const desk = await new Desk().boot()
    const entry = await desk.tap(1, 'definitief', 'gaande')
    expect(entry).toMatchObject({ state: 'waiting', desk: 'Balie 1', serverOffsetMs: 250 })
    let hadIt: boolean | null = null
    desk.onView = (view) => {
      if (view.history.length > 0) hadIt ??= desk.published.includes('1 gaande')
    }
    await desk.clock.pass(LONG)
    expect([desk.server.status(1), desk.outcome(entry.id), hadIt]).toEqual(['gaande', 'done', true])
    expect(desk.views.at(-1)).toEqual(desk.view)
    expect(desk.server.moves).toHaveLength(1)
  })

  it('is not made when the disk does not take it, and says since when', async () => {
    const desk = await new Desk().boot()
    desk.fs.room = 0
    const answer = await desk.outbox.enqueue(wish(1, 'definitief', 'gaande'))
    expect(answer).toEqual({ ok: false, error: { kind: 'storage', message: 'ENOSPC' } })
    expect(desk.view).toMatchObject({
      entries: [],
      blocked: { since: '2026-11-21T09:00:00.000Z', error: { kind: 'storage' } },
    })
    await desk.clock.pass(60_000)
    expect(desk.view.blocked?.since).toBe('2026-11-21T09:00:00.000Z')
    expect(desk.server.posts).toEqual([])
    // There is room again: the desk finds out by itself.
    desk.fs.room = 100_000
    await desk.clock.pass(10_000)
    expect(desk.views.at(-1)?.blocked).toBeNull()
    await desk.tap(1, 'definitief', 'gaande')
  })

  it('is known after a crash the moment it was answered', async () => {
    const desk = await new Desk().boot()
    desk.cut()
    const { id } = await desk.tap(1, 'definitief', 'gaande')
    const next = desk.crash()
    next.mend()
    await next.boot()
    expect(next.entry(id)).toMatchObject({ wanted: 'gaande', state: 'waiting' })
    await next.clock.pass(LONG)
    expect([next.outcome(id), next.server.moves.length]).toEqual(['done', 1])
  })

  it('never leaves before the disk knows that it does', async () => {
    const desk = await new Desk().boot()
    desk.cut()
    const { id } = await desk.tap(1, 'definitief', 'gaande')
    await desk.clock.pass(5)
    desk.fs.before = (operation) => {
      if (operation === 'sync') throw systemError('EIO')
    }
    desk.mend()
    await desk.clock.pass(LONG)
    expect(desk.server.posts).toEqual([])
    expect(desk.entry(id)).toMatchObject({ state: 'waiting', lastError: { kind: 'storage' } })
    desk.fs.before = () => undefined
    await desk.clock.pass(LONG)
    expect(desk.outcome(id)).toBe('done')
  })

  it('is one for two taps at the same instant', async () => {
    const desk = await new Desk().boot()
    const [a, b] = await Promise.all([
      desk.tap(1, 'definitief', 'gaande'),
      desk.tap(1, 'definitief', 'gaande'),
    ])
    expect(a.id).toBe(b.id)
    await desk.clock.pass(LONG)
    expect(desk.server.posts).toHaveLength(1)
  })
})

describe('undo', () => {
  it('cancels out what was never sent; nothing reaches Recras', async () => {
    const desk = await new Desk().boot()
    desk.cut()
    const { id } = await desk.tap(1, 'definitief', 'gaande')
    await desk.clock.pass(LONG)
    const answer = await desk.outbox.enqueue(wish(1, 'gaande', 'definitief'))
    expect(answer).toMatchObject({ ok: true, value: { id, outcome: 'undone' } })
    desk.mend()
    desk.outbox.reconnected()
    await desk.clock.pass(LONG)
    expect([desk.entries, desk.outcome(id), desk.server.posts]).toEqual([[], 'undone', []])
  })

  it('also while the booking is being read for it', async () => {
    const desk = await new Desk().boot()
    desk.server.latencyMs = 1000
    const { id } = await desk.tap(1, 'definitief', 'gaande')
    await desk.clock.pass(500)
    expect(desk.server.reads).toBe(1)
    await desk.tap(1, 'gaande', 'definitief')
    await desk.clock.pass(LONG)
    expect([desk.outcome(id), desk.server.posts]).toEqual(['undone', []])
  })

  it('is a move of its own once the first has left, even when its answer was lost', async () => {
    const desk = await new Desk().boot()
    desk.server.fault = (kind) => (kind === 'follow' ? fault({ kind: 'timeout' }, true) : null)
    const { id } = await desk.tap(1, 'definitief', 'gaande')
    await desk.clock.pass(45)
    expect(desk.entry(id)).toMatchObject({ sent: true, state: 'waiting' })
    const next = desk.crash()
    await next.boot()
    const back = await next.tap(1, 'gaande', 'definitief')
    expect(back.id).not.toBe(id)
    next.mend()
    await next.clock.pass(LONG)
    expect([next.outcome(id), next.outcome(back.id)]).toEqual(['done', 'done'])
    expect(next.server.moves.map((move) => move.to)).toEqual(['gaande', 'definitief'])
  })
})

describe('a lost answer', () => {
  it('is found out by reading; the move is not made twice', async () => {
    const desk = await new Desk().boot()
    desk.server.fault = (kind) => (kind === 'follow' ? fault({ kind: 'timeout' }, true) : null)
    const { id } = await desk.tap(1, 'definitief', 'gaande')
    await desk.clock.pass(LONG)
    expect(desk.outcome(id)).toBe('done')
    expect(desk.server.posts).toHaveLength(1)
  })

  it('after which another desk took it back is for a person to decide', async () => {
    const desk = await new Desk({ random: () => 0.99 }).boot()
    desk.server.fault = (kind) => (kind === 'follow' ? fault({ kind: 'timeout' }, true) : null)
    const { id } = await desk.tap(1, 'definitief', 'gaande')
    await desk.clock.pass(100)
    desk.mend()
    desk.server.otherDesk(1, 'definitief')
    await desk.clock.pass(LONG)
    expect(desk.entry(id)?.reason).toEqual({ kind: 'changed' })
    expect(desk.server.posts).toHaveLength(1)
    // The person decides that it must be gaande after all.
    await desk.outbox.retry(id)
    await desk.clock.pass(LONG)
    expect([desk.outcome(id), desk.server.status(1)]).toEqual(['done', 'gaande'])
  })

  it('of which nothing came is sent again', async () => {
    const desk = await new Desk().boot()
    let failing = true
    desk.server.fault = (kind) => (kind === 'follow' && failing ? fault({ kind: 'timeout' }) : null)
    const { id } = await desk.tap(1, 'definitief', 'gaande')
    await desk.clock.pass(5000)
    failing = false
    await desk.clock.pass(LONG)
    expect([desk.outcome(id), desk.server.moves.length]).toEqual(['done', 1])
  })

  it('a yes that changed nothing came from something else: it is tried again', async () => {
    const desk = await new Desk().boot()
    const follow = desk.server.follow.bind(desk.server)
    desk.server.follow = async () => ok('<h1>Welcome to the Wi-Fi</h1>')
    const { id } = await desk.tap(1, 'definitief', 'gaande')
    await desk.clock.pass(5000)
    expect(desk.entry(id)).toMatchObject({ lastError: { kind: 'unexpected-answer' } })
    desk.server.follow = follow
    await desk.clock.pass(LONG)
    expect(desk.outcome(id)).toBe('done')
  })
})

describe('another desk was first', () => {
  it('to the same state: done, nothing is sent', async () => {
    const desk = await new Desk().boot()
    desk.cut()
    const { id } = await desk.tap(1, 'definitief', 'gaande')
    desk.server.otherDesk(1, 'gaande')
    desk.mend()
    await desk.clock.pass(LONG)
    expect([desk.outcome(id), desk.server.posts]).toEqual(['done', []])
  })

  it('to another state: both versions are shown, nothing is overwritten', async () => {
    const desk = await new Desk().boot()
    desk.cut()
    const { id } = await desk.tap(1, 'definitief', 'gaande')
    desk.server.otherDesk(1, 'voltooid')
    desk.mend()
    await desk.clock.pass(LONG)
    expect(desk.entry(id)).toMatchObject({
      state: 'attention',
      wanted: 'gaande',
      reason: { kind: 'changed' },
      server: { status: 'voltooid', offers: ['ongoing'] },
    })
    expect([desk.server.posts, desk.published.at(-1)]).toEqual([[], '1 voltooid'])
    // The person has seen both by now, and wants it all the same.
    await desk.outbox.retry(id)
    await desk.clock.pass(LONG)
    expect([desk.outcome(id), desk.server.status(1)]).toEqual(['done', 'gaande'])
  })

  it('in the moment between reading and sending: the refusal is looked into', async () => {
    const desk = await new Desk({ statuses: { 1: 'definitief', 2: 'definitief' } }).boot()
    desk.server.latencyMs = 100
    const { id } = await desk.tap(1, 'definitief', 'gaande')
    const other = await desk.tap(2, 'definitief', 'gaande')
    await desk.clock.pass(250)
    desk.server.otherDesk(1, 'gaande')
    desk.server.otherDesk(2, 'geannuleerd')
    await desk.clock.pass(LONG)
    expect(desk.outcome(id)).toBe('done')
    expect(desk.entry(other.id)).toMatchObject({
      reason: { kind: 'refused', error: { kind: 'forbidden' } },
      server: { status: 'geannuleerd' },
    })
  })

  it('and the link is gone: not offered', async () => {
    const desk = await new Desk().boot()
    desk.server.offer(1, [])
    const { id } = await desk.tap(1, 'definitief', 'gaande')
    await desk.clock.pass(LONG)
    expect(desk.entry(id)).toMatchObject({
      reason: { kind: 'not-offered' },
      server: { offers: [] },
    })
    // Dropped by a person, it no longer counts.
    expect(await desk.outbox.drop(id)).toEqual({ ok: true, value: null })
    expect([desk.entries, desk.outcome(id)]).toEqual([[], 'dropped'])
    expect(await desk.outbox.drop(id)).toMatchObject({ ok: false, error: { kind: 'not-found' } })
  })
})

describe('failures', () => {
  it.each<AppError>([
    { kind: 'unreachable' },
    { kind: 'timeout' },
    { kind: 'server', status: 500, retryAfterMs: null },
    { kind: 'rate-limited', retryAfterMs: null },
    { kind: 'unexpected-answer' },
  ])('$kind: kept for hours, then delivered once', async (error) => {
    const desk = await new Desk().boot()
    desk.server.fault = () => fault(error)
    const { id } = await desk.tap(1, 'definitief', 'gaande')
    await desk.clock.pass(4 * 3_600_000)
    expect(desk.entry(id)).toMatchObject({ state: 'waiting', lastError: error })
    expect(desk.entry(id)?.attempts).toBeGreaterThan(200)
    expect(desk.entry(id)?.attempts).toBeLessThan(1000)
    desk.mend()
    await desk.clock.pass(61_000)
    expect([desk.outcome(id), desk.server.moves.length]).toEqual(['done', 1])
  })

  it('a refused key pauses everything, drops nothing, and another key goes on', async () => {
    const statuses = { 1: 'definitief', 2: 'definitief', 3: 'definitief', 4: 'definitief' }
    const desk = await new Desk({ statuses }).boot()
    desk.server.fault = () => fault({ kind: 'unauthorized' })
    for (const id of [1, 2, 3, 4]) await desk.tap(id, 'definitief', 'gaande')
    await desk.clock.pass(LONG)
    const { reads } = desk.server
    desk.outbox.replayNow()
    await desk.clock.pass(LONG)
    expect(desk.server.reads).toBe(reads)
    expect(desk.entries.map((entry) => entry.state)).toEqual(Array(4).fill('waiting'))
    desk.mend()
    desk.outbox.credentialsChanged()
    await desk.clock.pass(LONG)
    expect([desk.entries, desk.server.moves.length]).toEqual([[], 4])
  })

  it('a late refusal of the old key does not stop the new one', async () => {
    const desk = await new Desk().boot()
    desk.server.latencyMs = 1000
    desk.server.fault = () => fault({ kind: 'unauthorized' })
    const { id } = await desk.tap(1, 'definitief', 'gaande')
    await desk.clock.pass(500)
    desk.mend()
    desk.outbox.credentialsChanged()
    await desk.clock.pass(LONG)
    expect(desk.outcome(id)).toBe('done')
  })

  it.each<AppError>([
    { kind: 'forbidden', message: 'Geen rechten' },
    { kind: 'refused', fields: [], message: 'Mag niet' },
    { kind: 'conflict' },
    { kind: 'not-found' },
  ])('$kind on the move: that entry alone is parked, with what Recras has', async (error) => {
    const desk = await new Desk({ statuses: { 1: 'definitief', 2: 'definitief' } }).boot()
    desk.server.fault = (kind, id) => (kind === 'follow' && id === 1 ? fault(error) : null)
    const parked = await desk.tap(1, 'definitief', 'gaande')
    const other = await desk.tap(2, 'definitief', 'gaande')
    await desk.clock.pass(LONG)
    expect(desk.entry(parked.id)).toMatchObject({
      state: 'attention',
      // The booking itself is there: its link leads nowhere, and nothing may call it gone.
      reason: error.kind === 'not-found' ? { kind: 'not-offered' } : { kind: 'refused', error },
      server: { status: 'definitief', offers: ['ongoing'] },
    })
    expect(desk.outcome(other.id)).toBe('done')
    desk.mend()
    expect((await desk.outbox.retry(parked.id)).ok).toBe(true)
    await desk.clock.pass(LONG)
    expect(desk.outcome(parked.id)).toBe('done')
  })

  it('a booking that Recras no longer has needs a person', async () => {
    const desk = await new Desk().boot()
    desk.server.remove(1)
    const { id } = await desk.tap(1, 'definitief', 'gaande')
    await desk.clock.pass(LONG)
    expect(desk.entry(id)).toMatchObject({
      reason: { kind: 'refused', error: { kind: 'not-found' } },
      server: null,
    })
  })

  it('embeds that the key may not see do not stand in the way', async () => {
    const desk = await new Desk().boot()
    const booking = desk.server.booking.bind(desk.server)
    desk.server.booking = async (id: number, embed: readonly string[] = []) =>
      embed.length > 0 ? { ok: false, error: { kind: 'forbidden' } } : booking(id)
    const { id } = await desk.tap(1, 'definitief', 'gaande')
    await desk.clock.pass(LONG)
    expect([desk.outcome(id), desk.published]).toEqual(['done', []])
  })

  it('honours Retry-After for the whole queue, whoever says "now"', async () => {
    const desk = await new Desk({ statuses: { 1: 'definitief', 2: 'definitief' } }).boot()
    desk.server.fault = (_, id) =>
      id === 1 ? fault({ kind: 'rate-limited', retryAfterMs: 30_000 }) : null
    await desk.tap(1, 'definitief', 'gaande')
    await desk.clock.pass(100)
    desk.mend()
    const other = await desk.tap(2, 'definitief', 'gaande')
    desk.outbox.replayNow()
    desk.outbox.reconnected()
    await desk.clock.pass(29_000)
    expect(desk.server.reads).toBe(1)
    await desk.clock.pass(2000)
    expect([desk.outcome(other.id), desk.entries]).toEqual(['done', []])
  })

  it('a line that drops during it does not shorten a Retry-After', async () => {
    const desk = await new Desk({ statuses: { 1: 'definitief', 2: 'definitief' } }).boot()
    desk.server.fault = (kind, id) =>
      id === 1
        ? fault({ kind: 'rate-limited', retryAfterMs: 30_000 })
        : kind === 'follow'
          ? fault({ kind: 'unreachable' })
          : null
    await desk.tap(1, 'definitief', 'gaande')
    await desk.tap(2, 'definitief', 'gaande')
    await desk.clock.pass(1000)
    const { reads } = desk.server
    await desk.clock.pass(28_000)
    expect(desk.server.reads).toBe(reads)
    desk.mend()
    await desk.clock.pass(LONG)
    expect(desk.entries).toEqual([])
  })

  it('a clock that is set back delays nothing', async () => {
    const desk = await new Desk().boot()
    desk.server.fault = () => fault({ kind: 'timeout' })
    const { id } = await desk.tap(1, 'definitief', 'gaande')
    await desk.clock.pass(LONG)
    desk.clock.set(desk.clock.now() - 86_400_000)
    desk.mend()
    await desk.clock.pass(61_000)
    expect(desk.outcome(id)).toBe('done')
  })

  it('a bug in a reader stops nothing for good', async () => {
    const desk = await new Desk({ statuses: { 1: 'definitief', 2: 'definitief' } }).boot()
    desk.server.fault = (_, id) => {
      if (id === 1) throw new TypeError('bug')
      return null
    }
    const broken = await desk.tap(1, 'definitief', 'gaande')
    const other = await desk.tap(2, 'definitief', 'gaande')
    await desk.clock.pass(LONG)
    expect([desk.outcome(other.id), desk.entry(broken.id)?.state]).toEqual(['done', 'waiting'])
  })
})

describe('order', () => {
  it('is kept per booking', async () => {
    const desk = await new Desk().boot()
    desk.cut()
    await desk.tap(1, 'definitief', 'gaande')
    await desk.tap(1, 'gaande', 'voltooid')
    desk.mend()
    desk.outbox.reconnected()
    await desk.clock.pass(LONG)
    expect(desk.server.moves.map((move) => move.to)).toEqual(['gaande', 'voltooid'])
    expect(desk.server.posts).toHaveLength(2)
  })

  it('never across bookings: one that fails holds up no other, three at a time', async () => {
    const statuses = Object.fromEntries(Array.from({ length: 12 }, (_, i) => [i + 1, 'definitief']))
    const desk = await new Desk({ statuses }).boot()
    desk.server.fault = (_, id) => (id <= 2 ? fault({ kind: 'timeout' }) : null)
    for (let id = 1; id <= 12; id += 1) await desk.tap(id, 'definitief', 'gaande')
    await desk.clock.pass(10_000)
    expect(desk.entries.map((entry) => entry.bookingId)).toEqual([1, 2])
    expect(desk.server.moves).toHaveLength(10)
  })

  it('sends a long outage’s worth at a rate that Recras can bear, a few at once', async () => {
    const numbers = Array.from({ length: 40 }, (_, index) => index + 1)
    const desk = await new Desk({
      statuses: Object.fromEntries(numbers.map((id) => [id, 'definitief'])),
    }).boot()
    desk.cut()
    for (const id of numbers) await desk.tap(id, 'definitief', 'gaande')
    await desk.clock.pass(60_000)
    desk.mend()
    const before = desk.server.reads
    desk.outbox.reconnected()
    await desk.clock.pass(500)
    expect(desk.server.moves.length).toBeGreaterThanOrEqual(9)
    await desk.clock.pass(9_500)
    const requests = desk.server.reads - before + desk.server.posts.length
    expect(requests).toBeLessThan(30 + 10 * 4 + 3)
    await desk.clock.pass(LONG)
    expect(desk.server.moves).toHaveLength(40)
  })

  it('keeps to three bookings at a time', async () => {
    const statuses = Object.fromEntries(Array.from({ length: 9 }, (_, i) => [i + 1, 'definitief']))
    const desk = await new Desk({ statuses }).boot()
    desk.server.latencyMs = 1000
    for (let id = 1; id <= 9; id += 1) await desk.tap(id, 'definitief', 'gaande')
    await desk.clock.pass(500)
    expect(desk.server.reads).toBe(3)
  })

  it('starts at once when the line is back', async () => {
    const desk = await new Desk({ random: () => 0.99 }).boot()
    desk.cut()
    const { id } = await desk.tap(1, 'definitief', 'gaande')
    await desk.clock.pass(LONG)
    desk.mend()
    desk.outbox.reconnected()
    await desk.clock.pass(200)
    expect(desk.outcome(id)).toBe('done')
  })
})

describe('the rest of it', () => {
  it('tells the page once for many changes in one turn', async () => {
    const desk = await new Desk({ statuses: { 1: 'definitief', 2: 'definitief' } }).boot()
    desk.cut()
    await desk.clock.pass(10)
    desk.views.length = 0
    await Promise.all([1, 2].map((id) => desk.tap(id, 'definitief', 'gaande')))
    await desk.clock.pass(0)
    expect(desk.views.map((view) => view.entries.length)).toEqual([2])
  })

  it('shuts down with everything on disk, and accepts nothing after', async () => {
    const desk = await new Desk().boot()
    desk.cut()
    const pending = desk.outbox.enqueue(wish(1, 'definitief', 'gaande'))
    await settle()
    await desk.outbox.shutdown()
    expect((await pending).ok).toBe(true)
    expect((await desk.outbox.enqueue(wish(1, 'gaande', 'voltooid'))).ok).toBe(false)
    const { reads } = desk.server
    await desk.clock.pass(LONG)
    expect(desk.server.reads).toBe(reads)
  })

  it('forgets the venue, but not while something waits', async () => {
    const desk = await new Desk().boot()
    desk.cut()
    const { id } = await desk.tap(1, 'definitief', 'gaande')
    expect(await desk.outbox.forget()).toMatchObject({ ok: false, error: { kind: 'not-now' } })
    desk.mend()
    await desk.clock.pass(LONG)
    expect(desk.outcome(id)).toBe('done')
    expect((await desk.outbox.forget()).ok).toBe(true)
    expect(desk.view.history).toEqual([])
    expect(desk.fs.get('/profile/outbox/journal.log')?.toString()).toBe('')
  })

  it('is not forgotten while damage was not seen, nor while the disk is blocked', async () => {
    const desk = await new Desk().boot()
    desk.fs.put('/profile/outbox/journal.log', Buffer.from('deadbeef {"ha'))
    const next = await desk.crash().boot()
    expect(next.view.damage).not.toBeNull()
    expect(next.outbox.holdsPromises).toBe(true)
    expect(await next.outbox.forget()).toMatchObject({ error: { kind: 'not-now' } })
    await next.outbox.acknowledgeDamage()
    expect(next.outbox.holdsPromises).toBe(false)
    next.fs.room = 0
    await next.outbox.enqueue(wish(1, 'definitief', 'gaande'))
    expect(next.outbox.holdsPromises).toBe(true)
  })

  it('exports what waits, readable, without a key', async () => {
    const desk = await new Desk().boot()
    desk.cut()
    await desk.tap(1, 'definitief', 'gaande')
    await desk.outbox.park('B:67-1')
    const answer = await desk.outbox.exportTo('/profile')
    const path = answer.ok ? answer.value.path : ''
    expect(path).toBe('/profile/balie-wachtend-2026-11-21T09-00-00-000Z.json')
    expect(JSON.parse(desk.fs.get(path)?.toString() ?? '')).toMatchObject({
      moves: [{ referentie: '1-1', wanted: 'gaande', seen: 'definitief', state: 'waiting' }],
      scans: [{ text: 'B:67-1', referentie: '67-1' }],
    })
    desk.fs.before = () => {
      throw systemError('EACCES')
    }
    expect(await desk.outbox.exportTo('/profile')).toMatchObject({ error: { message: 'EACCES' } })
  })

  it('shows damage until a person has seen it, over restarts', async () => {
    const desk = await new Desk().boot()
    desk.cut()
    const { id } = await desk.tap(1, 'definitief', 'gaande')
    await desk.outbox.shutdown()
    const path = '/profile/outbox/journal.log'
    desk.fs.put(path, Buffer.concat([desk.fs.get(path) ?? Buffer.alloc(0), Buffer.from('torn')]))
    const hurt = desk.crash()
    hurt.cut()
    await hurt.boot()
    expect(hurt.view).toMatchObject({
      damage: { bytes: 4, kept: 1 },
      entries: [{ id, sent: true }],
    })
    const again = await hurt.crash().boot()
    expect(again.view.damage).toMatchObject({ bytes: 4 })
    await again.outbox.acknowledgeDamage()
    expect((await again.crash().boot()).view.damage).toBeNull()
  })

  it('starts blocked on a journal that cannot be read, and loads it when it can', async () => {
    const first = await new Desk().boot()
    first.cut()
    const { id } = await first.tap(1, 'definitief', 'gaande')
    const desk = first.crash()
    desk.mend()
    desk.fs.before = (operation) => {
      if (operation === 'read') throw systemError('EACCES')
    }
    expect((await desk.outbox.boot()).ok).toBe(false)
    expect(desk.view.blocked?.error).toMatchObject({ kind: 'storage', message: 'EACCES' })
    expect((await desk.outbox.enqueue(wish(1, 'definitief', 'gaande'))).ok).toBe(false)
    desk.fs.before = () => undefined
    await desk.clock.pass(LONG)
    expect([desk.view.blocked, desk.outcome(id)]).toEqual([null, 'done'])
  })
})
