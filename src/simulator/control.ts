import type { HttpBindings } from '@hono/node-server'
import { Hono } from 'hono'
import { z } from 'zod'
import { isDay } from '../shared/domain/time.ts'
import { STATUSES } from '../shared/recras/status.ts'
import type { Faults } from './faults.ts'
import type { LoggedRequest } from './http/faulty.ts'
import { ARRANGEMENTS, type ArrangementName } from './demo/catalogue.ts'
import { setSwitches, type Switches } from './switches.ts'
import type { Venue } from './venue/venue.ts'

const faultPatch = z
  .strictObject({
    latencyMs: z.number().min(0),
    silent: z.boolean(),
    closed: z.boolean(),
    revoked: z.boolean(),
    only: z.strictObject({ method: z.string().optional(), path: z.string().optional() }).nullable(),
    loseRequestBeforeChange: z.int().min(0),
    loseAnswerAfterChange: z.int().min(0),
    status429: z
      .strictObject({
        count: z.int().min(0),
        retryAfter: z.union([z.number(), z.string()]).optional(),
      })
      .nullable(),
    status5xx: z.int().min(0),
    html: z.boolean(),
    truncate: z.boolean(),
    rubbishBooking: z.boolean(),
  })
  .partial()

const anyRecord = z.record(z.string(), z.unknown())

const newBooking = z
  .strictObject({
    onDay: z.int(),
    start: z.int().min(0).max(1439),
    status: z.string(),
    personen: z.number(),
    arrangement: z.enum(Object.keys(ARRANGEMENTS) as [ArrangementName, ...ArrangementName[]]),
    klant_id: z.int(),
    customerName: z.string(),
    bijzonderheden: z.string().nullable(),
    paid: z.number().nullable(),
    raw: anyRecord,
    rawLine: anyRecord,
  })
  .partial()

/**
 * `/_control`: what a test in another process does to the simulator. Faults do not concern it and
 * it asks for no key, so it is there only on request, and only on loopback.
 */
export function control(
  venue: Venue,
  faults: Faults,
  switches: Switches,
  requests: LoggedRequest[],
): Hono<{ Bindings: HttpBindings }> {
  const app = new Hono<{ Bindings: HttpBindings }>()
  const idOf = (text: string): number => {
    const id = Number(text)
    if (!venue.booking(id)) throw new ControlError(404, `no booking ${text}`)
    return id
  }

  app.get('/state', (context) =>
    context.json({ today: venue.today(), faults: faults.values(), switches }),
  )
  app.post('/faults', async (context) => {
    const patch = await read(context.req.raw, faultPatch)
    faults.set(Object.fromEntries(Object.entries(patch).filter(([, value]) => value !== undefined)))
    return context.json(faults.values())
  })
  app.delete('/faults', (context) => {
    faults.clear()
    return context.json(faults.values())
  })
  app.post('/switches', async (context) => {
    const patch = await read(context.req.raw, anyRecord)
    const unknown = Object.keys(patch).filter((name) => !(name in switches))
    if (unknown.length > 0) throw new ControlError(400, `no switch ${unknown.join(', ')}`)
    return context.json(setSwitches(switches, patch))
  })

  app.get('/requests', (context) => context.json(requests))
  app.delete('/requests', (context) => {
    requests.length = 0
    return context.json([])
  })
  app.get('/changes', (context) => {
    const booking = context.req.query('booking')
    return context.json(booking === undefined ? venue.changes : venue.changesOf(Number(booking)))
  })

  app.get('/proposals', (context) => context.json(venue.proposals))

  app.get('/bookings', (context) => {
    const day = context.req.query('day') ?? venue.today()
    if (!isDay(day)) throw new ControlError(400, 'not a day')
    const status = context.req.query('status')
    const found = venue.bookingsOn(day)
    return context.json(status ? found.filter((one) => one.status === status) : found)
  })
  app.post('/bookings', async (context) => {
    const wanted = await read(context.req.raw, newBooking)
    const given = Object.entries(wanted).filter(([, value]) => value !== undefined)
    return context.json(venue.add(Object.fromEntries(given)), 201)
  })
  app.get('/bookings/:id', (context) => context.json(venue.booking(idOf(context.req.param('id')))))
  app.delete('/bookings/:id', (context) => {
    venue.remove(idOf(context.req.param('id')))
    return context.body(null, 204)
  })
  app.post('/bookings/:id/status', async (context) => {
    const { status } = await read(context.req.raw, z.strictObject({ status: z.enum(STATUSES) }))
    return context.json(venue.setStatus(idOf(context.req.param('id')), status))
  })
  app.post('/bookings/:id/move', async (context) => {
    const { days } = await read(context.req.raw, z.strictObject({ days: z.int() }))
    return context.json(venue.move(idOf(context.req.param('id')), days))
  })
  app.post('/bookings/:id/raw', async (context) => {
    const raw = await read(context.req.raw, anyRecord)
    return context.json(venue.update(idOf(context.req.param('id')), { raw }))
  })

  app.onError((error, context) => {
    if (error instanceof ControlError) return context.json({ error: error.message }, error.status)
    throw error
  })
  return app
}

class ControlError extends Error {
  readonly status: 400 | 404

  constructor(status: 400 | 404, message: string) {
    super(message)
    this.status = status
  }
}

async function read<T>(request: Request, schema: z.ZodType<T>): Promise<T> {
  const body: unknown = await request.json().catch(() => null)
  const parsed = schema.safeParse(body)
  if (!parsed.success) throw new ControlError(400, z.prettifyError(parsed.error))
  return parsed.data
}
