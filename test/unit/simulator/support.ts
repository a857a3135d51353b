import { afterAll } from 'vitest'
import {
  startSimulator,
  type Simulator,
  type SimulatorOptions,
} from '../../../src/simulator/index.ts'

/** A simulator for a test file, closed after it. */
export async function simulatorFor(options: SimulatorOptions = {}): Promise<Simulator> {
  const simulator = await startSimulator(options)
  afterAll(() => simulator.close())
  return simulator
}

export interface Answer {
  status: number
  headers: Headers
  text: string
  body: unknown
}

/** One request with the right key. */
export async function ask(
  simulator: Simulator,
  path: string,
  init: RequestInit = {},
): Promise<Answer> {
  const response = await fetch(simulator.url + path, {
    headers: { Authorization: `Bearer ${simulator.key}` },
    ...init,
  })
  const text = await response.text()
  const json = /json/.test(response.headers.get('content-type') ?? '')
  return {
    status: response.status,
    headers: response.headers,
    text,
    body: json ? (JSON.parse(text) as unknown) : null,
  }
}

export const post = (simulator: Simulator, path: string): Promise<Answer> =>
  ask(simulator, path, { method: 'POST', headers: { Authorization: `Bearer ${simulator.key}` } })

/** One request with the right key and a body. */
export const send = (
  simulator: Simulator,
  method: 'POST' | 'PUT' | 'DELETE',
  path: string,
  body?: unknown,
): Promise<Answer> =>
  ask(simulator, path, {
    method,
    headers: { Authorization: `Bearer ${simulator.key}`, 'Content-Type': 'application/json' },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  })

/** The fields that a 406 is about, in the order of the complaints. */
export const fieldsOf = ({ body }: Answer): string[] =>
  (body as { field: string }[]).map((one) => one.field)

export const idsOf = (answer: Answer): number[] =>
  (answer.body as { id: number }[]).map((one) => one.id)

/** A pinned moment: Saturday 13 June 2026, 14:08 in the Netherlands. */
export const MOMENT = Date.parse('2026-06-13T14:08:00+02:00')
