import type { ConnectionState } from '../../../../shared/ipc/contract.ts'
import type { OutboxView } from '../../../../shared/outbox/entry.ts'
import type { IconName } from '../../components/icon-names.ts'

/** What the strip says: message keys of `shell.voice`, with what stands in them. */
export interface Saying {
  tone: 'online' | 'offline' | 'unauthorized' | 'blocked'
  icon: IconName
  lead: string | null
  /** Since when, ISO; stands in the lead. */
  at: string | null
  rest: string | null
  /** When, ISO; stands in the rest. */
  restAt: string | null
  /** How many wait; said last, and only when there are any. */
  tail: number
}

const RECENT = 5 * 60_000

const quiet: Saying = {
  tone: 'online',
  icon: 'online',
  lead: null,
  at: null,
  rest: null,
  restAt: null,
  tail: 0,
}

/**
 * The state that a saying is of, as a message key of `shell.voice`: the same while only its minutes
 * and counts move.
 */
export const stateOf = ({ lead, rest }: Saying): string =>
  lead ?? (rest === null || rest === 'online' ? 'connected' : rest)

/**
 * The one honest line about the connection. What costs a promise (a disk that takes nothing) goes
 * before everything else. Before anything was heard from Recras it is not called unreachable.
 */
export function sayingOf(given: {
  connection: ConnectionState | null
  blocked: OutboxView['blocked']
  waiting: number
  /** Nothing is kept on this desk: an outage then means an empty day. */
  empty: boolean
  cacheError: boolean
  syncedAt: string | null
  now: number
}): Saying {
  const { connection, blocked, waiting } = given
  if (blocked)
    return { ...quiet, tone: 'blocked', icon: 'attention', lead: 'blocked', at: blocked.since }
  if (!connection) return { ...quiet, rest: 'starting' }
  const { status, since, error, lastOutage } = connection
  if (status === 'unauthorized')
    return {
      ...quiet,
      tone: status,
      icon: 'key',
      lead: 'unauthorized',
      at: since,
      rest: 'nothingLost',
      tail: waiting,
    }
  if (status === 'offline' && error === null) return { ...quiet, rest: 'connecting' }
  if (status === 'offline')
    return {
      ...quiet,
      tone: status,
      icon: 'offline',
      lead: error?.kind === 'unexpected-answer' ? 'somethingElse' : 'offline',
      at: since,
      rest: given.empty ? 'empty' : 'goesOn',
      tail: waiting,
    }
  if (given.cacheError) return { ...quiet, lead: 'cache' }
  if (lastOutage && waiting > 0 && given.now - Date.parse(lastOutage.to) < RECENT)
    return { ...quiet, lead: 'back', rest: 'sending', restAt: lastOutage.to, tail: waiting }
  const at = given.syncedAt ?? connection.lastAnswerAt
  return at ? { ...quiet, rest: 'online', restAt: at } : { ...quiet, rest: 'connected' }
}
