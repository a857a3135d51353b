/*
 * The drill: a few minutes of a busy hour without a line, in the demo venue. What was asked for, what
 * was acknowledged and what arrived, as pure functions; the main process has the plug and the clock.
 */

export type DrillTaskKind = 'check-in' | 'finish' | 'unknown' | 'walk-in'

/** One thing that a group at the desk wants. */
export interface DrillTask {
  /** Its place in the row, from 0. */
  id: number
  kind: DrillTaskKind
  bookingId: number | null
  referentie: string | null
  /** How the group is called; `null` for one without a name. */
  name: string | null
  people: number | null
  /** What their QR code says; `null` when they have none. */
  code: string | null
  /** It does not count when it is left out. */
  optional: boolean
}

/** Something that the desk acknowledged during the drill: it said that it is kept. */
export interface Acknowledged {
  id: string
  kind: 'move' | 'record' | 'code'
  /** Of moves. */
  bookingId: number | null
  wanted: string | null
  /** Of codes. */
  text: string | null
  /** A new booking, not a change of one. */
  creates: boolean
  /** Epoch ms by this machine's clock. */
  at: number
}

/** Where something acknowledged is by now, as the journal says. `withdrawn`: a person took it back. */
export type Whereabouts = 'waiting' | 'attention' | 'done' | 'withdrawn' | 'missing'

/** What the demo venue wrote down since the drill began. */
export interface DrillRecord {
  /** Every status that was set, by the desk's own requests or by others. */
  changes: readonly { booking: number; to: string; ours: boolean }[]
  /** Bookings that were made. */
  made: number
}

export interface DrillTaskView extends DrillTask {
  state: 'coming' | 'now' | 'done' | 'skipped'
  /** From being asked for to being acknowledged; `null` while it is not. */
  seconds: number | null
}

export interface DrillScore {
  given: number
  done: number
  acknowledged: number
  arrived: number
  /** Acknowledged, and neither at the venue nor listed for a person. */
  lost: number
  /** At the venue more often than it was acknowledged. */
  twice: number
  attention: number
  /** Did not get away in the time that the app waits for it; it still waits. */
  waiting: number
  medianSeconds: number | null
}

export interface DrillView {
  /** `running`: the plug is out. `arriving`: it is back in, and things are on their way. */
  state: 'running' | 'arriving' | 'done'
  /** ISO 8601 UTC. */
  startedAt: string
  endsAt: string
  seconds: number
  tasks: DrillTaskView[]
  acknowledged: number
  arrived: number
  score: DrillScore | null
}

/** Whether what was acknowledged is what a task asked for. */
export function serves(task: DrillTask, one: Acknowledged): boolean {
  switch (task.kind) {
    case 'check-in':
      return one.kind === 'move' && one.bookingId === task.bookingId && one.wanted === 'gaande'
    case 'finish':
      return one.kind === 'move' && one.bookingId === task.bookingId && one.wanted === 'voltooid'
    case 'unknown':
      return one.kind === 'code' && one.text === task.code
    case 'walk-in':
      return one.kind === 'record' && one.creates
  }
}

/**
 * The tasks with where they stand. Each is asked for when the one before it is done or left; one that
 * is done before its turn took no time.
 * @param skipped when a task was left, epoch ms by its id
 */
export function taskViews(
  tasks: readonly DrillTask[],
  acknowledged: readonly Acknowledged[],
  skipped: ReadonlyMap<number, number>,
  startedAt: number,
): DrillTaskView[] {
  let askedAt = startedAt
  let asked = false
  return tasks.map((task) => {
    const doneAt = acknowledged.find((one) => serves(task, one))?.at
    const leftAt = skipped.get(task.id)
    if (doneAt !== undefined) {
      const seconds = Math.max(0, doneAt - askedAt) / 1000
      askedAt = Math.max(askedAt, doneAt)
      return { ...task, state: 'done', seconds }
    }
    if (leftAt !== undefined) {
      askedAt = Math.max(askedAt, leftAt)
      return { ...task, state: 'skipped', seconds: null }
    }
    const state = asked ? 'coming' : 'now'
    asked = true
    return { ...task, state, seconds: null }
  })
}

/** The reckoning: what the desk said against what the venue has. */
export function drillScore(
  tasks: readonly DrillTaskView[],
  acknowledged: readonly Acknowledged[],
  whereabouts: (one: Acknowledged) => Whereabouts,
  record: DrillRecord,
): DrillScore {
  const placed = acknowledged.map((one) => ({ ...one, where: whereabouts(one) }))
  const kept = placed.filter(({ where }) => where !== 'withdrawn')
  const count = (where: Whereabouts): number => kept.filter((one) => one.where === where).length
  const moves = reckonMoves(kept, record.changes)
  const creates = kept.filter((one) => one.creates && one.where === 'done').length
  const others = kept.filter((one) => one.kind !== 'move')
  const asked = tasks.filter((task) => !task.optional || task.state === 'done')
  return {
    given: asked.length,
    done: asked.filter(({ state }) => state === 'done').length,
    acknowledged: kept.length,
    arrived: moves.arrived + others.filter(({ where }) => where === 'done').length,
    lost:
      moves.lost +
      others.filter(({ where }) => where === 'missing').length +
      Math.max(0, creates - record.made),
    twice: moves.twice + Math.max(0, record.made - creates),
    attention: count('attention'),
    waiting: count('waiting'),
    medianSeconds: median(tasks.flatMap(({ seconds }) => seconds ?? [])),
  }
}

type Placed = Acknowledged & { where: Whereabouts }

/** Status by status of each booking: what was said, against what the venue wrote down. */
function reckonMoves(
  kept: readonly Placed[],
  changes: DrillRecord['changes'],
): { arrived: number; lost: number; twice: number } {
  const said = new Map<string, Placed[]>()
  for (const one of kept) {
    if (one.kind !== 'move') continue
    const key = `${one.bookingId} ${one.wanted}`
    said.set(key, [...(said.get(key) ?? []), one])
  }
  const total = { arrived: 0, lost: 0, twice: 0 }
  for (const [key, moves] of said) {
    const made = changes.filter(({ booking, to }) => `${booking} ${to}` === key)
    const ours = made.filter((one) => one.ours).length
    const open = moves.filter(({ where }) => where === 'waiting' || where === 'attention').length
    const due = moves.length - open
    const arrived = Math.min(due, made.length)
    total.arrived += arrived
    total.lost += due - arrived
    total.twice += Math.max(0, ours - moves.length)
  }
  return total
}

function median(numbers: readonly number[]): number | null {
  const sorted = numbers.toSorted((a, b) => a - b)
  const half = sorted.length / 2
  const [low, high] = [sorted[Math.ceil(half) - 1], sorted[Math.floor(half)]]
  return low === undefined || high === undefined ? null : (low + high) / 2
}
