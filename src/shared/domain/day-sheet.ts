import type { Booking, BookingLine } from '../recras/schemas.ts'
import type { Names } from '../ipc/contract.ts'
import type { LocalMark } from '../outbox/mark.ts'
import type { BookingRow, DaySpan } from './booking-row.ts'
import type { SheetDeed } from './day-sheet-deeds.ts'
import type { Displayed, SyncState } from './displayed.ts'
import { dayOf, instantOf } from './time.ts'

/*
 * The day on paper: what a venue works from when everything else is down. Made of what the cache and
 * the journal have, with all of its words put in, so that whoever draws it (page, PDF, table) needs
 * neither the cache nor a language. Made row by row, as a day may have ten thousand.
 */

export type SheetGroup = 'timed' | 'untimed' | 'cancelled'

/** One activity on the day. */
export interface SheetLine {
  /** `14:00–15:30`; with its day where that is another one. Empty when Recras sent no time. */
  time: string
  what: string
  /** Empty without one. */
  place: string
  remark: string
}

/** One booking. What is read stands beside what it says, for the table. */
export interface SheetRow {
  id: number
  group: SheetGroup
  /** Stands above the first row of each start time. */
  heading: { time: string; told: string } | null
  /** First begin and last end on the day, ISO 8601 UTC. */
  begin: string | null
  end: string | null
  referentie: string
  name: string
  /** The customer has no name (any more); `name` then says which booking it is. */
  nameless: boolean
  people: number | null
  peopleTold: string
  arrangement: string
  /** Recras' word, as the desk shows it. */
  status: string
  statusTold: string
  sync: SyncState
  /** Empty when it is done at Recras, and when what this desk did says it already. */
  syncTold: string
  lines: SheetLine[]
  /** What this desk did, in order. */
  deeds: string[]
  /** What only this desk knows: `12 van 15 hier`, that nobody came. */
  marks: string[]
  arrived: number | null
  noShow: boolean
  deskNote: string
  /** What the desk must know when the group stands there. */
  note: string
  /** Euros. */
  open: number | null
  openTold: string
  /** Only on a sheet with contacts. */
  phones: string[]
  emails: string[]
}

/** What stands at the top of every page, and the words of the columns. */
export interface SheetHead {
  version: 1
  day: string
  language: string
  /** The venue's time zone. */
  zone: string
  /** ISO 8601 UTC. */
  madeAt: string
  /** When the day was last read at Recras, ISO 8601 UTC. */
  syncedAt: string
  /** Phone numbers and e-mail stand on it. */
  contacts: boolean
  venue: string
  title: string
  totals: string
  /** `Stand van 10:42`: how old the data is. */
  standing: string
  made: string
  /** What the reader must know first: an outage, what could not be read, that it is personal. */
  warnings: string[]
  words: SheetHeadWords
}

export interface SheetHeadWords {
  who: string
  people: string
  programme: string
  status: string
  write: string
  /** A group that goes on on the next page. */
  continued: string
  /** With `{page}` and `{pages}`. */
  page: string
  empty: string
}

export interface DaySheet {
  head: SheetHead
  rows: SheetRow[]
}

/** A booking of the day, without its content. */
export interface SheetEntry {
  row: BookingRow
  span: DaySpan
  shown: Displayed
}

/** An entry in its place. */
export interface PlannedEntry extends SheetEntry {
  group: SheetGroup
  heading: SheetRow['heading']
}

/** How the sheet speaks: the page's language and its formats. */
export interface SheetWords {
  /** 14:08; epoch ms. */
  time(at: number): string
  /** 20 november */
  dayShort(day: string): string
  /** Zaterdag 21 november 2026 */
  dayLong(day: string): string
  status(status: string): string
  sync(sync: SyncState): string
  number(value: number): string
  name(row: BookingRow): string
  place(id: number): string
  /** An activity that has neither a name nor words. */
  activity(product: number | null): string
  open(euros: number): string
  /** 3 boekingen, 45 personen */
  count(bookings: number, people: number): string
  totals(bookings: number, people: number, cancelled: number): string
  standing(moment: string): string
  outage(moment: string): string
  made(moment: string, desk: string): string
  unreadable(count: number): string
  deed(deed: SheetDeed, moment: string): string
  arrived(arrived: number, people: number | null): string
  fixed: {
    untimed: string
    cancelled: string
    /** A booking that Recras does not have yet. */
    unsent: string
    noShow: string
    personal: string
  } & SheetHeadWords
}

/** What is known when a sheet is made. */
export interface SheetFacts {
  day: string
  zone: string
  language: string
  names: Names
  /** Epoch ms. */
  madeAt: number
  /** ISO. */
  syncedAt: string
  unreadable: number
  /** Since when Recras is not reached, ISO; `null` when it is. */
  outageSince: string | null
  venue: string
  desk: string
  contacts: boolean
}

const START_LAST = Number.MAX_SAFE_INTEGER
const CANCELLED = 'geannuleerd'

/** The entries in the order of the sheet: by start, those without a time after them, cancelled ones last. */
export function planSheet(
  entries: readonly SheetEntry[],
  words: SheetWords,
  { day, zone }: Pick<SheetFacts, 'day' | 'zone'>,
): PlannedEntry[] {
  const placed = entries.map((entry) => ({ ...entry, group: groupOf(entry) }))
  placed.sort(
    (a, b) =>
      GROUPS.indexOf(a.group) - GROUPS.indexOf(b.group) ||
      (a.span.start ?? START_LAST) - (b.span.start ?? START_LAST) ||
      a.row.id - b.row.id,
  )
  // Many begin together, and a moment takes longer to word than to look up.
  const moments = new Map<number, string>()
  const wordedAt = (start: number): string => {
    const worded = moments.get(start) ?? momentIn(start, day, zone, words)
    moments.set(start, worded)
    return worded
  }
  const titles = placed.map(({ group, span }) =>
    group === 'timed' && span.start !== null
      ? wordedAt(span.start)
      : words.fixed[group === 'cancelled' ? 'cancelled' : 'untimed'],
  )
  const counts = new Map<string, { bookings: number; people: number }>()
  placed.forEach((entry, index) => {
    const title = titles[index] ?? ''
    const count = counts.get(title) ?? { bookings: 0, people: 0 }
    count.bookings++
    count.people += countable(entry.row.personen)
    counts.set(title, count)
  })
  return placed.map((entry, index) => {
    const time = titles[index] ?? ''
    const count = counts.get(time)
    const heading =
      index > 0 && titles[index - 1] === time
        ? null
        : { time, told: count ? words.count(count.bookings, count.people) : '' }
    return { ...entry, heading }
  })
}

const GROUPS: readonly SheetGroup[] = ['timed', 'untimed', 'cancelled']

const groupOf = ({ span, shown }: SheetEntry): SheetGroup =>
  shown.status === CANCELLED ? 'cancelled' : span.start === null ? 'untimed' : 'timed'

const countable = (people: number | null): number => Math.max(0, people ?? 0)

/** The head of a sheet. */
export function sheetHead(
  planned: readonly PlannedEntry[],
  facts: SheetFacts,
  words: SheetWords,
): SheetHead {
  const { day, zone, contacts } = facts
  const moment = (at: number): string => momentIn(at, dayOf(facts.madeAt, zone), zone, words)
  const coming = planned.filter(({ group }) => group !== 'cancelled')
  const people = coming.reduce((sum, { row }) => sum + countable(row.personen), 0)
  const warnings = [
    ...(facts.outageSince === null ? [] : [words.outage(moment(Date.parse(facts.outageSince)))]),
    ...(facts.unreadable > 0 ? [words.unreadable(facts.unreadable)] : []),
    ...(contacts ? [words.fixed.personal] : []),
  ]
  const { who, people: persons, programme, status, write, continued, page, empty } = words.fixed
  return {
    version: 1,
    day,
    language: facts.language,
    zone,
    madeAt: new Date(facts.madeAt).toISOString(),
    syncedAt: facts.syncedAt,
    contacts,
    venue: facts.venue,
    title: words.dayLong(day),
    totals: words.totals(coming.length, people, planned.length - coming.length),
    standing: words.standing(moment(Date.parse(facts.syncedAt))),
    made: words.made(moment(facts.madeAt), facts.desk),
    warnings,
    words: { who, people: persons, programme, status, write, continued, page, empty },
  }
}

/** What this desk did with a booking, and what it noted. */
export interface SheetKnown {
  deeds: readonly SheetDeed[]
  mark: LocalMark | null
}

/**
 * A booking's row. Without its content (one that waits to be made has none) it says what its row in
 * the list says.
 */
export function sheetRow(
  entry: PlannedEntry,
  booking: Booking | null,
  { deeds, mark }: SheetKnown,
  facts: SheetFacts,
  words: SheetWords,
): SheetRow {
  const { row, span, shown, group, heading } = entry
  const { zone, contacts } = facts
  const today = dayOf(facts.madeAt, zone)
  const main = contacts ? (booking?.Klant?.Hoofdcontact ?? null) : null
  const arrived = mark?.arrived ?? null
  const noShow = mark?.noShow ?? false
  const given = (all: (string | null | undefined)[]): string[] =>
    all.filter((one) => typeof one === 'string' && one !== '') as string[]
  return {
    id: row.id,
    group,
    heading,
    begin: isoOf(span.start),
    end: isoOf(span.end),
    referentie: row.referentie || words.fixed.unsent,
    name: words.name(row),
    nameless: row.name === null,
    people: row.personen,
    peopleTold: row.personen === null ? '' : words.number(row.personen),
    arrangement: row.arrangement ?? '',
    status: shown.status,
    statusTold: words.status(shown.status),
    sync: shown.sync,
    syncTold:
      shown.sync === 'done' || deeds.some((deed) => deed.state === shown.sync)
        ? ''
        : words.sync(shown.sync),
    lines: linesOf(entry, booking, facts, words),
    deeds: deeds.map((deed) => words.deed(deed, momentIn(Date.parse(deed.at), today, zone, words))),
    marks: [
      ...(arrived === null ? [] : [words.arrived(arrived, row.personen)]),
      ...(noShow ? [words.fixed.noShow] : []),
    ],
    arrived,
    noShow,
    deskNote: mark?.note ?? '',
    note: row.bijzonderheden ?? '',
    open: row.open,
    openTold: row.open !== null && row.open > 0 ? words.open(row.open) : '',
    phones: given([main?.telefoon1, main?.telefoon2]),
    emails: given([main?.email1, main?.email2]),
  }
}

const isoOf = (at: number | null): string | null =>
  at === null ? null : new Date(at).toISOString()

/** The activities of the day, and those of which nobody can say when they are. */
function linesOf(
  { span }: PlannedEntry,
  booking: Booking | null,
  { day, zone, names }: SheetFacts,
  words: SheetWords,
): SheetLine[] {
  const place = (id: number | null): string => (id === null ? '' : words.place(id))
  const what = (product: number | null, said: string | null): string =>
    (product === null ? undefined : names.producten[product]) ??
    (said?.trim() || words.activity(product))
  if (!booking) {
    if (span.first === null && span.firstProduct === null) return []
    const time = span.start === null ? '' : words.time(span.start)
    const first = what(span.firstProduct, span.first)
    return [{ time, what: first, place: place(span.places[0] ?? null), remark: '' }]
  }
  return (booking.boekingsregels ?? [])
    .map((line) => ({ line, begin: instantOf(line.begin), end: endOf(line) }))
    .filter(({ begin, end }) => begin === null || isOn(day, begin, end ?? begin, zone))
    .sort((a, b) => (a.begin ?? START_LAST) - (b.begin ?? START_LAST))
    .map(({ line, begin, end }) => ({
      time: begin === null ? '' : spanned(begin, end, day, zone, words),
      what: what(line.product_id, line.beschrijving),
      place: place(line.locatie_id),
      remark: line.opmerking ?? '',
    }))
}

/** `null` when there is none after the begin. */
function endOf(line: BookingLine): number | null {
  const begin = instantOf(line.begin)
  const end = instantOf(line.eind)
  return begin !== null && end !== null && end > begin ? end : null
}

/** Whether any of it happens on the day; an end at midnight itself does not reach into the next. */
const isOn = (day: string, begin: number, end: number, zone: string): boolean =>
  dayOf(begin, zone) <= day && day <= dayOf(Math.max(begin, end - 1), zone)

function spanned(
  begin: number,
  end: number | null,
  day: string,
  zone: string,
  words: SheetWords,
): string {
  const from = momentIn(begin, day, zone, words)
  return end === null ? from : `${from}–${words.time(end)}`
}

/** 13:54, with the day before it when that is not the one that is spoken of. */
function momentIn(at: number, day: string, zone: string, words: SheetWords): string {
  const own = dayOf(at, zone)
  return own === day ? words.time(at) : `${words.dayShort(own)} ${words.time(at)}`
}
