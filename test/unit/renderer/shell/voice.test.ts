import { describe, expect, it } from 'vitest'
import messages from '../../../../src/renderer/src/features/shell/messages.ts'
import {
  sayingOf,
  stateOf,
  type Saying,
} from '../../../../src/renderer/src/features/shell/voice.ts'
import type { ConnectionState } from '../../../../src/shared/ipc/contract.ts'
import { missingIn } from '../messages.ts'

const NOW = Date.parse('2026-06-13T12:14:00Z')
const SINCE = '2026-06-13T10:42:00Z'

const connection = (more: Partial<ConnectionState> = {}): ConnectionState => ({
  status: 'online',
  since: SINCE,
  lastAnswerAt: '2026-06-13T12:13:00Z',
  lastOutage: null,
  latencyMs: 100,
  clockOffsetMs: 0,
  error: null,
  ...more,
})

const say = (given: Partial<Parameters<typeof sayingOf>[0]> = {}): Saying => {
  const saying = sayingOf({
    connection: connection(),
    blocked: null,
    waiting: 0,
    empty: false,
    cacheError: false,
    syncedAt: null,
    now: NOW,
    ...given,
  })
  for (const key of [saying.lead, saying.rest])
    if (key) expect(missingIn(messages, `voice.${key}`)).toEqual([])
  return saying
}

const offline = connection({ status: 'offline', error: { kind: 'unreachable' } })
const blocked = { since: SINCE, error: { kind: 'storage' as const } }

describe('the line about the connection', () => {
  it('is quiet while all is well, with the last complete read or answer', () => {
    expect(say()).toMatchObject({ tone: 'online', rest: 'online', restAt: '2026-06-13T12:13:00Z' })
    expect(say({ syncedAt: SINCE })).toMatchObject({ rest: 'online', restAt: SINCE })
    expect(say({ connection: connection({ lastAnswerAt: null }) })).toMatchObject({
      rest: 'connected',
    })
  })

  it('says since when Recras is not reachable, and how many wait', () => {
    expect(say({ connection: offline, waiting: 3 })).toMatchObject({
      tone: 'offline',
      lead: 'offline',
      at: SINCE,
      rest: 'goesOn',
      tail: 3,
    })
  })

  it('calls a portal in the place of Recras what it is', () => {
    const portal = connection({ status: 'offline', error: { kind: 'unexpected-answer' } })
    expect(say({ connection: portal })).toMatchObject({ tone: 'offline', lead: 'somethingElse' })
  })

  it('says that an outage finds nothing kept here', () => {
    expect(say({ connection: offline, empty: true })).toMatchObject({ rest: 'empty' })
  })

  it('does not call unreachable what was not tried yet', () => {
    expect(say({ connection: null })).toMatchObject({ tone: 'online', rest: 'starting' })
    const first = connection({ status: 'offline', error: null, lastAnswerAt: null })
    expect(say({ connection: first })).toMatchObject({ tone: 'online', rest: 'connecting' })
  })

  it('tells a refused key from an outage', () => {
    const refused = connection({ status: 'unauthorized', error: { kind: 'unauthorized' } })
    expect(say({ connection: refused, waiting: 2 })).toMatchObject({
      tone: 'unauthorized',
      lead: 'unauthorized',
      tail: 2,
    })
  })

  it('tells what is sent after an outage, for five minutes and while something waits', () => {
    const after = (to: string) => connection({ lastOutage: { from: SINCE, to } })
    const recent = after('2026-06-13T12:12:00Z')
    expect(say({ connection: recent, waiting: 3 })).toMatchObject({
      lead: 'back',
      restAt: '2026-06-13T12:12:00Z',
      tail: 3,
    })
    expect(say({ connection: recent })).toMatchObject({ lead: null })
    expect(say({ connection: after('2026-06-13T12:08:59Z'), waiting: 3 })).toMatchObject({
      lead: null,
    })
  })

  it('puts a disk that takes no promises before everything else', () => {
    expect(say({ connection: offline, blocked, waiting: 3 })).toMatchObject({
      tone: 'blocked',
      lead: 'blocked',
      at: SINCE,
    })
    expect(say({ cacheError: true })).toMatchObject({ lead: 'cache' })
  })
})

describe('the state that is read aloud', () => {
  it('stays the same while only minutes and counts move', () => {
    expect(stateOf(say({ syncedAt: SINCE }))).toBe('connected')
    expect(stateOf(say({ syncedAt: '2026-06-13T12:14:00Z' }))).toBe('connected')
    expect(stateOf(say({ connection: offline, waiting: 1 }))).toBe('offline')
    expect(stateOf(say({ connection: offline, waiting: 2 }))).toBe('offline')
  })

  it('has words of its own for every state', () => {
    const states = [
      say({ connection: null }),
      say({ connection: connection({ status: 'offline' }) }),
      say(),
      say({ connection: offline }),
      say({ blocked }),
      say({ cacheError: true }),
    ].map(stateOf)
    expect(states).toEqual(['starting', 'connecting', 'connected', 'offline', 'blocked', 'cache'])
    for (const state of states) expect(missingIn(messages, `voice.${state}`)).toEqual([])
  })
})
