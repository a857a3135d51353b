import { parseArgs } from 'node:util'
import { startSimulator, type SimulatorOptions } from './index.ts'

/*
 * The simulator on its own:
 *   node src/simulator/cli.ts [--port N] [--key K] [--state FILE] [--venue demo|seeds|empty]
 *     [--seed N] [--extra N] [--extra-customers N] [--as-of HH:MM] [--timezone ZONE]
 *     [--limited-key K] [--control]
 * Prints `simulator http://127.0.0.1:N key K` when it is ready, and stops on SIGTERM and SIGINT.
 */

const { values } = parseArgs({
  options: {
    port: { type: 'string' },
    key: { type: 'string' },
    'limited-key': { type: 'string' },
    state: { type: 'string' },
    venue: { type: 'string' },
    seed: { type: 'string' },
    extra: { type: 'string' },
    'extra-customers': { type: 'string' },
    'as-of': { type: 'string' },
    timezone: { type: 'string' },
    control: { type: 'boolean' },
  },
})

function count(name: 'port' | 'seed' | 'extra' | 'extra-customers'): number | undefined {
  const text = values[name]
  if (text === undefined) return undefined
  if (!/^\d+$/.test(text)) throw new Error(`--${name} is not a number: ${text}`)
  return Number(text)
}

function venueOf(text: string | undefined): SimulatorOptions['venue'] | undefined {
  if (text === undefined || text === 'demo' || text === 'seeds' || text === 'empty') return text
  throw new Error(`--venue is none of demo, seeds, empty: ${text}`)
}

const given: { [Name in keyof SimulatorOptions]: SimulatorOptions[Name] | undefined } = {
  port: count('port'),
  key: values.key,
  limitedKey: values['limited-key'],
  stateFile: values.state,
  venue: venueOf(values.venue),
  seed: count('seed'),
  extra: count('extra'),
  extraCustomers: count('extra-customers'),
  asOf: values['as-of'],
  timezone: values.timezone,
  control: values.control,
}
const simulator = await startSimulator(
  Object.fromEntries(
    Object.entries(given).filter(([, value]) => value !== undefined),
  ) as SimulatorOptions,
)
process.stdout.write(`simulator ${simulator.url} key ${simulator.key}\n`)
for (const signal of ['SIGTERM', 'SIGINT'] as const)
  process.once(signal, () => void simulator.close())
