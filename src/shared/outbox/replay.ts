import { instantOf } from '../domain/time.ts'
import { actionsOf, type Link, type Links } from '../recras/links.ts'
import { actionTowards, SET_STATUS_PREFIX } from '../recras/status.ts'
import type { Booking } from '../recras/schemas.ts'
import { isTransient, type AppError, type Result } from '../result.ts'
import type { AttentionReason, OutboxEntry, Seen, ServerView } from './entry.ts'

/** A booking as Recras says it is, as far as a replay looks at it. */
export interface ServerState extends ServerView {
  links: Links
}

export const serverStateOf = (booking: Booking): ServerState => ({
  status: booking.status ?? '',
  statusUpdatedAt: booking.status_updated_at,
  offers: actionsOf(booking._links),
  links: booking._links,
})

export const serverViewOf = ({ status, statusUpdatedAt, offers }: ServerState): ServerView => ({
  status,
  statusUpdatedAt,
  offers,
})

export type Decision =
  { kind: 'done' } | { kind: 'follow'; rel: string; link: Link } | AttentionDecision

export interface AttentionDecision {
  kind: 'attention'
  reason: AttentionReason
}

/**
 * What to do with an entry now that the booking was read (design: "replay by reading state").
 * Already in the wanted state: done, whoever did it. In a state that the person did not see:
 * somebody else moved it after the promise, and nothing is silently overwritten. Otherwise the link
 * decides.
 */
export function decide(entry: OutboxEntry, server: ServerState): Decision {
  if (server.status === entry.wanted) return { kind: 'done' }
  if (server.status !== entry.seen.status || movedAndBack(entry, server))
    return { kind: 'attention', reason: { kind: 'changed' } }
  const action = actionTowards(entry.wanted)
  const rel = action === null ? null : SET_STATUS_PREFIX + action
  const link = rel === null ? undefined : server.links[rel]?.find((one) => !one.templated)
  return rel !== null && link
    ? { kind: 'follow', rel, link }
    : { kind: 'attention', reason: { kind: 'not-offered' } }
}

/**
 * Sent before, in the same status as just before the sending (as far as that is known still, else as the
 * person saw it), but moved since: our answer was lost
 * after it took effect, and another desk took it back. Sending again would undo their work.
 */
const movedAndBack = (entry: OutboxEntry, server: ServerView): boolean =>
  entry.sent && !sameMoment(entry.server ?? entry.seen, server)

function sameMoment(a: Seen, b: Seen): boolean {
  if (a.statusUpdatedAt === null || b.statusUpdatedAt === null) return true
  const [one, other] = [instantOf(a.statusUpdatedAt), instantOf(b.statusUpdatedAt)]
  return one !== null && other !== null ? one === other : a.statusUpdatedAt === b.statusUpdatedAt
}

/** Whether the booking is exactly as it was just before the request left. */
const untouched = (before: ServerView, now: ServerView): boolean =>
  before.status === now.status && sameMoment(before, now)

export type Conclusion =
  | { kind: 'done' }
  /** Tried again or parked, as the class of the error asks; `server`: how the booking is now. */
  | { kind: 'failed'; error: AppError; server: ServerView | null }
  | (AttentionDecision & { server: ServerView })

/**
 * What a request came to, after Recras said yes or no: by the booking as it was before and as it is
 * now, because a yes may come from something else in Recras' place and a no may answer a move that
 * was made already.
 *
 * @param now `null` when it could not be read
 */
export function conclude(
  { wanted }: Pick<OutboxEntry, 'wanted'>,
  before: ServerView,
  answer: Result<unknown>,
  now: ServerView | null,
): Conclusion {
  if (now?.status === wanted) return { kind: 'done' }
  if (!answer.ok) {
    // The booking is there, only its link leads nowhere: it must not be called gone.
    if (now && answer.error.kind === 'not-found')
      return { kind: 'attention', reason: { kind: 'not-offered' }, server: now }
    return { kind: 'failed', error: answer.error, server: now }
  }
  if (!now || !untouched(before, now)) return { kind: 'done' }
  const error: AppError = { kind: 'unexpected-answer', message: 'nothing changed' }
  return { kind: 'failed', error, server: null }
}

export type Consequence =
  /**
   * Try again in `delayMs`. `queue`: the failure says nothing about this booking but of the line or
   * the server, so nothing else is tried either until then; `firm`: Recras asked for it, so not
   * even a person's "try now" goes before it.
   */
  | { kind: 'retry'; delayMs: number; queue: boolean; firm: boolean }
  /** The key is refused: nothing is tried until there is another. */
  | { kind: 'pause' }
  | AttentionDecision

const BASE_MS = 1000
const CAP_MS = 60_000
/** A `Retry-After` beyond this is taken for a mistake. */
const LONGEST_RETRY_AFTER_MS = 3_600_000

/**
 * What a failure means for an entry (design: "error class decides the retry").
 *
 * @param attempts failures so far, this one included
 * @param random in [0, 1): full jitter, so that desks do not come back all at once
 */
export function afterError(error: AppError, attempts: number, random: number): Consequence {
  if (error.kind === 'unauthorized') return { kind: 'pause' }
  // A full disk and "not set up" mend as well: the promise stays.
  if (!isTransient(error) && error.kind !== 'storage' && error.kind !== 'not-now')
    return { kind: 'attention', reason: { kind: 'refused', error } }
  const asked = 'retryAfterMs' in error ? error.retryAfterMs : null
  const delayMs = Math.round(random * Math.min(CAP_MS, BASE_MS * 2 ** Math.min(attempts - 1, 30)))
  if (asked === null)
    return { kind: 'retry', delayMs, queue: error.kind === 'unreachable', firm: false }
  const least = Math.min(Math.max(asked, 0), LONGEST_RETRY_AFTER_MS)
  return { kind: 'retry', delayMs: Math.max(least, delayMs), queue: true, firm: true }
}
