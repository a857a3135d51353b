import { useI18n } from 'vue-i18n'
import {
  planSheet,
  sheetHead,
  sheetRow,
  type DaySheet,
  type SheetEntry,
  type SheetFacts,
} from '../../../../shared/domain/day-sheet.ts'
import type { BookingRow } from '../../../../shared/domain/booking-row.ts'
import { display } from '../../../../shared/domain/displayed.ts'
import { deedsOf } from '../../../../shared/domain/day-sheet-deeds.ts'
import { isLocal } from '../../../../shared/domain/waiting-row.ts'
import { sheetLine } from '../../../../shared/domain/day-sheet-text.ts'
import { whenIdle } from '../../composables/when-idle.ts'
import type { Cache } from '../../db/cache.ts'
import { useAppStore } from '../../stores/app.ts'
import { useMemoryStore } from '../../stores/memory.ts'
import { useOutboxStore } from '../../stores/outbox.ts'
import { placeRows } from '../../stores/placed.ts'
import { withPromised } from '../../stores/promised.ts'
import { useVenueStore } from '../../stores/venue.ts'
import { useSheetWords } from './use-sheet-words.ts'

/** So many bookings are read and worded in one go; what is in a hurry comes between. */
const SLICE = 40
/** And so many are told apart by what the journal says of them. */
const SHOWN = 1_000

/** Makes day sheets of what the cache and the journal have, a few bookings at a time. */
export function useSheet() {
  const { locale } = useI18n()
  const app = useAppStore()
  const memory = useMemoryStore()
  const outbox = useOutboxStore()
  const venue = useVenueStore()
  const wording = useSheetWords()

  /**
   * The sheet of a day; `null` when the day was never read completely, or the venue was left meanwhile:
   * an empty sheet would say that nobody comes. Rejects when the cache cannot be read.
   *
   * @param pause before each part; nobody waits for what is made in advance
   */
  async function compose(
    day: string,
    contacts: boolean,
    pause: () => Promise<void> = whenIdle,
  ): Promise<DaySheet | null> {
    await pause()
    const { cache } = venue
    const read = await cache?.dayState(day)
    if (!cache || !read) return null
    const words = wording()
    const { connection, info, settings, zone } = app
    const facts: SheetFacts = {
      day,
      zone,
      language: locale.value,
      names: venue.names,
      madeAt: Date.now(),
      syncedAt: new Date(read.syncedAt).toISOString(),
      unreadable: read.unreadable,
      outageSince: connection && connection.status !== 'online' ? connection.since : null,
      venue: info?.venue ?? info?.host ?? '',
      desk: settings.desk,
      contacts,
    }
    // Of one moment, however long the pauses take.
    const { view, byBooking, offers } = outbox
    const deeds = deedsOf(view)
    const marks = new Map(
      view.marks.filter((mark) => mark.day === day).map((mark) => [mark.bookingId, mark]),
    )
    const placed = withPromised(placeRows(await rowsOf(cache, day), day), view.records, day, zone)
    const shown: SheetEntry[] = []
    for (let from = 0; from < placed.length; from += SHOWN) {
      if (from > 0) await pause()
      for (const { row, span } of placed.slice(from, from + SHOWN))
        shown.push({ row, span, shown: display(row, byBooking.get(row.id) ?? [], offers) })
    }
    await pause()
    const planned = planSheet(shown, words, facts)
    const sheet: DaySheet = { head: sheetHead(planned, facts, words), rows: [] }
    for (let from = 0; from < planned.length; from += SLICE) {
      await pause()
      const entries = planned.slice(from, from + SLICE)
      const bookings = await cache.bookings(entries.map(({ row }) => row.id))
      if (venue.cache !== cache) return null
      for (const [index, entry] of entries.entries()) {
        const { id } = entry.row
        const known = { deeds: deeds.get(id) ?? [], mark: marks.get(id) ?? null }
        sheet.rows.push(sheetRow(entry, bookings[index] ?? null, known, facts, words))
      }
    }
    return sheet
  }

  /** Thousands of rows take the disk a while; what is in memory already is the same. */
  function rowsOf(cache: Cache, day: string): BookingRow[] | Promise<BookingRow[]> {
    if (!memory.complete) return cache.rowsOfDay(day)
    return [...memory.index.all()].filter(({ id, days }) => !isLocal(id) && days.includes(day))
  }

  /** A sheet as it crosses to main. */
  async function textOf(
    { head, rows }: DaySheet,
    pause: () => Promise<void> = whenIdle,
  ): Promise<string> {
    const lines = [sheetLine(head)]
    for (let from = 0; from < rows.length; from += SLICE) {
      await pause()
      for (const row of rows.slice(from, from + SLICE)) lines.push(sheetLine(row))
    }
    return lines.join('\n')
  }

  return { compose, textOf }
}
