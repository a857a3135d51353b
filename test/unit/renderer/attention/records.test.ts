import { describe, expect, it } from 'vitest'
import {
  formOfRecord,
  movesOf,
  nextTryOf,
  pageOf,
  resolved,
  subjectOf,
} from '../../../../src/renderer/src/features/attention/records.ts'
import messages from '../../../../src/renderer/src/features/attention/messages.ts'
import { missingIn } from '../messages.ts'
import { creating, record } from '../create/records.ts'

const customer = (naam: string | null) => ({
  kind: 'customer-create' as const,
  body: {
    naam,
    contactpersonen: [{ hoofdcontact: true, voornaam: 'Marieke', achternaam: 'Witteveen' }],
  },
})
const edit = {
  kind: 'booking-edit' as const,
  bookingId: 75,
  referentie: '49-2',
  base: { personen: 54, bijzonderheden: null, arrangement: 'Klimmen' },
  changes: { personen: 56, bijzonderheden: 'Taart' },
}

it('a record is called after whom it is for', () => {
  expect(subjectOf(creating())).toBe('Gemeente Appingedam')
  expect(subjectOf(customer('De Buren'))).toBe('De Buren')
  expect(subjectOf(customer(null))).toBe('Marieke Witteveen')
  expect(subjectOf(null)).toBeNull()
})

it('a record is opened where it is shown, and changed in its own form', () => {
  const making = record(creating(), { id: 'a b', localId: -3 })
  expect(pageOf(making)).toBe('/boekingen/-3')
  expect(formOfRecord(making)).toBe('/boekingen/nieuw?entry=a%20b')
  expect(pageOf(record(edit))).toBe('/boekingen/75')
  expect(pageOf(record(customer('De Buren')))).toBe('/klanten/-1')
})

it('what can be decided follows from why it needs a person', () => {
  const moves = (fields: Parameters<typeof record>[1]) => movesOf(record(creating(), fields))
  const error = { kind: 'forbidden' as const }
  expect(moves({ reason: { kind: 'refused', error } })).toEqual({ change: true, retry: true })
  expect(moves({ reason: { kind: 'customer-gone' } })).toEqual({ change: true, retry: false })
  expect(moves({ reason: { kind: 'doubtful' } })).toEqual({ change: false, retry: false })
  expect(moves({ reason: { kind: 'unreadable' }, content: null })).toEqual({
    change: false,
    retry: true,
  })
})

it('says when it is tried', () => {
  const now = 1_000_000
  const next = (fields: Parameters<typeof record>[1], status: 'online' | 'offline' = 'online') =>
    nextTryOf(record(creating(), fields), status, now)
  expect(next({})).toEqual({ kind: 'now' })
  expect(next({ nextTryAt: now + 2500 })).toEqual({ kind: 'in', seconds: 3 })
  expect(next({}, 'offline')).toEqual({ kind: 'line' })
  expect(next({ waitsFor: 'r1', nextTryAt: now + 2500 })).toEqual({ kind: 'customer' })
})

describe('a change that somebody else made too', () => {
  const conflicts = [
    { field: 'personen', base: 54, mine: 56, theirs: 52 },
    { field: 'bijzonderheden', base: null, mine: 'Taart', theirs: 'Feest' },
  ]

  it('keeps what was chosen of mine, on top of theirs', () => {
    expect(resolved(edit, conflicts, { personen: 'mine', bijzonderheden: 'theirs' })).toEqual({
      ...edit,
      base: { personen: 52, bijzonderheden: 'Feest', arrangement: 'Klimmen' },
      changes: { personen: 56 },
    })
  })

  it('is nothing any more when all of it is theirs', () => {
    expect(resolved(edit, conflicts, { personen: 'theirs', bijzonderheden: 'theirs' })).toBeNull()
  })
})

it('has words for every kind and every reason', () => {
  const kinds = ['booking-create', 'booking-edit', 'customer-create', 'customer-edit']
  const keys = [
    ...kinds.flatMap((kind) => [kind, `nameless.${kind}`, `forbidden.${kind}`]),
    ...['doubtful', 'changed', 'customer-gone', 'unreadable'].map((reason) => `why.${reason}`),
  ]
  for (const key of keys) expect(missingIn(messages, `record.${key}`)).toEqual([])
})
