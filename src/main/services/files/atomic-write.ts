import { open, rename, rm } from 'node:fs/promises'
import { dirname } from 'node:path'
import { syncFolder } from './sync-folder.ts'

/** Puts text where a file is, wholly or not at all. Rejects when the disk does not take it. */
export type WriteFile = (path: string, text: string) => Promise<void>
/** The same for what may not be text. */
export type WriteBytes = (path: string, content: string | Uint8Array) => Promise<void>

let sequence = 0

/**
 * Writes beside the file, forces it to the disk, then renames over it: after a power cut there is
 * the old content or the new one, never half of it. Readable by this user alone (0600).
 */
export const writeFileAtomic: WriteBytes = async (path, content) => {
  const beside = `${path}.${process.pid}.${sequence++}.tmp`
  try {
    const file = await open(beside, 'w', 0o600)
    try {
      await file.writeFile(content)
      await file.sync()
    } finally {
      await file.close()
    }
    await rename(beside, path)
  } catch (error) {
    await rm(beside, { force: true }).catch(() => undefined)
    throw error
  }
  // The file itself is whole; not being able to sync the folder is no reason to report failure.
  await syncFolder(dirname(path)).catch(() => undefined)
}
