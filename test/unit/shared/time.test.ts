import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  addDays,
  dayOf,
  instantOf,
  isDay,
  isZone,
  periodOfDay,
  startOfDay,
  wallTime,
} from '../../../src/shared/domain/time.ts'

const ZONE = 'Europe/Amsterdam'
const HOUR = 3_600_000

/** The wall clock as the platform itself shows it. */
function byIntl(at: number, zone: string): string {
  return new Intl.DateTimeFormat('sv-SE', {
    timeZone: zone,
    dateStyle: 'short',
    timeStyle: 'medium',
  }).format(at)
}

const ZONES = [
  ZONE,
  'UTC',
  'Europe/London',
  'America/New_York',
  'America/Santiago',
  'America/Havana',
  'Asia/Beirut',
  'Asia/Kathmandu',
  'Australia/Lord_Howe',
  'Pacific/Kiritimati',
]
const zones = fc.constantFrom(...ZONES)
const instants = fc
  .integer({
    min: Date.parse('2020-01-01T00:00:00Z') / 1000,
    max: Date.parse('2035-01-01T00:00:00Z') / 1000,
  })
  .map((seconds) => seconds * 1000)

describe('a day of the venue', () => {
  it.each([
    ['2026-06-13', '2026-06-13T00:00:00+02:00/2026-06-14T00:00:00+02:00', 24],
    ['2026-03-28', '2026-03-28T00:00:00+01:00/2026-03-29T00:00:00+01:00', 24],
    ['2026-03-29', '2026-03-29T00:00:00+01:00/2026-03-30T00:00:00+02:00', 23],
    ['2026-03-30', '2026-03-30T00:00:00+02:00/2026-03-31T00:00:00+02:00', 24],
    ['2026-10-25', '2026-10-25T00:00:00+02:00/2026-10-26T00:00:00+01:00', 25],
    ['2026-12-31', '2026-12-31T00:00:00+01:00/2027-01-01T00:00:00+01:00', 24],
  ])('%s is the period %s of %i hours', (day, period, hours) => {
    expect(periodOfDay(day, ZONE)).toBe(period)
    expect(startOfDay(addDays(day, 1), ZONE) - startOfDay(day, ZONE)).toBe(hours * HOUR)
  })

  it('begins when the clock says so, in any zone', () => {
    fc.assert(
      fc.property(instants, zones, (at, zone) => {
        const day = byIntl(at, zone).slice(0, 10)
        const start = startOfDay(day, zone)
        expect(byIntl(start, zone).slice(0, 10)).toBe(day)
        expect(byIntl(start - 1000, zone).slice(0, 10) < day).toBe(true)
      }),
      { numRuns: 500 },
    )
  })

  it('begins at one o’clock where the clock is put forward at midnight', () => {
    expect(wallTime(startOfDay('2026-09-06', 'America/Santiago'), 'America/Santiago')).toBe(
      '2026-09-06T01:00:00-03:00',
    )
  })

  it('is the one that the platform shows', () => {
    fc.assert(
      fc.property(instants, zones, (at, zone) => {
        expect(dayOf(at, zone)).toBe(byIntl(at, zone).slice(0, 10))
      }),
      { numRuns: 500 },
    )
  })
})

describe('wall time', () => {
  it('is what the platform shows, and leads back to the instant', () => {
    fc.assert(
      fc.property(instants, zones, (at, zone) => {
        const text = wallTime(at, zone)
        expect(text.slice(0, 19).replace('T', ' ')).toBe(byIntl(at, zone))
        expect(instantOf(text)).toBe(at)
      }),
      { numRuns: 500 },
    )
  })

  it('tells the hour that comes twice apart by its offset', () => {
    const first = Date.parse('2026-10-25T00:30:00Z')
    expect(wallTime(first, ZONE)).toBe('2026-10-25T02:30:00+02:00')
    expect(wallTime(first + HOUR, ZONE)).toBe('2026-10-25T02:30:00+01:00')
  })
})

describe('dates that are not dates', () => {
  it.each([
    ...['gisteren', '', '2026-06-13', '2026-06-13T14:00:00', '14:00', '2026-99-99T10:00:00Z'],
    ...['2026-02-30T10:00:00+01:00', '0000-00-00T00:00:00+00:00', '0001-01-01T00:00:00Z'],
    ...['9999-12-31T23:59:59Z', '2026-06-13T25:00:00Z', '+012026-06-13T10:00:00Z'],
  ])('%s is no instant', (text) => {
    expect(instantOf(text)).toBeNull()
  })

  it('null and undefined are none either', () => {
    expect([instantOf(null), instantOf(undefined)]).toEqual([null, null])
  })

  it('compares instants however they are written', () => {
    const at = Date.parse('2026-06-13T12:00:00Z')
    for (const text of [
      '2026-06-13T12:00:00Z',
      '2026-06-13T14:00:00+02:00',
      '2026-06-13T14:00+0200',
    ])
      expect(instantOf(text)).toBe(at)
  })

  it.each(['2026-02-29', '2026-6-1', '2026-13-01', 'vandaag', ''])('%s is no day', (text) => {
    expect(isDay(text)).toBe(false)
  })

  it('knows the days of the calendar as the platform does', () => {
    const two = (to: number) => fc.integer({ min: 0, max: to }).map((n) => `${n}`.padStart(2, '0'))
    const years = fc.integer({ min: 0, max: 9999 }).map((year) => `${year}`.padStart(4, '0'))
    fc.assert(
      fc.property(years, two(14), two(33), (year, month, day) => {
        const text = `${year}-${month}-${day}`
        const at = Date.parse(`${text}T00:00:00Z`)
        const exists = !Number.isNaN(at) && new Date(at).toISOString().startsWith(text)
        expect(isDay(text)).toBe(exists)
      }),
    )
    for (const year of ['1900', '2000', '2026', '2028'])
      expect(isDay(`${year}-02-29`)).toBe(year === '2000' || year === '2028')
  })

  it('knows days and zones that exist', () => {
    expect([isDay('2028-02-29'), isZone(ZONE), isZone('Europe/Doetinchem')]).toEqual([
      true,
      true,
      false,
    ])
  })
})
