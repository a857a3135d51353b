import { createHash } from 'node:crypto'
import { mkdir, readdir, readFile, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { fail, ok, type Result } from '../../../shared/result.ts'
import type { WriteFile } from '../files/atomic-write.ts'
import type { Log } from '../ports.ts'
import type { Seals } from '../vault/vault.ts'

export interface DraftsOptions {
  /** The venue's own folder. */
  folder: string
  vault: Seals
  write: WriteFile
  log: Log
}

/** More than this are not kept: the oldest go. */
const MOST = 200
const LONGEST = 5_000_000
const SUFFIX = '.draft'

/**
 * What was typed and not saved, sealed, one file each. Names of files say nothing: a key may hold a
 * customer's number. Without a keystore drafts live until the app closes, and never touch the disk.
 */
export class Drafts {
  private readonly options: DraftsOptions
  /** What has no place on the disk. */
  private readonly memory = new Map<string, string>()
  /** One thing at a time, so that the last word said is the one that is kept. */
  private last: Promise<unknown> = Promise.resolve()

  constructor(options: DraftsOptions) {
    this.options = options
  }

  /** What was kept; `null` when nothing was, or when it cannot be opened. */
  get(key: string): Promise<Result<{ text: string | null }>> {
    return this.next(async () => ok({ text: this.memory.get(key) ?? (await this.read(key)) }))
  }

  /** Keeps the text, or with `null` removes it. `storage` when the disk does not do it. */
  keep(key: string, text: string | null): Promise<Result<{ kept: 'os' | 'memory' }>> {
    return this.next(async () => {
      if (text !== null && text.length > LONGEST)
        return fail({ kind: 'invalid', message: 'too long', fields: [] })
      const { vault, write, folder } = this.options
      await vault.ready()
      const kept = vault.durable ? 'os' : 'memory'
      try {
        // While the keystore is locked, an older draft stays for the day that it is open again.
        if (text === null) await rm(this.pathOf(key), { force: true })
        else if (vault.durable) {
          await mkdir(folder, { recursive: true, mode: 0o700 })
          await write(this.pathOf(key), vault.seal(JSON.stringify({ key, text })))
          await this.thin()
        }
      } catch (error) {
        this.options.log.error('draft-not-kept', { error })
        return fail({ kind: 'storage', message: (error as NodeJS.ErrnoException).code ?? '' })
      }
      this.memory.delete(key)
      if (text !== null && !vault.durable) this.memory.set(key, text)
      return ok({ kept })
    })
  }

  /** Removes all of them. */
  forget(): Promise<void> {
    return this.next(async () => {
      this.memory.clear()
      await rm(this.options.folder, { recursive: true, force: true }).catch((error: unknown) =>
        this.options.log.error('drafts-not-removed', { error }),
      )
    })
  }

  private next<T>(work: () => Promise<T>): Promise<T> {
    const mine = this.last.then(work, work)
    this.last = mine
    return mine
  }

  private async read(key: string): Promise<string | null> {
    await this.options.vault.ready()
    const sealed = await readFile(this.pathOf(key), 'utf8').catch(() => null)
    const opened = sealed === null ? null : this.options.vault.open(sealed)
    if (opened === null) return null
    const kept = JSON.parse(opened) as { key?: unknown; text?: unknown }
    return kept.key === key && typeof kept.text === 'string' ? kept.text : null
  }

  private async thin(): Promise<void> {
    const { folder } = this.options
    const names = (await readdir(folder)).filter((name) => name.endsWith(SUFFIX))
    if (names.length <= MOST) return
    const aged = await Promise.all(
      names.map(async (name) => ({
        path: join(folder, name),
        at: await stat(join(folder, name)).then(
          ({ mtimeMs }) => mtimeMs,
          () => 0,
        ),
      })),
    )
    const oldest = aged.toSorted((a, b) => a.at - b.at).slice(0, names.length - MOST)
    for (const { path } of oldest) await rm(path, { force: true })
  }

  private pathOf(key: string): string {
    const name = createHash('sha256').update(key).digest('hex').slice(0, 32)
    return join(this.options.folder, `${name}${SUFFIX}`)
  }
}
