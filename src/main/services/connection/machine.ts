import type { ConnectionStatus } from '../../../shared/ipc/contract.ts'
import type { AppError } from '../../../shared/result.ts'
import { isWithin } from '../elapsed.ts'

/*
 * When Recras counts as reachable, as a pure function of what was answered. The hysteresis keeps
 * the desk's one line honest without flicker: one lost request is no outage, a proper answer ends
 * one at once, and a refused key is told at once because waiting would change nothing about it.
 */

export interface MachineState {
  status: ConnectionStatus
  /** Epoch ms since when `status` holds. */
  since: number
  /** Since when one failure stands alone while online; `null` when nothing is doubted. */
  doubtSince: number | null
  /** Probes that failed since the line went, for the growing delay. */
  failedProbes: number
  lastAnswerAt: number | null
  /** Since when Recras is out of reach; `null` while it is not, and before anything was heard. */
  outageSince: number | null
  lastOutage: { from: number; to: number } | null
  /** Why it is not online; `null` while online, and before anything was heard. */
  error: AppError | null
}

export type Signal =
  /** Recras itself answered and took the key, whatever it said about the request. */
  | { kind: 'answered'; at: number }
  /** Recras itself answered and refused the key. */
  | { kind: 'unauthorized'; at: number; error: AppError }
  /** Nothing, or something other than Recras, answered. */
  | { kind: 'failed'; at: number; error: AppError }
  /** Recras had trouble with one request: no outage by itself, but worth a look. */
  | { kind: 'troubled'; at: number; error: AppError }

/**
 * Failures within this time of the first have the same cause (one dropped connection takes every
 * request in flight with it) and are not a second opinion.
 */
const SAME_CAUSE_MS = 900
export const FIRST_PROBE_MS = 1_000
export const SLOWEST_PROBE_MS = 15_000
export const UNAUTHORIZED_PROBE_MS = 30_000
/** Nothing heard for this long while online: ask, so that the line on screen stays true. */
export const QUIET_PROBE_MS = 60_000

/**
 * Before anything was heard. Not online, and without an error: the desk is still finding out.
 * @param outageSince when the app was ended during an outage: it is the same one until Recras answers
 */
export const initial = (at: number, outageSince: number | null = null): MachineState => ({
  status: 'offline',
  // A clock that was set back since must not make it begin in the future.
  since: Math.min(at, outageSince ?? at),
  doubtSince: null,
  failedProbes: 0,
  lastAnswerAt: null,
  outageSince: outageSince === null ? null : Math.min(at, outageSince),
  lastOutage: null,
  error: null,
})

/** The state after a signal. */
export function step(state: MachineState, signal: Signal): MachineState {
  switch (signal.kind) {
    case 'answered':
      return reached(state, 'online', signal.at, null)
    case 'unauthorized':
      return reached(state, 'unauthorized', signal.at, signal.error)
    case 'troubled':
      return state.status === 'online' && state.doubtSince === null
        ? { ...state, doubtSince: signal.at }
        : state
    case 'failed':
      return missed(state, signal.at, signal.error)
  }
}

function reached(
  state: MachineState,
  status: 'online' | 'unauthorized',
  at: number,
  error: AppError | null,
): MachineState {
  return {
    status,
    since: state.status === status ? state.since : at,
    doubtSince: null,
    failedProbes: 0,
    lastAnswerAt: at,
    outageSince: null,
    lastOutage: state.outageSince === null ? state.lastOutage : { from: state.outageSince, to: at },
    error,
  }
}

function missed(state: MachineState, at: number, error: AppError): MachineState {
  if (state.status === 'unauthorized') {
    // Whether the line is there or not: without a new key nothing goes on.
    return { ...state, failedProbes: state.failedProbes + 1 }
  }
  if (state.status === 'offline') {
    const outageSince = state.outageSince ?? state.since
    return { ...state, failedProbes: state.failedProbes + 1, outageSince, error }
  }
  if (state.doubtSince === null) return { ...state, doubtSince: at }
  if (isWithin(state.doubtSince, SAME_CAUSE_MS, at)) return state
  return {
    ...state,
    status: 'offline',
    // The outage began with the first failure, not with the one that proved it.
    since: state.doubtSince,
    outageSince: state.doubtSince,
    doubtSince: null,
    failedProbes: 0,
    error,
  }
}

/**
 * How long to wait before asking Recras anything just to know whether it is there. While offline
 * from 1 to 15 s, doubling, with jitter (`random` in [0, 1)) so that the desks of a venue do not
 * come back in step.
 */
export function probeDelay(state: MachineState, random: number): number {
  if (state.status === 'unauthorized') return UNAUTHORIZED_PROBE_MS
  if (state.status === 'online') return state.doubtSince === null ? QUIET_PROBE_MS : FIRST_PROBE_MS
  const full = Math.min(SLOWEST_PROBE_MS, FIRST_PROBE_MS * 2 ** Math.min(state.failedProbes, 10))
  return Math.max(FIRST_PROBE_MS, Math.round(full * (0.5 + random / 2)))
}
