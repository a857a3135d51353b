import type { Events } from '../../shared/ipc/contract.ts'
import type { EventName } from '../../shared/ipc/names.ts'

/*
 * What services need of the outside world, given to their constructors, so that each is tested
 * with real parts or simple stand-ins and without mocking modules.
 */

export interface Clock {
  /** Epoch milliseconds of this machine's clock. */
  now(): number
  /** Calls back after `ms`; the returned function cancels it. */
  after(ms: number, run: () => void): () => void
}

/** A number in [0, 1). */
export type Random = () => number

/** Same shape as the platform's `fetch`; Chromium's network stack in the app, Node's in tests. */
export type Fetch = (input: string | URL | Request, init?: RequestInit) => Promise<Response>

export interface Log {
  info(event: string, detail?: Record<string, unknown>): void
  warn(event: string, detail?: Record<string, unknown>): void
  error(event: string, detail?: Record<string, unknown>): void
}

/** Tells the page something. Without a page it is not told: whatever it shows it asks for at start. */
export type Send = <Name extends EventName>(name: Name, payload: Events[Name]) => void
