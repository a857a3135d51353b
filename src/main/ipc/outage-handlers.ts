import { fail, ok, type AppError, type Result } from '../../shared/result.ts'
import type { Desk } from '../app/desk.ts'
import type { ReadinessService } from '../services/readiness/readiness.ts'
import type { Handlers } from './answer.ts'
import type { outageCalls } from '../../shared/ipc/outage-calls.ts'

const NO_VENUE = fail<AppError>({ kind: 'not-now' })

/** What answers the calls about outages: readiness, summaries, the drill. */
export function outageHandlers(given: {
  desk: Desk
  readiness: ReadinessService
  ready: Promise<void>
}): Pick<Handlers, keyof typeof outageCalls> {
  const { desk, readiness, ready } = given
  const whenReady = async <T>(answer: () => Promise<Result<T>> | Result<T>): Promise<Result<T>> => {
    await ready
    return answer()
  }

  return {
    'readiness:get': ({ fresh }) =>
      whenReady(async () => {
        const { venue } = desk
        if (!venue) return NO_VENUE
        const blocked = venue.outbox.blocked?.error ?? null
        return ok(await readiness.facts({ folder: venue.journalFolder, blocked }, fresh))
      }),
    'outage:list': () => whenReady(() => ok(desk.venue?.outages.past ?? [])),
    'outage:dismiss': ({ from }) =>
      whenReady(() => {
        desk.venue?.outages.dismiss(from)
        return ok(null)
      }),
    'drill:get': () => whenReady(() => ok(desk.drill.view())),
    'drill:start': ({ seconds }) => whenReady(() => desk.drill.start(seconds)),
    'drill:skip': ({ task }) => whenReady(() => desk.drill.skip(task)),
    'drill:end': ({ cancel }) => whenReady(() => desk.drill.end(cancel)),
  }
}
