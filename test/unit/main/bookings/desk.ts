import type { ServerResponse } from 'node:http'
import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import { BookingsService } from '../../../../src/main/services/bookings/service.ts'
import {
  writeFileAtomic,
  type WriteFile,
} from '../../../../src/main/services/files/atomic-write.ts'
import { KeyedLock } from '../../../../src/main/services/outbox/keyed-lock.ts'
import { SyncService } from '../../../../src/main/services/sync/sync-service.ts'
import type { SyncDelta } from '../../../../src/shared/ipc/contract.ts'
import type { FoundPage } from '../../../../src/shared/ipc/record-calls.ts'
import { ManualClock, MemoryLog } from '../manual-clock.ts'
import { json, serve, type Seen } from '../recras/http-server.ts'
import { newClient, realClock } from '../recras/new-client.ts'

export type Fault = (request: Seen, response: ServerResponse) => boolean

export interface Stored {
  id: number
  [field: string]: unknown
}

/** A booking with two lines, their costs, and links to everything. */
export const stored = (id: number): Stored => ({
  id,
  klant_id: 67,
  referentie: `67-${id}`,
  status: 'optie',
  personen: 15,
  bijzonderheden: '',
  onbekend: { a: 1 },
  boekingsregels: [
    { id: 1, begin: '2026-06-15T14:00:00+02:00', eind: '2026-06-15T16:00:00+02:00', aantal: 15 },
    { id: 2, begin: '2026-06-15T16:00:00+02:00', eind: '2026-06-15T17:00:00+02:00', aantal: 15 },
  ],
  kosten: {
    calculated_totaalbedrag_inclusief_btw: 120,
    regels: [
      { id: 11, type: 'item', aantal: 15, bedrag: 4, boekingsregel_id: 1 },
      { id: 12, type: 'item', aantal: 15, bedrag: 4, boekingsregel_id: 2 },
    ],
  },
  _links: {
    'recras:invoices': { href: `/api2/facturen?boeking_id=${id}` },
    'recras:send_boekingsvoorstel': { href: `/api2/boekingen/${id}/voorstel`, method: 'POST' },
    'recras:booking:set_status:ongoing': { href: `/api2/boekingen/${id}/set_status/gaande` },
    'recras:templated': { href: '/api2/x/{id}', templated: true },
    'recras:away': { href: 'http://127.0.0.1:1/x' },
  },
})

export interface Venue {
  bookings: Map<number, Stored>
  /** Answers in place of the venue when it returns true. */
  fault: Fault
  proposals: number[]
}

/** A bookings service with a real client and cache at a small venue of our own, over real HTTP. */
export async function openBookings(
  list: Stored[] = [stored(75)],
  given: { folder?: string; write?: WriteFile; timeoutMs?: number } = {},
) {
  const venue: Venue = {
    bookings: new Map(list.map((one) => [one.id, one])),
    fault: () => false,
    proposals: [],
  }
  const server = await serve((request, response) => {
    if (!venue.fault(request, response)) act(venue, request, response)
  })
  const clock = new ManualClock()
  const log = new MemoryLog()
  const deltas: SyncDelta[] = []
  const found: FoundPage[] = []
  const { client } = newClient(server.origin, {
    clock: realClock,
    timeoutMs: given.timeoutMs ?? 5000,
    writeTimeoutMs: given.timeoutMs ?? 5000,
  })
  const zone = 'Europe/Amsterdam'
  const sync = new SyncService({
    api: client,
    clock,
    random: () => 0.5,
    log,
    zone,
    pollSeconds: 30,
    emit: (delta) => deltas.push(delta),
  })
  onTestFinished(() => sync.stop())
  const folder = given.folder ?? (await mkdtemp(join(tmpdir(), 'balie-bookings-')))
  const bookings = new BookingsService({
    api: client,
    cache: sync,
    zone,
    folder,
    write: given.write ?? writeFileAtomic,
    wire: new KeyedLock(),
    clock,
    log,
    emit: (page) => {
      structuredClone(page)
      found.push(page)
    },
  })
  return {
    venue,
    server,
    clock,
    log,
    deltas,
    found,
    bookings,
    folder,
    asked: () => server.requests.map(({ method, url }) => `${method} ${url.split('?')[0] ?? ''}`),
    removed: () => deltas.flatMap((delta) => delta.removed),
    published: () =>
      deltas.flatMap((delta) => delta.upserts.map(({ booking }) => [booking.id, booking.personen])),
  }
}

/** What the venue does with a request; also used to act and then lose the answer. */
export function act(venue: Venue, request: Seen, response: ServerResponse): void {
  const { pathname, searchParams } = new URL(request.url, 'http://venue')
  const match = /^\/api2\/boekingen\/(\d+)(\/\w+)?$/.exec(pathname)
  const one = match ? venue.bookings.get(Number(match[1])) : undefined
  if (pathname === '/api2/personeel/me') return json(response, { id: 3 })
  if (match && !one) return json(response, { message: 'Niet gevonden' }, {}, 404)
  if (one && match?.[2] === '/voorstel') {
    venue.proposals.push(one.id)
    return void response.writeHead(204).end()
  }
  if (one && match?.[2] === '/deletable') return json(response, { deletable: true })
  if (one && request.method === 'PUT') {
    const change = JSON.parse(request.body) as object
    venue.bookings.set(one.id, { ...one, ...change })
    return json(response, { id: one.id })
  }
  if (one && request.method === 'DELETE') {
    venue.bookings.delete(one.id)
    return void response.writeHead(200).end()
  }
  if (one) return json(response, one)
  if (pathname === '/api2/facturen') return json(response, [{ id: 5, nummer: 'F-1' }])
  if (pathname !== '/api2/boekingen') return json(response, { message: 'Onbekend' }, {}, 404)
  const size = Number(searchParams.get('page_size') ?? 100)
  const page = Number(searchParams.get('page') ?? 1)
  const all = [...venue.bookings.values()]
  json(response, all.slice((page - 1) * size, page * size), {
    'x-total-count': String(all.length),
    'x-page-size': String(size),
  })
}

/** Does what is asked and loses the answer on the way back. */
export const losing =
  (venue: Venue, method: string): Fault =>
  (request, response) => {
    if (request.method !== method) return false
    const unheard = {
      setHeader: () => unheard,
      writeHead: () => unheard,
      end: () => unheard,
    } as unknown as ServerResponse
    act(venue, request, unheard)
    response.destroy()
    return true
  }

/** Loses the question before anything was done. */
export const cutting =
  (method: string): Fault =>
  (request, response) => {
    if (request.method !== method) return false
    response.destroy()
    return true
  }
