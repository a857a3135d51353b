import type { z } from 'zod'
import type { Calls } from '../../shared/ipc/contract.ts'
import { CALL_NAMES, type CallName } from '../../shared/ipc/names.ts'
import { isAnswered, isTakingBack } from '../../shared/outbox/dropping.ts'
import type { OutboxView } from '../../shared/outbox/entry.ts'
import { fail, type AppError, type Result } from '../../shared/result.ts'
import type { Settings } from '../../shared/settings.ts'
import type { Actor, StaffSession } from '../../shared/staff.ts'
import type { Handlers } from './answer.ts'

/**
 * - `free`: always. What the page needs to stand and to stay up to date, locked or not.
 * - `person`: whoever is at the desk. What changes something, and what reads guests' data on demand.
 * - `lead`: a lead.
 *
 * Without any staff everything is allowed.
 */
export type Need = 'free' | 'person' | 'lead'

/** What the need of some calls depends on. */
interface Known {
  outbox: () => OutboxView
  actor: () => Actor | null
}

type Request<Name extends CallName> = z.output<Calls[Name]['request']>

/** What everybody at the desk may set: how it looks and sounds to who is at it. */
const ANYBODYS: readonly (keyof Settings)[] = ['language', 'theme', 'sound']

/** What each call of the contract needs. Complete by type: a call without a row does not compile. */
export const NEEDS: {
  readonly [Name in CallName]: Need | ((asked: Request<Name>, known: Known) => Need)
} = {
  'app:info': 'free',
  'settings:get': 'free',
  'settings:change': (patch) =>
    Object.keys(patch).every((field) => ANYBODYS.some((one) => one === field)) ? 'person' : 'lead',

  'connection:get': 'free',
  'connection:test': 'lead',
  'connection:save': 'lead',
  'connection:check': 'person',
  'connection:forget': 'lead',
  'demo:start': 'lead',

  'cache:key': 'free',
  'sync:watch': 'free',
  'sync:now': 'free',

  'booking:read': 'person',
  'bookings:find': 'person',
  'customer:read': 'person',

  'outbox:get': 'free',
  'outbox:enqueue': 'person',
  'outbox:retry': 'person',
  'outbox:drop': ({ id }, { outbox, actor }) =>
    isTakingBack(
      outbox().records.find((one) => one.id === id),
      actor(),
    )
      ? 'person'
      : 'lead',
  'outbox:replay': 'person',
  'outbox:export': 'person',
  'outbox:acknowledge-damage': 'lead',
  'marks:set': 'person',
  'daylog:get': 'person',
  'daylog:export': 'person',
  'scans:park': 'person',
  'scans:drop': ({ id }, { outbox }) =>
    isAnswered(outbox().parked.find((one) => one.id === id)) ? 'person' : 'lead',

  'records:promise': 'person',
  'records:amend': 'person',
  'records:adopt': 'person',
  'records:again': 'person',

  'customers:sync': 'free',
  'customers:stop': 'free',

  'bookings:search': 'person',
  'bookings:stop': 'free',
  'booking:detail': 'person',
  'booking:save': 'person',
  'booking:deletable': 'person',
  'booking:delete': 'person',
  'booking:follow': 'person',
  'booking:propose': 'person',
  'catalogue:get': 'free',

  'drafts:get': 'person',
  // What was typed when the desk locked is kept all the same.
  'drafts:keep': 'free',

  'staff:get': 'free',
  'staff:unlock': 'free',
  'staff:lock': 'free',
  'staff:active': 'free',
  'staff:add': 'lead',
  'staff:change': 'lead',
  'staff:remove': 'lead',
  'staff:own-pin': 'person',
  'staff:reset': 'free',

  'kiosk:alive': 'free',
  'kiosk:note': 'free',
  'kiosk:tries': 'free',
  'kiosk:try': 'free',
  'kiosk:proved': 'free',
  'kiosk:enter': 'lead',
  // With the PIN of a lead.
  'kiosk:leave': 'free',

  // Kept ready while the desk is locked too: it is what is left when nothing else works.
  'daysheet:keep': 'free',
  'daysheet:export': 'person',
  'daysheet:get': 'free',

  'readiness:get': 'free',
  'outage:list': 'free',
  'outage:dismiss': 'person',
  'drill:get': 'free',
  'drill:start': 'person',
  'drill:skip': 'person',
  'drill:end': 'person',

  'training:get': 'free',
  'training:change': 'person',
  'training:other-desk': 'person',
  'training:codes': 'person',

  'diagnostics:get': 'free',
  'log:page': 'free',
}

/** What only a person brings about, be it by a scan without a touch: the desk is not idle. */
const SIGNS: ReadonlySet<CallName> = new Set([
  'outbox:enqueue',
  'scans:park',
  'records:promise',
  'booking:save',
  'marks:set',
])

/** What stands between the calls and who may not make them. */
export interface Guard extends Known {
  /** Resolves when it is known whether there is any staff. */
  ready: Promise<void>
  session: () => StaffSession
  /** While the app is a kiosk nobody is at it, and what its page may call is limited by that. */
  kiosk: () => boolean
  /** Somebody does something that nothing but a person does. */
  active: () => void
}

/** Why a call that needs this is refused now; `null` when it is not. */
export function refusal(need: Need, session: StaffSession, kiosk: boolean): AppError | null {
  if (need === 'free' || session.state === 'open') return null
  if (session.state === 'unlocked')
    return need === 'person' || session.member.role === 'lead' ? null : { kind: 'lead-only' }
  return kiosk && need === 'person' ? null : { kind: 'locked' }
}

/** What a call needs, for what is asked; `asked` was checked against the contract. */
export function needOf(name: CallName, asked: unknown, known: Known): Need {
  const need = NEEDS[name] as Need | ((asked: unknown, known: Known) => Need)
  return typeof need === 'function' ? need(asked, known) : need
}

/** The same handlers, each behind what it needs. */
export function guarded(handlers: Handlers, guard: Guard): Handlers {
  const behind = (name: CallName): ((asked: unknown) => Promise<Result<unknown>>) => {
    const answer = handlers[name] as (asked: unknown) => Promise<Result<unknown>>
    return async (asked) => {
      const need = needOf(name, asked, guard)
      if (need !== 'free') {
        await guard.ready
        const why = refusal(need, guard.session(), guard.kiosk())
        if (why !== null) return fail(why)
        if (SIGNS.has(name)) guard.active()
      }
      return answer(asked)
    }
  }
  const all = Object.fromEntries(CALL_NAMES.map((name) => [name, behind(name)]))
  return all as unknown as Handlers
}
