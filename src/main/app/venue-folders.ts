import { readdir } from 'node:fs/promises'
import { join } from 'node:path'

/** Folders of one kind, one for each venue: nothing of one venue is ever seen at another. */
export class VenueFolders {
  readonly root: string

  constructor(root: string) {
    this.root = root
  }

  folderOf(host: string): string {
    return join(this.root, folderName(host))
  }

  /** Names of the venues that have one. */
  names(): Promise<string[]> {
    return readdir(this.root).catch(() => [])
  }
}

/** What a venue's folder is called. */
export const folderName = (host: string): string => host.toLowerCase().replace(/[^a-z\d.-]/g, '_')
