import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { writeFileAtomic } from '../../../../src/main/services/files/atomic-write.ts'
import { cutting, losing, openBookings, stored } from './desk.ts'

const first = { id: 75, again: false }
const again = { id: 75, again: true }
const not = (message: string) => ({ ok: false, error: { kind: 'not-now', message } })

describe('sending the proposal', () => {
  it('happens once, and is remembered', async () => {
    const { bookings, venue, clock, folder } = await openBookings()
    const sentAt = new Date(clock.now()).toISOString()
    expect(await bookings.proposals.send(first)).toEqual({ ok: true, value: { sentAt } })
    expect(venue.proposals).toEqual([75])
    expect(await bookings.proposals.send(first)).toEqual(not('sent'))
    expect(venue.proposals).toEqual([75])
    const restarted = await openBookings([stored(75)], { folder })
    expect(await restarted.bookings.proposals.send(first)).toEqual(not('sent'))
    expect(restarted.server.requests).toEqual([])
  })

  it('happens again when a person says so', async () => {
    const { bookings, venue } = await openBookings()
    await bookings.proposals.send(first)
    expect(await bookings.proposals.send(again)).toMatchObject({ ok: true })
    expect(venue.proposals).toEqual([75, 75])
  })

  it('is one request for two taps', async () => {
    const { bookings, venue } = await openBookings()
    const both = await Promise.all([bookings.proposals.send(first), bookings.proposals.send(again)])
    expect(both[0]).toMatchObject({ ok: true })
    expect(both[1]).toEqual(both[0])
    expect(venue.proposals).toEqual([75])
  })

  it('is remembered for each booking by itself', async () => {
    const { bookings, venue } = await openBookings([stored(75), stored(76)])
    await Promise.all([
      bookings.proposals.send(first),
      bookings.proposals.send({ id: 76, again: false }),
    ])
    expect(venue.proposals.sort()).toEqual([75, 76])
    expect(await bookings.proposals.send({ id: 76, again: false })).toEqual(not('sent'))
    expect(await bookings.proposals.send(first)).toEqual(not('sent'))
  })

  it('is on the disk as being sent before the request leaves', async () => {
    let atRequest = ''
    const { bookings, venue, folder } = await openBookings()
    venue.fault = ({ method }, response) => {
      if (method !== 'POST') return false
      void readFile(join(folder, 'proposals.json'), 'utf8').then((text) => {
        atRequest = text
        response.writeHead(204).end()
      })
      return true
    }
    expect(await bookings.proposals.send(first)).toMatchObject({ ok: true })
    expect(JSON.parse(atRequest)).toMatchObject({ 75: { state: 'sending' } })
  })

  it.each(['cutting', 'losing'] as const)(
    'maybe happened when its answer was lost (%s)',
    async (how) => {
      const { bookings, venue, folder } = await openBookings()
      venue.fault = how === 'losing' ? losing(venue, 'POST') : cutting('POST')
      expect(await bookings.proposals.send(first)).toMatchObject({ error: { kind: 'unreachable' } })
      const asked = venue.proposals.length
      expect(await bookings.proposals.send(first)).toEqual(not('maybe-sent'))
      const restarted = await openBookings([stored(75)], { folder })
      expect(await restarted.bookings.proposals.send(first)).toEqual(not('maybe-sent'))
      expect(venue.proposals.length).toBe(asked)
      expect(await restarted.bookings.proposals.send(again)).toMatchObject({ ok: true })
      expect(restarted.venue.proposals).toEqual([75])
    },
  )

  it('maybe happened when the app ended in between', async () => {
    const { bookings, venue, folder, asked } = await openBookings()
    venue.fault = ({ method }) => method === 'POST'
    void bookings.proposals.send(first)
    await expect.poll(() => asked().some((one) => one.startsWith('POST'))).toBe(true)
    const restarted = await openBookings([stored(75)], { folder })
    expect(await restarted.bookings.proposals.send(first)).toEqual(not('maybe-sent'))
    expect(restarted.venue.proposals).toEqual([])
  })

  it.each([
    [500, '', 'server'],
    [200, '<html>Even geduld', 'unexpected-answer'],
  ])('maybe happened after %i', async (status, body, kind) => {
    const { bookings, venue } = await openBookings()
    venue.fault = ({ method }, response) => {
      if (method !== 'POST') return false
      response.writeHead(status).end(body)
      return true
    }
    expect(await bookings.proposals.send(first)).toMatchObject({ error: { kind } })
    expect(await bookings.proposals.send(first)).toEqual(not('maybe-sent'))
  })

  it.each([
    [403, '{"message":"Geen recht"}', { kind: 'forbidden', message: 'Geen recht' }],
    [406, '[{"message":"Geen e-mailadres"}]', { kind: 'refused' }],
    [404, '{}', { kind: 'not-found' }],
    [401, '{}', { kind: 'unauthorized' }],
    [429, '{}', { kind: 'not-now', message: 'busy' }],
  ])('did not happen when it is refused (%i)', async (status, body, error) => {
    const { bookings, venue, folder, removed } = await openBookings()
    let refusing = true
    venue.fault = ({ method }, response) => {
      if (method !== 'POST' || !refusing) return false
      response.writeHead(status, { 'content-type': 'application/json' }).end(body)
      return true
    }
    expect(await bookings.proposals.send(first)).toMatchObject({ ok: false, error })
    expect(removed()).toEqual([])
    expect(await readFile(join(folder, 'proposals.json'), 'utf8')).toBe('{}')
    refusing = false
    expect(await bookings.proposals.send(first)).toMatchObject({ ok: true })
  })

  it('that is refused the second time still happened the first time', async () => {
    const { bookings, venue } = await openBookings()
    await bookings.proposals.send(first)
    venue.fault = ({ method }, response) => {
      if (method !== 'POST') return false
      response.writeHead(403, { 'content-type': 'application/json' }).end('{}')
      return true
    }
    expect(await bookings.proposals.send(again)).toMatchObject({ error: { kind: 'forbidden' } })
    expect(await bookings.proposals.send(first)).toEqual(not('sent'))
  })

  it('is not tried without a line, and nobody is told that it may have happened', async () => {
    const { bookings, venue, folder } = await openBookings()
    venue.fault = cutting('GET')
    expect(await bookings.proposals.send(first)).toEqual(not('no-line'))
    expect(await readdir(folder)).toEqual([])
    venue.fault = () => false
    expect(await bookings.proposals.send(first)).toMatchObject({ ok: true })
  })

  it('is not tried when Recras does not offer it', async () => {
    const { bookings, asked } = await openBookings([{ ...stored(75), _links: {} }])
    expect(await bookings.proposals.send(first)).toEqual(not('no-link'))
    expect(asked()).toEqual(['GET /api2/boekingen/75'])
  })

  it('of a booking that is gone says so, and it leaves the cache', async () => {
    const { bookings, removed } = await openBookings([])
    expect(await bookings.proposals.send(first)).toMatchObject({ error: { kind: 'not-found' } })
    expect(removed()).toEqual([75])
  })

  it('is not tried when the disk does not keep it', async () => {
    const { bookings, venue } = await openBookings([stored(75)], {
      write: () => Promise.reject(new Error('ENOSPC')),
    })
    expect(await bookings.proposals.send(first)).toMatchObject({ error: { kind: 'storage' } })
    expect(venue.proposals).toEqual([])
  })

  it('is maybe sent when the disk fails after it was', async () => {
    let writes = 0
    const { bookings, venue } = await openBookings([stored(75)], {
      write: (path, text) =>
        ++writes === 2 ? Promise.reject(new Error('EIO')) : writeFileAtomic(path, text),
    })
    expect(await bookings.proposals.send(first)).toMatchObject({ ok: true })
    expect(await bookings.proposals.send(first)).toEqual(not('maybe-sent'))
    expect(venue.proposals).toEqual([75])
  })

  it('is not tried while nobody can tell whether it was', async () => {
    const { bookings, folder, venue } = await openBookings()
    await mkdir(join(folder, 'proposals.json'))
    expect(await bookings.proposals.send(first)).toMatchObject({ error: { kind: 'storage' } })
    expect(venue.proposals).toEqual([])
  })

  it.each(['', '{"75":', '{"75":{"state":"weg","at":""}}', '[]', 'null'])(
    'begins anew beside a memory that makes no sense: %s',
    async (text) => {
      const { bookings, folder } = await openBookings()
      await writeFile(join(folder, 'proposals.json'), text)
      expect(await bookings.proposals.send(first)).toMatchObject({ ok: true })
      const kept = await readdir(folder)
      expect(kept.filter((name) => name.includes('damaged'))).toHaveLength(1)
    },
  )
})
