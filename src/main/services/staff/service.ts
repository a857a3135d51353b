import { createHash, timingSafeEqual } from 'node:crypto'
import type { z } from 'zod'
import type { staffCalls } from '../../../shared/ipc/staff-calls.ts'
import type { ToldDayLog } from '../../../shared/day-log.ts'
import { fail, ok, type AppError, type Result } from '../../../shared/result.ts'
import {
  isLastLead,
  isTaken,
  type Actor,
  type StaffMember,
  type StaffSession,
  type StaffView,
} from '../../../shared/staff.ts'
import type { Clock, Log } from '../ports.ts'
import { isPin, type PinHash } from './pin-hash.ts'
import { Sitting } from './sitting.ts'
import type { KeptMember, StaffStore } from './staff-store.ts'
import type { TryLimiter } from './try-limiter.ts'

export interface StaffOptions {
  store: StaffStore
  /** Tries at PINs; the subject is the member's id. */
  tries: TryLimiter
  /** Tries at the key of Recras. */
  keyTries: TryLimiter
  /** The key that this desk works with; `null` without one. */
  key: () => string | null
  /** Minutes without a sign of somebody after which the desk locks; 0 never. */
  lockMinutes: () => number
  clock: Clock
  /** Milliseconds by a clock that nobody can set. */
  elapsed: () => number
  newId: () => string
  /** What is kept of a new PIN. */
  hash: (pin: string) => Promise<PinHash>
  log: Log
  told: ToldDayLog
  changed: (view: StaffView) => void
}

type Asked<Name extends keyof typeof staffCalls> = z.output<(typeof staffCalls)[Name]['request']>

const KEY = 'key'
const NOT_FOUND = fail<AppError>({ kind: 'not-found' })
const NOT_NOW = fail<AppError>({ kind: 'not-now' })
const LEAD_ONLY = fail<AppError>({ kind: 'lead-only' })

/**
 * The people of this desk and who of them is at it. Everything here works without a line. Who may do
 * what is decided before (`ipc/gates.ts`); what is asked here was allowed.
 */
export class StaffService {
  private readonly options: StaffOptions
  private readonly sitting: Sitting
  private loaded = false
  /** Changes of the staff, one after the other. */
  private last: Promise<unknown> = Promise.resolve()

  constructor(options: StaffOptions) {
    this.options = options
    this.sitting = new Sitting({
      clock: options.clock,
      elapsed: options.elapsed,
      lockMinutes: options.lockMinutes,
      ended: (id) => {
        options.told({ kind: 'locked', by: this.actorOf(id), detail: 'idle' })
        this.announce()
      },
    })
  }

  /** Reads who there is. Until then, and with anybody set up, the desk is locked. */
  async load(): Promise<void> {
    const { store, tries, keyTries } = this.options
    await Promise.all([store.load(), tries.load(), keyTries.load()])
    this.loaded = true
    this.announce()
  }

  get session(): StaffSession {
    const { store } = this.options
    const member = this.find(this.sitting.id)
    if (member) return { state: 'unlocked', member: seen(member) }
    const open = this.loaded && !store.damaged && store.members.length === 0
    return { state: open ? 'open' : 'locked' }
  }

  /** Who does what is done now; `null` when nobody is set up, or nobody said who they are. */
  actor(): Actor | null {
    return this.actorOf(this.sitting.id)
  }

  /** Whether there is somebody who may do what leads may. */
  hasLead(): boolean {
    return this.options.store.members.some((one) => one.role === 'lead')
  }

  view(): StaffView {
    const { store, tries, clock, key } = this.options
    const until = (waitMs: number): number | null => (waitMs > 0 ? clock.now() + waitMs : null)
    const all = until(tries.waitMs())
    const blocked = store.members.flatMap(({ id }) => {
      const mine = until(tries.waitMs(id))
      return mine === null ? [] : [[id, mine] as const]
    })
    return {
      staff: store.members.map(seen),
      session: this.session,
      triesBlockedUntil: all,
      blockedUntil: Object.fromEntries(blocked),
      damaged: store.damaged,
      resettable: key() !== null,
    }
  }

  /** A sign of somebody at work. */
  active(): void {
    if (this.sitting.id !== null) this.sitting.active()
  }

  /** The setting for how long it stays unlocked may have changed. */
  lockMinutesChanged(): void {
    this.sitting.watch()
  }

  lock(why: 'hand' | 'suspend' | 'kiosk'): StaffView {
    const by = this.actor()
    if (by === null) return this.view()
    this.sitting.end()
    this.options.told({ kind: 'locked', by, detail: why })
    return this.announce()
  }

  /** Says who is at the desk now, also in another's place. */
  async unlock(id: string, pin: string): Promise<Result<StaffView>> {
    const proved = await this.prove(id, pin)
    return proved.ok ? ok(this.begin(id)) : proved
  }

  /** Whether this is a lead, for what is done in the place where nobody is at the desk: a kiosk. */
  async verifyLead(id: string, pin: string): Promise<Result<Actor>> {
    const member = this.find(id)
    if (member && member.role !== 'lead') return LEAD_ONLY
    const proved = await this.prove(id, pin)
    return proved.ok ? ok(actorOf(proved.value)) : proved
  }

  /** Puts a member at the desk who was proved right before. */
  begin(id: string): StaffView {
    this.sitting.begin(id)
    this.options.told({ kind: 'unlocked', by: this.actor() })
    return this.announce()
  }

  add({ pin, ...asked }: Asked<'staff:add'>): Promise<Result<StaffView>> {
    return this.next(async () => {
      const { store, newId } = this.options
      if (store.damaged) return NOT_NOW
      const first = store.members.length === 0
      if (first && asked.role !== 'lead') return refused('role', 'first-lead')
      if (isTaken(asked.initials, store.members, null)) return refused('initials', 'taken')
      const member = { id: newId(), ...asked, pin: await this.options.hash(pin) }
      const kept = await this.keep([...store.members, member], member.id)
      if (kept.ok && first) return ok(this.begin(member.id))
      return kept
    })
  }

  change({ id, pin, ...asked }: Asked<'staff:change'>): Promise<Result<StaffView>> {
    return this.next(async () => {
      const { store, tries } = this.options
      const member = this.find(id)
      if (!member) return NOT_FOUND
      const { name = member.name, initials = member.initials, role = member.role } = asked
      if (isTaken(initials, store.members, id)) return refused('initials', 'taken')
      if (role !== 'lead' && isLastLead(id, store.members)) return refused('role', 'last-lead')
      const hash = pin === undefined ? member.pin : await this.options.hash(pin)
      const next = { id, name, initials, role, pin: hash }
      const kept = await this.keep(replaced(store.members, next), id)
      if (!kept.ok || pin === undefined) return kept
      await tries.proved(id)
      return ok(this.announce())
    })
  }

  remove(id: string): Promise<Result<StaffView>> {
    return this.next(async () => {
      const { store, tries } = this.options
      if (!this.find(id)) return NOT_FOUND
      if (store.members.length > 1 && isLastLead(id, store.members))
        return refused('role', 'last-lead')
      const by = this.actor()
      const kept = await this.keep(
        store.members.filter((one) => one.id !== id),
        id,
        by,
      )
      if (!kept.ok) return kept
      if (this.sitting.id === id) this.sitting.end()
      await tries.proved(id)
      return ok(this.announce())
    })
  }

  /** A new PIN of whoever is at the desk. */
  ownPin({ pin, next }: Asked<'staff:own-pin'>): Promise<Result<StaffView>> {
    return this.next(async () => {
      const { id } = this.sitting
      if (id === null) return NOT_NOW
      const proved = await this.prove(id, pin)
      if (!proved.ok) return proved
      const hash = await this.options.hash(next)
      return this.keep(replaced(this.options.store.members, { ...proved.value, pin: hash }), id)
    })
  }

  /** A lead by the key of Recras: one that there is, or the first one anew. */
  reset(asked: Asked<'staff:reset'>): Promise<Result<StaffView>> {
    return this.next(async () => {
      const { store, tries, newId } = this.options
      const { members } = store
      let lead: StaffMember
      if ('id' in asked) {
        const member = this.find(asked.id)
        if (member?.role !== 'lead') return NOT_FOUND
        lead = member
      } else {
        // With a lead to choose, it is that one's PIN that is set; with nobody at all, nothing is lost.
        const lost = store.damaged || members.length > 0
        if (!lost || this.hasLead()) return NOT_NOW
        const { name, initials } = asked.first
        if (isTaken(initials, members, null)) return refused('initials', 'taken')
        lead = { id: newId(), name, initials, role: 'lead' }
      }
      const proved = await this.proveKey(asked.key)
      if (!proved.ok) return proved
      const pin = await this.options.hash('id' in asked ? asked.pin : asked.first.pin)
      const others = members.filter((one) => one.id !== lead.id)
      const kept = await this.keep([...others, { ...lead, pin }], lead.id)
      if (!kept.ok) return kept
      await tries.proved(lead.id)
      return ok(this.begin(lead.id))
    })
  }

  /** One try at a PIN: counted on the disk before it is compared. */
  private async prove(id: string, pin: string): Promise<Result<KeptMember>> {
    const { tries, log, told } = this.options
    const member = this.find(id)
    if (!member) return NOT_FOUND
    const taken = await tries.take(id)
    if (!taken.ok) return taken
    const { allowed, waitMs, left } = taken.value
    if (allowed && (await isPin(pin, member.pin)) && this.find(id)?.pin === member.pin) {
      await tries.proved(id)
      return ok(member)
    }
    if (allowed) {
      log.warn('wrong-pin')
      told({ kind: 'wrong-pin', by: null, detail: member.initials })
    }
    this.announce()
    return fail({ kind: 'wrong-proof', waitMs, left })
  }

  private async proveKey(given: string): Promise<Result<null>> {
    const { keyTries, key, log } = this.options
    const wanted = key()
    if (wanted === null) return NOT_NOW
    const taken = await keyTries.take(KEY)
    if (!taken.ok) return taken
    const { allowed, waitMs, left } = taken.value
    if (allowed && isSame(given.trim(), wanted)) {
      await keyTries.proved(KEY)
      return ok(null)
    }
    if (allowed) log.warn('wrong-key-for-reset')
    return fail({ kind: 'wrong-proof', waitMs, left })
  }

  private async keep(
    members: readonly KeptMember[],
    about: string,
    by = this.actor(),
  ): Promise<Result<StaffView>> {
    const initials = (list: readonly KeptMember[]): string | undefined =>
      list.find((one) => one.id === about)?.initials
    const detail = initials(members) ?? initials(this.options.store.members) ?? null
    const kept = await this.options.store.replace(members)
    if (!kept.ok) return kept
    this.options.told({ kind: 'staff-changed', by, detail })
    return ok(this.announce())
  }

  private announce(): StaffView {
    const view = this.view()
    this.options.changed(view)
    return view
  }

  private find(id: string | null): KeptMember | undefined {
    return this.options.store.members.find((one) => one.id === id)
  }

  private actorOf(id: string | null): Actor | null {
    const member = this.find(id)
    return member ? actorOf(member) : null
  }

  private next<T>(run: () => Promise<T>): Promise<T> {
    const done = this.last.then(run)
    this.last = done.catch(() => undefined)
    return done
  }
}

const seen = ({ id, name, initials, role }: KeptMember): StaffMember => ({
  id,
  name,
  initials,
  role,
})
const actorOf = ({ id, initials }: KeptMember): Actor => ({ id, initials })

const replaced = (members: readonly KeptMember[], next: KeptMember): KeptMember[] =>
  members.map((one) => (one.id === next.id ? next : one))

const refused = (field: string, code: string): { ok: false; error: AppError } =>
  fail({ kind: 'invalid', fields: [{ field, message: code, code }] })

/** In a time that says nothing about where they differ, nor how long either is. */
const isSame = (a: string, b: string): boolean => {
  const digest = (text: string): Buffer => createHash('sha256').update(text).digest()
  return timingSafeEqual(digest(a), digest(b))
}
