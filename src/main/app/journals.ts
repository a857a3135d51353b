import { rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { holdsPromises } from '../../shared/outbox/state.ts'
import type { Clock, Log } from '../services/ports.ts'
import { nodeJournalFs } from '../services/outbox/journal-fs.ts'
import { JOURNAL_NAME } from '../services/outbox/journal.ts'
import { Ledger } from '../services/outbox/ledger.ts'
import { folderName, VenueFolders } from './venue-folders.ts'

/**
 * The folders that journals live in, one for each venue: what was promised to one venue is never
 * sent to another, even when the address is changed from outside.
 */
export class Journals {
  private readonly folders: VenueFolders
  private readonly clock: Clock
  private readonly log: Log

  constructor(given: { root: string; clock: Clock; log: Log }) {
    this.folders = new VenueFolders(given.root)
    this.clock = given.clock
    this.log = given.log
  }

  folderOf(host: string): string {
    return this.folders.folderOf(host)
  }

  /** Removes a venue's journal. Only after it was seen to hold nothing that waits. */
  async remove(host: string): Promise<void> {
    await rm(this.folderOf(host), { recursive: true, force: true }).catch((error: unknown) =>
      this.log.error('journal-not-removed', { error }),
    )
  }

  /** Names of venues, other than these, to which something is still promised. */
  async waitingElsewhere(hosts: readonly string[]): Promise<string[]> {
    const here = new Set(hosts.map(folderName))
    const names = await this.folders.names()
    const waiting: string[] = []
    for (const name of names) if (!here.has(name) && (await this.holds(name))) waiting.push(name)
    return waiting
  }

  private async holds(name: string): Promise<boolean> {
    const { clock, log } = this
    const folder = join(this.folders.root, name)
    // Something that a person or a program left here is no venue's.
    if (await isMissing(join(folder, JOURNAL_NAME))) return false
    const ledger = new Ledger({
      folder,
      fs: nodeJournalFs,
      clock,
      log,
      // Only whether something waits is asked, never what.
      vault: { open: () => null },
      onChanged: () => undefined,
    })
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
