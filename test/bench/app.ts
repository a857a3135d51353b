import { startSimulator, type Simulator, type SimulatorOptions } from '../../src/simulator/index.ts'
import { Balie } from '../e2e/support/launch.ts'

/** The built app and a Recras of its own, for one measurement. */
export interface Bench {
  simulator: Simulator
  balie: Balie
  close(): Promise<void>
}

/** Starts both. `settled`: waits until all of today is in the cache and on screen. */
export async function openBench(options: SimulatorOptions, settled = true): Promise<Bench> {
  const simulator = await startSimulator({ asOf: '08:00', ...options })
  const balie = await Balie.launch({
    env: { BALIE_RECRAS_URL: simulator.url, BALIE_API_KEY: simulator.key, BALIE_LANGUAGE: 'nl' },
  })
  if (settled) await cached(balie, simulator.venue.todays().length)
  return {
    simulator,
    balie,
    close: async () => {
      await balie.close()
      await simulator.close()
    },
  }
}

/** Waits until the page's cache holds so many bookings and the first read of today has ended. */
export async function cached(balie: Balie, least: number): Promise<void> {
  await balie.page.waitForFunction(
    async (count) => {
      const [info] = await indexedDB.databases()
      if (!info?.name) return false
      const db = await new Promise<IDBDatabase>((resolve, reject) => {
        const opening = indexedDB.open(info.name ?? '')
        opening.onsuccess = () => resolve(opening.result)
        opening.onerror = () => reject(opening.error ?? new Error('no database'))
      })
      try {
        const counted = (store: string): Promise<number> =>
          new Promise((resolve, reject) => {
            const asking = db.transaction(store).objectStore(store).count()
            asking.onsuccess = () => resolve(asking.result)
            asking.onerror = () => reject(asking.error ?? new Error('no count'))
          })
        return (await counted('rows')) >= count && (await counted('days')) > 0
      } finally {
        db.close()
      }
    },
    least,
    { timeout: 120_000, polling: 100 },
  )
}
