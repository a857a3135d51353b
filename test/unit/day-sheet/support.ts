import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import {
  planSheet,
  sheetHead,
  sheetRow,
  type DaySheet,
  type SheetEntry,
  type SheetFacts,
  type SheetWords,
} from '../../../src/shared/domain/day-sheet.ts'
import { deedsOf } from '../../../src/shared/domain/day-sheet-deeds.ts'
import { display, type ShownEntry } from '../../../src/shared/domain/displayed.ts'
import { toRow } from '../../../src/shared/domain/booking-row.ts'
import { wallTime } from '../../../src/shared/domain/time.ts'
import type { LocalMark } from '../../../src/shared/outbox/mark.ts'
import type { OutboxView } from '../../../src/shared/outbox/entry.ts'
import { bookingSchema, type Booking } from '../../../src/shared/recras/schemas.ts'

export const ZONE = 'Europe/Amsterdam'
export const DAY = '2026-11-21'

const ttf = join(
  dirname(createRequire(import.meta.url).resolve('dejavu-fonts-ttf/package.json')),
  'ttf',
)
export const FONT_FILES = {
  regular: join(ttf, 'DejaVuSansCondensed.ttf'),
  bold: join(ttf, 'DejaVuSansCondensed-Bold.ttf'),
}
export const fonts = () => ({
  regular: readFileSync(FONT_FILES.regular),
  bold: readFileSync(FONT_FILES.bold),
})

/** Words as the page gives them in Dutch, as far as a test needs them. */
export const WORDS: SheetWords = {
  time: (at) => wallTime(at, ZONE).slice(11, 16),
  dayShort: (day) => day.slice(5),
  dayLong: (day) => `Dag ${day}`,
  status: (status) => status.charAt(0).toUpperCase() + status.slice(1),
  sync: (sync) => sync,
  number: String,
  name: (row) => row.name ?? `Boeking ${row.referentie}`,
  place: (id) => `plaats ${id}`,
  activity: (product) => (product === null ? 'onbekend' : `activiteit ${product}`),
  open: (euros) => `€ ${euros.toFixed(2)} open`,
  count: (bookings, people) => `${bookings} boekingen, ${people} personen`,
  totals: (bookings, people, cancelled) =>
    `${bookings} boekingen, ${people} personen, ${cancelled} geannuleerd`,
  standing: (moment) => `Stand van ${moment}`,
  outage: (moment) => `Storing sinds ${moment}`,
  made: (moment, desk) => `gemaakt ${moment} aan ${desk}`,
  unreadable: (count) => `${count} onleesbaar`,
  deed: ({ what, by, state }, moment) =>
    `${moment} ${what}${by ? ` (${by.initials})` : ''}${state === 'done' ? '' : `, ${state}`}`,
  arrived: (arrived, people) => `${arrived} van ${people ?? '?'} hier`,
  fixed: {
    untimed: 'Zonder tijd',
    cancelled: 'Geannuleerd',
    unsent: 'nieuw',
    noShow: 'Niet gekomen',
    personal: 'Persoonlijk',
    who: 'Wie',
    people: 'Pers.',
    programme: 'Programma',
    status: 'Status en gedaan',
    write: 'Opschrijven',
    continued: 'vervolg',
    page: 'pagina {page} van {pages}',
    empty: 'Geen boekingen',
  },
}

export const FACTS: SheetFacts = {
  day: DAY,
  zone: ZONE,
  language: 'nl',
  names: { locaties: {}, producten: { 7: 'Klimmen' } },
  madeAt: Date.parse(`${DAY}T10:50:00+01:00`),
  syncedAt: `${DAY}T09:42:00.000Z`,
  unreadable: 0,
  outageSince: null,
  venue: 'Klimbos De Hoge Eik',
  desk: 'Balie 1',
  contacts: false,
}

export type Journal = Pick<OutboxView, 'entries' | 'records' | 'history' | 'recordHistory'>
export const NO_JOURNAL: Journal = { entries: [], records: [], history: [], recordHistory: [] }

/** A line as Recras sends it; winter time. */
export const line = (begin: string, end: string, more: Record<string, unknown> = {}) => ({
  id: 1,
  locatie_id: 1,
  product_id: 7,
  aantal: 4,
  begin: `${DAY}T${begin}:00+01:00`,
  eind: `${DAY}T${end}:00+01:00`,
  ...more,
})

export const booking = (fields: Record<string, unknown> = {}): Booking =>
  bookingSchema.parse({
    id: 1,
    referentie: '17-4',
    klant_id: 17,
    datum: DAY,
    status: 'definitief',
    personen: 4,
    boekingsregels: [line('14:00', '16:00')],
    Klant: { id: 17, displaynaam: 'Gemeente Appingedam' },
    ...fields,
  })

/** The sheet of bookings as they came from Recras. */
export function sheetOf(
  bookings: readonly Booking[],
  more: Partial<SheetFacts> = {},
  { journal = NO_JOURNAL, marks = [] }: { journal?: Journal; marks?: readonly LocalMark[] } = {},
): DaySheet {
  const facts = { ...FACTS, ...more }
  const deeds = deedsOf(journal)
  const entries: SheetEntry[] = bookings.flatMap((one) => {
    const row = toRow(one, 'h', ZONE)
    const span = row.spans.find(({ day }) => day === facts.day)
    return span ? [{ row, span, shown: display(row, journal.entries as ShownEntry[], {}) }] : []
  })
  const planned = planSheet(entries, WORDS, facts)
  const byId = new Map(bookings.map((one) => [one.id, one]))
  return {
    head: sheetHead(planned, facts, WORDS),
    rows: planned.map((entry) =>
      sheetRow(
        entry,
        byId.get(entry.row.id) ?? null,
        {
          deeds: deeds.get(entry.row.id) ?? [],
          mark: marks.find(({ bookingId }) => bookingId === entry.row.id) ?? null,
        },
        facts,
        WORDS,
      ),
    ),
  }
}
