import type { JournalFile, JournalFs } from '../../../../src/main/services/outbox/journal-fs.ts'

export type Operation = 'read' | 'open' | 'write' | 'truncate' | 'sync' | 'rename' | 'sync-folder'

/** An error as the platform gives it. */
export const systemError = (code: string): Error => Object.assign(new Error(code), { code })

interface Inode {
  content: Buffer
  durable: Buffer
}

/**
 * A disk that remembers what is durable: content after `sync`, names after `syncFolder`. `crash`
 * takes the power away; `before` may throw to fail an operation, `room` is what is left of it.
 */
export class MemoryFs implements JournalFs {
  room = Number.POSITIVE_INFINITY
  /** Bytes that one write takes at most. */
  longestWrite = Number.POSITIVE_INFINITY
  before: (operation: Operation, path: string) => void = () => undefined
  /** How often the disk was made to write. */
  syncs = 0
  #names = new Map<string, Inode>()
  #durableNames = new Map<string, Inode>()

  /** What a restart after a power cut finds. Bytes not yet synced are there as far as `kept` of them. */
  crash(kept: (unsynced: number) => number): MemoryFs {
    const next = new MemoryFs()
    for (const [path, inode] of this.#durableNames) {
      const grown = Math.max(0, inode.content.length - inode.durable.length)
      const more = grown > 0 ? kept(grown) : 0
      const content =
        more > 0 && inode.content.subarray(0, inode.durable.length).equals(inode.durable)
          ? inode.content.subarray(0, inode.durable.length + more)
          : inode.durable
      next.put(path, content)
    }
    return next
  }

  put(path: string, content: Uint8Array): void {
    const inode = { content: Buffer.from(content), durable: Buffer.from(content) }
    this.#names.set(path, inode)
    this.#durableNames.set(path, inode)
  }

  get(path: string): Buffer | null {
    return this.#names.get(path)?.content ?? null
  }

  paths(): string[] {
    return [...this.#names.keys()]
  }

  async read(path: string): Promise<Uint8Array | null> {
    await this.#do('read', path)
    return this.get(path)
  }

  async open(path: string): Promise<JournalFile> {
    await this.#do('open', path)
    let inode = this.#names.get(path)
    if (!inode) {
      inode = { content: Buffer.alloc(0), durable: Buffer.alloc(0) }
      this.#names.set(path, inode)
    }
    return this.#file(path, inode)
  }

  async rename(from: string, to: string): Promise<void> {
    await this.#do('rename', from)
    const inode = this.#names.get(from)
    if (!inode) throw systemError('ENOENT')
    this.#names.delete(from)
    this.#names.set(to, inode)
  }

  async remove(path: string): Promise<void> {
    this.#names.delete(path)
  }

  async writeFile(path: string, text: string): Promise<void> {
    await this.#do('write', path)
    this.put(path, Buffer.from(text))
  }

  /** Folders that making the journal's own one is said to have changed. */
  changedFolders: string[] = []

  async makeFolder(): Promise<string[]> {
    await Promise.resolve()
    return this.changedFolders
  }

  async syncFolder(path: string): Promise<void> {
    await this.#do('sync-folder', path)
    this.#durableNames = new Map(this.#names)
  }

  async #do(operation: Operation, path: string): Promise<void> {
    await Promise.resolve()
    this.before(operation, path)
  }

  #file(path: string, inode: Inode): JournalFile {
    return {
      write: async (bytes, position) => {
        await this.#do('write', path)
        const growth = Math.max(0, position + bytes.length - inode.content.length)
        const taken = Math.min(
          bytes.length,
          this.longestWrite,
          growth > this.room ? bytes.length - (growth - this.room) : bytes.length,
        )
        if (taken <= 0) throw systemError('ENOSPC')
        this.room -= Math.max(0, position + taken - inode.content.length)
        const content = Buffer.alloc(Math.max(inode.content.length, position + taken))
        inode.content.copy(content)
        Buffer.from(bytes).copy(content, position, 0, taken)
        inode.content = content
        return taken
      },
      truncate: async (length) => {
        await this.#do('truncate', path)
        this.room += Math.max(0, inode.content.length - length)
        inode.content = Buffer.from(inode.content.subarray(0, length))
      },
      sync: async () => {
        await this.#do('sync', path)
        this.syncs += 1
        inode.durable = Buffer.from(inode.content)
      },
      close: async () => {
        await Promise.resolve()
      },
    }
  }
}
