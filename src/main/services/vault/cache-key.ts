import type { SealingKey } from '../../../shared/ipc/cache-calls.ts'
import type { Clock } from '../ports.ts'
import type { Vault } from './vault.ts'

/** A keystore that waits for a person must not keep the desk from opening. */
const PATIENCE_MS = 3_000

/**
 * The key for the page's cache of a venue: the kept one, or one of this session where there is no
 * keystore or it does not open in time.
 */
export async function cacheKeyOf(
  vault: Pick<Vault, 'ready' | 'cacheKey'>,
  host: string,
  clock: Clock,
): Promise<SealingKey> {
  await new Promise<void>((resolve) => {
    const cancel = clock.after(PATIENCE_MS, resolve)
    void vault.ready().finally(() => {
      cancel()
      resolve()
    })
  })
  return vault.cacheKey(host)
}
