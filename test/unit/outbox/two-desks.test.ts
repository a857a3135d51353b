import fc from 'fast-check'
import { afterAll, describe, expect, it } from 'vitest'
import type { ModelDesk, Wish } from './two-desks/desk.ts'
import type { Change, Request } from './two-desks/recras.ts'
import { alone, live, schedules, type Day } from './two-desks/schedule.ts'

/*
 * Two or three desks act on the same bookings of one Recras, each with a line of its own that comes
 * and goes. What is held against the rules (`src/shared/outbox`, `src/shared/domain/displayed.ts`):
 *
 * A *wish* is a move that the journal of a desk took. One that was taken back before it left is none
 * any more, and the desk's earlier wish stands again. What a desk *wanted last* of a booking is
 * its last wish, made or tried again by a person.
 *
 * 1. **Nothing is forgotten.** In the end no wish waits. Each one is done, or is listed as needing a
 *    person at the desk that made it, until that person gives it up.
 * 2. **Done is true.** Recras was in the wanted status at some moment from the wish until it was
 *    settled, whoever brought it there.
 * 3. **Nothing is silently overwritten.** A request of a desk that took effect replaced the very status
 *    that the person was looking at when they made the wish, or tried it again; the status, and not the
 *    moment since which it was so. One thing no client can help, as Recras knows no condition
 *    on a request: another's change that takes effect while the request is under way, after
 *    the booking was read for it. Such a change is *raced*, and is none of these only if so.
 * 4. **Nothing is done twice.** A wish takes effect once at most, and once more each time that a
 *    person tries it again.
 * 5. **Who lost, knows.** A desk's last wish for a booking is what it is in the end, or is listed there,
 *    or had come true and was replaced later by somebody who was looking at it (or raced it).
 *    So a booking is in the end in a status that somebody wanted last, unless a loser has it listed.
 * 6. **The screen says so.** With a fresh cache every desk shows Recras' status, marked exactly when
 *    something is listed.
 */

const RUNS = Number(process.env['TWO_DESKS_RUNS'] ?? 2000)

const changesBy = (day: Day): (Change & { by: Request; index: number })[] =>
  day.recras.changes.flatMap((change, index) =>
    change.by ? [{ ...change, by: change.by, index }] : [],
  )

/** Whether somebody else changed the booking between the reading and the arrival of the request. */
const raced = (
  day: Day,
  { booking, by, index }: Change & { by: Request; index: number },
): boolean =>
  day.recras.changes
    .slice(by.readAt, index)
    .some((change) => change.booking === booking && change.by?.desk !== by.desk)

const outcomeOf = (desk: ModelDesk, { id }: Wish): string =>
  desk.state.history.find((one) => one.id === id)?.outcome ??
  desk.state.entries.find((one) => one.id === id)?.state ??
  'forgotten'

/** The statuses of a booking from when so many changes had been made until so many had. */
function statuses(day: Day, booking: number, from: number, to: number): string[] {
  const before = day.recras.changes.slice(0, from).findLast((one) => one.booking === booking)
  const during = day.recras.changes.slice(from, to).filter((one) => one.booking === booking)
  return [before?.to ?? day.start[booking] ?? '', ...during.map((one) => one.to)]
}

function nothingIsForgotten(day: Day): void {
  for (const desk of day.desks)
    for (const wish of desk.wishes) {
      const outcome = outcomeOf(desk, wish)
      expect(wish.given ? ['dropped'] : ['done', 'attention'], wish.id).toContain(outcome)
      if (outcome !== 'done') continue
      const until = wish.settledAt ?? day.recras.changes.length
      expect(statuses(day, wish.booking, wish.promisedAt, until), wish.id).toContain(wish.wanted)
    }
}

function nothingIsOverwritten(day: Day): void {
  const effects = new Map<string, number>()
  for (const change of changesBy(day)) {
    const { entry, looked } = change.by
    if (!raced(day, change)) expect(`${entry} over ${change.from}`).toBe(`${entry} over ${looked}`)
    effects.set(entry, (effects.get(entry) ?? 0) + 1)
  }
  for (const desk of day.desks)
    for (const { id, retries } of desk.wishes)
      expect(effects.get(id) ?? 0, id).toBeLessThanOrEqual(1 + retries)
}

/** What happened to the last wish of a desk that is not what the booking came to. */
function lossOf(day: Day, desk: ModelDesk, wish: Wish): 'listed' | 'replaced' | 'silent' {
  if (wish.given || outcomeOf(desk, wish) === 'attention') return 'listed'
  const later = day.recras.changes.findLast(
    (one) => one.booking === wish.booking && one.from === wish.wanted,
  )
  if (!later) return 'silent'
  const index = day.recras.changes.indexOf(later)
  const { by } = later
  if (by === null) return 'replaced'
  return by.looked === wish.wanted || raced(day, { ...later, by, index }) ? 'replaced' : 'silent'
}

function whoLostKnows(day: Day): void {
  for (const booking of day.recras.ids) {
    const now = day.recras.status(booking)
    const wanted = day.desks.flatMap((desk) => {
      const wish = desk.wishes.findLast((one) => one.booking === booking)
      return wish ? [{ desk, wish }] : []
    })
    const losses = wanted
      .filter(({ wish }) => wish.wanted !== now)
      .map(({ desk, wish }) => lossOf(day, desk, wish))
    expect(losses).not.toContain('silent')
    const somebodys = [
      ...wanted.map(({ wish }) => wish.wanted as string),
      day.office.get(booking) ?? day.start[booking],
    ]
    if (!somebodys.includes(now)) expect(losses).toContain('listed')
    for (const desk of day.desks) {
      const listed = desk.listed.some((entry) => entry.bookingId === booking)
      const { status, sync } = desk.shown(booking)
      expect({ status, sync }).toEqual({ status: now, sync: listed ? 'attention' : 'done' })
    }
  }
}

/** How often what these days are about did happen: rules that nothing tries prove nothing. */
const happened = { listed: 0, replaced: 0, raced: 0, again: 0, done: 0 }

function count(day: Day): void {
  for (const change of changesBy(day)) if (raced(day, change)) happened.raced += 1
  for (const desk of day.desks)
    for (const wish of desk.wishes) {
      const outcome = outcomeOf(desk, wish)
      if (outcome === 'attention') happened.listed += 1
      else happened.done += 1
      if (wish.retries > 0) happened.again += 1
      if (outcome === 'done' && day.recras.status(wish.booking) !== wish.wanted)
        happened.replaced += 1
    }
}

describe('desks that act on the same bookings', () => {
  for (const desks of [2, 3])
    it(
      `${desks} of them: each wish holds or is listed where it was made`,
      { timeout: 600_000 },
      () => {
        fc.assert(
          fc.property(schedules(desks), (schedule) => {
            const day = live(schedule)
            nothingIsForgotten(day)
            nothingIsOverwritten(day)
            whoLostKnows(day)
            count(day)
          }),
          { numRuns: RUNS },
        )
      },
    )

  it(
    'one by itself: everything comes true, and nothing is ever listed',
    { timeout: 600_000 },
    () => {
      fc.assert(
        fc.property(alone, (schedule) => {
          const day = live(schedule)
          nothingIsForgotten(day)
          nothingIsOverwritten(day)
          for (const desk of day.desks) expect(desk.listed).toEqual([])
          for (const id of day.recras.ids) {
            const wish = day.desks[0]?.wishes.findLast((one) => one.booking === id)
            expect(day.recras.status(id)).toBe(wish?.wanted ?? day.start[id])
          }
        }),
        { numRuns: RUNS },
      )
    },
  )

  afterAll(() => {
    if (RUNS < 500) return
    for (const [what, often] of Object.entries(happened)) expect(often, what).toBeGreaterThan(0)
  })
})
