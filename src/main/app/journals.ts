import { readdir, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { holdsPromises } from '../../shared/outbox/state.ts'
import type { Clock, Log } from '../services/ports.ts'
import { nodeJournalFs } from '../services/outbox/journal-fs.ts'
import { JOURNAL_NAME } from '../services/outbox/journal.ts'
import { Ledger } from '../services/outbox/ledger.ts'

/**
 * The folders that journals live in, one for each venue: what was promised to one venue is never
 * sent to another, even when the address is changed from outside.
 */
export class Journals {
  private readonly root: string
  private readonly clock: Clock
  private readonly log: Log

  constructor(given: { root: string; clock: Clock; log: Log }) {
    this.root = given.root
    this.clock = given.clock
    this.log = given.log
  }

  folderOf(host: string): string {
    return join(this.root, nameOf(host))
  }

  /** Removes a venue's journal. Only after it was seen to hold nothing that waits. */
  async remove(host: string): Promise<void> {
    await rm(this.folderOf(host), { recursive: true, force: true }).catch((error: unknown) =>
      this.log.error('journal-not-removed', { error }),
    )
  }

  /** Names of venues, other than these, to which something is still promised. */
  async waitingElsewhere(hosts: readonly string[]): Promise<string[]> {
    const here = new Set(hosts.map(nameOf))
    const names = await readdir(this.root).catch(() => [])
    const waiting: string[] = []
    for (const name of names) if (!here.has(name) && (await this.holds(name))) waiting.push(name)
    return waiting
  }

  private async holds(name: string): Promise<boolean> {
    const { clock, log } = this
    const folder = join(this.root, name)
    // Something that a person or a program left here is no venue's.
    if (await isMissing(join(folder, JOURNAL_NAME))) return false
    const ledger = new Ledger({ folder, fs: nodeJournalFs, clock, log, onChanged: () => undefined })
    const opened = await ledger.open()
    const holds = holdsPromises(ledger.state)
    await ledger.close()
    return !opened.ok || holds
  }
}

/** Surely not there: what the disk does not want to tell may hold promises. */
const isMissing = (path: string): Promise<boolean> =>
  stat(path).then(
    () => false,
    (error: unknown) => ['ENOENT', 'ENOTDIR'].includes((error as NodeJS.ErrnoException).code ?? ''),
  )

const nameOf = (host: string): string => host.toLowerCase().replace(/[^a-z\d.-]/g, '_')
