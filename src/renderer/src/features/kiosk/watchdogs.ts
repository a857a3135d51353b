import type { CameraState, KioskState } from '../../../../shared/ipc/kiosk-calls.ts'
import type { Trouble } from '../../../../shared/kiosk/machine.ts'
import { dayOf } from '../../../../shared/domain/time.ts'
import type { Cache } from '../../db/cache.ts'
import { call } from '../../ipc.ts'

/*
 * What is watched besides the camera: that the main process answers, and that there is something to
 * answer guests from.
 */

export interface WatchdogOptions {
  state: () => KioskState
  camera: () => CameraState
  cache: () => Cache | null
  online: () => boolean
  zone: () => string
  trouble: (trouble: Trouble, is: boolean) => void
  reload: () => void
}

const ALIVE_EVERY = 5_000
/** The main process does not answer for so long: it hangs. */
const DEAF_AFTER = 10_000
/** So many times in a row, and the page starts anew: it may be the page's own end of the line. */
const DEAF_TIMES = 2
const RELOAD_AFTER = 6
const DATA_EVERY = 5_000
/** Days that were read longer ago say too little of today. */
const OLDEST = 24 * 3_600_000
/** After the start there is nothing yet, and that is no trouble. */
const DATA_GRACE = 10_000

/** Watches; returns the function that stops it. */
export function watchOver(options: WatchdogOptions): () => void {
  let deaf = 0
  let asking = false
  let poorSince: number | null = null

  async function beat(): Promise<void> {
    if (asking) return
    asking = true
    const { state, camera } = options
    const answered = await within(
      DEAF_AFTER,
      call('kiosk:alive', { state: state(), camera: camera() }),
    )
    asking = false
    deaf = answered ? 0 : deaf + 1
    options.trouble('main', deaf >= DEAF_TIMES)
    if (deaf >= RELOAD_AFTER) options.reload()
  }

  async function lookAtData(): Promise<void> {
    const rich = options.online() || (await hasToday(options.cache(), options.zone()))
    const now = performance.now()
    poorSince = rich ? null : (poorSince ?? now)
    options.trouble('data', poorSince !== null && now - poorSince >= DATA_GRACE)
  }

  void beat()
  void lookAtData()
  const timers = [
    setInterval(() => void beat(), ALIVE_EVERY),
    setInterval(() => void lookAtData(), DATA_EVERY),
  ]
  return () => {
    for (const timer of timers) clearInterval(timer)
  }
}

/** Whether today was read, and lately enough to go by. */
async function hasToday(cache: Cache | null, zone: string): Promise<boolean> {
  const now = Date.now()
  const state = await cache?.dayState(dayOf(now, zone)).catch(() => undefined)
  return state !== undefined && now - Date.parse(state.syncedAt) < OLDEST
}

/** Whether something came back in time, whatever it was. */
const within = (ms: number, answer: Promise<unknown>): Promise<boolean> => {
  const late = Promise.withResolvers<boolean>()
  const timer = setTimeout(() => late.resolve(false), ms)
  return Promise.race([answer.then(() => true), late.promise]).finally(() => clearTimeout(timer))
}
