import { z } from 'zod'
import type { DrillView } from '../domain/drill.ts'
import type { Outage } from '../domain/outage-summary.ts'
import type { MainFacts } from '../domain/readiness.ts'
import { call } from './call.ts'

/*
 * The part of the contract that is about outages: being ready for one, what one came to, and
 * practising one in the demo venue.
 */

export const LONGEST_DRILL_S = 600

export const outageCalls = {
  /**
   * What only main sees of being ready. Disk and keystore are looked at every half minute at most;
   * `fresh`: a person wants to know now.
   */
  'readiness:get': call<MainFacts>()(z.strictObject({ fresh: z.boolean() })),

  /** The last outages that are over, the most recent first. */
  'outage:list': call<readonly Outage[]>()(z.void()),
  /** Somebody has seen the summary of the outage that began then, and of those before it. */
  'outage:dismiss': call<null>()(z.strictObject({ from: z.iso.datetime() })),

  /** Demo venue only: the drill that runs, or the last one; `null` when there was none. */
  'drill:get': call<DrillView | null>()(z.void()),
  /** Pulls the plug for so many seconds. It goes back in by itself, whatever becomes of the page. */
  'drill:start': call<DrillView>()(
    z.strictObject({ seconds: z.number().int().min(5).max(LONGEST_DRILL_S) }),
  ),
  /** Leaves the present task for what it is. */
  'drill:skip': call<DrillView>()(z.strictObject({ task: z.number().int().nonnegative() })),
  /** Puts the plug back now; `cancel`: and forgets the drill, else it is counted as usual. */
  'drill:end': call<DrillView | null>()(z.strictObject({ cancel: z.boolean() })),
} as const
