import type { AppError } from '../../../../src/shared/result.ts'
import type { Clock, Log } from '../../../../src/main/services/ports.ts'
import { RecrasClient, type ClientOptions } from '../../../../src/main/services/recras/client.ts'

export const realClock: Clock = {
  now: () => Date.now(),
  after: (ms, run) => {
    const timer = setTimeout(run, ms)
    return () => clearTimeout(timer)
  },
}

export interface Told {
  answers: { at: number; latencyMs: number; serverDate: number | null; status: number }[]
  failures: AppError[]
  log: string[]
}

/** A client with the key `geheim` on Node's own fetch, and everything that it told. */
export function newClient(
  origin: string,
  options: Partial<ClientOptions> = {},
): { client: RecrasClient; told: Told } {
  const told: Told = { answers: [], failures: [], log: [] }
  const line = (event: string, detail?: Record<string, unknown>): void => {
    told.log.push(`${event} ${JSON.stringify(detail ?? {})}`)
  }
  const log: Log = { info: line, warn: line, error: line }
  const client = new RecrasClient({
    url: origin,
    key: 'geheim',
    fetch,
    clock: realClock,
    log,
    observer: {
      answered: (answer) => told.answers.push(answer),
      failed: ({ error }) => told.failures.push(error),
    },
    timeoutMs: 5000,
    ...options,
  })
  return { client, told }
}
