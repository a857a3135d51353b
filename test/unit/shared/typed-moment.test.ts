import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  readDay,
  readMoment,
  readTime,
  showTyped,
} from '../../../src/shared/domain/typed-moment.ts'

const TODAY = '2026-11-21'

describe('a day that is typed', () => {
  it.each([
    ['13-6', '2026-06-13'],
    ['13-06-2025', '2025-06-13'],
    ['13.6.27', '2027-06-13'],
    ['13/06/2026', '2026-06-13'],
    ['13 6 2026', '2026-06-13'],
    ['13062026', '2026-06-13'],
    ['2026-06-13', '2026-06-13'],
  ])('%s', (typed, day) => expect(readDay(typed, TODAY)).toBe(day))

  it.each(['31-2', '0-1', 'morgen', '', '6-13-2026', '1-1-1-1'])('%s is none', (typed) =>
    expect(readDay(typed, TODAY)).toBeNull(),
  )
})

describe('a time that is typed', () => {
  it.each([
    ['14:15', '14:15'],
    ['9.05', '09:05'],
    ['1415', '14:15'],
    ['14', '14:00'],
  ])('%s', (typed, time) => expect(readTime(typed)).toBe(time))

  it.each(['24:00', '12:60', '1:2:3:4', 'noon', ''])('%s is none', (typed) =>
    expect(readTime(typed)).toBeNull(),
  )
})

describe('a moment that is typed', () => {
  it.each([
    ['13-6 14:15', '2026-06-13T14:15'],
    ['13-06-2026, 9.30', '2026-06-13T09:30'],
    ['2026-06-13T14:15', '2026-06-13T14:15'],
    ['2026-06-13 1415', '2026-06-13T14:15'],
  ])('%s', (typed, moment) => expect(readMoment(typed, TODAY)).toBe(moment))

  it.each(['13-6', '14:15', 'morgen 14:15'])('%s is none', (typed) =>
    expect(readMoment(typed, TODAY)).toBeNull(),
  )
})

it('what is shown is read as the same again, in every language', () => {
  fc.assert(
    fc.property(
      fc.date({ min: new Date('2000-01-01'), max: new Date('2099-12-31'), noInvalidDate: true }),
      fc.constantFrom('nl', 'en', 'de'),
      (date, language) => {
        const iso = date.toISOString()
        const [day, moment] = [iso.slice(0, 10), iso.slice(0, 16)]
        expect(readDay(showTyped(day, language), TODAY)).toBe(day)
        expect(readMoment(showTyped(moment, language), TODAY)).toBe(moment)
      },
    ),
  )
})
