import type { ServerResponse } from 'node:http'
import { CustomersService } from '../../../../src/main/services/customers/service.ts'
import type { CustomersDelta } from '../../../../src/shared/ipc/record-calls.ts'
import { ManualClock, MemoryLog } from '../manual-clock.ts'
import { json, serve, type Seen } from '../recras/http-server.ts'
import { newClient } from '../recras/new-client.ts'

export interface People {
  list: { id: number; naam: string; [field: string]: unknown }[]
  /** Answers in place of the venue when it returns true. */
  fault: (request: Seen, response: ServerResponse) => boolean
}

/** A customers service with a real client at a small venue of our own, over real HTTP. */
export async function openCustomers(count: number, more: Record<string, unknown> = {}) {
  const venue: People = {
    list: Array.from({ length: count }, (_, index) => ({
      id: index + 1,
      naam: `Klant ${index + 1}`,
      ...more,
    })),
    fault: () => false,
  }
  const server = await serve((request, response) => {
    if (!venue.fault(request, response)) answer(venue, request, response)
  })
  const clock = new ManualClock()
  const log = new MemoryLog()
  const deltas: CustomersDelta[] = []
  const customers = new CustomersService({
    api: newClient(server.origin, { clock }).client,
    breathe: () => Promise.resolve(),
    clock,
    log,
    emit: (delta) => {
      structuredClone(delta)
      deltas.push(delta)
    },
  })
  return {
    venue,
    server,
    clock,
    log,
    deltas,
    customers,
    sent: () => deltas.flatMap((delta) => delta.upserts.map(({ row }) => row.id)),
    pagesAsked: () =>
      server.requests.map(({ url }) =>
        Number(new URL(url, 'http://x').searchParams.get('page') ?? 1),
      ),
  }
}

function answer(venue: People, { url }: Seen, response: ServerResponse): void {
  const { pathname, searchParams } = new URL(url, 'http://venue')
  if (pathname === '/api2/personeel/me') return json(response, { id: 3 })
  const one = /^\/api2\/(?:klanten|contacten)\/(\d+)$/.exec(pathname)
  if (one) {
    const found = venue.list.find(({ id }) => id === Number(one[1]))
    return found
      ? json(response, {
          ...found,
          contactpersonen: [{ id: 9, voornaam: 'Fiona', hoofdcontact: true }],
        })
      : json(response, { message: 'Niet gevonden' }, {}, 404)
  }
  const from = Number(searchParams.get('id>') ?? 0)
  const page = Number(searchParams.get('page') ?? 1)
  const found = venue.list.filter(({ id }) => id >= from)
  json(response, found.slice((page - 1) * 100, page * 100), {
    'x-total-count': String(found.length),
    'x-page-size': '100',
  })
}
