import type { Match as Likely } from '../../../../shared/outbox/match.ts'
import { laneOf, type BeforeSending, type FoundRecord } from '../../../../shared/outbox/record.ts'
import type { RecordContent, RecordEntry } from '../../../../shared/outbox/record.ts'
import { ok, type AppError, type Result } from '../../../../shared/result.ts'
import type { Left } from '../delivery.ts'
import { contentOf } from './sealing.ts'
import type { RecordTools } from './tools.ts'

/** What stands at Recras that a create may have become. */
export type Match =
  { kind: 'none' } | { kind: 'one'; id: number } | { kind: 'doubtful'; found: FoundRecord[] }

/** A match with what a person needs to tell the doubtful ones apart. */
export function shown<T extends { id: number }>(
  match: Likely,
  candidates: readonly T[],
  describe: (candidate: T) => FoundRecord,
): Match {
  if (match.kind !== 'doubtful') return match
  const { ids } = match
  return { kind: 'doubtful', found: candidates.filter(({ id }) => ids.includes(id)).map(describe) }
}

/** One kind of record that can be made. */
export interface Maker<Content extends RecordContent> {
  /** Reads how Recras is just before the request leaves. */
  before(entry: RecordEntry, content: Content): Promise<Result<BeforeSending>>
  /** Looks for what a lost create became; never among `taken`. */
  look(
    entry: RecordEntry,
    content: Content,
    before: BeforeSending,
    taken: ReadonlySet<number>,
  ): Promise<Result<Match>>
  send(entry: RecordEntry, content: Content): Promise<Result<{ id: number; existed: boolean }>>
  /** Has the page get what was made. */
  publish(id: number): Promise<void>
  /** Whether the one could be taken for the other when an answer is lost. */
  alike(a: Making<Content>, b: Making<Content>): boolean
}

/** What is to be made, and by which promise. */
export interface Making<Content extends RecordContent> {
  entry: RecordEntry
  content: Content
}

/**
 * A server that got a request may still be working on it when its answer is lost. Only what is not
 * there this long after it was looked for first counts as not made: soon when the connection was cut
 * or the server said that it failed; as long as such a request may take when it never said anything,
 * or when this app went down and does not know.
 */
const CUT_MS = 5000
const SILENT_MS = 30_000
/** How soon an entry is looked at again that has to wait for another's answer. */
const SOON_MS = 1000

/**
 * Makes records at Recras, each once in effect although nothing in its API says so: the journal knows
 * of a request before it leaves, and one whose answer was lost is looked for before it is sent again
 * (docs/offline-and-sync.md, "Creating").
 */
export class Creating {
  private readonly tools: RecordTools
  /** Lost creates that were looked for and not found, and whether that was long enough ago. */
  private readonly missing = new Map<string, 'lately' | 'long'>()
  /** Lost creates of which the server is surely not at work any more. */
  private readonly cut = new Set<string>()

  constructor(tools: RecordTools) {
    this.tools = tools
  }

  async attempt<Content extends RecordContent>(
    entry: RecordEntry,
    content: Content,
    maker: Maker<Content>,
    going: () => boolean,
  ): Promise<Left> {
    const { tools } = this
    if (entry.sent) {
      const lost = await this.resolve(entry, content, maker, entry.sent)
      if (lost !== 'not-made') return lost
    }
    if (this.isHeld({ entry, content }, maker)) return { againInMs: SOON_MS, asked: false }
    // What came since the first time it left may be what became of it.
    const before = entry.sent ? ok(entry.sent) : await maker.before(entry, content)
    if (!before.ok) return tools.failed(entry, before.error)
    if (!going()) return null
    const leaves = await this.leave(entry, content, maker, before.value)
    if (!leaves.ok) return { error: leaves.error, park: null }
    if (leaves.value === 'held') return { againInMs: SOON_MS, asked: true }
    if (leaves.value === 'stale') return null
    const answer = await maker.send(entry, content)
    if (!answer.ok) {
      if (answer.error.kind === 'timeout') this.cut.delete(entry.id)
      else this.cut.add(entry.id)
      return tools.failed(entry, answer.error)
    }
    await maker.publish(answer.value.id)
    return tools.settle(entry, answer.value.id, { existed: answer.value.existed })
  }

  /** Finds out what became of a request whose answer is not known. */
  private async resolve<Content extends RecordContent>(
    entry: RecordEntry,
    content: Content,
    maker: Maker<Content>,
    before: BeforeSending,
  ): Promise<Left | 'not-made'> {
    const { tools, missing } = this
    const match = await maker.look(entry, content, before, this.taken(entry))
    // Who may not look cannot know: a person has to.
    if (!match.ok) return tools.failed(entry, match.error, { kind: 'doubtful' })
    switch (match.value.kind) {
      case 'one':
        missing.delete(entry.id)
        await maker.publish(match.value.id)
        return tools.settle(entry, match.value.id)
      case 'doubtful':
        missing.delete(entry.id)
        return tools.needsPerson(entry, { kind: 'doubtful' }, { found: match.value.found })
      case 'none':
        return missing.get(entry.id) === 'long' ? 'not-made' : this.lookLater(entry.id)
    }
  }

  private lookLater(id: string): Left {
    if (this.missing.has(id)) return { againInMs: SOON_MS, asked: true }
    const { clock, silentMs } = this.tools.options
    const wait = this.cut.has(id) ? CUT_MS : (silentMs ?? SILENT_MS)
    this.missing.set(id, 'lately')
    clock.after(wait, () => void this.missing.set(id, 'long'))
    return { againInMs: wait, asked: true }
  }

  /** Whether another one just like it is on its way. */
  private isHeld<Content extends RecordContent>(
    mine: Making<Content>,
    maker: Maker<Content>,
  ): boolean {
    const { ledger, vault } = this.tools.options
    const { order, records } = ledger.state
    const { entry } = mine
    return records.some((other) => {
      if (other.id === entry.id || other.kind !== entry.kind) return false
      if (other.state !== 'waiting' || other.sent === null) return false
      // Of two that both may have left the first goes on, or they would wait for each other.
      if (entry.sent && order.indexOf(other.id) > order.indexOf(entry.id)) return false
      const its = contentOf(vault, other)
      return its === null || maker.alike(mine, { entry: other, content: its as Content })
    })
  }

  /** What other promises of this desk became, and what a person said that it is not. */
  private taken({ kind, notOurs }: RecordEntry): ReadonlySet<number> {
    const { recordHistory } = this.tools.options.ledger.state
    const ids = recordHistory.flatMap((one) => (one.kind === kind ? (one.resultId ?? []) : []))
    return new Set([...ids, ...notOurs])
  }

  /**
   * Has the disk say that the request leaves, before it does. `held`: another one just like it is on
   * its way; were both lost, one could be taken for the other. `stale`: a person was faster.
   */
  private leave<Content extends RecordContent>(
    entry: RecordEntry,
    content: Content,
    maker: Maker<Content>,
    before: BeforeSending,
  ): Promise<Result<'leaves' | 'held' | 'stale', AppError>> {
    const { ledger } = this.tools.options
    return ledger.exclusively('creates', () =>
      ledger.exclusively(laneOf(entry), async () => {
        const now = ledger.record(entry.id)
        if (now?.state !== 'waiting' || now.sealed !== entry.sealed) return ok('stale')
        if (this.isHeld({ entry, content }, maker)) return ok('held')
        this.missing.delete(entry.id)
        this.cut.delete(entry.id)
        const ids = [...new Set([...before.ids, ...entry.notOurs])]
        const written = await ledger.commit([
          { type: 'record-sent', id: entry.id, before: { ...before, ids } },
        ])
        return written.ok ? ok('leaves') : written
      }),
    )
  }
}
