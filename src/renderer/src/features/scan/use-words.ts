import { computed, type ComputedRef } from 'vue'
import { useI18n } from 'vue-i18n'
import type { IconName } from '../../components/icon-names.ts'
import { useFormat } from '../../composables/use-format.ts'
import { useAppStore } from '../../stores/app.ts'
import { useOutboxStore } from '../../stores/outbox.ts'
import { useVenueStore } from '../../stores/venue.ts'
import { dayOf } from '../../../../shared/domain/time.ts'
import type { BookingRow, DaySpan } from '../../../../shared/domain/booking-row.ts'
import { isStatus } from '../../../../shared/recras/status.ts'
import type { RefusedReason } from '../../../../shared/scan/verdict.ts'
import { parkedNow, type ScanVerdict } from './verdicts.ts'

/** A line of the ticket: what to say or do. */
export interface Line {
  icon: IconName
  text: string
  pressing?: boolean
}

/** A verdict in words, in the order in which a colleague would say them. */
export interface VerdictWords {
  icon: IconName
  word: string
  why: string
  /** Customer, or what was scanned. */
  name: string
  what: string
  /** Reference, or the text that was scanned. */
  code: string
  facts: { label: string; value: string }[]
  lines: Line[]
}

const MINUTE = 60_000
const ICONS: Record<ScanVerdict['kind'], IconName> = {
  accepted: 'check',
  already: 'info',
  refused: 'refused',
  unknown: 'question',
  parked: 'parked',
  opened: 'right',
}

/** Puts verdicts into words; follows language, clock and what Recras says since. */
export function useWords(): (verdict: ScanVerdict) => VerdictWords {
  const { t } = useI18n()
  const format = useFormat()
  const app = useAppStore()
  const outbox = useOutboxStore()
  const venue = useVenueStore()

  const status = (word: string): string => (isStatus(word) ? t(`common.status.${word}`) : word)
  const placesOf = (row: BookingRow, day: string): string[] =>
    (row.spans.find((span) => span.day === day)?.places ?? []).map(
      (id) => venue.names.locaties[id] ?? `#${id}`,
    )
  const nameOf = (row: BookingRow): string =>
    row.name ?? t('common.booking', { reference: row.referentie })

  function summary(row: BookingRow, day: string): string {
    const people =
      row.personen === null ? [] : [t('common.people', { count: row.personen }, row.personen)]
    return [...people, ...(row.arrangement ? [row.arrangement] : []), ...placesOf(row, day)].join(
      ' · ',
    )
  }

  function sinceWords(at: number | null, scannedAt: number, same: string, other: string): string {
    if (at === null) return t('scan.why.noTime')
    const day = dayOf(at, app.zone)
    const time = format.time(at)
    return day === dayOf(scannedAt, app.zone)
      ? t(same, { time })
      : t(other, { time, day: format.dayShort(day) })
  }

  function punctuality(start: number | null, at: number): string {
    if (start === null) return t('scan.when.none')
    const minutes = Math.round((at - start) / MINUTE)
    if (minutes === 0) return t('scan.when.onTime')
    const count = Math.abs(minutes)
    const side = minutes > 0 ? 'after' : 'before'
    return count < 120
      ? t(`scan.when.${side}`, { count }, count)
      : t(minutes > 0 ? 'scan.when.hoursAfter' : 'scan.when.hoursBefore', {
          count: Math.floor(count / 60),
        })
  }

  /** What a booking begins with on a day: the product's name, else the words of its first line. */
  function firstOf(span: DaySpan | undefined): string | null {
    const product = span?.firstProduct ?? null
    return (product === null ? undefined : venue.names.producten[product]) ?? span?.first ?? null
  }

  function startLine(start: number, at: number, what: string | null, place: string | null): Line {
    const key = `${start >= at ? 'begins' : 'began'}${what ? 'What' : ''}${place ? '' : 'At'}`
    return {
      icon: 'pin',
      text: t(`scan.line.${key}`, {
        time: format.time(start),
        what: what ?? '',
        place: place ?? '',
      }),
    }
  }

  /** What the desk has to tell a group that was just checked in. */
  function sayLines(
    verdict: ScanVerdict & { row: BookingRow },
    span: DaySpan | undefined,
    place: string | null,
  ): Line[] {
    const { row, note, at } = verdict
    const start = span?.start ?? null
    const lines: Line[] = []
    if (row.personen !== null)
      lines.push({
        icon: 'people',
        text: t('scan.line.count', { count: row.personen }, row.personen),
      })
    if (start !== null) lines.push(startLine(start, at, firstOf(span), place))
    if (row.open)
      lines.push({
        icon: 'euro',
        text: t('scan.line.open', { money: format.money(row.open) }),
        pressing: true,
      })
    if (note) lines.push({ icon: 'note', text: note, pressing: true })
    return lines
  }

  function reasonWords(reason: RefusedReason): { why: string; lines: Line[] } {
    const line = (icon: IconName, key: string, values: Record<string, string> = {}): Line => ({
      icon,
      text: t(`scan.line.${key}`, values),
    })
    switch (reason.why) {
      case 'cancelled':
        return {
          why:
            reason.at === null
              ? t('scan.why.cancelledSome')
              : t('scan.why.cancelled', { day: format.dayShort(dayOf(reason.at, app.zone)) }),
          lines: [line('info', 'noOffer')],
        }
      case 'other-day': {
        const day = format.dayWithin(reason.day)
        const lines = reason.past
          ? [line('calendar', 'stoodOn', { day })]
          : reason.start === null
            ? []
            : [line('calendar', 'startsOn', { day, time: format.time(reason.start) })]
        return {
          why: t(reason.past ? 'scan.why.past' : 'scan.why.future', { day }),
          lines: [...lines, line('info', 'openIt')],
        }
      }
      case 'no-day':
        return { why: t('scan.why.noDay'), lines: [line('info', 'openIt')] }
      case 'not-confirmed':
        return {
          why: t('scan.why.notConfirmed', { status: status(reason.status) }),
          lines: [
            reason.status === 'pending_online'
              ? line('clock', 'paying')
              : line('info', 'confirmFirst'),
          ],
        }
      case 'not-offered':
        return { why: t('scan.why.notOffered'), lines: [line('info', 'openIt')] }
      case 'address':
        return {
          why: t('scan.why.address'),
          lines: [line('qr', 'ownCode'), line('search', 'byName')],
        }
      case 'too-long':
        return {
          why: t('scan.why.tooLong'),
          lines: [line('qr', 'ownCode'), line('search', 'byName')],
        }
      case 'declined':
        return {
          why: reason.error.message ?? t(`common.error.${reason.error.kind}`),
          lines: [line('info', 'openIt')],
        }
      case 'not-kept':
        return {
          why:
            reason.error.kind === 'storage'
              ? t('scan.why.notKept')
              : t(`common.error.${reason.error.kind}`),
          lines: [line('attention', 'tellIt')],
        }
    }
  }

  function ofBooking(verdict: ScanVerdict & { row: BookingRow }): VerdictWords {
    const { row } = verdict
    const day = dayOf(verdict.at, app.zone)
    const span = row.spans.find((one) => one.day === day)
    const start = span?.start ?? null
    const base = {
      icon: ICONS[verdict.kind],
      name: nameOf(row),
      what: summary(row, day),
      code: row.referentie,
      facts: [],
    }
    const begins = (): Line[] =>
      start === null
        ? []
        : [
            {
              icon: 'clock',
              text: t(start >= verdict.at ? 'scan.line.startIs' : 'scan.line.startWas', {
                time: format.time(start),
              }),
            },
          ]
    switch (verdict.kind) {
      case 'already': {
        const done = verdict.status === 'voltooid'
        return {
          ...base,
          word: t(done ? 'scan.word.finished' : 'scan.word.already'),
          why: done
            ? sinceWords(verdict.since, verdict.at, 'scan.why.finished', 'scan.why.finishedDay')
            : sinceWords(verdict.since, verdict.at, 'scan.why.since', 'scan.why.sinceDay'),
          lines: done
            ? outbox.displayed(row).actions.includes('ongoing')
              ? [{ icon: 'people', text: t('scan.line.comeBack') }]
              : begins()
            : [...begins(), { icon: 'people', text: t('scan.line.more') }],
        }
      }
      case 'refused': {
        const words = reasonWords(verdict.reason)
        const stood: Line[] =
          verdict.reason.why === 'cancelled' && start !== null
            ? [{ icon: 'calendar', text: t('scan.line.stoodToday', { time: format.time(start) }) }]
            : []
        return {
          ...base,
          word: t('scan.word.refused'),
          why: words.why,
          lines: [...stood, ...words.lines],
        }
      }
      default: {
        const undone = verdict.kind === 'accepted' && verdict.undone
        const place = placesOf(row, day)
        return {
          ...base,
          icon: undone ? 'undo' : base.icon,
          word: t(undone ? 'scan.word.undone' : 'scan.word.accepted'),
          why: undone
            ? t('scan.why.back', { status: status(verdict.before) })
            : punctuality(start, verdict.at),
          what: row.arrangement ?? '',
          facts: [
            ...(row.personen === null
              ? []
              : [{ label: t('scan.fact.people'), value: format.number(row.personen) }]),
            ...(start === null
              ? []
              : [
                  {
                    label: t(start >= verdict.at ? 'scan.fact.begins' : 'scan.fact.began'),
                    value: format.time(start),
                  },
                ]),
            ...(place[0] ? [{ label: t('scan.fact.where'), value: place[0] }] : []),
          ],
          lines: undone
            ? [{ icon: 'qr', text: t('scan.line.again') }]
            : sayLines(verdict, span, place[0] ?? null),
        }
      }
    }
  }

  function ofNobody(verdict: ScanVerdict): VerdictWords {
    const base = { icon: ICONS[verdict.kind], name: verdict.text, code: '', what: '', facts: [] }
    const line = (icon: IconName, key: string): Line => ({ icon, text: t(`scan.line.${key}`) })
    if (verdict.kind === 'refused')
      return { ...base, word: t('scan.word.refused'), ...reasonWords(verdict.reason) }
    if (verdict.kind === 'parked') {
      const now = parkedNow(verdict.scan, outbox.view)
      const waits = now.state === 'waiting'
      return {
        ...base,
        code: now.referentie ?? '',
        word: t('scan.word.parked'),
        why: t(
          waits
            ? 'scan.why.parked'
            : now.state === 'found'
              ? 'scan.why.found'
              : 'scan.why.stillUnknown',
        ),
        what: waits ? t('scan.lookedUp') : '',
        lines: waits
          ? [line('people', 'letIn'), line('attention', 'listed')]
          : [line('attention', 'nowListed')],
      }
    }
    const lookup = verdict.kind === 'unknown' ? verdict.lookup : 'no-code'
    return {
      ...base,
      word: t('scan.word.unknown'),
      why: t(
        lookup === 'looking'
          ? 'scan.why.looking'
          : lookup === 'nobody'
            ? 'scan.why.nobody'
            : 'scan.why.noCode',
      ),
      lines:
        lookup === 'looking'
          ? [line('refresh', 'wait')]
          : [
              line('search', 'byName'),
              line('building', lookup === 'nobody' ? 'elsewhere' : 'ownCode'),
            ],
    }
  }

  const hasRow = (verdict: ScanVerdict): verdict is ScanVerdict & { row: BookingRow } =>
    verdict.row !== null
  return (verdict) => (hasRow(verdict) ? ofBooking(verdict) : ofNobody(verdict))
}

/** The words of one verdict, kept up to date. */
export function useWordsOf(verdict: () => ScanVerdict): ComputedRef<VerdictWords> {
  const words = useWords()
  return computed(() => words(verdict()))
}
