import type { AnswerOf, Events, RequestOf } from '../../shared/ipc/contract.ts'
import type { CallName, EventName } from '../../shared/ipc/names.ts'
import { fail, type Result } from '../../shared/result.ts'

/**
 * Asks the main process. Always answers with a Result: when the crossing itself fails (the main
 * process is going down) that is `not-now`, so that no caller needs a try.
 */
export async function call<Name extends CallName>(
  name: Name,
  ...request: RequestOf<Name> extends undefined | void ? [] : [RequestOf<Name>]
): Promise<Result<AnswerOf<Name>>> {
  try {
    return await window.balie.calls[name](request[0] as RequestOf<Name>)
  } catch (error) {
    return fail({
      kind: 'not-now',
      message: error instanceof Error ? error.message : String(error),
    })
  }
}

/** Listens to an event of the main process; returns the function that stops it. */
export const listen = <Name extends EventName>(
  name: Name,
  listener: (payload: Events[Name]) => void,
): (() => void) => window.balie.events[name](listener)
