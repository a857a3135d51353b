import type { ServerResponse } from 'node:http'
import { expect, onTestFinished } from 'vitest'
import { SyncService } from '../../../../src/main/services/sync/sync-service.ts'
import type { SyncDelta } from '../../../../src/shared/ipc/contract.ts'
import { ManualClock, MemoryLog } from '../manual-clock.ts'
import { json, serve, type Seen } from '../recras/http-server.ts'
import { newClient } from '../recras/new-client.ts'

/** Midday in Amsterdam; `TODAY` is that day. */
export const NOON = Date.parse('2026-06-15T10:00:00Z')
export const TODAY = '2026-06-15'
export const TOMORROW = '2026-06-16'

export interface VenueBooking {
  id: number
  klant_id: number
  referentie: string
  status: string
  boekingsregels: { id: number; begin: string; eind: string }[]
  _links: Record<string, { href: string; method?: string }>
}

/** A booking with one line from 14:00 to 16:00 local time, and its links. */
export const booking = (id: number, day = TODAY, status = 'definitief'): VenueBooking => ({
  id,
  klant_id: 1000 + id,
  referentie: `${1000 + id}-1`,
  status,
  boekingsregels: [{ id, begin: `${day}T14:00:00+02:00`, eind: `${day}T16:00:00+02:00` }],
  _links: {
    'recras:booking:set_status:ongoing': {
      href: `/api2/boekingen/${id}/set_status/gaande`,
      method: 'POST',
    },
    'recras:booking:qr': { href: `/api2/boekingen/${id}/qr` },
  },
})

export type Fault = (request: Seen, response: ServerResponse) => boolean

export interface Venue {
  bookings: Map<number, VenueBooking>
  /** Lists come without `_links`. */
  bareLists: boolean
  pageSize: number
  /** Answers in place of the venue when it returns true. */
  fault: Fault
  requests: Seen[]
  /** Paths asked so far, without their queries. */
  paths: () => string[]
}

interface Desk {
  venue: Venue
  sync: SyncService
  clock: ManualClock
  log: MemoryLog
  deltas: SyncDelta[]
  /** Ids of all bookings sent to the page, in order. */
  sent: () => number[]
  /** What a page that applied every delta would have of a day. */
  cache: () => Map<number, { hash: string; status: string | null; offers: boolean }>
  codes: () => [number, string][]
  /** Forgets what was sent and asked so far. */
  forget: () => void
}

/** A sync service with a real client at a small venue of our own, over real HTTP. */
export async function openDesk(list: VenueBooking[] = [], pollSeconds = 30): Promise<Desk> {
  const venue: Venue = {
    bookings: new Map(list.map((one) => [one.id, one])),
    bareLists: false,
    pageSize: 500,
    fault: () => false,
    requests: [],
    paths: () => venue.requests.map(({ url }) => url.split('?')[0] ?? ''),
  }
  const server = await serve((request, response) => {
    if (!venue.fault(request, response)) answer(venue, request, response)
  })
  venue.requests = server.requests
  const clock = new ManualClock(NOON)
  const log = new MemoryLog()
  const deltas: SyncDelta[] = []
  const applied: SyncDelta[] = []
  const sync = new SyncService({
    api: newClient(server.origin).client,
    clock,
    random: () => 0.5,
    log,
    zone: 'Europe/Amsterdam',
    pollSeconds,
    emit: (delta) => {
      structuredClone(delta)
      deltas.push(delta)
      applied.push(delta)
    },
  })
  onTestFinished(() => sync.stop())
  return {
    venue,
    sync,
    clock,
    log,
    deltas,
    sent: () => deltas.flatMap((delta) => delta.upserts.map((one) => one.booking.id)),
    cache: () => {
      const cache = new Map<number, { hash: string; status: string | null; offers: boolean }>()
      for (const { upserts, removed } of applied) {
        for (const { hash, booking } of upserts) {
          const offers = Object.keys(booking._links).some((rel) => rel.includes('set_status'))
          cache.set(booking.id, { hash, status: booking.status, offers })
        }
        for (const id of removed) cache.delete(id)
      }
      return cache
    },
    codes: () => deltas.flatMap((delta) => delta.codes),
    forget: () => {
      deltas.length = 0
      venue.requests.length = 0
    },
  }
}

function answer(venue: Venue, { url, method }: Seen, response: ServerResponse): void {
  const { pathname, searchParams: query } = new URL(url, 'http://venue')
  const match = /^\/api2\/boekingen\/(\d+)(\/qr)?$/.exec(pathname)
  if (method !== 'GET') return void response.writeHead(405).end()
  if (match) {
    const one = venue.bookings.get(Number(match[1]))
    if (!one) return json(response, { message: 'Niet gevonden' }, {}, 404)
    return json(response, match[2] ? `B:${one.referentie}` : one)
  }
  if (pathname === '/api2/personeel/me') return json(response, { id: 3, displaynaam: 'Sanne' })
  if (pathname === '/api2/locaties') return json(response, [{ id: 2, weergavenaam: 'Klimbos' }])
  if (pathname === '/api2/producten') return json(response, [{ id: 5, naam: 'BBQ' }])
  if (pathname === '/api2/klanten/9') return json(response, { id: 9, displaynaam: 'Dinkel' })
  if (pathname !== '/api2/boekingen') return json(response, {}, {}, 404)
  const [from, to] = (query.get('periode') ?? '/').split('/').map((text) => Date.parse(text))
  const klant = query.get('klant_id')
  const found = [...venue.bookings.values()].filter(
    (one) =>
      (klant === null || one.klant_id === Number(klant)) &&
      (from === undefined ||
        to === undefined ||
        Number.isNaN(from) ||
        one.boekingsregels.some((l) => Date.parse(l.begin) < to && Date.parse(l.eind) > from)),
  )
  const size = Math.min(Number(query.get('page_size') ?? 100), venue.pageSize)
  const page = Number(query.get('page') ?? 1)
  const items = found.slice((page - 1) * size, page * size)
  const shown = venue.bareLists ? items.map((one) => ({ ...one, _links: undefined })) : items
  json(response, shown, { 'x-total-count': `${found.length}`, 'x-page-size': `${size}` })
}

/** Waits, in real time, for something that comes over the wire. */
export const eventually = (check: () => unknown): ReturnType<typeof expect.poll> =>
  expect.poll(check, { timeout: 4000, interval: 5 })
