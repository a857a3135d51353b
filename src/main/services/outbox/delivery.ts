import type { OutboxEvent } from '../../../shared/outbox/events.ts'
import { isTransient, type AppError, type Result } from '../../../shared/result.ts'

/**
 * How an attempt to deliver ended. `null`: the journal says what came of it.
 * - `error`: it failed, and the class of the error decides what follows; when it never mends, `park`
 *   is written (`null`: it always mends).
 * - `againInMs`: nothing failed, it only has to be looked at once more later; `asked`: Recras was asked
 *   something.
 */
export type Left =
  { error: AppError; park: OutboxEvent | null } | { againInMs: number; asked: boolean } | null

/** How one kind of promise is delivered. `going`: false once the outbox is being stopped. */
export interface Delivery<Entry> {
  attempt(entry: Entry, going: () => boolean): Promise<Left>
}

/** Failures after which the same is tried again; the others are an answer. */
export const mends = (error: AppError): boolean =>
  isTransient(error) || error.kind === 'unauthorized'

/** The end of an attempt by a write: when the disk did not take it, the attempt is made again. */
export const written = (result: Result<unknown>): Left =>
  result.ok ? null : { error: result.error, park: null }
