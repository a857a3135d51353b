import { describe, expect, it } from 'vitest'
import type { Handlers } from '../../../../src/main/ipc/answer.ts'
import { guarded, NEEDS, needOf, type Need } from '../../../../src/main/ipc/gates.ts'
import { CALL_NAMES, type CallName } from '../../../../src/shared/ipc/names.ts'
import type { OutboxView } from '../../../../src/shared/outbox/entry.ts'
import { ok, type Result } from '../../../../src/shared/result.ts'
import type { StaffSession } from '../../../../src/shared/staff.ts'

const member = (role: 'desk' | 'lead'): StaffSession => ({
  state: 'unlocked',
  member: { id: 'a', name: 'Mila', initials: 'MV', role },
})
const SESSIONS = {
  open: { state: 'open' },
  locked: { state: 'locked' },
  desk: member('desk'),
  lead: member('lead'),
} as const satisfies Record<string, StaffSession>
type Who = keyof typeof SESSIONS | 'kiosk'

/** A request for which a call needs the most, where that depends on it. */
const ASKED: Partial<Record<CallName, unknown>> = {
  'settings:change': { lockMinutes: 0 },
  'outbox:drop': { id: 'other' },
  'scans:drop': { id: 'waiting' },
}
const ACTOR = { id: 'a', initials: 'MV' }
/** As much of the outbox as counts here. */
const KNOWN = {
  actor: () => ACTOR,
  outbox: () =>
    ({
      records: [
        { id: 'own', by: ACTOR, state: 'waiting', sent: null },
        { id: 'other', by: { id: 'b', initials: 'JW' }, state: 'waiting', sent: null },
        { id: 'nobody', by: null, state: 'waiting', sent: null },
        {
          id: 'sent',
          by: ACTOR,
          state: 'waiting',
          sent: { at: '', ids: [], highestCustomer: null },
        },
        { id: 'stuck', by: ACTOR, state: 'attention', sent: null },
      ],
      parked: [
        { id: 'waiting', state: 'waiting' },
        { id: 'found', state: 'found' },
        { id: 'unknown', state: 'unknown' },
      ],
    }) as unknown as OutboxView,
}

async function ask(name: CallName, who: Who, asked: unknown = ASKED[name]) {
  const reached: CallName[] = []
  let active = 0
  const handlers = Object.fromEntries(
    CALL_NAMES.map((one) => [
      one,
      () => {
        reached.push(one)
        return ok(null)
      },
    ]),
  ) as unknown as Handlers
  const behind = guarded(handlers, {
    ...KNOWN,
    ready: Promise.resolve(),
    session: () => SESSIONS[who === 'kiosk' ? 'locked' : who],
    kiosk: () => who === 'kiosk',
    active: () => (active += 1),
  })
  const answer = await (behind[name] as (asked: unknown) => Promise<Result<unknown>>)(asked)
  expect(reached).toEqual(answer.ok ? [name] : [])
  return { said: answer.ok ? 'done' : answer.error.kind, active }
}

const EXPECTED: Record<Need, Record<Who, string>> = {
  free: { open: 'done', locked: 'done', desk: 'done', lead: 'done', kiosk: 'done' },
  person: { open: 'done', locked: 'locked', desk: 'done', lead: 'done', kiosk: 'done' },
  lead: { open: 'done', locked: 'locked', desk: 'lead-only', lead: 'done', kiosk: 'locked' },
}

describe.each(CALL_NAMES)('%s', (name) => {
  const need = needOf(name, ASKED[name], KNOWN)
  it.each(['open', 'locked', 'desk', 'lead', 'kiosk'] as const)(`needs ${need}: %s`, async (who) =>
    expect((await ask(name, who)).said).toBe(EXPECTED[need][who]),
  )
})

/*
 * Written out here once more, by what a call does rather than where it stands in the table: what is
 * missing on both sides is free, and that has to be said on purpose.
 */
describe('the table', () => {
  const needing = (need: Need): CallName[] =>
    CALL_NAMES.filter((name) => needOf(name, ASKED[name], KNOWN) === need)

  it('has what only leads may', () =>
    expect(new Set(needing('lead'))).toEqual(
      new Set<CallName>([
        'settings:change',
        'connection:test',
        'connection:save',
        'connection:forget',
        'demo:start',
        'outbox:drop',
        'outbox:acknowledge-damage',
        'scans:drop',
        'staff:add',
        'staff:change',
        'staff:remove',
        'kiosk:enter',
      ]),
    ))

  it('lets nothing change while the desk is locked, and reads no guest on demand', () => {
    const changing = CALL_NAMES.filter((name) =>
      /^(outbox|records|scans|marks|booking|bookings|customer|training|connection|daylog|drafts|sheet)/.test(
        name,
      ),
    )
    const free = changing.filter((name) => NEEDS[name] === 'free')
    expect(new Set(free)).toEqual(
      new Set<CallName>([
        'connection:get',
        'outbox:get',
        'customers:sync',
        'customers:stop',
        'bookings:stop',
        'training:get',
        'drafts:keep',
      ]),
    )
  })
})

describe('settings', () => {
  it.each([
    { language: 'de' },
    { theme: 'dark' },
    { sound: false },
    { sound: true, theme: 'light' },
  ])('%j is for whoever is at the desk', async (patch) => {
    expect((await ask('settings:change', 'desk', patch)).said).toBe('done')
    expect((await ask('settings:change', 'locked', patch)).said).toBe('locked')
  })

  it.each([{ lockMinutes: 0 }, { sound: true, kiosk: true }, { scanAction: 'open' }])(
    '%j is for a lead',
    async (patch) => {
      expect((await ask('settings:change', 'desk', patch)).said).toBe('lead-only')
      expect((await ask('settings:change', 'lead', patch)).said).toBe('done')
    },
  )
})

describe('letting go', () => {
  it.each(['other', 'nobody', 'sent', 'stuck', 'no such entry'])(
    'of what is promised is for a lead: %s',
    async (id) => expect((await ask('outbox:drop', 'desk', { id })).said).toBe('lead-only'),
  )
  it('of the own record that never went out is taking it back', async () => {
    expect((await ask('outbox:drop', 'desk', { id: 'own' })).said).toBe('done')
    expect((await ask('outbox:drop', 'locked', { id: 'own' })).said).toBe('locked')
  })
  it.each([
    ['waiting', 'lead-only'],
    ['found', 'done'],
    ['unknown', 'done'],
  ])('of a kept code that is %s: %s', async (id, said) =>
    expect((await ask('scans:drop', 'desk', { id })).said).toBe(said),
  )
})

it('only what somebody does who may do it keeps the desk unlocked', async () => {
  expect((await ask('outbox:enqueue', 'desk')).active).toBe(1)
  expect((await ask('sync:watch', 'desk')).active).toBe(0)
  expect((await ask('customer:read', 'desk')).active).toBe(0)
  expect((await ask('outbox:drop', 'desk')).active).toBe(0)
  expect((await ask('outbox:enqueue', 'locked')).active).toBe(0)
})

it('waits until it is known whether there is staff', async () => {
  const ready = Promise.withResolvers<void>()
  let session: StaffSession = SESSIONS.open
  const behind = guarded({ 'outbox:drop': () => ok(null) } as unknown as Handlers, {
    ...KNOWN,
    ready: ready.promise,
    session: () => session,
    kiosk: () => false,
    active: () => undefined,
  })
  const asked = behind['outbox:drop']({ id: 'x' })
  session = SESSIONS.locked
  ready.resolve()
  expect(await asked).toMatchObject({ error: { kind: 'locked' } })
})
