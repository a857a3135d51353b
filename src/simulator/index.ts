import { wallInstant } from './demo/build.ts'
import { crowd, customerCrowd } from './demo/crowd.ts'
import { demoVenue, plainVenue } from './demo/day.ts'
import type { Faults } from './faults.ts'
import type { LoggedRequest } from './http/faulty.ts'
import { serve } from './server.ts'
import { createSwitches, type GivenSwitches, type Switches } from './switches.ts'
import type { VenueData } from './venue/model.ts'
import { Venue } from './venue/venue.ts'
import { addDays, dayOf } from '../shared/domain/time.ts'

export type { Faults, FaultValues } from './faults.ts'
export type { LoggedRequest } from './http/faulty.ts'
export type { GivenSwitches, Switches } from './switches.ts'
export type { NewBooking } from './venue/create.ts'
export type { StoredBooking, StoredCustomer } from './venue/model.ts'
export type { StatusChange } from './venue/state-file.ts'
export type { Venue } from './venue/venue.ts'

export interface SimulatorOptions {
  /** On loopback; 0, the default, takes any that is free. */
  port?: number
  key?: string
  /** A second key, without `createBoeking`, `editBoeking`, `deleteBoeking` and `saveOverbooking`. */
  limitedKey?: string
  /** Where changes are kept; without it they are gone when the simulator closes. */
  stateFile?: string
  seed?: number
  /** This machine's clock, epoch ms; `Date` and `status_updated_at` follow it. */
  now?: () => number
  timezone?: string
  /** `demo`: Klimbos De Hoge Eik. `seeds`: the documentation's examples alone. `empty`: no bookings. */
  venue?: 'demo' | 'empty' | 'seeds'
  /** The time of day (`HH:MM`) that the demo venue's groups have got to; the clock's by default. */
  asOf?: string
  /** Bookings to add to today, for measuring. */
  extra?: number
  /** And to tomorrow. */
  extraTomorrow?: number
  /** Customers to add who have not booked, for measuring. */
  extraCustomers?: number
  switches?: GivenSwitches
  /** Serves `/_control` too, for tests in another process. */
  control?: boolean
}

export interface Simulator {
  /** `http://127.0.0.1:<port>`, without a path. */
  url: string
  port: number
  key: string
  /** Set a field and the next request goes by it. */
  switches: Switches
  faults: Faults
  venue: Venue
  /** Every request to `/api2`, in order. */
  requests: LoggedRequest[]
  close(): Promise<void>
}

export const DEMO_KEY = 'demo-sleutel'
const SEED = 1912

/** Starts a Recras of its own on loopback. */
export async function startSimulator(options: SimulatorOptions = {}): Promise<Simulator> {
  const key = options.key ?? DEMO_KEY
  const zone = options.timezone ?? 'Europe/Amsterdam'
  const now = options.now ?? Date.now
  const seed = options.seed ?? SEED
  const switches = createSwitches(options.switches)
  const venue = new Venue({
    make: (at) => makeVenue(options, seed, at, zone),
    seed,
    stateFile: options.stateFile ?? null,
    now,
    zone,
    switches,
  })
  const running = await serve({
    venue,
    switches,
    key,
    limitedKey: options.limitedKey ?? null,
    port: options.port ?? 0,
    control: options.control ?? false,
    ownClock: options.now !== undefined,
  })
  const { port, faults, requests, close } = running
  return { url: `http://127.0.0.1:${port}`, port, key, switches, faults, venue, requests, close }
}

function makeVenue(options: SimulatorOptions, seed: number, now: number, zone: string): VenueData {
  const kind = options.venue ?? 'demo'
  const day = dayOf(now, zone)
  const data =
    kind === 'demo'
      ? demoVenue(seed, momentOf(options.asOf, day, now, zone), zone)
      : plainVenue(day, kind === 'seeds')
  const { extra = 0, extraTomorrow = 0, extraCustomers = 0 } = options
  if (extra + extraTomorrow + extraCustomers === 0) return data
  const today = crowd(extra, seed, day, zone)
  const next = crowd(extraTomorrow, seed, addDays(day, 1), zone, extra)
  return {
    ...data,
    bookings: [...data.bookings, ...today.bookings, ...next.bookings],
    customers: [
      ...data.customers,
      ...today.customers,
      ...next.customers,
      ...customerCrowd(extraCustomers, seed),
    ],
  }
}

function momentOf(asOf: string | undefined, day: string, now: number, zone: string): number {
  if (asOf === undefined) return now
  const match = /^([01]\d|2[0-3]):([0-5]\d)$/.exec(asOf)
  if (!match) throw new Error(`asOf is not HH:MM: ${asOf}`)
  return wallInstant(day, Number(match[1]) * 60 + Number(match[2]), zone)
}
