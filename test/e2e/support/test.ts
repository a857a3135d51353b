import { test as base } from '@playwright/test'
import { startSimulator } from '../../../src/simulator/index.ts'
import { Balie, type LaunchOptions } from './launch.ts'

export { expect } from '@playwright/test'

export type Simulator = Awaited<ReturnType<typeof startSimulator>>
type SimulatorOptions = NonNullable<Parameters<typeof startSimulator>[0]>

interface Fixtures {
  /** How the spec's Recras is started: `test.use({ simulatorOptions: { seed: 2 } })`. */
  simulatorOptions: SimulatorOptions
  /** A Recras of this spec's own. */
  simulator: Simulator
  /** Starts the built app against it. What was started is closed at the spec's end. */
  launch(options?: LaunchOptions): Promise<Balie>
}

export const test = base.extend<Fixtures>({
  // Half past ten: late groups, groups that are here, and plenty still to come, at whatever time it runs.
  simulatorOptions: [{ asOf: '10:30' }, { option: true }],
  simulator: async ({ simulatorOptions }, use) => {
    const simulator = await startSimulator(simulatorOptions)
    await use(simulator)
    await simulator.close()
  },
  launch: async ({ simulator }, use, info) => {
    const started: Balie[] = []
    await use(async (options = {}) => {
      const env = {
        BALIE_RECRAS_URL: simulator.url,
        BALIE_API_KEY: simulator.key,
        BALIE_LANGUAGE: 'nl',
        ...options.env,
      }
      const balie = await Balie.launch({ ...options, env })
      started.push(balie)
      return balie
    })
    for (const balie of started) {
      await balie.quit().catch(() => undefined)
      if (info.status !== info.expectedStatus)
        await info.attach('output', { body: balie.output, contentType: 'text/plain' })
      await balie.close()
    }
  },
})
