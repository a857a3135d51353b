import type { IconName } from '../../components/icon-names.ts'
import type { DayLogKind, DayLogLine } from '../../../../shared/day-log.ts'

/** What lines are about, as they are chosen from. */
export const GROUPS = ['bookings', 'desk', 'staff', 'line', 'kiosk'] as const
export type Group = (typeof GROUPS)[number]

/** Which group a kind belongs to, and its glyph. Every kind: one that is missing does not compile. */
const KINDS: Record<DayLogKind, { group: Group; icon: IconName }> = {
  promised: { group: 'bookings', icon: 'waiting' },
  undone: { group: 'bookings', icon: 'undo' },
  done: { group: 'bookings', icon: 'check' },
  'needs-person': { group: 'bookings', icon: 'attention' },
  retried: { group: 'bookings', icon: 'refresh' },
  dropped: { group: 'bookings', icon: 'trash' },
  arrived: { group: 'desk', icon: 'people' },
  'no-show': { group: 'desk', icon: 'refused' },
  'no-show-undone': { group: 'desk', icon: 'undo' },
  note: { group: 'desk', icon: 'note' },
  unlocked: { group: 'staff', icon: 'person' },
  locked: { group: 'staff', icon: 'key' },
  'wrong-pin': { group: 'staff', icon: 'refused' },
  'staff-changed': { group: 'staff', icon: 'people' },
  'settings-changed': { group: 'staff', icon: 'settings' },
  'line-lost': { group: 'line', icon: 'offline' },
  'line-back': { group: 'line', icon: 'online' },
  'kiosk-welcome': { group: 'kiosk', icon: 'check' },
  'kiosk-already': { group: 'kiosk', icon: 'checks' },
  'kiosk-early': { group: 'kiosk', icon: 'clock' },
  'kiosk-ask-staff': { group: 'kiosk', icon: 'bell' },
  'kiosk-out-of-order': { group: 'kiosk', icon: 'attention' },
  'kiosk-mended': { group: 'kiosk', icon: 'check' },
  'kiosk-left': { group: 'kiosk', icon: 'leave' },
  started: { group: 'line', icon: 'bell' },
}

export const groupOf = ({ kind }: DayLogLine): Group => KINDS[kind].group
export const iconOf = ({ kind }: DayLogLine): IconName => KINDS[kind].icon

/** What is chosen to be seen; `null` is everything. `nobody`: lines of no person. */
export interface LineChoice {
  group: Group | null
  who: string | null
}

export const NOBODY = ''

/** Whom lines are of: their ids with initials, in order of these. */
export function peopleOf(lines: readonly DayLogLine[]): { id: string; initials: string }[] {
  const known = new Map<string, string>()
  for (const { by } of lines) if (by) known.set(by.id, by.initials)
  return [...known]
    .map(([id, initials]) => ({ id, initials }))
    .sort((a, b) => a.initials.localeCompare(b.initials))
}

/** Presses of one count that follow each other this closely are told as one. */
const COUNTING_MS = 120_000

/** A count that goes on in the next line: only where it ended is worth a line on screen. */
const goesOn = (line: DayLogLine, next: DayLogLine | undefined): boolean =>
  line.kind === 'arrived' &&
  next?.kind === 'arrived' &&
  next.bookingId === line.bookingId &&
  next.by?.id === line.by?.id &&
  Math.abs(Date.parse(next.at) - Date.parse(line.at)) < COUNTING_MS

/** The chosen lines, the latest first. */
export const chosenOf = (lines: readonly DayLogLine[], { group, who }: LineChoice): DayLogLine[] =>
  lines
    .filter((line, index) => !goesOn(line, lines[index + 1]))
    .filter(
      (line) =>
        (group === null || groupOf(line) === group) &&
        (who === null || (line.by?.id ?? NOBODY) === who),
    )
    .toReversed()
