import {
  drillScore,
  taskViews,
  type Acknowledged,
  type DrillRecord,
  type DrillScore,
  type DrillTask,
  type DrillView,
  type Whereabouts,
} from '../../../shared/domain/drill.ts'
import type { OutboxView, ParkedScan, PromisedEntry } from '../../../shared/outbox/entry.ts'
import type { RecordView } from '../../../shared/outbox/record.ts'
import { fail, ok, type AppError, type Result } from '../../../shared/result.ts'
import type { Clock, Log } from '../ports.ts'

/** The demo venue's part: what groups come with, the plug, and what was written down there. */
export interface DrillGround {
  /** So many things that groups of today want, made possible where they are not. */
  drillTasks(count: number): DrillTask[]
  /** Counts from now on. */
  watch(): () => DrillRecord
  change(patch: { unplugged: boolean; slow: boolean; revoked: boolean }): void
}

/** The desk's part. */
export interface DrillDesk {
  readonly outbox: { view(): OutboxView; replayNow(): void }
  readonly sync: { now(): Promise<Result<null>> }
  readonly monitor: { look(): void }
}

export interface DrillOptions {
  ground: () => DrillGround | null
  desk: () => DrillDesk | null
  clock: Clock
  log: Log
  changed: (view: DrillView | null) => void
}

interface Running {
  state: DrillView['state']
  seconds: number
  startedAt: number
  endsAt: number
  tasks: DrillTask[]
  acknowledged: Acknowledged[]
  skipped: Map<number, number>
  record: () => DrillRecord
  ground: DrillGround
  desk: DrillDesk
  score: DrillScore | null
}

/** What a group of a busy hour takes, and the fewest and most of them. */
const PACE_S = 8
const FEWEST = 5
const MOST = 24
const LOOK_MS = 250
/** What has not arrived by then is counted as still waiting. */
const PATIENCE_MS = 60_000
const NOT_NOW = fail<AppError>({ kind: 'not-now' })
const IN: Parameters<DrillGround['change']>[0] = { unplugged: false, slow: false, revoked: false }

/**
 * Runs the drill. The plug is pulled by this process alone and goes back in by its own timer, and the
 * demo venue ends with this process: no page that dies and no app that is killed leaves it out.
 */
export class Drill {
  private running: Running | null = null
  private starting = false
  private cancel: (() => void) | null = null
  private readonly options: DrillOptions

  constructor(options: DrillOptions) {
    this.options = options
  }

  /** Whether the plug belongs to the drill now. */
  get busy(): boolean {
    return this.starting || (this.running !== null && this.running.state !== 'done')
  }

  view(): DrillView | null {
    const { running } = this
    if (!running) return null
    const tasks = viewsOf(running)
    const score = scoreOf(running)
    return {
      state: running.state,
      startedAt: new Date(running.startedAt).toISOString(),
      endsAt: new Date(running.endsAt).toISOString(),
      seconds: running.seconds,
      tasks,
      acknowledged: score.acknowledged,
      arrived: score.arrived,
      score: running.score,
    }
  }

  /** `not-now` outside of the demo venue, and while one runs. */
  async start(seconds: number): Promise<Result<DrillView>> {
    const [ground, desk] = [this.options.ground(), this.options.desk()]
    if (!ground || !desk || this.busy) return NOT_NOW
    this.starting = true
    try {
      const count = Math.min(MOST, Math.max(FEWEST, Math.round(seconds / PACE_S)))
      ground.change(IN)
      const tasks = ground.drillTasks(count)
      // What was made possible for the drill has to be known here before the line goes.
      const read = await desk.sync.now()
      if (!read.ok) return read
      // The demo venue was left meanwhile: no real one is to be taken for its desk.
      if (this.options.ground() !== ground || this.options.desk() !== desk) return NOT_NOW
      const startedAt = this.options.clock.now()
      this.running = {
        state: 'running',
        seconds,
        startedAt,
        endsAt: startedAt + seconds * 1000,
        tasks,
        acknowledged: [],
        skipped: new Map(),
        record: ground.watch(),
        ground,
        desk,
        score: null,
      }
      ground.change({ ...IN, unplugged: true })
      desk.monitor.look()
      this.after(seconds * 1000, () => this.plugIn())
      return this.told()
    } finally {
      this.starting = false
    }
  }

  skip(task: number): Result<DrillView> {
    const { running } = this
    if (running?.state !== 'running') return NOT_NOW
    if (!running.skipped.has(task)) running.skipped.set(task, this.options.clock.now())
    return this.told()
  }

  /** Puts the plug back now; with `cancel` nothing is counted and the drill is forgotten. */
  end(cancel: boolean): Result<DrillView | null> {
    if (this.running?.state === 'running') this.plugIn()
    if (!cancel) return ok(this.view())
    this.forget()
    this.options.changed(null)
    return ok(null)
  }

  /** The demo venue is being left. */
  stop(): void {
    if (this.running?.state === 'running') this.running.ground.change(IN)
    this.forget()
  }

  acknowledgedMove(entry: PromisedEntry): void {
    const { id, bookingId, wanted } = entry
    if (entry.outcome !== 'undone') this.add({ id, kind: 'move', bookingId, wanted })
  }

  acknowledgedRecord({ id, kind }: RecordView): void {
    this.add({ id, kind: 'record', creates: kind === 'booking-create' })
  }

  acknowledgedCode({ id, text }: ParkedScan): void {
    this.add({ id, kind: 'code', text })
  }

  private add(one: Pick<Acknowledged, 'id' | 'kind'> & Partial<Acknowledged>): void {
    const { running } = this
    // A double tap is answered with the entry that there is already.
    if (running?.state !== 'running' || running.acknowledged.some(({ id }) => id === one.id)) return
    running.acknowledged.push({
      bookingId: null,
      wanted: null,
      text: null,
      creates: false,
      at: this.options.clock.now(),
      ...one,
    })
    this.told()
  }

  private plugIn(): void {
    const { running } = this
    if (running?.state !== 'running') return
    running.ground.change(IN)
    running.state = 'arriving'
    running.endsAt = Math.min(running.endsAt, this.options.clock.now())
    running.desk.monitor.look()
    running.desk.outbox.replayNow()
    this.told()
    this.await(PATIENCE_MS / LOOK_MS)
  }

  /** Looks again and again whether all has arrived, so many times at most. */
  private await(looks: number): void {
    const { running } = this
    if (running?.state !== 'arriving') return
    const score = scoreOf(running)
    if (score.waiting > 0 && looks > 0) {
      this.told()
      this.after(LOOK_MS, () => this.await(looks - 1))
      return
    }
    running.state = 'done'
    running.score = score
    this.options.log.info('drill', { ...score })
    this.told()
  }

  private after(ms: number, run: () => void): void {
    this.cancel?.()
    this.cancel = this.options.clock.after(ms, () => {
      this.cancel = null
      run()
    })
  }

  private forget(): void {
    this.cancel?.()
    this.cancel = null
    this.running = null
  }

  private told(): Result<DrillView> {
    const view = this.view()
    this.options.changed(view)
    return view ? ok(view) : NOT_NOW
  }
}

const viewsOf = ({ tasks, acknowledged, skipped, startedAt }: Running) =>
  taskViews(tasks, acknowledged, skipped, startedAt)

function scoreOf(running: Running): DrillScore {
  if (running.score) return running.score
  const view = running.desk.outbox.view()
  return drillScore(
    viewsOf(running),
    running.acknowledged,
    (one) => whereIs(one, view),
    running.record(),
  )
}

/** Where something acknowledged is, as the journal says. */
function whereIs({ id, kind }: Acknowledged, view: OutboxView): Whereabouts {
  if (kind === 'code') {
    // A code leaves the journal when a person has dealt with it.
    const scan = view.parked.find((one) => one.id === id)
    return !scan ? 'withdrawn' : scan.state === 'waiting' ? 'waiting' : 'done'
  }
  const open = [...view.entries, ...view.records].find((one) => one.id === id)
  if (open) return open.state
  const settled = [...view.history, ...view.recordHistory].find((one) => one.id === id)
  if (!settled) return 'missing'
  return settled.outcome === 'done' ? 'done' : 'withdrawn'
}
