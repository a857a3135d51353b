import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

/** The few answers of a Recras that setting up a desk needs, over real HTTP on loopback. */
export interface SmallRecras {
  readonly url: string
  readonly host: string
  /** The key that is accepted. */
  key: string
  /** `page`: a web page in answer to everything; `silent`: connections are cut. */
  mood: 'fine' | 'page' | 'silent' | 'no-such-thing' | 'forbidden'
  status: string
  readonly asked: string[]
  close(): Promise<void>
}

export async function smallRecras(key = 'good-key'): Promise<SmallRecras> {
  const server = createServer((request, response) => answer(recras, request, response))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const host = `127.0.0.1:${(server.address() as AddressInfo).port}`
  const recras: SmallRecras = {
    url: `http://${host}`,
    host,
    key,
    mood: 'fine',
    status: 'definitief',
    asked: [],
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections()
        server.close(() => resolve())
      }),
  }
  return recras
}

function answer(recras: SmallRecras, request: IncomingMessage, response: ServerResponse): void {
  const path = (request.url ?? '').split('?')[0] ?? ''
  recras.asked.push(`${request.method} ${path}`)
  const json = (status: number, body: unknown): void => {
    response.writeHead(status, { 'content-type': 'application/json' })
    response.end(JSON.stringify(body))
  }
  if (recras.mood === 'silent') return void request.socket.destroy()
  if (recras.mood === 'page') {
    response.writeHead(200, { 'content-type': 'text/html' })
    return void response.end('<!doctype html><title>Welcome to our wifi</title>')
  }
  if (recras.mood === 'no-such-thing' || recras.mood === 'forbidden') {
    response.writeHead(recras.mood === 'forbidden' ? 403 : 404, { 'content-type': 'text/html' })
    return void response.end('<!doctype html><title>nothing here</title>')
  }
  if (request.headers.authorization !== `Bearer ${recras.key}`)
    return json(401, { error: 'unauthorized' })
  if (path === '/api2/personeel/me')
    return json(200, { id: 3, displaynaam: 'Kim Balie', bedrijf_id: 1 })
  if (path === '/api2/bedrijven') return json(200, [{ id: 1, naam: 'Klimbos' }])
  if (path === '/api2/boekingen/75/set_status/gaande' && request.method === 'POST') {
    recras.status = 'gaande'
    response.writeHead(204)
    return void response.end()
  }
  if (path === '/api2/boekingen/75')
    return json(200, {
      id: 75,
      klant_id: 67,
      referentie: '67-1',
      status: recras.status,
      _links:
        recras.status === 'definitief'
          ? {
              'recras:booking:set_status:ongoing': {
                href: '/api2/boekingen/75/set_status/gaande',
                method: 'POST',
              },
            }
          : {},
    })
  return json(200, [])
}
