import type { Clock, Log } from '../services/ports.ts'

/** Something that is started with the app and ended with it. */
export interface Part {
  name: string
  boot?: () => Promise<unknown>
  shutdown?: () => Promise<unknown>
}

/** A part that hangs at the end must not keep the machine from switching off. */
const END_LIMIT_MS = 3_000

/** Starts the parts in order. One that fails is logged, and the others start all the same. */
export async function bootAll(parts: readonly Part[], log: Log): Promise<void> {
  for (const { name, boot } of parts) {
    try {
      await boot?.()
    } catch (error) {
      log.error('boot-failed', { service: name, error })
    }
  }
}

/** Ends the parts in the reverse order, each for itself and each within its time. */
export async function shutdownAll(parts: readonly Part[], clock: Clock, log: Log): Promise<void> {
  for (const { name, shutdown } of [...parts].reverse()) {
    if (!shutdown) continue
    let cancel: () => void = () => undefined
    const limit = new Promise<'late'>((resolve) => {
      cancel = clock.after(END_LIMIT_MS, () => resolve('late'))
    })
    try {
      if ((await Promise.race([shutdown(), limit])) === 'late')
        log.error('shutdown-late', { service: name })
    } catch (error) {
      log.error('shutdown-failed', { service: name, error })
    } finally {
      cancel()
    }
  }
}
