import type { ConnectionState } from '../../../shared/ipc/contract.ts'
import { isTransient, type AppError, type Result } from '../../../shared/result.ts'
import { isWithin } from '../elapsed.ts'
import type { Clock, Log, Random } from '../ports.ts'
import type { AnswerObserver } from '../recras/api.ts'
import { ClockOffset } from './clock-offset.ts'
import { initial, probeDelay, step, type MachineState, type Signal } from './machine.ts'

export interface MonitorOptions {
  clock: Clock
  random: Random
  log: Log
  /** Asks Recras something small (`personeel/me`) with the client that this monitor observes. */
  probe: () => Promise<Result<unknown>>
  /** Something that a person can see changed. */
  changed: (state: ConnectionState) => void
  /** The key works again or the line is back: what waited may go. */
  reconnected: () => void
  /** Where outages are kept, so that one is still itself after a restart. */
  outages?: OutageKeeper
}

/** Told of each outage as it begins and ends, epoch ms, with the clock's offset as known then. */
export interface OutageKeeper {
  /** Since when an outage was going on as the app ended; `null` when none was. */
  readonly since: number | null
  began(from: number, offsetMs: number | null): void
  ended(to: number, offsetMs: number | null): void
}

/** A probe that is not answered within this time has failed, however long the client would wait. */
const PROBE_LIMIT_MS = 6_000
/** Figures (latency, clock) are shown at most this often; a change of state at once. */
const FIGURES_EVERY_MS = 10_000
/** Behind a gateway nobody answered: as good as no line. */
const GATEWAY = new Set([502, 503, 504])

/**
 * Watches every answer and failure of the client and tells how the connection is. Asks by itself
 * only when nothing else does: to confirm a first failure, to find the line back, to try a refused
 * key again, and once a minute when it is quiet.
 */
export class ConnectionMonitor implements AnswerObserver {
  private machine: MachineState
  private readonly offset = new ClockOffset()
  private latencyMs: number | null = null
  private shown: ConnectionState
  private shownAt: number
  private cancelProbe: (() => void) | null = null
  private cancelFigures: (() => void) | null = null
  private probing = false
  /** Counts the keys: what was asked with an older one is over. */
  private round = 0
  private running = false
  private readonly options: MonitorOptions

  constructor(options: MonitorOptions) {
    this.options = options
    this.shownAt = options.clock.now()
    this.machine = initial(this.shownAt)
    this.shown = this.state
  }

  get state(): ConnectionState {
    const iso = (at: number): string => new Date(at).toISOString()
    const { status, since, lastAnswerAt, lastOutage, error } = this.machine
    return {
      status,
      since: iso(since),
      lastAnswerAt: lastAnswerAt === null ? null : iso(lastAnswerAt),
      lastOutage: lastOutage && { from: iso(lastOutage.from), to: iso(lastOutage.to) },
      latencyMs: this.latencyMs,
      clockOffsetMs: this.offset.value,
      error,
    }
  }

  get clockOffsetMs(): number | null {
    return this.offset.value
  }

  /** Starts watching, and asks Recras at once. */
  start(): void {
    this.running = true
    this.machine = initial(this.options.clock.now(), this.options.outages?.since ?? null)
    void this.probe()
  }

  stop(): void {
    this.running = false
    this.cancelProbe?.()
    this.cancelFigures?.()
    this.cancelProbe = this.cancelFigures = null
  }

  /** Asks Recras now: the machine woke up, or a person pressed "try now". */
  look(): void {
    if (this.running) void this.probe()
  }

  /** There is another key: asks with it now, whatever is still under way with the one before. */
  rekeyed(): void {
    this.round++
    this.probing = false
    this.look()
  }

  answered(answer: { at: number; latencyMs: number; serverDate: number | null }): void {
    this.latencyMs = Math.round(answer.latencyMs)
    this.offset.measure(answer.at, answer.latencyMs, answer.serverDate)
    this.signal({ kind: 'answered', at: answer.at })
  }

  failed(failure: { at: number; error: AppError }): void {
    const { at, error } = failure
    if (error.kind === 'unauthorized') this.signal({ kind: 'unauthorized', at, error })
    else if (error.kind === 'server' && !GATEWAY.has(error.status))
      this.signal({ kind: 'troubled', at, error })
    else if (error.kind !== 'rate-limited' && isTransient(error))
      this.signal({ kind: 'failed', at, error })
    // Anything else is Recras' own answer about one request, and was reported as answered.
  }

  private signal(signal: Signal): void {
    if (!this.running) return
    const before = this.machine
    this.machine = step(before, signal)
    const { status, doubtSince, error } = this.machine
    if (before.status !== status)
      this.options.log.info('connection', { status, before: before.status, error })
    this.keepOutage(before.outageSince, this.machine)
    this.show()
    // A new doubt or a new state has its own rhythm. Otherwise the planned probe stands, or a busy
    // desk would push it away for ever; and a running probe plans the next one itself.
    if (before.status !== status || before.doubtSince !== doubtSince) this.plan()
    if (before.status !== 'online' && status === 'online') this.options.reconnected()
  }

  private keepOutage(before: number | null, { outageSince, lastOutage }: MachineState): void {
    const { outages } = this.options
    if (before === null && outageSince !== null) outages?.began(outageSince, this.offset.value)
    else if (before !== null && outageSince === null && lastOutage)
      outages?.ended(lastOutage.to, this.offset.latest)
  }

  private plan(): void {
    this.cancelProbe?.()
    this.cancelProbe = null
    if (!this.running || this.probing) return
    const delay = probeDelay(this.machine, this.options.random())
    this.cancelProbe = this.options.clock.after(delay, () => {
      this.cancelProbe = null
      if (this.heardWithin(delay)) this.plan()
      else void this.probe()
    })
  }

  /** Online and undoubted, and something else asked meanwhile: no need to. */
  private heardWithin(ms: number): boolean {
    const { status, doubtSince, lastAnswerAt } = this.machine
    return (
      status === 'online' &&
      doubtSince === null &&
      lastAnswerAt !== null &&
      isWithin(lastAnswerAt, ms, this.options.clock.now())
    )
  }

  private async probe(): Promise<void> {
    if (this.probing) return
    this.cancelProbe?.()
    this.cancelProbe = null
    this.probing = true
    const { clock } = this.options
    const { round } = this
    const error = await this.ask()
    if (round !== this.round) return
    this.probing = false
    // What the client reported was heard already. Left are no answer in time, and Recras failing at
    // the smallest thing that can be asked of it.
    const late = error?.kind === 'timeout'
    const broken = error?.kind === 'server' && !GATEWAY.has(error.status)
    if (error && (late || broken)) this.signal({ kind: 'failed', at: clock.now(), error })
    if (this.cancelProbe === null) this.plan()
  }

  /** Why a probe failed; `null` when it did not. */
  private async ask(): Promise<AppError | null> {
    const { clock, log, probe } = this.options
    let cancelLimit: () => void = () => undefined
    const limit = new Promise<AppError>((resolve) => {
      cancelLimit = clock.after(PROBE_LIMIT_MS, () => resolve({ kind: 'timeout' }))
    })
    try {
      const asked = probe().then((result) => (result.ok ? null : result.error))
      return await Promise.race([asked, limit])
    } catch (error) {
      // A bug of ours, which says nothing about the line; the next probe comes all the same.
      log.error('probe-failed', { error })
      return null
    } finally {
      cancelLimit()
    }
  }

  private show(): void {
    const now = this.options.clock.now()
    const state = this.state
    if (whatIsSaid(state) !== whatIsSaid(this.shown)) return this.tell(state, now)
    if (this.cancelFigures || !figuresMoved(state, this.shown)) return
    this.cancelFigures = this.options.clock.after(
      isWithin(this.shownAt, FIGURES_EVERY_MS, now) ? this.shownAt + FIGURES_EVERY_MS - now : 0,
      () => this.tell(this.state, this.options.clock.now()),
    )
  }

  private tell(state: ConnectionState, at: number): void {
    this.cancelFigures?.()
    this.cancelFigures = null
    this.shown = state
    this.shownAt = at
    this.options.changed(state)
  }
}

const whatIsSaid = ({ status, since, lastOutage, error, lastAnswerAt }: ConnectionState): string =>
  JSON.stringify([status, since, lastOutage, error, lastAnswerAt === null])

function figuresMoved(now: ConnectionState, shown: ConnectionState): boolean {
  const moved = (one: number | null, other: number | null, by: number): boolean =>
    one === null || other === null ? one !== other : Math.abs(one - other) >= by
  return (
    moved(now.latencyMs, shown.latencyMs, Math.max(30, (shown.latencyMs ?? 0) / 4)) ||
    // While it is being measured anew there is nothing to tell of it.
    (now.clockOffsetMs !== null && moved(now.clockOffsetMs, shown.clockOffsetMs, 2_000)) ||
    moved(Date.parse(now.lastAnswerAt ?? ''), Date.parse(shown.lastAnswerAt ?? ''), 30_000)
  )
}
