import { startSimulator, type Simulator, type SimulatorOptions } from '../../src/simulator/index.ts'
import { Balie } from '../e2e/support/launch.ts'

/** The built app and a Recras of its own, for one measurement. */
export interface Bench {
  simulator: Simulator
  balie: Balie
  close(): Promise<void>
}

/** Starts both, and waits until the app has read what it watches. */
export async function openBench(options: SimulatorOptions): Promise<Bench> {
  const simulator = await startSimulator({ asOf: '08:00', ...options })
  const balie = await Balie.launch({
    env: { BALIE_RECRAS_URL: simulator.url, BALIE_API_KEY: simulator.key, BALIE_LANGUAGE: 'nl' },
  })
  await settled(balie)
  return {
    simulator,
    balie,
    close: async () => {
      await balie.close()
      await simulator.close()
    },
  }
}

/** Waits until today and tomorrow were read into the cache once, and all of it is in memory too. */
export async function settled(balie: Balie): Promise<void> {
  await balie.page.waitForFunction(
    () => {
      const entries = (name: string): number => performance.getEntriesByName(name).length
      return entries('day-sync') >= 2 && entries('index-built') >= 1
    },
    null,
    { timeout: 180_000, polling: 100 },
  )
}
