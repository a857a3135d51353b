import type { OutboxEntry, OutboxView, SettledEntry } from '../outbox/entry.ts'
import type { Actor } from '../staff.ts'

/*
 * What an outage came to, as a pure function of what the journal has: it needs no list of its own,
 * follows everything that arrives later, and is the same after a restart.
 */

/** A time without Recras, by this machine's clock at either end. */
export interface Outage {
  /** ISO 8601 UTC. */
  from: string
  to: string
  /** Server clock minus this machine's as measured before and after it, ms; `null` when never. */
  fromOffsetMs: number | null
  toOffsetMs: number | null
  /** A person has seen its summary. */
  dismissed: boolean
}

export const OUTAGE_KINDS = [
  'gaande',
  'voltooid',
  'definitief',
  'otherMove',
  'booking-create',
  'booking-edit',
  'customer-create',
  'customer-edit',
  'code',
] as const
export type OutageKind = (typeof OUTAGE_KINDS)[number]

/** Something that was done in it and needs a person now. */
export interface NeedsPerson {
  id: string
  kind: OutageKind
  bookingId: number | null
  referentie: string | null
}

export interface OutageSummary {
  outage: Outage
  /** How long it lasted, ms; never negative, whatever the clock did meanwhile. */
  lastedMs: number
  /** Done meanwhile, and not taken back since. */
  made: number
  arrived: number
  waiting: number
  attention: number
  /** Kinds that occurred, in the order of `OUTAGE_KINDS`. */
  kinds: { kind: OutageKind; count: number }[]
  /** Who did it, as far as that is known; the busiest first. */
  people: { by: Actor; count: number }[]
  needs: NeedsPerson[]
}

/** A shorter one in which nothing was done is not worth a word. */
const WORTH_MS = 60_000

/** How long an outage lasted, ms: by the server's clock where it was measured at both ends. */
export function outageLasted({ from, to, fromOffsetMs, toOffsetMs }: Outage): number {
  const lasted = Date.parse(to) - Date.parse(from) + shiftOf(fromOffsetMs, toOffsetMs)
  return Number.isFinite(lasted) ? Math.max(0, lasted) : 0
}

/** How far this machine's clock was set back in between, ms. */
const shiftOf = (before: number | null, after: number | null): number =>
  before === null || after === null ? 0 : after - before

/** What was done in an outage, and where that is by now. */
export function outageSummary(view: OutboxView, outage: Outage): OutageSummary {
  const during = within(outage)
  const moves = view.entries.filter(during)
  const records = view.records.filter(during)
  const codes = view.parked.filter(during)
  const moved = view.history.filter((one) => one.outcome === 'done' && during(one))
  const written = view.recordHistory.filter((one) => one.outcome === 'done' && during(one))

  const done = [
    ...[...moves, ...moved].map((one) => ({ kind: kindOfMove(one), by: one.by })),
    ...[...records, ...written].map((one) => ({ kind: one.kind, by: one.by })),
    ...codes.map((one) => ({ kind: 'code' as const, by: one.by })),
  ]
  const needs: NeedsPerson[] = [
    ...moves
      .filter((one) => one.state === 'attention')
      .map((one) => ({
        id: one.id,
        kind: kindOfMove(one),
        bookingId: one.bookingId,
        referentie: one.referentie,
      })),
    ...records
      .filter((one) => one.state === 'attention')
      .map((one) => ({
        id: one.id,
        kind: one.kind,
        bookingId: one.kind === 'booking-edit' ? one.localId : null,
        referentie: one.content?.kind === 'booking-edit' ? one.content.referentie : null,
      })),
    ...codes
      .filter((one) => one.state !== 'waiting')
      .map((one) => ({
        id: one.id,
        kind: 'code' as const,
        bookingId: one.bookingId,
        referentie: one.referentie,
      })),
  ]
  const waiting = [...moves, ...records, ...codes].filter((one) => one.state === 'waiting').length
  return {
    outage,
    lastedMs: outageLasted(outage),
    made: done.length,
    arrived: moved.length + written.length,
    waiting,
    attention: needs.length,
    kinds: OUTAGE_KINDS.map((kind) => ({
      kind,
      count: done.filter((one) => one.kind === kind).length,
    })).filter(({ count }) => count > 0),
    people: peopleOf(done),
    needs,
  }
}

/** The latest outage that is worth telling about: it lasted a while, or something was done in it. */
export function lastTold(view: OutboxView, outages: readonly Outage[]): OutageSummary | null {
  const newest = outages.toSorted((a, b) => Date.parse(b.to) - Date.parse(a.to))
  for (const outage of newest) {
    const summary = outageSummary(view, outage)
    if (summary.lastedMs > WORTH_MS || summary.made > 0) return summary
  }
  return null
}

/**
 * Whether something was promised in an outage. This machine's clock may have been set meanwhile, so a
 * time counts when it lies inside by the clock of before or by the clock of after.
 */
function within({ from, to, fromOffsetMs, toOffsetMs }: Outage): (one: { at: string }) => boolean {
  const shift = shiftOf(fromOffsetMs, toOffsetMs)
  const [begin, end] = [Date.parse(from), Date.parse(to)]
  return ({ at }) => {
    const time = Date.parse(at)
    return (time >= begin && time <= end + shift) || (time >= begin - shift && time <= end)
  }
}

function kindOfMove({ wanted }: Pick<OutboxEntry | SettledEntry, 'wanted'>): OutageKind {
  return wanted === 'gaande' || wanted === 'voltooid' || wanted === 'definitief'
    ? wanted
    : 'otherMove'
}

function peopleOf(done: readonly { by: Actor | null }[]): OutageSummary['people'] {
  const people = new Map<string, { by: Actor; count: number }>()
  for (const { by } of done) {
    if (!by) continue
    const known = people.get(by.id)
    if (known) known.count++
    else people.set(by.id, { by, count: 1 })
  }
  return [...people.values()].sort((a, b) => b.count - a.count)
}
