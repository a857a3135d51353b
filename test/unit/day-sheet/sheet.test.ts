import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { toRow } from '../../../src/shared/domain/booking-row.ts'
import { deedsOf } from '../../../src/shared/domain/day-sheet-deeds.ts'
import { readSheet, sheetText } from '../../../src/shared/domain/day-sheet-text.ts'
import { bookings, MAIL, PHONE } from './arbitrary.ts'
import { booking, DAY, line, NO_JOURNAL, sheetOf, ZONE, type Journal } from './support.ts'

const at = (time: string): string => `${DAY}T${time}:00.000Z`
const by = { id: 'a', initials: 'MV' }
const settled = (
  bookingId: number,
  time: string,
  more: object = {},
): Journal['history'][number] => ({
  id: `${bookingId}-${time}`,
  bookingId,
  referentie: `${bookingId}-1`,
  wanted: 'gaande',
  at: at(time),
  desk: 'Balie',
  by,
  outcome: 'done',
  settledAt: at(time),
  ...more,
})
const promised = (
  bookingId: number,
  time: string,
  more: object = {},
): Journal['entries'][number] => ({
  id: `${bookingId}-${time}`,
  bookingId,
  referentie: `${bookingId}-1`,
  wanted: 'voltooid',
  seen: { status: 'gaande', statusUpdatedAt: null },
  at: at(time),
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

describe('any day on paper', () => {
  it('has every booking of the day exactly once, in order of time, the cancelled last', () => {
    fc.assert(
      fc.property(bookings, (all) => {
        const { rows } = sheetOf(all)
        const expected = all.filter((one) => toRow(one, '', ZONE).days.includes(DAY))
        expect(rows.map(({ id }) => id).sort()).toEqual(expected.map(({ id }) => id).sort())
        const rank = (row: (typeof rows)[number]): [number, number] => [
          ['timed', 'untimed', 'cancelled'].indexOf(row.group),
          row.begin === null ? Infinity : Date.parse(row.begin),
        ]
        for (const [index, row] of rows.entries()) {
          const before = rows[index - 1]
          if (!before) continue
          const [group, start] = rank(row)
          const [groupBefore, startBefore] = rank(before)
          expect(groupBefore < group || (groupBefore === group && startBefore <= start)).toBe(true)
        }
        for (const row of rows) expect(row.group === 'cancelled').toBe(row.status === 'geannuleerd')
      }),
      { numRuns: 300 },
    )
  })

  it('names each start time once, above the bookings that it counts', () => {
    fc.assert(
      fc.property(bookings, (all) => {
        const { rows } = sheetOf(all)
        expect(rows.length === 0 || rows[0]?.heading !== null).toBe(true)
        const times = rows.flatMap(({ heading }) => (heading ? [heading.time] : []))
        expect(new Set(times).size).toBe(times.length)
        let open: { told: string; count: number } | null = null
        for (const row of [...rows, null]) {
          if (row === null || row.heading) {
            if (open) expect(open.told).toMatch(new RegExp(`^${open.count} boekingen`))
            open = row?.heading ? { told: row.heading.told, count: 0 } : null
          }
          if (open) open.count++
        }
      }),
    )
  })

  it('has no phone number and no e-mail unless that is switched on', () => {
    fc.assert(
      fc.property(bookings, (all) => {
        const without = sheetText(sheetOf(all))
        expect(without).not.toContain(PHONE)
        expect(without).not.toContain(MAIL)
      }),
    )
    const one = booking({ Klant: { id: 1, Hoofdcontact: { telefoon1: PHONE, email1: MAIL } } })
    const { head, rows } = sheetOf([one], { contacts: true })
    expect(rows[0]).toMatchObject({ phones: [PHONE], emails: [MAIL] })
    expect(head.warnings).toContain('Persoonlijk')
  })

  it('crosses as text and comes out the same', () => {
    fc.assert(
      fc.property(bookings, (all) => {
        const sheet = sheetOf(all, { contacts: true })
        // Half a character has no way over: it becomes the mark of one.
        expect(readSheet(sheetText(sheet))).toEqual(JSON.parse(JSON.stringify(sheet)))
      }),
    )
  })
})

describe('what is no sheet', () => {
  it.each([
    ['nothing', ''],
    ['rubbish', '{"version":1}'],
    ['another version', sheetText(sheetOf([])).replace('"version":1', '"version":2')],
    ['a day that is none', sheetText(sheetOf([])).replace(`"day":"${DAY}"`, '"day":"../../etc"')],
    ['half a row', `${sheetText(sheetOf([booking()])).slice(0, -20)}`],
  ])('%s', (_what, text) => expect(readSheet(text)).toBeNull())
})

describe('a booking on the sheet', () => {
  const rowOf = (fields: object, known: Parameters<typeof sheetOf>[2] = {}) =>
    sheetOf([booking(fields as Record<string, unknown>)], {}, known).rows[0]

  it('says what happens when and where, on that day only', () => {
    const row = rowOf({
      boekingsregels: [
        line('16:00', '18:00', { product_id: null, beschrijving: 'Buffet', opmerking: 'vegan' }),
        line('14:00', '16:00'),
        { ...line('10:00', '11:00'), begin: '2026-11-22T10:00:00+01:00', eind: null },
        { ...line('10:00', '11:00'), begin: 'onzin', product_id: null },
      ],
    })
    expect(row?.lines).toEqual([
      { time: '14:00–16:00', what: 'Klimmen', place: 'plaats 1', remark: '' },
      { time: '16:00–18:00', what: 'Buffet', place: 'plaats 1', remark: 'vegan' },
      { time: '', what: 'onbekend', place: 'plaats 1', remark: '' },
    ])
  })

  it('that stays over night is there on both days, with its own day said', () => {
    const night = line('20:00', '09:00', {
      begin: '2026-11-20T20:00:00+01:00',
      eind: `${DAY}T09:00:00+01:00`,
    })
    expect(rowOf({ boekingsregels: [night] })?.lines[0]?.time).toBe('11-20 20:00–09:00')
    const before = sheetOf([booking({ boekingsregels: [night] })], { day: '2026-11-20' }).rows[0]
    expect(before?.lines[0]?.time).toBe('20:00–09:00')
  })

  it('tells what this desk did, in order, and by whom', () => {
    const journal: Journal = {
      ...NO_JOURNAL,
      entries: [promised(1, '13:00')],
      history: [
        settled(1, '12:30', { outcome: 'undone' }),
        settled(1, '12:00'),
        settled(2, '11:00'),
      ],
    }
    const row = rowOf({}, { journal })
    expect(row?.deeds).toEqual([
      '13:00 gaande (MV)',
      '13:30 gaande (MV), undone',
      '14:00 voltooid, waiting',
    ])
    expect(row).toMatchObject({ status: 'voltooid', sync: 'waiting', syncTold: '' })
  })

  it('tells who made or changed it here', () => {
    const record = {
      id: 'r',
      kind: 'booking-edit' as const,
      localId: 7,
      at: at('09:00'),
      desk: '',
      by,
      cameIn: [],
      existed: false,
      settledAt: at('09:01'),
      outcome: 'done' as const,
      resultId: 7,
    }
    const created = {
      ...record,
      id: 's',
      kind: 'booking-create' as const,
      localId: -1,
      resultId: 8,
    }
    const deeds = deedsOf({ ...NO_JOURNAL, recordHistory: [record, created] })
    expect(deeds.get(7)).toEqual([{ at: at('09:00'), what: 'changed', by, state: 'done' }])
    expect(deeds.get(8)).toEqual([{ at: at('09:00'), what: 'made', by, state: 'done' }])
    expect(deeds.has(-1)).toBe(false)
  })

  it('tells what only this desk knows', () => {
    const mark = {
      bookingId: 1,
      day: DAY,
      referentie: '17-4',
      arrived: 12,
      noShow: true,
      note: 'wacht bij de poort',
      at: at('12:00'),
      by,
      desk: 'Balie',
    }
    expect(rowOf({ personen: 15 }, { marks: [mark] })).toMatchObject({
      marks: ['12 van 15 hier', 'Niet gekomen'],
      deskNote: 'wacht bij de poort',
      arrived: 12,
      noShow: true,
    })
  })

  it('is there by its date alone when it has no lines', () => {
    expect(rowOf({ boekingsregels: [] })).toMatchObject({
      group: 'untimed',
      lines: [],
      heading: { time: 'Zonder tijd' },
    })
  })
})

describe('the head of a sheet', () => {
  it('says how old it is, and since when there is no line', () => {
    const { head } = sheetOf([booking()], { outageSince: at('09:44'), unreadable: 2 })
    expect(head).toMatchObject({
      standing: 'Stand van 10:42',
      made: 'gemaakt 10:50 aan Balie 1',
      totals: '1 boekingen, 4 personen, 0 geannuleerd',
      warnings: ['Storing sinds 10:44', '2 onleesbaar'],
    })
  })

  it('names the day of a state that is not of today', () => {
    const { head } = sheetOf([], { syncedAt: '2026-11-20T21:00:00.000Z' })
    expect(head.standing).toBe('Stand van 11-20 22:00')
  })

  it('does not count the cancelled among those who come', () => {
    const gone = booking({ id: 2, personen: 30, status: 'geannuleerd' })
    expect(sheetOf([booking(), gone]).head.totals).toBe('1 boekingen, 4 personen, 1 geannuleerd')
  })
})
