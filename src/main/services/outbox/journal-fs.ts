import { mkdir, open, readFile, rename, rm, writeFile, type FileHandle } from 'node:fs/promises'
import { dirname } from 'node:path'
import { syncFolder } from '../files/sync-folder.ts'

/**
 * The little of a file system that the journal stands on, so that a full disk, a short write and a
 * power cut can be put in its way. Everything rejects with the platform's own error.
 */
export interface JournalFs {
  /** The whole file, `null` when there is none. */
  read(path: string): Promise<Uint8Array | null>
  /** Opens for writing at any position, made when it is not there. */
  open(path: string): Promise<JournalFile>
  /** Replaces `to` in one step. */
  rename(from: string, to: string): Promise<void>
  remove(path: string): Promise<void>
  /** Writes a text file of its own, not part of the journal. */
  writeFile(path: string, text: string): Promise<void>
  /** Makes the folder with those above it; answers with the folders in which a name is new. */
  makeFolder(path: string): Promise<string[]>
  /** Makes names in the folder durable: a new file's, a rename's. */
  syncFolder(path: string): Promise<void>
}

export interface JournalFile {
  /** Writes at a position; how many bytes were taken, maybe fewer than given. */
  write(bytes: Uint8Array, position: number): Promise<number>
  truncate(length: number): Promise<void>
  /** Resolves when content and length are on the disk. */
  sync(): Promise<void>
  close(): Promise<void>
}

const code = (error: unknown): unknown => (error as NodeJS.ErrnoException | null)?.code

export const nodeJournalFs: JournalFs = {
  async read(path) {
    try {
      return await readFile(path)
    } catch (error) {
      if (code(error) === 'ENOENT') return null
      throw error
    }
  },
  async open(path) {
    return wrap(await openOrMake(path))
  },
  rename,
  remove: (path) => rm(path, { force: true }),
  writeFile: (path, text) => writeFile(path, text, { mode: 0o600 }),
  async makeFolder(path) {
    const first = await mkdir(path, { recursive: true })
    if (first === undefined) return []
    const changed: string[] = []
    for (let made = path; made.length >= first.length; made = dirname(made))
      changed.push(dirname(made))
    return changed
  },
  syncFolder,
}

/** No flag of Node's means "read and write, made when absent, never cut, not append-only". */
async function openOrMake(path: string): Promise<FileHandle> {
  try {
    return await open(path, 'r+', 0o600)
  } catch (error) {
    if (code(error) !== 'ENOENT') throw error
    return open(path, 'wx+', 0o600)
  }
}

const wrap = (handle: FileHandle): JournalFile => ({
  write: async (bytes, position) =>
    (await handle.write(bytes, 0, bytes.length, position)).bytesWritten,
  truncate: (length) => handle.truncate(length),
  sync: () => handle.datasync(),
  close: () => handle.close(),
})
