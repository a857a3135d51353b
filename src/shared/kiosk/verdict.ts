import type { BookingRow } from '../domain/booking-row.ts'
import type { Displayed } from '../domain/displayed.ts'
import { dayOf, instantOf } from '../domain/time.ts'
import type { Names } from '../ipc/contract.ts'
import type { Booking, BookingLine } from '../recras/schemas.ts'
import { judge, type RefusedReason } from '../scan/verdict.ts'
import type { Settings } from '../settings.ts'
import type { AnswerOf, AskReason, KioskAnswer, Ticket } from './answer.ts'

/*
 * What a booking deserves at the kiosk. The desk's own rules (`scan/verdict.ts`) say whether it can be
 * checked in; what a person at the desk would then have to look into is sent there.
 */

export interface Circumstances {
  settings: Pick<Settings, 'kioskName' | 'kioskEarlyMinutes' | 'kioskMoney'>
  /** Epoch ms. */
  now: number
  /** The venue's time zone. */
  zone: string
  names: Names
}

/** `check-in` becomes `welcome` once the promise is on disk. */
export type KioskJudgement =
  { kind: 'check-in'; welcome: AnswerOf<'welcome'> } | Exclude<KioskAnswer, { kind: 'welcome' }>

/** Judges a booking as it is displayed. `booking`: all of it, for where to go; the row does without. */
export function judgeAtKiosk(
  row: BookingRow,
  booking: Booking | null,
  displayed: Displayed,
  circumstances: Circumstances,
): KioskJudgement {
  const { settings, now, zone } = circumstances
  const today = dayOf(now, zone)
  // What was promised before and not taken is a person's work by now.
  if (displayed.sync === 'attention') return ask('declined')
  const judgement = judge(row, displayed, today)
  if (judgement.kind === 'refused') return ask(reasonOf(judgement.reason))
  const span = row.spans.find((one) => one.day === today)
  if (!span) return ask(row.days.length > 0 ? 'other-day' : 'no-day')
  if (judgement.kind === 'already') {
    const { since, status } = judgement
    const ticket = ticketOf(row, booking, circumstances)
    return { kind: 'already', since, finished: status === 'voltooid', ticket }
  }
  if (settings.kioskMoney && row.open !== null && row.open > 0) return ask('money')
  const { kioskEarlyMinutes: minutes } = settings
  const { start } = span
  const from = start === null ? null : start - minutes * 60_000
  if (start !== null && from !== null && now < from) return { kind: 'early', from, start, minutes }
  return {
    kind: 'check-in',
    welcome: {
      kind: 'welcome',
      name: shownName(row.name, settings.kioskName),
      ticket: ticketOf(row, booking, circumstances),
    },
  }
}

const ask = (reason: AskReason): KioskJudgement => ({ kind: 'ask-staff', reason })

function reasonOf(reason: RefusedReason): AskReason {
  return reason.why === 'declined' ? 'declined' : reason.why
}

/** As much of a group's name as the venue shows. */
export function shownName(name: string | null, how: Settings['kioskName']): string | null {
  if (how === 'none' || name === null) return null
  const whole = name.trim()
  const shown = how === 'full' ? whole : (whole.split(/[\s,]+/).find(Boolean) ?? '')
  return shown === '' ? null : shown
}

/** When and where: of the first line of today that is not over yet, else of the day as a whole. */
function ticketOf(
  row: BookingRow,
  booking: Booking | null,
  { now, zone, names }: Circumstances,
): Ticket {
  const today = dayOf(now, zone)
  const span = row.spans.find((one) => one.day === today)
  const lines = (booking?.boekingsregels ?? [])
    .map((line) => ({ line, begin: instantOf(line.begin), end: instantOf(line.eind) }))
    .filter((one): one is TimedLine => one.begin !== null && dayOf(one.begin, zone) === today)
    .sort((one, other) => one.begin - other.begin)
  const coming = lines.filter(({ begin, end }) => (end ?? begin) > now)
  const start = coming[0]?.begin ?? span?.start ?? null
  const place = coming.find(({ line }) => line.locatie_id !== null)?.line.locatie_id
  const where = place ?? span?.places[0] ?? null
  const first = (coming[0] ?? lines[0])?.line
  return {
    start,
    begun: start !== null && start < now,
    place: where === null ? null : (names.locaties[where] ?? null),
    what: row.arrangement ?? whatOf(first, names),
    personen: row.personen,
  }
}

interface TimedLine {
  line: BookingLine
  begin: number
  end: number | null
}

function whatOf(line: BookingLine | undefined, names: Names): string | null {
  if (!line) return null
  const product = line.product_id === null ? undefined : names.producten[line.product_id]
  return product ?? (line.beschrijving?.trim() || null)
}
