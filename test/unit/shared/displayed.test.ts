import { describe, expect, it } from 'vitest'
import { toRow } from '../../../src/shared/domain/booking-row.ts'
import { display, isCaughtUp, type ShownEntry } from '../../../src/shared/domain/displayed.ts'
import { bookingSchema } from '../../../src/shared/recras/schemas.ts'

const SINCE = '2026-06-13T09:00:00+02:00'
const POST = { href: '/api2/boekingen/75/set_status/gaande', method: 'POST' }

const row = (status: string, updated = SINCE) =>
  toRow(
    bookingSchema.parse({
      id: 75,
      referentie: '49-2',
      status,
      status_updated_at: updated,
      _links: { 'recras:booking:set_status:ongoing': POST },
    }),
    'hash',
    'Europe/Amsterdam',
  )

const entry = (more: Partial<ShownEntry> = {}): ShownEntry => ({
  id: 'one',
  bookingId: 75,
  referentie: '49-2',
  wanted: 'gaande',
  seen: { status: 'definitief', statusUpdatedAt: SINCE },
  at: '2026-06-13T12:00:00.000Z',
  serverOffsetMs: null,
  desk: 'Balie',
  by: null,
  state: 'waiting',
  sent: false,
  attempts: 0,
  lastError: null,
  nextTryAt: null,
  reason: null,
  server: null,
  ...more,
})

describe('what the desk sees of a booking', () => {
  it('is the cached state, with the moves of its links, when nothing waits', () => {
    expect(display(row('definitief'), [], {})).toEqual({
      status: 'definitief',
      sync: 'done',
      actions: ['ongoing'],
      since: null,
    })
  })

  it('is the wanted status while a move waits, with the way back and what was learned for it', () => {
    const shown = display(row('definitief'), [entry()], { gaande: ['finished', 'confirmed'] })
    expect(shown).toMatchObject({ status: 'gaande', sync: 'waiting' })
    expect(shown.actions.toSorted()).toEqual(['confirmed', 'finished'])
    expect(display(row('definitief'), [entry()], {}).actions).toEqual(['confirmed'])
  })

  it('follows the last of several, in the order in which they were promised', () => {
    const second = entry({
      id: 'two',
      wanted: 'voltooid',
      seen: { status: 'gaande', statusUpdatedAt: SINCE },
    })
    expect(display(row('definitief'), [entry(), second], {})).toMatchObject({
      status: 'voltooid',
      actions: ['ongoing'],
    })
  })

  it('shows what Recras has when the move needs a person, and marks it', () => {
    const parked = entry({ state: 'attention', reason: { kind: 'not-offered' } })
    expect(display(row('geannuleerd'), [parked], {})).toMatchObject({
      status: 'geannuleerd',
      sync: 'attention',
    })
  })

  it('does not fall back to the old state between Recras having it and the cache having it', () => {
    const delivered = entry({ delivered: true })
    expect(display(row('definitief'), [delivered], {})).toMatchObject({
      status: 'gaande',
      sync: 'done',
    })
    // As soon as the cache was written, the cache speaks: also when somebody moved it on meanwhile.
    const later = '2026-06-13T14:10:00+02:00'
    expect(display(row('voltooid', later), [delivered], {})).toMatchObject({
      status: 'voltooid',
      sync: 'done',
    })
    expect(isCaughtUp(row('gaande', later), delivered)).toBe(true)
    expect(isCaughtUp(row('definitief'), delivered)).toBe(false)
  })

  it('minds only entries of its own booking', () => {
    expect(display(row('definitief'), [entry({ bookingId: 76 })], {}).status).toBe('definitief')
  })
})
