import type { CameraState } from '../ipc/kiosk-calls.ts'

/*
 * Watches over a camera that nobody looks after. Pure: it is given what is seen of the camera once a
 * second, and says how it is, when to start it anew, and when it is broken for good enough to say so.
 */

/** What is seen of the camera. Times are ms of one clock. */
export interface CameraSight {
  at: number
  /** As the camera itself says; `ok`: it claims to run. */
  says: Exclude<CameraState, 'frozen' | 'black'>
  /** Counts up with every picture that was shown. */
  frames: number
  /** Mean brightness of the picture, 0 to 255; `null` when it was not measured. */
  brightness: number | null
}

export interface CameraWatch {
  camera: CameraState
  /** It does not do what it should since then; `null`: it does. */
  badSince: number | null
  restarts: number
  restartedAt: number
  frames: number
  framesAt: number
  blackSince: number | null
}

export interface WatchStep {
  watch: CameraWatch
  /** Start it anew now. */
  restart: boolean
  /** It has been broken for so long that guests are sent to the desk. */
  trouble: boolean
}

/** No new picture for so long: it hangs. */
export const FROZEN_AFTER = 5_000
/** A picture without any light for so long: a cap on the lens, or a dead sensor. */
export const BLACK_AFTER = 20_000
/** Darker than this is no light: the darkest evening is noisier. */
const BLACK = 3
/** It is started anew after this, then after twice as long, and so on. */
export const FIRST_RESTART = 2_000
const LONGEST_RESTART = 60_000
/** Broken for so long, with all attempts: guests are told. */
export const TROUBLE_AFTER = 60_000

export const UNWATCHED: CameraWatch = {
  camera: 'starting',
  badSince: null,
  restarts: 0,
  restartedAt: -Infinity,
  frames: 0,
  framesAt: -Infinity,
  blackSince: null,
}

/** `expected`: this kiosk has a camera; one that never had any does well without. */
export function watchCamera(before: CameraWatch, sight: CameraSight, expected: boolean): WatchStep {
  const { at, says, frames, brightness } = sight
  const moves = says === 'ok' && frames > before.frames
  const dark = says === 'ok' && brightness !== null && brightness < BLACK
  const framesAt = moves || says !== 'ok' ? at : before.framesAt
  // What was not measured says nothing: neither while it starts anew.
  const measured = says === 'ok' && brightness !== null
  const blackSince = dark ? (before.blackSince ?? at) : measured ? null : before.blackSince
  const seen = { ...before, frames, framesAt, blackSince }
  const camera = stateOf(seen, says, at, moves && !dark)
  if (camera === 'ok' || (camera === 'none' && !expected)) {
    const watch = { ...seen, camera, badSince: null, restarts: 0 }
    return { watch, restart: false, trouble: false }
  }
  const badSince = before.badSince ?? at
  const pause = Math.min(FIRST_RESTART * 2 ** before.restarts, LONGEST_RESTART)
  const restart = camera !== 'starting' && at - Math.max(badSince, before.restartedAt) >= pause
  return {
    watch: {
      ...seen,
      camera,
      badSince,
      restarts: before.restarts + (restart ? 1 : 0),
      restartedAt: restart ? at : before.restartedAt,
      // It gets its time to show a picture again.
      framesAt: restart ? at : framesAt,
    },
    restart,
    trouble: at - badSince >= TROUBLE_AFTER,
  }
}

/** `fine`: there was a new picture just now, with light in it. Only that ends what was bad. */
function stateOf(
  { badSince, blackSince, framesAt }: CameraWatch,
  says: CameraSight['says'],
  at: number,
  fine: boolean,
): CameraState {
  if (says !== 'ok' || fine) return says
  if (at - framesAt >= FROZEN_AFTER) return 'frozen'
  if (blackSince !== null && at - blackSince >= BLACK_AFTER) return 'black'
  return badSince === null ? 'ok' : 'starting'
}
