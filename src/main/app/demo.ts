import { join } from 'node:path'
import type { AnswerOf, TrainingState } from '../../shared/ipc/contract.ts'
import type { DrillGround } from '../services/training/drill.ts'

/** The demo venue: a Recras of our own on this machine, with the switches that training needs. */
export interface DemoVenue extends DrillGround {
  readonly origin: string
  readonly key: string
  /** What is switched on now. */
  state(): TrainingState
  change(patch: { [Switch in keyof TrainingState]?: boolean | undefined }): void
  /** Sets a random booking of today to another status, as another desk would; `null` without one. */
  otherDesk(): { referentie: string; status: string } | null
  /** QR texts of today's bookings. */
  codes(): AnswerOf<'training:codes'>
  stop(): Promise<void>
}

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
  const [{ startSimulator }, { Chance }, { drillTasks, watchVenue }] = await Promise.all([
    import('../../simulator/index.ts'),
    import('../../simulator/demo/random.ts'),
    import('../../simulator/demo/drill.ts'),
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
    drillTasks: (count) => drillTasks(venue, count, new Chance('drill', Date.now())),
    watch: () => watchVenue(venue),
    stop: close,
  }
}
