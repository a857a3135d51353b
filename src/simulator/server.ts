import { getRequestListener, type HttpBindings } from '@hono/node-server'
import { Hono } from 'hono'
import { createServer, type Server } from 'node:http'
import type { AddressInfo, Socket } from 'node:net'
import { control } from './control.ts'
import { Faults } from './faults.ts'
import { failure } from './http/errors.ts'
import { faulty, type LoggedRequest } from './http/faulty.ts'
import { Rendered } from './http/rendered.ts'
import { boekingen } from './resources/boekingen/index.ts'
import { contacten, klanten } from './resources/klanten/index.ts'
import { names, personeel } from './resources/names.ts'
import { keyOf, type Desk } from './resources/resource.ts'
import type { Switches } from './switches.ts'
import type { Venue } from './venue/venue.ts'

/** What a client's own address may be called; everything else is somebody's DNS trick. */
const LOOPBACK = /^(127\.0\.0\.1|localhost|\[::1\])(:\d+)?$/

/** An entry of a list that is no booking, whatever one makes of it. */
const RUBBISH = JSON.stringify({
  id: 'geen nummer',
  klant_id: { van: 'niemand' },
  status: 42,
  personen: 'veel',
  boekingsregels: 'morgen',
  _links: 7,
})

export interface Running {
  port: number
  faults: Faults
  requests: LoggedRequest[]
  close(): Promise<void>
}

export interface ServerOptions {
  venue: Venue
  switches: Switches
  key: string
  limitedKey: string | null
  port: number
  /** Whether `/_control` is there. */
  control: boolean
  /** Whether the `Date` header follows the venue's clock even without skew. */
  ownClock: boolean
}

/** Serves a venue over HTTP on loopback. Fails when the port is taken. */
export async function serve(options: ServerOptions): Promise<Running> {
  const { venue, switches } = options
  const underWay = new Set<Socket>()
  const requests: LoggedRequest[] = []
  const faults = new Faults(() => {
    for (const socket of underWay) socket.destroy()
  })
  const desk: Desk = {
    venue,
    switches,
    limitedKey: options.limitedKey,
    rendered: new Rendered(),
    renderedCustomers: new Rendered(),
    rubbish: () => (faults.rubbishBooking ? [RUBBISH] : []),
  }

  const app = new Hono<{ Bindings: HttpBindings }>()
  app.use(async (context, next) => {
    if (!LOOPBACK.test(context.req.header('host') ?? ''))
      return failure(421, 'Misdirected Request', switches)
    if (options.ownClock || switches.clockSkewMs !== 0)
      context.env.outgoing.setHeader('Date', new Date(venue.now()).toUTCString())
    venue.refresh()
    return next()
  })
  const api = recras(options, desk, faults, requests, underWay)
  app.route('/api2', api)
  // Older installations and pages of the documentation use this path.
  app.route('/api2.php', api)
  if (options.control) app.route('/_control', control(venue, faults, switches, requests))
  app.notFound(() => failure(404, 'Not Found', switches))
  app.onError((error) => {
    process.stderr.write(`simulator: ${error.stack ?? error.message}\n`)
    return failure(500, 'Internal Server Error', switches)
  })

  // The app's own process keeps the platform's Request and Response.
  const server = createServer(getRequestListener(app.fetch, { overrideGlobalObjects: false }))
  const port = await listen(server, options.port)
  return {
    port,
    faults,
    requests,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

function recras(
  { key, limitedKey, switches }: ServerOptions,
  desk: Desk,
  faults: Faults,
  requests: LoggedRequest[],
  underWay: Set<Socket>,
): Hono<{ Bindings: HttpBindings }> {
  const api = new Hono<{ Bindings: HttpBindings }>()
  api.use(faulty(faults, switches, requests, underWay))
  api.use(async (context, next) => {
    const given = keyOf(context.req.header('authorization'))
    if (given === null || (given !== key && given !== limitedKey))
      return failure(401, 'Unauthorized', switches, { 'WWW-Authenticate': 'Bearer' })
    return next()
  })
  personeel(api, desk)
  boekingen(api, desk)
  klanten(api, desk)
  contacten(api, desk)
  names(api, desk)
  api.all('*', () => failure(404, 'Not Found', switches))
  return api
}

function listen(server: Server, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, '127.0.0.1', () => resolve((server.address() as AddressInfo).port))
  })
}
