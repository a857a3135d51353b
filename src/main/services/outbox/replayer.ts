import type { OutboxEntry } from '../../../shared/outbox/entry.ts'
import type { RecordEntry } from '../../../shared/outbox/record.ts'
import { afterError } from '../../../shared/outbox/replay.ts'
import { heads, isRecord, laneOfPromised, type Promised } from '../../../shared/outbox/state.ts'
import type { AppError } from '../../../shared/result.ts'
import type { Clock, Log, Random } from '../ports.ts'
import type { Delivery, Left } from './delivery.ts'
import type { Ledger } from './ledger.ts'

export interface ReplayerOptions {
  ledger: Ledger
  moves: Delivery<OutboxEntry>
  records: Delivery<RecordEntry>
  clock: Clock
  random: Random
  log: Log
}

/**
 * Deliveries that may start at once; after these one each `DELIVERY_EVERY_MS`. Each asks up to three
 * times, so a long outage's worth goes out at some four requests a second.
 */
const BURST = 10
const DELIVERY_EVERY_MS = 750
/** Lanes that are dealt with at the same time, of each kind, in the order of their turns. */
const AT_ONCE = { move: 3, edit: 2, create: 2 }
type Kind = keyof typeof AT_ONCE
const KINDS = Object.keys(AT_ONCE) as Kind[]

const kindOf = (entry: Promised): Kind =>
  !isRecord(entry) ? 'move' : entry.kind.endsWith('-edit') ? 'edit' : 'create'

/** A lane that is being dealt with. */
interface Busy {
  kind: Kind
  /** The number of the key that is asked with. */
  key: number
}

/**
 * Delivers what was promised. Of each lane only the longest waiting entry is tried, several
 * lanes at a time. Moves go first, and each kind has room of its own: a group that stands at the desk
 * does not wait for a form that Recras takes long over. It waits by timers and never by comparing clocks,
 * so that a clock set back keeps nothing from being delivered.
 */
export class Replayer {
  private readonly options: ReplayerOptions
  private readonly busy = new Map<string, Busy>()
  /** Entries that are left alone for a while, with what ends it. `firm`: no hurry ends it early. */
  private readonly resting = new Map<string, { end: () => void; firm: boolean }>()
  private hold: { cancel: () => void; firm: boolean } | null = null
  private running = false
  /** Deliveries that may start now. */
  private free = BURST
  private filling: (() => void) | null = null
  private paused = false
  private key = 0

  constructor(options: ReplayerOptions) {
    this.options = options
  }

  start(): void {
    this.running = true
    this.pump()
  }

  stop(): void {
    this.running = false
    this.wakeAll(() => true)
    this.hold?.cancel()
    this.hold = null
    this.filling?.()
    this.filling = null
  }

  /** Starts what is due and may be started. */
  pump(): void {
    if (!this.running || this.paused || this.hold) return
    const due = heads(this.options.ledger.state)
    for (const entry of KINDS.flatMap((kind) => due.filter((one) => kindOf(one) === kind))) {
      if (this.free === 0) return
      const lane = laneOfPromised(entry)
      const kind = kindOf(entry)
      if (this.busy.has(lane) || this.resting.has(entry.id) || this.isFull(kind)) continue
      this.busy.set(lane, { kind, key: this.key })
      this.free -= 1
      this.fill()
      void this.deliver(entry, lane)
    }
  }

  private isFull(kind: Kind): boolean {
    const alike = [...this.busy.values()].filter((one) => one.kind === kind)
    return alike.length >= AT_ONCE[kind]
  }

  private fill(): void {
    this.filling ??= this.options.clock.after(DELIVERY_EVERY_MS, () => {
      this.filling = null
      this.free += 1
      if (this.free < BURST) this.fill()
      this.pump()
    })
  }

  /** Ends the back-off of one entry. */
  wake(id: string): void {
    this.wakeAll((rested) => rested === id)
    this.pump()
  }

  /** Ends every back-off but one that Recras asked for. */
  hurry(): void {
    this.wakeAll((_, { firm }) => !firm)
    if (this.hold && !this.hold.firm) {
      this.hold.cancel()
      this.hold = null
    }
    this.options.ledger.note({ type: 'due' })
    this.pump()
  }

  /** The key is accepted (again). */
  resume(): void {
    this.paused = false
    this.key += 1
    this.hurry()
  }

  private wakeAll(which: (id: string, rest: { firm: boolean }) => boolean): void {
    for (const [id, rest] of this.resting)
      if (which(id, rest)) {
        rest.end()
        this.resting.delete(id)
      }
  }

  private async deliver(entry: Promised, lane: string): Promise<void> {
    try {
      await this.heed(entry, await this.attempt(entry))
    } catch (error) {
      this.options.log.error('outbox-bug', { error })
      this.rest(entry, { kind: 'unexpected-answer' })
    } finally {
      this.busy.delete(lane)
      this.pump()
    }
  }

  private attempt(entry: Promised): Promise<Left> {
    const { moves, records } = this.options
    const going = (): boolean => this.running
    return isRecord(entry) ? records.attempt(entry, going) : moves.attempt(entry, going)
  }

  private async heed(entry: Promised, left: Left): Promise<void> {
    if (left === null) return
    if ('againInMs' in left) {
      // What was not used is there for others, who may wait for it longer.
      if (!left.asked) this.free = Math.min(BURST, this.free + 1)
      return this.sleep(entry.id, left.againInMs, true)
    }
    if (this.rest(entry, left.error) || left.park === null) return
    const parked = await this.options.ledger.conclude(entry, left.park)
    if (!parked.ok) this.rest(entry, parked.error)
  }

  /** Puts the entry, the queue or everything on hold, as the failure asks; `false` when it never mends. */
  private rest(entry: Promised, error: AppError): boolean {
    const { ledger, clock, random } = this.options
    const { id } = entry
    const attempts = (ledger.waiting(id)?.attempts ?? 0) + 1
    const consequence = afterError(error, attempts, random())
    if (consequence.kind === 'attention') return false
    const delay = consequence.kind === 'retry' ? consequence.delayMs : null
    const nextTryAt = delay === null ? null : clock.now() + delay
    const type = isRecord(entry) ? 'record-attempted' : 'attempted'
    ledger.note({ type, id, error, nextTryAt })
    if (!this.running) return true
    if (consequence.kind === 'pause') {
      // A refusal of the key before this one says nothing.
      if (this.busy.get(laneOfPromised(entry))?.key === this.key) this.paused = true
      return true
    }
    // A line that breaks each time a record is written may carry all else.
    const holds = consequence.queue && (consequence.firm || !isRecord(entry))
    if (holds) this.holdAll(consequence.delayMs, consequence.firm)
    else this.sleep(id, consequence.delayMs, false)
    return true
  }

  private sleep(id: string, ms: number, firm: boolean): void {
    if (!this.running) return
    const end = this.options.clock.after(ms, () => {
      this.resting.delete(id)
      this.pump()
    })
    this.resting.set(id, { end, firm })
  }

  private holdAll(delayMs: number, firm: boolean): void {
    if (this.hold?.firm && !firm) return
    this.hold?.cancel()
    const cancel = this.options.clock.after(delayMs, () => {
      this.hold = null
      this.pump()
    })
    this.hold = { cancel, firm }
  }
}
