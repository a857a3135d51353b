import { open } from 'node:fs/promises'

/** Makes names in a folder durable: a new file's, a rename's. Rejects when the disk does not do it. */
export async function syncFolder(path: string): Promise<void> {
  // Windows opens no folders; its file systems journal names themselves.
  if (process.platform === 'win32') return
  const folder = await open(path, 'r')
  try {
    await folder.sync()
  } finally {
    await folder.close()
  }
}
