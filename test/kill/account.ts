import type { Outcome } from '../../src/shared/outbox/entry.ts'
import type { Effect } from './flaky-line.ts'

/** What the marks of desks on what they make begin with. */
export const MARK = 'kill-'

/** What a desk process is to do. */
export interface DeskOrder {
  folder: string
  origin: string
  key: string
  /** The bookings it works on, with what its page would show. */
  bookings: { id: number; status: string }[]
  /** Whom bookings are made for that are not for a new customer. */
  klantId: number
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
  /** A customer (`forMark` null) or booking that carries a mark; `forMark`: the customer's, if new. */
  | { kind: 'record-promised'; id: string; mark: string; forMark: string | null }
  | { kind: 'record-settled'; id: string; outcome: string; resultId: number | null }
  | { kind: 'record-attention'; id: string; reason: string | null }
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
  readonly #records = new Map<string, { mark: string; forMark: string | null }>()
  readonly #recordEnds = new Map<string, { outcome: string; resultId: number | null }>()
  #damaged = false

  take(report: DeskReport): void {
    if (report.kind === 'promised') {
      this.#promised.set(report.id, report)
      if (report.undone) this.#undone.add(report.id)
    } else if (report.kind === 'settled') {
      if (!this.#settled.has(report.id)) this.#settled.set(report.id, report)
    } else if (report.kind === 'attention') this.#attention.set(report.id, report)
    else if (report.kind === 'record-promised') this.#records.set(report.id, report)
    else if (report.kind === 'record-settled') this.#recordEnds.set(report.id, report)
    else if (report.kind === 'record-attention')
      this.#recordEnds.set(report.id, { outcome: `attention: ${report.reason}`, resultId: null })
    else if (report.kind === 'drained') this.#damaged = report.damage
  }

  /** Balances what was promised to be made with what was made: each once, and for the right customer. */
  balanceRecords(
    made: readonly Made[],
  ): Pick<Verdict, 'acknowledged' | 'lost' | 'doneTwice' | 'wrong'> {
    const wrong: string[] = []
    let lost = 0
    const of = (mark: string): Made[] => made.filter((one) => one.mark === mark)
    for (const [id, { mark, forMark }] of this.#records) {
      const [one] = of(mark)
      const end = this.#recordEnds.get(id)
      if (!one) lost += 1
      if (!one || end?.outcome !== 'done' || end.resultId !== one.id)
        wrong.push(
          `${mark} ended as ${end?.outcome ?? 'nothing'} ${end?.resultId}, made ${one?.id}`,
        )
      if (one && forMark !== null && one.klantId !== of(forMark)[0]?.id)
        wrong.push(`${mark} was made for ${one.klantId}`)
    }
    // Also of what a kill kept from being acknowledged there is one at most.
    const marks = made.map(({ mark }) => mark)
    const twice = marks.filter((mark, index) => marks.indexOf(mark) !== index)
    for (const mark of twice) wrong.push(`${mark} was made twice`)
    return { acknowledged: this.#records.size, lost, doneTwice: twice.length, wrong }
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

/** What desks made, as it stands at Recras. */
export interface Made {
  mark: string
  id: number
  klantId: number | null
}

/** The moves that it takes to be in all these states, one after another. */
const moves = (start: string, wanted: readonly string[]): string[] =>
  wanted.filter((status, index) => status !== (wanted[index - 1] ?? start))
