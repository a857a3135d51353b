import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import type { WriteFile } from '../services/files/atomic-write.ts'
import type { Log } from '../services/ports.ts'

const schema = z.object({ user: z.string().nullable(), venue: z.string() })
const NAME = 'venue.json'

/**
 * What people call the venue, and whose key the desk has. Kept beside the venue's journal, so that a
 * desk that starts without a line says where it is; no secret, and gone when the venue is forgotten.
 */
export class Description {
  private current: z.infer<typeof schema>
  private unsaved = false
  private saving: Promise<void> = Promise.resolve()
  private readonly path: string
  private readonly write: WriteFile
  private readonly log: Log

  /** @param given.venue what it is called until its name is known */
  constructor(given: { folder: string; venue: string; write: WriteFile; log: Log }) {
    this.current = { user: null, venue: given.venue }
    this.path = join(given.folder, NAME)
    this.write = given.write
    this.log = given.log
  }

  get value(): { user: string | null; venue: string } {
    return this.current
  }

  /** Reads what was known when the app last ran; a file that makes no sense counts for nothing. */
  async load(): Promise<void> {
    try {
      this.current = schema.parse(JSON.parse(await readFile(this.path, 'utf8')))
    } catch {
      // It is asked for again as soon as there is a line.
    }
  }

  /** @param venue `null` when it could not be learnt: the name known before stays */
  async change(user: string | null, venue: string | null): Promise<void> {
    this.current = { user, venue: venue ?? this.current.venue }
    await this.save()
  }

  /** Resolves when the disk has what is known, or refused it; before the folder is there it does. */
  async settled(): Promise<void> {
    await this.saving
    if (this.unsaved) await this.save()
  }

  private save(): Promise<void> {
    this.unsaved = false
    this.saving = this.write(this.path, JSON.stringify(this.current)).catch((error: unknown) => {
      this.unsaved = true
      this.log.warn('description-not-kept', { error })
    })
    return this.saving
  }
}
