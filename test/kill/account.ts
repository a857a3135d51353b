import type { Outcome } from '../../src/shared/outbox/entry.ts'
import type { Effect } from './flaky-line.ts'

/** What a desk process is to do. */
export interface DeskOrder {
  folder: string
  origin: string
  key: string
  /** The bookings it works on, with what its page would show. */
  bookings: { id: number; status: string }[]
  /** Mean time between taps of one person; 0: tap nothing, deliver what waits, and end. */
  tapEveryMs: number
}

/** What a desk process says, one JSON a line. */
export type DeskReport =
  | { kind: 'ready' }
  /** The outbox answered: to a new promise, or that this one was undone. */
  | { kind: 'promised'; id: string; bookingId: number; wanted: string; undone: boolean }
  | { kind: 'settled'; id: string; bookingId: number; wanted: string; outcome: Outcome }
  | { kind: 'attention'; id: string; bookingId: number; reason: string | null }
  | { kind: 'drained'; damage: boolean }

export interface Verdict {
  acknowledged: number
  done: number
  undone: number
  attention: number
  lost: number
  doneTwice: number
  /** What is wrong, in words; empty when nothing is. */
  wrong: string[]
}

/** Keeps the books over all that desks said and all that Recras did, and balances them. */
export class Account {
  readonly #promised = new Map<string, { bookingId: number; wanted: string }>()
  readonly #undone = new Set<string>()
  readonly #settled = new Map<string, { bookingId: number; wanted: string; outcome: Outcome }>()
  readonly #attention = new Map<string, { bookingId: number; reason: string | null }>()
  #damaged = false

  take(report: DeskReport): void {
    if (report.kind === 'promised') {
      this.#promised.set(report.id, report)
      if (report.undone) this.#undone.add(report.id)
    } else if (report.kind === 'settled') {
      if (!this.#settled.has(report.id)) this.#settled.set(report.id, report)
    } else if (report.kind === 'attention') this.#attention.set(report.id, report)
    else if (report.kind === 'drained') this.#damaged = report.damage
  }

  /**
   * Balances the promises with the effects, when nothing waits any more.
   *
   * @param start the status that all bookings had at first
   * @param alone bookings that nobody else moved: their effects are exactly what was promised and
   *   done, in that order. On the others a promise may also have been fulfilled by somebody else.
   */
  balance(start: string, effects: readonly Effect[], alone: readonly number[]): Verdict {
    const wrong: string[] = []
    let lost = 0
    let attention = 0
    for (const id of this.#promised.keys()) {
      const outcome = this.#settled.get(id)?.outcome
      if (outcome === 'undone' || outcome === 'done') continue
      if (this.#attention.get(id)?.reason) attention += 1
      else {
        lost += 1
        wrong.push(`promise ${id} ended as ${outcome ?? 'nothing'}`)
      }
    }
    for (const id of this.#undone)
      if (this.#settled.get(id)?.outcome !== 'undone') wrong.push(`${id} was not undone after all`)
    let doneTwice = 0
    const done = [...this.#settled.values()].filter((one) => one.outcome === 'done')
    for (const booking of alone) {
      const wanted = moves(
        start,
        done.filter((one) => one.bookingId === booking).map((one) => one.wanted),
      )
      const made = effects.filter((one) => one.bookingId === booking).map((one) => one.status)
      if (made.join() === wanted.join()) continue
      lost += Math.max(0, wanted.length - made.length)
      doneTwice += Math.max(0, made.length - wanted.length)
      wrong.push(`booking ${booking}: promised ${wanted.join()}; made ${made.join()}`)
    }
    for (const [id, { bookingId, reason }] of this.#attention)
      if (alone.includes(bookingId)) wrong.push(`${id} asks a person for nothing: ${reason}`)
    if (this.#damaged) wrong.push('the journal was damaged')
    return {
      acknowledged: this.#promised.size,
      done: done.length,
      undone: [...this.#settled.values()].filter((one) => one.outcome === 'undone').length,
      attention,
      lost,
      doneTwice,
      wrong,
    }
  }
}

/** The moves that it takes to be in all these states, one after another. */
const moves = (start: string, wanted: readonly string[]): string[] =>
  wanted.filter((status, index) => status !== (wanted[index - 1] ?? start))
