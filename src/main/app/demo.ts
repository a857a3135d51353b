import { join } from 'node:path'
import type { DemoVenue } from '../services/training/training.ts'

export interface DemoOptions {
  profile: string
  zone: string
}

/** What a slow line adds to every answer. */
const SLOW_MS = 1_500

/**
 * Starts the built-in Recras on this machine, on loopback, with its state in the profile. Loaded only
 * when it is asked for: a desk of a real venue never holds it in memory.
 */
export async function openDemo({ profile, zone }: DemoOptions): Promise<DemoVenue> {
  const [{ startSimulator }, { Chance }] = await Promise.all([
    import('../../simulator/index.ts'),
    import('../../simulator/demo/random.ts'),
  ])
  const stateFile = join(profile, 'demo-venue.json')
  const { url, key, faults, venue, close } = await startSimulator({ stateFile, timezone: zone })
  return {
    origin: url,
    key,
    state: () => ({
      unplugged: faults.closed,
      slow: faults.latencyMs > 0,
      revoked: faults.revoked,
    }),
    change({ unplugged, slow, revoked }) {
      if (unplugged !== undefined) faults.closed = unplugged
      if (slow !== undefined) faults.latencyMs = slow ? SLOW_MS : 0
      if (revoked !== undefined) faults.revoked = revoked
    },
    otherDesk: () => venue.otherDesk(new Chance('other-desk', Date.now())),
    codes: () => venue.codes(),
    stop: close,
  }
}
