import type { z } from 'zod'
import { calls, type AnswerOf, type Calls } from '../../shared/ipc/contract.ts'
import type { CallName } from '../../shared/ipc/names.ts'
import { fail, type FieldMessage, type Result } from '../../shared/result.ts'
import { isOurs } from '../security/origin.ts'
import type { Log } from '../services/ports.ts'

/** A handler per call of the contract; it gets a request that was checked. */
export type Handlers = {
  [Name in CallName]: (
    request: z.output<Calls[Name]['request']>,
  ) => Promise<Result<AnswerOf<Name>>> | Result<AnswerOf<Name>>
}

/** Who asks, read from the event before anything is awaited. */
export interface Sender {
  contentsId: number
  frame: { url: string; parent: unknown } | null
}

/** Only the main frame of our own window, showing our own page. */
export const isTrusted = (sender: Sender, ownContentsId: number | null): boolean =>
  ownContentsId !== null &&
  sender.contentsId === ownContentsId &&
  sender.frame !== null &&
  sender.frame.parent === null &&
  isOurs(sender.frame.url)

/**
 * Answers one call: sender, then shape, then handler. Always a Result: an exception is a bug of ours,
 * goes to the log, and the page is told that it did not happen.
 */
export async function answerCall(
  name: CallName,
  raw: unknown,
  trusted: boolean,
  handlers: Handlers,
  log: Log,
): Promise<Result<unknown>> {
  if (!trusted) {
    log.warn('call-from-stranger', { call: name })
    return fail({ kind: 'forbidden' })
  }
  try {
    const request = calls[name].request.safeParse(raw)
    if (!request.success) {
      log.warn('call-malformed', { call: name, count: request.error.issues.length })
      return fail({ kind: 'invalid', fields: request.error.issues.slice(0, MOST_FIELDS).map(said) })
    }
    const handler = handlers[name] as (request: unknown) => Promise<Result<unknown>>
    return await handler(request.data)
  } catch (error) {
    log.error('call-failed', { call: name, error })
    return fail({ kind: 'not-now', message: `Balie failed at ${name}; the log says where.` })
  }
}

const MOST_FIELDS = 20

const said = (issue: z.core.$ZodIssue): FieldMessage => ({
  field: issue.path.length > 0 ? issue.path.map(String).join('.').slice(0, 80) : null,
  message: issue.message.slice(0, 200),
})
