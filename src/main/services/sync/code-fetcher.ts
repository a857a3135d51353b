import { isTransient } from '../../../shared/result.ts'
import type { Link } from '../../../shared/recras/links.ts'
import { readQrBody } from '../../../shared/recras/qr-body.ts'
import { isWithin } from '../elapsed.ts'
import type { Clock, Log, Random } from '../ports.ts'
import type { RecrasApi } from '../recras/api.ts'

export const QR_REL = 'recras:booking:qr'

export interface CodeFetcherOptions {
  api: Pick<RecrasApi, 'follow'>
  clock: Clock
  random: Random
  log: Log
  /** Whether nothing more urgent is being asked of Recras. */
  idle: () => boolean
  found: (id: number, text: string) => void
}

interface Wanted {
  link: Link
  tries: number
  /** Epoch ms of the last failure, and how long it rests from there. */
  restsFrom: number
  restMs: number
}

const GAP_MS = 1000
const FIRST_WAIT_MS = 30_000
const LONGEST_WAIT_MS = 3_600_000

/**
 * Reads the QR texts of bookings in the background: one at a time, at most one a second, only
 * while nothing else is asked, and none while Recras cannot be reached. Each is read once; what
 * Recras refuses is not asked for again until there is another key.
 */
export class CodeFetcher {
  private readonly wanted = new Map<number, Wanted>()
  private readonly refused = new Set<number>()
  private cancelTimer: (() => void) | null = null
  private asking = false
  private going = false
  private lastAt = -Infinity
  /** Counts the keys: what one was refused says nothing of the next. */
  private key = 0
  private readonly options: CodeFetcherOptions

  constructor(options: CodeFetcherOptions) {
    this.options = options
  }

  /** A booking whose code is not known offers it at this link. */
  offer(id: number, link: Link): void {
    if (this.refused.has(id)) return
    const known = this.wanted.get(id)
    if (known) known.link = link
    else this.wanted.set(id, { link, tries: 0, restsFrom: 0, restMs: 0 })
  }

  /** What was refused may be asked for again: there is another key. */
  forgive(): void {
    this.refused.clear()
    this.key++
  }

  withdraw(id: number): void {
    this.wanted.delete(id)
  }

  /** Recras answers: what waits may go. */
  resume(): void {
    this.going = true
    this.plan()
  }

  /** Nothing more is asked until `resume`. */
  pause(): void {
    this.going = false
    this.cancelTimer?.()
    this.cancelTimer = null
  }

  private plan(): void {
    if (!this.going || this.asking || this.cancelTimer !== null || this.wanted.size === 0) return
    const passed = this.options.clock.now() - this.lastAt
    // A negative time has passed when the clock was set back.
    const wait = passed < 0 ? GAP_MS : Math.max(0, GAP_MS - passed)
    this.cancelTimer = this.options.clock.after(wait, () => {
      this.cancelTimer = null
      void this.next()
    })
  }

  private async next(): Promise<void> {
    const { api, clock, idle, found } = this.options
    const now = clock.now()
    this.lastAt = now
    if (!idle()) return this.plan()
    const due = [...this.wanted].find(([, one]) => !isWithin(one.restsFrom, one.restMs, now))
    // What backs off is looked at again after the next read of a day.
    if (!due) return
    const [id, one] = due
    const { key } = this
    this.asking = true
    const read = await api
      .follow(QR_REL, one.link, { gentle: true })
      .finally(() => (this.asking = false))
    if (this.wanted.get(id) !== one) return this.plan()
    if (!read.ok && read.error.kind === 'unauthorized') return this.pause()
    if (!read.ok && isTransient(read.error)) {
      this.backOff(one, clock.now())
      return this.pause()
    }
    if (!read.ok && key !== this.key) return this.plan()
    const text = read.ok ? readQrBody(read.value) : null
    this.wanted.delete(id)
    if (text === null) {
      this.refused.add(id)
      this.options.log.warn('code-refused', { id, kind: read.ok ? 'unreadable' : read.error.kind })
    } else found(id, text)
    this.plan()
  }

  /** Doubles with every failure, up to an hour; spread, so that desks do not come back together. */
  private backOff(one: Wanted, now: number): void {
    const wait = Math.min(FIRST_WAIT_MS * 2 ** one.tries, LONGEST_WAIT_MS)
    one.tries++
    one.restsFrom = now
    one.restMs = wait * (0.5 + this.options.random() / 2)
  }
}
