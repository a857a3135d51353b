import { readdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { Clock, Log } from '../services/ports.ts'
import { nodeJournalFs } from '../services/outbox/journal-fs.ts'
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
    const ledger = new Ledger({ folder, fs: nodeJournalFs, clock, log, onChanged: () => undefined })
    const opened = await ledger.open()
    const { entries, parked } = ledger.state
    await ledger.close()
    return !opened.ok || entries.length > 0 || parked.some((scan) => scan.state === 'waiting')
  }
}

const nameOf = (host: string): string => host.toLowerCase().replace(/[^a-z\d.-]/g, '_')
