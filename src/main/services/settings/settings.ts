import { readFile, rename } from 'node:fs/promises'
import {
  DEFAULT_SETTINGS,
  LANGUAGES,
  settingsSchema,
  type Language,
  type Settings,
} from '../../../shared/settings.ts'
import { fail, ok, type Result } from '../../../shared/result.ts'
import type { WriteFile } from '../files/atomic-write.ts'
import type { Clock, Log } from '../ports.ts'

/** The first of the preferred languages (BCP 47, best first) that the app speaks, else Dutch. */
export function languageOf(preferred: readonly string[]): Language {
  for (const tag of preferred) {
    const base = tag.toLowerCase().split(/[-_]/)[0]
    const found = LANGUAGES.find((language) => language === base)
    if (found) return found
  }
  return DEFAULT_SETTINGS.language
}

/** Settings out of anything: each field by itself, so that one bad value does not lose the others. */
export function readSettings(raw: unknown): Partial<Settings> {
  if (typeof raw !== 'object' || raw === null) return {}
  const given = raw as Record<string, unknown>
  const good = Object.entries(settingsSchema.shape).flatMap(([field, schema]) => {
    const read = schema.safeParse(given[field])
    return read.success ? [[field, read.data] as const] : []
  })
  return Object.fromEntries(good)
}

/**
 * What people chose for this desk: read once, written whole, told to whoever listens. What nobody
 * chose is not written, so that a default from outside (the language) still counts later.
 */
export class SettingsStore {
  private chosen: Partial<Settings> = {}
  private readonly defaults: Settings
  private readonly listeners = new Set<(settings: Settings, before: Settings) => void>()
  private queue: Promise<unknown> = Promise.resolve()
  private readonly path: string
  private readonly write: WriteFile
  private readonly clock: Clock
  private readonly log: Log

  constructor(given: {
    path: string
    language: Language
    write: WriteFile
    clock: Clock
    log: Log
  }) {
    this.path = given.path
    this.write = given.write
    this.clock = given.clock
    this.log = given.log
    this.defaults = { ...DEFAULT_SETTINGS, language: given.language }
  }

  /** Reads the file. Missing or damaged means defaults; a damaged one is set aside, not overwritten. */
  async load(): Promise<void> {
    let text: string
    try {
      text = await readFile(this.path, 'utf8')
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'ENOENT'))
        this.log.error('settings-unreadable', { error })
      return
    }
    try {
      this.chosen = readSettings(JSON.parse(text))
    } catch (error) {
      this.log.error('settings-damaged', { error })
      await rename(this.path, `${this.path}.damaged-${this.clock.now()}`).catch(() => undefined)
    }
  }

  get(): Settings {
    return { ...this.defaults, ...this.chosen }
  }

  /** Changes some fields. `storage` when the disk does not take it; then nothing is changed. */
  change(patch: { [Field in keyof Settings]?: Settings[Field] | undefined }): Promise<
    Result<Settings>
  > {
    const changed = this.queue.then(() => this.apply(patch))
    this.queue = changed
    return changed
  }

  /** Listens to changes; returns the function that stops it. */
  onChange(listener: (settings: Settings, before: Settings) => void): () => void {
    this.listeners.add(listener)
    return () => void this.listeners.delete(listener)
  }

  private async apply(patch: {
    [Field in keyof Settings]?: Settings[Field] | undefined
  }): Promise<Result<Settings>> {
    const given = Object.entries(patch).filter(([, value]) => value !== undefined)
    const next: Partial<Settings> = { ...this.chosen, ...Object.fromEntries(given) }
    try {
      await this.write(this.path, JSON.stringify(next, null, 2))
    } catch (error) {
      this.log.error('settings-not-kept', { error })
      return fail({ kind: 'storage' })
    }
    const before = this.get()
    this.chosen = next
    const changed = this.get()
    for (const listener of this.listeners) listener(changed, before)
    return ok(changed)
  }
}
